"""A number with its unit: 1300余亩, 三成半, 50元6角三分, -3.5%."""

import re
from dataclasses import replace

from transforms.quantities.candidate import PERCENT, Candidate, Numeral, UnitAfter
from transforms.quantities.context import Context
from transforms.quantities.numerals import read_number
from transforms.quantities.scan import numeral_at
from transforms.quantities.units import UnitMeaning, unit_at

_TENTHS = re.compile("成(?![为立功本果员长效品交分都熟型就绩人群批套片语份])")
#: 三斤半, 三年半, 一吨半; 三年半途而废 is none.
_HALF = re.compile("半(?![个天年月小径途数截夜山])")
#: 八成五, 三成五的: tenths and hundredths; 三成五金企业 is none.
_HUNDREDTHS = re.compile("([一二三四五六七八九])(?=[，。；、！？）”]|$|的|以上|左右)")
_HALVED = frozenset({"area", "length", "mass", "duration", "money", "volume", "multiple"})
#: Smaller units that go on after a larger one, with their worth in it: 50元6角三分, 2小时15分, 3年2个月.
_SMALLER = {
    ("元", "角"): 0.1,
    ("块", "角"): 0.1,
    ("角", "分"): 0.1,
    ("美元", "美分"): 0.01,
    ("小时", "分钟"): 1 / 60,
    ("小时", "分"): 1 / 60,
    ("分钟", "秒"): 1 / 60,
    ("分", "秒"): 1 / 60,
    ("年", "个月"): 1 / 12,
}
_DIVIDED = frozenset(larger for larger, _ in _SMALLER)
_CURRENCY = {
    "人民币": "元",
    "新台币": "新台币",
    "台币": "新台币",
    "港币": "港元",
    "港元": "港元",
    "美元": "美元",
    "美金": "美元",
    "日元": "日元",
    "日币": "日元",
    "欧元": "欧元",
}
_CURRENCY_BEFORE = re.compile("(" + "|".join(_CURRENCY) + ") ?$")
_TENTH = re.compile("[1-9一二三四五六七八九](?![0-9毛角十百千万.%个家人])")
_TENTH_VALUES = dict(zip("123456789一二三四五六七八九", [*range(1, 10)] * 2, strict=True))
_KUAI = UnitMeaning("块", "money", 1.0, "元")
#: 挣了2000多块，: 块 that counts nothing after it is money where money is spoken of.
_MONEY_TALK = re.compile("[挣赚花卖付交省赔罚]|工资|收入|补贴|便宜|[价租]金?")
_NOTHING_COUNTED = re.compile("[，。；、！？”’）)]|$|左右|以上|不到")
_FEN = UnitMeaning("分", "money", 0.01, "元")
_MONEY_AFTER = re.compile(
    "[1-9一二三四五六七八九](?:毛|角)?(?![0-9十百千万.%个家人])|现钱|零花钱|零钱|工钱|本钱|运费|房租|租金"
)
_FEN_AFTER = re.compile("钱|运费|利息|电费|成本|[毛纯]?利(?!用)")
_KILOWATT_HOUR = UnitMeaning("度", "energy", 3.6e6, "焦耳")
_SEVERAL_MEANINGS = frozenset({"元", "度", "块", "分"})
_INSIDE = re.compile("[多余半]")
_SIGNS = ("-", "−", "负", "負")
#: After these a dash leads no negative number: 3%-5%, A-3; 自然增长率-1.04‰ and 净利润-1.2亿元 are negative.
_BEFORE_SIGN = re.compile(r"[0-9A-Za-z%％)）\-—–~～至到]$")
_NEGATIVE_KINDS = frozenset({"percent", "other", "ratio", "multiple", "money"})


def read_measured(context: Context, numeral: Numeral) -> Candidate | None:
    """The numeral with its sign and its unit, or None when it has no unit."""
    candidate = read_unsigned(context, numeral)
    return candidate and _signed(context, candidate)


def read_unsigned(context: Context, numeral: Numeral) -> Candidate | None:
    """The same without looking for a sign: the second number of 3-5% has none."""
    if numeral.unit is None:
        return None
    number, unit = numeral.number, numeral.unit
    value, high = tidy(number.value * unit.factor), number.high
    if unit.meaning.unit == "折" and value > 10:  # 75折 is 7.5折
        value = tidy(value / 10)
    if high is not None:
        high = tidy(high * unit.factor)
    meaning = _meant(context, numeral.start, unit)
    candidate = Candidate(numeral.start, unit.end, numeral.surface, value, meaning, meaning.kind, high, number.bound)
    _read_inner(context, candidate, numeral.end)
    if high is None:
        _read_smaller_units(context, candidate)
    return candidate


