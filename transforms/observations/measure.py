"""What kind of figure a number is (level, change, share, rate, rank, target), its direction, and its comparison."""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transforms.observations.comparing import Measured, comparison
from transforms.observations.found import Found, View
from transforms.observations.series import told_apart
from transforms.observations.words import ChangeWord, change_words, clause_words, indicator_words

#: 完成全年7%的增长目标; 生产总值增长目标为6%以上.
_GOAL_AFTER = re.compile(r"(?:左右|以上|以下|以内)?的(?:[^，,。\d]{0,8})(?:目标|任务目标|指标任务)(?!任务)")
_GOAL_BEFORE = re.compile(
    r"(?P<grows>增长|增速)?(?:预期|控制|奋斗|主要)?目标(?:值)?(?:定)?[是为](?P<grow>增长)?(?:约|不低于)?$"
)
#: 八成, 三分之一, 一半: what is said in parts of a whole, unless a rate or a growth is told so.
_PARTS = re.compile(r"成|分之|半$")
_SHARE_NOUNS = ("比重", "占比", "份额", "占股", "持股")
_SHARE_AFTER = re.compile(r"(?:以上|左右|多)?(?:的[^，,]{0,12})?(?:来自|来源于|源于|源自|属于|集中在|分布在)")


_LESS = re.compile(
    "(?:省下|省出|省去|省|便宜|跌去|跌掉|降去|减去|砍掉|砍去|缩水|少花|少用|少跑|少付|少了|瘦身|蒸发|损失)"
    "了?(?:近|约|超过?|将近|不到|大约|至少|差不多|整整)?$"
)


def find_measures(views: Sequence[View], found: Sequence[Found]) -> list[Measured]:
    """The measure of each quantity of a line, in order."""
    measured: list[Measured] = []
    for index in range(len(views)):
        measured.append(_measure(views, found, measured, index))
    return measured


@dataclass(frozen=True)
class Rule:
    """A sign of a measure; `answer` returns what it tells or None. It answers for its `kinds` alone (any, without)."""

    name: str
    answer: Callable[[Sequence[View], Sequence[Found], Sequence[Measured], int], Measured | None]
    kinds: tuple[str, ...] = ()


def measures_of(views, found, measured, index) -> list[Measured]:
    """What every rule that answers tells of quantity `index`, the one that is believed first."""
    answers = [(rule.name, rule.answer(views, found, measured, index)) for rule in RULES]
    return [Measured(a.measure, a.direction, a.comparison, name) for name, a in answers if a] or [Measured("level")]


def _measure(views: Sequence[View], found: Sequence[Found], measured: Sequence[Measured], index: int) -> Measured:
    for rule in _rules_for(views[index].kind):
        answer = rule.answer(views, found, measured, index)
        if answer is not None:
            return Measured(answer.measure, answer.direction, answer.comparison, rule.name)
    return Measured("level")


def _rank(views, found, measured, index) -> Measured | None:
    return Measured("rank") if views[index].kind == "rank" else None


def _run(views, found, measured, index) -> Measured | None:
    """增长3.1%和6.2%: the second number of a run is what the first is."""
    if found[index].rule != "run" or not index:
        return None
    view = views[index]
    if view.predicate.change or view.predicate.share >= 0 or told_apart(view):
        return None
    joint = view.slot.line.text[views[index - 1].slot.quantity.end : view.slot.quantity.start]
    return measured[index - 1] if len(joint) <= 4 else None


def _change(views, found, measured, index) -> Measured | None:
    """增长5.6%, +44.6%, 提高2个百分点, 5%的增幅; not 提高到40万元."""
    view = views[index]
    word = change_word(view)
    if view.predicate.reaches and view.predicate.change:
        return None
    points = view.slot.quantity.unit == "个百分点"
    if not (word or view.predicate.sign or points) or (found[index].role == "share" and not points):
        return None
    if word and view.kind == "rank":
        return None
    direction = word.direction if word else view.predicate.sign
    return Measured("change", direction, comparison(views, measured, index))


def change_word(view: View) -> ChangeWord | None:
    """The word of change beside the number, on the left or after 的."""
    if view.predicate.change:
        return view.predicate.change
    after = view.slot.after
    if after.startswith("的"):
        for length in (5, 4, 3, 2):
            if after[1 : 1 + length] in change_words():
                return change_words()[after[1 : 1 + length]]
    return None


