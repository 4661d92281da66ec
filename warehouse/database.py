"""Opening warehouse files: the build file for the one writer, published generations for readers."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse import ddl, migrations, tuning, views
from warehouse.errors import (
    WarehouseBusy,
    WarehouseForeign,
    WarehouseMissing,
    WarehouseTooNew,
    WarehouseTooOld,
    WarehouseUnreadable,
)
from warehouse.lake.address import Lake
from warehouse.lake.attaching import attach_reading, attach_writing, data_path, lake_of, unreadable, unwritten
from warehouse.lake.turns import turn
from warehouse.schema.catalogue import SCHEMA_VERSION

#: Nothing may be downloaded, and no Python variable may stand in for a table.
CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
ALIAS = "baoku"
_TABLES = "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database()"


def open_build(path: Path | Lake) -> duckdb.DuckDBPyConnection:
    """A writing connection to the build file `path`, or to a lake; made with all tables and views when it is new.

    A file of an older version is brought to the tables of now; an error leaves it as it was.

    Raises:
        WarehouseBusy: another process has it open.
        WarehouseUnreadable, WarehouseForeign, WarehouseTooNew, WarehouseTooOld: it cannot be used; the message says
            what to do.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with turn(path) if isinstance(path, Lake) else contextlib.nullcontext():
        return _opened(path)


def _opened(path: Path | Lake) -> duckdb.DuckDBPyConnection:
    with _explained(path):
        connection = duckdb.connect(":memory:" if isinstance(path, Lake) else path, config=CONFIG)
        try:
            connection.execute("SET TimeZone = 'UTC'")
            if isinstance(path, Lake):
                attach_writing(connection, path, ALIAS)
            _prepare(connection, path)
            if isinstance(path, Lake):
                views.hold_macros(connection, ALIAS)
            else:
                tuning.tune(connection)
        except BaseException:
            connection.close()
            raise
    return connection


@contextlib.contextmanager
def reading(path: Path | Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a warehouse file, closed at the end; see `open_reading`."""
    connection = open_reading(path)
    try:
        yield connection
    finally:
        connection.close()


def open_reading(path: Path | Lake) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the warehouse file `path`.

    It is attached to an empty database in memory: `duckdb.connect(path)`, in a process with an older connection to that
    name, would show the older generation. Of a lake one sees the snapshot that is the last now.

    Raises:
        WarehouseMissing: there is no such file.
        WarehouseBusy, WarehouseUnreadable, WarehouseForeign, WarehouseTooNew, WarehouseTooOld: as in `open_build`.
    """
    connection = _attached(path)
    try:
        with _explained(path):
            check_version(connection, path)
            if isinstance(path, Lake):
                views.hold_macros(connection, ALIAS)
    except BaseException:
        connection.close()
        raise
    return connection


def is_older(path: Path | Lake) -> bool:
    """Whether the warehouse file `path` has tables of an older version, which a writer would bring up to date.

    Raises:
        WarehouseError: as `open_reading`, but for that.
    """
    with contextlib.closing(_attached(path)) as connection, _explained(path):
        return version_of(connection, path) < SCHEMA_VERSION


def seal(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a reading connection reach no file and no network but the warehouse's own; no statement can change that."""
    if lake_of(connection):
        connection.execute(f"SET allowed_directories = [{ddl.quoted(data_path(connection, ALIAS))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _attached(path: Path | Lake) -> duckdb.DuckDBPyConnection:
    if isinstance(path, Path) and not path.exists():
        raise WarehouseMissing(path, f"There is no warehouse at {path} yet: `baoku run` makes it.")
    connection = duckdb.connect(config=CONFIG)
    try:
        with _explained(path):
            connection.execute("SET TimeZone = 'UTC'")
            if isinstance(path, Lake):
                attach_reading(connection, path, ALIAS)
            else:
                connection.execute(f"ATTACH {ddl.quoted(str(path))} AS {ALIAS} (READ_ONLY)")
                connection.execute(f"USE {ALIAS}")
    except BaseException:
        connection.close()
        raise
    return connection


def check_version(connection: duckdb.DuckDBPyConnection, path: Path | Lake) -> None:
    """Refuse a file of another program or of another version of the tables.

    Raises:
        WarehouseForeign, WarehouseTooNew, WarehouseTooOld: with what to do.
    """
    version = version_of(connection, path)
    if version < SCHEMA_VERSION:
        raise WarehouseTooOld(
            path,
            f"{path} has tables of version {version}, this baoku reads {SCHEMA_VERSION}: the next `baoku run` brings "
            "it up to date.",
        )


def version_of(connection: duckdb.DuckDBPyConnection, path: Path | Lake) -> int:
    """The version of the file's tables, where it is one that can be read or brought up to date.

    Raises:
        WarehouseForeign, WarehouseTooNew, WarehouseTooOld: with what to do.
    """
    try:
        row = connection.execute("SELECT max(version) FROM audit.schema_version").fetchone()
    except duckdb.CatalogException:
        row = None
    if row is None or row[0] is None:
        raise WarehouseForeign(
            path, f"{path} is a DuckDB file, but no baoku warehouse: set BAOKU_WAREHOUSE to another path."
        )
    if row[0] > SCHEMA_VERSION:
        raise WarehouseTooNew(
            path,
            f"{path} has tables of version {row[0]}, this baoku knows up to {SCHEMA_VERSION}: install a newer baoku.",
        )
    if row[0] < migrations.OLDEST:
        raise WarehouseTooOld(
            path,
            f"{path} has tables of version {row[0]}, this baoku knows them from {migrations.OLDEST} on: "
            "move the file and its .generations folder away and `baoku run` builds it again from the inbox.",
        )
    return row[0]


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path | Lake) -> None:
    tables = connection.execute(_TABLES).fetchone()
    if tables == (0,):
        with _committed(connection):
            ddl.create_all(connection)
            views.create_all(connection)
        return
    version = version_of(connection, path)
    if version < SCHEMA_VERSION:
        with _committed(connection):
            migrations.migrate(connection, version)
    elif not views.are_fresh(connection):
        with _committed(connection):
            views.create_all(connection)


@contextlib.contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """A transaction for the `with` block: committed at its end, rolled back on any error.

    In a lake others may be at work too: it waits for its turn, and sees what they have committed until then.

    Raises:
        WarehouseBusy: others have been writing the lake all the time.
        WarehouseUnreadable: the lake's catalogue or its files' place has gone.
    """
    lake = lake_of(connection)
    try:
        with turn(lake) if lake else contextlib.nullcontext(), _committed(connection):
            yield
    except (duckdb.IOException, duckdb.TransactionException) as error:
        if lake is None:
            raise
        raise unwritten(lake, error) from error


@contextlib.contextmanager
def _committed(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk invalidates the whole connection: that error, not the failed rollback, is the one to see.
        with contextlib.suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def _explained(path: Path | Lake) -> Iterator[None]:
    """DuckDB's errors on opening, told by who must act."""
    try:
        yield
    except duckdb.IOException as error:
        if isinstance(path, Lake):
            raise unreadable(path, error) from error
        if "lock" in str(error):
            raise WarehouseBusy(
                path, f"Another process is writing {path}: try again when it is done. {error}"
            ) from error
        raise _unreadable(path, error) from error
    # A cut file shows itself as SerializationException or InternalException too, depending on where it was cut.
    except (duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: duckdb.Error) -> WarehouseUnreadable:
    return WarehouseUnreadable(
        path,
        f"{path} is damaged or no DuckDB file ({error}). Move it away; `baoku rollback` publishes the last good "
        "generation again, and `baoku run` rebuilds what is missing.",
    )
