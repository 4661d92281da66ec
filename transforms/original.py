"""Back from the simplified characters that rules read to the characters that were printed."""

import functools
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TypeVar

from transforms.model import Sentence

Record = TypeVar("Record")


def printed_sentence(sentence: Sentence, text: str) -> Sentence:
    """`sentence`, read from simplified characters, in those of the source `text`."""
    printed = "".join([text[start:end] for start, end in sentence.pieces])
    if printed == sentence.text:
        return sentence
    kept = (" " if read == " " else there for read, there in zip(sentence.text, printed, strict=True))
    return replace(sentence, text="".join(kept))


@functools.cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


class Original:
    """The words of a document in simplified characters and as they were printed, one beside the other."""

    def __init__(self, read: Sequence[Sentence], printed: Sequence[Sentence]):
        self._read = "\n".join(sentence.text for sentence in read)
        self._printed = "\n".join(sentence.text for sentence in printed)
        #: Characters that stand for another one somewhere: words without them are printed as they are read.
        self._changed = {one for one, other in zip(self._read, self._printed, strict=True) if one != other}
        self._words = functools.cache(self._find)

    def restore(self, record: Record) -> Record:
        """A dataclass's texts, and tuples of texts, as they were printed; what was not printed so stays."""
        changed = {}
        for name in _field_names(type(record)):
            value = getattr(record, name)
            if isinstance(value, str):
                printed = self._words(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], str):
                printed = tuple(map(self._words, value))
            else:
                continue
            if printed != value:
                changed[name] = printed
        return replace(record, **changed) if changed else record

    def _find(self, words: str) -> str:
        if self._changed.isdisjoint(words):
            return words
        start = self._read.find(words)
        return self._printed[start : start + len(words)] if start >= 0 else words
