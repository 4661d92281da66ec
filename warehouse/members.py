"""Members of the dimensions that documents share: they come with the first row that points to them, and leave with the
last."""

import duckdb
import polars as pl

from warehouse.rows import insert, registered
from warehouse.schema.catalogue import TABLES, table
from warehouse.schema.declare import Table
from warehouse.schema.dimensions import DIM_DATE, DIM_UNIT, SHARED
from warehouse.schema.keys import UNKNOWN_KEY
from warehouse.star import Frames, calendar, days_of, shared_members

#: Members that follow from their key alone: what is known of one is never another thing.
_FIXED = (DIM_DATE.name, DIM_UNIT.name)
#: Members of these point to places: they go first.
_IN_ORDER = (*sorted(SHARED, key=lambda dimension: dimension.short_name == "dim_place"), DIM_DATE)


def keep_members(connection: duckdb.DuckDBPyConnection, staged: Frames) -> None:
    """Add the members that the warehouse has not met, and mend those of which the rules of now say something else."""
    for name, frame in {DIM_DATE.name: calendar(days_of(staged)), **shared_members(staged)}.items():
        _keep(connection, table(name), table(name).conform(frame))


def _keep(connection: duckdb.DuckDBPyConnection, dimension: Table, members: pl.DataFrame) -> None:
    key = dimension.key[0]
    with registered(connection, members=members.select(key)):
        known = connection.table(dimension.name).join(connection.table("members").select(key), key, how="semi").pl()
    if dimension.name not in _FIXED:
        others = [name for name in dimension.column_names if name != key]
        met = dimension.conform(known).join(members, on=key, suffix="_now")
        stale = met.filter(pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_now")) for name in others))
        if stale.height:
            with registered(connection, stale=stale.select(key)):
                connection.execute(f"DELETE FROM {dimension.name} WHERE {key} IN (SELECT {key} FROM stale)")  # noqa: S608 (declared names)
            known = known.join(stale, on=key, how="anti")
    insert(connection, dimension, members.join(known, on=key, how="anti", maintain_order="left"))


def forget_unused_members(connection: duckdb.DuckDBPyConnection) -> None:
    """Delete the members that nothing points to any more: what other rules had read is gone."""
    for dimension in _IN_ORDER:
        while connection.execute(_forget(dimension)).fetchone()[0]:
            pass  # a place whose last part has gone goes in the next round


def _forget(dimension: Table) -> str:
    key = dimension.key[0]
    pointing = (
        f"SELECT {column.name} FROM {other.name}"  # noqa: S608 (declared names)
        + (f" WHERE {column.name} <> {key}" if other is dimension else "")
        for other in TABLES
        for column in other.columns
        if column.references == f"{dimension.name}.{key}" and not (other is dimension and column.name == key)
    )
    used = " UNION ALL ".join(pointing)
    return f"DELETE FROM {dimension.name} WHERE {key} <> {UNKNOWN_KEY} AND {key} NOT IN ({used})"  # noqa: S608 (declared names)
