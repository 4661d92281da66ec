"""Open ends around a time (截至10月底, 2018年以来, 3月起, 2025年前) and ranges of two times (去年9月至今年3月)."""

import re
from typing import NamedTuple

from transforms.times.grammar import TO, _
from transforms.times.periods import Period, shifted_days, shifted_months, since
from transforms.times.scene import Scene

#: Rules whose matches may be a bound: what names days of the calendar.
BOUNDABLE = frozenset(
    [
        "day",
        "day_unmarked",
        "month",
        "year",
        "year_short",
        "year_part",
        "year_end",
        "quarter",
        "first_quarters",
        "first_months",
        "nth_month",
        "season",
        "season_short",
        "iso_day",
        "iso_month",
        "year_of_name",
        "relative_month",
        "month_part",
        "relative_quarter",
        "relative_day",
        "bare_day",
        "week",
        "weekday",
        "month_range",
        "ago",
        "festival",
        "solar_term",
        "lunar",
        "decade",
        "word",
        "plan",
        "new_year",
    ]
)

_UNTIL = re.compile("截[至止](?:到|至)?(?:了)?$")
_FROM = re.compile("(?:自从|自|从)$")
#: 起 may stand before it: 自5月26日起至29日止
_CONNECTOR = re.compile(f"起?{TO}")
_SINCE = re.compile(f"{_}(?:以来|来(?![自到源临电访宾客晚早迟过了不])|起?至今(?![年天日后])|起到现在|到现在)")
_START = re.compile(f"{_}(?:起(?![到草步点来飞降诉源义伏跑火床色])|开始)")
_BEFORE = re.compile(f"{_}(?:以前|之前|前(?![\\d一二三四五六七八九十两几后期身列往景沿来端夕方途瞻台线排移进置卫]))")
_AFTER = re.compile(f"{_}(?:以后|之后|后(?![续备方勤台面者代来半期天]))")
_WITHIN = re.compile(f"{_}(?:期间|之?间(?![接隔断])|年?内(?=[，,。；力完建实]))")
_STOP = re.compile("止(?![步境于])")
#: What a bound's words end with before a time, and begin with behind it: most times have none.
_ENDS, _BEGINS = frozenset("止至到了自从"), frozenset(" \u3000以来起至到开之前后期间年内")
_VERB_FOLLOWS = re.compile(r"[\u4e00-\u9fff]")


class Bounded(NamedTuple):
    """A time with its bounds: where its mention stands, its period, and what was added to its rule's name."""

    start: int
    end: int
    period: Period
    bound: str


def bounded(start: int, end: int, period: Period, scene: Scene) -> Bounded:
    """The time at `start:end` with the words of the bound that stand before or after it."""
    text, day = scene.text, scene.day
    if text[end : end + 1] not in _BEGINS and text[start - 1 : start] not in _ENDS:
        return Bounded(start, end, period, "")
    until = _UNTIL.search(text, max(0, start - 4), start)
    if until:
        return Bounded(until.start(), _end(_STOP, text, end), _point(period, scene), "until")
    begun = _FROM.search(text, max(0, start - 2), start)
    # 来自2018年
    since_word = begun.start() if begun and text[begun.start() - 1 : begun.start()] not in tuple("来亲各独") else None
    if match := _SINCE.match(text, end):
        return Bounded(start if since_word is None else since_word, match.end(), since(period.start, day), "since")
    if (match := _START.match(text, end)) and _opens(match, since_word, text):
        last = day if day and period.start and period.start <= day else None
        if last is None and since_word is None:
            last = period.end  # a notice's 8月6日起，… names the day that something begins, no span
        return Bounded(
            start if since_word is None else since_word, match.end(), Period(period.start, last, "open"), "since"
        )
    if match := _BEFORE.match(text, end):
        return Bounded(start, match.end(), _deadline(period, text[start:end]), "before")
    if match := _AFTER.match(text, end):
        after = shifted_days(period.end, 1) if period.end else None
        return Bounded(start, match.end(), Period(after, None, "open"), "after")
    if begun and begun.group() == "自从":
        return Bounded(begun.start(), end, since(period.start, day), "since")
    return Bounded(start, _end(_WITHIN, text, end), period, "")


def _end(pattern: re.Pattern[str], text: str, end: int) -> int:
    match = pattern.match(text, end)
    return match.end() if match else end


def _opens(match: re.Match[str], since_word: int | None, text: str) -> bool:
    """Whether 开始 leaves the end open: 从8月开始 and 2018年开始，; in 今年8月开始建设 it is the verb."""
    if match.group().strip() == "开始" and since_word is None:
        return not _VERB_FOLLOWS.match(text, match.end())
    return True


def _point(period: Period, scene: Scene) -> Period:
    """截至 names the last day, which a report cannot see beyond its own: 截至今年 is the publication day."""
    last = period.end
    if last and scene.day and period.start and period.start <= scene.day < last:
        last = scene.day
    return Period(last, last, "point")


def _deadline(period: Period, mention: str) -> Period:
    """6月30日前 and 10月底前 take that day in, 2025年前 ends with 2024."""
    if period.start is None or period.end is None:
        return Period(None, None, "open")
    inclusive = period.start == period.end or mention[-1] in "底末"
    return Period(None, period.end if inclusive else shifted_days(period.start, -1), "open")


def connector(text: str, end: int) -> int | None:
    """Where the other end of a range may begin: after 至 到 —."""
    match = _CONNECTOR.match(text, end)
    return match.end() if match else None


def joined(first: Period, last: Period, *, yearless: bool) -> Period | None:
    """From the first day of one to the last of the other; a yearless second end before the first is a year later."""
    if first.start is None or last.end is None:
        return Period(first.start, last.end, "range")
    end = last.end
    if end < first.start and yearless:
        end = shifted_months(end, 12) or end
    return Period(first.start, end, "range") if first.start <= end else None
