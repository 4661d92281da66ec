"""A clause with its words, and with those that remain after what opens it before its topic."""

import functools
from collections.abc import Sequence
from typing import NamedTuple

from transforms.observations.tiling import TEXT, TIME, Word
from transforms.observations.words import clause_words, subject_words

_OPENERS = ("c", "d", "x", "t")
_MARKS = frozenset("“”‘’《》\"'（）() ")
#: 到|明年底.
_DATING = frozenset(("到", "至", "自", "从", "在", "截至"))


class Clause(NamedTuple):
    """The clause at `text[start:end]`; `rest` are its words after its openers."""

    start: int
    end: int
    words: Sequence[Word]
    rest: Sequence[Word]


def after_openers(words: Sequence[Word], skipped: frozenset[str] = frozenset()) -> Sequence[Word]:
    """The words after those that open a clause before its topic: times, conjunctions, marks; those `skipped` too."""
    for at, word in enumerate(words):
        if word.role == TIME or (word.role == TEXT and (_opens(word.text, word.tag) or word.text in skipped)):
            continue
        if not (word.text in _DATING and at + 1 < len(words) and words[at + 1].role == TIME):
            return words[at:] if at else words
    return ()


def is_opener(word: Word) -> bool:
    """Whether a word may open a clause before its topic."""
    if word.role == TEXT:
        return _opens(word.text, word.tag)
    return word.role == TIME


@functools.lru_cache(maxsize=1 << 13)
def _opens(text: str, tag: str) -> bool:
    if text in subject_words():
        return False
    return text in _MARKS or text in clause_words("opener") or tag.startswith(_OPENERS)


@functools.cache
def same_words() -> frozenset[str]:
    """Words that only say that the topic is the one told before: 其, 他们."""
    return frozenset(word for word, row in subject_words().items() if row.refers == "same")
