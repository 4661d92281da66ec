"""Where words of the vocabularies begin in a document's sentences: one pass over its characters for all of them.

The first two and the first three characters at each place make a number of `_BITS` bits each; tables tell with which
numbers words begin. Some few places (four in a hundred) share a number with a word that does not begin there.
"""

import bisect
import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from transforms.names.vocabulary import vocabularies

_BITS = 18
_FACTORS = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D))
_SHIFT = np.uint32(32 - _BITS)


class Word(NamedTuple):
    """A word of a vocabulary at `text[start:end]`."""

    start: int
    end: int
    word: str


#: A tuple as a word, without the Python function `Word._make`.
_word = functools.partial(tuple.__new__, Word)
#: Words by vocabulary from left to right, the longest at each place; they may overlap.
Found = dict[str, list[Word]]
#: Words that begin alike by vocabulary, the longest first.
_Alike = tuple[tuple[str, tuple[str, ...]], ...]


@functools.cache
def _by_head() -> dict[str, _Alike]:
    """Words by their first two characters; one of one character (局) by itself, and by all pairs that it begins."""
    alike: dict[str, dict[str, list[str]]] = {}
    every = [(vocabulary, word) for vocabulary, words in vocabularies() for word in words]
    for vocabulary, word in sorted(every, key=lambda pair: -len(pair[1])):
        alike.setdefault(word[:2], {}).setdefault(vocabulary, []).append(word)
    for char in [head for head in alike if len(head) == 1]:
        for head in [head for head in alike if head[0] == char and head != char]:
            for vocabulary, words in alike[char].items():
                alike[head].setdefault(vocabulary, []).extend(words)
    return {head: tuple((name, tuple(words)) for name, words in here.items()) for head, here in alike.items()}


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def pair_numbers(text: str, bits: int) -> np.ndarray:
    """A number of so many bits of each two characters of `text`, by where they stand."""
    codes = _codes(text)
    return (codes[:-1] * _FACTORS[0] + codes[1:] * _FACTORS[1]) >> np.uint32(32 - bits)


def _numbers(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each two characters, and each three; NumPy's unsigned arithmetic wraps at 32 bits."""
    two = codes[:-2] * _FACTORS[0] + codes[1:-1] * _FACTORS[1]
    return two >> _SHIFT, (two + codes[2:] * _FACTORS[2]) >> _SHIFT


@functools.cache
def _tables() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which characters are words, and which numbers of two and of three characters begin other words."""
    every = {word for _, words in vocabularies() for word in words}
    single = np.zeros(1 << 16, dtype=bool)
    single[_codes("".join(word for word in every if len(word) == 1))] = True
    pairs, triples = np.zeros((2, 1 << _BITS), dtype=bool)
    pairs[_numbers(_codes("".join(f"{word} " for word in every if len(word) == 2)))[0][::3]] = True
    triples[_numbers(_codes("".join(word[:3] for word in every if len(word) > 2)))[1][::3]] = True
    return single, pairs, triples


def _places(text: str) -> list[int]:
    """Where words may begin in `text`, whose last two characters begin none."""
    single, pairs, triples = _tables()
    codes = _codes(text)
    two, three = _numbers(codes)
    return np.flatnonzero(pairs[two] | triples[three] | single[codes[:-2] & 0xFFFF]).tolist()


def words_in(texts: Sequence[str]) -> Iterator[Found]:
    """The words of all vocabularies in each of `texts`; a vocabulary of which no word is there has no entry."""
    whole = "\n".join([*texts, "\n"])
    places, heads = _places(whole), _by_head()
    begin = first = 0
    for text in texts:
        found: Found = {}
        last = bisect.bisect_left(places, begin + len(text), first)
        for at in places[first:last]:
            start = at - begin
            for vocabulary, words in heads.get(whole[at : at + 2]) or heads.get(whole[at], ()):
                for word in words:
                    if whole.startswith(word, at):
                        found.setdefault(vocabulary, []).append(_word((start, start + len(word), word)))
                        break
        yield found
        begin, first = begin + len(text) + 1, last
