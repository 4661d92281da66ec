"""DDL and comments from the declarations. Names come from declarations only; nothing here is a value of a user."""

from datetime import UTC, datetime

import duckdb
import polars as pl

from warehouse.rows import insert
from warehouse.schema.catalogue import LAYERS, SCHEMA_VERSION, TABLES
from warehouse.schema.declare import Column, Table
from warehouse.schema.dimensions import DIMENSIONS
from warehouse.schema.keys import UNKNOWN_KEY

UNKNOWN_TEXT = "未知"
#: An unknown member's stand-in for a column that may not be NULL.
_UNKNOWN_VALUES = {
    "VARCHAR": UNKNOWN_TEXT,
    "BIGINT": UNKNOWN_KEY,
    "INTEGER": 0,
    "BOOLEAN": False,
    "TIMESTAMPTZ": datetime(1970, 1, 1, tzinfo=UTC),
}


def quoted(text: str) -> str:
    """`text` as an SQL string literal: comments cannot be bound as parameters."""
    return "'" + text.replace("'", "''") + "'"


def column_comment(column: Column) -> str:
    """A column's comment: English, unit, what it points to, Chinese."""
    unit = f" [{column.unit}]" if column.unit else ""
    points_to = f" → {column.references}" if column.references else ""
    return f"{column.description}{unit}{points_to} · {column.description_zh}"


def table_comment(table: Table) -> str:
    """A table's comment: description, grain, Chinese."""
    return f"{table.description}. Grain: {table.grain} · {table.description_zh}"


def comments(table: Table, kind: str = "TABLE") -> list[str]:
    """`COMMENT ON` statements for a table or view and each of its columns."""
    columns = [f'COMMENT ON COLUMN {table.name}."{c.name}" IS {quoted(column_comment(c))}' for c in table.columns]
    return [f"COMMENT ON {kind} {table.name} IS {quoted(table_comment(table))}", *columns]


def create_table(table: Table) -> str:
    """The `CREATE TABLE` statement of a declaration; keys are held by checks, not by indexes that grow with history."""
    columns = (f'"{c.name}" {c.dtype.duckdb}{"" if c.nullable else " NOT NULL"}' for c in table.columns)
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"


def unknown_member(table: Table) -> pl.DataFrame:
    """The row with key 0 that facts point to when a dimension's member is not known."""
    row = {
        c.name: None if c.nullable else [] if c.dtype.duckdb.endswith("[]") else _UNKNOWN_VALUES[c.dtype.duckdb]
        for c in table.columns
    }
    return pl.DataFrame([row], schema=table.polars_schema())


def create_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Schemas, tables, comments, unknown members and the schema version, in an empty database; no views."""
    for layer in LAYERS:  # described in DICTIONARY.md: DuckDB 1.5 takes no comments on schemas
        connection.execute(f"CREATE SCHEMA {layer}")
    for table in TABLES:
        connection.execute(create_table(table))
        connection.execute(";".join(comments(table)))
    for table in DIMENSIONS:
        insert(connection, table, unknown_member(table))
    connection.execute("INSERT INTO audit.schema_version (version) VALUES (?)", [SCHEMA_VERSION])
