"""What is to be told: the conditions of now beside what was told before. Pure: the moment is given."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from flows.alerts.condition import Alert, Condition, Fingerprint, Found
from warehouse.schema.words import SEVERITIES

#: A condition is worse, and told at once, when there is so many times as much of it as was told.
WORSE = 2
#: What comes back soon after it was resolved is told when it has stood for so long: not each time it comes and goes.
SETTLED = timedelta(hours=1)
#: What is so severe that it is told; `info` is recorded only.
TOLD = ("critical", "warning")

Change = Literal["new", "worse", "still", "resolved"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to tell: what became of an alert, and how many were told before."""

    change: Change
    alert: Alert
    told_before: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """The alerts as they are to be kept, and what of them is to be told."""

    alerts: list[Alert]
    events: list[Event]


def decide(before: Mapping[Fingerprint, Alert], found: Found, now: datetime, repeat: timedelta) -> Decision:
    """What to keep and what to tell at `now`, where the same is told again after `repeat` (nothing: never).

    A condition is told when it is new, when it is worse (more severe, or at least `WORSE` times as many as were told),
    when it was last told `repeat` ago, and when it is resolved. One that comes and goes is told once in `repeat`, and
    when it has come to stay.
    """
    conditions = {one.fingerprint: one for one in found.conditions if one.severity in TOLD}
    decided = [_seen(before.get(mark), one, now, repeat) for mark, one in conditions.items()]
    gone = [
        alert
        for mark, alert in before.items()
        if mark not in conditions and alert.closed_at is None and alert.condition.scope in found.scopes
    ]
    decided += [_resolved(alert, now) for alert in gone]
    return Decision([alert for alert, _ in decided], list(_events(decided, before)))


def _events(decided: Iterable[tuple[Alert, Change | None]], before: Mapping[Fingerprint, Alert]) -> Iterator[Event]:
    for alert, change in decided:
        if change is not None:
            told = before.get(alert.condition.fingerprint)
            yield Event(change, alert, told.told_count if told else 0)


def _seen(alert: Alert | None, seen: Condition, now: datetime, repeat: timedelta) -> tuple[Alert, Change | None]:
    if alert is None:
        return _told(seen, now, now), "new"
    if alert.closed_at is not None:
        if _is_worse(alert, seen) or _is_due(alert, now, repeat):
            return _told(seen, now, now), "new"
        return replace(alert, condition=seen, opened_at=now, seen_at=now, closed_at=None, quiet=True), None
    if alert.quiet and now - alert.opened_at >= SETTLED:
        return _told(seen, alert.opened_at, now), "new"
    if _is_worse(alert, seen):
        return _told(seen, alert.opened_at, now), "worse"
    if repeat and _is_due(alert, now, repeat):
        return _told(seen, alert.opened_at, now), "still"
    return replace(alert, condition=seen, seen_at=now), None


def _told(seen: Condition, opened_at: datetime, now: datetime) -> Alert:
    return Alert(seen, opened_at, now, now, seen.severity, seen.count)


def _resolved(alert: Alert, now: datetime) -> tuple[Alert, Change | None]:
    return replace(alert, closed_at=now, quiet=False), None if alert.quiet else "resolved"


def _is_worse(alert: Alert, seen: Condition) -> bool:
    is_severer = SEVERITIES.index(seen.severity) < SEVERITIES.index(alert.told_severity)
    return is_severer or seen.count >= WORSE * max(alert.told_count, 1)


def _is_due(alert: Alert, now: datetime, repeat: timedelta) -> bool:
    # told in the future: the clock was ahead then, and would keep it silent until it is there again
    return not timedelta(0) <= now - alert.told_at < repeat
