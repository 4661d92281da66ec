"""The words that tell happenings, from lexicon/event_triggers.csv."""

import functools
import re
from dataclasses import dataclass

from transforms.lexicon import LexiconInvalid, read_table
from warehouse.schema.words import EVENT_TYPES

_KINDS = ("frame", "state", "speech", "figure", "wish")
_STRENGTHS = ("strong", "dated", "month", "day", "soft")


@dataclass(frozen=True)
class Trigger:
    """A verb that tells an event of `type`.

    A `strong` one tells one without a date too, a `dated` one with a date, a `month` one with a month or less, a `day`
    one with a single day (11月15日起范围扩大到…; what a year widened is a statistic), a `soft` one only as a completed
    act (打造了, 正式落地).
    """

    word: str
    type: str
    strength: str

    def __post_init__(self) -> None:
        if self.type not in EVENT_TYPES or self.strength not in _STRENGTHS:
            raise LexiconInvalid(f"{self.word}: {self.type}, {self.strength}")


@dataclass(frozen=True)
class StateVerb:
    """A verb that tells no happening of its own; a `frame` only leads to what does (随着, 依托)."""

    word: str
    kind: str

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise LexiconInvalid(f"{self.word}: {self.kind}")


@functools.cache
def state_verbs() -> dict[str, str]:
    """The kind of each verb that tells a state, a saying, a figure or a wish."""
    return {row.word: row.kind for row in read_table("event_states.csv", StateVerb)}


@functools.cache
def triggers() -> dict[str, Trigger]:
    """Triggers by their word."""
    return {row.word: row for row in read_table("event_triggers.csv", Trigger)}


@functools.cache
def _beginnings() -> re.Pattern[str]:
    """Where triggers may begin: first characters of theirs before second ones, and triggers of one character."""
    firsts, seconds = "".join({word[0] for word in triggers()}), "".join({word[1:2] for word in triggers()})
    alone = "".join(word for word in triggers() if len(word) == 1)
    return re.compile(f"[{firsts}](?=[{seconds}])|[{alone}]")


@functools.cache
def _by_beginning() -> dict[str, tuple[str, ...]]:
    """Triggers by their first two characters, the longest first, with those of the first character alone."""
    words = sorted(triggers(), key=len, reverse=True)
    return {word[:2]: tuple(other for other in words if other[:2] in (word[:2], word[0])) for word in words}


def _longest(text: str, start: int, words: tuple[str, ...]) -> str | None:
    for word in words:
        if text.startswith(word, start):
            return word
    return None


def written_triggers(text: str) -> list[tuple[int, str]]:
    """The triggers that are written in a text, the longest at each place, without overlaps, and where each starts."""
    known, found, reached = _by_beginning(), [], 0
    for beginning in _beginnings().finditer(text):
        start = beginning.start()
        words = known.get(text[start : start + 2]) or known.get(text[start], ())
        if words and start >= reached and (word := _longest(text, start, words)):
            found.append((start, word))
            reached = start + len(word)
    return found
