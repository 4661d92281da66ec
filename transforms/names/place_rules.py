"""Places in a sentence: from the official table, and by suffix where the table ends (villages, parks, rivers).

Rules: `division` (full official name), `division short`, `town short` (余姚泗门), `world`, `suffix <kind>`.
"""

import functools
import re
from collections.abc import Iterator

from transforms.names import gazetteer
from transforms.names.line import Candidate, Line, is_closed, is_proper, walk_left
from transforms.names.tables import PlaceSuffix, longest_first, place_generals, place_suffixes, word_set
from transforms.tokens import Token, is_known

_DIVISION_END = re.compile(
    r"街道|自治[区州县旗]|特别行政区|苏木|[省市区县旗镇乡盟]|(?<=[\u4e00-\u9fd5])(?:地区|农场|管理区)"
)
_LONGEST_DIVISION = 15
#: No name of a settlement or river begins or goes on like this: 以村, 个村, ·街镇.
_NO_NAME = re.compile(r"^[以个各每该本全由在从与和及对把将被让向到为]|等|[^\u4e00-\u9fd5A-Za-z0-9]")
#: What stands after a river, mountain or road as such.
_BESIDE = frozenset(
    {"流域", "沿岸", "两岸", "两侧", "两旁", "沿线", "景区", "风景区", "脚下", "水质", "水域", "干流", "支流"}
    | {"上游", "中游", "下游", "河道", "水系", "畔", "水位", "大桥", "段"}
)
    "流域 沿岸 两岸 两侧 两旁 沿线 景区 风景区 脚下 水质 水域 干流 支流 上游 中游 下游 河道 水系 畔 水位 大桥 段".split()
)
_FULL_CHAR = re.compile(r"[\u4e00-\u9fd5]")
#: A suffix of these kinds makes a name only with a proper noun before it, as one word or two.
_NATURAL = frozenset({"water", "mountain", "island", "road"})
_SETTLED = frozenset({"village", "community"})
_TOWN = frozenset({"town"})
_OTHERS = _NATURAL | _SETTLED | {"zone"}


def find_places(line: Line) -> list[Candidate]:
    """All place candidates of a sentence, by position; those inside a longer one are left out."""
    table = _longest([*_divisions(line), *_short_names(line), *_world(line)])
    table = _longest([*table, *_short_towns(line, table)])
    taken = {place.end for place in table}
    towns = [place for place in _by_suffix(line, taken, _TOWN) if place.end not in taken]
    table = _longest([*table, *towns])
    others = _by_suffix(line, {place.end for place in table}, _OTHERS)
    return _longest([*table, *(other for other in others if not _cuts(other, table))])


def _cuts(other: Candidate, table: list[Candidate]) -> bool:
    """Whether a name found by suffix overlaps an official one: only shortened ones may be part of it (宁波|科技园)."""
    return any(
        place.start < other.end
        and other.start < place.end
        and (place.rule != "division short" or place.end > other.end)
        for place in table
    )


