"""Values of the warehouse as people read them."""

from collections.abc import Iterable
from datetime import date, datetime

from warehouse.explore.language import Language

#: Columns of coded words: these are translated, texts are not.
CODED = frozenset(
    {"kind", "bound", "measure", "direction", "comparison", "status", "type", "granularity", "subject_type", "salience"}
    | {"period_basis", "published_basis", "severity", "part_of_speech", "step", "stage", "outcome", "topic", "scope"}
)


def shown(value: object, say: Language, name: str = "") -> str:
    """A value of the column `name` as text: numbers with separators, coded words in the language that is spoken."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return say(", ").join(shown(each, say, name) for each in value)
    return say.word(value) if name in CODED else str(value)


def number(value: float) -> str:
    """A number with thousands separated, and no digits that a text would not print."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.2f}"


def brief(value: float | None, say: Language) -> str:
    """A number of any size in few digits: 亿 and 万 in Chinese, thousands separated in English."""
    if value is None or say.code != "zh" or abs(value) < 1e4:
        return "" if value is None else number(value)
    return f"{number(value / 1e8)}亿" if abs(value) >= 1e8 else f"{number(value / 1e4)}万"


def period(start: date | None, end: date | None) -> str:
    """A period's first and last day, as far as they are known."""
    return " – ".join(dict.fromkeys(day.isoformat() for day in (start, end) if day))


def joined(parts: Iterable[object]) -> str:
    """What there is of `parts`, with dots between."""
    return " · ".join(str(part) for part in parts if part not in (None, ""))
