"""Headers, footers and page numbers of a PDF: what stands first or last on every page and only counts it."""

import itertools
import re
from collections.abc import Sequence

_FEWEST_PAGES = 3
_LONGEST = 40
_NUMBER = re.compile(r"\d+")
_SENTENCE = re.compile(r"[。！？；，,;!?]")
_BARE_NUMBER = re.compile(r"[\s\-–—·•.第页共頁/\d]*\d[\s\-–—·•.第页共頁/\d]*\Z")


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Pages as lists of lines, without the lines that repeat at their head or foot.

    Only on three pages or more, and only what is certain: a short line without punctuation that is the same on every
    page, one number that counts the pages apart. The first page keeps a header of words, which may tell paper and date
    (青山日报 2022年10月20日 星期四); a bare page number goes everywhere.
    """
    left = [[*page] for page in pages]
    if len(left) < _FEWEST_PAGES:
        return left
    for end in (0, -1):
        while _repeats([_edge(page, end) for page in left]):
            if not _BARE_NUMBER.match(_edge(left[0], end)):
                left = [left[0], *(_without_edge(page, end) for page in left[1:])]
                break
            left = [_without_edge(page, end) for page in left]
    return left


def _edge(page: Sequence[str], end: int) -> str:
    filled = [line for line in page if line.strip()]
    return filled[end].strip() if filled else ""


def _without_edge(page: list[str], end: int) -> list[str]:
    filled = [index for index, line in enumerate(page) if line.strip()]
    return page[: filled[end]] + page[filled[end] + 1 :]


def _repeats(edges: Sequence[str]) -> bool:
    """Whether the lines are one header: equal, or counting up by one from page to page in one of their numbers."""
    first = edges[0]
    if not all(edges) or max(map(len, edges)) > _LONGEST or _SENTENCE.search(first):
        return False
    if len({_NUMBER.sub("0", edge) for edge in edges}) > 1:
        return False
    rows = zip(*(map(int, _NUMBER.findall(edge)) for edge in edges), strict=True)
    changing = [row for row in rows if len(set(row)) > 1]
    if not changing:
        return not _BARE_NUMBER.match(first)
    return len(changing) == 1 and _counts(changing[0])


def _counts(numbers: Sequence[int]) -> bool:
    return all(after - before == 1 for before, after in itertools.pairwise(numbers))
