"""One declaration a table: from it come Polars schemas, DDL, comments, the expectation suites and the dictionary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

Severity = Literal["critical", "warning", "info"]


@dataclass(frozen=True)
class Dtype:
    """A column type, once for each backend."""

    polars: pl.DataType | type[pl.DataType]
    duckdb: str


TEXT = Dtype(pl.String, "VARCHAR")
TEXTS = Dtype(pl.List(pl.String), "VARCHAR[]")
KEY = Dtype(pl.Int64, "BIGINT")
KEYS = Dtype(pl.List(pl.Int64), "BIGINT[]")
INT = Dtype(pl.Int32, "INTEGER")
BIGINT = Dtype(pl.Int64, "BIGINT")
REAL = Dtype(pl.Float64, "DOUBLE")
BLOB = Dtype(pl.Binary, "BLOB")
BOOL = Dtype(pl.Boolean, "BOOLEAN")
DATE = Dtype(pl.Date, "DATE")
TIMESTAMP = Dtype(pl.Datetime("us", "UTC"), "TIMESTAMPTZ")
#: Parts of the source text, in reading order: code points, `start` inclusive, `end` exclusive.
PIECES = Dtype(pl.List(pl.Struct({"start": pl.Int32, "end": pl.Int32})), 'STRUCT("start" INTEGER, "end" INTEGER)[]')


@dataclass(frozen=True)
class Check:
    """Something that must be true of a table's rows.

    `kind` names the expectation and `options` its arguments (see expectations/suites.py):
    `in_set` (values), `between` (low, high), `matches` (pattern), `unique` (columns) and
    `rows` (sql: a query over `{table}` that returns the offending rows).
    `meaning` says what it means when it fails, `mend` what to do, `owner` who does it: empty for the room that makes
    the column or table (see owners.py).
    """

    code: str
    kind: Literal["not_null", "unique", "in_set", "between", "matches", "references", "rows"]
    meaning: str
    mend: str
    severity: Severity = "critical"
    options: Mapping[str, object] = field(default_factory=dict)
    owner: str = ""


@dataclass(frozen=True)
class Column:
    """A column: English and Chinese description, unit, checks, and the column it points to (`table.column`)."""

    name: str
    dtype: Dtype
    description: str
    description_zh: str
    nullable: bool = True
    unit: str | None = None
    checks: tuple[Check, ...] = ()
    references: str | None = None


@dataclass(frozen=True)
class Table:
    """A table: `name` is `schema.table`, `grain` says what one row is, `key` is unique."""

    name: str
    grain: str
    description: str
    description_zh: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()

    @property
    def layer(self) -> str:
        """The database schema the table stands in: raw, stage, core, ref, audit or mart."""
        return self.name.split(".")[0]

    @property
    def short_name(self) -> str:
        """The table's name without its layer."""
        return self.name.split(".")[1]

    @property
    def column_names(self) -> list[str]:
        """Column names in declared order."""
        return [column.name for column in self.columns]

    def polars_schema(self) -> pl.Schema:
        """The table as a Polars schema, columns in declared order."""
        return pl.Schema({column.name: column.dtype.polars for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """A frame of this table with no rows."""
        return pl.DataFrame(schema=self.polars_schema())

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """`frame` with exactly the declared columns, in declared order and of the declared types.

        Raises:
            polars.exceptions.ColumnNotFoundError: a declared column is missing.
            polars.exceptions.InvalidOperationError: a value does not fit the declared type.
        """
        return frame.select(pl.col(column.name).cast(column.dtype.polars) for column in self.columns)
