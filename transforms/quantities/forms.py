"""The constructions in which numbers are written, as records: the first that reads a numeral makes the candidate."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from transforms.quantities.candidate import NO_UNIT, PERCENT, Candidate, Numeral
from transforms.quantities.context import Context
from transforms.quantities.measured import read_measured, unit_after
from transforms.quantities.numerals import read_number
from transforms.quantities.ranges import read_range
from transforms.quantities.scan import numeral_at
from transforms.quantities.tables import cue_words
from transforms.quantities.units import UnitMeaning

_PART_OF = re.compile("分之(?:[负負])?")
#: 百分之三 is 3 %, 千分之三 0.3 %.
_PARTS = {"百": 1.0, "千": 0.1, "万": 0.01, "十万": 0.001, "百万": 0.0001, "亿": 0.000001}
_RANK = {"名": UnitMeaning("名", "rank", 1.0, "位"), "位": UnitMeaning("位", "rank", 1.0, "位")}
_BARE_RANK = UnitMeaning("", "rank", 1.0, "位")
_NOUGHT_RATE = UnitMeaning("", "percent", 1.0, "%")
_TO_NOUGHT = re.compile("(?:下?降|减少?|压减|归)[为至到]$")
_RATIO = UnitMeaning("", "ratio", 1.0, "")
_PROPORTION = re.compile(r"[:：∶比]([0-9]{1,6}(?:\.[0-9]{1,6})?)(?![0-9:：∶])")
_SLASHED = re.compile(r"/([0-9]{1,3})(?![0-9/.])")
#: 孕产妇死亡率5.6/10万
_PER_ORDERS = re.compile("/1?0{0,4}[百千万]万?(?![0-9元])")
_GREATER = frozenset({"大于", "大型", "大中型", "大学"})
_SLASHED_AFTER = re.compile("的|以上|左右|，|。|、|；|$")
_INDEX_VERB = re.compile(
    "(?:为|达到?|至|到|是|报|超过?|[不未][超高低大小][过于]|[高低大小]于|[:：]|由|从|[由从][^，。；0-9]{1,6}的?)[了约]?$"
)
_ENDS = re.compile(
    "[，。；、！？,;!?（(）)]|$|以上|以下|以内|左右|(?:缩小|扩大|提高|提升|上升|增长|降低|下降|回升|回落|降|升)[至到为]"
)
#: What one of these may begin with.
_ENDS_BEGIN = frozenset("，。；、！？,;!?（(）)\n以左缩扩提上增降下回升") | {""}
#: Further numbers of a list up to the last one, before its unit.
_LISTED = re.compile(r"(?:个?[、和及与]{1,2}[0-9]{1,9}(?:\.[0-9]{1,4})?[万亿]?){1,12}")
#: 高于全国1.2个、全省0.8个百分点: what is counted in parts of 个 are percentage points. Another clause counts its own:
#: 新增学位1.3万个，大班额比例下降14.2个百分点.
_POINTS = re.compile(r"[、和及与][^，。；、0-9]{0,8}[0-9]{1,3}(?:\.[0-9]{1,4})?(?=个百分点)")
_RESPECTIVELY = "分别"


@functools.cache
def _proportion_noun() -> re.Pattern[str]:
    verbs = "(?:已|约|要|高)?(?:为|达到?|是|降至|降到|提高到|提升至|优化[为至])?"
    return re.compile(f"(?:{cue_words('proportion_noun')}){verbs}[约:：]?$")


@functools.cache
def _proportion_series() -> re.Pattern[str]:
    """收入比由2.51∶1缩小到2.47∶1: both ends of a change."""
    return re.compile(f"(?:{cue_words('proportion_noun')})[^，。；]{{0,28}}[从由至到为](?:[^，。；0-9]{{1,8}}的)?$")


@functools.cache
def _cue(cue: str) -> re.Pattern[str]:
    return re.compile(cue_words(cue))


@dataclass(frozen=True, slots=True)
class Form:
    """A construction: `read` takes a context and a numeral, and gives a candidate or None.

    `after`: characters one of which must follow the numeral, "" for any; `digits`: it is written in digits; `unit`: a
    unit follows it. `confidence`: how often it reads right.
    """

    name: str
    example: str
    read: Callable[[Context, Numeral], Candidate | None]
    confidence: float
    after: str = ""
    digits: bool = False
    unit: bool = False


def read_numeral(context: Context, numeral: Numeral) -> Candidate | None:
    """The candidate of a numeral by the first form that reads it, or None."""
    for form in _forms_for(context, numeral):
        candidate = form.read(context, numeral)
        if candidate is not None:
            candidate.form = form.name
            return candidate
    return None


def readings_of(context: Context, numeral: Numeral) -> list[Candidate]:
    """The candidates of a numeral by all forms that read it, in the order in which they are tried."""
    readings = [(form, form.read(context, numeral)) for form in _forms_for(context, numeral)]
    return [replace(candidate, form=form.name) for form, candidate in readings if candidate is not None]


def _forms_for(context: Context, numeral: Numeral) -> tuple[Form, ...]:
    """The forms that a numeral may have, in the order in which they are tried."""
    following = context.plain[numeral.end : numeral.end + 1]
    return _forms_before(following, numeral.surface[0].isascii(), numeral.unit is not None)


@functools.lru_cache(maxsize=1 << 13)
def _forms_before(following: str, digits: bool, unit: bool) -> tuple[Form, ...]:
    fitting = (form for form in FORMS if not form.after or (following and following in form.after))
    return tuple(form for form in fitting if digits >= form.digits and unit >= form.unit)


def _ordinal(context: Context, numeral: Numeral) -> Candidate | None:
    before = context.text[numeral.start - 1] if numeral.start else ""
    if before not in ("第", "前"):
        return None
    top = before == "前"  # 前10, 前三名; 提前45天 and 前3个月 rank nothing
    if top and numeral.unit and numeral.unit.meaning.unit not in _RANK:
        return None
    meaning = _RANK.get(context.text[numeral.end : numeral.end + 1], _BARE_RANK)
    if context.text.startswith(("名单", "名校", "位置"), numeral.end):
        meaning = _BARE_RANK
    end = numeral.end + len(meaning.unit)
    number = numeral.number
    return Candidate(numeral.start - 1, end, numeral.surface, number.value, meaning, "rank", inner=number.bound)


def _fraction(context: Context, numeral: Numeral) -> Candidate | None:
    part = _PART_OF.match(context.plain, numeral.end)
    over = part and numeral_at(context.plain, part.end())
    worth = over and read_number(over.group())
    if not worth:
        return None
    if numeral.surface in _PARTS:
        value = worth.value * _PARTS[numeral.surface]
    elif 1 < numeral.number.value <= 100:
        value = worth.value / numeral.number.value * 100
    else:
        return None
    value = round(-value if part.group()[-1] in "负負" else value, 10)
    return Candidate(numeral.start, over.end(), numeral.surface, value, PERCENT, "percent", inner=worth.bound)


def read_slashed(context: Context, end: int) -> tuple[int, float] | None:
    """End and worth of what a numeral that ends at `end` is divided by (the 3 of 1/3), or None."""
    over = _SLASHED.match(context.plain, end)
    return (over.end(), float(over[1])) if over and float(over[1]) else None


def _slashed(context: Context, numeral: Numeral) -> Candidate | None:
    orders = _PER_ORDERS.match(context.plain, numeral.end)
    if orders:
        rate = UnitMeaning(orders.group(), "ratio", 1.0, orders.group())
        return Candidate(numeral.start, orders.end(), numeral.surface, numeral.number.value, rate, "ratio")
    over = read_slashed(context, numeral.end)
    if not over or not 0 < numeral.number.value < over[1] or not _SLASHED_AFTER.match(context.text, over[0]):
        return None
    value = round(numeral.number.value / over[1] * 100, 10)
    return Candidate(numeral.start, over[0], numeral.surface, value, PERCENT, "percent")


def _proportion(context: Context, numeral: Numeral) -> Candidate | None:
    over = _PROPORTION.match(context.plain, numeral.end)
    if not over or not float(over[1]):
        return None
    told = _proportion_noun().search(context.before(numeral.start, 12))
    if not told and not _proportion_series().search(context.before(numeral.start, 40)):
        return None
    value = numeral.number.value / float(over[1])
    return Candidate(numeral.start, over.end(), numeral.surface, value, _RATIO, "ratio")


def _shared_unit(context: Context, numeral: Numeral) -> Candidate | None:
    """分别增长5.1、7.2和3.3个百分点, 高于全省2.1个和1.3个百分点: the last number's unit counts for all."""
    if numeral.unit and numeral.unit.meaning.unit != "个":
        return None
    listed = (_POINTS if numeral.unit else _LISTED).match(
        context.plain, numeral.unit.end if numeral.unit else numeral.end
    )
    last = listed and unit_after(context.plain, listed.end())
    if not last or not ("." in numeral.surface or _RESPECTIVELY in context.clause_before(numeral.start, 24)):
        return None
    if numeral.unit and last.meaning.unit != "个百分点":
        return None
    number, end = numeral.number, numeral.unit.end if numeral.unit else numeral.end
    return Candidate(
        numeral.start, end, numeral.surface, number.value, last.meaning, last.meaning.kind, inner=number.bound
    )


