"""What competes in a sentence: each reading of a number, time or name, which one stands and why the others lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from transforms.model import NameMention, Published, Quantity, Sentence, Time
from transforms.names.line import Candidate, Line
from transforms.names.org_rules import find_orgs
from transforms.names.person_rules import find_persons
from transforms.names.place_rules import find_places
from transforms.names.program_rules import find_programs
from transforms.names.words import words_in
from transforms.quantities.candidate import Numeral
from transforms.quantities.context import Context, read_context
from transforms.quantities.forms import readings_of
from transforms.quantities.measured import unit_after
from transforms.quantities.reading import NO_UNIT, Reading, read_places
from transforms.quantities.refusals import refusals_of
from transforms.times.contenders import TimeReading, time_readings
from transforms.times.rules import rules
from transforms.tokens import Token

WON = "stands"


@dataclass(frozen=True)
class Contender:
    """A reading of `text[start:end]` by a rule, and what became of it: `WON`, or why it lost."""

    start: int
    end: int
    reading: str
    rule: str
    outcome: str


def number_contenders(text: str, tokens: Sequence[Token]) -> Iterator[Contender]:
    """Every numeral of a sentence in every form that reads it; `tokens` are its words."""
    context = read_context(text, tokens)
    for place in read_places(context):
        yield from _of_numeral(context, place)


def _of_numeral(context: Context, place: Reading) -> Iterator[Contender]:
    winner, surface = place.candidate, context.text[place.start : place.end]
    if winner is None:
        why = "no unit after it and nothing that tells what it counts" if place.refused == NO_UNIT else "no quantity"
        yield Contender(place.start, place.end, "", str(place.refused), f"refused, {place.refused}: {why}")
        return
    reasons = "; ".join(f"refused, {refusal.name}: {refusal.reason}" for refusal in refusals_of(context, winner))
    yield Contender(winner.start, winner.end, _worth(winner), winner.form, reasons or WON)
    if place.number is None:
        return
    numeral = Numeral(place.start, place.end, surface, place.number, unit_after(context.plain, place.end))
    for other in readings_of(context, numeral)[1:]:
        outcome = f"lost to {winner.form}, which is tried before it"
        yield Contender(other.start, other.end, _worth(other), other.form, outcome)


def _worth(candidate) -> str:
    high = "" if candidate.high is None else f"–{candidate.high:.15g}"
    return f"{candidate.kind} {candidate.value:.15g}{high} {candidate.meaning.unit}".rstrip()


def time_contenders(
    text: str, tokens: Sequence[Token], published: Published, times: Sequence[Time], quantities: Sequence[Quantity]
) -> Iterator[Contender]:
    """Every reading of a time in a sentence where `times` and `quantities` were found at last."""
    for reading in time_readings(text, tokens, published, times):
        over = next((time for time in times if reading.start < time.end and time.start < reading.end), None)
        number = next((q for q in quantities if reading.start < q.end and q.start < reading.end), None)
        outcome = f"refused: {reading.refused}"
        if over is not None:
            outcome = WON if _is(reading, over) else f"lost to {over.mention} ({over.rule}), {_why(reading, over)}"
        elif not reading.refused:
            outcome = f"lost to the quantity {number.mention}" if number else "lost: another reading began before it"
        yield Contender(reading.start, reading.end, "time", reading.rule, outcome)


def _is(reading: TimeReading, time: Time) -> bool:
    """Whether a reading became a time, alone or with a bound or a second end beside it: 截至|10月底."""
    if reading.rule == time.rule:
        return (reading.start, reading.end) == (time.start, time.end)
    return time.rule.startswith(f"{reading.rule}_") and time.rule not in {rule.name for rule in rules()}


def _why(reading: TimeReading, time: Time) -> str:
    return "which is tried before it" if (reading.start, reading.end) == (time.start, time.end) else "which reads more"


def name_contenders(
    sentence: Sentence,
    tokens: Sequence[Token],
    names: Sequence[NameMention],
    spans: Sequence[Quantity | Time],
) -> Iterator[Contender]:
    """Every candidate for a name in a sentence where `names` were found at last, and `spans` of numbers and times."""
    line = Line(0, sentence, tokens, next(words_in([sentence.text])))
    places = find_places(line)
    orgs = find_orgs(line, places)
    persons = find_persons(line, places, orgs)
    known = {(name.start, name.end) for name in names}
    for candidate in sorted(chain(places, orgs, persons, find_programs(line, orgs)), key=lambda c: (c.start, -c.end)):
        over = next((s for s in spans if candidate.start < s.end and s.start < candidate.end), None)
        outcome = WON if (candidate.start, candidate.end) in known else _beaten(candidate, names)
        if outcome == WON and over is not None:
            outcome = f"{WON}, but for the linking of numbers {over.mention} is one word there"
        yield Contender(candidate.start, candidate.end, candidate.type, candidate.rule, outcome)


def _beaten(candidate: Candidate, names: Sequence[NameMention]) -> str:
    over = [name for name in names if candidate.start < name.end and name.start < candidate.end]
    if not over:
        return "lost: nothing else in the document bears it out"
    winner = max(over, key=lambda name: name.end - name.start)
    return f"lost to {winner.mention} ({winner.rule}), which overlaps it"
