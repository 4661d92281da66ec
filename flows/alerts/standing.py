"""What stands wrong: in the published warehouse, of the runs, and of what should have come."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
from cronsim import CronSim

from flows.alerts.condition import (
    NO_GOOD_RUN,
    NO_NEW_FILE,
    QUARANTINE_OLD,
    RUN_BLOCKED,
    RUN_DIED,
    RUN_STUCK,
    Condition,
    Found,
    condition,
)
from flows.alerts.watching import ended_well_at
from flows.heartbeat import Life, last_life
from flows.lock import is_held
from flows.settings import Settings
from warehouse.database import reading
from warehouse.errors import WarehouseError
from warehouse.schema.codes import FILE_CODES

WAREHOUSE, LIFE, SCHEDULE = "warehouse", "life", "schedule"
INBOX = "inbox"
#: What is in quarantine, by code and source: the host of a fetched file, else the inbox.
_QUARANTINE = """
SELECT code, coalesce(nullif(regexp_extract(path, '^[a-z0-9+]+://[^/]+'), ''), ?) AS source, count(*) AS row_count,
    max_by(path, opened_at, 5) AS examples, max_by(message, opened_at) AS message, max_by(mend, opened_at) AS mend
FROM audit.quarantine WHERE closed_at IS NULL GROUP BY ALL ORDER BY code, source
"""
_OLD = """
SELECT count(*), min_by(code || ' ' || path, opened_at, 5) FROM audit.quarantine
WHERE closed_at IS NULL AND opened_at < ?
"""
#: What failed in the last run that checked anything; what stands in quarantine for it is told by that.
_CHECKS = """
SELECT code, table_name, min_by(severity, array_position(['critical', 'warning', 'info'], severity)) AS severity,
    sum(failed_rows)::BIGINT AS row_count, first(examples) AS examples, first(meaning) AS meaning, first(mend) AS mend,
    first(owner) AS owner
