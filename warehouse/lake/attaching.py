"""Attaching a lake to a connection, with the extensions that are installed as packages: nothing is downloaded."""

import importlib.util
import os
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from warehouse.ddl import quoted
from warehouse.errors import LakeNotInstalled, WarehouseError, WarehouseMissing, WarehouseUnreadable
from warehouse.lake.address import PREFIX, Lake, warehouse_at

#: Readers and the writer meet in one SQLite file: its journal lets them, and whoever is late waits.
_SQLITE = ("META_JOURNAL_MODE 'WAL'", "META_BUSY_TIMEOUT 10000")
#: All rows go to Parquet: rows in the catalogue itself have less of a type than ours.
_NEW = "DATA_INLINING_ROW_LIMIT 0"
_WANTS_S3 = "requires the extension httpfs"
_IN_USE = "SELECT path FROM duckdb_databases() WHERE database_name = current_database() AND type = 'ducklake'"
#: What DuckLake says of a database that it has never written into; PostgreSQL's "does not exist" is another matter.
_NO_LAKE = ("creating a new DuckLake is explicitly disabled", "unable to open database file")


def attach_reading(connection: duckdb.DuckDBPyConnection, lake: Lake, alias: str) -> None:
    """Attach the last snapshot of `lake`, read-only, and use it: the connection sees that snapshot however long it is
    open, and others by `AT (VERSION => …)`.

    Raises:
        WarehouseMissing: there is no lake there yet.
        WarehouseUnreadable: the catalogue does not answer, or is none.
        LakeNotInstalled: the packages are missing, or are for another DuckDB.
    """
    if lake.is_sqlite and not lake.home.exists():
        raise _missing(lake)
    _load_catalogue(connection, lake)
    _attach(connection, lake, alias, ["READ_ONLY"])
    (snapshot,) = connection.execute(f"SELECT id FROM {alias}.current_snapshot()").fetchone()  # noqa: S608 (our alias)
    connection.execute(f"DETACH {alias}")
    _attach(connection, lake, alias, ["READ_ONLY", f"SNAPSHOT_VERSION {snapshot}"])
    connection.execute(f"USE {alias}")


def attach_writing(connection: duckdb.DuckDBPyConnection, lake: Lake, alias: str) -> None:
    """Attach `lake`, made where it is not there yet, and use it.

    Raises:
        WarehouseError: a new lake has no place for its files.
        WarehouseUnreadable, LakeNotInstalled: as `attach_reading`.
    """
    _load_catalogue(connection, lake)
    try:
        _attach(connection, lake, alias, [_NEW, "CREATE_IF_NOT_EXISTS false"])
    except WarehouseMissing as error:
        if not lake.data:
            message = f"{lake} is new: set BAOKU_LAKE_DATA to a folder or an s3:// address for its files."
            raise WarehouseError(lake, message) from error
        _attach(connection, lake, alias, [_NEW, f"DATA_PATH {quoted(lake.data.rstrip('/') + '/')}"])
    connection.execute(f"USE {alias}")


def lake_of(connection: duckdb.DuckDBPyConnection) -> Lake | None:
    """The lake that the connection uses; None where it uses a plain file."""
    found = connection.execute(_IN_USE).fetchone()
    return warehouse_at(PREFIX + found[0]) if found else None


def data_path(connection: duckdb.DuckDBPyConnection, alias: str) -> str:
    """Folder or address of the files of the attached lake."""
    return connection.execute(f"SELECT value FROM {alias}.options() WHERE option_name = 'data_path'").fetchone()[0]  # noqa: S608 (our alias)


def load_s3(connection: duckdb.DuckDBPyConnection) -> None:
    """Let the connection reach S3 with the variables of its clients: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
    AWS_SESSION_TOKEN, AWS_REGION (which the extension reads itself) and AWS_ENDPOINT_URL."""
    load_extension(connection, "httpfs")
    if endpoint := os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL"):
        address = urlsplit(endpoint)  # GLOBAL: DuckLake has connections of its own
        connection.execute(f"SET GLOBAL s3_endpoint = {quoted(address.netloc)}")
        connection.execute(f"SET GLOBAL s3_use_ssl = {str(address.scheme == 'https').lower()}")
        # other stores than Amazon's have no host for each bucket
        connection.execute("SET GLOBAL s3_url_style = 'path'")


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension of DuckDB from its package.

    Raises:
        LakeNotInstalled: it is not there for this DuckDB.
    """
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    places = found.submodule_search_locations if found else ()
    paths = [Path(place, "extensions", f"v{duckdb.__version__}", f"{name}.duckdb_extension") for place in places]
    path = next((path for path in paths if path.exists()), None)
    if path is None:
        raise LakeNotInstalled(
            name,
            f"A lake needs DuckDB's extension {name} for DuckDB {duckdb.__version__} as a package: "
            'pip install "baoku[lake]", which brings the DuckDB that it was made for.',
        )
    connection.execute(f"LOAD {quoted(str(path))}")


def _load_catalogue(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    load_extension(connection, "ducklake")
    load_extension(connection, "sqlite_scanner" if lake.is_sqlite else "postgres_scanner")


def _attach(connection: duckdb.DuckDBPyConnection, lake: Lake, alias: str, options: list[str]) -> None:
    options = [*options, *(_SQLITE if lake.is_sqlite else ())]
    statement = f"ATTACH {quoted(str(lake))} AS {alias} ({', '.join(options)})"
    try:
        try:
            connection.execute(statement)
        except duckdb.Error as error:
            if _WANTS_S3 not in str(error):  # where its files are the catalogue alone may know
                raise
            load_s3(connection)
            connection.execute(statement)
    except duckdb.Error as error:
        if any(words in str(error) for words in _NO_LAKE):
            raise _missing(lake) from error
        raise unreadable(lake, error) from error


def _missing(lake: Lake) -> WarehouseMissing:
    return WarehouseMissing(lake, f"There is no warehouse at {lake} yet: `baoku run` makes it.")


def unreadable(lake: Lake, error: Exception) -> WarehouseUnreadable:
    """The error of a catalogue that does not answer or is damaged, in words for who must act."""
    return WarehouseUnreadable(
        lake,
        f"The catalogue of {lake} does not answer, or is none ({str(error).strip()}). Start its server, make its "
        "database, or set BAOKU_WAREHOUSE to where it is; nothing was done here.",
    )


def unwritten(lake: Lake, error: Exception) -> WarehouseUnreadable:
    """The error of a lake that goes away while it is written: of a commit nobody knows then whether it came through."""
    return WarehouseUnreadable(
        lake,
        f"{lake} did not take what was to be written ({str(error).strip()}): all of it stands there, or nothing. See "
        "to its server and the place of its files; the next run finds out and does what is missing.",
    )
