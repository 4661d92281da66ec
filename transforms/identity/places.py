"""Places of a document as members: divisions by code and day, others by name and where they lie."""

from collections.abc import Mapping
from datetime import date

from transforms.identity import divisions
from transforms.identity.members import Members
from transforms.model import Entity
from transforms.names.gazetteer import world_places
from warehouse.schema.keys import text_key

_WORLD = {"continent": "world", "macro_region": "world", "country": "country", "city": "city"}
_LEVELS = (("街道", "town"), ("镇", "town"), ("乡", "town"), ("村", "village"), ("社区", "village"))
_ABOVE = ("province_code", "province", "city_code", "city", "county_code", "county")
#: How far a chain of parents in a document is followed.
_DEEPEST = 8


class DocumentPlaces:
    """Places of one document: its entities, the day it was printed, and what stands for a place that is not known.

    `unknown` tells places apart that lie nowhere known: the newspaper, or the document.
    """

    def __init__(
        self, entities: Mapping[str, Entity], home: Entity | None, day: date | None, unknown: str, members: Members
    ) -> None:
        self._entities, self._home, self._day, self._unknown = entities, home, day, unknown
        self._rows = members.places
        self._known: dict[tuple[str | None, str | None], int | None] = {}
        self._above_home = self._chain(home)

    def key(self, name: str | None, code: str | None) -> int | None:
        """The key of the place that a row of the document names, its members added; None for no place."""
        if (name, code) not in self._known:
            self._known[name, code] = self._find(name, code, _DEEPEST)
        return self._known[name, code]

    def row(self, key: int) -> dict:
        """The member with that key."""
        return self._rows[key]

    def _find(self, name: str | None, code: str | None, depth: int) -> int | None:
        entity = self._entities.get(name) if name else None
        code = code or (entity.place_code if entity is not None else None)
        if code and divisions.is_known(bare := divisions.bare_code(code)):
            return self._division(divisions.as_of(bare, self._day))
        if not name:
            return None
        own = entity.name if entity is not None else name
        if own in world_places():
            return self._world(own)
        return self._named(own, entity, depth)

    def _division(self, code: str) -> int:
        for row in divisions.rows_above(code):
            self._rows.setdefault(row["place_key"], row)
        return divisions.place_key(code)

    def _world(self, name: str) -> int:
        place = world_places()[name]
        key = text_key(f"world\n{name}")
        if key not in self._rows:
            parent = self._world(place.parent) if place.parent in world_places() and place.parent != name else None
            self._add(key, name, _WORLD.get(place.kind, "natural"), parent)
        return key

    def _named(self, name: str, entity: Entity | None, depth: int) -> int:
        parent = self._parent(entity, depth) if depth else None
        own = name
        if parent is not None:  # 北仑区小港街道's 长山社区 is written with and without what it lies in
            own = name.removeprefix(self._rows[parent]["place"]) or name
        key = text_key(f"place\n{own}\n{parent or self._unknown}")
        if key not in self._rows:
            level = next((level for end, level in _LEVELS if own.endswith(end)), "zone")
            self._add(key, own, level, parent)
        return key

    def _parent(self, entity: Entity | None, depth: int) -> int | None:
        """The place above: the one that the document says, else home."""
        if entity is not None and entity.parent and entity.parent != entity.name:
            return self._find(entity.parent, None, depth - 1)
        if self._home is None or (entity is not None and entity.name in self._above_home):
            return None
        return self._find(self._home.name, self._home.place_code, depth - 1)

    def _chain(self, entity: Entity | None) -> set[str]:
        """Names of `entity` and of what it lies in, as far as the document says."""
        names: set[str] = set()
        while entity is not None and entity.name not in names:
            names.add(entity.name)
            entity = self._entities.get(entity.parent or "")
        return names

    def _add(self, key: int, name: str, level: str, parent: int | None) -> None:
        above = self._rows[parent] if parent is not None else {}
        self._rows[key] = {
            "place_key": key,
            "place": name,
            "place_code": None,
            "level": level,
            "parent_key": parent,
            **{column: above.get(column) for column in _ABOVE},
            "valid_from": None,
            "valid_to": None,
            "current_place_key": key,
        }
