"""A sentence as the rules for observations see it: its words, with times, quantities and names as one word each."""

import bisect
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.lazy import lazy
from transforms.model import Entity, NameMention, Quantity, Sentence, Time
from transforms.observations.clause import Clause, after_openers
from transforms.observations.tiling import NAME, QUANTITY, TEXT, TIME, Word, tile
from transforms.observations.words import clause_hint, clause_pattern
from transforms.tokens import Tokens

__all__ = ["NAME", "QUANTITY", "TEXT", "TIME", "Clause", "Line", "Word"]

#: What ends a clause. A dash does (——), the mark between items of a list (、) does not.
_BREAK = re.compile(r"[，,；;：:。！!？?…—\n]")
_start_of = operator.itemgetter(0)
_OPEN, _BRACKET = "（([【", re.compile(r"[（(\[【）)\]】]")


@dataclass(eq=False)
class Line:
    """A sentence with what was found in it; `names` index `entities`. Its words tile its text."""

    index: int
    sentence: Sentence
    tokens: Tokens
    quantities: Sequence[Quantity]
    times: Sequence[Time]
    names: Sequence[NameMention]
    entities: Sequence[Entity]
    text: str = field(init=False)
    #: The types of those that are named in it, and whether a person is.
    types: frozenset[str] = field(init=False)
    persons: bool = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.sentence.text
        self.types = frozenset([self.entities[name.entity].type for name in self.names]) if self.names else frozenset()
        self.persons = "person" in self.types
        self._held: dict[str, bool] = {}

    def holds(self, role: str) -> bool:
        """Whether a word of a clause's `role` stands anywhere in it: asked once, before each of its words is tried."""
        known = self._held.get(role)
        if known is None:
            hinted = clause_hint(role).search(self.text) is not None
            known = self._held[role] = hinted and clause_pattern(role).search(self.text) is not None
        return known

    @lazy
    def words(self) -> tuple[Word, ...]:
        """The words in order: spans of quantities, times and outermost names, tokens between them."""
        return tuple(tile(self.text, self.tokens, self.quantities, self.times, self.names))

    @lazy
    def _starts(self) -> list[int]:
        return list(map(_start_of, self.words))

    def first_at(self, position: int) -> int:
        """Index of the first word that starts at or after `position`."""
        return bisect.bisect_left(self._starts, position)

    def before(self, position: int) -> int:
        """Index of the word that ends at `position` or holds the character before it; -1 at the start."""
        return bisect.bisect_left(self._starts, position) - 1

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """Words that lie within `text[start:end]`."""
        found = self.words[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]
        return found[:-1] if found and found[-1].end > end else found

    def names_between(self, start: int, end: int) -> Sequence[NameMention]:
        """Names that begin within `text[start:end]`."""
        starts = self._name_starts
        return self.names[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]

    @lazy
    def _name_starts(self) -> list[int]:
        return [name.start for name in self.names]

    @lazy
    def worded(self) -> list[Clause]:
        """What stands between marks, none of which stands inside a name or a quantity, with its words."""
        words, starts, found, start, first = self.words, self._starts, [], 0, 0
        for mark in _BREAK.finditer(self.text):
            end = mark.start()
            at = bisect.bisect_right(starts, end) - 1
            if words[at].role == TEXT:
                if start < end:
                    own = words[first:at]
                    found.append(Clause(start, end, own, after_openers(own)))
                start, first = end + 1, at + 1
        if start < len(self.text):
            found.append(Clause(start, len(self.text), words[first:], after_openers(words[first:])))
        return found

    @lazy
    def clauses(self) -> list[tuple[int, int]]:
        """The spans of its clauses; they don't overlap."""
        return [clause[:2] for clause in self.worded]

    def clause_at(self, position: int) -> int:
        """Index of the clause that holds `position` or, on a mark, of the one before it."""
        return max(0, bisect.bisect_right(self._clause_starts, position) - 1)

    @lazy
    def _clause_starts(self) -> list[int]:
        return [start for start, _ in self.clauses]

    @lazy
    def brackets(self) -> tuple[tuple[int, int], ...]:
        """Spans of balanced round brackets, outermost only, with their marks."""
        found, stack = [], []
        for mark in _BRACKET.finditer(self.text):
            if mark.group() in _OPEN:
                stack.append(mark.start())
            elif stack:
                start = stack.pop()
                if not stack:
                    found.append((start, mark.end()))
        return tuple(found)

    def bracket_at(self, position: int) -> tuple[int, int] | None:
        """The bracket that holds `position`."""
        at = bisect.bisect_left(self.brackets, (position, position)) - 1
        return self.brackets[at] if at >= 0 and position < self.brackets[at][1] else None

    @lazy
    def bracket_starts(self) -> dict[int, int]:
        """Where each bracket begins, by where it ends."""
        return {end: start for start, end in self.brackets}
