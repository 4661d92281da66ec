"""Organisations in a sentence: by suffix with what belongs before it, by quotation, by trade, and a few by heart.

Rules: `suffix <kind>`, `body` (a fixed name of a government body), `quoted` (“领航”宣讲团, “某某联盟”), `party and
government` (县委县政府), `company trade` (a brand and its trade), `known` (national ones by their short names).
"""

import bisect
import itertools
import re
from collections.abc import Iterator, Set

from transforms.names.body_rules import GRAMMAR_SIGNS, by_grammar, committees, is_post_of_body
from transforms.names.levels import BREAK, LEVELS, OF_A_LEVEL, level_start
from transforms.names.line import Candidate, Line, is_proper, walk_left
from transforms.names.overlaps import beginning, leading_places, start_of
from transforms.names.tables import (
    OrgSuffix,
    government_bodies,
    org_suffixes,
    roles,
    word_set,
)
from transforms.names.trade_rules import by_trade, is_branded, known_orgs
from transforms.names.words import Word
from transforms.page.people import surnames
from transforms.tokens import Token

_LONGEST = 26
_CLOSERS, _OPENERS = "”』」", "“『「"
#: What follows makes it a building, a cup, a stop: 中国人寿大厦, 市政府大楼.
_NO_ORG_AFTER = re.compile(r"(?:(?<=人大)代表|(?<=政协)委员)|大厦|大楼|广场|杯|旧址|门口|路口|地块|站点")
_LONGEST_MIDDLE = 16
#: 国家 and a field's first word; 国家级 and 国家重点 are told apart by what comes after.
_FIELD = 4
_HONOURED = re.compile(
    r"(?:红旗|先进|示范|优秀|文明|模范|最美|[十百千]佳|百强|[金银铜]牌|星级|[三四五]星|标准化|规范化|标杆|特色|满意|达标|优胜)$"
)
#: Kinds that a place's name at the front anchors, whatever stands between: 宁波|臻至机械模具|有限公司.
_ANCHORED = frozenset({"company", "research", "school", "hospital", "bank"})
#: Kinds whose names are coined in quotation marks with the suffix inside.
_COINED = frozenset({"association", "team", "research", "media", "service"})
_ORDINAL = re.compile("第[一二三四五六七八九十]{1,3}")
_ADDRESSED = ("老师", "师傅", "大姐", "大妈", "阿姨", "医生", "警官", "法官", "律师", "大爷", "书记")
#: Bodies of members, which have a name as soon as they are founded.
_FOUNDED = frozenset({"联盟", "产业联盟", "发展联盟", "协会", "商会", "联合会", "促进会", "学会", "基金会"})
#: Bodies that are named after where they are, whatever word that is.
_OUTPOSTS = frozenset(
    {"海关", "派出所", "司法所", "边检站", "海事处", "供电所", "交警中队", "法庭", "财政所", "税务所"}
)
_NO_OUTPOSTS = frozenset(
    {"公安", "辖区", "当地", "属地", "本地", "社区", "农村", "基层", "乡镇", "街道", "城区", "附近", "就近", "所在地"}
    | {"案发地", "事发地", "驻地", "枫桥式", "各地", "各县", "各区", "新型", "示范", "标杆"}
)
_LOOSE = frozenset({"party", "team"})
#: 记者从|国网宁波供电公司获悉: where the news comes from.
_SOURCE = re.compile(r"(?<![\u4e00-\u9fd5])[从据由]|[者日，]从")


def find_orgs(line: Line, places: list[Candidate]) -> list[Candidate]:
    """All organisation candidates of a sentence by position, the longest where they overlap."""
    words = line.found
    found = [
        *(_by_suffix(line, places) if "org suffix" in words else ()),
        *(committees(line, places) if "committee" in words else ()),
        *(known_orgs(line) if "known org" in words else ()),
        *(by_grammar(line, places) if not GRAMMAR_SIGNS.isdisjoint(words) else ()),
    ]
    if "trade" in words:
        found.extend(by_trade(line, places, found))
    if len(found) < 2:
        return found
    kept: list[Candidate] = []
    of_type: dict[str, list[Candidate]] = {}  # in the order of the text: those of one type do not overlap
    for candidate in sorted(found, key=lambda c: (c.start - c.end, c.start)):
        rivals = of_type.setdefault(candidate.type, [])
        at = bisect.bisect_left(rivals, candidate.end, key=start_of)
        if not at or rivals[at - 1].end <= candidate.start:
            rivals.insert(at, candidate)
            kept.append(candidate)
    return sorted(kept, key=start_of)


