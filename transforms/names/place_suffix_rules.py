"""Places that no table lists, by the last part of their names: villages, communities, parks, rivers, roads.

Rules: `suffix <kind>`; a kind says what may stand before the suffix and how far left the name reaches.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from transforms.names import gazetteer
from transforms.names.line import Candidate, Line, is_closed, is_proper, walk_left
from transforms.names.tables import PlaceSuffix, place_generals, place_suffixes, roles, word_set
from transforms.names.towns import names_town
from transforms.names.unlisted_towns import town_of
from transforms.tokens import Token, is_known

#: No name of a settlement or river begins or goes on like this: 以村, 个村, ·街镇.
_NO_NAME = re.compile(r"^[以个各每该本全由在从与和及对把将被让向到为]|等|不出|[^\u4e00-\u9fd5A-Za-z0-9]")
#: 送进|社区, 走入|社区; 锡澄运河穿|镇而过; 街道地处城|乡接合部.
_INTO = re.compile("[送搬开走带引办建驻融嵌移落沉][进入到]$")
_COUNTED = re.compile(r"^[一二三四五六七八九十百两几数多]+[例个起类处宗件名位所座家条批项次]")
#: 佛山镇街巡礼 is about the towns and sub-districts of 佛山; 龙江镇街道两旁 has a town's streets.
TOWNS_AND_STREETS = re.compile("镇街(?![道头上面口区坊巷])")
#: What stands after a river, mountain or road as such.
_BESIDE = frozenset(
    {"流域", "沿岸", "两岸", "两侧", "两旁", "沿线", "景区", "风景区", "脚下", "水质", "水域", "干流"}
    | {"穿城", "穿境", "穿村", "穿镇", "支流", "上游", "中游", "下游", "河道", "水系", "畔", "水位", "段"}
)
#: 石湖|港, 白沙湖|站: another name goes on.
_BUILT = tuple("港站闸坝桥镇")
_FULL_CHAR = re.compile(r"[\u4e00-\u9fd5]")
#: A suffix of these kinds makes a name only with a proper noun before it, as one word or two.
_NATURAL = frozenset({"water", "mountain", "island", "road"})
#: Zones that need no name of their own but the place's before them.
_BARE = frozenset(
    {
        "经济开发区",
        "经济技术开发区",
        "高新技术产业开发区",
        "高新区",
        "经开区",
        "开发区",
        "综合保税区",
        "保税区",
        "综保区",
    }
    | {"工业园区", "化工园区", "工业集中区", "高新技术产业园区"}
)
_SETTLED = frozenset({"village", "community"})
_UP_TO_SUFFIX = (_SETTLED | _NATURAL | {"town"}) - {"road"}


def by_suffix(line: Line, places: Sequence[Candidate], vocabulary: str) -> list[Candidate]:
    """Places whose suffixes are of a `vocabulary`: `town suffix` or `place suffix`; `places` are those known."""
    return list(_by_suffix(line, {place.end: place.start for place in places}, vocabulary))


def _by_suffix(line: Line, ends: dict[int, int], vocabulary: str) -> Iterator[Candidate]:
    text, rows = line.text, place_suffixes()
    for suffix, end, word in line.words_of(vocabulary):
        row = rows[word]
        token = line.token_to(end) or _goes_over(line, suffix, end, row.kind)
        if end in ends or token is None or (text.startswith("镇街", suffix) and TOWNS_AND_STREETS.match(text, suffix)):
            continue
        if row.suffix in _BARE and _after_division(text, suffix, ends):  # 天长市|经济开发区
            yield Candidate(suffix, end, "place", text[ends[suffix] : end], f"suffix {row.kind}", row.kind)
            continue
        start = _after_place(line, suffix, row, ends)
        if start is None:
            natural = row.kind in _NATURAL
            start = _natural_start(line, token, suffix, end, row.kind) if natural else _start(line, suffix, row, ends)
        start = _with_side(line, start, suffix) if row.kind == "village" else start
        if start < suffix and _is_name(line, start, suffix, row.kind, ends):
            end -= row.suffix == "村" == text[suffix - 1]  # 良秋|村村|党支部
            town = town_of(line, start, suffix, ends) if row.kind in _SETTLED else None
            if town is not None:
                yield town
                ends[town.end], start = town.start, town.end
            ends[end] = start
            yield Candidate(start, end, "place", text[start:end], f"suffix {row.kind}", row.kind)


def _with_side(line: Line, start: int, suffix: int) -> int:
    """下|河村, 大|王村: a village of one character may begin with its side or size where nothing stands before."""
    text = line.text
    if suffix - start != 1 or text[start - 1 : start] not in _SIDES or not start:
        return start
    free = start == 1 or not _FULL_CHAR.match(text[start - 2]) or text[start - 2] in "在和与到从由是"
    return start - 1 if free else start


_SIDES = frozenset("上下东西南北前后中大小新老")


def _after_division(text: str, start: int, ends: Mapping[int, int]) -> bool:
    return start in ends and gazetteer.is_administrative(text[ends[start] : start])


def _goes_over(line: Line, suffix: int, end: int, kind: str) -> Token | None:
    """The word that goes on after a suffix which ends a name all the same: 木槿花|路上, 姚家林|村干部."""
    text = line.text
    if kind == "road":
        token = line.token_to(end + 1)
        return token if token is not None and token.start < end and text[end] in "上边旁口" else None
    token = line.token_from(suffix) if kind == "village" else None
    if token is None or token.word in _VILLAGERS:
        return token if token is not None and token.word != "村民" else None
    posts = (text[end : end + length] for length in (2, 3, 4, 5))  # 石佛寺|村老|党员
    return token if any(post in roles() for post in posts) else None


_VILLAGERS = frozenset({"村干部", "村支书", "村委会", "村委", "村书记", "村主任", "村民"})


def _natural_start(line: Line, token: Token, suffix: int, end: int, kind: str) -> int:
    """Rivers, mountains, roads: one proper noun with its suffix (九峰山), or a proper noun before it (木槿花 路)."""
    goes_on = _goes_on(line, end)
    if token.start < suffix and (kind == "road" or not goes_on):
        general = (kind, token.word[: suffix - token.start]) in place_generals()
        return suffix if general or not is_proper(token) else _with_first(line, token.start)
    before = line.token_to(suffix)
    if (
        before is None
        or goes_on
        or not is_proper(before)
        or len(before.word) < 2
        or (kind, before.word) in place_generals()
    ):
        return suffix
    return before.start


def _with_first(line: Line, start: int) -> int:
    """峨|溪河, 老|界岭: a first character that the dictionary knows from names, or a side at a clause's start."""
    before = line.token_to(start)
    if before is None or len(before.word) > 1:
        return start
    free = before.start == 0 or not _FULL_CHAR.match(line.text[before.start - 1])
    named = before.tag in ("ns", "nr", "nrt", "nz") or (free and before.word in _SIDES)
    return before.start if named else start


