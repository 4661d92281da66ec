"""The rows of this room's lexicon tables."""

import functools
import re
from dataclasses import dataclass

from transforms.lexicon import read_table
from warehouse.schema.words import BOUNDS, KINDS


@dataclass(frozen=True)
class Numeral:
    """A character of numerals: the plain form that it stands for and, for plain digits and orders, its worth."""

    surface: str
    plain: str
    value: str = ""


@dataclass(frozen=True)
class Unit:
    """A unit as written. One `unit` is `factor` of `base`; a factor of 0 means that the unit is its own base.

    `stops` are characters that may not follow (成 is no unit in 成为); a `strict` unit must end where a word ends;
    an `arabic` one is no unit after a small Chinese numeral (三方, 两度).
    """

    surface: str
    unit: str
    kind: str
    factor: float = 0.0
    base: str = ""
    strict: bool = False
    arabic: bool = False
    stops: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is none of {', '.join(KINDS)}")


@dataclass(frozen=True)
class MeasureWord:
    """A measure word or counted noun; `han`: small Chinese numerals before it count too (三个)."""

    surface: str
    strict: bool = False
    han: bool = False
    stops: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Hedge:
    """Words before or after a number that make it a bound; `not_after` are characters that make them another word."""

    surface: str
    side: str
    bound: str
    not_after: str = ""

    def __post_init__(self) -> None:
        if self.bound not in BOUNDS or self.side not in ("before", "after"):
            raise ValueError(f"side {self.side!r} or bound {self.bound!r} is unknown")


@dataclass(frozen=True)
class Cue:
    """A word beside a number that tells what the number is: `cue` says of what (lasting, rank_verb, money_noun, …)."""

    word: str
    cue: str


@dataclass(frozen=True)
class SetPhrase:
    """A fixed expression with a numeral that counts nothing."""

    phrase: str
    notes: str = ""


@functools.cache
def numerals() -> tuple[Numeral, ...]:
    """Characters of numerals."""
    return read_table("numerals.csv", Numeral)


@functools.cache
def units() -> tuple[Unit, ...]:
    """Units of measurement and money."""
    return read_table("units.csv", Unit)


@functools.cache
def measure_words() -> tuple[MeasureWord, ...]:
    """Measure words and nouns that are counted without one."""
    return read_table("measure_words.csv", MeasureWord)


@functools.cache
def hedges() -> tuple[Hedge, ...]:
    """Words that turn a value into a bound."""
    return read_table("hedges.csv", Hedge)


@functools.cache
def set_phrases() -> tuple[SetPhrase, ...]:
    """Fixed expressions with numerals."""
    return read_table("set_phrases.csv", SetPhrase)


@functools.cache
def cue_words(cue: str) -> str:
    """The words of one cue as an alternation for a pattern, longest first."""
    words = sorted({row.word for row in read_table("quantity_cues.csv", Cue) if row.cue == cue}, key=len, reverse=True)
    return "|".join(map(re.escape, words))
