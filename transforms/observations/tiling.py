"""The words that tile a sentence: its quantities, times and names as one word each, and the tokens between them."""

import bisect
import functools
from collections.abc import Sequence
from typing import NamedTuple

from transforms.lexicon import user_words
from transforms.model import NameMention, Quantity, Time
from transforms.observations.words import change_words, governing_verbs, indicator_words
from transforms.tokens import Token, is_known, tokenize

#: 某镇现有|养殖场 is no name.
_HAS = ("现有", "共有", "拥有", "建有", "设有")
#: 平台|共受理|诉求: what jieba joins to a verb.
_ADVERBS = frozenset("共已再又均仍将现")
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


def tile(
    text: str,
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    times: Sequence[Time],
    names: Sequence[NameMention],
) -> list[Word]:
    """The words of `text` in order."""
    ends = [token[1] for token in tokens]
    words: list[Word] = []
    position = 0
    for start, end, role, ref in _spans(len(text), quantities, times, names):
        if position < start:
            first, last = bisect.bisect_right(ends, position), bisect.bisect_left(ends, start)
            _fill(words, text, tokens[first : last + 1], position, start)
        words.append(_word((start, end, text[start:end], _TAGS[role], role, ref)))
        position = end
    if position < len(text):
        _fill(words, text, tokens[bisect.bisect_right(ends, position) :], position, len(text))
    return words


def _spans(
    length: int, quantities: Sequence[Quantity], times: Sequence[Time], names: Sequence[NameMention]
) -> list[tuple[int, int, str, int]]:
    """Spans that stand as one word, without overlaps: quantities first, then times, then the longest names."""
    wanted = [(quantity.start, quantity.end, QUANTITY, i) for i, quantity in enumerate(quantities)]
    wanted += [(time.start, time.end, TIME, i) for i, time in enumerate(times)]
    own = [
        (start, end, NAME, i)
        for i, (_, start, end, word, _, _) in enumerate(names)
        if "有" not in word or not _has(word)
    ]
    wanted += sorted(own, key=_longest_first)
    if not wanted:
        return wanted
    taken: list[tuple[int, int, str, int]] = []
    used = bytearray(length)
    for span in wanted:
        start, end = span[:2]
        if start < end and used.find(1, start, end) < 0:
            used[start:end] = b"\1" * (end - start)
            taken.append(span)
    return sorted(taken)


def _longest_first(span: tuple[int, int, str, int]) -> int:
    return span[0] - span[1]


def _has(mention: str) -> bool:
    return any(word in mention for word in _HAS)


def _fill(words: list[Word], text: str, own: Sequence[Token], start: int, end: int) -> None:
    """Add the words of `text[start:end]`, on which the tokens `own` lie; cut anew where one reaches beyond it.

    71个微|改造.
    """
    if own and (own[0].start < start or own[-1].end > end):
        own = [Token(start + t.start, start + t.end, t.word, t.tag) for t in tokenize(text[start:end])]
    taken = 0
    for index, (at, _, word, tag) in enumerate(own):
        length = len(word)
        if 3 <= length <= 4 and (word[0] in _ADVERBS if length == 3 else tag != "x"):
            parts = _split(word, tag)
            if len(parts) > 1:
                words += own[taken:index]
                taken = index + 1
                middle = at + len(parts[0][0])
                words.append(_word((at, middle, *parts[0], TEXT, -1)))
                words.append(_word((middle, at + length, *parts[1], TEXT, -1)))
    words += own[taken:] if taken else own


@functools.cache
def _own_words() -> frozenset[str]:
    return frozenset(row.word for row in user_words())


@functools.lru_cache(maxsize=1 << 13)
def _split(token: str, tag: str) -> tuple[tuple[str, str], ...]:
    """A token as words with their tags.

    发放贷款, which jieba takes for one noun, as verb and object; 共受理 as adverb and verb.
    """
    if len(token) == 3:
        verb = token[1:] in governing_verbs() and not is_known(token)
        return ((token[0], "d"), (token[1:], "v")) if verb else ((token, tag),)
    verb, noun = token[:2], token[2:]
    when = governing_verbs().get(verb) if token not in _own_words() else None
    stored = when == "always" and noun in indicator_words("amount")
    compared = verb in ("同比", "环比") and noun in change_words()  # 同比|增加, 增加|学位: made one by segmentation
    if compared or stored or (when and not is_known(token) and is_known(noun)):
        return (verb, "v"), (noun, "n")
    return ((token, tag),)
