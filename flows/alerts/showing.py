"""What stands of alerts, for `baoku status` and `baoku doctor`."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from flows.alerts.outbox import open_alerts, outbox_path


def alert_lines(warehouse: Path) -> Iterator[str]:
    """A line of what alerts stand, and one for each channel that messages wait for; none where none were ever told."""
    try:
        standing, waiting = open_alerts(outbox_path(warehouse))
    except (sqlite3.Error, OSError) as error:
        yield f"Alerts: {outbox_path(warehouse)} cannot be read: {error}"
        return
    if standing:
        oldest = standing[0]
        codes = ", ".join(sorted({alert.condition.code for alert in standing}))
        yield f"Alerts: {len(standing)} stand ({codes}), the oldest since {oldest.opened_at:%Y-%m-%d %H:%M} UTC"
    for one in waiting:
        reason = f"; the last answer: {one.failure}" if one.failure else ""
        yield f"Alerts: {one.messages} not yet delivered to a channel, tried {one.attempts} times{reason}"
