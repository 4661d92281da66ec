"""Back from the simplified characters that rules read to the characters that were printed."""

import functools
import itertools
import operator
from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np

from transforms.lazy import lazy
from transforms.model import Sentence

Record = TypeVar("Record")


def printed_sentence(sentence: Sentence, text: str) -> Sentence:
    """`sentence`, read from simplified characters, in those of the source `text`."""
    printed = "".join([text[start:end] for start, end in sentence.pieces])
    if printed == sentence.text:
        return sentence
    if " " in sentence.text:
        printed = "".join([" " if read == " " else there for read, there in zip(sentence.text, printed, strict=True)])
    return sentence._replace(text=printed)


_TEXTS = (str, str | None, tuple[str, ...])


@functools.cache
def _texts_of(kind: type) -> tuple[tuple[str, ...], Callable[[Record], tuple]]:
    """The names of a kind's texts, and a function that gives a record's."""
    names = tuple(name for name, made_of in kind.__annotations__.items() if made_of in _TEXTS)
    return names, operator.attrgetter(*names)


class Original:
    """The words of a document in simplified characters and as they were printed, one beside the other.

    `read` are its sentences in simplified characters, `text` is the source.
    """

    def __init__(self, read: Iterable[Sentence], text: str) -> None:
        self._text = text
        pairs = [(sentence.text, self.printed(sentence).text) for sentence in read]
        self._read, self._printed = ("\n".join(texts) for texts in zip(*pairs, strict=True)) if pairs else ("", "")
        changed = (pair for pair in pairs if pair[0] != pair[1])
        #: Characters that stand for another one somewhere: words without them are printed as they are read.
        self._changed = {one for pair in changed for one, other in zip(*pair, strict=True) if one != other}
        self._words = functools.cache(self._find)

    def printed(self, sentence: Sentence) -> Sentence:
        """One of its sentences in the characters of the source."""
        return printed_sentence(sentence, self._text)

    def restore(self, record: Record) -> Record:
        """A record's texts, and tuples of texts, as they were printed; what was not printed so stays."""
        names, texts_of = _texts_of(type(record))
        read = texts_of(record)
        printed = tuple(map(self._words, read))
        return record if printed == read else record._replace(**dict(zip(names, printed, strict=True)))

    def _find(self, words: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
        if isinstance(words, tuple):
            return tuple(map(self._words, words))
        if not words or self._changed.isdisjoint(words):
            return words
        start = self._read.find(words, self._pairs.not_before(words))
        return self._printed[start : start + len(words)] if start >= 0 else words

    @lazy
    def _pairs(self) -> "_FirstPairs":
        return _FirstPairs(self._read)


class _FirstPairs:
    """Where each two characters stand first in a text, so that words need not be sought from its beginning on.

    Pairs that share a number share the first place of them all.
    """

    def __init__(self, text: str) -> None:
        size = len(text)
        self._mask = (1 << min(_MOST_BITS, size.bit_length())) - 1
        self._first = np.full(self._mask + 1, size, dtype=np.int32)
        for start in reversed(range(0, size, _AT_ONCE)):
            codes = np.frombuffer(text[start : start + _AT_ONCE + 1].encode("utf-32-le", "surrogatepass"), np.uint32)
            numbers = (codes[:-1] * np.uint32(_FACTOR) + codes[1:]) & np.uint32(self._mask)
            # of places with one number the last one that is written stays: the first of the text
            self._first[numbers[::-1]] = np.arange(start, start + len(numbers), dtype=np.int32)[::-1]

    def not_before(self, words: str) -> int:
        """A place before which `words` do not stand."""
        places = (
            int(self._first[ord(one) * _FACTOR + ord(other) & self._mask]) - index
            for index, (one, other) in enumerate(itertools.pairwise(words))
        )
        return max(0, max(places, default=0))


_FACTOR = 0x9E3779B1
_MOST_BITS = 22
_AT_ONCE = 1 << 20
