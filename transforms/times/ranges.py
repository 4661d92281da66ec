"""Ranges whose first end lacks its unit: 1至8月, 10日至12日, 2018—2020年, 12-19日."""

import re

from transforms.times.calendar import has_head, month_year, year_of, year_or_told
from transforms.times.numerals import whole
from transforms.times.periods import Period, a_date, a_month, a_week, a_year, months, shifted_days
from transforms.times.relative import anchor_month
from transforms.times.scene import Scene

_NONE = Period(None, None, "range")


def read_month_range(match: re.Match[str], scene: Scene) -> Period | None:
    """今年1至8月, 2018年2——4月; a first month after the last one lies in the year before (11月至1月)."""
    first, last = whole(match["first"]), whole(match["month"])
    year = year_or_told(match, scene, first, last)
    if year is None:
        return _NONE
    if first == last:
        return None
    if first < last:
        granularity = {(1, 6): "half_year", (7, 12): "half_year"}.get((first, last), "range")
        return months(year, first, last, granularity)
    start_year, end_year = (year, year + 1) if has_head(match) else (year - 1, year)
    return Period(a_date(start_year, first, 1), months(end_year, last, last, "month").end, "range")


def read_day_range(match: re.Match[str], scene: Scene) -> Period | None:
    """10月13日至15日, 2019年4月12-19日; 6月1日-6月30日 is a range of two days by `reading`."""
    month, first, last = whole(match["month"]), whole(match["first"]), whole(match["day"])
    if first >= last:
        return None
    year = month_year(match, month, scene, first)
    start, end = (a_date(year, month, first), a_date(year, month, last)) if year else (None, None)
    return Period(start, end, "range") if start and end else _NONE


def read_year_range(match: re.Match[str], scene: Scene) -> Period | None:
    """2018—2020年, 2010-2021年度, 从2016到2018."""
    first, last = whole(match["first"]), whole(match["last"])
    if last < 100:
        last += first // 100 * 100
    if not first < last:
        return None
    if match.groupdict().get("school"):
        return Period(a_date(first, 9, 1), a_date(last, 8, 31), "range") if last == first + 1 else None
    return Period(a_date(first, 1, 1), a_date(last, 12, 31), "range")


def read_two_years(match: re.Match[str], scene: Scene) -> Period | None:
    """今明两年, 去今两年; 去冬今春."""
    if scene.day is None:
        return _NONE
    if match.group().endswith("春"):
        year = scene.day.year - match.group().startswith("去")
        return Period(a_date(year, 12, 1), a_date(year + 1, 5, 31), "range")
    offsets = {"前": -2, "去": -1, "今": 0, "明": 1, "后": 2}
    first, last = (scene.day.year + offsets[char] for char in match.group()[:2])
    return Period(a_date(first, 1, 1), a_date(last, 12, 31), "range")


def read_bare_day_range(match: re.Match[str], scene: Scene) -> Period | None:
    """10日至12日, in the month told before in the sentence, else the publication's."""
    first, last = whole(match["first"]), whole(match["day"])
    told = scene.last(own_sentence=True)
    base = told.start_date if told is not None and told.granularity in ("day", "month") else scene.day
    if first >= last or base is None:
        return None if first >= last else _NONE
    start, end = a_date(base.year, base.month, first), a_date(base.year, base.month, last)
    return Period(start, end, "range") if start and end else _NONE


def read_first_units(match: re.Match[str], scene: Scene) -> Period | None:
    """去年的前10天, 4月前4天, 上月最后五天, 2021年的前2周 (the weeks whose Monday lies in it)."""
    span = _spanned(match, scene)
    if span.start is None or span.end is None:
        return _NONE
    count, first = whole(match["count"]), match["side"] == "前"
    if match["unit"] in "天日":
        if first:
            return Period(span.start, shifted_days(span.start, count - 1), "range")
        return Period(shifted_days(span.end, 1 - count), span.end, "range")
    monday = shifted_days(span.start, -span.start.weekday() % 7)
    if not first or monday is None:
        return _NONE
    return Period(monday, shifted_days(monday, 7 * count - 1), "range")


def read_week_of_month(match: re.Match[str], scene: Scene) -> Period | None:
    """9月第一周: the week of the month's first Monday."""
    span = _spanned(match, scene)
    if span.start is None:
        return Period(None, None, "week")
    monday = shifted_days(span.start, -span.start.weekday() % 7 + 7 * (whole(match["count"]) - 1))
    return a_week(monday, 0) if monday else Period(None, None, "week")


def _spanned(match: re.Match[str], scene: Scene) -> Period:
    groups = match.groupdict()
    if groups.get("month_word"):
        place = anchor_month(groups["month_word"], match.start(), scene)
        return a_month(*place) if place else _NONE
    if groups.get("month"):
        month = whole(groups["month"])
        year = month_year(match, month, scene)
        return a_month(year, month) if year else _NONE
    year = year_of(match, scene)
    return a_year(year) if year else _NONE