def _goes_on(line: Line, end: int) -> bool:
    """千林峰|香菇|厂: the noun after it makes another name of it."""
    after = line.token_from(end)
    if line.text[end : end + 1] in _BUILT or line.text.startswith(("片区", "连片"), end):
        return True
    return after is not None and after.tag in ("n", "nz", "nr", "ns", "vn") and after.word not in _BESIDE


def _start(line: Line, suffix: int, row: PlaceSuffix, ends: Mapping[int, int]) -> int:
    kind, stopping = row.kind, word_set("org_stops.csv")

    def stops(token: Token) -> bool:
        if token.word in stopping:
            return True
        if token.end in ends and token.end < suffix:
            return kind != "zone" or gazetteer.is_administrative(token.word)
        if kind != "zone" and token.tag in ("vn", "j"):
            return True
        if kind in _SETTLED and len(token.word) == 1 and token.tag == "v":  # 麻柳|铺|村
            return token.word in "进入到回出建住去来让在是有为看说使叫当做找问请帮带"
        return token.tag in ("v", "m", "q", "f", "s", "k") and not _may_be_in(token, kind)

    start = walk_left(line, suffix, stops, row.longest)
    while start < suffix and _is_general(line.token_from(start), kind, suffix):
        start = line.token_from(start).end
    return start


