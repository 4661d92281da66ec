"""What the audit tables forget: the details of old runs. Runs, versions of documents and facts stay for good."""

from datetime import datetime

import duckdb

from warehouse.database import transaction

_OLD = "SELECT run_id FROM audit.run WHERE started_at < $before"
#: Checks that did not hold stay as long as their runs do: their history is what a steward asks for.
_FORGET = {
    "audit.check": f"DELETE FROM audit.check WHERE passed AND run_id IN ({_OLD})",  # noqa: S608
    "audit.stage": f"DELETE FROM audit.stage WHERE run_id IN ({_OLD})",  # noqa: S608
    "audit.funnel": f"DELETE FROM audit.funnel WHERE run_id IN ({_OLD})",  # noqa: S608
    "audit.volume": f"DELETE FROM audit.volume WHERE run_id IN ({_OLD})",  # noqa: S608
    "audit.quarantine": "DELETE FROM audit.quarantine WHERE closed_at < $before",
}


def forget_details(connection: duckdb.DuckDBPyConnection, before: datetime) -> dict[str, int]:
    """Delete the details of runs that began before a moment, and refusals that were closed before it.

    Gives the rows deleted, by table. `connection` writes the build file; the next publish shows it.
    """
    with transaction(connection):
        return {table: connection.execute(sql, {"before": before}).fetchone()[0] for table, sql in _FORGET.items()}
