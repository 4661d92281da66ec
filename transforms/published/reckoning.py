"""The year of publication where a text lets one reckon it: anniversaries, ages, plan periods, equations, headings."""

import functools
import re
from collections.abc import Sequence

from transforms.times.numerals import whole
from transforms.times.patterns import reign
from transforms.times.tables import eras, plan_periods, reigns

#: What a vote weighs: said outright, told by what stands beside, only possible.
STRONG, FAIR, WEAK = 4, 2, 1
_PLAN = re.compile(
    r"(?:今年|本年度?)[^，。]{0,12}[“\"]?(?P<plan>十[一二三四五]?五)[”\"]?(?:规划)?的?(?P<place>开局|收官|最后)"
)
#: Headings of a work report, which is given when the year that it plans begins: 2018年工作回顾, 2019年工作安排.
_REPORT_PART = re.compile(
    r"[^，。]{0,6}(?P<year>20[0-4]\d)年[^，。]{0,8}工作(?:(?P<review>回顾|总结)|安排|打算|部署|计划|任务|思路)[^，。]{0,6}"
)
_EQUATION = re.compile("(?P<word>今年|去年|前年|明年)(?:，?即|是|[（(])(?P<year>20[0-4][0-9])年?(?![0-9])")
_OFFSETS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
#: From the year 4 of our era on: 2020 was a 鼠年.
_SIGNS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_ZODIAC = re.compile(rf"(?P<sign>[{_SIGNS}])年(?:春节|新春|正月|伊始|第一|首个|大吉)")
_SOON = 2
#: The plan period that runs: “十四五”以来 and what is to come in it are told while it lasts, from its first year on.
_RUNNING = re.compile(
    '[“"]?(?P<plan>十[一二三四五]?五)[”"]?(?:以来|(?:期间|时期|末)[^。；]{0,24}?(?:将|力争|计划|规划|拟|预计|达到|突破))'
)


#: What is done every year, and named by the year that runs: 2021年公开招聘教师64名, 2018年全市清洁取暖改造任务;
#: and what a work report expects of the year that it opens: 2019年全县生产总值预期增长7.5%.
_YEARLY = re.compile(
    r"(?<![到至比较])(?P<year>20[0-4]\d)年(?:度|全[省市县区州]|[本我][市县区])?[^，。；：0-9]{0,8}?"
    r"(?:公开招聘|招生|招考|中考|高考|征兵|(?<!完成)任务|民生实事|工作要点|预算(?!执行)|预期(?:增长|目标|[达为完实]))"
)
#: What holds from a day on is told when it begins: 自2019年11月1日起上调.
_EFFECTIVE = re.compile(r"(?P<year>20[0-4]\d)年(?:1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9])日(?:零时|0时)?起")
#: 2018年，公司从外地迁来。4年过去，… is told in 2022; 2015年起，…，两年多累计投入… in 2017.
_PASSED = re.compile(
    r"(?<![\d第])(?P<count>[1-9]\d?|[一二两三四五六七八九十]{1,2})年(?P<half>半)?(?:(?<=半)来|过去|下来|后的今天|(?:多|来|多来|间)?(?:累计|总共|共计|先后)|(?:多)?来(?=，[^，。；]{0,4}[\u4e00-\u9fff]{1,4}(?:跑|走|干|做|带|帮|为|累|共|先后|已|从未|没)))"
)
_MAY_HAVE_PASSED = re.compile("年半?(?:多来|多|来|间)?(?:来|过去|下来|后的|累计|总共|共计|先后)")
_YEAR = re.compile(r"(?<!\d)(?P<year>19[5-9]\d|20[0-4]\d)年(?!代)(?:(?P<month>1[0-2]|[1-9])月)?")
#: A plan of some years is told of in its first: 三年行动方案，到2026年.
_PLAN_OF_YEARS = re.compile(
    r"(?P<count>[三五])年(?:行动|攻坚|提升|倍增|建设|发展)(?:方案|计划|规划)[^。；]{0,24}?到(?P<year>20[0-4]\d)年"
)
#: 2016年4月动工，今年6月竣工，历时26个月 ends in 2018.
_LASTED = re.compile(
    r"(?P<year>20[0-4]\d)年(?P<month>1[0-2]|[1-9])月[^。；]{0,16}今年(?:1[0-2]|[1-9])月[^。；]{0,16}历时(?P<count>\d{1,3})个月"
)


def reckoned(text: str) -> list[tuple[int, int, str]]:
    """The years of publication that a sentence lets one reckon: year, weight, quotation."""
    if "年" not in text:
        return []
    if "20" not in text:
        return [*_anniversaries(text), *_ages(text), *_lasted(text)]
    return [*_anniversaries(text), *_equations(text), *_ages(text), *_report_parts(text), *_named(text), *_lasted(text)]


