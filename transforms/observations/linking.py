"""An article's sentences on their way to observations, a step at a time for all of them."""

import itertools
import operator
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.model import Entity, NameMention, Published, Quantity, Sentence, Time
from transforms.observations.comparing import Measured
from transforms.observations.dating import Period
from transforms.observations.found import Found, View
from transforms.observations.indicator import find_indicators
from transforms.observations.line import Line
from transforms.observations.measure import find_measures
from transforms.observations.period import Periods
from transforms.observations.recurring import recurring_names
from transforms.observations.slots import find_slots
from transforms.observations.status import find_statuses, plan_goes_on
from transforms.observations.subject import Subject, Subjects
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


class Linked:
    """A sentence's quantities with what was found for each field of theirs; `told` began the sentence before."""

    told: str | None
    views: Sequence[View]
    found: Sequence[Found]
    measured: Sequence[Measured]
    periods: Sequence[Period]
    statuses: Sequence[StatusWord]
    subjects: Sequence[Subject]

    def __init__(self, line: Line) -> None:
        self.line = line


class Linking:
    """The sentences of one article, as far as they hold numbers or lead to some; `STEPS` are made in their order."""

    def __init__(self, reading: ArticleReading) -> None:
        self.reading = reading
        leads = _lead_to_numbers(reading)
        self._lines = _lines(reading)
        self._linked = {line.index: Linked(line) for line in self._lines if leads[line.index]}
        self._recurring: frozenset[str] = frozenset()

    @property
    def linked(self) -> Iterable[Linked]:
        """The sentences in order, with what the steps found."""
        return self._linked.values()

    def view(self) -> None:
        """What stands beside each number."""
        for linked in self.linked:
            linked.views = list(map(View, find_slots(linked.line)))

    def indicate(self) -> None:
        """What each number counts; a sentence may go on with what the one before it in its paragraph began with."""
        told: dict[int, str | None] = {}
        for linked in self.linked:
            paragraph = linked.line.sentence.paragraph
            linked.told = told.get(paragraph)
            linked.found = find_indicators(linked.views, linked.told)
            told = {paragraph: linked.found[0].text} if linked.found else told

    def measure(self) -> None:
        """How each number is measured."""
        for linked in self.linked:
            linked.measured = find_measures(linked.views, linked.found)

    def date(self) -> None:
        """Each number's period, and whether it is done or planned."""
        periods, before = Periods(self.reading.published.best), None
        for line in self._lines:
            linked = self._linked.get(line.index)
            if linked is None:
                periods.hear(line)
                continue
            planned = before is not None and plan_goes_on(before.line, before.statuses, line)
            dated = periods.of(line, linked.views, linked.found)
            statuses = find_statuses(line, linked.views, in_plan=periods.plans or planned)
            if not planned:
                rows = zip(dated, statuses, strict=True)
                dated = [periods.of_plan(period) if status.status == "planned" else period for period, status in rows]
            linked.periods, linked.statuses, before = dated, statuses, linked

    def name(self) -> None:
        """What clauses name though no entity does."""
        self._recurring = recurring_names([linked.line for linked in self.linked])

    def own(self, *, explaining: bool = False) -> None:
        """Whose each number is; `explaining`: subjects tell what lost to them too, which takes time."""
        reading, lines = self.reading, self._lines
        subjects = Subjects(reading.entities, reading.home, lines, self._recurring, explaining=explaining)
        for line, following in itertools.zip_longest(lines, lines[1:]):
            linked = self._linked.get(line.index)
            if linked is None:
                subjects.hear(line)
            else:
                linked.subjects = subjects.of(line, linked.views, linked.found, following)


#: Small ones: the rules of each stay in the processor's caches while all articles take it.
STEPS = (Linking.view, Linking.indicate, Linking.measure, Linking.date, Linking.name, Linking.own)


def linked_lines(reading: ArticleReading, *, explaining: bool = False) -> Iterable[Linked]:
    """One article's sentences, all steps made."""
    linking = Linking(reading)
    for step in STEPS[:-1]:
        step(linking)
    linking.own(explaining=explaining)
    return linking.linked


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
