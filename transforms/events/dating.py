"""The time at which a verb's happening took place: which of a sentence's times is its own, and what day it says."""

import calendar
import functools
import re
from collections.abc import Sequence
from datetime import date

from transforms.events.triggers import TriggerMatch
from transforms.events.vocabulary import triggers
from transforms.model import Time
from transforms.names.tables import any_of

#: Times that say no day: an event told with them is a recent one of unknown date.
_RECENT = frozenset({"近日", "日前", "前不久", "不久前", "最近", "近期", "前些天", "前段时间"})
#: The present dates a state, not a happening.
_PRESENT = frozenset({"目前", "现", "现在", "眼下", "当前", "如今", "至今", "当下", "截至目前", "迄今", "今"})
#: Hours of no day known: 10点, 每日23时至次日5时.
_HOURS = re.compile("[时点分半]$")
#: A notice holds over some weeks, from day to day: 12月1日至12月20日封闭一条车道.
_NOTICE = 62
#: From when: what happens then begins, unless it is held again and again.
_FROM = re.compile("(?:起|开始)$")
_SERIES = frozenset({"举办", "开展", "组织"})
#: What stands before a time that is part of a name: 天长市|2023年一季度重大项目; not 预计|下半年.
_OF_A_NAME = re.compile("[\u4e00-\u9fff](?<![于在到从将自至约拟])(?<!预计|计划|力争|争取|确保)$")
#: A reporter's day is not the day of what is reported: 记者|昨日|从市水务集团获悉.
_OF_NEWS = re.compile(
    "[，,]?[^，,。；;：:]{0,30}?(?:获悉|了解到|得知|发布消息|传来消息|传来喜讯|采访|见到|看到)[^，,。；;：:]{0,6}[，,：:]"
)
#: 三年前辞去…工作 tells of a life, at no time that a table could hold.
_YEARS_AGO = re.compile("[0-9一二三四五六七八九十两几多][余多]?年前$")
#: The first of its kind, or a policy with a name, is news without a date: 成立|全区首个…党支部, 推出|“稳外贸十条”.
_FIRST = re.compile("了?(?:全.{1,3}|国内|省内|市内|我[省市县区])首[个家座条批支所]|“[^”]{2,8}[条策]”")
_FOUNDING = frozenset({"成立", "推出", "出台", "组建", "设立", "建成", "发布"})
#: An undated event needs a subject of its own before its verb.
_SUBJECT = 4
_MONTH, _YEAR = 31, 366


def dating(text: str, match: TriggerMatch, times: Sequence[Time]) -> tuple[str | None, Time | None]:
    """The rule that makes a trigger an event, and its time if one is known; no rule, no event."""
    if match.trigger.word.endswith("于"):  # 成立于1998年
        after = next((time for time in times if match.end <= time.start <= match.end + 2), None)
        return ("dated clause" if after is not None and after.start_date else None), after
    around = next((time for time in times if time.start < match.start and match.end < time.end), None)
    if around is not None:  # 今年1月上线以来 as one time
        began = around.start_date is not None and around.mention.endswith("以来")
        told = began and match.trigger.type != "disaster"
        return ("dated clause", around._replace(end_date=_first_period(around))) if told else (None, None)
    last = _time_of(text, match, times)
    if last is None:
        return ("undated" if _needs_no_date(text, match) else None), None
    if last.mention in _RECENT or _OF_NEWS.match(text, last.end, match.start):
        return "recent", None
    if says_now(text, last):
        return None, None
    if last.start_date is None and last.end_date is not None and last.mention.endswith("前"):  # 年底前建成
        return "dated clause", last._replace(start_date=last.end_date)
    if last.start_date is None or last.end_date is None:
        return ("undated" if match.trigger.strength == "strong" else None), None
    if _YEARS_AGO.search(last.mention) and match.trigger.strength != "strong":
        return None, None
    return _within_reach(match, last)


def says_now(text: str, time: Time) -> bool:
    """Whether a time is the present, or a day up to which something is counted: 截至6月底."""
    counted = time.mention.startswith("截至") or text[max(0, time.start - 2) : time.start] == "截至"
    return time.mention in _PRESENT or counted


@functools.cache
def _dateless() -> re.Pattern[str]:
    return re.compile(any_of(word for word, row in triggers().items() if row.strength == "strong" or word in _FOUNDING))


def may_need_no_date(text: str) -> bool:
    """Whether a trigger is written in a text that may tell an event without a date."""
    return _dateless().search(text) is not None


def _needs_no_date(text: str, match: TriggerMatch) -> bool:
    if match.start - match.clause_start >= _SUBJECT and match.trigger.strength == "strong":
        return True
    return match.trigger.word in _FOUNDING and _FIRST.match(text, match.end) is not None


def _within_reach(match: TriggerMatch, last: Time) -> tuple[str | None, Time | None]:
    """`last` as the time of a trigger, if it is no longer than what the trigger tells takes."""
    if match.trigger.word not in _SERIES:
        last = since(last)
    days = (last.end_date - last.start_date).days
    if match.trigger.strength == "day" and days and not ("至" in last.mention and days <= _NOTICE):
        return None, None
    if days > (_MONTH if match.trigger.strength == "month" else _YEAR):
        return None, None
    return "dated clause", last


def since(time: Time) -> Time:
    """What happens from 4月起 on begins in April."""
    told = _FROM.search(time.mention) is not None and time.start_date is not None
    return time._replace(end_date=_first_period(time)) if told else time


def _first_period(time: Time) -> date:
    """The last day of the day, month or year that a time starts with: 11月15日起 → that day."""
    start = time.start_date
    if "日" in time.mention or "号" in time.mention or time.start_date == time.end_date:
        return start
    if "月" in time.mention:
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start.replace(month=12, day=31) if (start.month, start.day) == (1, 1) else time.end_date


def _time_of(text: str, match: TriggerMatch, times: Sequence[Time]) -> Time | None:
    """The last time before a trigger; one within a name gives way to the finer one before that lies in it.

    2月15日，某市2023年一季度重大项目集中开工 was on the day.
    """
    before = [time for time in times if time.end <= match.start and not is_aside(text, time)]
    if not before:
        return None
    last = before[-1]
    if match.clause_start < last.start and _OF_A_NAME.search(text, max(0, last.start - 4), last.start):
        return next((time for time in reversed(before[:-1]) if _lies_in(time, last)), last)
    return last


def _lies_in(time: Time, wider: Time) -> bool:
    """Whether a time is a part of a wider one."""
    if None in (time.start_date, time.end_date, wider.start_date, wider.end_date):
        return False
    inside = wider.start_date <= time.start_date and time.end_date <= wider.end_date
    return inside and (time.start_date, time.end_date) != (wider.start_date, wider.end_date)


def is_aside(text: str, time: Time) -> bool:
    """A time of a comparison (比|去年同月多), an end (至|次日6时), or a year of a name: 2022田园文化节."""
    if text[max(0, time.start - 1) : time.start] in ("比", "较", "至"):
        return True
    if time.start_date is None and time.end_date is None and _HOURS.search(time.mention):
        return True
    return time.mention.isdigit() or time.mention.endswith("年度") or text[time.end : time.end + 1] in ("度", "届")
