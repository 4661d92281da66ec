"""What DuckDB may hold while it loads: it would keep all it has touched, up to four fifths of the machine."""

import duckdb

#: Megabytes for each of its threads; 20 MB of pages load in one transaction with two. What takes more (sorting a
#: segment of postings) goes through a folder beside the file.
A_THREAD = 150
_LIMIT = "SELECT current_setting('memory_limit')"
_THREADS = "SELECT greatest(current_setting('threads'), 2)"


def bound(connection: duckdb.DuckDBPyConnection) -> None:
    """Bound the memory of a writing connection."""
    (threads,) = connection.execute(_THREADS).fetchone()
    connection.execute(f"SET memory_limit = '{threads * A_THREAD}MB'")


def released(connection: duckdb.DuckDBPyConnection) -> bool:
    """Let the connection have what any other would have on this machine; whether it had less before."""
    before = connection.execute(_LIMIT).fetchone()
    with duckdb.connect() as other:  # after RESET DuckDB 1.5 says that the limit has gone, and keeps it
        (whole,) = other.execute(_LIMIT).fetchone()
    connection.execute(f"SET memory_limit = '{whole}'")
    return connection.execute(_LIMIT).fetchone() != before
