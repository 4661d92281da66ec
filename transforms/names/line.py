"""A sentence as the name rules see it, the candidates that they make, and the walk to a name's first character."""

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from transforms.model import Sentence
from transforms.names.words import Found, Word
from transforms.tokens import Token, Tokens, is_known

#: Words of these parts of speech end a name's walk to the left: particles, prepositions, adverbs, pronouns, …
_CLOSED = frozenset("upcdryohil")
_CLOSED_TAGS = frozenset({"t", "e", "z", "ad", "vd"})
_INNER = frozenset("·•-－")
_PROPER = frozenset({"ns", "nz", "nr", "nrt", "nrfg", "nt"})


class Candidate(NamedTuple):
    """A possible name at `text[start:end]` of one sentence.

    `name` is the form that names it (a quoted program without its head noun keeps its quotes); `codes` are division
    codes that a place may have; `anchor` is the end of a place right before it, 0 if none stands there.
    """

    start: int
    end: int
    type: str
    name: str
    rule: str
    kind: str = ""
    codes: tuple[str, ...] = ()
    role: str | None = None
    org: str | None = None
    aliases: tuple[str, ...] = ()


class Line:
    """A sentence with its tokens, by index in the document.

    `found` are the words of the rules' vocabularies by where they begin.
    """

    __slots__ = ("_bounds", "found", "index", "sentence", "text", "tokens")

    def __init__(self, index: int, sentence: Sentence, tokens: Tokens, found: Found) -> None:
        self.index = index
        self.sentence = sentence
        self.text = sentence.text
        self.tokens, self._bounds = tokens, tokens.bounds
        self.found = found

    def words_of(self, vocabulary: str) -> Iterator[Word]:
        """The words of a vocabulary from left to right, the longest at a place; they do not overlap."""
        free = 0
        for word in self.found.get(vocabulary, ()):
            if word.start >= free:
                free = word.end
                yield word

    def token_over(self, position: int) -> Token | None:
        """The token that holds the character at `position`."""
        at = min(bisect_right(self._bounds, position), len(self.tokens)) - 1
        return self.tokens[at] if at >= 0 else None

    def token_from(self, start: int) -> Token | None:
        """The token that starts at `start`."""
        at = bisect_left(self._bounds, start)
        return self.tokens[at] if at < len(self.tokens) and self._bounds[at] == start else None

    def token_to(self, end: int) -> Token | None:
        """The token that ends at `end`."""
        at = bisect_left(self._bounds, end)
        return self.tokens[at - 1] if 0 < at <= len(self.tokens) and self._bounds[at] == end else None

    def between(self, start: int, end: int) -> Sequence[Token]:
        """The tokens that start within `text[start:end]`."""
        return self.tokens[bisect_left(self._bounds, start) : bisect_left(self._bounds, end)]


def is_closed(token: Token) -> bool:
    """Whether a word can't be part of a name: function words, idioms, punctuation, times."""
    tag = token.tag
    if tag == "x":
        return _is_mark(token.word)
    return tag[0] in _CLOSED or tag in _CLOSED_TAGS or token.word in "（）() "


@functools.lru_cache(maxsize=1 << 13)
def _is_mark(word: str) -> bool:
    return not any("\u4e00" <= char <= "\u9fff" or char.isalnum() or char in _INNER for char in word)


def is_proper(token: Token) -> bool:
    """Whether a word looks like a name: tagged as one, or of two characters and more that the dictionary lacks."""
    if token.tag in _PROPER:
        return True
    word = token.word
    return len(word) >= 2 and "\u4e00" <= word[0] <= "\u9fff" and not is_known(word)


def walk_left(line: Line, suffix_start: int, stops: Callable[[Token], bool], longest: int) -> int:
    """Where the name begins whose suffix stands at `suffix_start`: word by word to the left until a word stops it.

    `longest` bounds the characters before the suffix; the result may equal `suffix_start` when nothing fits.
    """
    start = suffix_start
    token = line.token_over(suffix_start)
    if token and token.start < suffix_start:  # 芳村 as one word: its first part belongs to the name
        start = token.start
    while suffix_start - start <= longest:
        before = line.token_to(start)
        if before is None or suffix_start - before.start > longest or is_closed(before) or stops(before):
            break
        if before.word[0] in "和与及" and before.tag == "nr":  # 和锋|领: the conjunction is no part of the name
            return before.start + 1
        start = before.start
    return start


def name_goes_on(line: Line, start: int) -> bool:
    """弋|江桥街道: whether a character stands before that the dictionary knows as part of names only."""
    before = line.token_to(start)
    return before is not None and len(before.word) == 1 and before.tag in ("ns", "nrt", "nz") and before.start > 0
