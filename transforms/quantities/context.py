"""A sentence with what the rules ask of it: word boundaries, quotes, titles, the clause around a place."""

import bisect
import functools
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.model import Span
from transforms.names.tables import any_of
from transforms.quantities.scan import plain_text
from transforms.quantities.tables import set_phrases
from transforms.tokens import Token

_QUOTED = re.compile(r"[“「『‘\"]([^“”「」『』‘’\"]{1,40})[”」』’\"]")
_TITLED = re.compile(r"《[^《》]{1,80}》")
_start = operator.itemgetter(0)
CLAUSE_ENDS = "，,。；;！？!?：:、（(\n"
_CLAUSE_END = re.compile(f"[{CLAUSE_ENDS}]")


@dataclass(slots=True)
class Context:
    """A sentence's text (and its narrow form, same offsets), its words, and spans of quotes, titles, set phrases."""

    text: str
    plain: str
    tokens: Sequence[Token]
    quotes: tuple[Span, ...]
    titles: tuple[Span, ...]
    phrases: tuple[Span, ...]

    @property
    def quoted(self) -> bool:
        """Whether anything in it is quoted, a title or a fixed expression."""
        return bool(self.quotes or self.titles or self.phrases)

    def word_starts_at(self, place: int) -> bool:
        """Whether a word begins at `place` (the end of the text counts)."""
        if place >= len(self.text):
            return True
        return self.word_around(place)[0] == place

    def word_around(self, place: int) -> tuple[int, str]:
        """Start and form of the word that holds the character at `place`."""
        at = bisect.bisect_right(self.tokens, place, key=_start) - 1
        return self.tokens[at][0:3:2] if at >= 0 else (place, "")

    def before(self, place: int, reach: int) -> str:
        """At most `reach` characters that stand before `place`."""
        return self.text[place - reach if place > reach else 0 : place]

    def clause_before(self, place: int, reach: int = 16) -> str:
        """What stands before `place` in its own clause, at most `reach` characters."""
        return _CLAUSE_END.split(self.before(place, reach))[-1]


def read_context(text: str, tokens: Sequence[Token]) -> Context:
    """The context of one sentence."""
    return Context(
        text,
        plain_text(text),
        tokens,
        tuple([match.span(1) for match in _QUOTED.finditer(text)]),
        tuple([match.span() for match in _TITLED.finditer(text)]) if "《" in text else (),
        tuple([match.span() for match in _phrase_pattern().finditer(text)]),
    )


@functools.cache
def _phrase_pattern() -> re.Pattern[str]:
    return re.compile(any_of(row.phrase for row in set_phrases()))
