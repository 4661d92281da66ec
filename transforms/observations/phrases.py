"""Noun phrases beside a number: the words that name what is measured or counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.observations.line import NAME, QUANTITY, TEXT, TIME, Line, Word
from transforms.observations.words import (
    change_words,
    clause_endings,
    clause_words,
    governing_verbs,
    indicator_words,
    linking_words,
    subject_words,
)
from transforms.tokens import is_known

_CLOSED = ("p", "d", "u", "y", "e", "o", "c", "x", "w")
_PROPER = ("ns", "nz", "nr", "nt")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿几数]")
JOINS = frozenset({"和", "与", "及", "以及", "、", "暨", "或", "·", "-", "—", "/", "＋", "+"})
_QUOTES = {"”": "“", "’": "‘", "》": "《", '"': '"', "」": "「"}
LONGEST = 40
#: Of the words that stand for a name, those that need no 全 or 该 to be cut off an indicator.
_BARE_OWNERS = frozenset({"公司", "集团", "街道"})
_OWNER_TYPES = frozenset({"place", "org", "venue"})


@dataclass(frozen=True)
class Phrase:
    """A noun phrase at `text[start:end]`; `verb` is the verb that governs it.

    `owners` are the words cut off its front that say whose it is: names, 全市, 公司. `nominal` is false for a bare
    verb (拆旧93亩).
    """

    start: int
    end: int
    text: str
    verb: Word | None = None
    owners: tuple[Word, ...] = ()
    nominal: bool = True

    def __bool__(self) -> bool:
        return bool(self.text)


def phrase_before(line: Line, start: int, end: int) -> Phrase:
    """The noun phrase that ends at `end`, not reaching before `start`; an empty one where none stands."""
    start = max(start, end - LONGEST)
    words = list(line.between(start, end))
    reached = words[-1].end if words else start
    if reached < end:  # a link was peeled off the end of a word: 集约度|达
        words.append(Word(reached, end, line.text[reached:end], "n"))
    kept, verb = _walk_left(words)
    return shorten(line, kept, verb, listed=bool(words) and words[0].text == "、")


def _walk_left(words: Sequence[Word]) -> tuple[list[Word], Word | None]:
    """Words of the phrase that ends `words`, in order, and the verb that stopped the walk."""
    kept: list[Word] = []
    pending: list[Word] = []
    at = len(words) - 1
    while at >= 0:
        word = words[at]
        quoted = quotation_start(words, at)
        if quoted < at:
            kept, pending, at = [*words[quoted : at + 1], *pending, *kept], [], quoted - 1
            continue
        if kept and not pending and (word.text in JOINS or word.text in ("的", "等", "等等")):
            pending = [word]
        elif kept and _governs(words, at, pending or kept):
            return kept, None if word.text in linking_words() else word
        elif is_nominal(word) or word.tag.startswith("v") or (not kept and word.text == "比" and at):  # 收入比
            if kept or word.tag != "f":
                kept, pending = [word, *pending, *kept], []
        else:
            break
        at -= 1
    return kept, None


def quotation_start(words: Sequence[Word], at: int) -> int:
    """Index of the word that opens the quotation which ends at `at`; `at` itself when there is none."""
    opening = _QUOTES.get(words[at].text) if words[at].role == TEXT else None
    if opening is None:
        return at
    return next((index for index in range(at - 1, -1, -1) if words[index].text == opening), at)


def is_nominal(word: Word) -> bool:
    """Whether a word can stand in a noun phrase."""
    if word.role == NAME:
        return True
    if word.role in (QUANTITY, TIME):
        return False
    if word.text in clause_words("pronoun"):
        return False
    if word.tag == "x":  # what segmentation could not tag: 设站
        return bool(_HAN.match(word.text))
    if word.tag in ("eng", "vn") or word.text in indicator_words("quantifier"):
        return True
    if word.tag == "m":  # 装修|款: jieba takes some nouns of one character for numerals
        return not _NUMERAL.search(word.text)
    if word.tag == "r":
        return len(word.text) > 1 and word.text[0] not in "该这那此各每某"
    return not word.tag.startswith((*_CLOSED, "v", "ad"))


def _governs(words: Sequence[Word], at: int, following: Sequence[Word]) -> bool:
    """Whether the word at `at`, with `following` right after it, is the verb that the phrase depends on."""
    word, then = words[at], following[0]
    if word.role != TEXT:
        return False
    if word.text in change_words() and change_words()[word.text].role == "gain":
        return True
    when = governing_verbs().get(word.text)
    if then.text in indicator_words("bound"):
        return False
    if when == "always":
        return True
    before = words[at - 1] if at else None
    if when == "never" or (len(following) == 1 and is_figure(then.text)):
        return False
    if before is not None and _is_verb_of(before):  # 投入|抢修人员, 设|受理窗口
        return False
    if word.text in clause_words("turned"):
        return True
    if when in ("start", "object"):
        return before is not None and _acts(before, when)
    verbs = all(w.tag == "v" for w in following)  # 减税|降费
    return word.tag == "v" and not verbs


def _acts(word: Word, when: str) -> bool:
    """Whether a verb after `word` has it for its subject or adverb: 石狮海关|监管货物, but 雄鹰|培育企业."""
    if word.role == NAME:
        return when == "object"
    return word.text.endswith(clause_endings("actor")) or (
        when == "object" and (word.text[-1] in "前后中" or not is_nominal(word))
    )


def _is_verb_of(word: Word) -> bool:
    """Whether a word is a verb that takes what follows as its object."""
    gain = word.text in change_words() and change_words()[word.text].role == "gain"
    always = governing_verbs().get(word.text) == "always" and word.text not in clause_words("modal")
    return word.role == TEXT and (gain or always)


def is_figure(word: str) -> bool:
    """Whether a word names something that is measured: 产量, 收入, 失业率."""
    if word[-1] in "率量额数值":
        return True
    return word in indicator_words("amount") or word in indicator_words("rate") or word in indicator_words("time")


def shorten(line: Line, words: Sequence[Word], verb: Word | None, listed: bool = False) -> Phrase:
    """The minimal phrase of `words`: what is before 等, owners, quantifiers and leading verbs cut off.

    A member of a list after the first (`listed`) begins with no verb: 抢修人员320人、抢修车辆86辆.
    """
    words = after_last(list(words), ("等", "等等"))
    owners: list[Word] = []
    governor = None if verb is not None and verb.text in clause_words("modal") else verb
    governor = words[0] if listed and words else governor
    named = institution(words)
    if 0 < named < len(words):  # 义乌国际商贸城|经营面积
        owners, words = words[:named], words[named:]
    while len(words) > 1:
        first, rest = words[0], words[1:]
        if _is_owner(line, first, rest):
            owners.append(first)
        elif _leads(first, rest, governor) or _is_thing(first, rest):
            verb = first if first.text in governing_verbs() else verb
        else:
            break
        words = rest
    words = without_brackets(after_last(words, ("的", "之")))
    text = "".join(word.text for word in words).strip(" 、的")
    if not words or not text:
        return Phrase(0, 0, "", verb, tuple(owners))
    last = words[-1]
    nominal = last.role == NAME or last.tag != "v" or is_figure(last.text) or last.text in indicator_words("dimension")
    return Phrase(words[0].start, last.end, text, verb, tuple(owners), nominal)


def institution(words: Sequence[Word]) -> int:
    """How many of `words` at their front are an institution's name that no entity has, 0 if none is.

    It begins with a name or a word that looks like one and ends like an institution: 海宁|皮革城.
    """
    if not words or not (words[0].role == NAME or words[0].tag.startswith(_PROPER) or not is_known(words[0].text)):
        return 0
    text, best = "", 0
    for index, word in enumerate(words, 1):
        if word.role not in (TEXT, NAME) or word.text in governing_verbs():
            break
        if not is_nominal(word) and (index > 1 or is_known(word.text)):
            break
        text += word.text
        if word.role == TEXT and 3 < len(text) <= 14 and text.endswith(clause_endings("institution")):
            best = index if not text.endswith(clause_endings("common")) else best
    return best


def _is_owner(line: Line, word: Word, rest: Sequence[Word]) -> bool:
    """宁波市 before 规模以上工业总产值 is whose it is; before 外 (市外资金) it belongs to the indicator."""
    following = rest[0].text
    if following[0] in "外内籍级" or following in indicator_words("bound"):
        return False
    if word.role == NAME:
        listed = following in JOINS and len(rest) > 1 and rest[1].role == NAME
        return line.entities[line.names[word.ref].entity].type in _OWNER_TYPES and (following not in JOINS or listed)
    return word.text in subject_words() and (word.text[0] in "全我本该其它" or word.text in _BARE_OWNERS)


def _is_thing(word: Word, rest: Sequence[Word]) -> bool:
    """项目 before 总投资, 学校 before 占地面积: what the figure is of, when the figure is named in full."""
    if word.text == "新" and len(rest) > 1 and word.text + rest[0].text in indicator_words("thing"):
        return True
    index = next((i for i, w in enumerate((word, *rest)) if w.text in indicator_words("thing")), -1)
    text = "".join(w.text for w in rest[max(index, 0) :])
    if index < 0 or len(text) < 2 or text in indicator_words("bound"):
        return False
    full = indicator_words("amount") | indicator_words("dimension") | indicator_words("time")
    return text in full or (len(text) > 2 and text[0] in "年月日总" and is_figure(text))


def _leads(word: Word, rest: Sequence[Word], verb: Word | None) -> bool:
    """Whether the first word is no part of a minimal indicator: an adverb, a quantifier, a verb, a joint left over."""
    following = rest[0].text
    if word.role != TEXT:
        return False
    if word.text in JOINS or word.text in ("的", "等", "了", "之"):
        return True
    if word.text in indicator_words("quantifier") or word.text in linking_words():
        return following not in indicator_words("bound")
    when = governing_verbs().get(word.text)
    if when == "always" or (when in ("start", "object") and verb is None):
        return (
            not is_figure(following)
            and following not in indicator_words("bound")
            and following not in ("的", "、", "和", "与", "及")
        )
    return False


def after_last(words: list[Word], marks: tuple[str, ...]) -> list[Word]:
    """What follows the last of `marks`, unless it is too general to stand alone (企业的数量)."""
    for index in range(len(words) - 2, -1, -1):
        if words[index].text in marks and words[index].role == TEXT:
            tail = words[index + 1 :]
            text = "".join(word.text for word in tail)
            return words if text in indicator_words("bound") or len(text) < 2 else tail
    return words


def without_brackets(words: Sequence[Word]) -> list[Word]:
    """`words` without what stands in round brackets."""
    kept, depth = [], 0
    for word in words:
        depth += word.text in ("（", "(")
        if not depth:
            kept.append(word)
        depth -= word.text in ("）", ")") and depth > 0
    return kept
