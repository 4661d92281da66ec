"""The year of publication by what is counted year by year: 第39个教师节 is of 2023."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.lexicon import read_table
from transforms.names.tables import any_of
from transforms.published.reckoning import FAIR, STRONG
from transforms.times.numerals import whole

#: 今年是第39个教师节 and 第六届进博会开幕 are told of as they come; 自第三届进博会以来 and 曾获第12届… look back.
_LOOKS_BACK = re.compile("(?:自|从|曾|首次在|继|在(?:去年|前年)的?)[^，。；]{0,8}$")
_COMES = re.compile("(?:今年是|今年的|迎来|喜迎|是|正值|适逢|恰逢|庆祝|将于|将在)(?:我国|全国|国家|我们的)?$")
#: The 11th National People's Congress met first in 2008, each one five times, year by year.
_CONGRESS = re.compile(r"十(?P<term>[一二三四五六])届全国(?:人大|政协)(?P<session>[一二三四五])次会议")
_FIRST_CONGRESS, _SESSIONS = 2003, 5
#: Years by stem and branch: 1984 was 甲子, and so is each sixtieth; pages are read of less than sixty years.
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_STEM_AND_BRANCH = re.compile(
    rf"(?P<stem>[{_STEMS}])(?<!(?:告别|送别|送走|辞别).)(?P<branch>[{_BRANCHES}])[鼠牛虎兔龙蛇马羊猴鸡狗猪]?年(?![间代号])"
)
_CYCLE_BEGAN, _CYCLE = 1984, 60
_REACH = 12


@dataclass(frozen=True)
class YearlySeries:
    """A day, month or fair that is counted, the year before its first, and how often a year it is held."""

    name: str
    zero_year: int
    a_year: int


@functools.cache
def _series() -> dict[str, YearlySeries]:
    return {row.name: row for row in read_table("yearly_series.csv", YearlySeries)}


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"第(?P<count>\d{1,3}|[一二三四五六七八九十百]{1,5})[个届次]"
        r"(?:中国|全国|国家|国际|世界|全民|[“”\"‘])*(?P<name>" + any_of(_series()) + ")"
    )


def counted(text: str) -> Iterator[tuple[int, int, str]]:
    """The years of what a text counts: year, weight, quotation."""
    for match in _pattern().finditer(text) if "第" in text else ():
        if _LOOKS_BACK.search(text, max(0, match.start() - _REACH), match.start()):
            continue
        row, count = _series()[match["name"]], whole(match["count"])
        comes = _COMES.search(text, max(0, match.start() - _REACH), match.start())
        yield row.zero_year + -(-count // row.a_year), STRONG if comes else FAIR, match.group()
    for match in _STEM_AND_BRANCH.finditer(text) if "年" in text else ():
        year = _of_cycle(match)
        if year:
            yield year, FAIR, match.group()
    for match in _CONGRESS.finditer(text) if "届全国" in text else ():
        year = _FIRST_CONGRESS + _SESSIONS * whole(match["term"]) + whole(match["session"]) - 1
        yield year, FAIR, match.group()


def _of_cycle(match: re.Match[str]) -> int | None:
    """The year of 甲辰; None for a pair that no year has (甲丑)."""
    stem, branch = _STEMS.index(match["stem"]), _BRANCHES.index(match["branch"])
    years = range(_CYCLE_BEGAN, _CYCLE_BEGAN + _CYCLE)
    return next((year for year in years if (year - 4) % 10 == stem and (year - 4) % 12 == branch), None)
