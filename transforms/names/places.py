"""Which place a name means in its document: codes, parents, full names, and the place that an article is about."""

import functools
import itertools
import re
from collections import Counter
from collections.abc import Sequence, Set

from transforms.model import Entity, NameMention, Sentence
from transforms.names import gazetteer
from transforms.names.line import Candidate


class Atlas:
    """What a document's place names say together about where it is: the divisions that it supports.

    Built from all place candidates of the document, by sentence; `resolve` then gives the code of each.
    """

    def __init__(self, chains: Sequence[Sequence[Candidate]]) -> None:
        every = [candidate for chain in chains for candidate in chain if candidate.codes]
        self._firm: Counter[str] = Counter()
        for candidate in every:
            if len(candidate.codes) == 1 and (candidate.rule != "division short" or len(candidate.codes[0]) <= 4):
                self._support(candidate.codes[0])
        for chain in chains:
            for upper, lower in itertools.pairwise(chain):
                for code in lower.codes:
                    if any(gazetteer.lies_in(code, above) for above in upper.codes):
                        self._support(code)

    def _support(self, code: str) -> None:
        for length in (9, 6, 4, 2):
            if len(code) >= length:
                self._firm[code[:length]] += 1

    def resolve(self, candidate: Candidate, above: str = "") -> str:
        """The code that `candidate` means here, empty when nothing decides; `above` is the place right before it."""
        inside = [code for code in candidate.codes if above and gazetteer.lies_in(code, above)]
        if inside:
            return min(inside, key=len)
        best = max(candidate.codes, key=self._score, default="")
        if not best or (candidate.rule == "division short" and not self._named(best)):
            return ""
        if len(candidate.codes) > 1 and not any(self._score(best)[:3]):
            wider = [code for code in candidate.codes if len(code) < 9]
            return wider[0] if len(wider) == 1 else ""
        return best

    def _score(self, code: str) -> tuple[int, int, int, int]:
        upper = gazetteer.parent_code(code)
        return self._firm[code], self._firm[upper], self._firm[code[:4]] if len(code) > 4 else 0, -len(code)

    def _named(self, code: str) -> bool:
        """A county's short name needs its full name, its city or a town of it; a province's or city's needs nothing."""
        return len(code) <= 4 or self._firm[code] > 0 or self._firm[code[:4]] > 0


def resolve_place(name: str, context: Sequence[str] = ()) -> tuple[str, str]:
    """The official full name (县 before 乡镇) and code of `name`, given codes of places named beside it.

    An unknown or undecided name comes back as it is, with an empty code.
    """
    codes = gazetteer.codes_by_name().get(name) or gazetteer.codes_by_short_name().get(name) or ()
    fitting = [code for code in codes if any(code.startswith(other) or other.startswith(code) for other in context)]
    chosen = fitting or list(codes)
    if len(chosen) != 1:
        return name, ""
    return full_name(chosen[0]), chosen[0]


def full_name(code: str) -> str:
    """`330206003` → 北仑区小港街道; counties, cities and provinces alone."""
    names = gazetteer.division_names()
    above = names.get(gazetteer.parent_code(code), "") if len(code) == 9 else ""
    return above + names[code]


#: How much a mention says about what the article is about, by the role of its sentence.
_WEIGHTS = {"title": 6, "heading": 1, "caption": 2, "byline": 3, "body": 1}
_ZONES = ("开发区", "园区", "高新区", "示范区", "产业区", "工业区")
#: What an article calls its own place: 全市, 我县, 市政协, 街道; 居全市第三 speaks of the unit above.
_OWN_LEVEL = re.compile(
    "(?<!居)(?<!在)[全我]([省市区县旗镇乡村])(?!第|首|前|唯一|率先)"
    "|(?<![\u4e00-\u9fff])([省市县旗镇乡])(?=委|政府|人大|政协|人民|[\u4e00-\u9fff]{1,4}局)"
    "|(街道)"
)


def home_place(
    sentences: Sequence[Sentence],
    entities: Sequence[Entity],
    mentions: Sequence[NameMention],
    around: Entity | None = None,
) -> Entity | None:
    """The administrative unit that an article (its sentences, and mentions indexed by them) is about, or None.

    Mentions weigh by where they stand (title, lead, body); a town outweighs the county that it lies in when it is
    named at least a third as often, since papers name the county beside its town. `around`, the place that the whole
    page is about, stands in where the article names none, or names only a smaller one and speaks of 全市 and 我县.
    """
    levels = frozenset().union(*(_levels_told(sentence.text) for sentence in sentences))
    own = _of_level(_most_named(sentences, entities, mentions), entities, levels)
    if own is None or around is None or own == around:
        return own or around
    speaks_of_around = around.name.endswith(tuple(levels))
    return around if speaks_of_around and not own.name.endswith(tuple(levels)) and _lies_in(own, around) else own


@functools.lru_cache(maxsize=8192)
def _levels_told(text: str) -> frozenset[str]:
    """The levels that a sentence speaks of. It is asked for its document, its article and the article's events."""
    return frozenset(match[1] or match[2] or match[3] for match in _OWN_LEVEL.finditer(text))


def _of_level(own: Entity | None, entities: Sequence[Entity], levels: Set[str]) -> Entity | None:
    """`own`, or the unit that it lies in where the text speaks of that level alone: 涧西区停水, 我市, 市气象台."""
    while own is not None and levels and not own.name.endswith(tuple(levels)):
        above = next((one for one in entities if one.type == "place" and one != own and _is_parent(one, own)), None)
        if above is None:
            break
        if above.name.endswith(tuple(levels)):
            return above
        own = above
    return own


def _is_parent(outer: Entity, inner: Entity) -> bool:
    if not (outer.place_code and inner.place_code):
        return False
    bare = inner.place_code.removesuffix("00").removesuffix("00") if len(inner.place_code) <= 6 else inner.place_code
    return outer.place_code in (code.ljust(6, "0") for code in (bare[:2], bare[:4], bare[:6]) if len(code) < len(bare))


def _lies_in(inner: Entity, outer: Entity) -> bool:
    if inner.place_code and outer.place_code:
        return gazetteer.lies_in(inner.place_code, outer.place_code)
    return inner.parent in (outer.name, *outer.aliases) or inner.name.startswith(outer.name)


def _most_named(
    sentences: Sequence[Sentence], entities: Sequence[Entity], mentions: Sequence[NameMention]
) -> Entity | None:
    weights: Counter[int] = Counter()
    for mention in mentions:
        entity = entities[mention.entity]
        if entity.type == "place" and (entity.place_code or gazetteer.is_administrative(entity.name)):
            sentence = sentences[mention.sentence]
            lead = 2 if sentence.role == "body" and sentence.paragraph <= 3 else 0
            zone = not entity.place_code and entity.name.endswith(_ZONES)  # in which things are held and built
            weights[mention.entity] += 1 if zone else _WEIGHTS.get(sentence.role, 1) + lead
    if not weights:
        return None
    ranked = sorted(weights, key=lambda index: (-weights[index], index))
    best = ranked[0]
    for other in ranked[1:]:
        lower = entities[other].parent and entities[other].parent in (entities[best].name, *entities[best].aliases)
        if lower and weights[other] * 3 >= weights[best]:
            best = other
    return entities[best]
