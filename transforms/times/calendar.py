"""Years, halves, quarters, months and days: what a match of the calendar's rules means."""

import re

from transforms.model import Time
from transforms.times.grammar import BACKWARD_YEARS, RELATIVE_YEARS
from transforms.times.numerals import whole
from transforms.times.periods import Period, a_date, a_day, a_month, a_year, months, ten_days
from transforms.times.scene import Scene

_THIRDS = {"初": 1, "上": 1, "中": 2, "底": 3, "末": 3, "下": 3}
_YEAR_PARTS = {
    "上半年": (1, 6), "前半年": (1, 6), "上个半年": (1, 6), "下半年": (7, 12), "后半年": (7, 12),
    "年初": (1, 1), "初": (1, 1), "年中": (6, 6), "年底": (12, 12), "年末": (12, 12), "岁末": (12, 12),
    "底": (12, 12), "末": (12, 12), "全年": (1, 12), "年内": (1, 12),
}  # fmt: skip
_QUARTERS = {"首": 1, "第一": 1, "一": 1, "第二": 2, "二": 2, "第三": 3, "三": 3, "第四": 4, "四": 4, "末": 4}
#: 比上年增长8.4% in a report on 2021 that is printed in 2022: the year before that of the figure
_BEFORE_TOLD = frozenset({"上年", "上一年", "上年度", "上一年度"})
_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11)}


def year_of(match: re.Match[str], scene: Scene) -> int | None:
    """The year that the match's own head says, None where it says none or it cannot be known."""
    groups = match.groupdict()
    if groups.get("year"):
        return whole(groups["year"])
    if groups.get("short"):
        return _century(whole(groups["short"]), scene)
    word = groups.get("relative")
    if word in _BEFORE_TOLD and scene.compared(match.start()):
        told = scene.last_period()
        if told is not None and told.start_date is not None:
            # 比上年增长12.6%。…比上年增加2930元: both years before the figures' own, not the one before the other
            return told.start_date.year - (not told.mention.startswith(tuple(_BEFORE_TOLD)))
    if word in RELATIVE_YEARS:
        return scene.day.year + RELATIVE_YEARS[word] if scene.day else None
    if word == "这一年" and scene.last() is None and scene.day:
        return scene.day.year
    last = scene.last() if word else None
    if last is None or last.start_date is None:
        return None
    return last.start_date.year + BACKWARD_YEARS[word]


def _century(two_digits: int, scene: Scene) -> int:
    """07 → 2007, 98 → 1998: the latest such year that is at most ten years ahead, no earlier than 1900."""
    now = scene.day.year if scene.day else 2020
    year = now + 10 - (now + 10 - two_digits) % 100
    return year + 100 if year < 1900 else year


def has_head(match: re.Match[str]) -> bool:
    """Whether the match names its year."""
    groups = match.groupdict()
    return any(groups.get(name) for name in ("year", "short", "relative"))


def month_year(match: re.Match[str], month: int, scene: Scene, day: int = 1) -> int | None:
    """The year of a match that holds a month, told by itself or by what stands around."""
    return year_of(match, scene) if has_head(match) else scene.year_of_month(month, match.start(), day=day)


def read_day(match: re.Match[str], scene: Scene) -> Period | None:
    """10月13日下午, 二〇二二年五月三日; 2月30日 has no dates."""
    month, day = whole(match["month"]), whole(match["day"])
    year = month_year(match, month, scene, day)
    return a_day(a_date(year, month, day) if year else None)


def read_month(match: re.Match[str], scene: Scene) -> Period | None:
    """10月, 今年4月, 去年12月底, 9月中旬."""
    month, third = whole(match["month"]), match["third"]
    year = month_year(match, month, scene)
    if not third:
        return a_month(year, month) if year else Period(None, None, "month")
    if not year:
        return Period(None, None, "ten_days")
    if third == "中下旬":
        return _joined(ten_days(year, month, 2), ten_days(year, month, 3))
    if third == "上中旬":
        return _joined(ten_days(year, month, 1), ten_days(year, month, 2))
    return ten_days(year, month, _THIRDS[third.removeprefix("月")[0]])


def _joined(first: Period, last: Period) -> Period:
    return Period(first.start, last.end, "range")


def read_year(match: re.Match[str], scene: Scene) -> Period | None:
    """2018年, 今年, 当年."""
    year = year_of(match, scene)
    return a_year(year) if year else Period(None, None, "year")


