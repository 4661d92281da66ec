"""The administrative units that a text names, by what they lie in, with what their mentions weigh."""

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.model import Entity, NameMention, Sentence
from transforms.names import gazetteer
from transforms.names.tables import any_of, place_suffixes

#: How much a mention says about what the article is about, by the role of its sentence.
_WEIGHTS = {"title": 6, "heading": 1, "caption": 2, "byline": 3, "body": 1}
#: What the paper's own offices say of where it is: 泰兴市统计局.
_ORGAN = re.compile(
    "委|政府|人大|政协|人民法院|人民检察院|[\u4e00-\u9fff]{1,6}局|(?:第[一二三]|中)?人民医院|融媒体|日报"
)
#: Offices that are where their names say: 诸城市人民法院.
_OFFICES = re.compile(
    "(?:局|委|办|院|法院|检察院|政府|中心|公司|总站|支队|大队|医院|一中|中学|银行|联社|联合会|总工会)$"
)
_LONGEST = 10
#: Places named in passing: those compared with, ranked among, come from or sent to.
_PASSING_BEFORE = re.compile(
    "(?:[高低快慢好优]于|相比|比|较|列|居|排|排在|排名|跻身|来自|销往|远销|发往|运往|运抵|卖到|卖往|出口|辞去|对口|援助|援建|支援"
    "|毗邻|紧邻|相邻|接壤|奔赴|远赴|前往|赴|从|返回|飞往|开往|通往|直达|驶往|寄往|送往|引自|[起止终]于|途经|途径)$"
)
_PASSING_AFTER = re.compile(
    r"平均|各县|各区|各市|(?:的)?[\d一二两三四五六七八九十]{1,3}个?(?:县|区|市|镇|乡)|第[一二三四五六七八九十\d]|前[列茅]|首位|之首|打工|务工|工地|客商|商人|游客"
    r"|援助|帮扶|援建|籍|等地|等国|等\d|等[一二三四五六七八九十]|市场|方向|订单|的订单"
)
#: A unit that is named but once in the text is not what an article is about because its county is named but once too.
_LEAST = 2
#: The length of a county's code.
_COUNTY = 6
#: How many sentences of text the lead of an article takes.
_LEAD = 3


def bare_code(unit: Entity) -> str:
    """A unit's code as the table of divisions has it: 440600 → 4406."""
    code = unit.place_code or ""
    if len(code) != _COUNTY or not code.endswith("00"):
        return code
    return code[:2] if code.endswith("0000") else code[:4]


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


