"""Planned or actual: what the words before a number, or a time to come, say of it."""

import bisect
import functools
import re
from collections.abc import Sequence
from datetime import date

from transforms.observations.found import View
from transforms.observations.line import NAME, Line
from transforms.observations.words import StatusWord, governing_verbs, status_words

ACTUAL = StatusWord("", "actual")
PLANNED = StatusWord("", "planned")
#: In a plan, what is said to be done: 目前已开工12个.
_DONE = re.compile("已[^，。]{0,3}[完开建达实投签引有]|目前|去年|上年|现有")
#: 将 before a noun is 把 (将税收从1万元提高到…), before these it tells the future.
_FUTURE_TAGS = ("v", "d", "p", "a", "t", "c")
#: 将 is 把 before what there was: 将原有的196个网格调整为238个.
_OF_OLD = re.compile("原有|原来|原先|现有|过去|以前|原(?=[\u4e00-\u9fff])")
_NOUNS = frozenset({"计划", "规划", "目标", "任务数", "预算数", "准备", "要", "需要", "待"})
#: After a plan, what it says of one thing's size and of nothing that follows.
_OF_ONE = re.compile("总投资|总建筑面积|总?占地|总?用地")
#: What stands in a prepositional phrase exists already: 将以33幢楼宇为基础, 将为5000家企业提供服务.
_EXISTING = re.compile(r"(?:以|为|对|向|从|在|由|把|覆盖|依托)[^，,]{0,6}$")


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, status_words()), key=len, reverse=True)))


def find_statuses(line: Line, views: Sequence[View], *, in_plan: bool = False) -> list[StatusWord]:
    """The word that sets the status of each quantity of a line; where none does, `ACTUAL`.

    In a section that tells of plans (`in_plan`) that is `PLANNED`, unless the sentence says that it is done.
    """
    told = [(match.start(), status_words()[match.group()]) for match in _pattern().finditer(line.text)]
    told = [(start, word) for start, word in told if _counts(line, start, word)]
    found = [_status(line, view, told) for view in views]
    if not in_plan or _DONE.search(line.text):
        return found
    return [PLANNED if word is ACTUAL else word for word in found]


def _counts(line: Line, start: int, word: StatusWord) -> bool:
    """Whether a status word is used as one here."""
    index = line.before(start + 1)
    token = line.words[index]
    if token.role == NAME or ((token.start, token.end) != (start, start + len(word.word)) and len(word.word) == 1):
        return False
    following = line.words[index + 1] if index + 1 < len(line.words) else None
    if word.word == "将" and _OF_OLD.match(line.text, start + 1):
        return False
    if word.word in _NOUNS and following is not None and following.text in ("是", "为"):
        return True  # 今年的目标是突破15亿元
    if word.word == "将":
        return following is not None and following.role != NAME and following.tag.startswith(_FUTURE_TAGS)
    if word.word in _NOUNS:
        attribute = start and line.text[start - 1] in "”’》的"
        plain = following is not None and following.tag[:1] in "ncuxm" and following.text not in governing_verbs()
        noun = plain and following.text not in _PLANNED_FIGURES
        return not attribute and (not noun or (token.end == start + len(word.word) and following.role == "quantity"))
    return True


_PLANNED_FIGURES = frozenset({"投资", "总投资", "总", "总额", "产值", "产能"})


def _status(line: Line, view: View, told: Sequence[tuple[int, StatusWord]]) -> StatusWord:
    """The nearest status word before the number; a plan reaches over the clauses that follow it in its sentence."""
    slot = view.slot
    before = bisect.bisect_left(told, slot.quantity.start, key=lambda item: item[0])
    if not before:
        return ACTUAL
    start, word = told[before - 1]
    same_clause = start >= slot.clause_start
    if word.status == "planned" and same_clause and slot.quantity.kind == "count":
        between = line.text[start + len(word.word) : slot.quantity.start]
        if _EXISTING.fullmatch(between):
            return ACTUAL
    if same_clause:
        return word if _reaches(slot, start, word) else ACTUAL
    if _OF_ONE.match(line.text, start + len(word.word)):  # 计划总投资1350亿元，26个项目正在建设
        return ACTUAL
    if word.status == "planned" and word.word not in ("将", "要", "需要", "待", "准备"):
        return word
    later = line.text[slot.clause_start : slot.quantity.start]
    return word if word.word == "将" and not re.search(r"了|已|现|目前|是", later) else ACTUAL


def _reaches(slot, start: int, word: StatusWord) -> bool:
    """A number inside an attribute before the plan's own clause is no plan; here it stands after the word."""
    return word.status == "planned" or start < slot.quantity.start


def to_come(start: date | None, published: date | None) -> bool:
    """Whether a period begins after the day of publication."""
    return start is not None and published is not None and start > published
