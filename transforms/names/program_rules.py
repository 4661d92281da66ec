"""Programs in a sentence: campaigns, mechanisms, platforms, competitions, by quotation, head noun or fixed name.

Rules: those of quotations.QUOTED by their names, `meeting` (第八届…大赛, …文化节), `platform` (8718企服平台), `known`.
"""

import re
from collections.abc import Iterator

from transforms.names.line import Candidate, Line, is_proper, walk_left
from transforms.names.overlaps import Spans
from transforms.names.quotation_rules import judge
from transforms.names.quotations import quotations
from transforms.names.tables import word_set

_ORDINAL = re.compile(
    r"(?:(?:19|20)\d\d(?!年?[0-9一—至\-])年?|第[一二三四五六七八九十百0-9]{1,4}届|首届)[^，。；：、！？“”\s的了在于将和与,]{0,24}$"
)
#: 第十六届|玉环文旦节, 第七届|吴歌会: an ordinal makes a festival of any name; no congress or committee.
_HELD_AGAIN = re.compile(
    "(?:第[一二三四五六七八九十百0-9]{1,4}届|首届)[^，。；：、！？“”\\s的了在于将和与,届]{2,16}?(?:节|会|赛|展|季)(?=[在于将开启闭落举定拉，。、暨]|$)"
)
_NO_FESTIVAL = re.compile("代表大会|委员会|理事会|全会|政协|人大|常委会|董事会|[班换]")
_LEVEL = re.compile(r"(?:全国|全省|全市|全区|国际|世界|中国|亚洲|国家级|省级|市级)$")
_FESTIVAL = re.compile(r"节$")
_CODE = re.compile(r"[0-9A-Za-z]{2,10}$")
_TITLE = re.compile(r"《([^《》]{2,40})》")


def find_programs(line: Line, taken: list[Candidate]) -> list[Candidate]:
    """All program candidates of a sentence, and what else quotations name; those inside other names are theirs."""
    text, words = line.text, line.found
    found = [
        *(_quoted(line, taken) if "“" in text else ()),
        *(_meetings(line) if "meeting" in words else ()),
        *(_held_again(line) if "届" in text else ()),
        *(_platforms(line) if "platform" in words else ()),
        *(_known(line) if "known program" in words else ()),
        *(_works(line) if "《" in text else ()),
    ]
    if len(found) < 2:
        return found
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _quoted(line: Line, taken: list[Candidate]) -> Iterator[Candidate]:
    names = Spans(taken)
    for quote in quotations(line):
        if names.cover(quote.start + 1, quote.end - 1):
            continue
        rule = judge(quote)
        if rule is None or rule.makes is None:
            continue
        tail = quote.tail if rule.makes == "program" else ""
        name = line.text[quote.start : quote.end] + tail
        aliases = (quote.inner, f"“{quote.inner}”")
        yield Candidate(quote.start, quote.end + len(tail), rule.makes, name, rule.name, rule.makes, aliases=aliases)


def _meetings(line: Line) -> Iterator[Candidate]:
    """第八届…大赛, 2021…峰会, 草莓文化节: a proper name, a year or an ordinal, a level, or any noun of a festival."""
    stopping = word_set("org_stops.csv")
    for match in line.words_of("meeting"):
        if not line.token_to(match.end):
            continue
        ordinal = _ORDINAL.search(line.text[max(0, match.start - 32) : match.start])
        start = walk_left(line, match.start, lambda t: t.tag in ("v", "f", "q", "t", "a") or t.word in stopping, 24)
        start = match.start - len(ordinal.group()) if ordinal else start
        level = _LEVEL.search(line.text[max(0, start - 4) : start])
        start -= len(level.group()) if level else 0
        inside = line.between(start, match.start)
        named = any(is_proper(token) for token in inside) or (_FESTIVAL.search(match.word) and inside)
        if ordinal or (level and inside) or named:
            yield Candidate(start, match.end, "program", line.text[start : match.end], "meeting")


def _held_again(line: Line) -> Iterator[Candidate]:
    for match in _HELD_AGAIN.finditer(line.text):
        if not _NO_FESTIVAL.search(match.group()):
            yield Candidate(match.start(), match.end(), "program", match.group(), "meeting")


def _platforms(line: Line) -> Iterator[Candidate]:
    """12345政务服务热线, 贝发云平台: a number or a proper name before the head, no verb between."""
    stopping = word_set("org_stops.csv")
    for match in line.words_of("platform"):
        if not line.token_to(match.end):
            continue
        start = walk_left(line, match.start, lambda t: t.tag in ("f", "q", "t", "a", "m") or t.word in stopping, 16)
        inside = line.between(start, match.start)
        first = next(
            (t for t in inside if (is_proper(t) and match.start - t.end <= 2) or _CODE.fullmatch(t.word)), None
        )
        code = _CODE.search(line.text, max(0, start - 8), start)
        if first is not None or code:
            begin = code.start() if code else first.start
            yield Candidate(begin, match.end, "program", line.text[begin : match.end], "platform")


def _known(line: Line) -> Iterator[Candidate]:
    for match in line.words_of("known program"):
        whole = line.token_from(match.start) and line.token_to(match.end)
        if whole and (len(match.word) > 4 or match.word.endswith(("工程", "战略", "共治", "一改", "制"))):
            yield Candidate(match.start, match.end, "program", match.word, "known")


def _works(line: Line) -> Iterator[Candidate]:
    for match in _TITLE.finditer(line.text):
        yield Candidate(match.start(), match.end(), "work", match.group(), "title marks", "work", aliases=(match[1],))
