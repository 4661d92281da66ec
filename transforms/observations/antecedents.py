"""What 该镇, 全市 or 公司 stand for: names told before, by their level or kind, and the units that home lies in."""

from collections.abc import Callable, Sequence

from transforms.lazy import of_the_last
from transforms.model import Entity, NameMention
from transforms.names.gazetteer import codes_by_name
from transforms.names.place_mentions import in_passing
from transforms.observations.line import Line
from transforms.observations.words import SubjectWord

_COMPANY = ("公司", "集团", "厂", "企业", "股份", "实业", "科技", "控股")
_ENDINGS = {
    "公司": _COMPANY,
    "医院": ("医院", "卫生院", "卫生中心"),
    "学校": ("学校", "大学", "学院", "小学", "完小", "中心校", "中学", "高中", "职高", "幼儿园", "一中", "二中"),
}
#: Sizes of units that bear a code, by the words for them.
_OF_CODES = {
    "省": "province", "市": "city", "州": "city", "盟": "city", "县": "county", "区": "county", "旗": "county",
}  # fmt: skip
_LEVELS = ("省", "市", "区", "县", "镇", "乡", "街道", "村", "社区")
#: Party and government organs speak for their place.
_ORGANS = (
    "党工委",
    "党委",
    "党支部",
    "党总支",
    "村委会",
    "居委会",
    "办事处",
    "人民政府",
    "管委会",
    "区委区政府",
    "市委市政府",
    "县委县政府",
    "政府",
    "区委",
    "县委",
    "市委",
)

#: No 园区, 中心 or 项目 is meant by these: “企业吹哨、园区报到”平台.
_NO_THINGS = frozenset({"person", "program", "work", "award", "product"})
#: What 园区 and 园内 stand for.
_ZONES = ("园", "园区", "开发区", "高新区", "经开区", "集中区", "工业区", "示范区", "保税区", "港区", "新城", "新区")


def named_of(entity: Entity, level: str) -> bool:
    """Whether a place's name says that it is of a level."""
    return entity.name.endswith(level) and not (level == "区" and entity.name.endswith("社区"))


def _tells_level(name: str) -> bool:
    """Whether a name ends with its level: 凉山州, 乌拉特前旗; 杭州 only sounds so."""
    return name.endswith(_LEVELS) or (name.endswith(("州", "旗", "盟")) and name in codes_by_name())


def is_of(entity: Entity, level: str) -> bool:
    """Whether a place whose name does not tell its level (旬阳) is of this one by its code."""
    code = entity.place_code or ""
    if len(code) != len("532300") or _tells_level(entity.name):
        return False
    size = "province" if code[2:] == "0000" else "city" if code[4:] == "00" else "county"
    return _OF_CODES.get(level) == size


def spelt_out(entity: Entity, word: SubjectWord) -> str:
    """The name of what `word` stands for; 全州 says of 楚雄, which is named without, that it is 楚雄州."""
    bare = word.refers == "place" and not _tells_level(entity.name) and entity.place_code
    return entity.name + word.to if bare else entity.name


