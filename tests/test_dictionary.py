"""The dictionary is fresh and complete, and its queries run."""

import pytest
from staged import BROKEN, HARBOUR, staged
from test_load import run

from warehouse.database import open_build
from warehouse.diagram import diagram
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


def test_the_diagram_draws_what_points_to_what():
    drawn = diagram()
    assert TEXT.count("```mermaid") == 1 and drawn in TEXT
    for table in TABLES:
        for column in table.columns if table.layer == "core" else ():
            target = (column.references or "").split(".")[-2:][0]
            if (
                target in ("dim_place", "dim_indicator", "dim_person", "dim_author", "fct_event")
                and column.name != table.key[0]
            ):
                lines = [line for line in drawn.splitlines() if f" {table.short_name} }}o--|| {target} :" in line]
                assert len(lines) == 1 and column.name in lines[0]
    assert "audit" not in drawn and "bridge_reprint }o--|| dim_article" in drawn


def test_every_view_has_an_example():
    assert {view.name for view in CURRENT_VIEWS} <= {example.view for example in EXAMPLES}
