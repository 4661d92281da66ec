"""Sentence boundaries by GB/T 15834: 。！？； end a sentence, with the closing quotes and brackets that follow.

No boundary stands inside brackets and titles (《…》, （…）), after …… inside a sentence, or inside a quotation that
is a part of its sentence (面对“钱从哪里来？人往哪里去？”的难题).
"""

import functools
import itertools
import re
from collections.abc import Sequence

from transforms.model import Span

_MARKS = re.compile(r"[。！？；!?;｡]+|[“”‘’「」『』\"《》〈〉（）()【】\[\]〔〕]")
_TERMINAL = frozenset("。！？；!?;｡")
_CLOSERS = re.compile(r"[”’」』》〉）)】\]〕\"]*")
_PAIRS = {"《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕"}
_CLOSING_BRACKETS = frozenset(_PAIRS.values())
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSING_QUOTES = frozenset(_QUOTES.values())
#: A bracket that is not closed within so many characters was left open by the scan.
_REACH = 400
#: What follows a quotation that is a part of its sentence: always, and when it asks or exclaims (“钱从哪来？”成了难题).
_ATTACHED = re.compile(r"[，,、：:）)》的]|等(?!到|待|候)|之|——|……")
_ATTACHED_CALL = re.compile(r"[，,、：:）)》的之]|等(?!到|待|候)|——|……|是(?!日)|成|[和与及](?=[“‘「『])")
_ASCII_WORD = re.compile(r"[A-Za-z0-9/&=_%-]")


def split_sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order; they tile it, white space at its edges apart."""
    marks = [(*match.span(), match[0]) for match in _MARKS.finditer(text)]
    protected = _protected(text, marks)
    spans, start, at, guard = [], 0, 0, 0
    for low, high, mark in marks:
        if low < at:
            continue
        if low in protected:
            guard = max(guard, protected[low])
        elif mark[0] in _TERMINAL and low >= guard and not _inside_ascii(text, low, high):
            end = _CLOSERS.match(text, high).end() if not _opens(text, high) else high
            if not _goes_on(text, high, end):
                spans.append((start, end))
                start = end
            at = end
    if start < len(text):
        spans.append((start, len(text)))
    return [span for span in itertools.starmap(functools.partial(_trimmed, text), spans) if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> Span:
    if not (text[start].isspace() or text[end - 1].isspace()):
        return start, end
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _opens(text: str, at: int) -> bool:
    """Whether a straight quote at `at` opens: an even number stands before it."""
    return text[at : at + 1] == '"' and text.count('"', max(0, at - _REACH), at) % 2 == 0


def _inside_ascii(text: str, low: int, high: int) -> bool:
    """A mark inside an address or code: http://news.cn/a?id=1;p=2."""
    if not text[low:high].isascii():
        return False
    around = text[low - 1 : low], text[high : high + 1]
    return all(_ASCII_WORD.match(character) for character in around)


def _goes_on(text: str, mark_end: int, end: int) -> bool:
    """Whether the sentence goes on behind a mark: “加油！”，他喊道."""
    return end > mark_end and bool(_attached(text, end))


def _attached(text: str, end: int) -> bool:
    """Whether the sentence goes on behind the quotation that ends at `end`."""
    calls = text[end - 2 : end - 1] in ("？", "！", "?", "!")
    return bool((_ATTACHED_CALL if calls else _ATTACHED).match(text, end))


def _protected(text: str, marks: Sequence[tuple[int, int, str]]) -> dict[int, int]:
    """Spans without boundaries, start → end: brackets that close nearby, and quotations inside a sentence."""
    closed: dict[int, int] = {}
    quotes: list[Span] = []
    brackets: list[tuple[int, str]] = []
    open_quotes: list[tuple[int, str]] = []
    for at, _, mark in marks:
        if mark in _PAIRS:
            brackets.append((at, _PAIRS[mark]))
        elif mark in _CLOSING_BRACKETS:
            _close(brackets, at, mark, closed)
        elif mark in _QUOTES:
            open_quotes.append((at, _QUOTES[mark]))
        elif mark in _CLOSING_QUOTES and open_quotes and open_quotes[-1][1] == mark:
            quotes.append((open_quotes.pop()[0], at + 1))
    whole = {start: end for start, end in closed.items() if not _stands_alone(text, start, end)}
    return _embedded(text, quotes) | whole if quotes else whole


def _close(brackets: list[tuple[int, str]], at: int, mark: str, closed: dict[int, int]) -> None:
    if brackets and brackets[-1][1] == mark:
        start = brackets.pop()[0]
        if at - start <= _REACH:
            closed[start] = at + 1


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a bracket holds sentences of its own: （本文有删节。原载《人民日报》。）"""
    return text[start] in "（(" and text[end - 2] in _TERMINAL and (start == 0 or text[start - 1] in _TERMINAL)


def _embedded(text: str, quotes: list[Span]) -> dict[int, int]:
    """Quotations that are parts of a sentence; in “…？”“…？”的 all of the row are."""
    embedded: dict[int, int] = {}
    for start, end in sorted(quotes, reverse=True):
        if end - start <= _REACH and (_attached(text, end) or end in embedded):
            embedded[start] = end
    return embedded
