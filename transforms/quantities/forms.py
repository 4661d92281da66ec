"""The constructions in which numbers are written, as records: the first that reads a numeral makes the candidate."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from transforms.quantities.candidate import NO_UNIT, PERCENT, Candidate
from transforms.quantities.context import Context
from transforms.quantities.measured import ORDERS, read_measured
from transforms.quantities.numerals import ParsedNumber, parse_number
from transforms.quantities.ranges import read_range
from transforms.quantities.scan import numeral_at
from transforms.quantities.tables import cue_words
from transforms.quantities.units import UnitMeaning

_PART_OF = re.compile("分之(?:[负負])?")
#: 百分之三 is 3 %, 千分之三 0.3 %.
_PARTS = {"百": 1.0, "千": 0.1, "万": 0.01}
_RANK = {"名": UnitMeaning("名", "rank", 1.0, "位"), "位": UnitMeaning("位", "rank", 1.0, "位")}
_BARE_RANK = UnitMeaning("", "rank", 1.0, "位")
_RATIO = UnitMeaning("", "ratio", 1.0, "")
_PROPORTION = re.compile(r"[:：∶比]([0-9]{1,6}(?:\.[0-9]{1,6})?)(?![0-9:：∶])")
_SLASHED = re.compile(r"/([0-9]{1,3})(?![0-9/.])")
_SLASHED_AFTER = re.compile("的|以上|左右|，|。|、|；|$")
_INDEX_VERB = re.compile("(?:为|达到?|至|到|是|超过?|[:：]|由|从|[由从][^，。；0-9]{1,6}的?)[了约]?$")
_ENDS = re.compile(
    "[，。；、！？,;!?（(）)]|$|以上|以下|左右|(?:缩小|扩大|提高|提升|上升|增长|降低|下降|回升|回落|降|升)[至到为]"
)


@functools.cache
def _proportion_noun() -> re.Pattern[str]:
    verbs = "(?:已|约|要|高)?(?:为|达到?|是|降至|降到|提高到|提升至|优化[为至])?"
    return re.compile(f"(?:{cue_words('proportion_noun')}){verbs}[约:：]?$")


@functools.cache
def _cue(cue: str) -> re.Pattern[str]:
    return re.compile(cue_words(cue))


@dataclass(frozen=True, slots=True)
class Form:
    """A construction: `read` takes a context, the span and the worth of a numeral, and gives a candidate or None."""

    name: str
    example: str
    read: Callable[[Context, int, int, ParsedNumber], Candidate | None]


def read_numeral(context: Context, start: int, end: int, number: ParsedNumber) -> Candidate | None:
    """The candidate of the numeral at `text[start:end]`, worth `number`, by the first form that reads it, or None."""
    for form in FORMS:
        candidate = form.read(context, start, end, number)
        if candidate is not None:
            return replace(candidate, form=form.name)
    return None


def _ordinal(context: Context, start: int, end: int, number: ParsedNumber) -> Candidate | None:
    if context.before(start, 1) not in ("第", "前"):
        return None
    meaning = _RANK.get(context.text[end : end + 1], _BARE_RANK)
    if context.text.startswith(("名单", "名校", "位置"), end):
        meaning = _BARE_RANK
    to = end + len(meaning.unit)
    return Candidate(start - 1, to, context.plain[start:end], number.value, meaning, kind="rank", inner=(number.bound,))


def _fraction(context: Context, start: int, end: int, number: ParsedNumber) -> Candidate | None:
    part = _PART_OF.match(context.plain, end)
    over = part and numeral_at(context.plain, part.end())
    if not over:
        return None
    whole, worth = context.plain[start:end], parse_number(over.group())
    if whole in _PARTS:
        value = worth.value * _PARTS[whole]
    elif 1 < number.value <= 100:
        value = worth.value / number.value * 100
    else:
        return None
    value = -value if part.group()[-1] in "负負" else value
    return Candidate(start, over.end(), whole, round(value, 10), PERCENT, kind="percent", inner=(worth.bound,))


def read_slashed(context: Context, start: int, end: int) -> tuple[int, float] | None:
    """End and worth of what a numeral at `text[start:end]` is divided by (the 3 of 1/3), or None."""
    over = _SLASHED.match(context.plain, end)
    return (over.end(), float(over[1])) if over and float(over[1]) else None


def _slashed(context: Context, start: int, end: int, number: ParsedNumber) -> Candidate | None:
    over = read_slashed(context, start, end)
    if not over or not 0 < number.value < over[1] or not _SLASHED_AFTER.match(context.text, over[0]):
        return None
    value = round(number.value / over[1] * 100, 10)
    return Candidate(start, over[0], context.plain[start:end], value, PERCENT, kind="percent")


def _proportion(context: Context, start: int, end: int, number: ParsedNumber) -> Candidate | None:
    over = _PROPORTION.match(context.plain, end)
    if not over or not float(over[1]) or not _proportion_noun().search(context.before(start, 12)):
        return None
    value = number.value / float(over[1])
    return Candidate(start, over.end(), context.plain[start:end], value, _RATIO, kind="ratio")


def _great(context: Context, start: int, end: int, number: ParsedNumber) -> Candidate | None:
    # 3大工作台; 三大 and 十大 stand in names, 3大于2 is a comparison
    if not context.plain[start].isdigit() or not context.plain[start].isascii() or context.text[end : end + 1] != "大":
        return None
    if not context.word_starts_at(end + 1) and context.word_around(end)[1] in ("大于", "大型", "大中型", "大学"):
        return None
    return Candidate(start, end + 1, context.plain[start:end], number.value, NO_UNIT, kind="count")


def _index(context: Context, start: int, end: int, number: ParsedNumber) -> Candidate | None:
    clause = context.clause_before(start, 24)
    if not _cue("index_noun").search(clause) or not _INDEX_VERB.search(clause) or not _ENDS.match(context.text, end):
        return None
    return Candidate(start, end, context.plain[start:end], number.value, NO_UNIT, kind="other", inner=(number.bound,))


def _unitless(context: Context, start: int, end: int, number: ParsedNumber) -> Candidate | None:
    # 新增各类人才7.3万，
    if not ORDERS.search(context.plain[start:end]):
        return None
    # 净利润超1亿，: money though 元 is left out
    kind = "money" if _cue("money_noun").search(context.clause_before(start, 10)) else "count"
    numeral = context.plain[start:end]
    return Candidate(start, end, numeral, number.value, NO_UNIT, "", number.high, (number.bound,), kind)


#: The order matters: 第3名 before 3名, 百分之三 before 三, 3亿至5亿元 before 5亿元.
FORMS = (
    Form("ordinal", "第12位", _ordinal),
    Form("fraction", "四分之一", _fraction),
    Form("slashed", "1/3", _slashed),
    Form("proportion", "1∶3", _proportion),
    Form("range", "3亿至5亿元", read_range),
    Form("measured", "1300余亩", read_measured),
    Form("great", "3大", _great),
    Form("index", "指数为101.5", _index),
    Form("unitless", "7.3万", _unitless),
)
