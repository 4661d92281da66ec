"""Programs in a sentence: campaigns, mechanisms, platforms, competitions, by quotation, head noun or fixed name.

A quotation is judged by the first of QUOTED that fits: a figure of speech is none, “…”行动 is one.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.names.line import Candidate, Line, is_closed, walk_left
from transforms.names.tables import longest_first, word_set
from transforms.tokens import Token, part_of_speech

_QUOTE = re.compile(r"“([^“”]{1,40})”")
_NUMERAL = re.compile(r"[一二三四五六七八九十百千万两双0-9N]")
_COUNTED = re.compile(r"^[一二三四五六七八九十百千万两双0-9]|^[0-9X][0-9A-Z+＋-]+$")
_SENTENCE = re.compile(r"[。！？；…]|，.*，")
_SPEECH_BEFORE = re.compile(r"[：:，。！？]$")
_MODIFIER_TAGS = ("n", "v", "a", "b", "j", "s", "f", "l", "k", "z", "i", "d", "e")
_LONGEST_TAIL = 12


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between “ and ” at `text[start:end]` (quotes included), and the noun phrase right after it."""

    start: int
    end: int
    inner: str
    tail: str
    before: Token | None
    words: int


@dataclass(frozen=True, slots=True)
class QuotationRule:
    """Whether a quotation that `fits` names a program; the first rule that fits decides."""

    name: str
    names: bool
    fits: Callable[[Quotation], bool]


def _is_speech(quote: Quotation) -> bool:
    return bool(_SENTENCE.search(quote.inner)) or (len(quote.inner) > 24 and not quote.tail)


def _is_figure(quote: Quotation) -> bool:
    return quote.inner in word_set("figures_of_speech.csv")


def _is_plain_word(quote: Quotation) -> bool:
    """“赋能”, “主动”: one common word."""
    return quote.words == 1 and not _NUMERAL.search(quote.inner) and part_of_speech(quote.inner)[0] in "nvadibzjst"


def _ends_as_program(quote: Quotation) -> bool:
    return len(quote.inner) > 2 and any(quote.inner.endswith(head) for head in word_set("program_heads.csv"))


def _is_counted(quote: Quotation) -> bool:
    """“六争攻坚”, “三个一”, “1+1+N”."""
    return bool(_COUNTED.match(quote.inner)) and 2 <= len(quote.inner) <= 14


def _is_launched(quote: Quotation) -> bool:
    verb = quote.before
    return verb is not None and verb.word in word_set("program_verbs.csv") and 3 <= len(quote.inner) <= 12


QUOTED = (
    QuotationRule("known", True, lambda quote: quote.inner in word_set("known_programs.csv")),
    QuotationRule("speech", False, _is_speech),
    QuotationRule("head noun", True, lambda quote: bool(quote.tail)),
    QuotationRule("figure of speech", False, _is_figure),
    QuotationRule("plain word", False, _is_plain_word),
    QuotationRule("ends as program", True, _ends_as_program),
    QuotationRule("counted", True, _is_counted),
    QuotationRule("launched", True, _is_launched),
)


def find_programs(line: Line, taken: list[Candidate]) -> list[Candidate]:
    """All program candidates of a sentence; quotations that other names (`taken`) hold are theirs."""
    found = [*_quoted(line, taken), *_meetings(line), *_known(line)]
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _quoted(line: Line, taken: list[Candidate]) -> Iterator[Candidate]:
    quotes = [
        quote for quote in quotations(line) if not any(c.start <= quote.start and quote.end <= c.end for c in taken)
    ]
    listed = _listed(quotes, line.text)
    for quote in quotes:
        if any(c.start < quote.end and c.end > quote.end for c in taken) and not quote.tail:
            continue
        rule = next((rule for rule in QUOTED if rule.fits(quote)), None)
        if (rule and rule.names) or (quote.start in listed and (rule is None or rule.name == "plain word")):
            name = line.text[quote.start : quote.end + len(quote.tail)]
            aliases = (quote.inner, f"“{quote.inner}”")
            end = quote.end + len(quote.tail)
            yield Candidate(quote.start, end, "program", name, rule.name if rule else "listed", aliases=aliases)


def quotations(line: Line) -> list[Quotation]:
    """The quotations of a sentence with what stands beside them."""
    found = []
    for match in _QUOTE.finditer(line.text):
        inside = [token for token in line.tokens if match.start() < token.start < match.end() - 1]
        before = _verb_before(line, match.start())
        found.append(Quotation(match.start(), match.end(), match[1], _tail(line, match.end()), before, len(inside)))
    return found


def _verb_before(line: Line, position: int) -> Token | None:
    token = line.by_end.get(position)
    if token is not None and token.word in ("了", "起", "好", "出"):
        token = line.by_end.get(token.start)
    return token


def _tail(line: Line, start: int) -> str:
    """The noun phrase after a quotation, to its last program head: ”|闭环激励机制."""
    heads, end, best = word_set("program_heads.csv"), start, 0
    while end - start <= _LONGEST_TAIL:
        token = line.by_start.get(end)
        if token is None or is_closed(token) or token.tag[0] not in "nvabjsflkzie":
            break
        end = token.end
        phrase = line.text[start:end]
        if any(phrase.endswith(head) for head in heads):
            best = end
    return line.text[start:best] if best else ""


def _listed(quotes: list[Quotation], text: str) -> set[int]:
    """Starts of quotations in a list that a head noun sums up: “腾笼换鸟”“凤凰”“雏鹰”等行动."""
    listed: set[int] = set()
    run: list[Quotation] = []
    for i, quote in enumerate(quotes):
        run.append(quote)
        between = text[quote.end : quotes[i + 1].start] if i + 1 < len(quotes) else None
        if between in ("", "、", "和", "以及"):
            continue
        head = longest_first(word_set("program_heads.csv"))
        if len(run) > 1 and re.match(rf"等.{{0,4}}(?:{head})|等$", text[quote.end : quote.end + 12]):
            listed.update(member.start for member in run)
        run = []
    return listed


@functools.cache
def _meeting_pattern() -> re.Pattern[str]:
    return re.compile(longest_first(word_set("program_meetings.csv")))


def _meetings(line: Line) -> Iterator[Candidate]:
    """第八届…大赛, 2021…峰会, …文化节: a proper name, a year or an ordinal before the head."""
    for match in _meeting_pattern().finditer(line.text):
        if match.end() not in line.by_end:
            continue
        start = walk_left(line, match.start(), lambda token: token.tag in ("v", "f", "q", "t", "a"), 24)
        year = re.search(r"(?:20\d\d年?|第[一二三四五六七八九十0-9]{1,3}届)$", line.text[max(0, start - 8) : start])
        start -= len(year.group()) if year else 0
        inside = [token for token in line.tokens if start <= token.start < match.start()]
        if year or any(token.tag in ("ns", "nz", "nr", "nt", "m") for token in inside):
            yield Candidate(start, match.end(), "program", line.text[start : match.end()], "meeting")


@functools.cache
def _known_pattern() -> re.Pattern[str]:
    return re.compile(longest_first(word_set("known_programs.csv")))


def _known(line: Line) -> Iterator[Candidate]:
    for match in _known_pattern().finditer(line.text):
        if match.start() in line.by_start and match.end() in line.by_end:
            yield Candidate(match.start(), match.end(), "program", match.group(), "known")
