"""Every rule that finds a time: its name, its pattern, and what a match of it means. A row says which rule made it."""

import functools
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from transforms.times import backward, calendar, named, numeric, ranges, relative, rolling
from transforms.times import patterns as p
from transforms.times.grammar import BACKWARD_YEARS, RELATIVE_YEARS
from transforms.times.periods import Period
from transforms.times.scene import Scene
from transforms.times.tables import SOLAR_TERMS, eras, festivals, plan_periods, reigns, vague_times


class Rule(NamedTuple):
    """A kind of time expression: its name, how it may begin, its pattern, and what a match of it means.

    `read` gives the period of a match, or None where it is no time after all. `begins` are the characters that a
    match may begin with, `needs` those of which it holds one (one of each group): a rule is tried nowhere else.
    """

    name: str
    begins: frozenset[str]
    needs: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Scene], Period | None]


#: No character that a rule needs stands farther behind the beginning of its match.
_REACH = 40
_FIGURE = "0123456789"
_NUMBER = _FIGURE + "〇零○OＯ一二两三四五六七八九十"
_YEAR = _NUMBER + "".join(sorted({word[0] for word in (*RELATIVE_YEARS, *BACKWARD_YEARS)}))
_COUNT = _NUMBER + "百几数多半"

_CALENDAR = (
    ("day", _YEAR, "月 日号", p.DATE, calendar.read_day),
    ("day_unmarked", _YEAR, "月", p.UNMARKED_DATE, calendar.read_day),
    ("month", _YEAR, "月", p.MONTH_OF_YEAR, calendar.read_month),
    ("year", _YEAR, "年", p.PLAIN_YEAR, calendar.read_year),
    ("year_short", _NUMBER, "年", p.PLAIN_SHORT_YEAR, calendar.read_year),
    ("year_part", _YEAR + "上下前后年全岁", "年岁", p.YEAR_PART, calendar.read_year_part),
    ("year_end", _YEAR, "年", p.YEAR_END, calendar.read_year_part),
    ("quarter", _YEAR + "第首末Qq", "季", p.QUARTER, calendar.read_quarter),
    ("first_quarters", _YEAR + "前", "季", p.FIRST_QUARTERS, calendar.read_first_quarters),
    ("first_months", _YEAR + "前", "月", p.FIRST_MONTHS, calendar.read_first_months),
    ("nth_month", _YEAR, "年 月", p.NTH_MONTH, calendar.read_nth_month),
    ("season", _YEAR, "年 春夏秋冬", p.SEASON, calendar.read_season),
    ("season_short", "今去明", "春夏秋冬", p.SHORT_SEASON, calendar.read_season),
)
_RANGES = (
    ("month_range", _YEAR, "月", p.MONTH_RANGE, ranges.read_month_range),
    ("day_range", _YEAR, "月 日号", p.DAY_RANGE, ranges.read_day_range),
    ("bare_day_range", _NUMBER, "日", p.BARE_DAY_RANGE, ranges.read_bare_day_range),
    ("year_range", _NUMBER, "至到—–─~～﹣－-与和", p.YEAR_RANGE, ranges.read_year_range),
    ("two_years", "去今明前", "年冬", p.TWO_YEARS, ranges.read_two_years),
    ("first_units", _YEAR, "年 前后", p.FIRST_UNITS, ranges.read_first_units),
    ("week_of_month", _YEAR, "月 周星", p.WEEK_OF_MONTH, ranges.read_week_of_month),
    ("month_first_days", _YEAR + "上本下", "月 前后", p.MONTH_FIRST_DAYS, ranges.read_first_units),
)
_FIGURES = (
    ("iso_day", _FIGURE, "-/.．", p.ISO_DAY, numeric.read_iso_day),
    ("iso_range", _FIGURE, "至到—–─~～﹣－-", p.ISO_RANGE, numeric.read_iso_range),
    ("iso_month", _FIGURE, "-/.．", p.ISO_MONTH, numeric.read_iso_month),
    ("year_of_name", _FIGURE, "", p.YEAR_OF_NAME, numeric.read_bare_year),
)
_RELATIVE = (
    ("relative_month", "去前今明本当上下同次翌该", "月", p.RELATIVE_MONTH, relative.read_relative_month),
    ("month_part", "月", "", p.BARE_MONTH_PART, relative.read_month_part),
    ("half_month", "上下", "月", "[上下]半月", relative.read_half_month),
    ("relative_quarter", "上下本", "季", "(?:上一|下一|[上下]个?|本)季度", relative.read_relative_quarter),
    ("relative_day", "大前昨今明后本", "", p.RELATIVE_DAY, relative.read_relative_day),
    ("bare_day", _FIGURE, "日", p.BARE_DAY, relative.read_bare_day),
    ("bare_day", _FIGURE, "号", p.BARE_DAY_IN_TALK, relative.read_bare_day),
    ("week", "上本这下", "周星礼", p.WEEK, relative.read_week),
    ("weekday", "周星礼", "", p.WEEKDAY, relative.read_week),
    ("new_year", "新开", "", "新年伊始|开年以来|新年以来|开年之际|新的?一年(?=[，,里中])", relative.read_new_year),
    ("year_turn", "岁年", "", "岁末年初|年末岁初|岁尾年初", relative.read_year_turn),
    ("same_period", _NUMBER + "去上前同", "同", p.SAME_PERIOD, backward.read_same_period),
    ("backward_day", "当同次翌第", "", p.BACKWARD_DAY, backward.read_backward_day),
)
_ROLLING = (
    ("back", "近最刚过此这", "年月周星季天日", p.BACK, rolling.read_back),
    ("since_span", _COUNT, "来", p.SINCE_SPAN, rolling.read_since_span),
    ("ahead", "未今接往此", "年月周星季天日", p.AHEAD, rolling.read_ahead),
    ("within", _COUNT, "内", p.WITHIN, rolling.read_ahead),
    ("ago", _COUNT, "前", p.AGO, rolling.read_ago),
    ("later", _COUNT, "后", p.LATER, rolling.read_later),
    ("during", _COUNT + "短", "间里下过", p.DURING, rolling.read_during),
    ("span_alone", _COUNT, "年", p.SPAN_ALONE, rolling.read_during),
    ("yearly", "一", "年", p.YEARLY, rolling.read_nothing),
    ("previous", "前上", "", p.PREVIOUS, rolling.read_previous),
    ("following", "后", "", p.FOLLOWING, rolling.read_following),
    ("recurrent", "每", "", p.RECURRENT, rolling.read_nothing),
    ("formerly", "过以从起原当早往期其节假那常平", "", p.FORMERLY, rolling.read_nothing),
    ("clock", _FIGURE + "凌清早一上中正午下傍晚深夜当", "点时:：夜", p.CLOCK_ALONE, rolling.read_nothing),
    ("season_general", "初仲深早金盛隆严暖春夏秋冬寒暑", "", p.SEASON_IN_GENERAL, rolling.read_nothing),
)
_NAMED = (
    ("plan", lambda: _firsts(plan_periods()), "", p.plan, named.read_plan),
    ("plan_quoted", lambda: _firsts(plan_periods()), "", p.plan_quoted, named.read_plan),
    ("era", lambda: "党" + _firsts(eras()), "", p.era, named.read_era),
    ("reign", lambda: "明清" + _firsts(reigns()), "年", p.reign, named.read_reign),
    ("festival", lambda: _YEAR + _firsts(festivals()), lambda: _seconds(festivals()), p.festival, named.read_festival),
    (
        "solar_term",
        lambda: _YEAR + _firsts(SOLAR_TERMS),
        lambda: _seconds(SOLAR_TERMS),
        p.solar_term,
        named.read_solar_term,
    ),
    ("lunar", _YEAR + "农正腊", "农正腊", p.LUNAR, named.read_lunar),
    ("century", _NUMBER + "上本", "世", p.CENTURY, named.read_century),
    ("decade", _NUMBER + "上本", "代", p.DECADE, named.read_decade),
    ("word", lambda: _firsts(vague_times()), "", p.word, named.read_word),
)