def _great(context: Context, numeral: Numeral) -> Candidate | None:
    # 3大工作台; 三大 and 十大 stand in names, 3大于2 is a comparison
    if context.word_around(numeral.end)[1] in _GREATER:
        return None
    return Candidate(numeral.start, numeral.end + 1, numeral.surface, numeral.number.value, NO_UNIT, "count")


def _ends(context: Context, numeral: Numeral) -> bool:
    text, end = context.text, numeral.end
    return text[end : end + 1] in _ENDS_BEGIN and _ENDS.match(text, end) is not None


#: 容积率2.5 and 收入比由1.74缩小至1.70 are ratios, 指数101.5 is not.
_RATIO_NOUNS = ("收入比", "比值", "容积率")


def _index(context: Context, numeral: Numeral) -> Candidate | None:
    if not _ends(context, numeral):
        return None
    clause = context.clause_before(numeral.start, 24)
    noun = _cue("index_noun").search(clause)
    if not noun or not (noun.end() == len(clause) or _INDEX_VERB.search(clause)):  # 容积率2.5, 指数由上年的1.8降至1.6
        return None
    number, kind = numeral.number, "ratio" if noun.group().endswith(_RATIO_NOUNS) else "other"
    return Candidate(numeral.start, numeral.end, numeral.surface, number.value, NO_UNIT, kind, inner=number.bound)


