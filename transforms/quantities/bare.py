"""Bare numbers: every number of a text that is part of no quantity, date or code."""

from collections.abc import Sequence

from transforms.model import Quantity
from transforms.quantities.context import Context, read_context
from transforms.quantities.forms import read_slashed
from transforms.quantities.numerals import ParsedNumber
from transforms.quantities.reading import Reading, read_places
from transforms.quantities.scan import holds_numeral, is_masked
from transforms.quantities.units import unit_at
from transforms.tokens import Token

_SIGNS = "-−负負"
#: Refusals after which the numeral is still a number of its own: 一只, 九年, 第三, 4个先锋.
_NO_NUMBER = frozenset({"set phrase", "title"})


def find_numbers(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    """Numbers of one sentence that `find_quantities` leaves, kind `number`: for programs that want every number."""
    if not holds_numeral(text):
        return []
    context = read_context(text, tokens)
    found: list[Quantity] = []
    for reading in read_places(context):
        within = bool(found) and reading.start < found[-1].end  # the 1 of 0/1
        if (reading.candidate is None or reading.refused) and not within and _is_number(context, reading):
            found.append(_number(context, reading))
    return found


def _is_number(context: Context, reading: Reading) -> bool:
    if is_masked(reading.refused) or reading.refused in _NO_NUMBER or reading.number is None:
        return False
    surface = context.plain[reading.start : reading.end]
    if any(char.isdigit() and char.isascii() for char in surface):
        return not context.before(reading.start, 1).isalpha() or not context.before(reading.start, 1).isascii()
    return surface[0] not in "百千万亿佰仟萬億" and _is_word(context, reading)


def _is_word(context: Context, reading: Reading) -> bool:
    """Whether a Chinese numeral is a word, or a word with its measure word: 五, 一只; not the 四 of 四川."""
    start, _ = context.word_around(reading.start)
    last, word = context.word_around(reading.end - 1)
    end = last + len(word)
    if start != reading.start and context.text[start : reading.start] != "第":
        return False
    unit = unit_at(context.plain, reading.end)
    return end == reading.end or (unit is not None and unit[0] == end)


def _number(context: Context, reading: Reading) -> Quantity:
    number, start, end = reading.number or ParsedNumber(0.0), reading.start, reading.end
    value = number.value
    part = read_slashed(context, end)
    if part is not None:
        end, value = part[0], value / part[1]
    if context.plain[start - 1 : start] in tuple(_SIGNS) and not context.plain[: start - 1][-1:].isalnum():
        start, value = start - 1, -value
    mention = context.text[start:end]
    return Quantity(
        start, end, mention, "number", value, number.high, "", value, "", number.bound, "minor", "bare number", 0.9
    )
