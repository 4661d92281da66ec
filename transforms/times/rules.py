"""Every rule that finds a time: its name, its pattern, and what a match of it means. A row says which rule made it."""

import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from transforms.times import backward, calendar, named, numeric, ranges, relative, rolling
from transforms.times import patterns as p
from transforms.times.periods import Period
from transforms.times.scene import Scene


class Rule(NamedTuple):
    """A kind of time expression. `read` gives its period, or None where it is no time after all."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Scene], Period | None]


_CALENDAR = (
    ("day", p.DATE, calendar.read_day),
    ("day_unmarked", p.UNMARKED_DATE, calendar.read_day),
    ("month", p.MONTH_OF_YEAR, calendar.read_month),
    ("year", p.PLAIN_YEAR, calendar.read_year),
    ("year_short", p.PLAIN_SHORT_YEAR, calendar.read_year),
    ("year_part", p.YEAR_PART, calendar.read_year_part),
    ("year_end", p.YEAR_END, calendar.read_year_part),
    ("quarter", p.QUARTER, calendar.read_quarter),
    ("first_quarters", p.FIRST_QUARTERS, calendar.read_first_quarters),
    ("first_months", p.FIRST_MONTHS, calendar.read_first_months),
    ("nth_month", p.NTH_MONTH, calendar.read_nth_month),
    ("season", p.SEASON, calendar.read_season),
    ("season_short", p.SHORT_SEASON, calendar.read_season),
)
_RANGES = (
    ("month_range", p.MONTH_RANGE, ranges.read_month_range),
    ("day_range", p.DAY_RANGE, ranges.read_day_range),
    ("bare_day_range", p.BARE_DAY_RANGE, ranges.read_bare_day_range),
    ("year_range", p.YEAR_RANGE, ranges.read_year_range),
    ("two_years", p.TWO_YEARS, ranges.read_two_years),
    ("first_units", p.FIRST_UNITS, ranges.read_first_units),
    ("week_of_month", p.WEEK_OF_MONTH, ranges.read_week_of_month),
    ("month_first_days", p.MONTH_FIRST_DAYS, ranges.read_first_units),
)
_FIGURES = (
    ("iso_day", p.ISO_DAY, numeric.read_iso_day),
    ("iso_range", p.ISO_RANGE, numeric.read_iso_range),
    ("iso_month", p.ISO_MONTH, numeric.read_iso_month),
    ("year_of_name", p.YEAR_OF_NAME, numeric.read_bare_year),
)
_RELATIVE = (
    ("relative_month", p.RELATIVE_MONTH, relative.read_relative_month),
    ("month_part", p.BARE_MONTH_PART, relative.read_month_part),
    ("half_month", "[上下]半月", relative.read_half_month),
    ("relative_quarter", "(?:上一|下一|[上下]个?|本)季度", relative.read_relative_quarter),
    ("relative_day", p.RELATIVE_DAY, relative.read_relative_day),
    ("bare_day", p.BARE_DAY, relative.read_bare_day),
    ("bare_day", p.BARE_DAY_IN_TALK, relative.read_bare_day),
    ("week", p.WEEK, relative.read_week),
    ("weekday", p.WEEKDAY, relative.read_week),
    ("new_year", "新年伊始|开年以来|新年以来|开年之际", relative.read_new_year),
    ("year_turn", "岁末年初|年末岁初|岁尾年初", relative.read_year_turn),
    ("same_period", p.SAME_PERIOD, backward.read_same_period),
    ("backward_day", p.BACKWARD_DAY, backward.read_backward_day),
)
_ROLLING = (
    ("back", p.BACK, rolling.read_back),
    ("since_span", p.SINCE_SPAN, rolling.read_back),
    ("ahead", p.AHEAD, rolling.read_ahead),
    ("ago", p.AGO, rolling.read_ago),
    ("later", p.LATER, rolling.read_later),
    ("during", p.DURING, rolling.read_nothing),
    ("previous", p.PREVIOUS, rolling.read_previous),
    ("following", p.FOLLOWING, rolling.read_following),
    ("clock", p.CLOCK_ALONE, rolling.read_nothing),
    ("season_general", p.SEASON_IN_GENERAL, rolling.read_nothing),
)
_NAMED = (
    ("plan", p.plan, named.read_plan),
    ("plan_quoted", p.plan_quoted, named.read_plan),
    ("era", p.era, named.read_era),
    ("festival", p.festival, named.read_festival),
    ("solar_term", p.solar_term, named.read_solar_term),
    ("lunar", p.LUNAR, named.read_lunar),
    ("decade", p.DECADE, named.read_decade),
    ("word", p.word, named.read_word),
)


@functools.cache
def rules() -> tuple[Rule, ...]:
    """All rules; where two match as much, the first wins."""
    listed = (*_CALENDAR, *_RANGES, *_FIGURES, *_RELATIVE, *_ROLLING, *_NAMED)
    return tuple(
        Rule(name, re.compile(pattern if isinstance(pattern, str) else pattern()), read)
        for name, pattern, read in listed
    )


@functools.cache
def anywhere() -> re.Pattern[str]:
    """Where some rule matches: all their patterns as alternatives, their groups nameless."""
    nameless = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in rules())
    return re.compile("|".join(f"(?:{pattern})" for pattern in nameless))