def _turned(views, found, measured, index) -> Measured | None:
    """比2018年翻了一番."""
    if views[index].slot.quantity.unit != "番":
        return None
    return Measured("change", "up", comparison(views, measured, index))


_STOCKS = ("余额", "总额", "总量", "存量", "总数", "总面积")


@functools.cache
def _gains() -> re.Pattern[str]:
    return re.compile("|".join(row.word for row in change_words().values() if row.role == "gain"))


def _gain(views, found, measured, index) -> Measured | None:
    """新增项目14个; what follows in the same list without a verb of its own: 其中制造业项目4个."""
    view = views[index]
    verb = view.left.verb.text if view.left.verb else None
    word = change_words().get(verb or view.left.text)
    if word is None and verb is None:  # 城镇新增就业6.2万人
        inside = _gains().search(view.left.text)
        word = change_words()[inside.group()] if inside else None
    turned = word is not None and word.role == "verb" and verb in clause_words("turned")
    if word and (word.role == "gain" or turned) and view.kind not in ("percent", "duration"):
        return Measured("change", word.direction, comparison(views, measured, index))
    stock = view.left.text.endswith(_STOCKS)  # 较年初新增26.7亿元，其中制造业贷款余额|98.6亿元
    if index and measured[index - 1].rule == "gain" and not stock and _same_list(views, index):
        return Measured("change", measured[index - 1].direction, measured[index - 1].comparison)
    return None


def _same_list(views: Sequence[View], index: int) -> bool:
    here, before = views[index], views[index - 1]
    near = here.slot.clause - before.slot.clause <= 1 and here.kind == before.kind
    return near and here.left.verb is None and bool(here.left) and here.left.nominal and not here.predicate.links


def _goal(views, found, measured, index) -> Measured | None:
    """完成全年7%的增长目标; 比4%的控制目标低."""
    slot = views[index].slot
    if views[index].kind != "percent":
        return None
    before, after = _GOAL_BEFORE.search(slot.before), _GOAL_AFTER.match(slot.after)
    if not (before or after):
        return None
    grows = bool(before and (before["grows"] or before["grow"])) or bool(after and "增长" in after.group())
    return Measured("target", "up" if grows else None)


def _share(views, found, measured, index) -> Measured | None:
    """占64%; 6.88%的GDP; 8成以上来自国内; 比重由36%升至38%; 八成用于出口."""
    view, text = views[index], found[index].text or ""
    if view.kind not in ("percent", "ratio"):
        return None
    told = found[index].role == "share" or view.predicate.share >= 0
    reached = found[index].rule == "from to" and found[index].carried == index - 1
    if told or _SHARE_AFTER.match(view.slot.after) or (reached and index and measured[index - 1].measure == "share"):
        return Measured("share")
    parts = view.kind == "percent" and _PARTS.search(view.slot.quantity.mention) and not is_rate(text)
    return Measured("share") if parts or text.endswith(_SHARE_NOUNS) else None


def is_rate(text: str) -> bool:
    """Whether an indicator names a rate: 上座率, 满意度."""
    return text.endswith(("率", "度")) or text in indicator_words("rate")


def _lessened(views, found, measured, index) -> Measured | None:
    """费用省下三分之一, 比黄牛抽的便宜三分之二, 信访总量少了近一半: by which part of it something fell."""
    view = views[index]
    less = _LESS.search(view.slot.before) if view.kind == "percent" and view.predicate.share < 0 else None
    return Measured("change", "down", comparison(views, measured, index)) if less else None


def _rate(views, found, measured, index) -> Measured | None:
    """完成率95.8%, 即办事项比例90.08%; any percentage of which nothing else is said."""
    view = views[index]
    text = found[index].text or ""
    if view.kind == "percent":
        return Measured("rate")
    words = indicator_words("rate")
    return Measured("rate") if view.kind == "ratio" and (text in words or text.endswith("折扣")) else None


RULES = (
    Rule("rank", _rank, ("rank",)),
    Rule("run", _run),
    Rule("goal", _goal, ("percent",)),
    Rule("change", _change),
    Rule("lessened", _lessened, ("percent",)),
    Rule("turned", _turned),
    Rule("gain", _gain),
    Rule("share", _share, ("percent", "ratio")),
    Rule("rate", _rate, ("percent", "ratio")),
)


@functools.lru_cache(maxsize=128)
def _rules_for(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if not rule.kinds or kind in rule.kinds)
