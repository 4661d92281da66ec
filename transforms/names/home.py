"""The place that an article is about: the smallest unit that holds most of the places which it names as its own."""

import re
from collections.abc import Sequence, Set

from transforms.model import Entity, NameMention, Sentence
from transforms.names import gazetteer
from transforms.names.place_mentions import PlaceMentions
from transforms.names.place_tree import PlaceTree
from transforms.names.units import bare_code

#: What an article calls its own place: 全市, 我县, 市政协, 街道; 居全市第三 speaks of the unit above.
_OWN_LEVEL = re.compile(
    r"(?P<first>[全我省市县区旗州盟镇乡])(?:"
    r"(?<=[全我])(?<![居在].)(?P<level>[省市区县旗州盟镇乡村])(?!第|首|前|唯一|率先|平均|各县|\d)"
    r"|(?<![全我])(?<![\u4e00-\u9fff].)(?=委|政府|人大|政协|人民|[\u4e00-\u9fff]{1,4}局))"
)
#: A mention in a title or so many in the text make a place that lies elsewhere the article's own.
_FIRM = 4
#: What opens a brief, and how many of them make an article a digest of news from all over the county.
_BRIEF = re.compile(r"\s*[▲△●○◎◇◆■□★☆※]|[^。，]{0,3}本报讯")
_DIGEST = 2


def page_place(page: PlaceMentions) -> Entity | None:
    """The administrative unit that a whole page, and so its paper, is about: no title of one article decides it.

    Papers are those of counties and cities, though one long article may be about one town of theirs.
    """
    tree = PlaceTree(page, 0, len(page.sentences), whole_page=True)
    own = tree.home()
    return None if own is None else tree.units.county(_of_level(own, tree, _levels(page.sentences)))


def home_place(
    sentences: Sequence[Sentence],
    entities: Sequence[Entity],
    mentions: Sequence[NameMention],
    around: Entity | None = None,
) -> Entity | None:
    """The place that one article is about, see `home_places`; `mentions` are indexed by its sentences."""
    return home_places(PlaceMentions(sentences, entities, mentions), 0, len(sentences), around)[0]


def home_places(
    page: PlaceMentions, first: int, last: int, around: Entity | None = None
) -> tuple[Entity | None, Entity | None]:
    """The administrative unit that an article is about, and what that is by itself, whatever page it stands on.

    The article's are the sentences `first` to `last` (left out) of its page. Mentions weigh by where they stand (title,
    lead, body); a unit outweighs the one that it lies in when it is named at least a third as often and no neighbour
    comes near it, since papers name the county beside its town. `around`, the place that the whole page is about,
    stands in where the article names none, or only one in passing, or a smaller one outside its title while it speaks
    of 全市 and 我县. A digest of briefs is about no single town.
    """
    sentences, tree = page.sentences[first:last], PlaceTree(page, first, last)
    own = tree.home()
    if own is None:
        return around, None
    levels = _levels(sentences)
    own = _of_level(own, tree, levels)
    digest = _is_digest(sentences)
    alone = tree.units.county(own) if digest else own
    if digest and around is not None and tree.units.lies_in(own, around):
        return around, alone
    return (alone if around is None or alone == around else _on_page(alone, tree, levels, around)), alone


def _on_page(own: Entity, tree: PlaceTree, levels: Set[str], around: Entity) -> Entity:
    """What an article is about that tells `own` by itself and stands on a page about `around`."""
    if tree.is_titled(own):
        return own
    if tree.units.lies_in(own, around):
        return around if _is_told(around, levels) and not _is_told(own, levels) else own
    if tree.weight(own) >= _FIRM or (_is_told(own, levels) and not _is_told(around, levels)):
        return own
    above = tree.units.above(own)
    return above if above is not None and tree.weight(above) and tree.units.lies_in(around, above) else around


def _is_digest(sentences: Sequence[Sentence]) -> bool:
    """Whether an article consists of briefs: ▲本报讯…, ▲本报讯…."""
    return sum(_BRIEF.match(one.text) is not None for one in sentences if one.role in ("body", "byline")) >= _DIGEST


def _levels(sentences: Sequence[Sentence]) -> set[str]:
    """The levels that sentences speak of: 市 for 全市 and 市委."""
    text = "\n".join([sentence.text for sentence in sentences])
    levels = {level or organ for organ, level in _OWN_LEVEL.findall(text)}
    return levels | {"街道"} if "街道" in text else levels


def _is_told(unit: Entity, levels: Set[str]) -> bool:
    """Whether the text speaks of the level of `unit`: 全市 is said of 泰州 too, which is a 泰州市."""
    return bool(levels) and _official(unit).endswith(tuple(levels))


def _official(unit: Entity) -> str:
    """The unit's name with its level: 泰州市 for 泰州, but 旬阳县 as it is, though it is a 旬阳市 today."""
    named = gazetteer.is_administrative(unit.name)
    return unit.name if named else gazetteer.division_names().get(bare_code(unit), unit.name)


def _of_level(own: Entity, tree: PlaceTree, levels: Set[str]) -> Entity:
    """`own`, or the unit that it lies in where the text speaks of that level alone: 涧西区停水, 我市, 市气象台.

    What a title names stays, and what lies in it unless the text speaks of the level that the title names: a report on
    旬阳县's campaign speaks of 全县, and of many a 全镇.
    """
    titled = next((unit for unit in tree.titled if tree.units.lies_in(own, unit) and _is_told(unit, levels)), None)
    if titled is not None and own not in tree.titled:
        return titled
    unit: Entity | None = own
    while unit is not None and levels and not _is_told(unit, levels):
        unit = None if unit in tree.titled else tree.units.above(unit)
    return unit or own
