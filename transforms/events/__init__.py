"""Events: dated or datable happenings, told by a trigger, with date, place and participants.

Rules, by how the date is known: `dated clause` (a time stands before the trigger in its sentence), `open clause` (the
same for a verb of no list), `recent` (日前, 近日: no day is said), `same occasion` (仪式上, 随即: the day of the event
told just before), `undated` (a strong trigger with its subject and without a time).
"""

import bisect
import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.events.dating import dating, may_need_no_date
from transforms.events.open_verbs import open_matches
from transforms.events.triggers import TriggerMatch, find_triggers
from transforms.model import Entity, Event, NameMention, Sentence, Time
from transforms.tokens import Token

_TOLD_IN = frozenset({"body"})
#: 仪式上, 会上: on the day of what the sentences just before tell.
_THERE = re.compile(
    "(?:签约|启动|揭牌|开工|开幕|颁奖|授牌)?(?:仪式|活动|会议|大会|推进会|发布会|座谈会|会|开幕式|现场会)(?:现场|上)|活动中|现场"
)
_NEAR = 3
#: What follows at once happens when what it follows did: 连夜转移, 平台同步上线.
_AT_ONCE = re.compile("同步|随即|随后|当即|立即|迅速|连夜|紧急|火速|一夜|第一时间|一声令下")
_LONGEST_WHAT = 60
#: The days that an occasion may last which sentences behind its own belong to.
_OCCASION = 31
#: A clause with a subject of its own: no number leads it, and no verb or preposition.
_OWN_SUBJECT = 4
_SIGHT = 60
_COUNTED = re.compile("[0-9]")
_SUBJECT_TAGS = frozenset("nrstjx")
_PARTICIPANTS = frozenset({"org", "person", "program", "venue"})


@dataclass(frozen=True, slots=True)
class _Page:
    """What all sentences of an article share."""

    entities: Sequence[Entity]
    home: Entity | None


def find_events(
    sentences: Sequence[Sentence],
    tokens: Sequence[Sequence[Token]],
    times: Sequence[Sequence[Time]],
    entities: Sequence[Entity],
    mentions: Sequence[NameMention],
    home: Entity | None,
) -> list[Event]:
    """The events of one article, in reading order; all lists run beside its sentences, mentions index them.

    `home` is the place that the article is about by its own words.
    """
    page = _Page(entities, home)
    told: dict[int, list[NameMention]] = {}
    for mention in mentions:
        told.setdefault(mention.sentence, []).append(mention)
    found: list[Event] = []
    occasion: tuple[int, Time] | None = None
    for index, sentence in enumerate(sentences):
        if sentence.role not in _TOLD_IN:
            continue
        last, recent, followed = occasion, False, False
        text, names = sentence.text, told.get(index, ())
        if not times[index] and not may_need_no_date(text) and not (last and _may_go_on(sentences, last[0], index)):
            continue
        for rule, match, time in _told(text, tokens[index], times[index], names):
            if time is not None:
                occasion = index, time
            elif last and not followed and _goes_on(sentences, last, index, match, times[index]):
                rule, time, followed = "same occasion", last[1], True
            if rule and not (recent and rule == "recent"):
                recent = rule == "recent"
                found.append(_event(index, text, match, rule, time, names, page))
    return _distinct(found)


def _told(
    text: str, tokens: Sequence[Token], times: Sequence[Time], names: Sequence[NameMention]
) -> Iterator[tuple[str | None, TriggerMatch, Time | None]]:
    """A sentence's happenings: of what a time dates, one clause tells it and the rest belongs to it."""
    clauses: dict[int, int] = {}
    for match in find_triggers(text, tokens, times):
        rule, time = dating(text, match, times)
        if time is not None:
            first = clauses.setdefault(time.start, match.clause_start)
            if first != match.clause_start and not _has_own_subject(text, tokens, match):
                continue
        yield rule, match, time
    if len(clauses) < len(times):
        for match, time in open_matches(text, tokens, names, times, set(clauses)):
            yield "open clause", match, time


def _has_own_subject(text: str, tokens: Sequence[Token], match: TriggerMatch) -> bool:
    """A|项目开工，B|项目投产 are two happenings; 街道上线平台，打通14个部门数据 is one."""
    subject = text[match.clause_start : match.start][-_SIGHT:].lstrip()
    if len(subject) < _OWN_SUBJECT or _COUNTED.search(subject):
        return False
    first = bisect.bisect_left(tokens, match.clause_start, key=operator.attrgetter("start"))
    return tokens[first].tag[:1] in _SUBJECT_TAGS


def _may_go_on(sentences: Sequence[Sentence], before: int, index: int) -> bool:
    """Whether a happening of a sentence may belong to the one told in the sentence `before`, whatever it is."""
    text = sentences[index].text
    return before < index <= before + _NEAR and (
        _THERE.match(text) is not None or (index == before + 1 and _AT_ONCE.search(text) is not None)
    )


def _goes_on(
    sentences: Sequence[Sentence], occasion: tuple[int, Time], index: int, match: TriggerMatch, times: Sequence[Time]
) -> bool:
    """Whether a happening without a date of its own belongs to the one told just before."""
    before, time = occasion
    text = sentences[index].text
    if before < index <= before + _NEAR and _THERE.match(text):
        return True
    if before + 1 != index or sentences[before].paragraph != sentences[index].paragraph:
        return False
    short = time.start_date and time.end_date and (time.end_date - time.start_date).days <= _OCCASION
    dated = any(told.start_date or told.end_date for told in times)
    return bool(short and not dated and _AT_ONCE.search(text, max(0, match.start - _SIGHT), match.start))


def _event(
    index: int,
    text: str,
    match: TriggerMatch,
    rule: str,
    time: Time | None,
    names: Sequence[NameMention],
    page: _Page,
) -> Event:
    start, end = match.clause_start, match.clause_end
    entities = page.entities
    inside = [name for name in names if start <= name.start and name.end <= end]
    participants = dict.fromkeys(entities[n.entity].name for n in inside if entities[n.entity].type in _PARTICIPANTS)
    return Event(
        sentence=index,
        type=match.trigger.type,
        trigger=match.trigger.word,
        what=_what(text, start, end, time),
        start_date=time.start_date if time else None,
        end_date=time.end_date if time else None,
        place=_place(text, match, names, entities) or (page.home.name if page.home else None),
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
