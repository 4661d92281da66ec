"""The flow `freshness`: what has stopped coming is noticed even when no run is left to notice it.

It takes no lock of runs, so that it works beside one that hangs, and needs a schedule of its own, or `cron`.
"""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger

from flows.alerts.condition import Condition, Found
from flows.alerts.standing import LIFE, running, standing
from flows.artifact import leave_artifact
from flows.heartbeat import end_stuck
from flows.lock import is_held
from flows.naming import run_name
from flows.settings import Settings, load_settings
from warehouse.lake.address import Lake

#: It only looks and tells; what is told has time limits of its own.
LONGEST_SECONDS = 1800


@flow(name="freshness", flow_run_name=run_name, timeout_seconds=LONGEST_SECONDS)
def freshness(warehouse: Path | Lake | None = None) -> list[Condition]:
    """Look whether new files and good runs still come and nothing hangs or grows old, and tell what stands wrong.

    A run that hangs is ended: on a schedule the next run is cancelled as long as it holds the only slot.

    Gives what stands wrong. It is logged and stands in the artifact `freshness` even where no channel is named.
    """
    settings = load_settings(warehouse=warehouse)
    now, report = datetime.now(UTC), get_run_logger().warning
    found = look(settings, now)
    if end_hanging(settings):
        report("a run that had not come a step further for %s was ended", settings.stuck_after)
    if settings.alerts:
        from flows.alerts.telling import tell

        tell(settings, found, now, report)
    lines = [f"{one.code} {one.meaning} {'; '.join(one.examples)}" for one in found.conditions]
    for line in lines:
        report("%s", line)
    leave_artifact("freshness", [("stands wrong", str(len(lines)))], lines)
    return list(found.conditions)


def end_hanging(settings: Settings) -> bool:
    """End a run that holds the lock and has not come a step further for `stuck_minutes`; whether there was one."""
    longest = settings.stuck_after
    return bool(longest) and is_held(settings.warehouse, "run") and end_stuck(settings.warehouse, longest)


def look(settings: Settings, now: datetime) -> Found:
    """All that stands wrong, as one sees it who holds no lock."""
    return standing(settings, now, None) | Found(tuple(running(settings, now)), frozenset({LIFE}))
