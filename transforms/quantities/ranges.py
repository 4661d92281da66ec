"""Two numbers that span a range: 3亿至5亿元, 3.5%—5%, 1至2家, 三到五年."""

import re
from dataclasses import replace

from transforms.quantities.candidate import Candidate, Numeral
from transforms.quantities.context import Context
from transforms.quantities.measured import read_unsigned, unit_after
from transforms.quantities.numerals import read_number
from transforms.quantities.scan import numeral_at

_TO = re.compile(r" ?(?:[(（]含[)）])? ?(?:-{1,2}|－|—{1,2}|–|~|～|至|到|或) ?")
#: What it may begin with.
_TO_BEGINS = frozenset(" (（-－—–~～至到或")
_LAST_ORDERS = re.compile("[万亿萬億]+$")
_ORDER = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_FROM = re.compile("[从由自][^，。；]{0,6}$")

_SPANNED = ("不等", "之间", "区间")


def read_range(context: Context, numeral: Numeral) -> Candidate | None:
    """The range that begins with `numeral`, or None.

    从1万元到40万元 tells two values and is no range; without a unit of its own the first number takes the second's.
    """
    unit = numeral.unit
    end = unit.end if unit else numeral.end
    if context.plain[end : end + 1] not in _TO_BEGINS:
        return None
    to = _TO.match(context.plain, end)
    second = to and numeral_at(context.plain, to.end())
    if not second or (unit and to.group().strip() in ("到", "至") and _is_change(context, numeral, second.end())):
        return None
    number = read_number(second.group())
    if number is None:
        return None
    following = Numeral(*second.span(), second.group(), number, unit_after(context.plain, second.end()))
    high = read_unsigned(context, following)
    if high is None or (unit and unit.meaning != high.meaning):
        return None
    low = _low(numeral, high, following.unit.factor)
    if not low < high.value:
        return None
    return replace(high, start=numeral.start, numeral=numeral.surface, value=low, high=high.value)


def _is_change(context: Context, numeral: Numeral, end: int) -> bool:
    """从1万元到40万元 tells of a change; 从99元到399元不等 spans a range."""
    if not _FROM.search(context.before(numeral.start, 8)):
        return False
    unit = unit_after(context.plain, end)
    return not context.text.startswith(_SPANNED, unit.end if unit else end)


def _low(numeral: Numeral, high: Candidate, factor: float) -> float:
    """十八至三十万 begins at 180,000, 8500到3万 at 8,500: the last order counts for both where that makes a range."""
    low = numeral.number.value * factor
    orders = _LAST_ORDERS.search(high.numeral)
    if not orders or _LAST_ORDERS.search(numeral.surface):
        return low
    whole = low
    for order in orders.group():
        whole *= _ORDER[order]
    return whole if whole < high.value else low
