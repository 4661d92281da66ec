"""The days within the year: not before the newest time told as past, not after the nearest one still to come."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from transforms.model import Published, Time
from transforms.published.clauses import clause, is_to_come
from transforms.published.years import NEW_YEAR, Years
from transforms.times import find_times

_MAY_BOUND = re.compile("月|季度|半年|年[底初末]|假期|黄金周|-")
#: Rules whose days do not hang on the publication day itself.
_CALENDAR = re.compile(
    "^(?:day_since|day|day_unmarked|month|month_range|day_range|first_months|first_quarters|quarter|year_part|year_end|iso_day|festival)"
    "(?:_until|_range)?$"
)
#: A part of the year in the name of a deed is when it is held, not what is over: 一季度重大项目集中签约开工仪式.
_IN_NAME = re.compile(
    "[^，。；！？]{0,16}?(?:仪式|签约|大会|会议|例会|调度会|推进会|动员会|现场会|观摩|活动|发布会|榜单)"
)
#: 10月17日是第四个国家扶贫日 says what the day is, not that it is over.
_IS_A_DAY = re.compile("(?:是|为)[^，。；]{2,16}日")
_COMPARED = re.compile("[比较]$|相比$")
_NOTICE = re.compile("通告|公告|通知|提醒|提示|告知")
_YEAR = re.compile(r"(20\d\d)年")
_NAMES_YEAR = re.compile(r"今年|本年|去年|\d{4}年")
#: A bare month or half is over where the words after it tell a deed or a figure; a plan may list months too.
_PAST = re.compile(
    "了|已|过|获|截[至止]|累计|完成|实现|举[行办]|召开|启动|增长|下降|达|同比|成功|荣|开[幕展]|亮相|接待|交付|聘|上线|发生|年初|假期"
)
#: How long after the newest event a report may appear: a day is fresh news, a month's or half-year's figures last.
_AFTER_DAY, _AFTER_PERIOD = timedelta(days=33), timedelta(days=61)
_LONGEST = 190
#: How far a notice's word stands before its day.
_REACH = 16


class _Bound(NamedTuple):
    """A bound of the window, whether a single day told it, and the words."""

    day: date
    fine: bool
    quote: str


def window(texts: Sequence[str], years: Years) -> Published:
    """The window in `years.best` (stretched over the other year where that is open), with the best day inside."""
    year = years.best
    low, high = _bounds(texts, year)
    opening = next((text for text in texts if NEW_YEAR.search(text)), None)
    if opening and (low is None or low.day.month <= 2):
        first, last, best = date(year, 1, 1), date(year, 2, 28), date(year, 1, 15)
        quotes = [f"年：{years.evidence}", "新年伊始"]
    else:
        first = low.day if low else date(year, 1, 1)
        last = high.day if high and high.day >= first else date(year, 12, 31)
        if low:
            last = max(first, min(last, first + (_AFTER_DAY if low.fine else _AFTER_PERIOD)))
        best = _likely(first, last, low, high)
        told = (("不早于", low), ("不晚于", high))
        quotes = [f"年：{years.evidence}", *(f"{word} {bound.day}：{bound.quote}" for word, bound in told if bound)]
    if years.other is not None:
        first, last = min(first, date(years.other, 1, 1)), max(last, date(years.other, 12, 31))
    return Published(best, first, last, "inferred", "；".join(quotes))


def _likely(first: date, last: date, low: _Bound | None, high: _Bound | None) -> date:
    """Soon after the newest event; without one right before the day that is told as to come, or amid the window."""
    if low is None and high is not None and high.fine and high.day > first:  # a forecast, a notice
        return max(first, min(last, high.day) - timedelta(days=1))
    if low is None:
        return first + (last - first) / 2
    return min(last, first + (timedelta(days=1) if low.fine else (last - first) / 3))


def _bounds(texts: Sequence[str], year: int) -> tuple[_Bound | None, _Bound | None]:
    """The latest first day that the past allows, and the earliest last day that the future allows."""
    low: _Bound | None = None
    high: _Bound | None = None
    told = list(_dated(texts, year))
    ahead = [_lies_ahead(text, time) for text, time in told]
    # a headline says 3月8日开赛 of what the text below says 将于3月8日举行
    days_ahead = {
        time.start_date for (_, time), is_ahead in zip(told, ahead, strict=True) if is_ahead and _is_fine(time)
    }
    for (text, time), is_ahead in zip(told, ahead, strict=True):
        opens = _begins(time) or (is_ahead and time.rule == "day_range")  # 12月16日至17日将降温 is told before the 16th
        start, end = time.start_date, time.start_date if opens else time.end_date
        if start is None or end is None:
            continue
        quote = text[max(0, time.start - 6) : time.end + 14]
        if is_ahead:
            if end.year == year and (high is None or end < high.day):
                high = _Bound(end, _is_fine(time), quote)
        elif start.year == year and start not in days_ahead and _is_over(text, time):
            day = _not_before(time, start, end, year)
            if day is not None and (low is None or day > low.day):
                low = _Bound(day, time.granularity == "day", quote)
    if low and high and high.day < low.day:
        high = None
    return low, high


def _is_fine(time: Time) -> bool:
    return time.granularity == "day" or time.rule == "day_range"


def _begins(time: Time) -> bool:
    """9月1日起，… tells what holds from then on: that day may be over or not."""
    return time.rule == "day_since" and time.mention.endswith("起")


def _is_over(text: str, time: Time) -> bool:
    """A day, a figure's period and a month of 今年 are over unless said otherwise, a bare month where words say so."""
    if _COMPARED.search(text, max(0, time.start - 2), time.start):  # 降幅比前三季度收窄
        return False
    if _IS_A_DAY.match(text, time.end):
        return False
    if _begins(time):
        return False
    if time.rule in ("year_part", "quarter") and _IN_NAME.match(text, time.end):
        return False
    if time.rule not in ("month", "year_part", "quarter") or _NAMES_YEAR.match(time.mention):
        return True
    return _PAST.search(text, time.start, time.end + 40) is not None


