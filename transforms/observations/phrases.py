"""Noun phrases before a number: the words that name what is measured or counted."""

import functools
from collections.abc import Sequence

from transforms.observations.line import NAME, TEXT, Line, Word
from transforms.observations.nominal import JOINS, NOTHING, Phrase, is_figure, is_nominal
from transforms.observations.shortening import shorten
from transforms.observations.words import (
    change_words,
    clause_words,
    ends_as,
    governing_verbs,
    indicator_words,
    linking_words,
)

_QUOTES = {"”": "“", "’": "‘", "》": "《", '"': '"', "」": "「"}
LONGEST = 40
_WHOLE_FIGURES = frozenset({"全长", "总长", "总投资", "占地面积", "建筑面积", "总建筑面积"})
_GOALS = frozenset({"目标", "预期", "预期目标", "增长", "增长目标", "增速", "任务", "计划", "主要", "年度", "的"})
_NOT = frozenset({"不", "未", "非"})
_ONLY = frozenset({"光", "光是", "单", "单是", "仅", "仅是"})
_UNITS_OF_TIME = frozenset({"小时", "分钟", "秒"})
_DIGITS = frozenset("0123456789.")
#: What goes on from digits that make a name: 60公里组, 3万吨级泊位, 4A级景区, 7号楼.
_AFTER_DIGITS = _DIGITS | frozenset("万千百公米吨级号型A区栋幢期")
_PLACES = frozenset("点站场棚仓库室塔池井房厅")
_SINCE = frozenset({"后", "前", "之后", "以后", "时"})


def phrase_before(line: Line, start: int, end: int) -> Phrase:
    """The noun phrase that ends at `end`, not reaching before `start`; an empty one where none stands."""
    if start >= end:
        return NOTHING
    start = max(start, end - LONGEST)
    words = list(line.between(start, end))
    reached = words[-1].end if words else start
    if reached < end:  # a link was peeled off the end of a word: 集约度|达
        words.append(Word(reached, end, line.text[reached:end], "n"))
    listed = words[0].text == "、"
    kept, verb = _walk_left(_without_goal(words) if words[-1].text.endswith("目标") else words)
    phrase = shorten(line, kept, verb, listed=listed)
    return _with_digits(line, start, phrase) if line.text[phrase.start - 1] in _DIGITS else phrase


def _with_digits(line: Line, start: int, phrase: Phrase) -> Phrase:
    """A phrase with the digits that it is written with and that are no amount: 60|公里组, 3|万吨级泊位, 5|号楼."""
    begin = phrase.start
    while begin > start and line.text[begin - 1] in _DIGITS and line.text[begin] in _AFTER_DIGITS:
        begin -= 1
    if not phrase or begin == phrase.start or line.text[phrase.start : phrase.end] != phrase.text:
        return phrase
    return phrase._replace(start=begin, text=line.text[begin : phrase.end])


def _without_goal(words: list[Word]) -> list[Word]:
    """Words up to the figure that a goal is set for: 地区生产总值|预期|目标, 税收|增长|目标; not 全年目标 alone."""
    kept = len(words)
    while kept and words[kept - 1].text in _GOALS:
        kept -= 1
    return words[:kept] if kept and is_figure(words[kept - 1].text) else words


def _walk_left(words: Sequence[Word]) -> tuple[list[Word], Word | None]:
    """Words of the phrase that ends `words`, in order, and the verb that stopped the walk."""
    kept: list[Word] = []
    pending: list[Word] = []
    at = len(words) - 1
    while at >= 0:
        word = words[at]
        if word.role == NAME or (word.role == TEXT and _goes_with_any(word.text, word.tag)):
            kept, pending, at = [word, *pending, *kept], [], at - 1
            continue
        if word.text in _QUOTES and (quoted := quotation_start(words, at)) < at:
            kept, pending, at = [*words[quoted : at + 1], *pending, *kept], [], quoted - 1
            continue
        if word.text in (_ONLY if kept else _SINCE) and word.role == TEXT:  # 院里|光|产权单位, 成立时|只有16人
            break
        if kept and not pending and (word.text in JOINS or word.text in ("的", "等", "等等")):
            pending = [word]
        elif kept and _governs(words, at, pending or kept):
            return kept, None if word.text in linking_words() else word
        elif kept and (
            (word.text in _SINCE and word.tag == "f") or word.text in clause_words("aside")
        ):  # 投产后|年产能
            break
        elif kept and word.text in _NOT and kept[0].role == TEXT and kept[0].tag[:1] in "anv":  # 不|合格|村干部
            kept, pending = [word, *pending, *kept], []
        elif kept and at and word.text == "每" and kept[0].text in _UNITS_OF_TIME:  # 单机|每|小时|作业量
            kept = [word, *kept]
        elif is_nominal(word) or word.tag.startswith("v") or (not kept and word.text == "比" and at):  # 收入比
            above = word.text == "以上" and at > 0 and words[at - 1].text in ("规模", "限额")  # 其中规模以上|168家
            if kept or word.tag != "f" or above:
                kept, pending = [word, *pending, *kept], []
        else:
            break
        at -= 1
    return kept, None


