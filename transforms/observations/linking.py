"""An article's sentences on their way to observations, a step at a time for all of them."""

import itertools
import operator
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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


class _Seen(NamedTuple):
    """A sentence with its quantities, their indicators and measures; `told` began the sentence before."""

    line: Line
    told: str | None
    views: Sequence[View]
    found: Sequence[Found]
    measured: Sequence[Measured]


class Linking:
    """The sentences of one article, as far as they hold numbers or lead to some.

    `view` comes first, then `indicate`, then `date` and `own`, which need nothing of one another.
    """

    def __init__(self, reading: ArticleReading) -> None:
        self.reading = reading
        self._leads = _lead_to_numbers(reading)
        self._lines = _lines(reading)
        self._views: dict[int, list[View]] = {}
        self._seen: dict[int, _Seen] = {}
        self._dated: list[tuple[Sequence[Period], Sequence[StatusWord]]] = []
        self._owned: list[Sequence[Subject]] = []

    def view(self) -> None:
        """Each number with the words beside it."""
        for line in self._lines:
            if self._leads[line.index]:
                self._views[line.index] = list(map(View, find_slots(line)))

    def indicate(self) -> None:
        """What each number counts, and how it is measured."""
        told: dict[int, str | None] = {}
        for index, views in self._views.items():
            line = self._lines[index]
            paragraph = line.sentence.paragraph
            found = find_indicators(views, told.get(paragraph))
            measured = find_measures(views, found)
            self._seen[line.index] = _Seen(line, told.get(paragraph), views, found, measured)
            told = {paragraph: found[0].text} if found else told

    def date(self) -> None:
        """Each number's period, and whether it is done or planned."""
        periods = Periods(self.reading.published.best)
        before: tuple[Line, Sequence[StatusWord]] | None = None
        for line in self._lines:
            seen = self._seen.get(line.index)
            if seen is None:
                periods.hear(line)
                continue
            planned = before is not None and plan_goes_on(*before, line)
            dated = periods.of(line, seen.views, seen.found)
            statuses = find_statuses(line, seen.views, in_plan=periods.plans or planned)
            if not planned:
                rows = zip(dated, statuses, strict=True)
                dated = [periods.of_plan(period) if status.status == "planned" else period for period, status in rows]
            self._dated.append((dated, statuses))
            before = line, statuses

    def own(self, *, explaining: bool = False) -> None:
        """Whose each number is; `explaining`: subjects tell what lost to them too, which takes time."""
        reading, lines = self.reading, self._lines
        recurring = recurring_names([line for line in lines if self._leads[line.index]])
        subjects = Subjects(reading.entities, reading.home, lines, recurring, explaining=explaining)
        for line, following in itertools.zip_longest(lines, lines[1:]):
            seen = self._seen.get(line.index)
            if seen is None:
                subjects.hear(line)
            else:
                self._owned.append(subjects.of(line, seen.views, seen.found, following))

    def linked(self) -> list[Linked]:
        """The sentences after all steps, in order."""
        rows = zip(self._seen.values(), self._dated, self._owned, strict=True)
        return [Linked(*seen, dated, owned, statuses) for seen, (dated, statuses), owned in rows]


def linked_lines(reading: ArticleReading, *, explaining: bool = False) -> list[Linked]:
    """One article's sentences, all steps made."""
    linking = Linking(reading)
    linking.view()
    linking.indicate()
    linking.date()
    linking.own(explaining=explaining)
    return linking.linked()


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
