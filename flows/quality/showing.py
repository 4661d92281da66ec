"""`baoku quality`: the state of all checks, told to people and programs."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from expectations.verdict import describe
from flows.quality.history import Quality, Standing, Waiting, read_quality, sparkline
from flows.quality.recorded import Rechecked, last_rechecks
from flows.tables import as_table, console
from warehouse.database import reading

_ORDER = ("critical", "warning", "info")


def show_quality(warehouse: Path, runs: int, *, as_json: bool) -> None:
    """Print the checks of the last run, their history over the last `runs` runs, and the age of the quarantine.

    Raises:
        WarehouseError: there is no warehouse, or it cannot be read.
    """
    with reading(warehouse) as connection:
        quality = read_quality(connection, runs)
    now, rechecks = datetime.now(UTC), last_rechecks(warehouse, 1)
    if as_json:
        print(json.dumps(as_object(quality, now, rechecks), ensure_ascii=False, default=str))
        return
    screen = console()
    for part in (*_parts(quality, now), *_of_published(rechecks)):
        screen.print(part)


def as_object(quality: Quality, now: datetime, rechecks: Sequence[Rechecked] = ()) -> dict[str, list[dict]]:
    """The same as data: `runs`, `checks` (with `failed_rows` a run, oldest first), `quarantine` (with `days`), and
    `published` (what the flow `quality` last found, `failed` checks as rows of a verdict; empty if it never ran)."""
    return {
        "published": [
            {"at": one.at, "checks": one.verdict.checks.height, "failed": one.verdict.failed().to_dicts()}
            for one in rechecks
        ],
        "runs": [{"run_id": run, "started_at": started} for run, started in quality.runs],
        "checks": [
            {
                "code": one.code,
                "severity": one.severity,
                "owner": one.owner,
                "state": one.state,
                "trend": one.trend,
                "failed_rows": one.failed_rows,
                "meaning": one.meaning,
                "mend": one.mend,
            }
            for one in quality.checks
        ],
        "quarantine": [
            {"code": one.code, "open": one.entries, "oldest": one.oldest, "days": _days(one, now)}
            for one in quality.quarantine
        ],
    }


def _parts(quality: Quality, now: datetime) -> Iterator[RenderableType]:
    if quality.runs:
        run, started = quality.runs[-1]
        yield Text(f"Checks of run {run}, begun {started:%Y-%m-%d %H:%M:%S} UTC; history of {len(quality.runs)} runs")
        names = ("code", "severity", "owner", "state", "failed rows", "history", "trend", "meaning")
        yield as_table(names, [_row(one) for one in sorted(quality.checks, key=_urgency)])
    else:
        yield Text("No run has checked anything yet.")
    if quality.quarantine:
        rows = [(one.code, one.entries, _days(one, now)) for one in quality.quarantine]
        yield as_table(("code", "open", "days of the oldest"), rows, "In quarantine")
    else:
        yield Text("Nothing is in quarantine.")


def _of_published(rechecks: Sequence[Rechecked]) -> Iterator[Text]:
    for one in rechecks:
        failed = one.verdict.failed()
        found = "all hold" if failed.is_empty() else f"{failed.height:,} fail"
        when = f"{one.at:%Y-%m-%d %H:%M:%S} UTC"
        yield Text(
            f"All that is published was checked again at {when}: of {one.verdict.checks.height:,} checks {found}."
        )
        for row in failed.iter_rows(named=True):
            yield Text(f"  {row['severity']}: {describe(row)}")


def _row(one: Standing) -> tuple[object, ...]:
    failed = one.state == "failed"
    told = f"{one.meaning} {one.mend}" if failed else ""
    rows = one.failed_rows[-1] if failed else ""
    return one.code, one.severity, one.owner, one.state, rows, sparkline(one.failed_rows), one.trend, told


def _urgency(one: Standing) -> tuple[bool, int, str]:
    """What failed comes first, the gravest before the others."""
    return one.state != "failed", _ORDER.index(one.severity), one.code


def _days(one: Waiting, now: datetime) -> int:
    return (now - one.oldest).days
