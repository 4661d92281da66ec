"""Frames into tables, and frames under names that SQL can use."""

import contextlib
from collections.abc import Iterator

import duckdb
import polars as pl

from warehouse.schema.declare import Table


def insert(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> int:
    """Append `frame` to `table` in its order, and say how many rows that were.

    Raises:
        polars.exceptions.PolarsError: the frame lacks a declared column or holds a value that does not fit.
        duckdb.ConstraintException: a column that may not be NULL holds NULL.
    """
    if frame.height:
        connection.from_arrow(table.conform(frame).to_arrow()).insert_into(table.name)
    return frame.height


@contextlib.contextmanager
def registered(connection: duckdb.DuckDBPyConnection, **frames: pl.DataFrame) -> Iterator[None]:
    """`frames` under their names inside a `with` block: nothing is picked up by its Python name."""
    for name, frame in frames.items():
        connection.register(name, frame.to_arrow())
    try:
        yield
    finally:
        for name in frames:
            connection.unregister(name)