def _lies_ahead(text: str, time: Time) -> bool:
    """What is told as to come does, what a notice says to begin, and a year's end where nothing says that it is over.

    改造提升今年年底全部完成; 市水务公司通告：3月6日起，…
    """
    if is_to_come(text, time.start, time.end):
        return True
    if _begins(time) or (time.rule == "day_range" and "起" in time.mention):  # 交警提醒：12月1日起至12月20日，…
        return _NOTICE.search(text, max(0, time.start - _REACH), time.start) is not None
    left, right = clause(text, time.start, time.end)
    return time.mention.endswith(("年底", "年末")) and not re.search("已|了|底前|截", text[left:right])


def _not_before(time: Time, start: date, end: date, year: int) -> date | None:
    """The first day on which a past time can be told: the day after it, or within a month that is told as current."""
    told_whole = end - start > timedelta(days=45) or time.granularity in ("point", "day", "range", "ten_days")
    if time.rule == "year_part" and end - start > timedelta(days=_LONGEST):
        return None
    if told_whole and not time.mention.endswith("下半年") and "四季度" not in time.mention:
        following = end + timedelta(days=1)
        return following if following.year == year else end
    return start


def _dated(texts: Sequence[str], year: int) -> Iterator[tuple[str, Time]]:
    """Times of the calendar, read as if at the end of `year`; what goes on after ； in another year is left out."""
    last = date(year, 12, 31)
    reference = Published(last, last, last, None, None)
    goes_on: int | None = None
    for text in texts:
        for time in find_times(text, (), reference) if _MAY_BOUND.search(text) else ():
            if _CALENDAR.match(time.rule) and (goes_on in (None, year) or _NAMES_YEAR.match(time.mention)):
                yield text, time
        # 2018年全市用电量…；12月21日最大负荷…
        named = _YEAR.findall(text)
        goes_on = (int(named[-1]) if named else goes_on) if text.endswith(("；", ";")) else None
