"""Fairs, festivals and contests that clauses are about: 第五届某某博览会|开幕, and 展会, 赛事, 开幕当日 after them."""

import re
from collections.abc import Sequence

from transforms.observations.line import NAME, QUANTITY, TEXT, TIME, Line, Word
from transforms.observations.nominal import is_nominal
from transforms.observations.words import clause_words, endings_by_last, governing_verbs

#: What makes the name of one happening out of a word for its kind: 第八届, 首届, 2025.
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]+[届季次]|首届|(?:19|20)\d\d年?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_INSIDE = frozenset("（）()“”·—-、暨&+")
_SHORTEST, _LONGEST = 4, 40
#: How many words a name may have.
_FARTHEST = 20
_POINTING = frozenset(("本次", "此次", "这次", "本届", "该", "这场", "整个"))


def after_years(words: Sequence[Word]) -> Sequence[Word]:
    """The words after the times that open a clause; a year alone may open a name: 2025某某越野赛."""
    at = 0
    while (
        at < len(words)
        and (words[at].role == TIME or words[at].text in ("“", "，") or words[at].text in clause_words("opener"))
        and not _YEAR.fullmatch(words[at].text)
    ):
        at += 1
    return words[at:]


def happening(line: Line, words: Sequence[Word]) -> tuple[int, int] | None:
    """Where the name of the happening stands that a clause of `words`, openers apart, is about: what it did follows."""
    endings = endings_by_last("happening")
    for index, word in enumerate(words):
        if word.role == QUANTITY and words[index - 1].text not in ("为期", "历时"):
            return None
        if word.text[-1] not in endings or word.role == QUANTITY:
            continue
        told = line.text[words[max(0, index - 1)].start : word.end]  # 旅游|季
        if not told.endswith(endings[word.text[-1]]):
            continue
        if index + 1 == len(words) or not _acts(words[index + 1]):
            continue
        first = _start(words, index)
        text = line.text[words[first].start : word.end]
        if not _opens(words, first) or not _SHORTEST <= len(text) <= _LONGEST:
            return None
        one = _ORDINAL.search(text) or any(w.role == NAME or w.tag.startswith("n") for w in words[first:index])
        return (words[first].start, word.end) if one or word.role == NAME else None
    return None


def _acts(word: Word) -> bool:
    """Whether a word after a happening's name says what it did: 将, 在, 已, 吸引, 刚刚, a day."""
    if word.role == TIME:
        return True
    return word.role == TEXT and (word.tag.startswith(("v", "d", "p", "a")) or word.text in clause_words("held"))


def _start(words: Sequence[Word], last: int) -> int:
    """Index of the first word of the name that ends with the word at `last`."""
    first = last
    for index in range(last - 1, max(-1, last - _FARTHEST), -1):
        verb = words[index].role == TEXT and words[index].tag.startswith("v")
        if not (_in_name(words[index]) or (verb and _numbered(words[max(0, index - _FARTHEST) : index]))):
            break
        first = index
    while words[first].text in _INSIDE - {"“"}:
        first += 1
    return first


def _in_name(word: Word) -> bool:
    ordinal = word.tag.startswith("m") or _ORDINAL.fullmatch(word.text)
    return bool(ordinal) or word.role == NAME or word.text in _INSIDE or is_nominal(word)


def _numbered(words: Sequence[Word]) -> bool:
    """Whether the phrase that ends here began with 第八届 or a year: a verb in it belongs to the name."""
    for word in reversed(words):
        if _ORDINAL.fullmatch(word.text):
            return True
        if word.text in ("的", "，") or word.role == QUANTITY or word.text in governing_verbs():
            return False
    return False


def _opens(words: Sequence[Word], first: int) -> bool:
    """Whether the phrase at `first` opens the clause, a phrase that ends in 的 before it apart."""
    return first == 0 or words[first - 1].text == "的" or all(word.role == TIME for word in words[:first])


def echoes(words: Sequence[Word], name: str) -> bool:
    """Whether what opens a clause stands for the happening of that `name`: 展会, 本届旅游节, 开幕当日, 赛事."""
    words = _after_duration(words)
    if words and words[0].text in _POINTING:
        words = words[1:]
        if not words:
            return False
    if not words or words[0].role == QUANTITY:
        return False
    text = ""
    for index, word in enumerate(words[:3]):
        text += word.text
        following = words[index + 1] if index + 1 < len(words) else None
        own = len(text) > 1 and name.endswith(text) and word.role != QUANTITY
        if (own or text in clause_words("echo")) and (following is None or _goes_on(following)):
            return True
    return False


def _goes_on(word: Word) -> bool:
    return word.role in (QUANTITY, TIME) or word.tag.startswith(("v", "d", "p", "ad", "f", "x")) or word.text == "共"


def _after_duration(words: Sequence[Word]) -> Sequence[Word]:
    """The words after 为期4天的."""
    if len(words) > 3 and words[0].text in ("为期", "历时") and words[2].text == "的":
        return words[3:]
    return words
