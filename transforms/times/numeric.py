"""Dates in figures alone: 2010-01-29, 2019.9.6, 2018/1/10, 2008.03, and a bare year before a name (2022乡村文化节)."""

import re

from transforms.times.numerals import whole
from transforms.times.periods import Period, a_date, a_day, a_month, a_year
from transforms.times.scene import Scene


def read_iso_day(match: re.Match[str], scene: Scene) -> Period | None:
    """2010/01/29: refused when no such day exists, for then it is a code."""
    day = a_date(int(match["year"]), int(match["month"]), int(match["day"]))
    return a_day(day) if day else None


def read_iso_month(match: re.Match[str], scene: Scene) -> Period | None:
    """2008.03 in a range; alone it may be a number."""
    return a_month(int(match["year"]), int(match["month"]))


def read_bare_year(match: re.Match[str], scene: Scene) -> Period | None:
    """2022 before a name, or in an enumeration of years."""
    return a_year(whole(match["year"]))
