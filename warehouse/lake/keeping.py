"""Snapshots of a lake: which there are, going back to one, and keeping them and their files few."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from warehouse.database import ALIAS, reading, transaction
from warehouse.errors import GenerationMissing
from warehouse.lake.address import LEAST_DAYS, Lake
from warehouse.lake.attaching import lake_of
from warehouse.lake.turns import turn
from warehouse.schema.catalogue import SCHEMA_VERSION, TABLES

#: In this order: a file that no snapshot needs any more waits as long again before it goes, for readers that have it.
_TIDYING = (
    f"ducklake_expire_snapshots('{ALIAS}', older_than => ?)",
    f"ducklake_merge_adjacent_files('{ALIAS}')",
    f"ducklake_rewrite_data_files('{ALIAS}')",
    f"ducklake_cleanup_old_files('{ALIAS}', older_than => ?)",
    f"ducklake_delete_orphaned_files('{ALIAS}', older_than => ?)",
)


@dataclass(frozen=True)
class Snapshot:
    """A state of the lake that is still kept, as each transaction leaves one."""

    number: int
    made_at: datetime


def snapshots(connection: duckdb.DuckDBPyConnection) -> list[Snapshot]:
    """The snapshots of the lake that is attached, oldest first."""
    rows = connection.execute(f"SELECT snapshot_id, snapshot_time FROM {ALIAS}.snapshots() ORDER BY ALL").fetchall()  # noqa: S608 (our alias)
    return [Snapshot(*row) for row in rows]


def last_snapshot(lake: Lake) -> int:
    """The number of the last snapshot.

    Raises:
        WarehouseError: there is no lake, or it cannot be read.
    """
    with reading(lake) as connection:
        return connection.execute(f"SELECT id FROM {ALIAS}.current_snapshot()").fetchone()[0]  # noqa: S608 (our alias)


def restore(connection: duckdb.DuckDBPyConnection, lake: Lake, number: int | None) -> Snapshot:
    """Make a new snapshot with the rows of snapshot `number`, or of the one before the last; `connection` writes.

    All tables are written anew. What was loaded since is read again by the next run, as far as it stands in the inbox.

    Raises:
        GenerationMissing: that snapshot is not kept, or has tables of another version.
    """
    kept = snapshots(connection)
    number = kept[-2].number if number is None and len(kept) > 1 else number
    found = next((snapshot for snapshot in kept[:-1] if snapshot.number == number), None)
    if found is None or _version_at(connection, found.number) != SCHEMA_VERSION:
        span = f"{kept[0].number} to {kept[-1].number}, some of them without our tables"
        raise GenerationMissing(lake, f"{lake} cannot go back to snapshot {number}; kept are {span}.")
    with transaction(connection):
        for table in TABLES:
            # read first: once its rows are deleted here, files that both snapshots have are read as empty
            then = f"SELECT * FROM {table.name} AT (VERSION => {found.number})"  # noqa: S608 (declared names)
            connection.execute(f"CREATE OR REPLACE TEMP TABLE rows_then AS {then}")
            connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 (declared names)
            connection.execute(f"INSERT INTO {table.name} FROM rows_then")
        connection.execute("DROP TABLE rows_then")
    return snapshots(connection)[-1]


def _version_at(connection: duckdb.DuckDBPyConnection, number: int) -> int | None:
    try:
        versions = f"SELECT max(version) FROM audit.schema_version AT (VERSION => {number})"  # noqa: S608 (a number)
        return connection.execute(versions).fetchone()[0]
    except duckdb.CatalogException:  # before there were tables
        return None


def tidy(connection: duckdb.DuckDBPyConnection, now: datetime, days: int) -> dict[str, int]:
    """Merge small files, write those anew of which much is deleted, and take away snapshots and files that are older
    than `days`, never younger than `LEAST_DAYS`; gives what went, by name. `connection` writes.

    Raises:
        WarehouseBusy, WarehouseUnreadable: as `warehouse.lake.turns.turn`.
    """
    before = now - timedelta(days=max(days, LEAST_DAYS))
    with turn(lake_of(connection)):
        expired, merged, rewritten, cleaned, orphans = (
            connection.execute(f"CALL {call}", [before] if "?" in call else None).fetchall() for call in _TIDYING
        )
    return {
        "snapshots": len(expired),
        "files merged or written anew": sum(row[2] for row in (*merged, *rewritten)),
        "files": len(cleaned) + len(orphans),
    }
