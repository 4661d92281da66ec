"""How the warehouse is: last runs, freshness, failed checks, quarantine. For people, from the published file."""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

Row = dict[str, object]

_RUNS = """
SELECT run_id, started_at, finished_at, status, message, rules_version
FROM audit.run ORDER BY started_at DESC, run_id DESC LIMIT ?
"""
_COUNTS = """
SELECT
    (SELECT count(*) FROM core.dim_document WHERE is_current) AS documents,
    (SELECT count(*) FROM core.dim_document WHERE NOT is_current AND document_key <> 0) AS earlier_versions,
    (SELECT count(*) FROM core.dim_article JOIN core.dim_document USING (document_key) WHERE is_current) AS articles,
    (SELECT count(*) FROM core.fct_observation JOIN core.dim_document USING (document_key) WHERE is_current)
        AS observations
"""
_RULES = """
SELECT rules_version, count(*) AS documents FROM core.dim_document
WHERE is_current AND document_key <> 0 GROUP BY rules_version ORDER BY max(load_key) DESC
"""
_FRESHNESS = """
SELECT
    (SELECT max(finished_at) FROM audit.run WHERE status = 'succeeded') AS succeeded_at,
    (SELECT max(valid_from) FROM core.fct_validity) AS document_at,
    (SELECT max(published) FROM mart.articles) AS published
"""
_FILES = "SELECT status, count(*) AS files FROM audit.file GROUP BY status ORDER BY status"
_QUARANTINE = """
SELECT code, count(*) AS open, min(opened_at) AS oldest, any_value(message ORDER BY opened_at) AS message
FROM audit.quarantine WHERE closed_at IS NULL GROUP BY code ORDER BY code
"""
_FAILED_CHECKS = """
SELECT c.code, c.severity, c.owner, c.table_name, c.column_name, c.failed_rows, c.examples, c.meaning, c.mend
FROM audit.check AS c
WHERE NOT c.passed AND c.run_id = (
    SELECT run_id FROM audit.run
    WHERE run_id IN (SELECT run_id FROM audit.check) ORDER BY started_at DESC, run_id DESC LIMIT 1
)
ORDER BY array_position(['critical', 'warning', 'info'], c.severity), c.code, c.table_name, c.column_name
"""


@dataclass(frozen=True)
class Freshness:
    """When the last run succeeded, when the last new version came, and the newest date of publication."""

    succeeded_at: datetime | None
    document_at: datetime | None
    published: date | None


@dataclass(frozen=True)
class Status:
    """How the warehouse is; each list holds one dictionary a row, keys as the columns of the audit tables.

    rules: current documents by the version of the rules that read them. runs: the last ones, newest first. files: how
    many of the inbox are loaded, refused, aliases. quarantine: what is open, by code, with `open` (count), `oldest` and
    a `message`. failed_checks: of the last run that checked anything.
    """

    freshness: Freshness
    counts: dict[str, int]
    rules: dict[str, int]
    runs: list[Row]
    files: dict[str, int]
    failed_checks: list[Row]
    quarantine: list[Row]


def read_status(connection: duckdb.DuckDBPyConnection, runs: int = 5) -> Status:
    """The state of the warehouse that `connection` reads, with its last `runs` runs."""
    return Status(
        Freshness(**_rows(connection, _FRESHNESS)[0]),
        _rows(connection, _COUNTS)[0],
        {row["rules_version"]: row["documents"] for row in _rows(connection, _RULES)},
        _rows(connection, _RUNS, [runs]),
        {row["status"]: row["files"] for row in _rows(connection, _FILES)},
        _rows(connection, _FAILED_CHECKS),
        _rows(connection, _QUARANTINE),
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str, values: list | None = None) -> list[Row]:
    result = connection.execute(query, values)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
