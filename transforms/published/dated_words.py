"""Words that tell the years in which a text can have appeared: offices, campaigns and things that came, and went."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.lexicon import read_table
from transforms.names.tables import any_of

#: The office that was, or the one that it is a part of the name of: 原县旅游局, 文体和|旅游局.
_OTHER = re.compile("(?:原|原来的|时任|曾任|前身|前身是|前身为)[\u4e00-\u9fff]{0,4}$|[和电体化广育文]$")
_REACH = 8


@dataclass(frozen=True)
class DatedWord:
    """A word with the first and the last year in which texts speak of it as of their day; 0 where that is open."""

    word: str
    first: int
    last: int


@functools.cache
def _words() -> dict[str, DatedWord]:
    return {row.word: row for row in read_table("dated_words.csv", DatedWord)}


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile(any_of(_words()))


def dated_by_words(texts: Sequence[str]) -> tuple[int, int, str]:
    """The years from and to which the words of a text let it appear, 0 where open, and the word that says from when.

    县应急管理局 is told of since 2018; 县环保局 until 2019, unless it is one that was.
    """
    first, last, told = 0, 0, ""
    for text in texts:
        for match in _pattern().finditer(text):
            row = _words()[match.group()]
            if row.first > first:
                first, told = row.first, row.word
            if row.last and not _OTHER.search(text, max(0, match.start() - _REACH), match.start()):
                last = min(last or row.last, row.last)
    return first, last, told