def _longest(candidates: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _divisions(line: Line) -> Iterator[Candidate]:
    text, names = line.text, gazetteer.codes_by_name()
    last = -1
    for end in _DIVISION_END.finditer(text):
        for start in range(max(0, end.end() - _LONGEST_DIVISION), end.start()):
            codes = names.get(text[start : end.end()])
            if codes and _stands_alone(line, start, end.end(), last):
                yield Candidate(start, end.end(), "place", text[start : end.end()], "division", "division", codes)
                last = end.end()
                break


def _stands_alone(line: Line, start: int, end: int, last: int) -> bool:
    """城区, 小城镇 name divisions, but are common nouns; short names begin with a word or after the division before.

    卓越|城区 hides no 越城区; 沙县|区夏茂镇 is 沙县区 and 夏茂镇; two characters (赵县) are a word of their own.
    """
    name = line.text[start:end]
    if name in word_set("ambiguous_places.csv") or gazetteer.is_generic(name):
        return False
    if end - start > 3 or start == last:
        return True
    return start in line.by_start and (end - start > 2 or end in line.by_end)


def _short_names(line: Line) -> Iterator[Candidate]:
    shorts, world, ordinary = (
        gazetteer.codes_by_short_name(),
        gazetteer.world_places(),
        word_set("ambiguous_places.csv"),
    )
    for token in line.tokens:
        word = token.word
        if len(word) < 2:
            continue
        if len(word) == 2 and word in world and not _begins_title(line, token):
            yield Candidate(token.start, token.end, "place", word, "world", world[word].kind)
        elif word in shorts and word not in ordinary:
            yield Candidate(token.start, token.end, "place", word, "division short", "division", shorts[word])


def _begins_title(line: Line, token: Token) -> bool:
    """中国 before a noun belongs to a name or a phrase (中国品牌日, 中国特色); by itself it is a place."""
    after = line.by_start.get(token.end)
    return token.word == "中国" and after is not None and not is_closed(after)


def _world(line: Line) -> Iterator[Candidate]:
    for match in gazetteer.world_pattern().finditer(line.text):
        kind = gazetteer.world_places()[match.group()].kind
        yield Candidate(match.start(), match.end(), "place", match.group(), "world", kind)


def _short_towns(line: Line, table: list[Candidate]) -> Iterator[Candidate]:
    """A town's short name right after its county's (余姚泗门, 北仑小港)."""
    for county in table:
        for code in county.codes:
            if len(code) != 6:
                continue
            towns = gazetteer.towns_by_short_name(code)
            for length in (5, 4, 3, 2):
                short = line.text[county.end : county.end + length]
                if len(short) == length and short in towns:
                    end = county.end + length
                    yield Candidate(county.end, end, "place", short, "town short", "division", (towns[short],))
                    break


@functools.cache
def _suffix_pattern(kinds: frozenset[str]) -> re.Pattern[str]:
    return re.compile(longest_first(row.suffix for row in place_suffixes().values() if row.kind in kinds))


def _by_suffix(line: Line, ends: set[int], kinds: frozenset[str]) -> Iterator[Candidate]:
    ends = set(ends)
    for match in _suffix_pattern(kinds).finditer(line.text):
        row = place_suffixes()[match.group()]
        token = line.token_over(match.end() - 1)
        if match.end() in ends or token is None or not _ends_word(line.text, token, match, row.kind):
            continue
        start = _after_place(line, match.start(), row, ends)
        if start is None:
            natural = row.kind in _NATURAL
            start = _natural_start(line, token, match, row.kind) if natural else _start(line, match, row, ends)
        if start < match.start() and _is_name(line, start, match.start(), row.kind, ends):
            end = match.end() - (row.suffix == "村" == line.text[match.start() - 1])  # 良秋|村村|党支部
            ends.add(end)
            yield Candidate(start, end, "place", line.text[start:end], f"suffix {row.kind}", row.kind)


def _ends_word(text: str, token: Token, match: re.Match[str], kind: str) -> bool:
    """A suffix ends a word; a road may have its side with it (木槿花|路上)."""
    if kind == "road" and token.end == match.end() + 1:
        return text[match.end()] in "上边旁口"
    if kind == "village" and token.start == match.start():  # 姚家林|村干部
        return token.end == match.end() or token.word in ("村干部", "村支书", "村委会", "村委", "村书记", "村主任")
    return token.end == match.end()


def _natural_start(line: Line, token: Token, match: re.Match[str], kind: str) -> int:
    """Rivers, mountains, roads: one proper noun with its suffix (九峰山), or a proper noun before it (木槿花 路)."""
    if token.start < match.start() and not _goes_on(line, match.end()):
        general = (kind, token.word[: match.start() - token.start]) in place_generals()
        return match.start() if general or not is_proper(token) else token.start
    before = line.by_end.get(match.start())
    if (
        before is None
        or _goes_on(line, match.end())
        or not is_proper(before)
        or len(before.word) < 2
        or (kind, before.word) in place_generals()
    ):
        return match.start()
    return before.start


def _goes_on(line: Line, end: int) -> bool:
    """千林峰|香菇|厂: the noun after it makes another name of it."""
    after = line.by_start.get(end)
    return after is not None and after.tag in ("n", "nz", "nr", "ns", "vn") and after.word not in _BESIDE


def _start(line: Line, match: re.Match[str], row: PlaceSuffix, ends: set[int]) -> int:
    kind, suffix = row.kind, match.start()

    def stops(token: Token) -> bool:
        if token.word in word_set("org_stops.csv"):
            return True
        if token.end in ends and token.end < suffix:
            return kind != "zone" or gazetteer.is_administrative(token.word)
        if kind != "zone" and token.tag in ("vn", "j"):
            return True
        if kind in _SETTLED and len(token.word) == 1 and token.tag == "v":  # 麻柳|铺|村
            return token.word in "进入到回出建住去来让在是有为看说使叫当做找问请帮带"
        return token.tag in ("v", "m", "q", "f", "s", "k") and not _may_be_in(token, kind)

    start = walk_left(line, suffix, stops, row.longest)
    while start < suffix and _is_general(line.by_start.get(start), kind, suffix):
        start = line.by_start[start].end
    return start


def _after_place(line: Line, suffix: int, row: PlaceSuffix, ends: set[int]) -> int | None:
    """Right after a place that it lies in, all up to the suffix is the name (庄市街道|勤勇|村), unless a verb stands there."""
    text = line.text
    if row.kind not in _SETTLED | _TOWN | _NATURAL or row.kind == "road":
        return None
    for start in range(suffix - 2, max(-1, suffix - row.longest - 1), -1):
        if not _FULL_CHAR.match(text[start]):
            return None
        if start in ends and gazetteer.is_administrative(text[:start]):
            inside = [token for token in line.tokens if start <= token.start and token.end <= suffix]
            return None if any(is_closed(token) or token.tag[0] in "vmq" for token in inside) else start
    return None


def _hides_division(text: str, start: int, suffix: int) -> bool:
    """由泗|门镇: the official name ends here too, cut by segmentation; later it is found as a known form."""
    end = suffix + (2 if text.startswith("街道", suffix) else 1)
    return any(text[at:end] in gazetteer.codes_by_name() for at in range(start, suffix) if end - at >= 3)


def _may_be_in(token: Token, kind: str) -> bool:
    """Numerals and directions inside names: 三江村, 五一社区, 城东社区, 西海岸新区; not 5个社区."""
    if token.tag == "m":
        return kind in _SETTLED and not any(char.isdigit() or char in "几数多个" for char in token.word)
    return token.tag in ("f", "s") and (kind == "zone" or (kind in _SETTLED and len(token.word) <= 2))


def _is_general(token: Token | None, kind: str, suffix: int) -> bool:
    return token is not None and token.end <= suffix and (kind, token.word) in place_generals()


def _is_name(line: Line, start: int, suffix: int, kind: str, ends: set[int]) -> bool:
    core = line.text[start:suffix]
    if (kind, core) in place_generals() or not _FULL_CHAR.search(core):
        return False
    if kind != "zone" and (_NO_NAME.search(core) or _is_general(line.by_end.get(suffix), kind, suffix)):
        return False
    if kind == "town" and _hides_division(line.text, start, suffix):
        return False
    over = line.token_over(suffix)
    known = over is not None and over.start < suffix and is_known(over.word)
    if known and over.tag[0] != "n" and start not in ends:  # 城乡, 回乡 are words
        return False
    inside_word = over is not None and over.start < suffix and start not in ends
    if inside_word and (kind, line.text[over.start : suffix]) in place_generals():
        return False
    inside = [token for token in line.tokens if start <= token.start < suffix]
    if start in ends:
        return kind == "zone" or len(core) >= 2
    if kind in ("zone", "town"):
        pieces = len(core) >= 2 and all(len(token.word) == 1 for token in inside)  # 大|碇|街道
        return pieces or any(is_proper(token) or token.end in ends for token in inside)
    return len(core) >= 2 or is_proper(inside[0])