def _named(text: str) -> list[tuple[int, int, str]]:
    """The year by which what runs or begins is named."""
    found = [*_YEARLY.finditer(text), *(_EFFECTIVE.finditer(text) if "起" in text else ())]
    plans = _PLAN_OF_YEARS.finditer(text) if "到20" in text else ()
    begun = [(int(match["year"]) - whole(match["count"]) + 1, FAIR, match.group()) for match in plans]
    return [*begun, *((int(match["year"]), FAIR, match.group()) for match in found)]


def passed(texts: Sequence[str]) -> list[tuple[int, int, str]]:
    """The years of publication by what has passed since a year of this or the last sentence: year, weight, quote."""
    votes, since = [], 0
    for text in texts:
        years = list(_YEAR.finditer(text)) if "年" in text and ("19" in text or "20" in text) else []
        for match in _PASSED.finditer(text) if _MAY_HAVE_PASSED.search(text) else ():
            begun = max((_month(year) for year in years if year.end() <= match.start()), default=since)
            if begun:
                until = begun + 12 * whole(match["count"]) + (6 if match["half"] else 0)
                votes.append((until // 12, WEAK, match.group()))
        since = _month(years[-1]) if years else 0
    return votes


def _month(told: re.Match[str]) -> int:
    """A month counted from the year 0; a year without one counts as its first."""
    return 12 * int(told["year"]) + int(told["month"] or 1) - 1


def _lasted(text: str) -> list[tuple[int, int, str]]:
    """The year in which what took so many months was done, this year."""
    found = _LASTED.finditer(text) if "历时" in text else ()
    return [((_month(match) + int(match["count"])) // 12, STRONG, match.group()) for match in found]


def _report_parts(text: str) -> list[tuple[int, int, str]]:
    """2018年工作回顾 and 2019年工作安排 are headings of 2019."""
    match = _REPORT_PART.fullmatch(text)
    return [(int(match["year"]) + bool(match["review"]), STRONG, text)] if match else []


_UNTIL_TODAY = re.compile("距今|至今|迄今")


@functools.cache
def _age() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<year>1[3-9]\d\d|20[0-4]\d)年|{reign()})"
        r"[^。；]{0,24}?(?:距今|至今|迄今)[^，。；]{0,4}?(?P<age>\d{1,3})(?=年|周年|个年头)"
    )


def _ages(text: str) -> list[tuple[int, int, str]]:
    """始建于1887年，距今已有136年历史 and 始于光绪十三年，距今136年 are told in 2023; a round age says little."""
    votes = []
    for match in _age().finditer(text) if "今" in text and _UNTIL_TODAY.search(text) else ():
        begun = int(match["year"]) if match["year"] else reigns()[match["reign"]].year(whole(match["count"]))
        if begun and int(match["age"]) % 10:
            votes.append((begun + int(match["age"]), FAIR, match.group()))
    return votes


def running_plan(texts: Sequence[str]) -> tuple[int, str]:
    """The first year of the newest plan period that is spoken of as running, and the words; 0 without one."""
    found = [
        (row.first_year, match.group())
        for text in texts
        for match in (_RUNNING.finditer(text) if "五" in text and "十" in text else ())
        if (row := plan_periods().get(match["plan"]))
    ]
    return max(found, default=(0, ""))


def zodiac(texts: Sequence[str], newest: int) -> tuple[int, str]:
    """The year of 龙年春节 at `newest` or soon after, and the words; 0 without one."""
    for text in texts:
        match = _ZODIAC.search(text) if "年" in text else None
        if match:
            year = newest + (_SIGNS.index(match["sign"]) + 4 - newest) % len(_SIGNS)
            return (year, match.group()) if year - newest <= _SOON else (0, "")
    return 0, ""


def _equations(text: str) -> list[tuple[int, int, str]]:
    """去年（2022年） and 今年，即2023年 say it outright."""
    found = _EQUATION.finditer(text)
    return [(int(match["year"]) - _OFFSETS[match["word"]], STRONG, match.group()) for match in found]


@functools.cache
def _anniversary() -> re.Pattern[str]:
    names = "|".join(sorted(eras(), key=len, reverse=True))
    before = "今年|正值|适逢|迎来|喜迎|庆祝|献礼"
    count = r"(?:\d{2,3}|[一二三四五六七八九十百]{1,5})"
    after = "之际|到来|来临|文艺|主题|系列|晚会|献礼"
    return re.compile(
        rf"(?:{before})[^，。；]{{0,10}}?(?P<era>{names})(?P<count>{count})周年"
        rf"|(?<!年)(?P<era2>{names})(?P<count2>{count})周年(?={after})"
    )


def _anniversaries(text: str) -> list[tuple[int, int, str]]:
    """今年是“十四五”开局之年 is 2021, 庆祝建党一百周年 too."""
    votes = []
    for match in _PLAN.finditer(text) if "五" in text else ():
        row = plan_periods().get(match["plan"])
        if row is not None:
            votes.append((row.first_year if match["place"] == "开局" else row.last_year, STRONG, match.group()))
    for match in _anniversary().finditer(text) if "周年" in text else ():
        begun, count = eras()[match["era"] or match["era2"]], whole(match["count"] or match["count2"])
        votes.append((begun.year + count, FAIR, match.group()))
    return votes
