"""SQL of users against the published warehouse: it can read there, and reach nothing else."""

import contextlib
import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import duckdb

from flows.errors import UsageInvalid
from warehouse.database import reading, seal
from warehouse.errors import WriteRefused
from warehouse.lake.address import Lake
from warehouse.lake.asking import require_question

ROWS_AT_ONCE = 10_000
#: DuckDB's words when a statement wants to write, to reach files or the network, or to change settings.
_REFUSED = (duckdb.PermissionException, duckdb.InvalidInputException)


@contextlib.contextmanager
def answer(warehouse: Path | Lake, sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The result of `sql`, to be fetched inside the `with` block.

    Raises:
        WriteRefused: it wants to write, or to reach outside the warehouse.
        UsageInvalid: DuckDB cannot understand or compute it; its own message says where.
        WarehouseError: there is no warehouse, or it cannot be read.
    """
    with reading(warehouse) as connection:
        seal(connection)
        try:
            if isinstance(warehouse, Lake):
                require_question(connection, warehouse, sql)
            yield connection.execute(sql)
        except _REFUSED as error:
            raise WriteRefused(warehouse, f"`baoku query` reads the warehouse and nothing else: {error}") from error
        except duckdb.IOException:
            raise
        except duckdb.Error as error:
            raise UsageInvalid(str(error)) from error


def rows_of(result: duckdb.DuckDBPyConnection) -> Iterator[tuple]:
    """The rows of a result, fetched some thousands at a time."""
    while rows := result.fetchmany(ROWS_AT_ONCE):
        yield from rows


def names_of(result: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of a result's columns; none where the statement gives no rows."""
    return [column[0] for column in result.description or ()]


def write_csv(result: duckdb.DuckDBPyConnection, target: TextIO) -> None:
    """Write CSV with a header; lists and structs stand as JSON."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(names_of(result))
    writer.writerows(map(_plain, row) for row in rows_of(result))


def write_json(result: duckdb.DuckDBPyConnection, target: TextIO) -> None:
    """Write a JSON array with one object a row; days and times as ISO 8601."""
    names = names_of(result)
    separator = "["
    for row in rows_of(result):
        target.write(f"{separator}\n{_json(dict(zip(names, row, strict=True)))}")
        separator = ","
    target.write("[]\n" if separator == "[" else "\n]\n")


def write_parquet(result: duckdb.DuckDBPyConnection, target: Path) -> int:
    """Write a Parquet file, and say how many rows it has."""
    import pyarrow.parquet

    batches = result.to_arrow_reader(ROWS_AT_ONCE)
    part = target.with_name(f"{target.name}.part")
    count = 0
    with pyarrow.parquet.ParquetWriter(part, batches.schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            count += batch.num_rows
    part.replace(target)
    return count


def _plain(value: object) -> object:
    return _json(value) if isinstance(value, list | dict | tuple) else value


_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, default=str).encode