@dataclass
class PlaceTree:
    """The units that an article names, by what they lie in, with what their mentions weigh."""

    sentences: Sequence[Sentence]
    entities: Sequence[Entity]
    mentions: Sequence[NameMention]
    whole_page: bool = False

    def __post_init__(self) -> None:
        self._by_name: dict[str, Entity] = {}
        self._by_code: dict[str, Entity] = {}
        for entity in reversed(self.entities):
            if entity.type == "place":
                for form in (entity.name, *entity.aliases):
                    self._by_name[form] = entity
                self._by_code[bare_code(entity)] = entity
        self._own: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._zones: Counter[str] = Counter()
        self.titled: list[Entity] = []
        self._weigh()

    def _weigh(self) -> None:
        body = (index for index, sentence in enumerate(self.sentences) if sentence.role == "body")
        lead = max(itertools.islice(body, _LEAD), default=-1)
        named = {mention.entity: self.entities[mention.entity] for mention in self.mentions}
        seats = {index: seat for index, entity in named.items() if (seat := self._seat(entity))}
        for mention in self.mentions if seats else ():
            if mention.entity in seats:  # 诸城市|人民法院
                sentence = self.sentences[mention.sentence]
                weight = _weight(sentence, mention.start, mention.end, leads=mention.sentence <= lead)
                self._own[seats[mention.entity]] += weight
        places = [mention for mention in self.mentions if named[mention.entity].type == "place"]
        ends = {
            index: chain_ends((mention.start, mention.end) for mention in here)
            for index, here in itertools.groupby(places, key=lambda mention: mention.sentence)
        }
        units = {index: self._unit(place) for index, place in named.items() if is_unit(place) or is_zone(place)}
        for mention in places:
            if mention.entity not in units:
                continue
            place, unit, sentence = named[mention.entity], units[mention.entity], self.sentences[mention.sentence]
            end = ends[mention.sentence][mention.start]
            weight = _weight(sentence, mention.start, end, leads=mention.sentence <= lead)
            self._zones[place.name] += weight if unit is None else 0
            if not weight or unit is None:
                continue
            self._own[unit.name] += weight
            self._named[unit.name] += 1
            if sentence.role == "title" and unit is place and unit not in self.titled:
                self.titled.append(unit)

    def _unit(self, place: Entity) -> Entity | None:
        """The unit that a place is, or the one that a zone lies in."""
        return self.above(place) if is_zone(place) else place

    def _seat(self, body: Entity) -> str | None:
        """The name of the county or city that an office's begins with."""
        name = body.name if body.type == "org" and _OFFICES.search(body.name) else ""
        for end in range(min(len(name), _LONGEST) - 1, 1, -1):
            place = self._by_name.get(name[:end])
            if place is not None and 0 < len(bare_code(place)) <= _COUNTY:
                return place.name
        return None

    def above(self, unit: Entity) -> Entity | None:
        """The unit that `unit` lies in, where the document names it."""
        code = bare_code(unit)
        while code := gazetteer.parent_code(code):
            if code in self._by_code:
                return self._by_code[code]
        above = self._by_name.get(unit.parent or "")
        return above if above is not unit else None

    def county(self, unit: Entity) -> Entity:
        """The county that a smaller unit lies in, where the document names it; else the unit itself."""
        above: Entity | None = unit
        while above is not None and not 0 < len(bare_code(above)) <= _COUNTY:
            above = self.above(above)
        return above or unit

    def is_titled(self, unit: Entity) -> bool:
        """Whether titles name a unit, or a smaller one than a county that it lies in: 走进周坡镇合兴村合作社."""
        return unit in self.titled or any(
            self.lies_in(unit, titled) for titled in self.titled if not 0 < len(bare_code(titled)) <= _COUNTY
        )

    def lies_in(self, inner: Entity, outer: Entity) -> bool:
        """Whether a unit lies in another."""
        unit, seen = self.above(inner), set()
        while unit is not None and unit.name not in seen:
            if unit == outer:
                return True
            seen.add(unit.name)
            unit = self.above(unit)
        return False

    def weight(self, unit: Entity) -> int:
        """What the mentions of a unit itself weigh."""
        return self._own[unit.name]

    def home(self) -> Entity | None:
        """From the heaviest unit at the top downwards, as long as one below it outweighs its neighbours."""
        total, children = self._totals()
        inner = {name for below in children.values() for name in below}
        tops = [name for name in total if name not in inner]
        if not tops:  # 合肥经开区 of a text that names no 合肥市
            zone = max(self._zones, key=lambda name: self._zones[name], default="")
            return self._by_name[zone] if self._zones[zone] >= _LEAST else None
        titled = set() if self.whole_page else self._titled_with_above()
        best = max(tops, key=lambda name: total[name])
        while below := children.get(best):
            first, *others = sorted(below, key=lambda name: (name not in titled, -total[name]))
            rest = sum(total[name] for name in others)
            leads = first in titled and not any(name in titled for name in others)
            least = total[best] / 2 if self.whole_page else max(_LEAST, self._own[best] / 3)
            once = self._named[first] == 1 < self._named[best] and first not in children  # 创办时，只是某镇一家小作坊
            if not leads and (once or total[first] < least or total[first] <= rest * 2):
                break
            best = first
        return self._by_name[best]

    def _titled_with_above(self) -> set[str]:
        """The names of the units that titles name, and of those that they lie in."""
        found: set[str] = set()
        for unit in self.titled:
            above: Entity | None = unit
            while above is not None and above.name not in found:
                found.add(above.name)
                above = self.above(above)
        return found

    def _totals(self) -> tuple[Mapping[str, int], Mapping[str, dict[str, None]]]:
        """What each unit weighs with all that lies in it, and the units right below each."""
        total: Counter[str] = Counter()
        children: dict[str, dict[str, None]] = {}
        for name, weight in self._own.items():
            unit, path = self._by_name[name], [name]
            total[name] += weight
            while (unit := self.above(unit)) is not None and unit.name not in path:
                total[unit.name] += weight
                children.setdefault(unit.name, {})[path[-1]] = None
                path.append(unit.name)
        return total, children


def in_passing(text: str, start: int, end: int) -> bool:
    """Whether the place at `text[start:end]` is only compared with, ranked among, come from or sent to.

    从绍兴发货, 江苏常州援助800万元, 高于泰州平均.
    """
    if _PASSING_BEFORE.search(text, max(0, start - 3), start) and not _ORGAN.match(text, end):
        return True  # but 记者从东台市统计局了解到
    return _PASSING_AFTER.match(text, end) is not None


def chain_ends(spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Where the places that stand side by side end, by where the first of them begins: 江苏|常州."""
    ends: dict[int, int] = {}
    for start, end in spans:
        ends[start] = max(end, ends.get(start, end))
    return ends


def _weight(sentence: Sentence, start: int, end: int, *, leads: bool) -> int:
    text = sentence.text
    if in_passing(text, start, end):
        return 0
    lead = 2 if sentence.role == "body" and (leads or sentence.paragraph <= 3) else 0
    organ = 1 if _ORGAN.match(text, end) else 0
    return _WEIGHTS.get(sentence.role, 1) + lead + organ
