"""Publishing: the checked build file becomes a new generation, and the published name moves over atomically.

Beside the published file stands the folder `.generations`: `build.duckdb`, which only the pipeline writes, and the last
generations `000001.duckdb`, `000002.duckdb`, … The published name is a hard link to one of them, so that readers with
an open connection keep their generation and new ones see the new.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.build import build_path, forget_build, writing
from warehouse.copying import copy_file
from warehouse.database import is_older, reading
from warehouse.errors import GenerationMissing, WarehouseMissing
from warehouse.lake import keeping
from warehouse.lake.address import Lake
from warehouse.tuning import checkpoint

KEEP = 3
#: DuckDB writes the last row group of each table anew until it holds 2,048 rows, and later merges groups: the more rows
#: there are the longer that takes a run, so they are merged at each so many generations. One that waits takes 256 kB.
MERGED_EVERY = 4


@dataclass(frozen=True)
class Generation:
    """A published state of the warehouse that is still kept; of a lake, a snapshot.

    byte_count: of its file; none of its own for a snapshot, which shares files with others.
    """

    number: int
    path: Path
    is_published: bool
    byte_count: int | None
    made_at: datetime


def publish(connection: duckdb.DuckDBPyConnection, warehouse: Path | Lake, keep: int = KEEP) -> Generation:
    """Publish what the build file holds as a new generation of `warehouse`; the last `keep` generations stay.

    `connection` is the open connection to the build file, with no transaction under way. A crash at any point leaves
    the published file as it was or as it will be. In a lake each transaction is published by its end.

    Raises:
        OSError: the disk is full or the folder cannot be written; the last generation stays published.
    """
    if isinstance(warehouse, Lake):
        return _of_lake(warehouse, keeping.snapshots(connection)[-1], is_last=True)
    number = max((generation.number for generation in generations(warehouse)), default=0) + 1
    checkpoint(connection, is_merging=number % MERGED_EVERY == 0)
    folder = build_path(warehouse).parent
    _sweep(folder)
    target = folder / f"{number:06d}.duckdb"
    _copy_durably(build_path(warehouse), target)
    _move_name(target, warehouse)
    expire(warehouse, keep)
    return _generation(target, warehouse)


def bring_up_to_date(warehouse: Path | Lake, keep: int = KEEP) -> Generation | None:
    """Publish a generation with the tables of now, where the published one has those of an older version.

    Rows stay as they were read; None where nothing is published yet or it has the tables of now.

    Raises:
        WarehouseBusy: another process is writing.
        WarehouseUnreadable, WarehouseForeign, WarehouseTooNew, WarehouseTooOld: it cannot be used.
    """
    try:
        if not is_older(warehouse):
            return None
    except WarehouseMissing:
        return None
    with writing(warehouse) as connection:
        return publish(connection, warehouse, keep)


def rollback(warehouse: Path | Lake, number: int | None = None) -> Generation:
    """Publish an earlier generation again: `number`, or the newest one before the published.

    The build file begins again from there: what later runs had loaded is read again from the inbox by the next one.
    In a lake the rows of that snapshot become a new one.

    Raises:
        GenerationMissing: it is not kept.
        WarehouseBusy: a run is under way.
    """
    if isinstance(warehouse, Lake):
        with writing(warehouse) as connection:
            return _of_lake(warehouse, keeping.restore(connection, warehouse, number), is_last=True)
    kept = generations(warehouse)
    published = next((generation.number for generation in kept if generation.is_published), None)
    if number is None:
        earlier = [g for g in kept if published is None or g.number < published]
        number = earlier[-1].number if earlier else None
    target = next((generation for generation in kept if generation.number == number), None)
    if target is None:
        listed = ", ".join(str(g.number) for g in kept) or "none"
        raise GenerationMissing(warehouse, f"There is no generation {number or 'before this one'}; kept are: {listed}.")
    forget_build(warehouse)
    _move_name(target.path, warehouse)
    return _generation(target.path, warehouse)


def generations(warehouse: Path | Lake) -> list[Generation]:
    """The generations that are kept, oldest first.

    Raises:
        WarehouseError: it is a lake that cannot be read.
    """
    if isinstance(warehouse, Lake):
        with reading(warehouse) as connection:
            kept = keeping.snapshots(connection)
        return [_of_lake(warehouse, one, is_last=one is kept[-1]) for one in kept]
    paths = sorted(path for path in build_path(warehouse).parent.glob("*.duckdb") if path.stem.isdigit())
    return [_generation(path, warehouse) for path in paths]


def kept_numbers(warehouse: Path | Lake) -> str:
    """The numbers of the generations that are kept, as one says them; of a lake's snapshots the first and the last."""
    numbers = [generation.number for generation in generations(warehouse)]
    if isinstance(warehouse, Lake):
        return f"snapshots {numbers[0]} to {numbers[-1]}"
    return ", ".join(map(str, numbers)) or "none"


def _of_lake(lake: Lake, snapshot: keeping.Snapshot, *, is_last: bool) -> Generation:
    return Generation(snapshot.number, lake.home, is_last, None, snapshot.made_at)


def _generation(path: Path, warehouse: Path) -> Generation:
    stat = path.stat()
    is_published = warehouse.exists() and warehouse.samefile(path)
    made_at = datetime.fromtimestamp(stat.st_mtime, UTC)
    return Generation(int(path.stem), path, is_published, stat.st_size, made_at)


def _copy_durably(source: Path, target: Path) -> None:
    """Copy under a temporary name, write through to the disk, then give it its name."""
    part = target.with_suffix(".part")
    copy_file(source, part)
    part.replace(target)
    _sync_folder(target.parent)


def _move_name(target: Path, warehouse: Path) -> None:
    """Let the published name stand for `target`, atomically."""
    link = target.parent / f"{target.stem}.link"
    link.unlink(missing_ok=True)
    link.hardlink_to(target)
    link.replace(warehouse)
    _sync_folder(warehouse.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def expire(warehouse: Path, keep: int) -> int:
    """Delete all but the last `keep` generations, and say how many; open readers keep theirs until they close it."""
    old = [one for one in generations(warehouse)[: -max(keep, 1)] if not one.is_published]
    for generation in old:
        generation.path.unlink(missing_ok=True)
    return len(old)


def _sweep(folder: Path) -> None:
    """Remove what a publish that was killed has left."""
    for left in (*folder.glob("*.part"), *folder.glob("*.link")):
        left.unlink(missing_ok=True)
