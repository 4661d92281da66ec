"""Events: dated or datable happenings, told by a trigger, with date, place and participants.

Rules, by how the date is known: `dated clause` (a time stands before the trigger in its sentence), `recent` (日前,
近日: no day is said), `same occasion` (仪式上: the day of the event told just before), `undated` (a strong trigger
with its subject and without a time).
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from transforms.events.triggers import TriggerMatch, find_triggers
from transforms.model import Entity, Event, NameMention, Sentence, Time
from transforms.names import home_place
from transforms.tokens import Token

_TOLD_IN = frozenset({"body"})
#: Times that say no day: an event told with them is a recent one of unknown date.
_RECENT = frozenset({"近日", "日前", "前不久", "不久前", "最近", "近期", "前些天", "前段时间"})
#: The present dates a state, not a happening.
_PRESENT = frozenset({"目前", "现", "现在", "眼下", "当前", "如今", "至今", "当下", "截至目前", "迄今", "今"})
#: 仪式上, 会上: on the day of what the sentences just before tell.
_THERE = re.compile(
    "(?:签约|启动|揭牌|开工|开幕|颁奖|授牌)?(?:仪式|活动|会议|大会|推进会|发布会|座谈会|会|开幕式|现场会)(?:现场|上)|活动中|现场"
)
_NEAR = 3
#: Hours of no day known: 10点, 每日23时至次日5时.
_HOURS = re.compile("[时点分半]$")
#: A notice holds over some weeks, from day to day: 12月1日至12月20日封闭一条车道.
_NOTICE = 62
#: From when: what happens then begins, unless it is held again and again.
_FROM = re.compile("(?:起|开始)$")
_SERIES = frozenset({"举办", "开展", "组织", "接待"})
#: What stands before a time that is part of a name: 天长市|2023年一季度重大项目; not 预计|下半年.
_OF_A_NAME = re.compile("[\u4e00-\u9fff](?<![于在到从将自至约拟])(?<!预计|计划|力争|争取|确保)$")
#: A holiday's guests are news, a year's are statistics.
_HOLIDAY = 15
_LONGEST_WHAT = 60
#: An undated event needs a subject of its own before its verb.
_SUBJECT = 4
_PARTICIPANTS = frozenset({"org", "person", "program", "venue"})


def find_events(
    sentences: Sequence[Sentence],
    tokens: Sequence[Sequence[Token]],
    times: Sequence[Sequence[Time]],
    entities: Sequence[Entity],
    mentions: Sequence[NameMention],
) -> list[Event]:
    """The events of one article, in reading order; all lists run beside its sentences, mentions index them."""
    home = home_place(sentences, entities, mentions)
    told: dict[int, list[NameMention]] = {}
    for mention in mentions:
        told.setdefault(mention.sentence, []).append(mention)
    found: list[Event] = []
    occasion: tuple[int, Time] | None = None
    for index, sentence in enumerate(sentences):
        if sentence.role not in _TOLD_IN:
            continue
        recent = False
        for match in find_triggers(sentence.text, tokens[index], times[index]):
            rule, time = dating(sentence.text, match, times[index])
            if time is not None:
                occasion = index, time
            elif occasion and occasion[0] < index <= occasion[0] + _NEAR and _THERE.match(sentence.text):
                rule, time = "same occasion", occasion[1]
            if rule and not (recent and rule == "recent"):
                recent = rule == "recent"
                found.append(_event(index, sentence.text, match, rule, time, told.get(index, ()), entities, home))
    return _distinct(found)


def dating(text: str, match: TriggerMatch, times: Sequence[Time]) -> tuple[str | None, Time | None]:
    """The rule that makes a trigger an event, and its time if one is known; no rule, no event."""
    if match.trigger.word.endswith("于"):  # 成立于1998年
        after = next((time for time in times if match.end <= time.start <= match.end + 2), None)
        return ("dated clause" if after is not None and after.start_date else None), after
    around = next((time for time in times if time.start < match.start and match.end < time.end), None)
    if around is not None:  # 今年1月上线以来 as one time
        began = around.start_date is not None and around.mention.endswith("以来")
        told = began and match.trigger.type != "disaster"
        return ("dated clause", replace(around, end_date=_first_period(around))) if told else (None, None)
    last = _time_of(text, match, times)
    if last is None:
        told = match.trigger.strength == "strong" and match.start - match.clause_start >= _SUBJECT
        return ("undated" if told else None), None
    if last.mention in _RECENT:
        return "recent", None
    if (
        last.mention in _PRESENT
        or last.mention.startswith("截至")
        or text[max(0, last.start - 2) : last.start] == "截至"
    ):
        return None, None
    if last.start_date is None and last.end_date is not None and last.mention.endswith("前"):  # 年底前建成
        return "dated clause", replace(last, start_date=last.end_date)
    if last.start_date is None or last.end_date is None:
        return ("undated" if match.trigger.strength == "strong" else None), None
    if _FROM.search(last.mention) and match.trigger.word not in _SERIES:
        last = replace(last, end_date=_first_period(last))
    days = (last.end_date - last.start_date).days
    if match.trigger.strength == "day" and days and not ("至" in last.mention and days <= _NOTICE):
        return None, None
    if days > 366 or (days > _HOLIDAY and match.trigger.word == "接待"):
        return None, None
    return "dated clause", last


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
    before = [time for time in times if time.end <= match.start and not _is_aside(text, time)]
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


def _is_aside(text: str, time: Time) -> bool:
    """A time of a comparison (比|去年同月多), an end (至|次日6时), or a year of a name: 2022田园文化节."""
    if text[max(0, time.start - 1) : time.start] in ("比", "较", "至"):
        return True
    if time.start_date is None and time.end_date is None and _HOURS.search(time.mention):
        return True
    return time.mention.isdigit() or time.mention.endswith("年度") or text[time.end : time.end + 1] in ("度", "届")


def _event(
    index: int,
    text: str,
    match: TriggerMatch,
    rule: str,
    time: Time | None,
    names: Sequence[NameMention],
    entities: Sequence[Entity],
    home: Entity | None,
) -> Event:
    start, end = match.clause_start, match.clause_end
    inside = [name for name in names if start <= name.start and name.end <= end]
    participants = dict.fromkeys(entities[n.entity].name for n in inside if entities[n.entity].type in _PARTICIPANTS)
    return Event(
        sentence=index,
        type=match.trigger.type,
        trigger=match.trigger.word,
        what=_what(text, start, end, time),
        start_date=time.start_date if time else None,
        end_date=time.end_date if time else None,
        place=_place(text, match, names, entities) or (home.name if home else None),
        participants=tuple(participants),
        rule=rule,
    )


def _what(text: str, start: int, end: int, time: Time | None) -> str:
    if time is not None and start <= time.start < end:
        start = time.end
    return text[start:end].strip("，,、 ")[:_LONGEST_WHAT]


def _place(text: str, match: TriggerMatch, names: Sequence[NameMention], entities: Sequence[Entity]) -> str | None:
    """The place named after 在 or 于 in the sentence, nearest to the trigger."""
    told = [
        name
        for name in names
        if entities[name.entity].type == "place" and text[max(0, name.start - 1) : name.start] in ("在", "于")
    ]
    nearest = min(told, key=lambda name: abs(name.start - match.start), default=None)
    return entities[nearest.entity].name if nearest else None


def _distinct(events: list[Event]) -> list[Event]:
    """One event a sentence, trigger and date."""
    return list({(e.sentence, e.trigger, e.start_date): e for e in reversed(events)}.values())[::-1]