def unit_after(plain: str, end: int) -> UnitAfter | None:
    """The unit after a number that ends at `end` of the plain text; one space may stand between."""
    following = plain[end : end + 1]
    at = end
    if following == " ":
        at, following = end + 1, plain[end + 1 : end + 2]
    if following == "成":
        tenths = _TENTHS.match(plain, at)
        return UnitAfter(tenths.end(), PERCENT, 10.0) if tenths else None
    found = unit_at(plain, at)
    return UnitAfter(*found) if found else None


def tidy(value: float) -> float:
    """`value` without what arithmetic of fractions leaves beyond the tenth decimal."""
    return value if value.is_integer() else round(value, 10)


def _meant(context: Context, start: int, unit: UnitAfter) -> UnitMeaning:
    """What a unit that means several things means after the words before `start`."""
    if unit.meaning.unit not in _SEVERAL_MEANINGS:
        return unit.meaning
    before = context.clause_before(start, 12)
    match unit.meaning.unit:
        case "元":  # 港币2960元 is 2960 港元
            named = _CURRENCY_BEFORE.search(before)
            currency = _CURRENCY[named[1]] if named else "元"
            return unit.meaning if currency == "元" else UnitMeaning(currency, "money", 1.0, currency)
        case "度" if "电" in before:  # 用电量1.2亿度
            return _KILOWATT_HOUR
        case "块" if _MONEY_AFTER.match(context.text, unit.end):  # 2块4, 3000块现钱
            return _KUAI
        case "块" if _NOTHING_COUNTED.match(context.text, unit.end) and _MONEY_TALK.search(before):
            return _KUAI
        case "分" if _FEN_AFTER.match(context.text, unit.end):  # 七八分运费
            return _FEN
    return unit.meaning


def _read_inner(context: Context, candidate: Candidate, numeral_end: int) -> None:
    """多 and 半 inside or after the unit: 3个多月, 两个半小时, 三斤半, 三成半."""
    inside = _INSIDE.search(context.text, numeral_end, candidate.end)
    if inside and inside.group() != "半":
        candidate.inner = "more"
    elif inside:
        candidate.value += 0.5
    elif candidate.high is None:
        _read_half(context, candidate)


def _read_half(context: Context, candidate: Candidate) -> None:
    tenths = candidate.meaning is PERCENT and context.text[candidate.end - 1] == "成"
    if not tenths and context.text[candidate.end : candidate.end + 1] != "半":
        return
    hundredths = _HUNDREDTHS.match(context.text, candidate.end) if tenths else None
    if hundredths:
        candidate.value += _TENTH_VALUES[hundredths[1]]
        candidate.end = hundredths.end()
        return
    half = _HALF.match(context.text, candidate.end)
    if not half:
        return
    if tenths:
        candidate.value, candidate.end = candidate.value + 5, half.end()
    elif candidate.kind in _HALVED and candidate.value < 100:
        candidate.value, candidate.end = candidate.value + 0.5, half.end()


def _read_smaller_units(context: Context, candidate: Candidate) -> None:
    """Smaller units that follow: 50元6角三分; the unit stays the first one."""
    smallest, whole = candidate.meaning.unit, 1.0
    tail = _TENTH.match(context.plain, candidate.end) if candidate.meaning is _KUAI else None
    if tail:  # 2块4
        candidate.value = tidy(candidate.value + _TENTH_VALUES[tail.group()] / 10)
        candidate.end = tail.end()
        return
    while smallest in _DIVIDED:
        at = candidate.end + (context.text[candidate.end : candidate.end + 1] in ("又", "零"))
        numeral = numeral_at(context.plain, at)
        unit = numeral and unit_at(context.plain, numeral.end())
        worth = unit and _SMALLER.get((smallest, unit[1].unit))
        number = worth and read_number(numeral.group())
        if not number:
            return
        whole *= worth
        candidate.value = tidy(candidate.value + number.value * whole)
        candidate.end, smallest = unit[0], unit[1].unit


def _signed(context: Context, candidate: Candidate) -> Candidate:
    text, start = context.plain, candidate.start
    below_zero = text[max(0, start - 2) : start] == "零下"
    if not below_zero and text[max(0, start - 1) : start] not in _SIGNS:
        return candidate
    begin = start - 2 if below_zero else start - 1
    if text[begin] in "负負" and not context.word_starts_at(begin):  # 胜负5局
        return candidate
    previous = text[:begin][-1:]
    if text[begin] == "-" and (_BEFORE_SIGN.match(previous) or (_is_han(previous) and not _may_be_negative(candidate))):
        return candidate
    high = None if candidate.high is None else -candidate.high
    return replace(candidate, start=begin, value=-candidate.value or 0.0, high=high)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _may_be_negative(candidate: Candidate) -> bool:
    return candidate.kind in _NEGATIVE_KINDS
