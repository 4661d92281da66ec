"""The words that tile a sentence: its quantities, times and names as one word each, and the tokens between them."""

import bisect
import functools
from collections.abc import Sequence
from typing import NamedTuple

from transforms.lazy import Remembered
from transforms.lexicon import user_words
from transforms.model import NameMention, Quantity, Time
from transforms.observations.words import change_words, governing_verbs, indicator_words
from transforms.tokens import Token, Tokens, is_known, part_of_speech, tokenize

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
    tokens: Tokens,
    quantities: Sequence[Quantity],
    times: Sequence[Time],
    names: Sequence[NameMention],
) -> list[Word]:
    """The words of `text` in order."""
    joined = True in map(_is_joined, tokens.words)
    words: list[Word] = []
    position = 0
    for start, end, role, ref in _spans(len(text), quantities, times, names):
        if position < start:
            words += _between(text, tokens, position, start, joined=joined)
        words.append(_word((start, end, text[start:end], _TAGS[role], role, ref)))
        position = end
    if position < len(text):
        words += _between(text, tokens, position, len(text), joined=joined)
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


def _between(text: str, tokens: Tokens, start: int, end: int, *, joined: bool) -> Sequence[Word | Token]:
    """The words of `text[start:end]`: the tokens there, cut anew where one reaches beyond it; `joined`: some join two.

    71个微|改造.
    """
    bounds = tokens.bounds
    first, last = bisect.bisect_right(bounds, start) - 1, bisect.bisect_left(bounds, end)
    if bounds[first] == start and bounds[last] == end:
        return _unjoined(tokens[first:last]) if joined else tokens[first:last]
    return _unjoined([Token(start + t.start, start + t.end, t.word, t.tag) for t in tokenize(text[start:end])])


def _unjoined(tokens: Sequence[Token]) -> list[Word | Token]:
    """Tokens, those that join two words as two."""
    words: list[Word | Token] = []
    for token in tokens:
        if _is_joined(token.word):
            first, second = _split(token.word)
            middle = token.start + len(first[0])
            words.append(_word((token.start, middle, *first, TEXT, -1)))
            words.append(_word((middle, token.end, *second, TEXT, -1)))
        else:
            words.append(token)
    return words


@functools.cache
def _own_words() -> frozenset[str]:
    return frozenset(row.word for row in user_words())


def _split(token: str) -> tuple[tuple[str, str], ...]:
    """A token that joins two words as those with their tags; an empty tuple where it is one word.

    发放贷款, which jieba takes for one noun, as verb and object; 共受理 as adverb and verb.
    """
    if len(token) == 3 and token[0] in _ADVERBS:
        verb = token[1:] in governing_verbs() and not is_known(token)
        return ((token[0], "d"), (token[1:], "v")) if verb else ()
    if len(token) != 4 or part_of_speech(token) == "x":
        return ()
    verb, noun = token[:2], token[2:]
    when = governing_verbs().get(verb) if token not in _own_words() else None
    stored = when == "always" and noun in indicator_words("amount")
    compared = verb in ("同比", "环比") and noun in change_words()  # 同比|增加, 增加|学位: made one by segmentation
    joined = compared or stored or (when and not is_known(token) and is_known(noun))
    return ((verb, "v"), (noun, "n")) if joined else ()


_is_joined = Remembered(lambda word: bool(_split(word))).__getitem__