@functools.lru_cache(maxsize=1 << 13)
def _goes_with_any(text: str, tag: str) -> bool:
    """Whether a word makes a phrase longer, whatever stands around it: most nouns and adjectives do."""
    joint = text in _QUOTES or text in JOINS or text in ("的", "等", "等等", "每", "比", "以上")
    told = text in _ONLY or text in _SINCE or text in _NOT or text in clause_words("aside")
    weighed = joint or told or _may_govern(text, tag) or tag == "f"
    return not weighed and is_nominal(Word(0, len(text), text, tag))


def quotation_start(words: Sequence[Word], at: int) -> int:
    """Index of the word that opens the quotation which ends at `at`; `at` itself when there is none."""
    opening = _QUOTES.get(words[at].text) if words[at].role == TEXT else None
    if opening is None:
        return at
    return next((index for index in range(at - 1, -1, -1) if words[index].text == opening), at)


@functools.lru_cache(maxsize=1 << 13)
def _may_govern(text: str, tag: str) -> bool:
    """Whether a word may be a verb that governs what follows, as far as it alone tells."""
    known = text in governing_verbs() or text in clause_words("turned")
    return known or tag in ("v", "vn") or (text in change_words() and change_words()[text].role == "gain")


def _governs(words: Sequence[Word], at: int, following: Sequence[Word]) -> bool:
    """Whether the word at `at`, with `following` right after it, is the verb that the phrase depends on."""
    word, then = words[at], following[0]
    if word.role != TEXT or not _may_govern(word.text, word.tag):
        return False
    if word.text in change_words() and change_words()[word.text].role == "gain":
        return not (len(following) == 1 and governing_verbs().get(then.text) == "never" and at)  # 城镇新增就业
    if word.tag in ("v", "vn") and len(following) == 1 and then.text in _WHOLE_FIGURES:  # 开工建设|全长4.8公里
        return True
    when = governing_verbs().get(word.text)
    if len(following) == 1 and len(then.text) == 1 and len(word.text) == 2 and when != "always" and then.tag == "n":
        return False  # 培训|楼, 停车|场
    threshold = then.text == "规模" and len(following) > 1 and following[1].text == "以上"  # 完成|规模以上工业增加值
    if (then.text in indicator_words("bound") and not threshold) or (
        then.text in JOINS and is_figure(word.text)
    ):  # 综合收入、门票收入
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
    place = len(following) == 1 and then.text in _PLACES and len(word.text) > 1  # 收储|打包|点
    return word.tag == "v" and not verbs and not place


def _acts(word: Word, when: str) -> bool:
    """Whether a verb after `word` has it for its subject or adverb: 石狮海关|监管货物, but 雄鹰|培育企业."""
    if word.role == NAME:
        return when == "object"
    if when == "object" and word.text in clause_words("private"):  # 海外乡亲|捐赠|公益款物
        return True
    return ends_as(word.text, "actor") or (
        when == "object" and (word.text[-1] in "前后中" or word.tag == "d" or not is_nominal(word))
    )


def _is_verb_of(word: Word) -> bool:
    """Whether a word is a verb that takes what follows as its object."""
    gain = word.text in change_words() and change_words()[word.text].role == "gain"
    always = governing_verbs().get(word.text) == "always" and word.text not in clause_words("modal")
    return word.role == TEXT and (gain or always)