def _firsts(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _seconds(words: Iterable[str]) -> str:
    return "".join(sorted({word[1] for word in words}))


def _made(part: str | Callable[[], str]) -> str:
    """Patterns and beginnings that need a lexicon are functions: no table is read at import."""
    return part if isinstance(part, str) else part()


@functools.cache
def rules() -> tuple[Rule, ...]:
    """All rules; where two match as much, the first wins."""
    listed = (*_CALENDAR, *_RANGES, *_FIGURES, *_RELATIVE, *_ROLLING, *_NAMED)
    return tuple(
        Rule(
            name,
            frozenset(_made(begins)),
            tuple(map(frozenset, _made(needs).split())),
            re.compile(_made(pattern)),
            read,
        )
        for name, begins, needs, pattern, read in listed
    )


def rules_at(text: str, position: int) -> tuple[Rule, ...]:
    """The rules whose matches may begin at `position`, in their order."""
    ahead = frozenset(_needed().findall(text, position, position + _REACH))
    return _rules_for(text[position : position + 1], ahead)


@functools.cache
def _needed() -> re.Pattern[str]:
    """Any character that some rule needs."""
    chars = {char for rule in rules() for group in rule.needs for char in group}
    return re.compile(f"[{re.escape(''.join(sorted(chars)))}]")


@functools.lru_cache(maxsize=1 << 12)
def _rules_for(first: str, ahead: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that may begin with `first` where the characters `ahead`, of those that rules need, stand behind it."""
    return tuple(
        rule for rule in rules() if first in rule.begins and not any(group.isdisjoint(ahead) for group in rule.needs)
    )
