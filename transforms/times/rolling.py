"""Spans counted from the publication day: 近三年, 三年来, 未来五年, 3年前, 十年间."""

import re

from transforms.times.numerals import whole
from transforms.times.periods import VAGUE, Period, a_day, a_month, a_year, shifted, shifted_days, since
from transforms.times.scene import Scene

_UNITS = {
    "年": "年",
    "周年": "年",
    "个月": "月",
    "月": "月",
    "周": "周",
    "星期": "周",
    "个星期": "周",
    "天": "天",
    "日": "天",
}
_UNITS |= {"季度": "季度", "个季度": "季度"}
#: The last month in which 过去一年 is the year before this one.
_LOOKED_BACK_ON = 3
#: The years of a people's congress, which reports to its last session look back on.
_TERM = 5
#: How many times back the years lie that 五年间 goes back to, and how many years it counts at least.
_TOLD_BACK, _FEW_YEARS = 40, 2
_BEGINNINGS, _DAYS_OF_YEAR = frozenset({"year", "open", "month", "quarter", "day", "ten_days"}), 365.25
#: The rules that count years from the publication day: 过去五年, 五年来.
COUNTED_BACK = frozenset({"back", "since_span", "during", "span_alone"})
_YEARS_TOLD = COUNTED_BACK | {"plan", "plan_quoted", "year_range"}
_VAGUE_COUNTS = frozenset({"几", "数", "多", "半", "数十", "几十"})


def _span(match: re.Match[str]) -> tuple[int, str] | None:
    """Count and unit, None for a vague count (几年, 二十多年, 一年多)."""
    if (
        match["vague"]
        or match["more"]
        or (match["count"] in _VAGUE_COUNTS and match.group("count", "unit") != ("半", "年"))
    ):
        return None
    unit = _UNITS[match["unit"]]
    if match["count"] == "半" and unit == "年":
        return 6, "月"
    try:
        return whole(match["count"]), unit
    except ValueError:
        return None


def _no_times_of_old(count: int, unit: str) -> bool:
    """Whether the span reaches back no more than a life: 千年来 and 百年来 are figures of speech."""
    return count * {"年": 365, "季度": 91, "月": 30, "周": 7, "天": 1}[unit] <= 100 * 365


def read_back(match: re.Match[str], scene: Scene) -> Period | None:
    """近三年, 3年来: back from the publication day; 过去一年 and 五年来 in a year's first months: the years before."""
    span = _span(match)
    if span is None or scene.day is None or not _no_times_of_old(*span):
        return VAGUE
    count, unit = span
    looks_back = match.group().startswith("过去") or (count == _TERM and match.group().startswith(match["count"]))
    if looks_back and unit == "年" and scene.day.month <= _LOOKED_BACK_ON:
        first = a_year(scene.day.year - count)
        return first if count == 1 else Period(first.start, a_year(scene.day.year - 1).end, "range")
    return Period(shifted(scene.day, -count, unit), scene.day, "range")


def read_since_span(match: re.Match[str], scene: Scene) -> Period | None:
    """三年来, 两个月以来; 8月以来 is a month's."""
    if match["unit"] == "月":
        return None
    last, span = scene.last(), _span(match)
    if span is None and match["unit"] == "年" and last is not None and last.mention.endswith("起"):
        count = whole(match["count"]) if match["count"] not in _VAGUE_COUNTS else 0
        if count and scene.day and last.start_date and scene.day.year - last.start_date.year == count:
            return since(last.start_date, scene.day)._replace(granularity="range")  # 2021年起，…。两年多来，…
    if last is not None and last.start_date and scene.day and span and span[1] == "年":
        if span[0] == 1 and last.granularity == "year" and scene.day.month <= _LOOKED_BACK_ON:
            return a_year(scene.day.year - 1) if last.start_date.year == scene.day.year - 1 else read_back(match, scene)
        begun = last.granularity in _BEGINNINGS and scene.day.year - last.start_date.year == span[0]
        if begun and last.rule not in COUNTED_BACK and not last.mention.startswith(("去年同", "上年")):
            return since(last.start_date, scene.day)._replace(granularity="range")  # 2019年动工，三年来累计栽树8.6万株
    return read_back(match, scene)


def read_ahead(match: re.Match[str], scene: Scene) -> Period | None:
    """未来三年, 今后五年: from the publication day on."""
    span = _span(match)
    if span is None or scene.day is None:
        return VAGUE
    count, unit = span
    return Period(scene.day, shifted(scene.day, count, unit), "range")


def read_ago(match: re.Match[str], scene: Scene) -> Period | None:
    """3年前, 两个月前, 三天前: the whole year, month or day that lies so far back."""
    span = _span(match)
    if span is None or scene.day is None:
        return VAGUE
    count, unit = span
    day = shifted(scene.day, -count, unit)
    if day is None or not _no_times_of_old(count, unit):
        return VAGUE
    if unit == "年":
        return a_year(day.year)
    return a_month(day.year, day.month) if unit in ("月", "季度") else a_day(day)


def read_later(match: re.Match[str], scene: Scene) -> Period | None:
    """20天以后, with 以 or 之 only: in tales 三年后 counts from a time in the tale."""
    span = _span(match)
    if span is None or scene.day is None or span[1] not in ("天", "周"):
        return VAGUE
    return Period(shifted(scene.day, *span), None, "open")


def read_previous(match: re.Match[str], scene: Scene) -> Period | None:
    """前1周, 上2个月: the days before today."""
    span = _span(match)
    if span is None or scene.day is None:
        return VAGUE
    count, unit = span
    return Period(shifted(scene.day, -count, unit), shifted_days(scene.day, -1), "range")


def read_following(match: re.Match[str], scene: Scene) -> Period | None:
    """后1年, 后三天: the days from tomorrow on."""
    span = _span(match)
    if span is None or scene.day is None:
        return VAGUE
    return Period(shifted_days(scene.day, 1), shifted(scene.day, *span), "range")


def read_during(match: re.Match[str], scene: Scene) -> Period | None:
    """五年间, 五年累计: the same five years told before, or those since a year so far back; else no days follow."""
    span = _span(match)
    if span is None or span[1] != "年" or span[0] < _FEW_YEARS or scene.day is None or match.group().endswith("下来"):
        return VAGUE
    told = [time for time in (*scene.earlier, *scene.here) if time.start_date][-_TOLD_BACK:]
    for time in reversed(told):
        days = (time.end_date - time.start_date).days if time.start_date and time.end_date else 0
        if time.rule in _YEARS_TOLD and round(days / _DAYS_OF_YEAR) == span[0]:
            return Period(time.start_date, time.end_date, "range")
    first = a_year(scene.day.year - span[0]).start
    begun = any(time.granularity in _BEGINNINGS and time.start_date.year == first.year for time in told if first)
    return since(first, scene.day) if begun else VAGUE


def read_nothing(match: re.Match[str], scene: Scene) -> Period | None:
    """十年间, 每年, 14点: spoken of as a time, without days."""
    return VAGUE
