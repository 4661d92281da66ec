"""Declarations, and the database that is made from them."""

import re
import tomllib
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import ddl, views
from warehouse.schema.catalogue import LAYERS, TABLES
from warehouse.schema.checks import TRUTHS, checks_of
from warehouse.schema.declare import Table
from warehouse.schema.dimensions import DIMENSIONS
from warehouse.schema.facts import FACTS
from warehouse.schema.mart import VIEWS
from warehouse.schema.stage import STAGE_TABLES
from warehouse.star import calendar

ROOT = Path(__file__).parent.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
EVERY = [*STAGE_TABLES, *TABLES, *VIEWS]

#: CONTRACT.md, word for word: these columns may be joined by others, never lost.
CONTRACT = {
    "articles": "document, article_key, ordinal, title, kicker, subtitle, authors, photo_credits, headings, captions, "
    "publication, published, published_earliest, published_latest, published_basis, char_count",
    "sentences": "document, article_key, sentence_key, ordinal, role, text, char_start, char_end, pieces",
    "observations": "document, article_key, sentence_key, observation_key, sentence, mention, char_start, char_end, "
    "kind, value, value_high, unit, base_value, base_unit, bound, indicator, measure, direction, comparison, subject, "
    "subject_type, place, place_code, period_start, period_end, period_basis, status, salience, rule, confidence, "
    "pieces",
    "times": "document, sentence_key, mention, char_start, char_end, start_date, end_date, granularity, rule, pieces",
    "entities": "document, entity_key, name, aliases, type, role, org, parent, place_code, mentions",
    "events": "document, event_key, type, trigger, what, start_date, end_date, place, participants, sentence",
    "terms": "term, part_of_speech, document, article_key, count, tf_idf",
}
TYPES = {
    "authors": "VARCHAR[]",
    "photo_credits": "VARCHAR[]",
    "headings": "VARCHAR[]",
    "captions": "VARCHAR[]",
    "aliases": "VARCHAR[]",
    "participants": "VARCHAR[]",
    "published": "DATE",
    "period_start": "DATE",
    "value": "DOUBLE",
}


@pytest.fixture(scope="module")
def database():
    connection = duckdb.connect()
    ddl.create_all(connection)
    views.create_all(connection)
    yield connection
    connection.close()


@pytest.mark.parametrize("view", CONTRACT)
def test_views_hold_the_columns_of_the_contract(database, view):
    for name in (view, f"{view}_history"):
        columns = {row[0]: row[1] for row in database.execute(f"DESCRIBE mart.{name}").fetchall()}
        promised = CONTRACT[view].split(", ") + (["valid_from", "valid_to"] if name != view else [])
        assert [column for column in promised if column not in columns] == []
        assert {c: t for c, t in columns.items() if c in TYPES} == {c: TYPES[c] for c in columns if c in TYPES}


@pytest.mark.parametrize("table", [*TABLES, *VIEWS], ids=lambda table: table.name)
def test_the_database_has_what_is_declared(database, table):
    described = database.execute(f"DESCRIBE {table.name}").fetchall()
    found = [(row[0], row[1].replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")) for row in described]
    assert found == [(column.name, column.dtype.duckdb) for column in table.columns]


def test_every_table_view_and_column_is_commented_in_both_languages(database):
    commented = database.execute(
        "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() "
        "UNION ALL SELECT schema_name || '.' || view_name, comment FROM duckdb_views() WHERE schema_name = 'mart' "
        "UNION ALL SELECT schema_name || '.' || table_name || '.' || column_name, comment FROM duckdb_columns() "
        "WHERE schema_name IN (SELECT unnest(?))",
        [list(LAYERS)],
    ).fetchall()
    assert len(commented) == sum(1 + len(table.columns) for table in (*TABLES, *VIEWS))
    assert [name for name, comment in commented if not comment or not CHINESE.search(comment)] == []


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
def test_declarations_are_whole(table: Table):
    assert len(set(table.column_names)) == len(table.columns)
    assert set(table.key) <= set(table.column_names)
    assert table.grain and CHINESE.search(table.description_zh)
    assert all(column.description and CHINESE.search(column.description_zh) for column in table.columns)


def test_references_point_to_a_key_of_a_declared_table():
    keys = {f"{table.name}.{name}" for table in EVERY for name in table.key}
    pointing = [(table.name, c.name, c.references) for table in EVERY for c in table.columns if c.references]
    assert [each for each in pointing if each[2] not in keys] == []


@pytest.mark.parametrize("table", FACTS, ids=lambda table: table.name)
def test_facts_say_where_they_came_from_and_hold_no_null_key(table):
    assert {"run_id", "rule", "rules_version", "load_key", "document_key"} <= set(table.column_names)
    assert [c.name for c in table.columns if c.name.endswith("_key") and c.nullable] == []


@pytest.mark.parametrize("table", DIMENSIONS, ids=lambda table: table.name)
def test_dimensions_have_an_unknown_member(database, table):
    keys = database.table(table.name).filter(duckdb.ColumnExpression(table.key[0]) == 0).fetchall()
    assert len(keys) == 1


def test_one_check_has_one_place():
    for table in STAGE_TABLES:
        places = [(check.code, column) for column, check in checks_of(table)]
        assert len(places) == len(set(places))
        assert {column for _, column in places} <= {"", *table.column_names}
    assert set(TRUTHS) <= {table.name for table in STAGE_TABLES}


def test_every_sql_file_is_a_declared_view_and_says_what_it_is():
    files = {path.stem: path for path in (ROOT / "warehouse" / "marts").glob("*.sql")}
    assert set(files) == {view.short_name for view in VIEWS}
    for path in files.values():
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("-- ") and CHINESE.search(first)


def test_import_contracts_know_every_module_of_the_warehouse():
    modules = {f"warehouse.{p.stem}" for p in (ROOT / "warehouse").glob("*.py")} - {"warehouse.__init__"}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if "warehouse.load" in contract.get("forbidden_modules", ()):
            assert modules <= set(contract["forbidden_modules"])


def test_the_calendar_knows_halves_thirds_weeks_and_plans():
    days = pl.Series([date(2021, 1, 3), date(2023, 12, 31), date(1957, 6, 20)])
    columns = ("date_key", "half_year", "quarter", "ten_days", "iso_year", "iso_week", "weekday", "five_year_plan")
    assert calendar(days).select(columns).rows() == [
        (20210103, 1, 1, 1, 2020, 53, 7, 14),
        (20231231, 2, 4, 3, 2023, 52, 7, 14),
        (19570620, 1, 2, 2, 1957, 25, 4, 1),
    ]
