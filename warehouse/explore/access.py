"""Reading the published file for a page: sealed, and always the generation that is published now."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import polars as pl

from warehouse.database import reading, seal
from warehouse.errors import WarehouseError
from warehouse.lake.address import Lake
from warehouse.lake.keeping import last_snapshot

Row = dict[str, object]
Values = Sequence[object] | dict[str, object]


@contextlib.contextmanager
def sealed(warehouse: Path | Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the generation that is published now, closed at the end.

    It reaches no other file and no network, and no statement can change that. It is made anew for each page that is
    drawn, so that an old generation's disk is free as soon as nobody looks at it.

    Raises:
        WarehouseError: there is no warehouse, or it cannot be read; the message says what to do.
    """
    with reading(warehouse) as connection:
        seal(connection)
        yield connection


def generation_of(warehouse: Path | Lake) -> tuple[int, ...] | None:
    """What tells one generation under the published name from another; None while there is none."""
    if isinstance(warehouse, Lake):
        with contextlib.suppress(WarehouseError):
            return (last_snapshot(warehouse),)
        return None
    try:
        stat = warehouse.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size


def rows(connection: duckdb.DuckDBPyConnection, sql: str, values: Values = ()) -> list[Row]:
    """The answer to `sql`, a dictionary a row; `values` are for its parameters, by place or by name."""
    result = connection.execute(sql, values)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def frame(connection: duckdb.DuckDBPyConnection, sql: str, values: Values = ()) -> pl.DataFrame:
    """The answer to `sql` as a frame, columns as `sql` names them."""
    return connection.execute(sql, values).pl()
