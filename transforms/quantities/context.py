"""A sentence with what the rules ask of it: word boundaries, quotes, titles, the clause around a place."""

import bisect
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.model import Span
from transforms.quantities.scan import plain_text
from transforms.quantities.tables import set_phrases
from transforms.tokens import Token

_QUOTED = re.compile(r"[“「『‘\"]([^“”「」『』‘’\"]{1,40})[”」』’\"]")
_TITLED = re.compile(r"《[^《》]{1,80}》")
CLAUSE_ENDS = "，,。；;！？!?：:、（(\n"


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence's text (and its narrow form, same offsets), its words, and spans of quotes, titles, set phrases."""

    text: str
    plain: str
    starts: tuple[int, ...]
    words: tuple[str, ...]
    quotes: tuple[Span, ...]
    titles: tuple[Span, ...]
    phrases: tuple[Span, ...]

    def word_starts_at(self, place: int) -> bool:
        """Whether a word begins at `place` (the end of the text counts)."""
        at = bisect.bisect_left(self.starts, place)
        return place >= len(self.text) or (at < len(self.starts) and self.starts[at] == place)

    def word_around(self, place: int) -> tuple[int, str]:
        """Start and form of the word that holds the character at `place`."""
        at = bisect.bisect_right(self.starts, place) - 1
        return (self.starts[at], self.words[at]) if at >= 0 else (place, "")

    def before(self, place: int, reach: int) -> str:
        """At most `reach` characters that stand before `place`."""
        return self.text[max(0, place - reach) : place]

    def clause_before(self, place: int, reach: int = 16) -> str:
        """What stands before `place` in its own clause, at most `reach` characters."""
        window = self.before(place, reach)
        cut = max(window.rfind(mark) for mark in CLAUSE_ENDS)
        return window[cut + 1 :]


def read_context(text: str, tokens: Sequence[Token]) -> Context:
    """The context of one sentence."""
    return Context(
        text,
        plain_text(text),
        tuple(token.start for token in tokens),
        tuple(token.word for token in tokens),
        tuple(match.span(1) for match in _QUOTED.finditer(text)),
        tuple(match.span() for match in _TITLED.finditer(text)),
        tuple(match.span() for match in _phrase_pattern().finditer(text)),
    )


@functools.cache
def _phrase_pattern() -> re.Pattern[str]:
    phrases = sorted((re.escape(row.phrase) for row in set_phrases()), key=len, reverse=True)
    return re.compile("|".join(phrases))
