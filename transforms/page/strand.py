"""A strand: running text taken from one or more places of the source, knowing where each character stands there."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from transforms.model import Span
from transforms.page.people import is_name

_LAYOUT = re.compile(r"(?:\s|\*\*+)+")
_LAYOUT_AND_QUOTES = re.compile(r"(?:\s|\*\*+)+|[“”‘’《》「」『』]")
_SPACE = re.compile(r"\s")
_LATIN_BEFORE = re.compile(r"[A-Za-zÀ-ɏΑ-ωА-я0-9,.;:!?%)'\"&]\Z")
_LATIN_AFTER = re.compile(r"[A-Za-zÀ-ɏΑ-ωА-я0-9(\"'&]")
_LETTER = re.compile(r"[A-Za-zÀ-ɏΑ-ωА-я]")
_CHUNK_BEFORE = re.compile(r"(?:\A|[^\u4e00-\u9fff])([\u4e00-\u9fff]{2,4})\Z")
_CHUNK_AFTER = re.compile(r"([\u4e00-\u9fff]{2,4})(?:[^\u4e00-\u9fff]|\Z)")
_OPENING, _CLOSING = frozenset("“‘《「『"), frozenset("”’》」』")


class Strand(NamedTuple):
    """`text` and its pieces in the source; white space kept inside a piece stands as one space in `text`."""

    text: str
    pieces: tuple[Span, ...]

    def cuts(self, spans: Iterable[Span]) -> Iterator["Strand"]:
        """The strands at `spans` of `text`, which come in order and do not overlap."""
        index, offset = 0, 0
        only = self.pieces[0][0] if len(self.pieces) == 1 else None
        for start, end in spans:
            if only is not None and start < end:
                yield Strand(self.text[start:end], ((only + start, only + end),))
                continue
            while index < len(self.pieces) and offset + _length(self.pieces[index]) <= start:
                offset += _length(self.pieces[index])
                index += 1
            found, ahead, at = [], index, offset
            while ahead < len(self.pieces) and at < end:
                low, high = self.pieces[ahead]
                found.append((max(low, low + start - at), min(high, low + end - at)))
                at += high - low
                ahead += 1
            yield Strand(self.text[start:end], tuple(found))

    def cut(self, start: int, end: int) -> "Strand":
        """The strand at `text[start:end]`, white space at its edges left out."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        end = max(start, end - (len(part) - len(part.rstrip())))
        return next(self.cuts([(start, end)]))


def _length(piece: Span) -> int:
    return piece[1] - piece[0]


def join(strands: Iterable[Strand]) -> Strand:
    """Strands one after the other, nothing between them."""
    strands = list(strands)
    if len(strands) == 1:
        return strands[0]
    return Strand("".join(strand.text for strand in strands), tuple(p for strand in strands for p in strand.pieces))


def read_strand(source: str, start: int, end: int, keep_spaces: bool = False) -> Strand:
    """`source[start:end]` without the layout's white space and without `**`.

    A space belongs, and stays, between Latin words, between names side by side and inside quotation marks;
    `keep_spaces` keeps one of each run elsewhere too, as titles and bylines need it (产业发展强动能 品质提升开新局).
    """
    if not _LAYOUT.search(source, start, end):
        return Strand(source[start:end], ((start, end),))
    texts, pieces, last, depth = [], [], start, 0
    for match in _LAYOUT_AND_QUOTES.finditer(source, start, end):
        mark = match[0]
        if mark in _OPENING or mark in _CLOSING:
            depth = max(0, depth + (1 if mark in _OPENING else -1))
            continue
        low, high = match.span()
        if last < low:
            texts.append(source[last:low])
            pieces.append((last, low))
        space = _SPACE.search(source, low, high)
        if space and start < low and high < end and _belongs(source, start, low, high, depth, keep_spaces):
            texts.append(" ")
            pieces.append(space.span())
        last = high
    if last < end:
        texts.append(source[last:end])
        pieces.append((last, end))
    return Strand("".join(texts), _merged(pieces))


def _belongs(source: str, start: int, low: int, high: int, depth: int, keep_spaces: bool) -> bool:
    """Whether the white space at `source[low:high]` is part of the text."""
    before, after, is_break = source[low - 1], source[high], "\n" in source[low:high] or "\r" in source[low:high]
    if _LATIN_BEFORE.match(before) and _LATIN_AFTER.match(after):
        return not is_break or bool(_LETTER.match(before) or _LETTER.match(after))
    if keep_spaces:
        return True
    if is_break:
        return False
    left = _CHUNK_BEFORE.search(source[max(start, low - 5) : low])
    if depth and not before.isdigit() and not after.isdigit():
        return before.isalnum() and after.isalnum()
    right = _CHUNK_AFTER.match(source, high)
    return bool(left and right and is_name(left[1]) and is_name(right[1]))


def join_broken(source: str, strands: list[Strand]) -> Strand:
    """Parts of a paragraph that the layout broke: a space only where a break stands between Latin words."""
    parts: list[Strand] = []
    for strand in strands:
        if parts and _LETTER.match(parts[-1].text[-1]) and _LETTER.match(strand.text[0]):
            parts.append(_space_behind(source, parts[-1]))
        parts.append(strand)
    return join(parts)


def _merged(pieces: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in pieces:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def spaced(source: str, strands: list[Strand]) -> Strand:
    """Strands with one space between, that of the source behind each: the lines of a title."""
    parts = strands[:1]
    for strand in strands[1:]:
        parts += [_space_behind(source, parts[-1]), strand]
    whole = join(parts)
    return Strand(whole.text, _merged(list(whole.pieces)))


def _space_behind(source: str, strand: Strand) -> Strand:
    at = strand.pieces[-1][1]
    while not source[at].isspace():  # a closing ** of the markup stands before the line break
        at += 1
    return Strand(" ", ((at, at + 1),))
