"""What a noun phrase is made of: words that can stand in one, words for figures, institutions' names."""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from transforms.observations.line import NAME, TEXT, Word
from transforms.observations.words import clause_words, ends_as, governing_verbs, indicator_words, subject_words
from transforms.tokens import is_known

_CLOSED = ("p", "d", "u", "y", "e", "o", "c", "x", "w")
JOINS = frozenset({"和", "与", "及", "以及", "、", "暨", "或", "·", "-", "—", "/", "＋", "+"})
_PROPER = ("ns", "nz", "nr", "nt")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: What a name of two characters before it makes an institution or a village.
_SMALL = frozenset("港村寨屯阁塔寺庙祠")
#: What a body of the whole unit begins with: 县产业集聚区, 市青少年活动中心.
_LEVELS = frozenset("省市县区镇乡州旗村")
_ENDS = frozenset(("区", "园", "站", "点", "场", "室", "厅", "馆", "院", "中心", "基地"))
#: How many words a company's full name may have.
_LONGEST_NAME = 8
#: How many characters an institution's has.
_LONGEST = 14
_ORDERS = re.compile(r"[十百千万][亿万]|[百千万]元|第[一二三四五六七八九十]")
#: What ends like an institution and tells what is done there: 入园, 在港, 出院.
_MOVES = re.compile("[入出在进离来回返到住开全本][园港院校馆站店村厂库场局会]")
#: 五年|累计, 三年|提高
_SPAN = re.compile(
    "[一二两三四五六七八九十百几数\\d]+个?(?:年|月|天|周|季度|季|晚|夜|[上下]午|早上|晚上)(?:来|间)?|半天"
)
#: 一个|早上|能采十来筐: when, no part of what.
_TIMES_OF_DAY = frozenset({"早上", "上午", "中午", "下午", "晚上", "傍晚", "凌晨", "清晨", "夜里", "白天"})
_TIMES_OF_DAY |= {"平时", "平日", "往年", "往常", "过去", "从前", "以前", "早年", "如今", "现在"}
_TIMES_OF_DAY |= {"眼下", "当下", "头年", "来年", "转年"}
_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿几数]")


class Phrase(NamedTuple):
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


NOTHING = Phrase(0, 0, "")


def is_nominal(word: Word) -> bool:
    """Whether a word can stand in a noun phrase."""
    return _is_nominal(word.text, word.tag) if word.role == TEXT else word.role == NAME


@functools.lru_cache(maxsize=1 << 13)
def _is_nominal(text: str, tag: str) -> bool:
    if text in clause_words("pronoun"):
        return False
    if text in indicator_words("rate"):  # 进度, an adverb to segmentation
        return True
    if tag in ("t", "m") and (_SPAN.fullmatch(text) or text in _TIMES_OF_DAY):
        return False
    if tag == "x":  # what segmentation could not tag: 设站
        return bool(_HAN.match(text))
    if tag in ("eng", "vn") or text in indicator_words("quantifier"):
        return True
    if tag == "m":  # 装修|款: jieba takes some nouns of one character for numerals
        return not _NUMERAL.search(text) or bool(_ORDERS.fullmatch(text))  # 百亿|级|企业
    if tag == "d" and len(text) > 1 and not is_known(text):  # 一体机, whose tag is a guess
        return True
    if tag == "r":
        return len(text) > 1 and text[0] not in "该这那此各每某"
    return not tag.startswith((*_CLOSED, "v", "ad"))


def is_figure(word: str) -> bool:
    """Whether a word names something that is measured: 产量, 收入, 失业率."""
    if word.endswith(("率", "量", "额", "数", "值")):  # a word may be empty: what a heading left of it
        return True
    return word in indicator_words("amount") or word in indicator_words("rate") or word in indicator_words("time")


def company(words: Sequence[Word]) -> int:
    """How many of `words` are a company's full name, whatever it begins with: 延长|油田|股份有限公司; 0 if none."""
    text = ""
    for index, word in enumerate(words[:_LONGEST_NAME], 1):
        if word.role not in (TEXT, NAME) or not _HAN.match(word.text) or word.text in clause_words("setting"):
            return 0
        text += word.text
        if text.endswith("有限公司"):
            return index if len(text) > len("股份有限公司") else 0
        if text.endswith("公司"):
            return 0
    return 0


def _is_named(first: Word, second: Word) -> bool:
    """Whether a common word is a name before a word for one kind of institution: 安踏|集团, 常熟|服装城."""
    generic = first.text in indicator_words("countable") or first.text in indicator_words("quantifier")
    known = generic or first.text in subject_words() or first.text in governing_verbs() or first.tag[:1] in "bmrd"
    return second.role == TEXT and not known


def institution(words: Sequence[Word]) -> int:
    """How many of `words` at their front are an institution's name that no entity has, 0 if none is.

    It begins with a name or a word that looks like one and ends like an institution: 海宁|皮革城.
    """
    if not words or words[0].role not in (TEXT, NAME):
        return 0
    first = words[0]
    level = first.text in _LEVELS
    proper = first.role == NAME or (looks_proper(first.text, first.tag) and (not level or len(words) > 2))
    if not proper and not (is_kind(words[1:2]) and _is_named(first, words[1])):
        return 0
    if first.tag == "x" and not _HAN.match(first.text):
        return 0
    text, best = "", 0
    for index, word in enumerate(words, 1):
        goes_on = (level or first.role == NAME) and index < len(words) and words[index].text in _ENDS
        if word.role not in (TEXT, NAME) or (word.text in governing_verbs() and not (level and goes_on)):
            break
        if word.tag == "f" and index > 1:  # 古镇内|客栈
            break
        if not is_nominal(word) and not goes_on and (index > 1 or (proper and is_known(word.text))):
            break
        text += word.text
        if len(text) > _LONGEST:
            break
        if (
            word.role == TEXT
            and (len(text) > 3 or text[2:] in _SMALL)
            and ends_as(text, "institution")
            and not _MOVES.fullmatch(word.text)  # 单船平均|在港|时间, 单日|入园|人数
            and not ends_as(text, "common")
        ):
            best = index
    return best


@functools.lru_cache(maxsize=1 << 13)
def looks_proper(text: str, tag: str) -> bool:
    """Whether a word looks like one that a body's name begins with: 海宁|皮革城, 县|产业|集聚区."""
    return tag.startswith(_PROPER) or not is_known(text) or text in _LEVELS


def is_kind(words: Sequence[Word]) -> bool:
    """Whether the first of `words` makes a name of any word before it: 安踏|集团."""
    return bool(words) and words[0].text in clause_words("named")
