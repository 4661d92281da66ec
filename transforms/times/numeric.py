"""Dates in figures alone: 2010-01-29, 2019.9.6, 2018/1/10, 2008.03, and a bare year before a name (2022乡村文化节)."""

import re

from transforms.times.numerals import whole
from transforms.times.periods import Period, a_date, a_day, a_month, a_year
from transforms.times.scene import Scene


def read_iso_day(match: re.Match[str], scene: Scene) -> Period | None:
    """2010/01/29: refused when no such day exists, for then it is a code."""
    day = a_date(int(match["year"]), int(match["month"]), int(match["day"]))
    return a_day(day) if day else None


def read_iso_range(match: re.Match[str], scene: Scene) -> Period | None:
    """1999.08-2002.02, 2018/1/10-2018/7/10; two bare years are a range of years by another rule."""
    first, last = _period(match["first"]), _period(match["last"])
    if first is None or last is None or first.start is None or last.end is None or first.start >= last.end:
        return None
    return Period(first.start, last.end, "range")


def _period(figures: str) -> Period | None:
    parts = [int(part) for part in re.split("[/.．]", figures)]
    if len(parts) == 1:
        return a_year(parts[0])
    if len(parts) == 2:
        return a_month(*parts)
    day = a_date(*parts)
    return a_day(day) if day else None


def read_iso_month(match: re.Match[str], scene: Scene) -> Period | None:
    """2008.03 in a range; alone it may be a number."""
    return a_month(int(match["year"]), int(match["month"]))


def read_bare_year(match: re.Match[str], scene: Scene) -> Period | None:
    """2022 before a name, or in an enumeration of years."""
    return a_year(whole(match["year"]))