def year_or_told(match: re.Match[str], scene: Scene, first: int, last: int) -> int | None:
    """The year of the months `first` to `last`: the match's own, else that told before, else the publication's.

    A half or a quarter goes on in the year of a half or quarter in the sentence before: 2021年上半年，…。下半年，…
    """
    if has_head(match):
        return year_of(match, scene)
    told = scene.told_year(match.start(), chronicle=False)
    if told is not None:
        return told
    own = scene.this_year(match.start())
    if own is not None:
        return own
    before = scene.last()
    if before is not None and before.start_date is not None and before.granularity in ("half_year", "quarter"):
        return before.start_date.year
    if before is not None and before.granularity == "year" and _goes_on(match, before, scene):
        return before.start_date.year if before.start_date else None
    if scene.day is None:
        return None
    return scene.day.year - _lies_back(match.start(), scene, scene.day.month, first, last)


def _goes_on(match: re.Match[str], before: Time, scene: Scene) -> bool:
    """A report printed early in the year goes on in last year (全年增长8.4%。分季度看，一季度增长…) or in this one.

    Last year's figures are still estimates in January: 过去一年，…。预计全年增长3.2%; 今年目标是…。全年开工项目120个.
    """
    if scene.day is None or before.start_date is None or scene.day.month > 4:
        return False
    if before.start_date.year == scene.day.year:
        return match["part"] == "全年" if "part" in match.groupdict() else False
    if before.start_date.year != scene.day.year - 1:
        return False
    if not scene.to_come(match.start()):
        return True
    return scene.day.month <= 2 and match.group() == "全年" and scene.text.endswith("预计", 0, match.start())


def _lies_back(start: int, scene: Scene, now: int, first: int, last: int) -> bool:
    """Whether months told as past would not be over yet: 全年…增长8.1% and 1—12月 in January, 四季度 in March."""
    if scene.to_come(start):
        return False
    if last == 12 and first in (1, 12):
        return now <= 4
    if first == 1:
        return now <= 3 and last >= 9
    return first > now and (scene.past(start) or (first == 10 and now <= 3))


def read_year_part(match: re.Match[str], scene: Scene) -> Period | None:
    """今年上半年, 年底, 去年底, 全年."""
    first, last = _YEAR_PARTS[match["part"]]
    granularity = {6: "half_year", 1: "month", 12: "year"}[last - first + 1]
    year = year_or_told(match, scene, first, last)
    return months(year, first, last, granularity) if year else Period(None, None, granularity)


def read_quarter(match: re.Match[str], scene: Scene) -> Period | None:
    """一季度, 第三季度, 2022年首季度, Q1."""
    digit = match["quarter"]
    quarter = int(digit[-1]) if digit[-1].isdigit() else _QUARTERS[digit]
    year = year_or_told(match, scene, 3 * quarter - 2, 3 * quarter)
    return months(year, 3 * quarter - 2, 3 * quarter, "quarter") if year else Period(None, None, "quarter")


def read_first_quarters(match: re.Match[str], scene: Scene) -> Period | None:
    """前三季度, 前两个季度."""
    last = 3 * whole(match["count"])
    year = year_or_told(match, scene, 1, last)
    granularity = {3: "quarter", 6: "half_year"}.get(last, "range")
    return months(year, 1, last, granularity) if year else Period(None, None, granularity)


def read_first_months(match: re.Match[str], scene: Scene) -> Period | None:
    """今年前五个月, 前8月."""
    last = whole(match["count"])
    year = year_or_told(match, scene, 1, last)
    return months(year, 1, last, "range") if year else Period(None, None, "range")


def read_nth_month(match: re.Match[str], scene: Scene) -> Period | None:
    """2021年的第三个月, 2005年首月."""
    year = year_of(match, scene)
    month = 1 if match["count"] is None else whole(match["count"])
    return a_month(year, month) if year else Period(None, None, "month")


def read_season(match: re.Match[str], scene: Scene) -> Period | None:
    """今年春天, 去年冬季, 今夏: three months, winter from December on; a season said in general has no days."""
    year = year_of(match, scene)
    word = match.groupdict().get("word")
    if word:
        year = scene.day.year + {"今": 0, "去": -1, "明": 1}[word] if scene.day else None
    if year is None:
        return Period(None, None, "quarter")
    season = match["season"]
    if season in _SEASONS:
        return months(year, *_SEASONS[season], "quarter")
    return Period(a_date(year, 12, 1), a_month(year + 1, 2).end, "quarter")
