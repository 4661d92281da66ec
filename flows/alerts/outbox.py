"""The outbox: what was told, and what waits to be delivered, in a small SQLite file beside the warehouse.

It is not in the warehouse: a run whose load fails must tell it, a delivery ends after the publish, and what is
published is never written to. Alerts and the messages about them change in one transaction, before anything is sent.
A delivery is recorded once the channel has accepted it: a process that is killed between the two sends that message
to that channel a second time, once; none is lost.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.alerts.condition import Alert, Condition, Fingerprint
from flows.alerts.message import Message

#: The first wait after a failed delivery, doubled each time up to the longest; then the message is too old to help.
FIRST_WAIT, LONGEST_WAIT, GIVE_UP_AFTER = timedelta(minutes=5), timedelta(hours=6), timedelta(days=7)
#: How long alerts that are over, and messages that are done with, are kept.
KEPT = timedelta(days=90)
WAIT_SECONDS = 30
TABLES = """
CREATE TABLE IF NOT EXISTS alert (
    code TEXT, table_name TEXT, source TEXT, severity TEXT, meaning TEXT, mend TEXT, scope TEXT, row_count INTEGER,
    examples TEXT, opened_at TEXT, seen_at TEXT, told_at TEXT, told_severity TEXT, told_count INTEGER, closed_at TEXT,
    quiet INTEGER, PRIMARY KEY (code, table_name, source)
) STRICT;
CREATE TABLE IF NOT EXISTS message (
    message_id INTEGER PRIMARY KEY, made_at TEXT NOT NULL, content TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS delivery (
    message_id INTEGER REFERENCES message, channel TEXT, attempts INTEGER NOT NULL DEFAULT 0, next_at TEXT NOT NULL,
    failure TEXT, accepted_at TEXT, ended_at TEXT, PRIMARY KEY (message_id, channel)
) STRICT;
"""
_DUE = """
SELECT message_id, channel, attempts, made_at, content FROM delivery JOIN message USING (message_id)
WHERE accepted_at IS NULL AND ended_at IS NULL AND channel = ? AND (next_at <= ? OR next_at > ?) ORDER BY message_id
"""
_KEEP = """
INSERT OR REPLACE INTO alert (code, table_name, source, severity, meaning, mend, scope, row_count, examples, opened_at,
    seen_at, told_at, told_severity, told_count, closed_at, quiet)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ACCEPTED = """
UPDATE delivery SET accepted_at = ?, failure = NULL, attempts = attempts + 1 WHERE message_id = ? AND channel = ?
"""
_FAILED = """
UPDATE delivery SET next_at = ?, ended_at = ?, failure = ?, attempts = attempts + 1
WHERE message_id = ? AND channel = ?
"""
_DROPPED = """
UPDATE delivery SET ended_at = ?, failure = 'BAOKU_ALERTS names this channel no more'
WHERE channel = ? AND accepted_at IS NULL AND ended_at IS NULL
"""
_WAITING = """
SELECT channel, count(*), max(attempts), max(failure) FROM delivery
WHERE accepted_at IS NULL AND ended_at IS NULL GROUP BY channel ORDER BY channel
"""
_FORGET = (
    "DELETE FROM alert WHERE closed_at < ?",
    "DELETE FROM delivery WHERE coalesce(accepted_at, ended_at) < ?",
    "DELETE FROM message WHERE made_at < ? AND message_id NOT IN (SELECT message_id FROM delivery)",
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that waits for one channel, by its key, and how often it was tried."""

    message_id: int
    channel: str
    attempts: int
    made_at: datetime
    message: Message


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one channel: how many messages, tried how often at most, and the last reason."""

    channel: str
    messages: int
    attempts: int
    failure: str | None


def outbox_path(warehouse: Path) -> Path:
    """Where the outbox of `warehouse` stands."""
    return warehouse.resolve().parent / ".alerts" / f"{warehouse.stem}.sqlite"


class Outbox:
    """Alerts, messages and deliveries in an open SQLite file. Moments are UTC."""

    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; another process that writes waits."""
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:  # which commits, or rolls back on any error
            yield

    def alerts(self) -> dict[Fingerprint, Alert]:
        """All alerts that are kept, open and closed."""
        found = map(_alert, self._connection.execute("SELECT * FROM alert"))
        return {alert.condition.fingerprint: alert for alert in found}

    def keep(self, alerts: Sequence[Alert]) -> None:
        """Put alerts in the place of those with their fingerprints."""
        self._connection.executemany(_KEEP, map(_row, alerts))

    def post(self, messages: Sequence[Message], channels: Sequence[str], now: datetime) -> None:
        """Put messages out for channels (by their keys)."""
        for message in messages:
            row = (_text(now), message.as_json())
            made = self._connection.execute("INSERT INTO message (made_at, content) VALUES (?, ?)", row)
            waiting = [(made.lastrowid, channel, _text(now)) for channel in channels]
            self._connection.executemany(
                "INSERT INTO delivery (message_id, channel, next_at) VALUES (?, ?, ?)", waiting
            )

    def due(self, channel: str, now: datetime) -> list[Delivery]:
        """What is to be sent to a channel now, oldest first."""
        # later than the longest wait: the clock was ahead when that was written
        rows = self._connection.execute(_DUE, (channel, _text(now), _text(now + LONGEST_WAIT)))
        return [
            Delivery(number, key, attempts, datetime.fromisoformat(made_at), Message.from_json(content))
            for number, key, attempts, made_at, content in rows
        ]

    def accepted(self, delivery: Delivery, now: datetime) -> None:
        """The channel has taken the message: it is never sent there again."""
        self._connection.execute(_ACCEPTED, (_text(now), delivery.message_id, delivery.channel))

    def failed(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """The channel has not taken it: it waits, or is given up when it is too old to be of use."""
        wait = min(FIRST_WAIT * 2 ** min(delivery.attempts, 10), LONGEST_WAIT)
        ended = _text(now) if now - delivery.made_at > GIVE_UP_AFTER else None
        values = (_text(now + wait), ended, reason, delivery.message_id, delivery.channel)
        self._connection.execute(_FAILED, values)

    def drop_other(self, channels: Sequence[str], now: datetime) -> None:
        """What waits for a channel that the setting names no more is given up."""
        for waiting in self.waiting():
            if waiting.channel not in channels:
                self._connection.execute(_DROPPED, (_text(now), waiting.channel))

    def waiting(self) -> list[Waiting]:
        """What waits, by channel."""
        return [Waiting(*row) for row in self._connection.execute(_WAITING)]

    def forget(self, now: datetime) -> None:
        """Delete what has been over for long: the file stays small."""
        for statement in _FORGET:
            self._connection.execute(statement, (_text(now - KEPT),))


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Outbox]:
    """The outbox at `path`, made where there is none; one that is no SQLite file is set aside as `.damaged`.

    Raises:
        sqlite3.Error, OSError: it can neither be used nor made: no right, no room, or another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _connect(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        path.replace(path.with_suffix(".damaged"))
        connection = _connect(path)
    with closing(connection):
        yield Outbox(connection)


@contextlib.contextmanager
def forgetful() -> Iterator[Outbox]:
    """An outbox in memory, for when the file cannot be used: what is told is told, and not remembered."""
    with closing(_connect(":memory:")) as connection:
        yield Outbox(connection)


def open_alerts(path: Path) -> tuple[list[Alert], list[Waiting]]:
    """The alerts that stand and what waits, oldest alert first; nothing where there is no outbox. Writes nothing.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    if not path.exists():
        return [], []
    # a read-only connection could not roll back what a killed process has left half done
    with closing(_connect(path)) as connection:
        outbox = Outbox(connection)
        standing = [alert for alert in outbox.alerts().values() if alert.closed_at is None]
        return sorted(standing, key=lambda alert: alert.opened_at), outbox.waiting()


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        connection.executescript(TABLES)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _text(moment: datetime | None) -> str | None:
    # in UTC and of one length, so that texts compare as moments do
    return moment and moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str | None) -> datetime | None:
    return text and datetime.fromisoformat(text)


def _row(alert: Alert) -> tuple:
    one = alert.condition
    of_condition = (one.code, one.table, one.source, one.severity, one.meaning, one.mend, one.scope, one.count)
    moments = map(_text, (alert.opened_at, alert.seen_at, alert.told_at))
    told = (alert.told_severity, alert.told_count, _text(alert.closed_at), alert.quiet)
    return (*of_condition, json.dumps(one.examples, ensure_ascii=False), *moments, *told)


def _alert(row: tuple) -> Alert:
    code, table, source, severity, meaning, mend, scope, count, examples, *rest = row
    seen = Condition(code, severity, meaning, mend, scope, table, source, count, tuple(json.loads(examples)))
    *moments, told_severity, told_count, closed_at, quiet = rest
    return Alert(seen, *map(_moment, moments), told_severity, told_count, _moment(closed_at), bool(quiet))
