"""Telling: look what stands wrong, decide what is to be told, put it into the outbox, send what waits.

Nothing here fails a run: what cannot be told is reported, recorded, and tried again by the next one.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import duckdb

from flows.alerts.channels import Channel, channels
from flows.alerts.condition import RUN_DIED, RUN_FAILED, Alert, Fingerprint, Found, condition
from flows.alerts.deciding import decide
from flows.alerts.message import compose
from flows.alerts.outbox import Outbox, forgetful, opened, outbox_path
from flows.alerts.standing import standing
from flows.errors import OutsideFailed
from flows.lock import lock
from flows.settings import Settings
from warehouse.errors import WarehouseBusy

if TYPE_CHECKING:
    from flows.heartbeat import Life

Report = Callable[[str], None]
MOST_CHARACTERS = 300


def tell_of_run(settings: Settings, flow: str, error: Exception | None, life: "Life | None", report: Report) -> None:
    """Tell what stands wrong after a run of `flow`, which `error` has ended or nothing; `life` is of one that died."""
    now = datetime.now(UTC)
    scope = f"run {flow}"
    failed = (condition(RUN_FAILED, scope, _said(error), source=flow),) if error else ()
    try:
        found = standing(settings, now, life)
    except duckdb.Error as fault:  # a file that is damaged inside: the run's own failure is told all the same
        report(f"alerts: the warehouse cannot be asked what stands wrong: {fault}")
        found = Found()
    tell(settings, found | Found(failed, frozenset({scope})), now, report)


def tell(settings: Settings, found: Found, now: datetime, report: Report) -> None:
    """Tell what is new, worse, still so or resolved in `found`, and send what waits; see `flows.alerts.deciding`."""
    named = channels(settings.alerts)
    try:
        with opened(outbox_path(settings.warehouse)) as outbox:
            _post(outbox, settings, found, named, now)
    except (sqlite3.Error, OSError) as error:
        report(f"alerts: the outbox cannot be written ({error}); they are sent without being remembered")
        with forgetful() as outbox:
            _post(outbox, settings, found, named, now)
            send(outbox, settings, named, report)
        return
    try:
        with opened(outbox_path(settings.warehouse)) as outbox:
            send(outbox, settings, named, report)
    except (sqlite3.Error, OSError) as error:
        report(f"alerts: it cannot be recorded which were delivered ({error}); they may come a second time")


def _post(outbox: Outbox, settings: Settings, found: Found, named: list[Channel], now: datetime) -> None:
    """Keep what was found, and put out messages about it, all or nothing."""
    with outbox.transaction():
        before = outbox.alerts()
        decision = decide(before, _not_told(found, before), now, timedelta(hours=settings.alert_repeat_hours))
        outbox.keep(decision.alerts)
        keys = [channel.key for channel in named]
        outbox.post(compose(decision.events, now, str(settings.warehouse.resolve())), keys, now)
        outbox.drop_other(keys, now)
        outbox.forget(now)


def _not_told(found: Found, before: dict[Fingerprint, Alert]) -> Found:
    """Without a run whose death was told: its sign of life lies there until the next run has work."""
    told = {example for alert in before.values() for example in alert.condition.examples}
    is_told = [one.code == RUN_DIED.code and set(one.examples) <= told for one in found.conditions]
    return Found(tuple(one for one, old in zip(found.conditions, is_told, strict=True) if not old), found.scopes)


def send(outbox: Outbox, settings: Settings, named: list[Channel], report: Report) -> None:
    """Send what is due, channel by channel; nothing where another process is at it."""
    with _alone(settings) as is_ours:
        if not is_ours:
            return
        for channel in named:
            _send_due(outbox, channel, report)


def _send_due(outbox: Outbox, channel: Channel, report: Report) -> None:
    for delivery in outbox.due(channel.key, datetime.now(UTC)):
        reason = channel.send(delivery.message)
        if reason is None:
            outbox.accepted(delivery, datetime.now(UTC))
            continue
        outbox.failed(delivery, reason, datetime.now(UTC))
        report(f"alerts: {channel.name} did not take a message: {reason}; it is tried again later")
        return  # what waits behind it would wait as long for the same answer


@contextlib.contextmanager
def _alone(settings: Settings) -> Iterator[bool]:
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(lock(settings.warehouse, "alerts"))
        except WarehouseBusy:
            yield False
            return
        except OutsideFailed:  # a folder that cannot be written is one of the things to tell
            pass
        yield True


def _said(error: Exception) -> str:
    text = f"{type(error).__name__}: {error}"
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
