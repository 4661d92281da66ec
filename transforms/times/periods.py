"""Periods of the calendar as inclusive days. A day that does not exist gives no dates, never another day."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """Inclusive first and last day (None where open or unknown) and one of `words.GRANULARITIES`."""

    start: date | None
    end: date | None
    granularity: str


#: Time is spoken of, but no days follow from the text: 近年来, 此前.
VAGUE = Period(None, None, "vague")

_FIRST_YEAR, _LAST_YEAR = 2, 9998


def a_date(year: int, month: int, day: int) -> date | None:
    """The day, or None when it does not exist (2月30日) or lies outside the calendar."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def a_day(day: date | None) -> Period:
    """That one day; no dates for None."""
    return Period(day, day, "day")


def a_year(year: int) -> Period:
    """1 January to 31 December."""
    return months(year, 1, 12, "year")


def months(year: int, first: int, last: int, granularity: str) -> Period:
    """The first day of month `first` to the last day of month `last`; no dates when there are no such months."""
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= first <= last <= 12):
        return Period(None, None, granularity)
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), granularity)


def a_month(year: int, month: int) -> Period:
    """All days of a month."""
    return months(year, month, month, "month")


def ten_days(year: int, month: int, third: int) -> Period:
    """上旬 1–10, 中旬 11–20, 下旬 21 to the month's end, by `third` 1, 2, 3."""
    whole = a_month(year, month)
    if whole.start is None or whole.end is None:
        return Period(None, None, "ten_days")
    end = whole.end if third == 3 else whole.start.replace(day=10 * third)
    return Period(whole.start.replace(day=10 * third - 9), end, "ten_days")


def since(start: date | None, day: date | None) -> Period:
    """From `start` to the publication day; without an end where it begins after that."""
    ahead = start is not None and day is not None and start > day
    return Period(start, None if ahead else day, "open")


def shifted_months(day: date, count: int) -> date | None:
    """The same day `count` months on (31 → the month's last day); None outside the calendar."""
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shifted_days(day: date, count: int) -> date | None:
    """`count` days on; None outside the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def shifted(day: date, count: int, unit: str) -> date | None:
    """`count` units (年, 季度, 月, 周, 天) on."""
    if unit in ("年", "季度", "月"):
        return shifted_months(day, count * {"年": 12, "季度": 3, "月": 1}[unit])
    return shifted_days(day, count * (7 if unit == "周" else 1))


def a_week(day: date, weeks: int) -> Period:
    """Monday to Sunday of the week `weeks` after that of `day`."""
    monday = shifted_days(day, 7 * weeks - day.weekday())
    return Period(monday, monday and shifted_days(monday, 6), "week")
