"""The places that a document names and the offices of places, with what their mentions say of what it is about."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.model import Entity, NameMention, Sentence
from transforms.names.units import Units, is_unit, is_zone

#: How much a mention says about what the article is about, by the role of its sentence.
_WEIGHTS = {"title": 6, "heading": 1, "caption": 2, "byline": 3, "body": 1}
#: What the paper's own offices say of where it is: 泰兴市统计局.
_ORGAN = re.compile(
    "委|政府|人大|政协|人民法院|人民检察院|[\u4e00-\u9fff]{1,6}局|(?:第[一二三]|中)?人民医院|融媒体|日报"
)
#: Places named in passing: those compared with, ranked among, come from or sent to.
_PASSING_BEFORE = re.compile(
    "(?:[高低快慢好优]于|相比|比|较|列|居|排|排在|排名|跻身|来自|销往|远销|发往|运往|运抵|卖到|卖往|出口|辞去|对口|援助|援建|支援"
    "|毗邻|紧邻|相邻|接壤|奔赴|远赴|前往|赴|从|返回|飞往|开往|通往|直达|驶往|寄往|送往|引自|[起止终]于|途经|途径)$"
)
_PASSING_AFTER = re.compile(
    r"平均|各县|各区|各市|(?:的)?[\d一二两三四五六七八九十]{1,3}个?(?:县|区|市|镇|乡)|第[一二三四五六七八九十\d]|前[列茅]|首位|之首|打工|务工|工地|客商|商人|游客"
    r"|援助|帮扶|援建|籍|等地|等国|等\d|等[一二三四五六七八九十]|市场|方向|订单|的订单"
)


class Told(NamedTuple):
    """A place that a sentence names, or an office, and the unit that it is, lies in or is the office of.

    `weight` is what the mention says outside the lead of an article, `in_lead` what it says there.
    """

    sentence: int
    place: Entity
    unit: Entity | None
    weight: int
    in_lead: int
    in_title: bool


class PlaceMentions:
    """The `mentions` of units and zones that are not named in passing, and those of offices, in the order of the text.

    `sentences` and `entities` are the document's; mentions that begin alike come the longest first.
    """

    def __init__(
        self, sentences: Sequence[Sentence], entities: Sequence[Entity], mentions: Sequence[NameMention]
    ) -> None:
        self.sentences, self.units = sentences, Units(entities)
        self.offices: list[Told] = []
        self.places: list[Told] = []
        named = {index: entities[index] for index in {mention.entity for mention in mentions}}
        seats = {index: seat for index, one in named.items() if (seat := self.units.seat(one)) is not None}
        units = {index: unit for index, one in named.items() if (unit := self._units_of(one))}
        chains: dict[tuple[int, ...], int] = {}  # where places that begin alike end: 江苏|常州
        for mention in mentions:
            index, one = mention.entity, named[mention.entity]
            end = chains.setdefault(mention[:2], mention.end) if one.type == "place" else mention.end
            if index in seats:
                self.offices.append(_told(mention, one, seats[index], sentences, end))
            elif index in units and (told := _told(mention, one, units[index][0], sentences, end)).weight:
                self.places.append(told)

    def _units_of(self, place: Entity) -> tuple[Entity | None] | None:
        """The unit that a place is or the one that a zone lies in, if any; None for what is neither."""
        if place.type != "place":
            return None
        return (self.units.above(place),) if is_zone(place) else (place,) if is_unit(place) else None


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


def _told(mention: NameMention, place: Entity, unit: Entity | None, sentences: Sequence[Sentence], end: int) -> Told:
    """What a mention says; `end` is where the places end that begin there."""
    sentence = sentences[mention.sentence]
    text, role, weight = sentence.text, sentence.role, 0
    if not in_passing(text, mention.start, end):
        weight = _WEIGHTS.get(role, 1) + (1 if _ORGAN.match(text, end) else 0)
    in_lead = weight + (2 if weight and role == "body" else 0)
    outside = in_lead if sentence.paragraph <= 3 else weight
    return Told(mention.sentence, place, unit, outside, in_lead, role == "title")
