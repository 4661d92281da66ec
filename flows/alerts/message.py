"""Messages: what is told of one run in one class of severity, and how each kind of channel is to show it.

What stands in a file (names, texts, errors) is shown as it is, and never becomes a mark of the channel's own: in HTML
it is escaped; elsewhere, since no two chats agree on how to escape, its marks are written full width.
"""

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import groupby

from flows.alerts.deciding import TOLD, Event

#: Things a message names one by one; the others are counted.
LISTED = 12
EXAMPLES = 5
MOST_CHARACTERS = 300
HEADINGS = {"new": "New", "worse": "Worse than told", "still": "Still so", "resolved": "Resolved"}
#: Apprise's words for the colour of a message.
TYPES = {"critical": "failure", "warning": "warning", "info": "info"}
#: Links, mentions (`<!channel>`, `<at …>`, `@all`), code, tables: in Slack, Teams, 钉钉, 企业微信, 飞书.
_FULL_WIDTH = str.maketrans({mark: chr(ord(mark) + 0xFEE0) for mark in "<>[]`@&*~|#\\"})


@dataclass(frozen=True, slots=True)
class Message:
    """A title of our own words, and paragraphs: a heading each, and lines that may quote what stood in a file."""

    title: str
    type: str
    paragraphs: tuple[tuple[str, tuple[str, ...]], ...]

    def body(self, form: str) -> str:
        """The paragraphs for a channel that shows `form`: html, markdown or text."""
        if form == "html":
            return "".join(f"<p><b>{_html(heading)}</b><br>{_breaks(lines)}</p>" for heading, lines in self.paragraphs)
        bold = "**" if form == "markdown" else ""
        # two blanks at its end make a line of Markdown one of the page
        return "\n\n".join(
            "  \n".join([f"{bold}{_plain(heading)}{bold}", *map(_plain, lines)]) for heading, lines in self.paragraphs
        )

    def as_json(self) -> str:
        """For the outbox."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, stored: str) -> "Message":
        """From the outbox."""
        values = json.loads(stored)
        paragraphs = tuple((heading, tuple(lines)) for heading, lines in values["paragraphs"])
        return cls(values["title"], values["type"], paragraphs)


TEST = Message(
    "baoku: test message",
    "info",
    (("This is a test.", ("`baoku doctor --send-test` sent it; nothing is wrong. 这是一条测试消息。",)),),
)


def compose(events: Sequence[Event], now: datetime, where: str) -> list[Message]:
    """One message for each class of severity that has something to tell, the most severe first.

    where: which warehouse, for those who look after several.
    """
    classes = {severity: [one for one in events if one.alert.condition.severity == severity] for severity in TOLD}
    return [_message(severity, some, now, where) for severity, some in classes.items() if some]


def _message(severity: str, events: Sequence[Event], now: datetime, where: str) -> Message:
    order = list(HEADINGS)
    ordered = sorted(events, key=lambda one: (order.index(one.change), -one.alert.condition.count))
    counts = {change: len(list(some)) for change, some in groupby(ordered, lambda one: one.change)}
    kind = "info" if set(counts) == {"resolved"} else severity
    title = f"baoku {severity}: " + ", ".join(f"{count} {HEADINGS[change].lower()}" for change, count in counts.items())
    paragraphs = [_paragraph(event, now) for event in ordered[:LISTED]]
    if len(ordered) > LISTED:
        paragraphs.append((f"… and {len(ordered) - LISTED} more", ("See `baoku status`.",)))
    return Message(title, TYPES[kind], (*paragraphs, ("Warehouse", (where,))))


def _paragraph(event: Event, now: datetime) -> tuple[str, tuple[str, ...]]:
    one = event.alert.condition
    place = " ".join(filter(None, (one.table, f"({one.source})" if one.source else "")))
    heading = f"{HEADINGS[event.change]}: {one.code} {place}".rstrip()
    since = f"Since {event.alert.opened_at:%Y-%m-%d %H:%M} UTC ({how_long(now - event.alert.opened_at)})."
    if event.change == "resolved":
        return heading, (one.meaning, f"Resolved. {since}")
    before = f", {event.told_before:,} told before" if event.change in ("worse", "still") else ""
    owner = f" Owner: {one.owner}." if one.owner else ""
    lines = (f"{one.meaning} {one.count:,} found{before}. {since}", f"What to do: {one.mend}{owner}")
    examples = one.examples[:EXAMPLES]
    return heading, (*lines, *([f"For example: {'; '.join(map(_short, examples))}"] if examples else []))


def how_long(time: timedelta) -> str:
    """A duration in its largest whole unit, such as `3 days`."""
    seconds = max(time.total_seconds(), 0)
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "just now"


def _short(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _one_line(text: str) -> str:
    # controls, too, of direction: U+202E would turn the rest of the line around
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _html(text: str) -> str:
    return html.escape(_one_line(text))


def _breaks(lines: Iterable[str]) -> str:
    return "<br>".join(map(_html, lines))


def _plain(text: str) -> str:
    return _one_line(text).translate(_FULL_WIDTH).replace("://", "：//")