def _by_suffix(line: Line, places: list[Candidate]) -> Iterator[Candidate]:
    starts = {place.start for place in places}
    for match in line.words_of("org suffix"):
        ends = _ends_word(line, match.end) or match.word in government_bodies()
        if not ends or not _is_word(line, match) or _NO_ORG_AFTER.match(line.text, match.end):
            continue
        if is_post_of_body(line.text, match):
            continue
        row = org_suffixes().get(match.word, OrgSuffix(match.word, "government", True))
        if match.start and line.text[match.start - 1] in _CLOSERS:
            yield from _after_quote(line, match, row)
            continue
        start = _start(line, match, row, places, starts)
        level = level_start(line, match.start) if row.kind in OF_A_LEVEL else None
        if level is not None and start in starts and start < level:
            level = None  # 阆中市|人民医院 is fuller
        start = start if level is None else level
        if level is None and start not in starts and _SOURCE.match(line.text, max(0, start - 1)):
            start += 1
        quoted = row.kind in _COINED and _quoted_whole(line.text, start, match.end)
        if start < match.start and (quoted or level is not None or _is_name(line, start, match, row, places)):
            name = line.text[start : match.end]
            rule = "body" if match.word in government_bodies() else f"suffix {row.kind}"
            aliases = (f"“{name}”",) if quoted else _without_places(line.text, start, match, places)
            kind = "venue" if row.kind == "venue" else "org"
            yield Candidate(start, match.end, kind, name, "quoted" if quoted else rule, row.kind, aliases=aliases)


def _ends_word(line: Line, end: int) -> bool:
    """A suffix ends where a word does, or before the post in one word with it (党委|书记, 协会|会长)."""
    token = line.token_to(end) or line.token_over(end - 1)
    return token is not None and (token.end == end or token.word in roles() or line.text[end : token.end] in roles())


def _is_word(line: Line, match: Word) -> bool:
    """A suffix of one character is a word of its own, but for a post after it: 果业|局, 发改|局局长; not 格局."""
    token = line.token_from(match.start)
    return len(match.word) > 1 or (
        token is not None and (token.end == match.end or line.text[match.end : token.end] in roles())
    )


def _after_quote(line: Line, match: Word, row: OrgSuffix) -> Iterator[Candidate]:
    """“领航”宣讲团: the quotation and the suffix are the name."""
    opening = max(line.text.rfind(quote, 0, match.start) for quote in _OPENERS)
    if opening >= 0 and 2 <= match.start - opening - 2 <= 12:
        inner = line.text[opening + 1 : match.start - 1]
        name = line.text[opening : match.end]
        kind = "venue" if row.kind == "venue" else "org"
        yield Candidate(opening, match.end, kind, name, "quoted", row.kind, aliases=(inner,))


def _without_places(text: str, start: int, match: Word, places: list[Candidate]) -> tuple[str, ...]:
    """Forms without the wider places of the chain that it begins with: 成都市|双流区|公安局 is 双流区公安局 too."""
    starts = [place.start for place in leading_places(start, match.end, places)[1:]]
    return tuple(text[begin : match.end] for begin in starts)


def _quoted_whole(text: str, start: int, end: int) -> bool:
    return end - start >= 3 and text[start - 1 : start] in tuple(_OPENERS) and text[end : end + 1] in tuple(_CLOSERS)


def _start(line: Line, match: Word, row: OrgSuffix, places: list[Candidate], starts: Set[int]) -> int:
    """Where the name begins whose suffix `match` is; `places` come in order, do not overlap and begin at `starts`."""
    stopping, inner = word_set("org_stops.csv"), word_set("org_verbs.csv")

    def stops(token: Token) -> bool:
        if token.word in inner and token.end <= match.start:
            return False
        if row.kind in ("school", "hospital") and _ORDINAL.fullmatch(token.word):  # 第一|附属|医院
            return False
        if token.tag == "vn" and row.suffix in _FOUNDED and token.word not in stopping:
            return False
        return token.word in stopping or (token.tag[0] in "mqfstkv" and not is_proper(token))

    suffix = match.start
    opening = line.text.rfind("“", max(0, suffix - 14), suffix)
    if row.kind in _COINED and opening >= 0 and _quoted_whole(line.text, opening + 1, match.end):
        return opening + 1
    start = _trimmed(line, walk_left(line, suffix, stops, _LONGEST), suffix, starts)
    at = bisect.bisect_left(places, start, key=start_of) - 1
    # the walk stopped inside a place's words, or right after them
    while at >= 0 and start <= places[at].end and (start == places[at].end or start < suffix):
        start, at = places[at].start, at - 1
    if row.kind in _ANCHORED and row.own:
        start = min([start, *_anchors(line, suffix, places)])
    inside = beginning(places, start + 1, suffix)
    if inside and inside[0].end <= suffix and not any(map(is_proper, line.between(start, inside[0].start))):
        start = inside[0].start  # 先进基层党组织|天一商圈|综合党委
    return max([start, *_new_places(places, start, suffix)])


