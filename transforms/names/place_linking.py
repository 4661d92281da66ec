"""A document's places as entities: chains of places (区 + 街道 + 村) taken apart, codes decided, forms joined."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.names import gazetteer
from transforms.names.forms import Forms
from transforms.names.line import Candidate
from transforms.names.places import Atlas
from transforms.names.tables import word_set
from transforms.tokens import is_known, part_of_speech

Found = Sequence[tuple[int, Candidate]]
#: Before a key that is a form of a place, not its code or first name.
_FORM = "form "
_TOWNS = ("镇", "乡", "街道")
#: Towns and smaller ones, which the unit right before them tells apart from others of their name.
_SMALL = (*_TOWNS, "社区", "村")
_HELD = frozenset({"town", "village", "community", "zone"})
_HOLDERS = frozenset({"division", "town", "zone", "community", "village", "country", "continent"})


@dataclass
class Place:
    """One place of a document: the forms it wears, where, its code, and the place it lies in.

    `chained` are forms with the places before it (余姚市泗门镇); `members` are (sentence, start, end, rule), the start
    being that of the chain of places which the form ends.
    """

    kind: str
    code: str = ""
    forms: dict[str, None] = field(default_factory=dict)
    chained: dict[str, None] = field(default_factory=dict)
    members: list[tuple[int, int, int, str]] = field(default_factory=list)
    parent: "Place | None" = None

    @property
    def name(self) -> str:
        """The official name where the document uses it, else the longest own form."""
        official = gazetteer.division_names().get(self.code, "")
        return official if official in self.forms else max(self.forms, key=len)

    @property
    def full(self) -> str:
        """The fullest name: a town's with its county's before it where the document names that."""
        above = self.parent.name if self.parent is not None and self.is_town else ""
        return self.name if self.name.startswith(above) else above + self.name

    @property
    def is_town(self) -> bool:
        """Whether this is a town or sub-district; several may bear a name, none of which is decided on (高桥镇)."""
        return len(self.code) == 9 or self.kind == "town" or (not self.code and self.name.endswith(_TOWNS))


def link_places(found: Found) -> list[Place]:
    """All places of a document, from the candidates of its sentences in reading order."""
    chains = _chains(found)
    atlas = Atlas([[candidate for _, candidate in chain] for chain in chains])
    towns = _towns_by_short_name(found)
    places: dict[str, Place] = {}
    for chain in chains:
        above: Place | None = None
        for sentence, candidate in chain:
            place = _place_of(candidate, above, atlas, towns, places)
            if place is None:
                continue
            start = chain[0][1].start if above is not None else candidate.start
            place.forms.setdefault(candidate.name)
            place.members.append((sentence, start, candidate.end, candidate.rule))
            if above is not None and above is not place:
                place.parent = place.parent or above
                before = [c.name for _, c in chain if c.end <= candidate.start]
                own = candidate.name.removeprefix(before[-1])
                place.chained.setdefault("".join((*before, own)))
            above = place
    found_places = list({id(place): place for place in places.values()}.values())
    _find_parents(found_places)
    return _joined_zones(found_places)


def add_short_town_names(places: Sequence[Place], texts: Sequence[str]) -> None:
    """小港 for 小港街道, where the texts use it by itself and it is no common word."""
    towns = {short: place for place in places if place.is_town and (short := _own_short_name(place.name))}
    if not towns:
        return
    full = {short: place.name for short, place in towns.items()}
    for index, start, short in Forms(towns).find(texts):
        if not texts[index].startswith(full[short], start):
            towns[short].forms.setdefault(short)


def _own_short_name(town: str) -> str:
    short = gazetteer.short_form(town)
    word = is_known(short) and part_of_speech(short) in ("n", "v", "a", "d", "vn")
    return "" if word or short in word_set("ambiguous_places.csv") else short


def _chains(found: Found) -> list[list[tuple[int, Candidate]]]:
    """Places that stand side by side in a sentence, the wider first, as one chain each."""
    chains: list[list[tuple[int, Candidate]]] = []
    for sentence, candidate in found:
        last = chains[-1][-1] if chains else None
        if last and last[0] == sentence and last[1].end == candidate.start and _may_hold(last[1], candidate):
            chains[-1].append((sentence, candidate))
        else:
            chains.append([(sentence, candidate)])
    return chains


def _may_hold(upper: Candidate, lower: Candidate) -> bool:
    if upper.kind not in _HOLDERS:
        return False
    if not lower.codes or not upper.codes:
        return not lower.codes or upper.kind != "division"
    if any(gazetteer.lies_in(low, high) for low in lower.codes for high in upper.codes):
        return True
    return lower.name.endswith(_SMALL) and upper.rule != "division short"  # 大兴街道|锦绣社区, one of many so called


def _towns_by_short_name(found: Found) -> dict[str, Candidate]:
    """The towns that the document names in full, by their short names: 小港 → 小港街道."""
    towns = (c for _, c in found if c.rule in ("division", "suffix town") and c.name.endswith(("街道", "镇", "乡")))
    return {short: town for town in towns if (short := gazetteer.short_form(town.name))}


def _place_of(
    candidate: Candidate, above: Place | None, atlas: Atlas, towns: dict[str, Candidate], places: dict[str, Place]
) -> Place | None:
    code = atlas.resolve(candidate, above.code if above is not None else "") if candidate.codes else ""
    if above is not None and above.code and not gazetteer.lies_in(code, above.code):
        code = ""
    if candidate.rule == "division short" and not code:
        town = towns.get(candidate.name)
        return _place_of(town, above, atlas, {}, places) if town is not None else None
    key = code or candidate.name
    known = places.get(key) or (places.get(_FORM + key) if not code else None)
    if known is None:
        known = places[key] = Place(candidate.kind, code)
    places.setdefault(_FORM + candidate.name, known)
    return known


def _find_parents(places: list[Place]) -> None:
    """The nearest division above by code; for what has no code, the last town or county named before it."""
    coded = {place.code: place for place in places if place.code}
    wide = [place for place in places if 4 <= len(place.code) <= 6]
    counties = {form: place for place in wide for form in (*place.forms, gazetteer.short_form(place.name))}
    ordered = sorted((member[0], member[1], i) for i, place in enumerate(places) for member in place.members)
    towns = [place.is_town for place in places]
    town = county = None
    for _, _, index in ordered:
        place = places[index]
        if place.parent is None and place.code:
            place.parent = _coded_parent(place.code, coded)
        elif place.parent is None and place.kind == "town":
            place.parent = county
        elif place.parent is None and place.kind == "zone" and (own := _named_after(place.name, counties)):
            place.parent = own
        elif place.parent is None and place.kind in ("village", "community", "zone"):
            place.parent = county if place.name[0] in "市县区" else town or county  # 县|经开区
        if towns[index]:
            town = place
        elif len(place.code) == 6:
            county, town = place, (town if town is not None and town.code.startswith(place.code) else None)
    beside: dict[int, Place] = {}  # the first town that each sentence names: 新丰村位于武胜县飞龙镇
    for sentence, _, index in ordered:
        if towns[index]:
            beside.setdefault(sentence, places[index])
    first = next((places[index] for _, _, index in ordered if len(places[index].code) == 6), None)
    for place in places:  # #青山镇办起桃花节: a title names the town before the text names its county
        small = place.kind in _HELD or place.name.endswith(_TOWNS)
        if place.parent is None and not place.code and small:
            place.parent = next((beside[at] for at, *_ in place.members if at in beside), first)


def _named_after(zone: str, counties: dict[str, Place]) -> Place | None:
    """The county or city whose name a zone's begins with: 南浔|经济开发区 lies in 南浔区, whatever town is told of."""
    return next((counties[zone[:end]] for end in range(len(zone) - 1, 1, -1) if zone[:end] in counties), None)


def _coded_parent(code: str, coded: dict[str, Place]) -> Place | None:
    while code:
        code = gazetteer.parent_code(code)
        if code in coded:
            return coded[code]
    return None


def _joined_zones(places: list[Place]) -> list[Place]:
    """宁波城市客厅天一商圈 is 天一商圈 where the document names that by itself."""
    kept: list[Place] = []
    zones: dict[str, Place] = {}
    for place in sorted(places, key=lambda p: len(p.name)):
        ends = (place.name[i:] for i in range(1, len(place.name)))
        shorter = next((zones[end] for end in ends if end in zones), None) if place.kind == "zone" else None
        if shorter is None:
            kept.append(place)
            if place.kind == "zone":
                zones.setdefault(place.name, place)
            continue
        shorter.members.extend(place.members)
        shorter.chained.update(place.forms | place.chained)
    return sorted(kept, key=lambda p: p.members[0])
