"""Which unit stands at a place of the text, single (亩) or of a ratio (元/平方千米), and its base unit."""

import functools
import re
from dataclasses import dataclass

from transforms.quantities.tables import measure_words, units
from transforms.tokens import is_known

_PER = frozenset("/／每")
_MANY = re.compile("10{1,4}(?=[a-zA-Z毫千公升克米])")
_ORDERS = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_SPEED_TIMES = frozenset({"小时", "时", "秒", "分钟", "分"})


@dataclass(frozen=True, slots=True)
class UnitMeaning:
    """What a unit means: one `unit` is `factor` of `base`.

    `strict`: it must end where a word ends; `small_han`: a small Chinese numeral before it counts; `stops`: characters
    that may not follow.
    """

    unit: str
    kind: str
    factor: float
    base: str
    strict: bool = False
    small_han: bool = True
    stops: str = ""


#: What a ratio may be per, beside units and measure words: 元/月, 班次/日.
_PERIODS = {
    "月": UnitMeaning("月", "duration", 1.0, "个月"),
    "日": UnitMeaning("日", "duration", 24.0, "小时"),
    "季": UnitMeaning("季", "duration", 3.0, "个月"),
    "时": UnitMeaning("时", "duration", 1.0, "小时"),
}


@functools.cache
def _entries() -> dict[str, UnitMeaning]:
    """All units and measure words by what is written."""
    found = {
        word.surface: UnitMeaning(word.surface, "count", 1.0, word.surface, word.strict, word.han, word.stops)
        for word in measure_words()
    }
    for row in units():
        base, factor = (row.base, row.factor) if row.base else (row.unit, 1.0)
        found[row.surface] = UnitMeaning(row.unit, row.kind, factor, base, row.strict, not row.arabic, row.stops)
    return found


@functools.cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the units are that begin with a character, longest first."""
    lengths: dict[str, set[int]] = {}
    for surface in _entries():
        lengths.setdefault(surface[0], set()).add(len(surface))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def unit_at(text: str, start: int) -> tuple[int, UnitMeaning] | None:
    """End and meaning of the longest unit that begins at `start`, or None; a ratio of two units is one unit."""
    above = _single(text, start)
    if above is None:
        return None
    per = text[above[0] : above[0] + 1]
    if per not in _PER or (per == "每" and above[1].kind == "duration"):  # 头两年每平方米每月25元
        return above
    below = _denominator(text, above[0] + 1)
    if not below:
        return above
    return below[0], _ratio(above[1], below[1])


def _single(text: str, start: int) -> tuple[int, UnitMeaning] | None:
    entries = _entries()
    for length in _lengths().get(text[start : start + 1], ()):
        end = start + length
        surface, following = text[start:end], text[end : end + 1]
        meaning = entries.get(surface)
        if meaning is None or len(surface) < length:
            continue
        # Latin units end where the letters end: 5m is a length, 5mg and 5max are none
        if surface[-1].isascii() and surface[-1].isalpha() and following.isascii() and following.isalnum():
            continue
        if following and following in meaning.stops and not _counted(text, end, meaning):
            continue
        return end, meaning
    return None


def _counted(text: str, end: int, meaning: UnitMeaning) -> bool:
    """Whether what may not follow a measure word begins a word of its own: 20多位|居民, 286户|主动."""
    return meaning.kind == "count" and is_known(text[end : end + 2]) and len(text) > end + 1


def _denominator(text: str, start: int) -> tuple[int, UnitMeaning] | None:
    order = _ORDERS.get(text[start : start + 1])
    many = _MANY.match(text, start)
    if many and (whole := _single(text, many.end())):  # 126mg/100ml
        return whole[0], _times(whole[1], many.group(), float(many.group()))
    match = _single(text, start)
    if match is None and order is not None:  # 吨标准煤/万元
        match = _single(text, start + 1)
        return match and (match[0], _times(match[1], text[start], order))
    if match is not None:
        return match
    period = _PERIODS.get(text[start : start + 1])
    return (start + 1, period) if period else None


@functools.cache
def _times(meaning: UnitMeaning, order: str, factor: float) -> UnitMeaning:
    return UnitMeaning(order + meaning.unit, meaning.kind, meaning.factor * factor, meaning.base)


@functools.cache
def _ratio(above: UnitMeaning, below: UnitMeaning) -> UnitMeaning:
    kind = "ratio"
    if above.kind == "length" and below.unit in _SPEED_TIMES:
        kind = "speed"
    elif above.kind == "count" and above.unit.endswith(("次", "班", "趟")) and below.kind == "duration":
        kind = "frequency"
    unit, base = f"{above.unit}/{below.unit}", f"{above.base}/{below.base}"
    return UnitMeaning(unit, kind, above.factor / below.factor, base)
