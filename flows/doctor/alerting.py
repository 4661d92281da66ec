"""Whether alerts reach somebody: what waits for each channel, and a test message where one is asked for."""

import sqlite3
from collections.abc import Iterator

from flows.doctor.finding import Finding
from flows.settings import Settings

MEND = "See whether the address in BAOKU_ALERTS is right and its host can be reached; every run tries again."


def alert_channels(settings: Settings) -> Iterator[Finding]:
    """The channels, and those for which messages wait that were not accepted."""
    if not settings.alerts:
        yield Finding("alerts", "fine", "BAOKU_ALERTS names no channel: nobody is told")
        return
    from flows.alerts.channels import channels
    from flows.alerts.outbox import open_alerts, outbox_path

    try:
        _, waiting = open_alerts(outbox_path(settings.warehouse))
    except (sqlite3.Error, OSError) as error:
        yield Finding("alerts", "warning", f"the outbox cannot be read: {error}", "Delete it: it is made again.")
        return
    failed = {one.channel: one for one in waiting if one.failure}
    for channel in channels(settings.alerts):
        if one := failed.get(channel.key):
            says = f"{one.messages} messages wait, tried {one.attempts} times: {one.failure}"
            yield Finding(f"alerts, {channel.name}", "warning", says, MEND)
        else:
            yield Finding(f"alerts, {channel.name}", "fine", "nothing waits for it")


def sent_tests(settings: Settings) -> Iterator[Finding]:
    """A test message to each channel, now, past the outbox."""
    from flows.alerts.channels import channels
    from flows.alerts.message import TEST

    if not settings.alerts:
        yield Finding("test message", "broken", "BAOKU_ALERTS names no channel", "Set it; see README.md, Settings.")
    for channel in channels(settings.alerts):
        reason = channel.send(TEST)
        if reason is None:
            yield Finding(f"test message, {channel.name}", "fine", "accepted")
        else:
            yield Finding(f"test message, {channel.name}", "broken", reason, MEND)
