"""Where a quantity stands: the clause, and the text on its left and right up to the next quantity or mark."""

import functools
from dataclasses import dataclass

from transforms.model import Quantity
from transforms.observations.line import Line

#: How far from a number its clause is looked at.
_FARTHEST = 120


@dataclass(frozen=True)
class Slot:
    """The place of quantity number `index` of a line.

    `text[left:quantity.start]` and `text[quantity.end:right]` are what stands beside it in its clause (inside its
    bracket, if it stands in one); `follows` tells that another quantity stands before it in the same clause.
    """

    line: Line
    index: int
    left: int
    right: int
    clause: int
    follows: bool
    bracketed: bool

    @functools.cached_property
    def quantity(self) -> Quantity:
        """The quantity itself."""
        return self.line.quantities[self.index]

    @functools.cached_property
    def before(self) -> str:
        """Text on its left."""
        return self.line.text[self.left : self.quantity.start]

    @functools.cached_property
    def after(self) -> str:
        """Text on its right."""
        return self.line.text[self.quantity.end : self.right]

    @functools.cached_property
    def clause_start(self) -> int:
        """Where its clause begins."""
        return self.line.clauses[self.clause][0]

    @functools.cached_property
    def clause_end(self) -> int:
        """Where its clause ends."""
        return self.line.clauses[self.clause][1]


def find_slots(line: Line) -> list[Slot]:
    """One slot a quantity, in order."""
    return [_slot(line, index) for index in range(len(line.quantities))]


def _slot(line: Line, index: int) -> Slot:
    quantity = line.quantities[index]
    clause = line.clause_at(quantity.start)
    left, right = line.clauses[clause]
    bracket = line.bracket_at(quantity.start)
    if bracket:
        left, right = max(left, bracket[0] + 1), min(right, bracket[1] - 1)
    follows = False
    if index:
        before = line.quantities[index - 1]
        outside = line.bracket_at(before.start)
        end = outside[1] if outside and outside != bracket else before.end
        follows = left < end <= quantity.start
        if end <= quantity.start and not line.text.startswith("连续", before.start - 2):  # 连续三年保持在5%以上
            left = max(left, end)
    if index + 1 < len(line.quantities):
        right = min(right, line.quantities[index + 1].start)
    right = max(right, quantity.end)
    left = max(left, quantity.start - _FARTHEST)
    return Slot(line, index, min(left, quantity.start), right, clause, follows, bracket is not None)
