"""One writer at a time in a lake, on whatever machine: the catalogue's own locks, which end with their process."""

import contextlib
import fcntl
import time
from collections.abc import Callable, Iterator

import duckdb

from warehouse.ddl import quoted
from warehouse.errors import WarehouseBusy
from warehouse.lake.address import Lake
from warehouse.lake.attaching import load_extension, unreadable

#: A load takes seconds, that of a large run or the merging of files some minutes; who waits longer is told so.
PATIENCE_SECONDS = 1800.0
LOOK_SECONDS = 0.2
#: Of the advisory locks of the catalogue's database, the one that means "writes the lake": "baoku" as a number.
ADVISORY = 0x62616F6B75


@contextlib.contextmanager
def turn(lake: Lake, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the writer's lock of `lake` inside a `with` block, after waiting for whoever holds it.

    DuckLake would merge what two writers insert: each would give out the same load keys, and count the same members.

    Raises:
        WarehouseBusy: another process has held it for `patience` seconds.
        WarehouseUnreadable: the catalogue does not answer.
    """
    with (_of_file if lake.is_sqlite else _of_database)(lake) as take:
        deadline = time.monotonic() + patience
        while not take():
            if time.monotonic() > deadline:
                message = f"Another process is writing {lake}, for {patience:.0f} seconds now: try again later."
                raise WarehouseBusy(lake, message)
            time.sleep(LOOK_SECONDS)
        yield


@contextlib.contextmanager
def _of_file(lake: Lake) -> Iterator[Callable[[], bool]]:
    """Beside an SQLite catalogue stands a file whose lock it is: SQLite's own would keep readers out."""
    place = lake.home.with_name(f"{lake.home.name}.lock")
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as stream:

        def take() -> bool:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        yield take


@contextlib.contextmanager
def _of_database(lake: Lake) -> Iterator[Callable[[], bool]]:
    """In PostgreSQL an advisory lock of a session of its own, which the server gives back when that is gone."""
    with duckdb.connect() as session:
        load_extension(session, "postgres_scanner")
        try:
            words = lake.catalogue.removeprefix("postgres:")
            session.execute(f"ATTACH {quoted(words)} AS turns (TYPE postgres)")
            session.execute("BEGIN")
        except duckdb.Error as error:
            raise unreadable(lake, error) from error
        ask = f"SELECT taken FROM postgres_query('turns', 'SELECT pg_try_advisory_xact_lock({ADVISORY}) AS taken')"  # noqa: S608 (a number of ours)
        try:
            yield lambda: session.execute(ask).fetchone()[0]
        finally:
            # a transaction that is still open when its server has gone would end this process as the session is closed
            with contextlib.suppress(duckdb.Error):
                session.execute("ROLLBACK")
