"""Where a quantity stands: the clause, and the text on its left and right up to the next quantity or mark."""

from dataclasses import dataclass, field

from transforms.model import Quantity
from transforms.observations.line import Line

#: How far from a number its clause is looked at.
_FARTHEST = 120


@dataclass(eq=False, slots=True)
class Slot:
    """The place of quantity number `index` of a line.

    `before` and `after` (`text[left:quantity.start]`, `text[quantity.end:right]`) are what stands beside it in its
    clause (inside its bracket, if it stands in one); `follows` tells that another quantity stands before it there.
    """

    line: Line
    index: int
    left: int
    right: int
    clause: int
    follows: bool
    bracketed: bool
    quantity: Quantity = field(init=False)
    before: str = field(init=False)
    after: str = field(init=False)
    clause_start: int = field(init=False)
    clause_end: int = field(init=False)

    def __post_init__(self) -> None:
        self.quantity = quantity = self.line.quantities[self.index]
        self.before = self.line.text[self.left : quantity.start]
        self.after = self.line.text[quantity.end : self.right]
        self.clause_start, self.clause_end = self.line.clauses[self.clause]


def find_slots(line: Line) -> list[Slot]:
    """One slot a quantity, in order."""
    return [_slot(line, index) for index in range(len(line.quantities))]


def _slot(line: Line, index: int) -> Slot:
    quantity = line.quantities[index]
    clause = line.clause_at(quantity.start)
    left, right = line.clauses[clause]
    bracket = line.bracket_at(quantity.start) if line.brackets else None
    if bracket:
        left, right = max(left, bracket[0] + 1), min(right, bracket[1] - 1)
    follows = False
    if index:
        before = line.quantities[index - 1]
        outside = line.bracket_at(before.start) if line.brackets else None
        end = outside[1] if outside and outside != bracket else before.end
        follows = left < end <= quantity.start
        if end <= quantity.start and not line.text.startswith("连续", before.start - 2):  # 连续三年保持在5%以上
            left = max(left, end)
    if index + 1 < len(line.quantities):
        right = min(right, line.quantities[index + 1].start)
    left = min(max(left, quantity.start - _FARTHEST), quantity.start)
    return Slot(line, index, left, max(right, quantity.end), clause, follows, bracket is not None)
