"""Where a number belongs: the administrative unit of its subject, else home, as full as the document allows."""

from collections.abc import Sequence

from transforms.lazy import of_the_last
from transforms.model import Entity
from transforms.names.gazetteer import world_places
from transforms.names.place_mentions import chain_ends, in_passing
from transforms.names.units import is_unit, is_zone
from transforms.observations.found import Subject, View
from transforms.observations.line import NAME, Line, Word
from transforms.observations.persons import entity_of
from transforms.observations.whereabouts import Whereabouts

#: How much of a body's name is looked at for its place.
_LONGEST = 16


def _has_figures(place: Entity) -> bool:
    """Whether figures are told of a place as their own: of units, and of countries and cities abroad."""
    return is_unit(place) or place.name in world_places()


@of_the_last
def _by_form(entities: Sequence[Entity]) -> dict[str, Entity]:
    return {form: e for e in reversed(entities) if e.type == "place" for form in (e.name, *e.aliases)}


class Places:
    """Places of an article's numbers."""

    def __init__(self, entities: Sequence[Entity], home: Entity | None) -> None:
        self._home = home
        self._by_name = _by_form(entities)
        self._whereabouts = Whereabouts(self._holds, self._is_inside)
        self._insides: dict[str | None, bool] = {}  # by what a unit lies in
        self._ends: dict[int, int] = {}  # of the places in the sentence heard last

    def hear(self, line: Line) -> None:
        """A sentence whose numbers come next: where it says that something is."""
        self._ends = chain_ends((n.start, n.end) for n in line.names if line.entities[n.entity].type == "place")
        self._whereabouts.hear(line)

    def of(self, line: Line, view: View, subject: Subject) -> tuple[str | None, str | None]:
        """Full name and code of the unit that the subject's figures belong to."""
        unit = self._unit(line, subject.entity) or self._named_after(subject.entity)
        if subject.type == "place" and unit is not None and self._is_inside(unit):
            self._whereabouts.note(unit)
        if unit is None and subject.type != "place":
            unit = self._unit(line, self._whereabouts.of(subject))
        if unit is not None:
            return self._full(unit), unit.place_code
        beside = self._beside(line, view) if subject.entity is not None and subject.entity.type == "place" else None
        if beside:
            return self._full(beside), beside.place_code
        return (self._full(self._home), self._home.place_code) if self._home else (None, None)

    def _named_after(self, entity: Entity | None) -> Entity | None:
        """The part of home that a body's name begins with, or that of whom a person works for: 涔南镇|中心卫生院."""
        name = entity.org if entity is not None and entity.type == "person" else entity.name if entity else None
        for end in range(min(len(name or ""), _LONGEST), 1, -1):
            place = self._by_name.get(name[:end])
            told = name[:end].endswith(("镇", "乡", "街道", "村", "社区"))  # 延吉|朝阳川|国际机场 is the city's
            if told and place is not None and is_unit(place) and self._is_inside(place):
                return place
        return None

    def _is_inside(self, unit: Entity) -> bool:
        """Whether a unit is a part of home."""
        if unit.parent not in self._insides:
            self._insides[unit.parent] = self._is_within(unit.parent)
        return self._insides[unit.parent] and unit != self._home

    def _is_within(self, parent: str | None) -> bool:
        """Whether what lies in the place `parent` lies in home."""
        seen: set[str] = set()
        above = self._by_name.get(parent or "")
        while above is not None and above.name not in seen:
            if above == self._home:
                return True
            seen.add(above.name)
            above = self._by_name.get(above.parent or "")
        return False

    def _unit(self, line: Line, entity: Entity | None) -> Entity | None:
        """The unit that has figures, `entity` itself or the nearest one that it lies in."""
        seen: set[str] = set()
        while entity is not None and entity.name not in seen:
            seen.add(entity.name)
            if entity.type == "place" and _has_figures(entity) and not self._passes(line, entity):
                return entity
            entity = self._by_name.get(entity.parent or "")
        return None

    def _holds(self, line: Line, word: Word) -> bool:
        """Whether a name is that of a place nearby where something can be told to be: 在某镇, 家住某社区."""
        place = entity_of(line, word)
        here = place.type == "place" and (is_unit(place) or is_zone(place)) and place.name not in world_places()
        passing = here and in_passing(line.text, word.start, self._ends[word.start])
        return here and not passing and (self._home is None or self._is_near(place))

    def _passes(self, line: Line, place: Entity) -> bool:
        """Whether a place elsewhere is named in passing: 由江苏常州援助800万元 is spent here, not there."""
        if self._home is None or place.name == self._home.name or self._is_near(place):
            return False
        here = [n for n in line.names if line.entities[n.entity] == place]
        return bool(here) and all(in_passing(line.text, n.start, self._ends[n.start]) for n in here)

    def _is_near(self, place: Entity) -> bool:
        """Whether a place lies in the city that home lies in, or names no division at all."""
        home = self._home.place_code if self._home else None
        if place.place_code and home:
            return place.place_code[:4] == home[:4]
        return place.name not in world_places()

    def _beside(self, line: Line, view: View) -> Entity | None:
        """The unit named last before the number in its clause: 城湾村|700米长的花路."""
        for word in reversed(line.between(view.slot.clause_start, view.slot.quantity.start)):
            entity = line.entities[line.names[word.ref].entity] if word.role == NAME else None
            place = entity is not None and entity.type == "place" and is_unit(entity)
            if place and not self._passes(line, entity):
                return entity
        return None

    def _full(self, entity: Entity) -> str:
        parent = entity.parent or ""
        small = entity.name.endswith(("街道", "镇", "乡", "村", "社区"))
        return parent + entity.name if small and parent and parent not in entity.name else entity.name
