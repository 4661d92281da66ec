"""A sentence as the rules for observations see it: its words, with times, quantities and names as one word each."""

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.lexicon import user_words
from transforms.model import Entity, NameMention, Quantity, Sentence, Time
from transforms.observations.words import change_words, clause_pattern, governing_verbs, indicator_words
from transforms.tokens import Token, is_known, tokenize

#: What ends a clause. A dash does (——), the mark between items of a list (、) does not.
_BREAK = re.compile(r"[，,；;：:。！!？?…\n]|—{1,2}")
_HAS = re.compile("现有|共有|拥有|建有|设有")
#: 平台|共受理|诉求: what jieba joins to a verb.
_ADVERBS = frozenset("共已再又均仍将现")
_OPEN, _CLOSE = "（([【", "）)]】"
TIME, QUANTITY, NAME, TEXT = "time", "quantity", "name", "text"
_TAGS = {TIME: "t", QUANTITY: "m", NAME: "n"}


class Word(NamedTuple):
    """A word at `text[start:end]`; `ref` is the index of the time, quantity or mention that it is, if it is one."""

    start: int
    end: int
    text: str
    tag: str
    role: str = TEXT
    ref: int = -1


_word = functools.partial(tuple.__new__, Word)


@dataclass(frozen=True)
class Line:
    """A sentence with what was found in it; `names` index `entities`. Its words tile its text."""

    index: int
    sentence: Sentence
    tokens: Sequence[Token]
    quantities: Sequence[Quantity]
    times: Sequence[Time]
    names: Sequence[NameMention]
    entities: Sequence[Entity]

    @functools.cached_property
    def text(self) -> str:
        """The sentence's text."""
        return self.sentence.text

    @functools.cached_property
    def persons(self) -> bool:
        """Whether a person is named in it."""
        return any(self.entities[name.entity].type == "person" for name in self.names)

    def holds(self, role: str) -> bool:
        """Whether a word of a clause's `role` stands anywhere in it: asked once, before each of its words is tried."""
        known = self._held.get(role)
        if known is None:
            known = self._held[role] = clause_pattern(role).search(self.text) is not None
        return known

    @functools.cached_property
    def _held(self) -> dict[str, bool]:
        return {}

    @functools.cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order: spans of quantities, times and outermost names, tokens between them."""
        spans = _spans(self.quantities, self.times, self.names)
        return tuple(_tile(self.text, self.tokens, spans))

    @functools.cached_property
    def texts(self) -> frozenset[str]:
        """The texts of its words: rules that need one of a few words look there before they look at each word."""
        return frozenset([word.text for word in self.words])

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def first_at(self, position: int) -> int:
        """Index of the first word that starts at or after `position`."""
        return bisect.bisect_left(self._starts, position)

    def before(self, position: int) -> int:
        """Index of the word that ends at `position` or holds the character before it; -1 at the start."""
        return bisect.bisect_left(self._starts, position) - 1

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """Words that lie within `text[start:end]`."""
        found = self.words[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]
        return found[:-1] if found and found[-1].end > end else found

    @functools.cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Spans between marks, none of which stands inside a name or a quantity; they don't overlap."""
        words = self.words
        cuts = [mark.span() for mark in _BREAK.finditer(self.text) if words[self.before(mark.start() + 1)].role == TEXT]
        edges = [0, *(edge for cut in cuts for edge in cut), len(self.text)]
        return tuple((start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)

    def clause_at(self, position: int) -> int:
        """Index of the clause that holds `position` or, on a mark, of the one before it."""
        return max(0, bisect.bisect_right(self._clause_starts, position) - 1)

    @functools.cached_property
    def _clause_starts(self) -> list[int]:
        return [start for start, _ in self.clauses]

    @functools.cached_property
    def brackets(self) -> tuple[tuple[int, int], ...]:
        """Spans of balanced round brackets, outermost only, with their marks."""
        found, stack = [], []
        for position, char in enumerate(self.text):
            if char in _OPEN:
                stack.append(position)
            elif char in _CLOSE and stack:
                start = stack.pop()
                if not stack:
                    found.append((start, position + 1))
        return tuple(found)

    def bracket_at(self, position: int) -> tuple[int, int] | None:
        """The bracket that holds `position`."""
        at = bisect.bisect_left(self.brackets, (position, position)) - 1
        return self.brackets[at] if at >= 0 and position < self.brackets[at][1] else None

    @functools.cached_property
    def bracket_starts(self) -> dict[int, int]:
        """Where each bracket begins, by where it ends."""
        return {end: start for start, end in self.brackets}


def _spans(
    quantities: Sequence[Quantity], times: Sequence[Time], names: Sequence[NameMention]
) -> list[tuple[int, int, str, int]]:
    """Spans that stand as one word, without overlaps: quantities first, then times, then the longest names."""
    wanted = [(q.start, q.end, QUANTITY, i) for i, q in enumerate(quantities)]
    wanted += [(t.start, t.end, TIME, i) for i, t in enumerate(times)]
    kept = [i for i, name in enumerate(names) if not _HAS.search(name.mention)]  # 某镇现有|养殖场 is no name
    longest = sorted(kept, key=lambda i: names[i].start - names[i].end)
    wanted += [(names[i].start, names[i].end, NAME, i) for i in longest]
    taken: list[tuple[int, int, str, int]] = []
    used: set[int] = set()
    for span in wanted:
        places = range(span[0], span[1])
        if span[0] < span[1] and used.isdisjoint(places):
            used.update(places)
            taken.append(span)
    return sorted(taken)


def _tile(text: str, tokens: Sequence[Token], spans: Sequence[tuple[int, int, str, int]]) -> Iterator[Word]:
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    position = 0
    for start, end, role, ref in [*spans, (len(text), len(text), "", -1)]:
        if position < start:
            first, last = bisect.bisect_right(ends, position), bisect.bisect_left(starts, start)
            yield from _gap(text, tokens[first:last], position, start)
        if role:
            yield Word(start, end, text[start:end], _TAGS[role], role, ref)
        position = end


def _gap(text: str, own: Sequence[Token], start: int, end: int) -> list[Word]:
    """Words of `text[start:end]`, on which the tokens `own` lie; cut anew where one reaches beyond (71个微|改造)."""
    if own and (own[0].start < start or own[-1].end > end):
        own = [Token(start + t.start, start + t.end, t.word, t.tag) for t in tokenize(text[start:end])]
    words: list[Word] = []
    for token in own:
        if (len(token.word) == 4 and token.tag != "x") or (len(token.word) == 3 and token.word[0] in _ADVERBS):
            words.extend(_split(token))
        else:
            words.append(_word((*token, TEXT, -1)))
    return words


@functools.cache
def _own_words() -> frozenset[str]:
    return frozenset(row.word for row in user_words())


def _split(token: Token) -> tuple[Word, ...]:
    """A token as a word; 发放贷款, which jieba takes for one noun, as verb and object; 共受理 as adverb and verb."""
    if len(token.word) == 3:
        verb = token.word[0] in _ADVERBS and token.word[1:] in governing_verbs() and not is_known(token.word)
        at = token.start + verb
        whole = Word(at, token.end, token.word[verb:], "v" if verb else token.tag)
        return (Word(token.start, at, token.word[0], "d"), whole) if verb else (whole,)
    verb, noun = token.word[:2], token.word[2:]
    when = governing_verbs().get(verb) if len(token.word) == 4 and token.word not in _own_words() else None
    stored = when == "always" and noun in indicator_words("amount")
    compared = verb in ("同比", "环比") and noun in change_words()  # 同比|增加, 增加|学位: made one by segmentation
    if compared or stored or (when and not is_known(token.word) and is_known(noun)):
        middle = token.start + 2
        return Word(token.start, middle, verb, "v"), Word(middle, token.end, noun, "n")
    return (Word(token.start, token.end, token.word, token.tag),)
