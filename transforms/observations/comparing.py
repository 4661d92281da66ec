"""With what a change compares: the year before (yoy), the quarter or month before (qoq), a period that is named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.observations.found import View


class Measured(NamedTuple):
    """Measure, direction and comparison of one quantity, and the rule that told the measure."""

    measure: str
    direction: str | None = None
    comparison: str | None = None
    rule: str = "level"


@dataclass(frozen=True)
class Comparison:
    """A wording of a comparison, and what it compares with."""

    name: str
    pattern: re.Pattern[str]
    comparison: str


_NAMED_BASE = r"[比较与和同]\s*(?:年初|月初|(?:上年|去年|去年年)[底末]|上年年末)"
_YEAR_ON_YEAR = r"同比|[比较]\s*(?:上年|去年|上一年|前一年)|(?:上年|去年)同[期月季]"
_ON_THE_QUARTER = r"环比|[比较]\s*(?:上个?月|上一?个?季度?|前一季度|[一二三]季度|上周)"
_NAMED_YEAR = r"[比较与和同]\s*(?:19|20)\d\d年|[比较][^，,]{1,8}[前时初末](?!\d)"
COMPARISONS = (
    Comparison("named base", re.compile(_NAMED_BASE), "vs_period"),
    Comparison("year on year", re.compile(_YEAR_ON_YEAR), "yoy"),
    Comparison("on the quarter", re.compile(_ON_THE_QUARTER), "qoq"),
    Comparison("named year", re.compile(_NAMED_YEAR), "vs_period"),
)
#: 同比增长12.8%，两年平均增长8.1%: over some years, not over the last one
_AVERAGED = re.compile("年均|年平均|两年平均|平均每年")
_NEAR = 20


def comparison(views: Sequence[View], measured: Sequence[Measured], index: int) -> str | None:
    """With what a change compares: said in its clause, in one before it (与去年同期相比，), or by the change before."""
    slot = views[index].slot
    start = slot.left if slot.bracketed else slot.clause_start
    told = _comparison_in(slot.line.text[start : slot.quantity.start])
    if told is None and slot.clause and not slot.bracketed:
        before = slot.line.text[slice(*slot.line.clauses[slot.clause - 1])]
        told = _comparison_in(before) if "比" in before and not any(c.isdigit() for c in before[-3:]) else None
    averaged = _AVERAGED.search(
        slot.line.text, max(slot.clause_start, slot.quantity.start - _NEAR), slot.quantity.start
    )
    if told is None and not averaged and index and measured[index - 1].measure == "change":
        near = slot.clause - views[index - 1].slot.clause <= 1
        told = measured[index - 1].comparison if near else None
    return told


def _comparison_in(text: str) -> str | None:
    return next((c.comparison for c in COMPARISONS if c.pattern.search(text)), None)
