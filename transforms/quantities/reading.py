"""Candidates to quantities: read every numeral of a sentence, refuse what counts nothing, say the rest."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.model import Quantity
from transforms.quantities.candidate import PERCENT, Candidate, Numeral
from transforms.quantities.confidence import STATISTICS, confidence
from transforms.quantities.context import Context, read_context
from transforms.quantities.durations import is_frequency
from transforms.quantities.forms import read_numeral
from transforms.quantities.hedging import bound_of, hedge_after, hedge_before
from transforms.quantities.measured import tidy, unit_after
from transforms.quantities.numerals import ParsedNumber, read_number
from transforms.quantities.refusals import refusal
from transforms.quantities.scan import holds_numeral, masked_by, next_numeral
from transforms.quantities.units import UnitMeaning
from transforms.tokens import Token

NO_UNIT = "no unit"
FIRST = UnitMeaning("", "rank", 1.0, "位")


class Reading(NamedTuple):
    """A place with a numeral: what it was read as and, where it is no quantity, why."""

    start: int
    end: int
    candidate: Candidate | None
    refused: str | None
    number: ParsedNumber | None = None


class Numerals(NamedTuple):
    """The numerals of a sentence: the quantities among them, how many there are, how many were refused, and how many,
    refused or not, have no unit that is known."""

    quantities: Sequence[Quantity] = ()
    count: int = 0
    refused: int = 0
    without_unit: int = 0


def read_places(context: Context) -> Iterator[Reading]:
    """Every numeral of the sentence in order, each character read once."""
    place = 0
    while match := next_numeral(context.plain, place):
        reading = _read_place(context, match)
        yield reading
        place = match.end()
        # a refused reading gives back what follows its numeral: 第一个 of 12家
        if reading.candidate is not None and reading.refused is None and reading.candidate.end > place:
            place = reading.candidate.end


def _read_place(context: Context, match: re.Match[str]) -> Reading:
    start, end = match.span()
    kind, surface, number = match.lastgroup, match.group(), None
    if kind == "numeral":
        number = read_number(surface)
        unit = unit_after(context.plain, end) if number else None
        candidate = number and read_numeral(context, Numeral(start, end, surface, number, unit))
    elif kind == "half":
        candidate = _half(surface, start, end)
    elif kind == "first":  # 居全省首位
        candidate = Candidate(start, end, surface, 1.0, FIRST, "rank", form="first")
    else:
        return Reading(start, end, None, masked_by(match))
    if candidate is None:
        return Reading(start, end, None, NO_UNIT, number)
    why = refusal(context, candidate)
    return Reading(start, end, candidate, why.name if why else None, number)


def _half(surface: str, start: int, end: int) -> Candidate:
    value = 5.0 if surface == "半成" else 50.0
    return Candidate(start, end, surface, value, PERCENT, "percent", form="half")


def find_quantities(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    """The quantities of one sentence in reading order; `tokens` are its words."""
    return list(read_numerals(text, tokens).quantities)


def read_numerals(text: str, tokens: Sequence[Token]) -> Numerals:
    """As `find_quantities`, with what became of the sentence's other numerals."""
    if not holds_numeral(text):
        return Numerals()
    context = read_context(text, tokens)
    quantities, refused, unknown = [], 0, 0
    for place in read_places(context):
        if place.candidate is None or place.refused is not None:
            refused += 1
            unknown += place.refused == NO_UNIT
        else:
            quantity = _quantity(context, place.candidate)
            quantities.append(quantity)
            unknown += not quantity.unit
    return Numerals(quantities, len(quantities) + refused, refused, unknown)


def _quantity(context: Context, candidate: Candidate) -> Quantity:
    before = hedge_before(context, candidate.start)
    after = hedge_after(context, candidate.end, candidate.kind)
    meaning = candidate.meaning
    kind = "frequency" if is_frequency(context, candidate) else candidate.kind
    return Quantity(
        candidate.start,
        candidate.end,
        context.text[candidate.start : candidate.end],
        kind,
        candidate.value,
        candidate.high,
        meaning.unit,
        tidy(candidate.value * meaning.factor),
        meaning.base,
        bound_of(candidate.inner, before, after),
        _salience(candidate, before is not None),
        candidate.form,
        confidence(candidate),
    )


def _salience(candidate: Candidate, hedged: bool) -> str:
    """Small Chinese numerals are minor (三个工作专班), unless they carry a statistic: 近三家, 八成, 第一."""
    statistic = candidate.arabic or hedged or not candidate.small_han or candidate.kind in STATISTICS
    return "core" if statistic else "minor"
