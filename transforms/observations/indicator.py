"""The indicator of a quantity: rules in the order in which they are asked; the first that answers is believed."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from transforms.observations import apart, beside, deeds, elliptical, heads, implied, lasting, relations
from transforms.observations.found import Answer, Found, Readings, View
from transforms.observations.series import find_runs


@dataclass(frozen=True)
class Rule:
    """A construction that tells the indicator. `trust` is how often its readings were right on checked text.

    `role` is what the construction says of the measure: rank, share, change, or nothing. It answers for quantities of
    its `kinds` alone (any, without them), and only `after` or `beside` another one of the sentence, or `bracketed`.
    """

    name: str
    answer: Callable[[Readings, int], Answer]
    trust: float
    role: str = ""
    kinds: tuple[str, ...] = ()
    where: str = ""


def find_indicators(views: list[View], told: str | None = None) -> list[Found]:
    """What each quantity of a line measures, in order; `told` is the first indicator of the sentence before."""
    readings = Readings(views, find_runs(views), told)
    for index in range(len(views)):
        readings.found.append(_ask(readings, index))
    return readings.found


def answers_to(readings: Readings, index: int) -> list[tuple[str, str]]:
    """The rules that answer for quantity `index` and what each says, in the order in which they are asked."""
    answers = [(rule.name, rule.answer(readings, index)) for rule in RULES]
    return [(name, answer[0]) for name, answer in answers if answer is not None and answer[0]]


def _ask(readings: Readings, index: int) -> Found:
    view = readings.views[index]
    for rule in _rules_for(view.kind, index > 0, len(readings.views) > 1, view.slot.bracketed):
        answer = rule.answer(readings, index)
        if answer is not None:
            text, phrase, carried = answer
            role = rule.role or _role_of_run(readings, index, rule.name, carried)
            return Found(text or None, rule.name, rule.trust, phrase, carried, role)
    return Found(None, "none", 0.3)


def _role_of_run(readings: Readings, index: int, rule: str, carried: int) -> str:
    """煤制油、煤制气产能分别占全国的16%和19%: what the first number of a run is, the others are."""
    if rule == "pointed at" and 0 <= carried < index:  # 占比已升至27.3%，而2014年这个数字还不到6%
        return readings.found[carried].role
    if rule != "run":
        return ""
    if readings.views[index].predicate.share >= 0 and readings.views[index].slot.quantity.unit == "%":
        return "share"
    start = readings.runs[index][0]
    source = carried if carried >= 0 else start
    return readings.found[source].role if source < index else ""


_PARTS = ("percent", "ratio", "multiple")
RULES = (
    Rule("before field", elliptical.before_field, 0.95, "rank", kinds=("rank",), where="after"),
    Rule("rank", relations.rank, 0.96, "rank", kinds=("rank",)),
    Rule("vote", apart.vote, 0.95),
    Rule("run", relations.run, 0.96, where="beside"),
    Rule("from to", relations.from_to, 0.97, where="beside"),
    Rule("bracket", relations.bracket, 0.95, where="bracketed"),
    Rule("over", apart.over, 0.8, kinds=("count", "percent"), where="after"),
    Rule("share", relations.share, 0.9, "share"),
    Rule("share of", relations.share_of, 0.9, "share", kinds=_PARTS),
    Rule("change", relations.change, 0.96, "change"),
    Rule("task", apart.task, 0.8, kinds=("percent",)),
    Rule("multiple of", relations.multiple, 0.85, kinds=_PARTS),
    Rule("duration", lasting.duration, 0.75, kinds=("duration", "frequency")),
    Rule("age", heads.age, 0.6, kinds=("age",)),
    Rule("left out", elliptical.left_out, 0.9),
    Rule("alike", elliptical.alike, 0.9, kinds=("count",)),
    Rule("pointed at", implied.pointed_at, 0.9, where="after"),
    Rule("granted", implied.granted, 0.8, kinds=("money",), where="after"),
    Rule("invested", implied.put_in, 0.85, kinds=("money",), where="after"),
    Rule("those who", implied.those_who, 0.8, kinds=("count",)),
    Rule("took part", implied.took_part, 0.8, kinds=("count",)),
    Rule("came", apart.came, 0.85),
    Rule("passive", apart.passive, 0.8),
    Rule("extreme", apart.extreme, 0.85),
    Rule("fee", implied.fee, 0.85, kinds=("money",)),
    Rule("counted after", beside.counted_after, 0.97),
    Rule("dimension", beside.dimension, 0.85, kinds=("length", "area", "mass", "volume")),
    Rule("before time", apart.before_time, 0.85),
    Rule("of each place", implied.of_each_place, 0.8, where="after"),
    Rule("phrase before", beside.before, 0.97),
    Rule("measured after", beside.measured_after, 0.86),
    Rule("verb before", deeds.verb_before, 0.88),
    Rule("whole", apart.whole, 0.8, "share", kinds=("percent",)),
    Rule("clause before", beside.before_of_clause, 0.6),
    Rule("sentence before", beside.sentence_before, 0.6),
)


@functools.lru_cache(maxsize=1024)
def _rules_for(kind: str, after: bool, beside: bool, bracketed: bool) -> tuple[Rule, ...]:
    """The rules that may answer for a quantity of one kind where it stands, in their order."""
    stands = {"": True, "after": after, "beside": beside, "bracketed": bracketed}
    return tuple(rule for rule in RULES if (not rule.kinds or kind in rule.kinds) and stands[rule.where])
