"""Where a quantity stands: the clause, and the text on its left and right up to the next quantity or mark."""

from transforms.observations.line import Line

#: How far from a number its clause is looked at.
_FARTHEST = 120


class Slot:
    """The place of quantity number `index` of a line.

    `before` and `after` (`text[left:quantity.start]`, `text[quantity.end:right]`) are what stands beside it in its
    clause (inside its bracket, if it stands in one); `follows` tells that another quantity stands before it there.
    """

    __slots__ = (
        *("after", "before", "bracketed", "clause", "clause_end", "clause_start"),
        *("follows", "index", "left", "line", "quantity", "right"),
    )

    def __init__(
        self, line: Line, index: int, left: int, right: int, clause: int, *, follows: bool, bracketed: bool
    ) -> None:
        self.line, self.index, self.left, self.right = line, index, left, right
        self.clause, self.follows, self.bracketed = clause, follows, bracketed
        self.quantity = quantity = line.quantities[index]
        self.before, self.after = line.text[left : quantity.start], line.text[quantity.end : right]
        self.clause_start, self.clause_end = line.clauses[clause]


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
    return Slot(line, index, left, max(right, quantity.end), clause, follows=follows, bracketed=bracket is not None)
