"""The flow `quality`: what is published is checked again, whatever has become of it since it was loaded.

A run checks what it reads; this checks all that analysts see, by the checks of now. It reads the published generation
only and takes no lock of runs, so that nobody waits for it.
"""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from expectations.validation import validate
from expectations.verdict import Verdict, describe
from flows.alerts.condition import Condition, Found
from flows.artifact import leave_artifact
from flows.lock import lock
from flows.naming import run_name
from flows.quality.rechecking import Frames, recheck
from flows.quality.recorded import Rechecked, keep_recheck
from flows.settings import Settings, load_settings
from warehouse.lake.address import Lake
from warehouse.schema.stage import DOCUMENT

#: Which look finds it, and the source in its fingerprint.
PUBLISHED = "published"
#: It is over before the next night's begins.
LONGEST_SECONDS = 20 * 3600


@flow(name="quality", flow_run_name=run_name, timeout_seconds=LONGEST_SECONDS)
def quality(warehouse: Path | Lake | None = None) -> Verdict:
    """Check again all that is published, keep the verdict for `baoku quality`, and tell what critical checks found.

    Warnings were told by the run that loaded the rows; here they are recorded.

    Raises:
        ExpectationsFailed: a critical check does not hold in what is published.
        WarehouseError: there is no warehouse, another process is at it, or it cannot be used.
    """
    settings = load_settings(warehouse=warehouse)
    report, now = get_run_logger().warning, datetime.now(UTC)
    with lock(settings.warehouse, "quality"):
        verdict = recheck(settings.warehouse, _check)
        keep_recheck(settings.warehouse, Rechecked(now, verdict))
    lines = [describe(row) for row in verdict.failed().iter_rows(named=True)]
    for line in lines:
        report("%s", line)
    leave_artifact("quality", _summary(verdict), lines)
    _tell(settings, verdict, now)
    return verdict.require()


def _check(frames: Frames, number: int, count: int) -> Verdict:
    name = f"check {number}/{count}: {frames[DOCUMENT.name].height} documents"
    return task(validate, name="check again", task_run_name=name, cache_policy=NO_CACHE)(frames)


def _summary(verdict: Verdict) -> list[tuple[str, str]]:
    failed = [(severity, verdict.failed(severity).height) for severity in ("critical", "warning", "info")]
    return [("checks", f"{verdict.checks.height:,}"), *((f"failed, {name}", f"{count:,}") for name, count in failed)]


def _tell(settings: Settings, verdict: Verdict, now: datetime) -> None:
    if not settings.alerts:
        return
    from flows.alerts.telling import tell

    broken = tuple(conditions(verdict))
    tell(settings, Found(broken, frozenset({PUBLISHED})), now, get_run_logger().warning)


def conditions(verdict: Verdict) -> list[Condition]:
    """What critical checks found in what is published."""
    return [
        Condition(
            row["code"],
            row["severity"],
            row["meaning"],
            row["mend"],
            PUBLISHED,
            f"{row['table_name']}.{row['column_name']}".rstrip("."),
            PUBLISHED,
            row["failed_rows"],
            tuple(row["examples"]),
            row["owner"],
        )
        for row in verdict.failed("critical").iter_rows(named=True)
    ]
