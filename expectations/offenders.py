"""The rows that break critical checks: all of them, by the predicates of the suites (GX names some)."""

from collections.abc import Iterator, Mapping

import duckdb
import polars as pl

from expectations.quotations import with_quotations
from expectations.suites import found
from expectations.verdict import Verdict
from warehouse.schema.checks import checks_of
from warehouse.schema.declare import Check, Table
from warehouse.schema.stage import STAGE_TABLES

OFFENDERS = {
    "code": pl.String,
    "table_name": pl.String,
    "column_name": pl.String,
    "meaning": pl.String,
    "mend": pl.String,
    "document_key": pl.Int64,
    "row_key": pl.List(pl.String),
    "char_start": pl.Int32,
    "char_end": pl.Int32,
    "text": pl.String,
}
#: What stands for a row in words, the first of them that its table has.
_WORDS = ("mention", "name", "what", "term", "text", "title", "path")


def find_offenders(staged: Mapping[str, pl.DataFrame], verdict: Verdict) -> pl.DataFrame:
    """The rows of stage frames that break the critical checks which failed in `verdict`.

    Columns: `OFFENDERS`; `row_key` holds the values of the table's key as text, `document_key` is null for members that
    documents share, offsets are null where the table has none, `text` is the mention, name or beginning of the text.
    """
    failed = set(verdict.failed("critical").select("code", "table_name", "column_name").iter_rows())
    if not failed:
        return pl.DataFrame(schema=OFFENDERS)
    with duckdb.connect(config={"python_enable_replacements": "false"}) as connection:
        for name, frame in with_quotations(staged).items():
            schema, table = name.split(".")
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            connection.register(f"frame_{table}", frame.to_arrow())
            connection.execute(f'CREATE VIEW {name} AS FROM "frame_{table}"')
        asked = [
            (table, column, check)
            for table in STAGE_TABLES
            for column, check in checks_of(table)
            if (check.code, table.name, column) in failed
        ]
        return pl.concat([_offenders(connection, *one) for one in asked]).unique(maintain_order=True)


def _offenders(connection: duckdb.DuckDBPyConnection, table: Table, column: str, check: Check) -> pl.DataFrame:
    query = f"SELECT {', '.join(_selected(table))} {found(column, check)}".replace("{table}", table.name)
    said = {"code": check.code, "table_name": table.name, "column_name": column}
    said |= {"meaning": check.meaning, "mend": check.mend}
    rows = connection.execute(query).pl().with_columns(**{name: pl.lit(value) for name, value in said.items()})
    return rows.select(pl.col(name).cast(dtype) for name, dtype in OFFENDERS.items())


def _selected(table: Table) -> Iterator[str]:
    names = table.column_names
    yield "t.document_key" if "document_key" in names else "NULL AS document_key"
    yield f"[{', '.join(f't.{part}::VARCHAR' for part in table.key)}] AS row_key"
    for name in ("char_start", "char_end"):
        yield f"t.{name}" if name in names else f"NULL AS {name}"
    word = next((name for name in _WORDS if name in names), table.key[0])
    yield f"left(t.{word}::VARCHAR, 200) AS text"