def _anchors(line: Line, suffix: int, places: list[Candidate]) -> Iterator[int]:
    """Starts of the places that the middle of a name joins with its suffix."""
    at = bisect.bisect_left(places, suffix, key=start_of) - 1
    while at >= 0 and suffix - places[at].end <= _LONGEST_MIDDLE:
        place, at = places[at], at - 1
        if place.end <= suffix and place.end - place.start >= 2 and _joins(line, place.end, suffix):
            yield place.start


def _new_places(places: list[Candidate], start: int, end: int) -> Iterator[int]:
    """Starts, behind `start`, of divisions right after a zone, which holds none: 天长市经济开发区|安徽…有限公司."""
    low = bisect.bisect_right(places, start, key=start_of)
    near = places[max(0, low - 1) : bisect.bisect_left(places, end, lo=low, key=start_of)]
    for upper, lower in itertools.pairwise(near):
        if upper.kind == "zone" and upper.end == lower.start and lower.codes:
            yield lower.start


def _joins(line: Line, start: int, end: int) -> bool:
    """Whether what stands between a place and a suffix can be the middle of a company's name."""
    if end - start > _LONGEST_MIDDLE or BREAK.search(line.text, start, end):
        return False
    stops = word_set("org_stops.csv")
    return not any(len(token.word) > 1 and token.word in stops for token in line.between(start, end))


def _trimmed(line: Line, start: int, suffix: int, place_starts: set[int]) -> int:
    """Drop general words at the front: 优质企业…, 首批入驻…, 相关…"""
    general = word_set("org_generals.csv")
    while start < suffix and start not in place_starts and line.text[start - 1 : start] not in tuple(_OPENERS):
        token = line.token_from(start)
        if token is not None and is_branded(line.text[start:suffix]):  # 宏远|密封件|公司
            return start
        if token is None or (token.word not in general and (len(token.word) < 2 or token.tag not in ("a", "an"))):
            return start
        start = token.end
    return start


def _is_name(line: Line, start: int, match: Word, row: OrgSuffix, places: list[Candidate]) -> bool:
    core = line.text[start : match.start]
    if (
        _HONOURED.search(core)
        or core in word_set("org_generals.csv")
        or line.text[max(0, start - 2) : start].find("各") >= 0
    ):
        return False
    if any(place.end <= match.end for place in beginning(places, start, match.start)):
        return True
    if row.suffix in _FOUNDED and len(core) >= 4 and line.text[:start].endswith(("成立", "组建", "发起", "筹建")):
        return True  # 牵头成立|石材出口|联盟
    if row.kind == "company" and is_branded(core):
        return True
    if row.kind == "research" and core.startswith("国家") and len(core) > _FIELD:  # 国家不锈钢制品|质检中心
        return True
    if core[:1] in surnames() and core.startswith(_ADDRESSED, 1):  # 钱老师|调解|工作室
        return True
    if row.suffix in _OUTPOSTS and 2 <= len(core) <= 3 and core not in _NO_OUTPOSTS:  # 石井|海关, 文宫|派出所
        return not any(token.tag[0] in "vpcdrmqtf" for token in line.between(start, match.start))
    if core in LEVELS:
        return row.kind in ("party", "government")
    if row.own and any(map(is_proper, line.between(start, match.start))):
        return len(core) >= 2
    general = core in word_set("org_generals.csv") or core in word_set("org_stops.csv")
    return row.own and row.kind in _LOOSE and len(core) >= 2 and not general and not _inside_quote(line.text, start)


def _inside_quote(text: str, position: int) -> bool:
    return text.rfind("“", 0, position) > text.rfind("”", 0, position)
