"""The rows of this room's lexicon tables."""

import functools
from dataclasses import dataclass
from datetime import date, timedelta

from transforms.lexicon import read_table

_READINGS = ("now", "vague", "recurring")
_CALENDARS = ("solar", "lunar", "term")


@dataclass(frozen=True)
class VagueTime:
    """A fixed time expression; `stops` are characters that may not follow (近日点)."""

    surface: str
    reading: str
    stops: str = ""

    def __post_init__(self) -> None:
        if self.reading not in _READINGS:
            raise ValueError(f"reading {self.reading!r} is none of {', '.join(_READINGS)}")


@dataclass(frozen=True)
class PlanPeriod:
    """A five-year plan; only what stands `alone` can be told from other words without quotation marks."""

    plan: str
    first_year: int
    last_year: int
    alone: bool = False


@dataclass(frozen=True)
class Era:
    """A happening since which the press counts (党的十八大以来), with its day."""

    era: str
    start: str

    def __post_init__(self) -> None:
        date.fromisoformat(self.start)


@dataclass(frozen=True)
class Reign:
    """A title that years are counted by (光绪十二年); `dynasties` may stand before it."""

    reign: str
    first_year: int
    last_year: int
    dynasties: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.last_year < self.first_year:
            raise ValueError(f"{self.reign} ends before it begins")

    def year(self, count: int) -> int | None:
        """The solar year of the `count`th year; None where the reign was over."""
        year = self.first_year + count - 1
        return year if self.first_year <= year <= self.last_year else None


@dataclass(frozen=True)
class Festival:
    """A festival: month and day of the solar or lunar calendar, or for `term` the number of the solar term in `month`.

    Lunar 12/30 is the year's last day, be it the 29th or the 30th.
    """

    festival: str
    calendar: str
    month: int
    day: int
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.calendar not in _CALENDARS:
            raise ValueError(f"calendar {self.calendar!r} is none of {', '.join(_CALENDARS)}")


@dataclass(frozen=True)
class PublicHoliday:
    """Days off around a festival in one year, by the State Council's notice, weekends beside them included."""

    festival: str
    start: str
    end: str


@dataclass(frozen=True)
class LunarYear:
    """First day of a lunar year, the month that is repeated (0: none), and the months' lengths in order."""

    year: int
    new_year: str
    leap: int = 0
    months: tuple[str, ...] = ()


@dataclass(frozen=True)
class SolarTerms:
    """The days (MM-DD) of the 24 solar terms of a year, from 小寒 to 冬至."""

    year: int
    days: tuple[str, ...]


SOLAR_TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨",
    "立夏", "小满", "芒种", "夏至", "小暑", "大暑", "立秋", "处暑",
    "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip


@functools.cache
def vague_times() -> dict[str, VagueTime]:
    """Fixed expressions by surface."""
    return {row.surface: row for row in read_table("vague_times.csv", VagueTime)}


@functools.cache
def plan_periods() -> dict[str, PlanPeriod]:
    """Five-year plans by name (十四五)."""
    return {row.plan: row for row in read_table("plan_periods.csv", PlanPeriod)}


@functools.cache
def eras() -> dict[str, date]:
    """Happenings that eras begin with → their day."""
    return {row.era: date.fromisoformat(row.start) for row in read_table("eras.csv", Era)}


@functools.cache
def reigns() -> dict[str, Reign]:
    """Titles that years were counted by → their years."""
    return {row.reign: row for row in read_table("reigns.csv", Reign)}


@functools.cache
def festivals() -> dict[str, Festival]:
    """Festivals by every name that they go by."""
    rows = read_table("festivals.csv", Festival)
    return {name: row for row in rows for name in (row.festival, *row.aliases)}


@functools.cache
def _holidays() -> dict[tuple[str, int], tuple[date, date]]:
    rows = read_table("public_holidays.csv", PublicHoliday)
    spans = [(row.festival, date.fromisoformat(row.start), date.fromisoformat(row.end)) for row in rows]
    return {(name, end.year): (start, end) for name, start, end in spans}


def public_holiday(festival: str, year: int) -> tuple[date, date] | None:
    """First and last day off, None where the notice is not in the table."""
    return _holidays().get((festival, year))


@functools.cache
def _lunar_years() -> dict[int, LunarYear]:
    return {row.year: row for row in read_table("lunar_years.csv", LunarYear)}


def lunar_date(year: int, month: int, day: int) -> date | None:
    """The solar day of a day of the lunar year; None outside the table or when that month is shorter.

    Month 12, day 30 is the year's last day.
    """
    row = _lunar_years().get(year)
    if row is None or not 1 <= month <= 12:
        return None
    lengths = [int(length) for length in row.months]
    index = month - 1 + (1 if row.leap and month > row.leap else 0)
    if month == 12 and day == 30:
        day = lengths[-1]
    if not 1 <= day <= lengths[index]:
        return None
    return date.fromisoformat(row.new_year) + timedelta(days=sum(lengths[:index]) + day - 1)


@functools.cache
def _solar_terms() -> dict[int, tuple[str, ...]]:
    return {row.year: row.days for row in read_table("solar_terms.csv", SolarTerms)}


def solar_term(year: int, index: int) -> date | None:
    """The day of a solar term (0 小寒 … 23 冬至), None outside the table."""
    days = _solar_terms().get(year)
    return date.fromisoformat(f"{year}-{days[index]}") if days else None
