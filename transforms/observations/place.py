"""Where a number belongs: the administrative unit of its subject, else home, as full as the document allows."""

from collections.abc import Sequence

from transforms.model import Entity
from transforms.names.gazetteer import world_places
from transforms.names.place_tree import chain_ends, in_passing, is_unit
from transforms.observations.found import Subject, View
from transforms.observations.line import NAME, Line


def _has_figures(place: Entity) -> bool:
    """Whether figures are told of a place as their own: of units, and of countries and cities abroad."""
    return is_unit(place) or place.name in world_places()


class Places:
    """Places of an article's numbers."""

    def __init__(self, entities: Sequence[Entity], home: Entity | None) -> None:
        self._home = home
        self._by_name = {form: e for e in reversed(entities) if e.type == "place" for form in (e.name, *e.aliases)}

    def of(self, line: Line, view: View, subject: Subject) -> tuple[str | None, str | None]:
        """Full name and code of the unit that the subject's figures belong to."""
        entity, seen = subject.entity, set()
        while entity is not None and entity.name not in seen:
            seen.add(entity.name)
            if entity.type == "place" and _has_figures(entity) and not self._passes(line, entity):
                return self._full(entity), entity.place_code
            entity = self._by_name.get(entity.parent or "")
        beside = self._beside(line, view) if subject.entity is not None and subject.entity.type == "place" else None
        if beside:
            return self._full(beside), beside.place_code
        return (self._full(self._home), self._home.place_code) if self._home else (None, None)

    def _passes(self, line: Line, place: Entity) -> bool:
        """Whether a place elsewhere is named in passing: 由江苏常州援助800万元 is spent here, not there."""
        if self._home is None or place.name == self._home.name or self._is_near(place):
            return False
        ends = chain_ends((n.start, n.end) for n in line.names if line.entities[n.entity].type == "place")
        here = [n for n in line.names if line.entities[n.entity] == place]
        return bool(here) and all(in_passing(line.text, n.start, ends[n.start]) for n in here)

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
