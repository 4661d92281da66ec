"""A sentence's times in its own order: find, let rules compete, take bounds and ranges in, resolve."""

import bisect
import operator
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from transforms.model import Published, Time
from transforms.times.beginnings import beginnings
from transforms.times.bounds import BOUNDABLE, bounded, connector, joined
from transforms.times.calendar import has_head
from transforms.times.periods import VAGUE, Period, since
from transforms.times.refusals import is_refused
from transforms.times.rules import Rule, rules_at
from transforms.times.scene import Scene
from transforms.times.since import find_since
from transforms.tokens import Token

#: How many times of its sentence the second end of a range is read against.
_REMEMBERED = 8
_start, _end = operator.attrgetter("start"), operator.attrgetter("end")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_HAS_FULL_WIDTH = re.compile("[０-９]")


class _Found(NamedTuple):
    start: int
    end: int
    period: Period
    rule: str


def find_times(text: str, tokens: Sequence[Token], published: Published, anchors: Sequence[Time] = ()) -> list[Time]:
    """The time expressions of one sentence, in order, without overlap.

    `tokens` tile `text`; relative times resolve against `published.best` (without it they have no dates); `anchors`
    are the times of the sentences before, which 同期, 当年 and a yearless 下半年 go back to. Never raises on any text.
    """
    plain = text.translate(_FULL_WIDTH) if _HAS_FULL_WIDTH.search(text) else text
    times: list[Time] = []
    position = 0
    scene = Scene(plain, published.best, times, anchors)
    next_beginning = beginnings().search
    while (start := next_beginning(plain, position)) is not None:
        found = _read_at(start.start(), scene, tokens)
        if found is None:
            position = start.start() + 1
            continue
        times.append(_time(text, found))
        position = found.end
    return _with_since(text, tokens, times, published.best) if "以来" in text or "期间" in text else times


def _read_at(position: int, scene: Scene, tokens: Sequence[Token]) -> _Found | None:
    """The time that begins at `position` (or with a bound just before it), a range taken whole."""
    first = _best_at(position, scene, tokens)
    if first is None:
        return None
    rule, match, period = first
    if rule.name not in BOUNDABLE:
        return _Found(match.start(), match.end(), period, rule.name)
    whole = _range_from(first, scene, tokens)
    if whole is not None:
        return whole
    start, end, period, bound = bounded(match.start(), match.end(), period, scene)
    if scene.here and start < scene.here[-1].end:
        start = match.start()
    return _Found(start, end, period, f"{rule.name}_{bound}" if bound else rule.name)


def _best_at(position: int, scene: Scene, tokens: Sequence[Token]) -> tuple[Rule, re.Match[str], Period] | None:
    """The rule that reads most at `position`, and what it reads."""
    best: tuple[Rule, re.Match[str], Period] | None = None
    for rule in rules_at(scene.text, position):
        match = rule.pattern.match(scene.text, position)
        if match is None or match.end() == position or (best and match.end() <= best[1].end()):
            continue
        if is_refused(rule.name, match, tokens):
            continue
        period = rule.read(match, scene)
        if period is not None:
            best = rule, match, period
    return best


def _range_from(first: tuple[Rule, re.Match[str], Period], scene: Scene, tokens: Sequence[Token]) -> _Found | None:
    """去年9月至今年3月, 2018年—2020年: the second end goes on in the year of the first."""
    rule, match, period = first
    position = connector(scene.text, match.end())
    if position is None:
        return None
    told = _time(scene.text, _Found(match.start(), match.end(), period, rule.name))
    year = period.start.year if period.start else None
    second = _best_at(
        position, Scene(scene.text, scene.day, [*scene.here[-_REMEMBERED:], told], scene.earlier, year), tokens
    )
    if second is None or second[0].name not in BOUNDABLE:
        return None
    both = joined(period, second[2], yearless=not has_head(second[1]))
    return None if both is None else _Found(match.start(), second[1].end(), both, f"{rule.name}_range")


def _time(text: str, found: _Found) -> Time:
    mention = text[found.start : found.end]
    start, end, granularity = found.period
    return Time(found.start, found.end, mention, start, end, granularity, found.rule)


def _with_since(text: str, tokens: Sequence[Token], times: list[Time], day: date | None) -> list[Time]:
    """Adds 启动以来 and 大会期间 where no time stands already. A dated time inside opens it: 今年疫情发生以来."""
    for start, end in find_since(text, tokens):
        first = bisect.bisect_right(times, start, key=_end)
        last = bisect.bisect_left(times, end, key=_start)
        inside = times[first:last]
        if any(time.end == end or time.start < start for time in inside):
            continue
        dated = inside[0].start_date if len(inside) == 1 else None
        period = since(dated, day) if dated and text.endswith("以来", start, end) else VAGUE
        times[first:last] = [_time(text, _Found(start, end, period, "since_event"))]
    return times
