"""Segmentation: text to words with code-point offsets, by jieba's dictionary and algorithm.

rjieba (jieba's algorithm in Rust) does the work; `words` makes its tokens equal to those of `jieba.cut`.
"""

import functools
import itertools
import operator
import re
import threading
from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple

import rjieba

from transforms.lazy import Remembered
from transforms.lexicon import user_words

# jieba 0.42.1, `re_skip` of `__cut_DAG`'s caller: how jieba splits what holds no Han character.
_LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
_HAN = re.compile(r"[\u4E00-\u9FD5]")
# Han characters outside jieba's range stand alone in jieba and join their neighbours in rjieba: 王𬭎说
_RARE_HAN = re.compile(r"([\u3400-\u4DBF\u9FD6-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF])")


class Token(NamedTuple):
    """A word at `text[start:end]` with jieba's part-of-speech tag.

    `text`, `role` and `ref` make it one of a sentence's words beside its quantities, times and names, which
    `transforms.observations.tiling.Word` describes.
    """

    start: int
    end: int
    word: str
    tag: str
    role = "text"
    ref = -1


Token.text = Token.word


#: A tuple as a token; `Token._make` is a Python function, and a day's press has a hundred million tokens.
_token = functools.partial(tuple.__new__, Token)


class Tokens(list[Token]):
    """The words of a text in order; they tile it.

    `words` and `tags` hold theirs, `bounds` where each begins and, last, where the text ends: what looks for some of
    them need not walk over all.
    """

    __slots__ = ("bounds", "tags", "words")

    def __init__(self, words: Sequence[str], tags: Sequence[str]) -> None:
        self.words, self.tags = words, tags
        self.bounds = bounds = list(itertools.accumulate(map(len, words), initial=0))
        super().__init__(map(_token, zip(bounds, bounds[1:], words, tags, strict=False)))


_BEGINNING = threading.Lock()


@functools.cache
def _segmenter() -> ModuleType:
    """rjieba with our own words; an instance of our own would read its dictionary a second time and hold it twice.

    Threads that come while the first adds words wait for it: adding one while another thread cuts raises.
    """
    with _BEGINNING:
        return _with_own_words()


@functools.cache
def _with_own_words() -> ModuleType:
    for row in user_words():
        rjieba.add_word(row.word, row.frequency, row.tag)
    return rjieba


@functools.cache
def _own_tags() -> dict[str, str]:
    return {row.word: row.tag for row in user_words()}


@functools.lru_cache(maxsize=1 << 15)
def part_of_speech(word: str) -> str:
    """jieba's tag of a word (`n`, `v`, `m`, `ns`, …; `x` where it has none). It depends on the word alone.

    A word of our own that jieba knew before keeps its old tag there, here ours counts: 免息, 住院.
    """
    if own := _own_tags().get(word):
        return own
    tagged = _segmenter().tag(word)
    return tagged[0][1] if len(tagged) == 1 else "x"


@functools.lru_cache(maxsize=1 << 15)
def is_known(word: str) -> bool:
    """Whether the dictionary holds `word`; what segmentation made up beyond it mostly is a name."""
    return _segmenter().has_word(word)


def words(text: str) -> list[str]:
    """The words of `text`, equal to `jieba.lcut(text)`; their concatenation is `text`."""
    return _tagged(text)[0]


def _tagged(text: str) -> tuple[list[str], list[str]]:
    """The words of `text` and their parts of speech.

    A word is the same object wherever it stands: what looks it up later finds it, and its hash, in the caches.
    """
    known = list(map(_known, _cut(text)))
    if None in known:
        known = [_known(part) or (part, part_of_speech(part)) for word in _cut(text) for part in _parts(word)]
    return list(map(_word_of, known)), list(map(_tag_of, known))


def _cut(text: str) -> list[str]:
    if not _RARE_HAN.search(text):
        return _segmenter().cut(text)
    return [word for part in _RARE_HAN.split(text) if part for word in _segmenter().cut(part)]


def _with_tag(word: str) -> tuple[str, str] | None:
    """A word of rjieba and its part of speech, None for one that jieba splits again."""
    return (word, part_of_speech(word)) if len(_parts(word)) == 1 else None


_known = Remembered(_with_tag).__getitem__
_word_of, _tag_of = operator.itemgetter(0), operator.itemgetter(1)


def _parts(word: str) -> list[str]:
    """jieba's words for one word of rjieba's: "3.5%，" is "3.5%" and "，"."""
    if len(word) < 2 or _HAN.search(word) or _segmenter().has_word(word):
        return [word]
    return [part for part in _LATIN.split(word) if part]


def tokenize(text: str) -> Tokens:
    """The words of `text` with offsets and part of speech, tiling it."""
    return Tokens(*_tagged(text))
