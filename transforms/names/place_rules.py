"""Places in a sentence: from the official table, and by suffix where the table ends (villages, parks, rivers).

Rules: `division` (full official name), `division short`, `town short` (余姚泗门), `world`, `suffix <kind>`.
"""

import functools
import re
from collections.abc import Iterator

from transforms.names import gazetteer
from transforms.names.line import Candidate, Line, walk_left
from transforms.names.tables import PlaceSuffix, longest_first, place_generals, place_suffixes, word_set
from transforms.tokens import Token

_DIVISION_END = re.compile(
    r"街道|自治[区州县旗]|特别行政区|苏木|[省市区县旗镇乡盟]|(?<=[\u4e00-\u9fd5])(?:地区|农场|管理区)"
)
_LONGEST_DIVISION = 15
_PROPER = ("ns", "nz", "nr", "nrt", "nrfg", "x", "nt")
_FULL_CHAR = re.compile(r"[\u4e00-\u9fd5]")
#: A suffix of these kinds makes a name only with a proper noun before it, as one word or two.
_NATURAL = frozenset({"water", "mountain", "island", "road"})
_SETTLED = frozenset({"village", "community"})
_TOWN = frozenset({"town"})
_OTHERS = _NATURAL | _SETTLED | {"zone"}


def find_places(line: Line) -> list[Candidate]:
    """All place candidates of a sentence, by position; those inside a longer one are left out."""
    table = _longest([*_divisions(line), *_short_names(line)])
    table = _longest([*table, *_short_towns(line, table)])
    taken = {place.end for place in table}
    towns = [place for place in _by_suffix(line, taken, _TOWN) if place.end not in taken]
    table = _longest([*table, *towns])
    return _longest([*table, *_by_suffix(line, {place.end for place in table}, _OTHERS)])


def _longest(candidates: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _divisions(line: Line) -> Iterator[Candidate]:
    text, names = line.text, gazetteer.codes_by_name()
    for end in _DIVISION_END.finditer(text):
        for start in range(max(0, end.end() - _LONGEST_DIVISION), end.start()):
            codes = names.get(text[start : end.end()])
            if codes and _stands_alone(line, start, end.end(), codes):
                yield Candidate(start, end.end(), "place", text[start : end.end()], "division", "division", codes)
                break


def _stands_alone(line: Line, start: int, end: int, codes: tuple[str, ...]) -> bool:
    """城区, 矿区, 小城镇 name divisions, but are common nouns; two characters (赵县) must be a word of their own."""
    if line.text[start:end] in word_set("ambiguous_places.csv"):
        return False
    if end - start > 3:
        return True
    # 奉化|区尚|田 may hide an end; 卓越|城区 hides no beginning
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
        if word in world:
            yield Candidate(token.start, token.end, "place", word, "world", world[word].kind)
        elif word in shorts and word not in ordinary:
            yield Candidate(token.start, token.end, "place", word, "division short", "division", shorts[word])


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
    for match in _suffix_pattern(kinds).finditer(line.text):
        row = place_suffixes()[match.group()]
        token = line.token_over(match.end() - 1)
        if token is None or token.end != match.end():
            continue
        start = _natural_start(line, token, match, row.kind) if row.kind in _NATURAL else _start(line, match, row, ends)
        if start < match.start() and _is_name(line, start, match.start(), row.kind, ends):
            name = line.text[start : match.end()]
            yield Candidate(start, match.end(), "place", name, f"suffix {row.kind}", row.kind)


def _natural_start(line: Line, token: Token, match: re.Match[str], kind: str) -> int:
    """Rivers, mountains, roads: one proper noun with its suffix (九峰山), or a proper noun before it (木槿花 路)."""
    if token.start < match.start():
        general = (kind, token.word[: match.start() - token.start]) in place_generals()
        return match.start() if general or not _is_proper(token) else token.start
    before = line.by_end.get(match.start())
    if before is None or not _is_proper(before) or len(before.word) < 2 or (kind, before.word) in place_generals():
        return match.start()
    return before.start


def _start(line: Line, match: re.Match[str], row: PlaceSuffix, ends: set[int]) -> int:
    kind, suffix = row.kind, match.start()
    after_place = _after_place(line.text, suffix, row, ends)
    if after_place is not None:
        return after_place

    def stops(token: Token) -> bool:
        if token.end in ends and token.end < suffix:
            return kind != "zone" or gazetteer.is_administrative(token.word)
        if kind != "zone" and token.tag in ("vn", "j"):
            return True
        return token.tag in ("v", "m", "q", "f", "s", "k") and not _may_begin(token, kind)

    start = walk_left(line, suffix, stops, row.longest)
    while start < suffix and _is_general(line.by_start.get(start), kind, suffix):
        start = line.by_start[start].end
    return start


def _after_place(text: str, suffix: int, row: PlaceSuffix, ends: set[int]) -> int | None:
    """A village, community or town right after the place it lies in: all between is its name (…街道勤勇村)."""
    if row.kind not in _SETTLED | _TOWN:
        return None
    for start in range(suffix - 2, max(-1, suffix - row.longest - 1), -1):
        if not _FULL_CHAR.match(text[start]):
            return None
        if start in ends and gazetteer.is_administrative(text[:start]):
            return start
    return None


def _may_begin(token: Token, kind: str) -> bool:
    """Numerals and places inside names: 三江村, 五一社区, 城东社区; not 5个社区."""
    if token.tag == "m":
        return kind in _SETTLED and not any(char.isdigit() or char in "几数多个" for char in token.word)
    return token.tag in ("f", "s") and kind in _SETTLED and len(token.word) <= 2


def _is_general(token: Token | None, kind: str, suffix: int) -> bool:
    return token is not None and token.end <= suffix and (kind, token.word) in place_generals()


def _is_name(line: Line, start: int, suffix: int, kind: str, ends: set[int]) -> bool:
    core = line.text[start:suffix]
    if (kind, core) in place_generals() or not _FULL_CHAR.search(core):
        return False
    over = line.token_over(suffix)
    if over is not None and over.start < suffix and over.tag[0] != "n" and start not in ends:  # 农村, 城乡 are words
        return False
    if over is not None and over.start < suffix and (kind, line.text[over.start : suffix]) in place_generals():
        return False
    inside = [token for token in line.tokens if start <= token.start < suffix]
    if start in ends:
        return kind == "zone" or len(core) >= 2
    if kind in ("zone", "town"):
        return any(_is_proper(token) for token in inside)
    return len(core) >= 2 or _is_proper(inside[0])


def _is_proper(token: Token) -> bool:
    return token.tag in _PROPER
