"""Two numbers that span a range: 3亿至5亿元, 3.5%—5%, 1至2家, 三到五年."""

import re
from dataclasses import replace

from transforms.quantities.candidate import Candidate
from transforms.quantities.context import Context
from transforms.quantities.measured import read_unsigned, unit_after
from transforms.quantities.numerals import ParsedNumber, parse_number
from transforms.quantities.scan import numeral_at

_TO = re.compile(r" ?(?:[(（]含[)）])? ?(?:-{1,2}|－|—{1,2}|–|~|～|至|到|或) ?")
_LAST_ORDERS = re.compile("[万亿萬億]+$")
_ORDER = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_FROM = re.compile("[从由自][^，。；]{0,6}$")


def read_range(context: Context, start: int, end: int, number: ParsedNumber) -> Candidate | None:
    """The range that begins with the numeral at `text[start:end]`, or None.

    从1万元到40万元 tells two values and is no range; without a unit of its own the first number takes the second's.
    """
    unit = unit_after(context, end)
    to = _TO.match(context.plain, unit[0] if unit else end)
    second = to and numeral_at(context.plain, to.end())
    if not second or (unit and to.group().strip() in ("到", "至") and _FROM.search(context.before(start, 8))):
        return None
    try:
        high = read_unsigned(context, second.start(), second.end(), parse_number(second.group()))
    except ValueError:
        return None
    if high is None:
        return None
    low = _low(context, start, end, number, high)
    if (unit and unit[1] != high.meaning) or not low < high.value:
        return None
    return replace(high, start=start, numeral=context.plain[start:end], value=low, high=high.value)


def _low(context: Context, start: int, end: int, number: ParsedNumber, high: Candidate) -> float:
    """十八至三十万 begins at 180,000, 8500到3万 at 8,500: the last order counts for both where that makes a range."""
    tenths = 10.0 if high.meaning.kind == "percent" and context.text[high.end - 1] == "成" else 1.0
    low = number.value * tenths
    orders = _LAST_ORDERS.search(high.numeral)
    if not orders or _LAST_ORDERS.search(context.plain[start:end]):
        return low
    factor = 1.0
    for order in orders.group():
        factor *= _ORDER[order]
    return low * factor if low * factor < high.value else low
