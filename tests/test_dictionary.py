"""The dictionary is fresh and complete, and its queries run."""

import pytest
from staged import BROKEN, HARBOUR, staged
from test_load import run

from warehouse.database import open_build
from warehouse.dictionary import PLACE, dictionary
from warehouse.examples import EXAMPLES
from warehouse.load import load
from warehouse.schema.catalogue import TABLES
from warehouse.schema.mart import CURRENT_VIEWS, VIEWS

TEXT = dictionary()


def test_the_file_is_fresh():
    assert PLACE.read_text(encoding="utf-8") == TEXT, "run `uv run python -m warehouse.dictionary`"


@pytest.mark.parametrize("table", [*TABLES, *VIEWS], ids=lambda table: table.name)
def test_every_table_and_view_is_named(table):
    assert f"`{table.name}`" in TEXT


@pytest.mark.parametrize("table", [*TABLES, *CURRENT_VIEWS], ids=lambda table: table.name)
def test_every_column_is_described(table):
    section = TEXT.split(f"### `{table.name}`")[1].split("\n#")[0]
    for column in table.columns:
        row = next(line for line in section.splitlines() if line.startswith(f"| `{column.name}` |"))
        assert column.description in row and column.description_zh in row


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    connection = open_build(tmp_path_factory.mktemp("dictionary") / "build.duckdb")
    load(connection, staged(harbour=HARBOUR, broken=BROKEN), run())
    yield connection
    connection.close()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question)
def test_every_example_runs(build, example):
    assert example.view in example.sql and example.sql in TEXT
    build.execute(example.sql).fetchall()


def test_every_view_has_an_example():
    assert {view.name for view in CURRENT_VIEWS} <= {example.view for example in EXAMPLES}
