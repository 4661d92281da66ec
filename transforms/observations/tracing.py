"""Why an observation says what it says: of each field the value, what it was read from, and what lost to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from transforms.model import Observation, Quantity
from transforms.observations import ArticleReading, Linked, link_observations, linked_lines
from transforms.observations.comparing import Measured
from transforms.observations.dating import dating_times
from transforms.observations.found import Readings, Subject
from transforms.observations.indicator import answers_to
from transforms.observations.measure import measures_of
from transforms.observations.series import find_runs

#: By the rule that told the subject, where it stands.
_SUBJECTS = {
    "owner": "named right before the indicator",
    "described": "what the number's clause describes",
    "clause": "opens the number's clause",
    "stands for": "what the word that opens a clause stands for",
    "age": "whose age it is",
    "work": "the thing built or made that a clause is about",
    "happening": "the fair, festival or contest that a clause is about",
    "literal": "opens a clause and looks like a name",
    "sentence": "opens an earlier clause of the sentence",
    "sentence before": "what the sentence before is about",
    "speaker": "whose words are quoted",
    "story": "whose story the article, or this part of it, tells",
    "among": "the unit whose things are counted, named right before the number",
    "main": "whom most of the article's clauses are about",
    "home": "the place that the article is about: nothing nearer was named",
    "unresolved": "a word for a place that was not named before",
}
_PERIODS = {
    "own": "beside the number: {}",
    "clause": "in the number's clause: {}",
    "sentence": "earlier in the sentence: {}",
    "previous": "inherited from the lead before: {}",
    None: "no time governs the number",
}


@dataclass(frozen=True)
class Choice:
    """One field of the observation of a quantity: what was chosen, what it was read from, and what lost."""

    sentence: int
    quantity: Quantity
    field: str
    value: str
    source: str
    lost: str


def trace(reading: ArticleReading) -> Iterator[Choice]:
    """The choices behind the observations of an article, in their order."""
    rows = iter(link_observations(reading))
    for linked in linked_lines(reading, explaining=True):
        for index in range(len(linked.views)):
            yield from _choices(linked, index, next(rows))


def _choices(linked: Linked, index: int, row: Observation) -> Iterator[Choice]:
    status, subject = linked.statuses[index], linked.subjects[index]
    rows = (
        ("indicator", *_indicator(linked, index)),
        ("measure", _measured(row), *_measure(linked, index)),
        ("subject", *_subject(subject)),
        ("place", row.place or "", "the unit that the subject belongs to" if subject.entity else "of the article", ""),
        ("period", *_period(linked, index, row)),
        ("status", row.status, f"the word {status.word}" if status.word else "no word of plans governs it", ""),
    )
    for field, value, source, lost in rows:
        yield Choice(row.sentence, row.quantity, field, value, source, lost)


def _indicator(linked: Linked, index: int) -> tuple[str, str, str]:
    found = linked.found[index]
    readings = Readings(linked.views, find_runs(linked.views), linked.told, list(linked.found[:index]))
    others = [f"{rule}: {text}" for rule, text in answers_to(readings, index) if text != found.text]
    source = f"rule {found.rule}"
    if found.carried >= 0:
        source += f", carried from {linked.views[found.carried].slot.quantity.mention}"
    elif found.phrase:
        source += f", from {linked.line.text[found.phrase.start : found.phrase.end]}"
    return found.text or "", source, "; ".join(f"{other} (asked later)" for other in others)


def _measure(linked: Linked, index: int) -> tuple[str, str]:
    first, *others = measures_of(linked.views, linked.found, linked.measured, index)
    lost = "; ".join(f"{other.rule}: {_measured(other)} (asked later)" for other in others)
    return f"rule {first.rule}", lost


def _measured(measured: Measured | Observation) -> str:
    return " ".join(filter(None, (measured.measure, measured.direction, measured.comparison)))


def _subject(subject: Subject) -> tuple[str, str, str]:
    return subject.text or "", _SUBJECTS[subject.rule], "; ".join(f"{text} (farther)" for text in subject.lost)


def _period(linked: Linked, index: int, row: Observation) -> tuple[str, str, str]:
    period, quantity = linked.periods[index], row.quantity
    value = f"{row.period_start} – {row.period_end}" if row.period_start else ""
    if row.period_start != period.start:
        return value, "of the headline: a time that it names, or the one of the same figure in the text", ""
    dating = {start for start, _, _ in dating_times(linked.line)}
    lost = []
    for time in linked.line.times:
        if time.mention == period.told:
            continue
        why = "stands after the number" if time.start >= quantity.end else "farther from the number"
        lost.append(f"{time.mention} ({why if time.start in dating else 'compared with, repeated or in a name'})")
    return value, _PERIODS[period.basis].format(period.told), "; ".join(lost)
