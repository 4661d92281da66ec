"""Where files stand: inbox, warehouse, what lies beside it, and whether there is room."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from flows.doctor.finding import Finding
from flows.lock import is_held
from flows.settings import Settings
from warehouse.build import build_path
from warehouse.database import reading
from warehouse.errors import WarehouseError, WarehouseMissing
from warehouse.publish import kept_numbers

#: A run needs room for the next generation beside the build file, which grows in the meantime.
ROOM = 2.2
#: What a warehouse of a few hundred pages takes: asked for even where there is none yet.
LEAST_BYTES = 100_000_000


def inbox(settings: Settings) -> Iterator[Finding]:
    """Whether the inbox is a folder that can be read."""
    place = settings.inbox
    if not place.is_dir():
        yield Finding("inbox", "broken", f"{place} is no folder", "Make it, or set BAOKU_INBOX to another one.")
    elif not os.access(place, os.R_OK | os.X_OK):
        yield Finding("inbox", "broken", f"{place} cannot be read", "Give the account that runs baoku the right to.")
    else:
        yield Finding("inbox", "fine", str(place.resolve()))


def beside_warehouse(settings: Settings) -> Iterator[Finding]:
    """Whether baoku may write where the warehouse stands, or make that folder."""
    folder = settings.warehouse.resolve().parent
    standing = _standing(folder)
    for place in (standing, *(folder / name for name in (".alerts", ".generations", ".staging", ".prefect"))):
        if place.exists() and not os.access(place, os.W_OK | os.X_OK):
            mend = "Give the account that runs baoku the right to, or set BAOKU_WAREHOUSE to another path."
            yield Finding("folder of the warehouse", "broken", f"{place} cannot be written", mend)
            return
    made = "" if standing == folder else " (made by the first run)"
    yield Finding("folder of the warehouse", "fine", f"{folder}{made}")


def warehouse(settings: Settings) -> Iterator[Finding]:
    """Whether the published file can be opened, and how many generations are kept beside it."""
    try:
        with reading(settings.warehouse) as connection:
            count = connection.execute("SELECT count(*) FROM mart.articles").fetchone()[0]
    except WarehouseMissing as error:
        yield Finding("warehouse", "fine", str(error))
    except WarehouseError as error:
        yield Finding("warehouse", "broken", str(error), "Do what the message says.")
    else:
        yield Finding("warehouse", "fine", f"{count:,} articles; generations kept: {kept_numbers(settings.warehouse)}")


def locks(settings: Settings) -> Iterator[Finding]:
    """Whether a run is under way, and whether a file that was found damaged still lies about."""
    says = "a run is under way" if is_held(settings.warehouse, "run") else "no run is under way"
    yield Finding("lock", "fine", says)
    damaged = build_path(settings.warehouse).with_suffix(".damaged")
    if damaged.exists():
        mend = "Delete it when nobody wants to look at it: what it held was read again."
        yield Finding("damaged file", "warning", f"{damaged} was set aside, {_megabytes(damaged.stat().st_size)}", mend)


def free_space(settings: Settings) -> Iterator[Finding]:
    """Whether the disk has room for the next publish."""
    build = build_path(settings.warehouse)
    size = max(path.stat().st_size if path.exists() else 0 for path in (build, Path(settings.warehouse)))
    needed = max(round(size * ROOM), LEAST_BYTES)
    free = shutil.disk_usage(_standing(settings.warehouse.resolve().parent)).free
    says = f"{_megabytes(free)} free, the next publish wants about {_megabytes(needed)}"
    if free >= needed:
        yield Finding("disk", "fine", says)
    else:
        yield Finding("disk", "broken", says, "Make room, lower BAOKU_KEEP_GENERATIONS, or move the warehouse.")


def _standing(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"
