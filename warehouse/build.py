"""The pipeline's own file: held by one writer at a time, and mended from the last published generation."""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse.copying import copy_file
from warehouse.database import open_build
from warehouse.errors import WarehouseBusy, WarehouseUnreadable
from warehouse.lake.address import Lake


def build_path(warehouse: Path | Lake) -> Path:
    """The file that becomes the next generation of `warehouse`; only the pipeline opens it."""
    return warehouse.parent / ".generations" / "build.duckdb"


@contextlib.contextmanager
def writing(warehouse: Path | Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A writing connection to the build file of `warehouse`, closed at the end.

    A missing build file begins as a copy of what is published; a damaged one is set aside as `build.damaged` first:
    what it held beyond the published generation is read again from the inbox. A lake is written itself, also by others
    at the same time: each transaction waits for its turn, and is a snapshot that readers see from its end on.

    Raises:
        WarehouseBusy: another process is writing.
        WarehouseForeign, WarehouseTooNew, WarehouseTooOld: the file cannot be used; the message says what to do.
    """
    if isinstance(warehouse, Lake):
        with contextlib.closing(open_build(warehouse)) as connection:
            yield connection
        return
    with _held(warehouse):
        connection = _open(warehouse)
        try:
            yield connection
        except BaseException:
            # a COMMIT or CHECKPOINT that was interrupted holds the file until something else is asked (DuckDB 1.5):
            # whoever opens it next in this process would wait for ever
            with contextlib.suppress(duckdb.Error):
                connection.execute("SELECT 1")
            raise
        finally:
            connection.close()


def forget_build(warehouse: Path) -> None:
    """Remove the build file, so that the next writer begins with what is published.

    Raises:
        WarehouseBusy: another process is writing.
    """
    with _held(warehouse):
        _remove(build_path(warehouse))


def _open(warehouse: Path) -> duckdb.DuckDBPyConnection:
    build = build_path(warehouse)
    shutil.rmtree(build.with_name(f"{build.name}.tmp"), ignore_errors=True)  # what a load that was killed had put aside
    if not build.exists():
        _begin(build, warehouse)
    try:
        return open_build(build)
    except WarehouseUnreadable:
        build.replace(build.with_suffix(".damaged"))
        _begin(build, warehouse)
        return open_build(build)


def _begin(build: Path, warehouse: Path) -> None:
    """Let the build file begin as the published one; a copy that was cut short never bears its name."""
    _remove(build)
    if warehouse.exists():
        part = build.with_suffix(".begin")
        copy_file(warehouse, part)
        part.replace(build)


def _remove(build: Path) -> None:
    """The file and its write-ahead log: a log left behind would be replayed into another file."""
    for path in (build, build.with_name(f"{build.name}.wal")):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _held(warehouse: Path) -> Iterator[None]:
    """Hold the writer's lock. DuckDB's own is not enough: POSIX drops it when publishing closes its copy's source."""
    path = build_path(warehouse).with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"Another process is writing {warehouse}: try again when it is done."
            raise WarehouseBusy(warehouse, message) from error
        yield
