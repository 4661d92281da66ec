"""Back from the simplified characters that rules read to the characters that were printed."""

import functools
import itertools
import operator
from collections.abc import Callable, Sequence
from typing import TypeVar

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
    """The words of a document in simplified characters and as they were printed, one beside the other."""

    def __init__(self, read: Sequence[Sentence], printed: Sequence[Sentence]):
        self._read = "\n".join(sentence.text for sentence in read)
        self._printed = "\n".join(sentence.text for sentence in printed)
        #: Characters that stand for another one somewhere: words without them are printed as they are read.
        self._changed: set[str] = set()
        for here, there in zip(read, printed, strict=True):
            if here is not there:
                self._changed.update(itertools.compress(here.text, map(operator.ne, here.text, there.text)))
        self._words = functools.cache(self._find)

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
        start = self._read.find(words)
        return self._printed[start : start + len(words)] if start >= 0 else words
