"""Agreement of numbers: within an article recomputed once, between articles whenever one of them comes or goes.

One SQL file a kind of check beside this module in checks/: each selects what is compared, `judge` says how it came out.
"""

import functools
from datetime import datetime
from importlib import resources

import duckdb

#: Checks whose numbers stand in one article, and those that other articles bear on.
WITHIN = ("share", "change", "per_unit", "part", "sum")
BETWEEN = ("same_fact", "growth")

_TOUCHED = "CREATE TEMP TABLE IF NOT EXISTS touched (claim_key BIGINT)"
#: What came, came back, was closed, or left to be read again; and the growth that rests on those levels.
_TOUCH = """
INSERT INTO touched
WITH moved AS (
    SELECT document_key FROM core.dim_document WHERE load_key > $before OR valid_from = $at OR valid_to = $at
), claims AS (
    SELECT claim_key FROM core.fct_claim WHERE document_key IN (SELECT document_key FROM moved)
    UNION SELECT claim_key FROM touched
)
SELECT claim_key FROM claims
UNION
SELECT claim_key FROM core.fct_claim
WHERE level_key IN (SELECT claim_key FROM claims) OR earlier_key IN (SELECT claim_key FROM claims)
"""
_FORGET = "DELETE FROM core.fct_check WHERE claim_key IN (SELECT claim_key FROM touched)"


def check_numbers(connection: duckdb.DuckDBPyConnection, before: int, at: datetime) -> None:
    """Write `core.fct_claim` and `core.fct_check` of what a load changed.

    `before` is the last load key before the load, `at` the moment at which it opens and closes versions. The work
    grows with what was loaded and what it bears on, not with the warehouse. The caller holds the transaction.
    """
    connection.execute(_TOUCHED)
    connection.execute(_sql("quantities"), {"before": before})
    connection.execute(_sql("claims"))
    for kind in WITHIN:
        _judge(connection, kind)
    connection.execute(_TOUCH, {"before": before, "at": at})
    connection.execute(_FORGET)
    for kind in BETWEEN:
        _judge(connection, kind)
    for left in ("touched", "quantity", "candidate"):
        connection.execute(f"DROP TABLE {left}")


def forget_claims(connection: duckdb.DuckDBPyConnection) -> None:
    """Remember what the versions in the registered frame `replaced` stated, before their rows go."""
    connection.execute(_TOUCHED)
    connection.execute(
        "INSERT INTO touched SELECT claim_key FROM core.fct_claim WHERE load_key IN (SELECT load_key FROM replaced)"
    )


def _judge(connection: duckdb.DuckDBPyConnection, kind: str) -> None:
    (count,) = connection.execute(f"CREATE OR REPLACE TEMP TABLE candidate AS {_sql(kind)}").fetchone()
    if count:
        connection.execute(_sql("judge"))


@functools.cache
def _sql(name: str) -> str:
    return resources.files("warehouse").joinpath("checks", f"{name}.sql").read_text(encoding="utf-8")