def _after_place(line: Line, suffix: int, row: PlaceSuffix, ends: Mapping[int, int]) -> int | None:
    """Right after the place that it lies in, all up to the suffix is the name (…街道|勤勇|村), if no verb is there."""
    text = line.text
    if not ends or row.kind not in _UP_TO_SUFFIX:
        return None
    if row.kind in _NATURAL and suffix in ends:  # 雪上村|海峡两岸
        return None
    for start in range(suffix - 2, max(-1, suffix - row.longest - 1), -1):
        if not "\u4e00" <= text[start] <= "\u9fd5":
            return None
        if start in ends and gazetteer.is_administrative(text[max(0, start - 2) : start]):
            if row.kind in _SETTLED and suffix - start <= 3 and _is_torn(line, start, suffix):
                return start
            inside = [token for token in line.between(start, suffix) if token.end <= suffix]
            if row.kind in _SETTLED and suffix - start == 2 == len(inside[0].word if inside else ""):
                inside = inside if text[start] not in _SIDES else []  # 军马河镇|下营|村
            return None if any(is_closed(token) or token.tag[0] in "vmq" for token in inside) else start
    return None


def _is_torn(line: Line, start: int, suffix: int) -> bool:
    """凤鸣镇|太|地村: what the dictionary takes for a particle belongs to the rest, which is no word of it."""
    over = line.token_over(suffix)
    torn = over is not None and start < over.start < suffix and not is_known(over.word)
    return torn and line.text[start] not in _NEVER_FIRST


_NEVER_FIRST = frozenset("有在是到去和的为下辖等共各每该本全由从与及对把将被让向以个某另这那几多")


def _may_be_in(token: Token, kind: str) -> bool:
    """Numerals and directions inside names: 三江村, 五一社区, 城东社区, 西海岸新区; not 5个社区."""
    if token.tag == "m":
        return kind in _SETTLED and not any(char.isdigit() or char in "几数多个" for char in token.word)
    return token.tag in ("f", "s") and (kind == "zone" or (kind in _SETTLED and len(token.word) <= 2))


def _is_general(token: Token | None, kind: str, suffix: int) -> bool:
    return token is not None and token.end <= suffix and (kind, token.word) in place_generals()


def _is_name(line: Line, start: int, suffix: int, kind: str, ends: Mapping[int, int]) -> bool:
    core = line.text[start:suffix]
    if (kind, core) in place_generals() or not _FULL_CHAR.search(core):
        return False
    if (kind, core[1:]) in place_generals() and core[0] in "于与为比是":  # 快于|城镇居民
        return False
    if kind != "zone" and (_NO_NAME.search(core) or _is_general(line.token_to(suffix), kind, suffix)):
        return False
    if core[0] == "年" and line.text[start - 1 : start].isdigit():  # 2019|年村集体经济, 2022|年全街道
        return False
    if kind == "town" and not names_town(line, start, suffix, ends):
        return False
    if kind in _SETTLED and (_COUNTED.search(core) or _INTO.search(core)):
        return False
    over = line.token_over(suffix)
    known = over is not None and over.start < suffix and is_known(over.word)
    if known and over.tag[0] != "n" and start not in ends:  # 城乡, 回乡 are words
        return False
    inside_word = over is not None and over.start < suffix and start not in ends
    if inside_word and (kind, line.text[over.start : suffix]) in place_generals():
        return False
    inside = line.between(start, suffix)
    if start in ends:
        return kind == "zone" or len(core) >= 2
    if kind in ("zone", "town"):
        pieces = len(core) >= 2 and all(len(token.word) == 1 for token in inside)  # 大|碇|街道
        return pieces or any(is_proper(token) or token.end in ends for token in inside)
    return len(core) >= 2 or any(is_proper(token) for token in inside)  # none where a word is cut: 和|尚村
