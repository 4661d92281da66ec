"""The year of publication where a day stands in two calendars: 2月12日，正月初八 and 9月28日，星期五."""

import functools
import re
from collections.abc import Iterator
from datetime import date

from transforms.model import Published
from transforms.published.reckoning import FAIR, STRONG
from transforms.times import find_times
from transforms.times.tables import festivals

#: Lunar days meet the same solar ones after 19 years: the years that pages are read of.
_READ = range(2011, 2030)
#: A weekday meets the same day after five years at the soonest.
_NEAR = 5
_WEEKDAYS = "一二三四五六"


@functools.cache
def _pair() -> re.Pattern[str]:
    lunar = sorted((name for name, row in festivals().items() if row.calendar == "lunar"), key=len, reverse=True)
    between = "[，,、（(]?(?:当[天日])?(?:也|又|正|恰)?(?:是|值|逢|适逢|时值|恰逢|正值)?(?:中国|我国)?(?:传统|佳节|的)*"
    day = "[初十廿二三][一二三四五六七八九十]{1,2}"
    return re.compile(
        r"(?<![\d至到—–-])(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日"
        + f"{between}[“]?(?:(?:周|星期|礼拜)(?P<weekday>[{_WEEKDAYS}日天])"
        + f"|(?P<lunar>(?:农历)?[正冬腊一二三四五六七八九十]{{1,2}}月{day}|{'|'.join(lunar)}))"
    )


def paired(text: str, newest: int) -> Iterator[tuple[int, int, str]]:
    """The years in which the days of both calendars are the same: year, weight, quotation.

    `newest` is the newest year that the text tells as past, 0 without one: a weekday comes back after five or six
    years, and says nothing where no year is told.
    """
    for match in _pair().finditer(text) if "日" in text else ():
        if match["lunar"]:
            yield from ((year, STRONG, match.group()) for year in _READ if year >= newest and _same(match, year))
        elif newest:
            near = range(newest, newest + _NEAR)
            yield from ((year, FAIR, match.group()) for year in near if _weekday(match, year))


def _same(match: re.Match[str], year: int) -> bool:
    """Whether the lunar day of that year is the solar one beside it."""
    last = date(year, 12, 31)
    found = find_times(match["lunar"], (), Published(last, last, last, None, None))
    return bool(found) and found[0].start_date == _solar(match, year)


def _weekday(match: re.Match[str], year: int) -> bool:
    day = _solar(match, year)
    # 日 and 天 are the last of the week
    return day is not None and day.weekday() == (_WEEKDAYS + match["weekday"]).index(match["weekday"])


def _solar(match: re.Match[str], year: int) -> date | None:
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:  # 2月30日
        return None
