"""Places in a sentence, from the official table and beyond it.

Rules: `division` (full official name), `division short`, `town short` (余姚泗门), `world`, and those of
place_suffix_rules where the table ends (villages, parks, rivers).
"""

import re
from collections.abc import Iterator, Sequence

from transforms.names import gazetteer
from transforms.names.line import Candidate, Line, is_closed, name_goes_on
from transforms.names.overlaps import Spans
from transforms.names.place_suffix_rules import TOWNS_AND_STREETS, by_suffix
from transforms.names.tables import word_set
from transforms.tokens import Token, is_known

#: 通川|南路 is a road, wherever it runs; 杭州路段 lies in the city.
_NAMES_ROAD = re.compile(
    "水利枢纽|水电站|水库|大坝|灌区|大桥|特大桥|机场|[东南西北中]?(?:路(?![上段网])|街(?!道)|大道|大街|巷)"
)
_TOWNSFOLK = re.compile(r"居民|人口|化|新增|登记|单位|职工|就业|常住|老旧|污水|生活|和|及|、")


#: 东湖|区块, 山|区域.
_PLOTS = tuple("块域间位")
_VILLAGE = re.compile(
    "村(?=[\u4e00-\u9fd5])(?![里内中])|村?(?:党支部|党总支|委会|民小组)|社区(?!团购)|街道(?![两上边])|小区"
)


def find_places(line: Line) -> list[Candidate]:
    """All place candidates of a sentence, by position; those inside a longer one are left out."""
    words = line.found
    official = (
        *(_divisions(line) if "division end" in words else ()),
        *(_short_names(line) if "short name" in words else ()),
        *(_world(line) if "world" in words else ()),
    )
    table = _longest(official)
    table = _with(table, list(_short_towns(line, table))) if table else table
    if "town suffix" in words:
        taken = {place.end for place in table}
        table = _with(table, [town for town in by_suffix(line, table, "town suffix") if town.end not in taken])
    others = by_suffix(line, table, "place suffix") if "place suffix" in words else []
    if not others:
        return table
    known = Spans(table)
    return _with(table, [other for other in others if not _cuts(other, known)])


def _with(table: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    return _longest([*table, *more]) if more else table


def _cuts(other: Candidate, table: Spans) -> bool:
    """Whether a name found by suffix overlaps an official one: only shortened ones may be part of it (宁波|科技园)."""
    over = table.over(other.start, other.end)
    return any(place.rule not in ("division short", "town short") or place.end > other.end for place in over)


def _longest(candidates: Sequence[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    if len(candidates) < 2:
        return list(candidates)
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _divisions(line: Line) -> Iterator[Candidate]:
    text, names, lengths, last = line.text, gazetteer.codes_by_name(), gazetteer.lengths_by_end(), -1
    for _, end, ending in line.found["division end"]:
        for length in (*lengths.get(text[max(0, end - 3) : end], ()), *lengths.get(ending, ())):
            start = end - length
            if start < 0:
                continue
            codes = names.get(text[start:end])
            if codes and _stands_alone(line, start, end, last):
                yield Candidate(start, end, "place", text[start:end], "division", "division", codes)
                last = end
                break


def _stands_alone(line: Line, start: int, end: int, last: int) -> bool:
    """城区, 小城镇 name divisions, but are common nouns; short names begin with a word or after the division before.

    卓越|城区 hides no 越城区; 沙县|区夏茂镇 is 沙县区 and 夏茂镇; two characters (赵县) are a word of their own.
    """
    name = line.text[start:end]
    if name in word_set("ambiguous_places.csv") or gazetteer.is_generic(name):
        return False
    if TOWNS_AND_STREETS.match(line.text, end - 1) or (name[-1] == "区" and line.text[end : end + 1] in _PLOTS):
        return False
    if name.endswith("城镇") and _TOWNSFOLK.match(line.text, end):  # 快于|城镇居民, 不是于城镇
        return False
    if start != last and name_goes_on(line, start):  # 弋|江桥街道 is another than 江桥街道
        return False
    over = line.token_over(start)
    torn = over is not None and over.start < start and is_known(over.word)
    if torn and name.endswith(("园区", "开发区", "试验区")):  # 高|新技术|产业园区
        return False
    if end - start > 3 or start == last:
        return True
    return line.token_from(start) is not None and (end - start > 2 or line.token_to(end) is not None)


def _short_names(line: Line) -> Iterator[Candidate]:
    shorts, world, known = gazetteer.codes_by_short_name(), gazetteer.world_places(), gazetteer.short_words()
    ordinary = word_set("ambiguous_places.csv")
    for short in line.found["short name"]:
        token = line.token_from(short.start)
        if token is None or token.word not in known:
            continue
        word = token.word
        if _VILLAGE.match(line.text, token.end) and word in world:
            continue
        if len(word) == 2 and word in world and not _begins_title(line, token):
            yield Candidate(token.start, token.end, "place", word, "world", world[word].kind)
        elif word in shorts and word not in ordinary and not _NAMES_ROAD.match(line.text, token.end):
            yield Candidate(token.start, token.end, "place", word, "division short", "division", shorts[word])


def _begins_title(line: Line, token: Token) -> bool:
    """中国 before a noun belongs to a name or a phrase (中国品牌日, 中国特色); by itself it is a place."""
    after = line.token_from(token.end)
    return token.word == "中国" and after is not None and not is_closed(after)


def _world(line: Line) -> Iterator[Candidate]:
    for match in line.words_of("world"):
        kind = gazetteer.world_places()[match.word].kind
        if _VILLAGE.match(line.text, match.end):  # 西湖|村 is no lake
            continue
        yield Candidate(match.start, match.end, "place", match.word, "world", kind)


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
