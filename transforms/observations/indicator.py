"""The indicator of a quantity: rules in the order in which they are asked; the first that answers is believed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from transforms.observations import actions, series
from transforms.observations.found import NOTHING, Found, Readings, View
from transforms.observations.phrases import MEANS, Phrase, is_figure, phrase_before
from transforms.observations.predicates import peel
from transforms.observations.words import change_words, indicator_words

Answer = tuple[str | None, Phrase, int] | None


@dataclass(frozen=True)
class Rule:
    """A construction that tells the indicator. `trust` is how often its readings were right on checked text.

    `role` is what the construction says of the measure: rank, share, change, or nothing.
    """

    name: str
    answer: Callable[[Readings, int], Answer]
    trust: float
    role: str = ""


def find_indicators(views: list[View]) -> list[Found]:
    """What each quantity of a line measures, in order."""
    readings = Readings(views)
    for index in range(len(views)):
        readings.found.append(_ask(readings, index))
    return readings.found


def _ask(readings: Readings, index: int) -> Found:
    for rule in RULES:
        answer = rule.answer(readings, index)
        if answer is not None:
            text, phrase, carried = answer
            role = rule.role or (readings.found[carried].role if rule.name == "run" and carried >= 0 else "")
            return Found(text or None, rule.name, rule.trust, phrase, carried, role)
    return Found(None, "none", 0.3)


def _said(phrase: Phrase) -> Answer:
    return (phrase.text, phrase, -1) if phrase else None


def _carry(readings: Readings, index: int) -> Answer:
    """The indicator of the nearest quantity before, brackets apart."""
    for before in range(index - 1, -1, -1):
        if not readings.views[before].slot.bracketed and readings.text_of(before):
            return readings.text_of(before), readings.found[before].phrase, before
    return None


_RANK_VERB = re.compile(
    r"综合排名|总分排名|排名|排位|位次|稳居|跃居|位居|位列|名列|排在|跻身|列居|列|居|排|升至|上升到|上升至|获得?|荣获|夺得|跃升至"
)


def _rank(readings: Readings, index: int) -> Answer:
    """省级样板街道总数居全市第一: what stands before the verb of rank; 综合排名第一: the rank itself."""
    view = readings.views[index]
    if view.kind != "rank":
        return None
    verbs = [match for match in _RANK_VERB.finditer(view.slot.before) if len(view.slot.before) - match.end() <= 12]
    if not verbs:
        return _said(view.left) or _carry(readings, index) or (None, NOTHING, -1)
    verb = verbs[-1]
    end = peel(view.slot.line, view.slot.left, view.slot.left + verb.start())
    phrase = phrase_before(view.slot.line, view.slot.left, end)
    if phrase and phrase.nominal:
        return _said(phrase)
    if verb.group() in ("综合排名", "总分排名", "排名"):
        return verb.group(), NOTHING, -1
    return _carry(readings, index) or actions.topic(readings, index) or _said(phrase) or (None, NOTHING, -1)


def _run(readings: Readings, index: int) -> Answer:
    """Lists told apart: 第二、三产业增加值分别增长3.1%和6.2%; 总收入3008万元，经营性收入1064万元，增长21.58%、51%."""
    start = series.run_start(readings, index)
    end = series.run_end(readings, start)
    length, first = end - start, readings.views[start]
    if length < 2 or index >= end:
        return None
    members = series.items(first, first.left) if first.left else []
    if len(members) == length:
        return members[index - start], first.left, -1
    if first.left and not series.told_apart(first):
        return None if index == start else (readings.text_of(start), readings.found[start].phrase, start)
    source = index - length
    if source >= 0 and readings.text_of(source) and start - length >= 0:
        return readings.text_of(source), readings.found[source].phrase, source
    return (readings.text_of(start), readings.found[start].phrase, start) if index > start else None


def _from_to(readings: Readings, index: int) -> Answer:
    """亩均税收从1万多元提升到40万元: both numbers are levels of what stands before 从."""
    view = readings.views[index]
    start = series.begins_from(readings, index)
    if start >= 0:
        end = peel(view.slot.line, view.slot.left, start)
        return _said(phrase_before(view.slot.line, view.slot.left, end)) or actions.topic(readings, index)
    if index and series.begins_from(readings, index - 1) >= 0 and readings.text_of(index - 1):
        return readings.text_of(index - 1), readings.found[index - 1].phrase, index - 1
    return None


def _bracket(readings: Readings, index: int) -> Answer:
    """增加值4745.61亿元（+44.6%）: a number alone in a bracket is about the number before the bracket."""
    view = readings.views[index]
    if not view.slot.bracketed or (view.left and view.left.nominal) or (view.right and view.kind == "count"):
        return None
    return _carry(readings, index)


def _share(readings: Readings, index: int) -> Answer:
    """年产值达6.47亿元，占农业总产值的64%: what holds the share."""
    view = readings.views[index]
    if view.predicate.share < 0 or view.slot.quantity.unit == "个百分点":
        return None
    return _said(view.left) or _carry(readings, index) or actions.topic(readings, index)


_OF = re.compile(r"(?:以上|以下|左右|多)?的")


def _share_of(readings: Readings, index: int) -> Answer:
    """贡献了6.88%的GDP, 输送该市四分之一的电力供应: the whole that it is a part of, after 的."""
    view = readings.views[index]
    if view.kind != "percent" or not _OF.match(view.slot.after) or not view.right:
        return None
    word = change_words().get(view.right.text)
    if word or (view.left and view.left.nominal and is_figure(view.left.text)):
        return None
    return _said(view.right)


def _change(readings: Readings, index: int) -> Answer:
    """规上工业增加值同比增长5.6%; after a level the same indicator again (100.7亿元，同比增长5.6%)."""
    view = readings.views[index]
    after = change_words().get(view.right.text) if view.slot.after.startswith("的") else None
    told = view.predicate.change or view.predicate.sign or after or view.slot.quantity.unit == "个百分点"
    if not told:
        return None
    if view.kind == "count" and view.right and not view.left and not view.predicate.reaches:
        return _said(view.right)  # 增加3个班次
    self_named = view.predicate.change is not None and view.predicate.change.role == "self"
    mean = next((word for word in MEANS if len(word) > 1 and view.left.text.endswith(word)), "")
    if self_named and (mean or not view.left):  # 户均增收1.5万元, 平均每户提速50%
        return mean + view.predicate.change.word, view.left, -1
    if view.left and view.left.text not in MEANS and (view.left.nominal or not index):
        return _said(view.left)
    return _carry(readings, index) or actions.topic(readings, index) or _said(view.left)


def _multiple(readings: Readings, index: int) -> Answer:
    """亩均税收是全市平均水平的7.4倍: what stands before 是."""
    view = readings.views[index]
    if view.kind not in ("multiple", "ratio", "percent") or not view.slot.before.endswith("的"):
        return None
    verb = max((view.slot.before.rfind(word) for word in ("是", "相当于", "为", "达到")), default=-1)
    if verb < 0:
        return None
    end = peel(view.slot.line, view.slot.left, view.slot.left + verb)
    return _said(phrase_before(view.slot.line, view.slot.left, end)) or _carry(readings, index)


def _duration(readings: Readings, index: int) -> Answer:
    """工期180天; 55年历史; 用12天修复了电缆: what spans the time or took it."""
    view = readings.views[index]
    if view.kind not in ("duration", "frequency") or view.slot.quantity.unit in ("次", "人次"):
        return None
    if view.left and view.left.nominal and not view.right:
        return _said(view.left)
    if (
        view.right
        and view.right.nominal
        and not _runs_on(readings, index)
        and view.right.text not in indicator_words("time")
    ):
        return _said(view.right)
    return actions.action(view) or _said(view.left)


def _runs_on(readings: Readings, index: int) -> bool:
    """Whether the words after a number lead to the next number: 每3天申报|一项专利."""
    end = readings.views[index].right.end
    return index + 1 < len(readings.views) and end == readings.views[index + 1].slot.quantity.start


def _age(readings: Readings, index: int) -> Answer:
    """80多岁的老人: whose age it is, when no 平均年龄 stands before the number."""
    view = readings.views[index]
    if view.kind != "age":
        return None
    return _said(view.left if view.left.nominal else NOTHING) or _said(view.right)


def _counted_after(readings: Readings, index: int) -> Answer:
    """33幢商务楼宇: the noun after a count."""
    view = readings.views[index]
    if view.kind not in ("count", "frequency") or not view.right:
        return None
    following = readings.views[index + 1] if index + 1 < len(readings.views) else None
    if following and view.right.end >= following.predicate.phrase_end and is_figure(view.right.text):
        return _said(_beyond(following))  # 10个|总投资297亿元的|项目
    return _said(view.right)


def _beyond(view: View) -> Phrase:
    """The noun after 的 that a number ends the attribute of."""
    return view.right if view.slot.after.startswith("的") else NOTHING


def _dimension(readings: Readings, index: int) -> Answer:
    """700米长的花路: the dimension after the number."""
    view = readings.views[index]
    if view.kind in ("length", "area", "mass", "volume") and view.slot.after[:1] in "长宽高深厚重" and view.slot.after:
        return view.slot.after[0], NOTHING, -1
    return None


_TIMES_DONE = frozenset({"次", "场", "场次", "批次", "趟", "轮", "回", "批"})
_EVENTS = (
    "会",
    "会议",
    "活动",
    "讲座",
    "演出",
    "培训",
    "比赛",
    "赛",
    "展",
    "展览",
    "课",
    "招商",
    "行动",
    "仪式",
    "论坛",
    "直播",
    "表演",
)


def _before(readings: Readings, index: int) -> Answer:
    """高新技术企业32家, 工业总产值100.7亿元: the noun phrase before the number."""
    view = readings.views[index]
    left = view.left
    if not left or not left.nominal:
        return None
    if view.slot.quantity.unit in _TIMES_DONE and left.verb and not left.text.endswith(_EVENTS):
        return left.verb.text + left.text, left, -1  # 接待客商20余场
    return _said(left)


def _measured_after(readings: Readings, index: int) -> Answer:
    """追回30万元过年钱: what follows an amount that no noun precedes."""
    right = readings.views[index].right
    return _said(right) if right.nominal else None


def _verb_before(readings: Readings, index: int) -> Answer:
    """占地4.6公顷, 拆旧93亩: the verb before the number when it has no object."""
    view = readings.views[index]
    if view.left:
        return _said(view.left)
    verb = view.left.verb
    return (verb.text, NOTHING, -1) if verb and len(verb.text) > 1 and view.slot.before else None


def _before_of_clause(readings: Readings, index: int) -> Answer:
    """招商项目加快落地，达33个: what the clause before is about."""
    return _carry(readings, index) or actions.topic(readings, index)


RULES = (
    Rule("rank", _rank, 0.9, "rank"),
    Rule("run", _run, 0.9),
    Rule("from to", _from_to, 0.9),
    Rule("bracket", _bracket, 0.9),
    Rule("share", _share, 0.88, "share"),
    Rule("share of", _share_of, 0.85, "share"),
    Rule("change", _change, 0.92, "change"),
    Rule("multiple of", _multiple, 0.85),
    Rule("duration", _duration, 0.7),
    Rule("age", _age, 0.8),
    Rule("counted after", _counted_after, 0.92),
    Rule("dimension", _dimension, 0.8),
    Rule("phrase before", _before, 0.95),
    Rule("measured after", _measured_after, 0.88),
    Rule("verb before", _verb_before, 0.75),
    Rule("clause before", _before_of_clause, 0.5),
)