def _forms(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


_LIE = ("place", "venue")


def _inner_first(name: NameMention) -> tuple[int, int]:
    return name.end, name.end - name.start


@of_the_last
def _by_form(entities: Sequence[Entity]) -> dict[str, Entity]:
    return {form: entity for entity in reversed(entities) for form in reversed(_forms(entity))}


class Antecedents:
    """Names told so far in an article."""

    def __init__(self, entities: Sequence[Entity], home: Entity | None) -> None:
        self._home = home
        self._by_name = _by_form(entities)
        self._told: list[Entity] = []
        self._topics: list[Entity] = []
        self._begun = 0  # how many topics were told before this paragraph

    def begin(self) -> None:
        """A paragraph begins."""
        self._begun = len(self._topics)

    def take(self, line: Line, start: int, end: int) -> None:
        """Remember the names in `text[start:end]`, those inside others first."""
        names = line.names_between(start, end)
        for name in sorted(names, key=_inner_first) if len(names) > 1 else names:
            entity = line.entities[name.entity]
            if entity.type not in _LIE or not in_passing(line.text, name.start, name.end):  # 驶往|天津港
                self._told.append(entity)

    def note(self, topic: Entity) -> None:
        """Remember what a clause is about: 公司 stands for such a one rather than for one told in passing."""
        self._topics.append(topic)

    def firm(self) -> Entity | None:
        """The firm that the last clause with a topic was about."""
        last = self._topics[-1] if self._topics else None
        return last if last is not None and last.type == "org" and last.name.endswith(_COMPANY) else None

    def resolve(self, word: SubjectWord) -> Entity | None:
        """What `word` stands for, if something told before fits."""
        if word.refers == "place":
            return self._place(word)
        if word.refers == "org":
            return self._last("org", _ENDINGS.get(word.to))
        if word.refers == "thing":
            return self._last_any(word.to)
        return None

    def _place(self, word: SubjectWord) -> Entity | None:
        if "辖区" in word.word and self._topics and self._topics[-1].type == "place":  # 某社区…，辖区|面积
            return self._topics[-1]
        levels = (word.to,)
        whole = word.word.startswith(("全", "我", "本")) or word.word in ("街道", "辖区")
        here = reversed(self._topics[max(self._begun, len(self._topics) - 8) :])
        told = next((entity for entity in here if entity.type == "place" and named_of(entity, word.to)), None)
        told = told or (None if whole else self._last("place", levels))
        if told is None and word.word.startswith("该") and self._told:
            told = self._last("place", None)  # 圭亚那首都乔治敦…，该市
        named = told or self._above(word.to) or self._last("place", levels)
        return named or self._above(word.to, is_of) or self._last("place", levels, is_of)

    def _above(self, level: str, fits: Callable[[Entity, str], bool] = named_of) -> Entity | None:
        """Home, or the unit of `level` that it lies in."""
        entity, seen = self._home, set()
        while entity is not None and entity.name not in seen:
            seen.add(entity.name)
            if fits(entity, level):
                return entity
            inner = self._inner(entity.name, level)
            if inner:
                return self._by_name.get(inner) or Entity(inner, (), "place")
            entity = self._by_name.get(entity.parent or "")
        return None

    def _inner(self, name: str, level: str) -> str | None:
        """北仑区 of 北仑区小港街道 for the level 区."""
        at = name.find(level, 1)
        if at < 0 or at + len(level) >= len(name) or level in ("村", "社区"):
            return None
        inner = name[: at + len(level)]
        return inner if inner in self._by_name else None

    def _last(
        self, kind: str, endings: Sequence[str] | None, fits: Callable[[Entity, str], bool] | None = None
    ) -> Entity | None:
        recent = (
            (*reversed(self._topics[-8:]), *reversed(self._told[-40:])) if kind == "org" else reversed(self._told[-40:])
        )
        for entity in recent:
            if entity.type != kind:
                continue
            if fits and endings and fits(entity, endings[0]):
                return entity
            if not fits and (endings is None or entity.name.endswith(tuple(endings))):
                return entity
        return None

    def _last_any(self, noun: str) -> Entity | None:
        recent = [entity for entity in self._told[-40:] if entity.type not in _NO_THINGS]
        recent = [self._home, *recent] if self._home else recent
        if noun == "园":
            zones = (self._zone(entity) for entity in reversed(recent))
            return next((zone for zone in zones if zone is not None), None)
        for entity in reversed(recent):
            if any(form.endswith(noun) for form in _forms(entity)):
                return entity
        for entity in reversed(recent):
            if any(noun in form for form in _forms(entity)):
                return entity
        return None

    def _zone(self, entity: Entity) -> Entity | None:
        """The zone that an entity is or administers: 平安经济开发区|管委会."""
        name = entity.name.removesuffix("管委会")
        if not name.endswith(_ZONES):
            return None
        return (
            entity
            if name == entity.name
            else self._by_name.get(name) or Entity(name, (), "place", parent=entity.parent)
        )

    def governed_by(self, entity: Entity) -> Entity:
        """The place that a party or government organ speaks for (尚田街道党委 → 尚田街道); any other name itself."""
        if entity.type != "org":
            return entity
        for organ in _ORGANS:
            place = self._place_of(entity.name.removesuffix(organ)) if entity.name.endswith(organ) else None
            if place is not None:
                return place
        return self._settlement(entity) or entity

    def _settlement(self, organ: Entity) -> Entity | None:
        """The village or community of an organ that no name for itself is told of: 丁河镇|简村|党支部."""
        name = next((organ.name.removesuffix(end) for end in _ORGANS if organ.name.endswith(end)), "")
        if not name.endswith(("村", "社区")):
            return None
        above = next((place for at in range(len(name) - 2, 1, -1) if (place := self._by_name.get(name[:at]))), None)
        town = above if above is not None and above.type == "place" else None
        own = name if town is None else next(name.removeprefix(f) for f in _forms(town) if name.startswith(f))
        return Entity(own, (), "place", parent=town.name if town else None)

    def _place_of(self, name: str) -> Entity | None:
        """The place of that name, or the one whose name ends it: 万新街道|十里社区."""
        for at in range(max(1, len(name) - 1)):
            place = self._by_name.get(name[at:])
            if place is not None and place.type == "place":
                return place
        return None

    def named(self, form: str) -> Entity | None:
        """The entity that has `form` for a name."""
        return self._by_name.get(form)
