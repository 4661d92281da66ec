"""What a duration spans when the words before its number say it: 从签约到开工，只用了97天; 躺了不到40天."""

import re

from transforms.observations import actions
from transforms.observations.found import NOTHING, Answer, Readings, View, said
from transforms.observations.line import NAME, TEXT, TIME, Line, Word
from transforms.observations.predicates import peel
from transforms.observations.words import change_words, ends_as, governing_verbs, indicator_words, linking_words

#: How far before a number the way from one thing to another is looked for.
_FARTHEST = 40
_FROM_TO = re.compile(
    r"(?:从|自)[\u4e00-\u9fff]{1,12}?(?:到|至)[\u4e00-\u9fff]{1,8}?(?=，|$|项目|仅|只|共|全|前后|整个|需|要|的?时间|平均)"
)
#: What leads to the length of all that was told: 前后正好50天.
_IN_ALL = re.compile("前后|正好|恰好|刚好|整整|足足|一共|总共|历时|用时|耗时|仅用|只用|用了|共用")
_TO = frozenset({"到", "至", "往", "—"})
_LONGEST = 16


def duration(readings: Readings, index: int) -> Answer:
    """工期180天; 55年历史; 用12天修复了电缆: what spans the time or took it."""
    view = readings.views[index]
    if view.kind not in ("duration", "frequency") or view.slot.quantity.unit in ("次", "人次"):
        return None
    if told := lasting(readings, index):
        return told
    if view.left and view.left.nominal and not view.right and not _does(readings, index):
        return said(view.left)
    if view.right.text.endswith("龄"):  # 28年房龄的老小区
        return said(view.right)
    named = view.slot.after.startswith("的")  # 四天的|活动
    right = NOTHING if _next_has(readings, index) and not named else view.right
    if right and right.nominal and right.text not in indicator_words("time") and not _runs_on(view):
        return said(right)
    return actions.action(view) or said(view.left)


def _does(readings: Readings, index: int) -> bool:
    """Whether what does or undergoes what follows stands before: 李四妹|两个小时|卖了松茸, 30个名额|10分钟|被抢光."""
    view = readings.views[index]
    line, left = view.slot.line, view.left
    if index and readings.views[index - 1].right and left.start == readings.views[index - 1].right.start:
        return view.slot.quantity.end < view.slot.clause_end
    last = line.words[line.before(left.end)]
    person = last.role == NAME and line.entities[line.names[last.ref].entity].type == "person"
    does = person or ends_as(left.text, "private") or ends_as(left.text, "actor")
    return does and view.slot.quantity.end < view.slot.clause_end


def _next_has(readings: Readings, index: int) -> bool:
    """Whether the phrase after a number is what the next number measures: 住院6天|总费用3126元."""
    right = readings.views[index].right
    following = readings.views[index + 1] if index + 1 < len(readings.views) else None
    return following is not None and bool(right) and following.left.start <= right.start < following.left.end


def _runs_on(view: View) -> bool:
    """Whether the words after a number lead to another numeral: 每3天申报|一项专利."""
    line = view.slot.line
    at = line.first_at(view.right.end)
    return at < len(line.words) and line.words[at].tag == "m"


def lasting(readings: Readings, index: int) -> Answer:
    """The way from one to another, or the verb, before a duration; the clause before one that says no more."""
    view = readings.views[index]
    return _way(view) or _verb(view) or _clause_before(view)


def _way(view: View) -> Answer:
    """从洽谈到签约只用了47天; 聊城到济南20多分钟."""
    line, end = view.slot.line, view.predicate.phrase_end
    text = line.text
    start = max(line.clauses[max(0, view.slot.clause - 1)][0], view.slot.quantity.start - _FARTHEST)
    if view.slot.index:
        start = max(start, line.quantities[view.slot.index - 1].end)
    told = _FROM_TO.search(text, start, view.slot.quantity.start)
    if told and not any(word.role == TIME for word in line.between(told.start(), told.end())):
        return told.group(), NOTHING, -1
    return places_apart(line, view.slot.left, end)


def places_apart(line: Line, start: int, end: int) -> Answer:
    """聊城到济南: two places and 到 right before `end`."""
    words = line.between(max(start, end - _FARTHEST), end)
    if len(words) < 3:
        return None
    at = next((i for i in range(len(words) - 2, 0, -1) if words[i].text in _TO), 0)
    if not at or not _is_place(words[at - 1]) or not all(_is_place(word) for word in words[at + 1 :]):
        return None
    return line.text[words[at - 1].start : end], NOTHING, -1


def _is_place(word: Word) -> bool:
    return word.role == NAME or (word.role == TEXT and word.tag in ("ns", "nz", "s"))


def _verb(view: View) -> Answer:
    """架了11个月, 住院6天: the verb right before the number, with 从 before it if it has one."""
    line, start = view.slot.line, view.slot.left
    words = line.between(max(start, view.predicate.phrase_end - _LONGEST), view.predicate.phrase_end)
    if not words or words[-1].role != TEXT or words[-1].text in change_words() or words[-1].text in linking_words():
        return None
    word = words[-1]
    done = "了" in view.predicate.links or view.slot.before.endswith("了")
    acts = governing_verbs().get(word.text) == "never"  # 住院, a noun to segmentation
    if acts or (done and word.tag in ("i", "l")):
        return word.text, NOTHING, -1
    if word.tag == "a" and len(word.text) > 1 and view.slot.after.startswith("的"):  # 沉寂三个多月的小镇
        return word.text, NOTHING, -1
    if not word.tag.startswith("v") or word.tag == "vn" or view.left.nominal:
        return None
    if not done and governing_verbs().get(word.text, "never") != "never":
        return None
    if not done and len(words) > 1 and words[-2].tag == "b":  # 刑事|发案|连续三年下降
        return words[-2].text + word.text, NOTHING, -1
    if done and view.right and view.right.nominal and view.right.start == view.slot.quantity.end:
        return word.text + view.right.text, view.right, -1  # 爬了20多年楼梯
    if len(words) > 2 and words[-3].text in ("从", "由") and words[-2].role == NAME:  # 从绍兴发货少说也得3天
        return line.text[words[-3].start : word.end], NOTHING, -1
    return word.text, NOTHING, -1


def _clause_before(view: View) -> Answer:
    """隔墙、小棚全部拆完，前后正好50天: a clause of nothing but links and a number measures the one before it."""
    line, slot = view.slot.line, view.slot
    alone = view.predicate.phrase_end <= slot.clause_start and slot.quantity.end == slot.clause_end
    if not alone or not slot.clause or not _IN_ALL.search(slot.before):
        return None
    start, end = line.clauses[slot.clause - 1]
    if any(start <= q.start < end for q in line.quantities) or end - start > _LONGEST:
        return None
    words = [word for word in line.between(start, end) if word.role != TIME]
    text = "".join(word.text for word in words if word.text not in ("了", "的"))
    return (text, NOTHING, -1) if peel(line, start, end) == end and len(text) > 1 else None
