"""Where a number belongs: the administrative unit of its subject, else home, as full as the document allows."""

from collections.abc import Sequence

from transforms.model import Entity
from transforms.observations.found import View
from transforms.observations.line import NAME, Line
from transforms.observations.subject import Subject

_ADMINISTRATIVE = ("省", "市", "区", "县", "镇", "乡", "街道", "村", "社区", "旗", "盟", "州", "国")
_NOT_UNITS = (
    "园区",
    "片区",
    "街区",
    "景区",
    "小区",
    "库区",
    "矿区",
    "新区核心区",
    "开发区",
    "示范区",
    "灾区",
    "城区",
    "小镇",
    "集市",
    "夜市",
    "超市",
)


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
            if entity.type == "place" and self._is_unit(entity):
                return self._full(entity), entity.place_code
            entity = self._by_name.get(entity.parent or "")
        beside = self._beside(line, view) if subject.entity is not None and subject.entity.type == "place" else None
        if beside:
            return self._full(beside), beside.place_code
        return (self._full(self._home), self._home.place_code) if self._home else (None, None)

    def _beside(self, line: Line, view: View) -> Entity | None:
        """The unit named last before the number in its clause: 城湾村|700米长的花路."""
        for word in reversed(line.between(view.slot.clause_start, view.slot.quantity.start)):
            entity = line.entities[line.names[word.ref].entity] if word.role == NAME else None
            if entity is not None and entity.type == "place" and self._is_unit(entity):
                return entity
        return None

    def _is_unit(self, entity: Entity) -> bool:
        if entity.place_code:
            return True
        name = entity.name
        return (name.endswith(_ADMINISTRATIVE) and not name.endswith(_NOT_UNITS)) or entity.parent is None

    def _full(self, entity: Entity) -> str:
        parent = entity.parent or ""
        small = entity.name.endswith(("街道", "镇", "乡", "村", "社区"))
        return parent + entity.name if small and parent and parent not in entity.name else entity.name
