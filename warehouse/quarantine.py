"""What stands in quarantine: reading it, and letting a steward release what is right as it is."""

from datetime import datetime

import duckdb
import polars as pl

from warehouse.database import transaction

_ENTRIES = """
SELECT q.quarantine_key, q.code, q.path, q.text, q.char_start, q.char_end, q.message, q.mend, q.opened_at, q.closed_at,
    q.why, q.run_id, q.rules_version, q.sha256
FROM audit.quarantine AS q
WHERE ($closed OR q.closed_at IS NULL)
  AND ($code IS NULL OR q.code = $code)
  AND ($key IS NULL OR q.quarantine_key = $key)
ORDER BY q.opened_at, q.path, q.char_start, q.code
"""


def quarantine_entries(
    connection: duckdb.DuckDBPyConnection, code: str | None = None, key: int | None = None, *, closed: bool = False
) -> pl.DataFrame:
    """Open entries of `audit.quarantine`, oldest first: of one code, or the one with `key`; with `closed` these too."""
    return connection.execute(_ENTRIES, {"code": code, "key": key, "closed": closed}).pl()


def released_keys(connection: duckdb.DuckDBPyConnection) -> frozenset[int]:
    """Keys of what stewards have released: these are refused no more."""
    rows = connection.execute("SELECT quarantine_key FROM audit.quarantine WHERE why IS NOT NULL").fetchall()
    return frozenset(key for (key,) in rows)


def release(connection: duckdb.DuckDBPyConnection, key: int, why: str, at: datetime) -> None:
    """Close an entry for good, with the steward's reason. `connection` writes the build file."""
    with transaction(connection):
        connection.execute(
            "UPDATE audit.quarantine SET closed_at = coalesce(closed_at, ?), why = ? WHERE quarantine_key = ?",
            [at, why, key],
        )
