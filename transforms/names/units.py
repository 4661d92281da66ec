"""The administrative units that a document names, and what they lie in."""

import functools
import re
from collections.abc import Sequence

from transforms.model import Entity
from transforms.names import gazetteer
from transforms.names.tables import any_of, place_suffixes

#: Offices that are where their names say: 诸城市人民法院.
_OFFICES = re.compile(
    "(?:局|委|办|院|法院|检察院|政府|中心|公司|总站|支队|大队|医院|一中|中学|银行|联社|联合会|总工会)$"
)
_LONGEST = 10
#: The length of a county's code.
_COUNTY = 6


def bare_code(unit: Entity) -> str:
    """A unit's code as the table of divisions has it: 440600 → 4406."""
    code = unit.place_code or ""
    if len(code) != _COUNTY or not code.endswith("00"):
        return code
    return code[:2] if code.endswith("0000") else code[:4]


def is_wide(unit: Entity) -> bool:
    """Whether a unit is a county, or wider than one."""
    return 0 < len(bare_code(unit)) <= _COUNTY


@functools.cache
def _zone_end() -> re.Pattern[str]:
    zones = (row.suffix for row in place_suffixes().values() if row.kind == "zone")
    return re.compile(f"(?:{any_of(zones)})$")


def is_zone(place: Entity) -> bool:
    """Whether a place is an industrial park, a new district or a scenic area, which administers nothing by itself."""
    return not place.place_code and _zone_end().search(place.name) is not None


def is_unit(place: Entity) -> bool:
    """Whether a place is an administrative unit, a village or community included."""
    if place.place_code:
        return True
    return (gazetteer.is_administrative(place.name) or place.name.endswith(("村", "社区"))) and not is_zone(place)


class Units:
    """The places among a document's `entities` by name and code."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.by_name: dict[str, Entity] = {}
        self._by_code: dict[str, Entity] = {}
        for entity in reversed(entities):
            if entity.type == "place":
                for form in (entity.name, *entity.aliases):
                    self.by_name[form] = entity
                self._by_code[bare_code(entity)] = entity

    def seat(self, body: Entity) -> Entity | None:
        """The county or city that an office's name begins with: 诸城市|人民法院."""
        name = body.name if body.type == "org" and _OFFICES.search(body.name) else ""
        for end in range(min(len(name), _LONGEST) - 1, 1, -1):
            place = self.by_name.get(name[:end])
            if place is not None and is_wide(place):
                return place
        return None

    def above(self, unit: Entity) -> Entity | None:
        """The unit that `unit` lies in, where the document names it."""
        code = bare_code(unit)
        while code := gazetteer.parent_code(code):
            if code in self._by_code:
                return self._by_code[code]
        above = self.by_name.get(unit.parent or "")
        return above if above is not unit else None

    def county(self, unit: Entity) -> Entity:
        """The county that a smaller unit lies in, where the document names it; else the unit itself."""
        above: Entity | None = unit
        while above is not None and not is_wide(above):
            above = self.above(above)
        return above or unit

    def lies_in(self, inner: Entity, outer: Entity) -> bool:
        """Whether a unit lies in another."""
        unit, seen = self.above(inner), set()
        while unit is not None and unit.name not in seen:
            if unit == outer:
                return True
            seen.add(unit.name)
            unit = self.above(unit)
        return False
