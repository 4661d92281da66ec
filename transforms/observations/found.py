"""What a rule found for one quantity, and what rules may look at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.lazy import lazy
from transforms.model import Entity
from transforms.observations.counted import phrase_after
from transforms.observations.nominal import NOTHING, Phrase
from transforms.observations.phrases import phrase_before
from transforms.observations.predicates import Predicate, read_predicate
from transforms.observations.slots import Slot

#: How many numbers back an indicator may be carried from.
_FARTHEST = 8
#: An indicator, the phrase that says it, and the index of the quantity that it was carried from (-1).
Answer = tuple[str | None, Phrase, int] | None


class View:
    """One quantity, of one `kind`, with its predicate and the phrases on both sides: what rules for it look at."""

    slot: Slot
    kind: str
    predicate: Predicate
    left: Phrase

    def __init__(self, slot: Slot) -> None:
        self.slot, self.kind = slot, slot.quantity.kind
        self.predicate = read_predicate(slot)
        self.left = phrase_before(slot.line, slot.left, self.predicate.phrase_end)

    @lazy
    def right(self) -> Phrase:
        """What stands after it; of many amounts nobody asks, since what stands before them tells all."""
        slot, quantity = self.slot, self.slot.quantity
        return phrase_after(slot.line, quantity.end, slot.right, quantity.unit, self.kind == "count")


class Found(NamedTuple):
    """The indicator of one quantity: its text, where it was read, by which rule, and how sure such readings are.

    `carried` is the index of the quantity whose indicator it is too, -1 if it was read beside the number.
    """

    text: str | None
    rule: str
    trust: float
    phrase: Phrase = NOTHING
    carried: int = -1
    role: str = ""


class Subject(NamedTuple):
    """A subject: the entity, or the words that say it where no entity does, its rule, and what lost to it."""

    entity: Entity | None
    text: str | None
    rule: str
    lost: tuple[str, ...] = ()

    @property
    def type(self) -> str | None:
        """One of the words for a subject's type, None without a subject."""
        return self.entity.type if self.entity else "group" if self.text else None


@dataclass
class Readings:
    """Views of a line's quantities, and what was found for those before the one at hand.

    `told` is what the sentence before began to measure.
    """

    views: Sequence[View]
    runs: Sequence[tuple[int, int]] = ()
    told: str | None = None
    found: list[Found] = field(default_factory=list)

    def text_of(self, index: int) -> str | None:
        """The indicator found for quantity `index`."""
        return self.found[index].text if 0 <= index < len(self.found) else None


def said(phrase: Phrase) -> Answer:
    """A phrase as an answer; an empty one is none."""
    return (phrase.text, phrase, -1) if phrase else None


def carry(readings: Readings, index: int) -> Answer:
    """The indicator of the nearest quantity before; brackets and shares of a task say nothing of what follows."""
    for before in range(index - 1, max(-1, index - _FARTHEST), -1):
        if readings.views[before].kind == "age" and readings.views[index].kind != "age":
            continue
        apart = readings.views[before].slot.bracketed or readings.found[before].rule == "task"
        if not apart and readings.text_of(before):
            return readings.text_of(before), readings.found[before].phrase, before
    return None
