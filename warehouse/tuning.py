"""How DuckDB is set while it loads a file: what it may hold in memory, and when it merges row groups."""

import duckdb

#: Megabytes for each of its threads, where it would keep all it has touched, up to four fifths of the machine; 5 MB of
#: pages load in one transaction with two. What takes more (sorting a segment of postings) goes through a folder beside
#: the file.
A_THREAD = 100
_LIMIT = "SELECT current_setting('memory_limit')"
_THREADS = "SELECT greatest(current_setting('threads'), 2)"
#: DuckDB's own number; none at a commit, where merging took as long as all else.
_MERGES = 100


def tune(connection: duckdb.DuckDBPyConnection) -> None:
    """Bound the memory of a writing connection, and leave merging row groups to `checkpoint`."""
    (threads,) = connection.execute(_THREADS).fetchone()
    connection.execute("SET memory_limit = ?", [f"{threads * A_THREAD}MB"])
    _merge(connection, 0)


def released(connection: duckdb.DuckDBPyConnection) -> bool:
    """Let the connection have what any other would have on this machine; whether it had less before."""
    before = connection.execute(_LIMIT).fetchone()
    with duckdb.connect() as other:  # after RESET DuckDB 1.5 says that the limit has gone, and keeps it
        (whole,) = other.execute(_LIMIT).fetchone()
    connection.execute("SET memory_limit = ?", [whole])
    return connection.execute(_LIMIT).fetchone() != before


def checkpoint(connection: duckdb.DuckDBPyConnection, *, is_merging: bool) -> None:
    """Write all that is committed into the file, and merge row groups that are not full where `is_merging`."""
    _merge(connection, _MERGES if is_merging else 0)
    connection.execute("CHECKPOINT")
    _merge(connection, 0)


def _merge(connection: duckdb.DuckDBPyConnection, tasks: int) -> None:
    connection.execute("SET max_vacuum_tasks = ?", [tasks])