def _nought(context: Context, numeral: Numeral) -> Candidate | None:
    """贫困发生率由12.8%下降为0."""
    if numeral.surface != "0" or not _ends(context, numeral) or not _TO_NOUGHT.search(context.before(numeral.start, 4)):
        return None
    rate = "率" in context.clause_before(numeral.start, 30) or "%" in context.clause_before(numeral.start, 30)
    return Candidate(
        numeral.start, numeral.end, "0", 0.0, _NOUGHT_RATE if rate else NO_UNIT, "percent" if rate else "count"
    )


def _unitless(context: Context, numeral: Numeral) -> Candidate | None:
    # 新增各类人才7.3万，; 净利润超1亿， is money though 元 is left out
    if numeral.surface[-1] not in "万亿萬億":
        return None
    kind = "money" if _cue("money_noun").search(context.clause_before(numeral.start, 10)) else "count"
    number = numeral.number
    return Candidate(
        numeral.start, numeral.end, numeral.surface, number.value, NO_UNIT, kind, number.high, number.bound
    )


#: The order matters: 第3名 before 3名, 百分之三 before 三, 3亿至5亿元 before 5亿元.
FORMS = (
    Form("ordinal", "第12位", _ordinal, 0.9),
    Form("fraction", "四分之一", _fraction, 0.97, "分"),
    Form("slashed", "1/3", _slashed, 0.85, "/"),
    Form("proportion", "1∶3", _proportion, 0.9, ":：∶比"),
    Form("range", "3亿至5亿元", read_range, 0.95),
    Form("shared unit", "5.1、7.2和3.3个百分点", _shared_unit, 0.9, digits=True),
    Form("measured", "1300余亩", read_measured, 0.98, unit=True),
    Form("great", "3大", _great, 0.8, "大", digits=True),
    Form("index", "指数为101.5", _index, 0.85),
    Form("nought", "下降为0", _nought, 0.85, digits=True),
    Form("unitless", "7.3万", _unitless, 0.85),
)
