"""Organisations in a sentence: by suffix with what belongs before it, by quotation, and companies by their trade.

Rules: `suffix <kind>`, `body` (a fixed name of a government body), `quoted` (“领读人”阅读社), `company trade` (华友钴业).
"""

import functools
import re
from collections.abc import Iterator

from transforms.names.line import Candidate, Line, is_closed, walk_left
from transforms.names.tables import OrgSuffix, government_bodies, longest_first, org_suffixes, word_set
from transforms.tokens import Token

_PROPER = frozenset({"ns", "nz", "nr", "nrt", "nrfg", "nt", "x", "eng"})
_LONGEST = 26
_CLOSERS = "”』」"
_OPENERS = "“『「"
#: A shortened place before a body: 市委, 区税务局, 县人民政府.
_LEVELS = frozenset("省市区县镇乡")


def find_orgs(line: Line, places: list[Candidate]) -> list[Candidate]:
    """All organisation candidates of a sentence, the longest where they overlap."""
    found = sorted([*_by_suffix(line, places), *_by_trade(line)], key=lambda c: (c.start, -c.end))
    kept: list[Candidate] = []
    for candidate in found:
        if kept and candidate.start < kept[-1].end:
            if candidate.end > kept[-1].end and candidate.end - candidate.start > kept[-1].end - kept[-1].start:
                kept[-1] = candidate
            continue
        kept.append(candidate)
    return kept


@functools.cache
def _suffix_pattern() -> re.Pattern[str]:
    return re.compile(longest_first([*org_suffixes(), *government_bodies()]))


def _by_suffix(line: Line, places: list[Candidate]) -> Iterator[Candidate]:
    starts = {place.end: place.start for place in places}
    for match in _suffix_pattern().finditer(line.text):
        if match.end() not in line.by_end:
            continue
        row = org_suffixes().get(match.group(), OrgSuffix(match.group(), "government", True))
        if match.start() and line.text[match.start() - 1] in _CLOSERS:
            yield from _quoted(line, match, row)
            continue
        start = _start(line, match, row, starts)
        name = line.text[start : match.end()]
        if start < match.start() and _is_name(line, start, match, row, places):
            rule = "body" if match.group() in government_bodies() else f"suffix {row.kind}"
            yield Candidate(start, match.end(), "org", name, rule, row.kind)


def _quoted(line: Line, match: re.Match[str], row: OrgSuffix) -> Iterator[Candidate]:
    """“浹江前浪”宣讲团: the quotation and the suffix are the name."""
    opening = max(line.text.rfind(quote, 0, match.start()) for quote in _OPENERS)
    if opening >= 0 and 2 <= match.start() - opening - 2 <= 12:
        inner = line.text[opening + 1 : match.start() - 1]
        name = line.text[opening : match.end()]
        yield Candidate(opening, match.end(), "org", name, "quoted", row.kind, aliases=(inner,))


def _start(line: Line, match: re.Match[str], row: OrgSuffix, place_starts: dict[int, int]) -> int:
    stopping = word_set("org_stops.csv")

    def stops(token: Token) -> bool:
        if token.word in stopping:
            return True
        if token.tag in ("m", "q", "f", "s", "t", "k", "v"):
            return not (token.tag == "v" and token.end <= match.start() and token.word in word_set("org_verbs.csv"))
        return False

    start = walk_left(line, match.start(), stops, _LONGEST)
    if start in place_starts:  # 宁波市|公安局: the walk stopped inside a place's words
        start = place_starts[start]
    return _trimmed(line, start, match.start())


def _trimmed(line: Line, start: int, suffix: int) -> int:
    """Drop general words at the front: 优质企业…, 首批入驻…, 相关…"""
    general = word_set("org_generals.csv")
    while start < suffix:
        token = line.by_start.get(start)
        if token is None or (token.word not in general and token.tag not in ("a", "b", "an", "zg")):
            return start
        start = token.end
    return start


def _is_name(line: Line, start: int, match: re.Match[str], row: OrgSuffix, places: list[Candidate]) -> bool:
    core = line.text[start : match.start()]
    if any(place.start < match.end() and place.end > start and place.start >= start for place in places):
        return True
    if core in _LEVELS:
        return row.kind in ("party", "government")
    inside = [token for token in line.tokens if start <= token.start < match.start()]
    if any(token.tag in _PROPER for token in inside):
        return row.own or len(core) >= 2
    return row.own and len(inside) >= 3


def _by_trade(line: Line) -> Iterator[Candidate]:
    """A brand and its trade (华友|钴业, 德业|科技): the brand is no common word, the trade ends the name."""
    trades = word_set("company_words.csv")
    tokens = line.tokens
    for i in range(1, len(tokens)):
        brand, trade = tokens[i - 1], tokens[i]
        if trade.word not in trades or not 2 <= len(brand.word) <= 4 or brand.tag not in _PROPER:
            continue
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None or is_closed(after) or after.tag in ("v", "d", "p", "u", "c"):
            yield Candidate(brand.start, trade.end, "org", brand.word + trade.word, "company trade", "company")
