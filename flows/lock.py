"""One run at a time, one schedule at a time: locks beside the warehouse, which the system gives back when we end."""

import contextlib
import fcntl
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO

from flows.errors import OutsideFailed
from flows.heartbeat import end_stuck
from warehouse.errors import WarehouseBusy

_held: set[Path] = set()
LOOK_SECONDS = 0.5


@contextlib.contextmanager
def lock(
    warehouse: Path, purpose: str, longest: timedelta | None = None, patience: timedelta = timedelta(0)
) -> Iterator[None]:
    """Hold the lock of `warehouse` for `purpose`; within one process a second holder inside the first is let through.

    A run that holds it and has not come a step further for `longest` is ended, and its lock taken.

    Raises:
        WarehouseBusy: another process holds it, and has held it for `patience`.
        OutsideFailed: the folder cannot be written.
    """
    place = _place(warehouse, purpose)
    if place in _held:
        yield
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        stream = place.open("w")
    except OSError as error:
        raise OutsideFailed(f"cannot write beside the warehouse: {error}") from error
    with stream:
        until = time.monotonic() + patience.total_seconds()
        while not _taken(stream) and not (longest and end_stuck(warehouse, longest) and _taken(stream)):
            if time.monotonic() >= until:
                raise WarehouseBusy(warehouse, f"another baoku is at work on {warehouse}; nothing was done here")
            time.sleep(LOOK_SECONDS)
        _held.add(place)
        try:
            yield
        finally:
            _held.discard(place)


def _taken(stream: IO) -> bool:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(warehouse: Path, purpose: str) -> bool:
    """Whether some process, this one or another, holds the lock of `warehouse` for `purpose`. Writes nothing."""
    place = _place(warehouse, purpose)
    try:
        with place.open("r") as stream:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # nobody has made it yet, or nobody may
        return False
    return False


def _place(warehouse: Path, purpose: str) -> Path:
    return staging(warehouse) / f"{warehouse.stem}.{purpose}.lock"


@contextlib.contextmanager
def staging_folder(warehouse: Path, run_id: str) -> Iterator[Path]:
    """An empty folder for what one run hands from stage to stage, gone at its end. The caller holds the lock.

    What runs that were killed have left there goes too.
    """
    runs = staging(warehouse) / warehouse.stem
    shutil.rmtree(runs, ignore_errors=True)
    folder = runs / run_id
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(runs, ignore_errors=True)


def staging(warehouse: Path) -> Path:
    """The folder beside `warehouse` for what is only of use while baoku works."""
    return warehouse.resolve().parent / ".staging"