FROM audit.check
WHERE NOT passed AND run_id = (
    SELECT run_id FROM audit.run WHERE run_id IN (SELECT run_id FROM audit.check) ORDER BY started_at DESC LIMIT 1
) AND code NOT IN (SELECT code FROM audit.quarantine WHERE closed_at IS NULL)
GROUP BY code, table_name ORDER BY code, table_name
"""
_SEVERITIES = """
SELECT code, max_by(severity, run_id), max_by(table_name, run_id), max_by(owner, run_id) FROM audit.check GROUP BY code
"""
_LAST_RUN = "SELECT run_id, status FROM audit.run ORDER BY started_at DESC, run_id DESC LIMIT 1"
_NEWEST = """
SELECT max(arrived) FROM (
    SELECT max(valid_from) AS arrived FROM core.fct_validity UNION ALL SELECT max(opened_at) FROM audit.quarantine
)
"""
_LAST_GOOD = "SELECT max(finished_at) FROM audit.run WHERE status IN ('succeeded', 'blocked')"


def standing(settings: Settings, now: datetime, life: Life | None) -> Found:
    """All that stands wrong at `now`, but for the failure of a run that is under way; `life` is of a run that died."""
    lives = (died(life),) if life else ()
    found = Found(lives, frozenset({LIFE}))
    last_good = ended_well_at(settings.warehouse)
    try:
        with reading(settings.warehouse) as connection:
            of_warehouse = (
                *quarantined(connection),
                *failed_checks(connection),
                *blocked(connection),
                *aged(connection, settings.quarantine_days, now),
                *no_new_file(_moment(connection, _NEWEST), settings.fresh_days, now),
            )
            last_good = last_good or _moment(connection, _LAST_GOOD)
            found |= Found(of_warehouse, frozenset({WAREHOUSE}))
    except WarehouseError:
        pass  # there is none yet, or a run fails on it and tells that: what was told of it stays open
    return found | Found(tuple(no_good_run(last_good, settings, now)), frozenset({SCHEDULE}))


def quarantined(connection: duckdb.DuckDBPyConnection) -> list[Condition]:
    """Refused files and withheld rows, by code and source."""
    of_files = {code.code: code for code in FILE_CODES}
    of_checks = {code: told for code, *told in connection.execute(_SEVERITIES).fetchall()}
    found = []
    for code, source, count, examples, message, mend in connection.execute(_QUARANTINE, [INBOX]).fetchall():
        severity, table, owner = of_checks.get(code, ("critical", "", ""))
        one = Condition(code, severity, message, mend, WAREHOUSE, table, source, count, tuple(examples), owner)
        if code in of_files:
            known = of_files[code]
            one = replace(one, severity=known.severity, meaning=known.meaning, mend=known.mend, table="")
        found.append(one)
    return found


def failed_checks(connection: duckdb.DuckDBPyConnection) -> list[Condition]:
    """Checks that failed in the last run that checked anything, by code and table."""
    return [
        Condition(code, severity, meaning, mend, WAREHOUSE, table, "", count, tuple(examples), owner)
        for code, table, severity, count, examples, meaning, mend, owner in connection.execute(_CHECKS).fetchall()
    ]


def blocked(connection: duckdb.DuckDBPyConnection) -> list[Condition]:
    """The last run, where a check stopped something of it."""
    last = connection.execute(_LAST_RUN).fetchone()
    return [condition(RUN_BLOCKED, WAREHOUSE, last[0])] if last and last[1] == "blocked" else []


def aged(connection: duckdb.DuckDBPyConnection, days: float, now: datetime) -> list[Condition]:
    """What has been in quarantine for longer than `days`; 0 for never."""
    count, examples = connection.execute(_OLD, [now - timedelta(days=days)]).fetchone()
    return [condition(QUARANTINE_OLD, WAREHOUSE, *examples, count=count)] if days and count else []


def no_new_file(newest: datetime | None, days: float, now: datetime) -> list[Condition]:
    """Whether the newest file came longer ago than `days`; 0 for never, and nothing where none ever came."""
    if not days or newest is None or now - newest <= timedelta(days=days):
        return []
    return [condition(NO_NEW_FILE, WAREHOUSE, f"the newest came at {newest:%Y-%m-%d %H:%M} UTC")]


def no_good_run(last_good: datetime | None, settings: Settings, now: datetime) -> list[Condition]:
    """Whether the schedule was due more than `fresh_intervals` times since a run came to a good end; 0 for never."""
    if not settings.fresh_intervals or last_good is None:
        return []
    if now <= due_after(last_good, settings.cron, settings.timezone, settings.fresh_intervals):
        return []
    return [condition(NO_GOOD_RUN, SCHEDULE, f"the last came to its end at {last_good:%Y-%m-%d %H:%M} UTC")]


def due_after(moment: datetime, cron: str, timezone: str, times: int) -> datetime:
    """When a cron expression is due for so many times after a moment."""
    schedule = CronSim(cron, moment.astimezone(ZoneInfo(timezone)))
    for _ in range(times):
        due = next(schedule)
    return due


def died(life: Life) -> Condition:
    """A run that has left its sign of life behind."""
    return condition(RUN_DIED, LIFE, f"{life.run_id}: {life.stage}: {life.end}")


def running(settings: Settings, now: datetime) -> list[Condition]:
    """A run that died, or that hangs, as one who does not hold the lock sees it."""
    life = last_life(settings.warehouse)
    if life is None:
        return []
    if not is_held(settings.warehouse, "run"):
        return [died(life)]
    if settings.stuck_after is None or now - life.beat_at <= settings.stuck_after:
        return []
    return [condition(RUN_STUCK, LIFE, f"{life.run_id}: {life.stage} since {life.beat_at:%Y-%m-%d %H:%M} UTC")]


def _moment(connection: duckdb.DuckDBPyConnection, query: str) -> datetime | None:
    return connection.execute(query).fetchone()[0]
