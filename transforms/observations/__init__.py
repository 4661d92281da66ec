"""Observations: from the quantities, times and names of an article to what a statistician would write down.

The way of a sentence: slots (what stands beside each number) → views (predicate, phrases) → indicator → measure →
period → status → subject → place → confidence. Subjects and periods reach over the sentences that follow.
"""

import itertools
import operator
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.model import Entity, NameMention, Observation, Published, Quantity, Sentence, Time
from transforms.observations.comparing import Measured
from transforms.observations.confidence import confidence
from transforms.observations.dating import Period
from transforms.observations.found import Found, View
from transforms.observations.indicator import find_indicators
from transforms.observations.line import Line
from transforms.observations.measure import find_measures
from transforms.observations.period import Periods
from transforms.observations.place import Places
from transforms.observations.recurring import recurring_names
from transforms.observations.slots import find_slots
from transforms.observations.status import STANDING, find_statuses, plan_goes_on, to_come
from transforms.observations.subject import Subject, Subjects
from transforms.observations.subject_types import subject_type
from transforms.observations.titled import date_titles
from transforms.observations.words import StatusWord
from transforms.tokens import Token


@dataclass(frozen=True)
class ArticleReading:
    """One article as read so far; lists a sentence long run beside `sentences`, mentions index them and `entities`."""

    sentences: Sequence[Sentence]
    tokens: Sequence[Sequence[Token]]
    quantities: Sequence[Sequence[Quantity]]
    times: Sequence[Sequence[Time]]
    entities: Sequence[Entity]
    mentions: Sequence[NameMention]
    home: Entity | None
    published: Published
    title: str | None


@dataclass(frozen=True)
class Linked:
    """A sentence's quantities with what was found for each field of theirs; `told` began the sentence before."""

    line: Line
    told: str | None
    views: Sequence[View]
    found: Sequence[Found]
    measured: Sequence[Measured]
    periods: Sequence[Period]
    subjects: Sequence[Subject]
    statuses: Sequence[StatusWord]


def link_observations(reading: ArticleReading) -> list[Observation]:
    """One observation a quantity, in order of the article's sentences."""
    places = Places(reading.entities, reading.home)
    rows = [row for linked in linked_lines(reading) for row in observations_of(linked, reading.published, places)]
    return date_titles(rows, reading.sentences, reading.times)


def linked_lines(reading: ArticleReading, *, explaining: bool = False) -> Iterator[Linked]:
    """The article's sentences in order, as far as they hold numbers or lead to some.

    `explaining`: subjects tell what lost to them too, which takes time.
    """
    leads = _lead_to_numbers(reading)
    lines = _lines(reading)
    recurring = recurring_names([line for line in lines if leads[line.index]])
    periods = Periods(reading.published.best)
    subjects = Subjects(reading.entities, reading.home, lines, recurring, explaining=explaining)
    told: dict[int, str | None] = {}
    linked: Linked | None = None
    for line, following in itertools.zip_longest(lines, lines[1:]):
        if not leads[line.index]:
            subjects.hear(line)
            periods.hear(line)
            continue
        paragraph = line.sentence.paragraph
        planned = linked is not None and plan_goes_on(linked.line, linked.statuses, line)
        linked = _link(line, following, told.get(paragraph), periods, subjects, planned=planned)
        yield linked
        told = {paragraph: linked.found[0].text} if linked.found else told


def _lines(reading: ArticleReading) -> list[Line]:
    names = defaultdict(list)
    for mention in reading.mentions:
        names[mention.sentence].append(mention)
    for found in names.values():
        found.sort(key=operator.itemgetter(1))
    rows = zip(reading.sentences, reading.tokens, reading.quantities, reading.times, strict=True)
    return [Line(index, *row, names[index], reading.entities) for index, row in enumerate(rows)]


def _lead_to_numbers(reading: ArticleReading) -> list[bool]:
    """Which sentences have a number, or one after them in their paragraph: what the others are about reaches none."""
    leads: list[bool] = []
    paragraph = -1
    for sentence, quantities in zip(reversed(reading.sentences), reversed(reading.quantities), strict=True):
        following = bool(leads) and leads[-1] and sentence.paragraph == paragraph
        leads.append(bool(quantities) or following)
        paragraph = sentence.paragraph
    return leads[::-1]


def _link(
    line: Line, following: Line | None, told: str | None, periods: Periods, subjects: Subjects, *, planned: bool
) -> Linked:
    views = list(map(View, find_slots(line)))
    found = find_indicators(views, told)
    measured = find_measures(views, found)
    dated = periods.of(line, views, found)
    owned = subjects.of(line, views, found, following)
    statuses = find_statuses(line, views, in_plan=periods.plans or planned)
    if not planned:
        rows = zip(dated, statuses, strict=True)
        dated = [periods.of_plan(period) if status.status == "planned" else period for period, status in rows]
    return Linked(line, told, views, found, measured, dated, owned, statuses)


def observations_of(linked: Linked, published: Published, places: Places) -> list[Observation]:
    """The observations of a linked sentence; those of one article must come in order."""
    places.hear(linked.line)
    columns = (linked.views, linked.found, linked.measured, linked.periods, linked.subjects, linked.statuses)
    return [_observation(linked.line, published, places, *row) for row in zip(*columns, strict=True)]


def _observation(
    line: Line,
    published: Published,
    places: Places,
    seen: View,
    found: Found,
    measured: Measured,
    period: Period,
    subject: Subject,
    status: StatusWord,
) -> Observation:
    planned = status.status == "planned" or (status is not STANDING and to_come(period, published.best))
    measure = status.measure if planned and status.measure and measured.measure == "level" else measured.measure
    place, code = places.of(line, seen, subject)
    return Observation(
        sentence=line.index,
        quantity=seen.slot.quantity,
        indicator=found.text,
        measure=measure,
        direction=measured.direction,
        comparison=measured.comparison,
        subject=subject.text,
        subject_type=subject_type(subject),
        place=place,
        place_code=code,
        period_start=period.start,
        period_end=period.end,
        period_basis=period.basis,
        status="planned" if planned else "actual",
        rule=found.rule,
        confidence=confidence(seen, found, period, subject),
    )
