"""Months, weeks and days told from the publication day (上月, 昨日, 上周五) or from a time before (当日, 次日)."""

import re
from datetime import date

from transforms.times.numerals import whole
from transforms.times.periods import (
    VAGUE,
    Period,
    a_date,
    a_day,
    a_month,
    a_week,
    a_year,
    months,
    shifted_days,
    shifted_months,
    ten_days,
)
from transforms.times.scene import Scene

_DAYS = {
    "大前": -3, "前": -2, "昨": -1, "今": 0, "本": 0, "明": 1, "后": 2, "大后": 3, "即": 0,
}  # fmt: skip
_WEEKDAYS = {
    char: index for index, chars in enumerate(("一1", "二2", "三3", "四4", "五5", "六6末", "日天7")) for char in chars
}
#: The last month in which a year is new, and the first in which the next one is near.
_YEAR_IS_NEW, _NEXT_IS_NEAR = 3, 12
_THIRDS = {"初": 1, "上": 1, "中": 2, "底": 3, "末": 3, "下": 3}


def anchor_month(word: str, start: int, scene: Scene) -> tuple[int, int] | None:
    """Year and month that 本月, 上月, 当月 stand for; 比上月 is the month before the figure's."""
    base: date | None = scene.day
    if word.startswith("上") and scene.compared(start):
        told = scene.last_period()
        base = told.start_date if told is not None and told.granularity == "month" else base
    if word[0] in "当同次翌该":
        last = scene.last()
        base = (
            last.start_date if last is not None and last.granularity in ("day", "month", "ten_days", "point") else None
        )
        if base is None and word[0] == "当":
            base = scene.day
    offset = -word.count("上") if "上" in word else 1 if word[0] in "下次翌" else 0
    moved = base and shifted_months(base, offset)
    return (moved.year, moved.month) if moved else None


def read_relative_month(match: re.Match[str], scene: Scene) -> Period | None:
    """上个月15号, 本月中旬, 下月, 去年本月十日."""
    groups = match.groupdict()
    place = anchor_month(match["month_word"], match.start(), scene)
    third, day = groups.get("third"), groups.get("day")
    granularity = "day" if day else "ten_days" if third else "month"
    if place is None:
        return Period(None, None, granularity)
    year, month = place
    if match["relative"]:  # 去年本月
        year += {"去年": -1, "前年": -2, "明年": 1}.get(match["relative"], 0)
    if day:
        return a_day(a_date(year, month, whole(day)))
    return ten_days(year, month, _THIRDS[(third.removeprefix("月"))[0]]) if third else a_month(year, month)


def read_month_part(match: re.Match[str], scene: Scene) -> Period | None:
    """月底, 月初 of the month told before in the sentence, else of the publication's."""
    last = scene.last(own_sentence=True)
    told = last.start_date if last is not None and last.granularity in ("month", "day") else scene.day
    return ten_days(told.year, told.month, _THIRDS[match["third"]]) if told else Period(None, None, "ten_days")


def read_half_month(match: re.Match[str], scene: Scene) -> Period | None:
    """上半月, 下半月 of the month told before in the sentence, else of the publication's."""
    base = scene.day
    if base is None:
        return Period(None, None, "range")
    whole_month = a_month(base.year, base.month)
    middle = base.replace(day=15)
    first = match.group().startswith(("上", "前"))
    return (
        Period(whole_month.start, middle, "range") if first else Period(base.replace(day=16), whole_month.end, "range")
    )


def read_relative_quarter(match: re.Match[str], scene: Scene) -> Period | None:
    """上季度, 本季度, 下个季度."""
    if scene.day is None:
        return Period(None, None, "quarter")
    offset = {"上": -3, "下": 3}.get(match.group()[0], 0)
    day = shifted_months(scene.day, offset)
    if day is None:
        return Period(None, None, "quarter")
    first = (day.month - 1) // 3 * 3 + 1
    return months(day.year, first, first + 2, "quarter")


def read_relative_day(match: re.Match[str], scene: Scene) -> Period | None:
    """昨日, 今天上午, 明晚, 后天."""
    groups = match.groupdict()
    word = next(groups[name] for name in ("word", "word2", "word3", "word4", "word5") if groups[name])
    return a_day(scene.day and shifted_days(scene.day, _DAYS[word]))


def read_bare_day(match: re.Match[str], scene: Scene) -> Period | None:
    """15日: in the month of the day told before, else the latest such day up to publication."""
    day = whole(match["day"])
    last = scene.last()
    told = last.start_date if last is not None and last.granularity in ("day", "month", "range") else None
    if told is not None and scene.here and (day >= told.day or (last is not None and last.granularity == "month")):
        return a_day(a_date(told.year, told.month, day))
    if scene.day is None:
        return Period(None, None, "day")
    base = scene.day
    if day > base.day and scene.past(match.start()):
        base = shifted_months(base.replace(day=1), -1) or base
    return a_day(a_date(base.year, base.month, day))


def read_week(match: re.Match[str], scene: Scene) -> Period | None:
    """上周, 本周, 下周三, 本周末, 周五."""
    word, weekday = match["week"] or "", match["weekday"]
    if scene.day is None:
        return Period(None, None, "day" if weekday else "week")
    offset = -word.count("上") if "上" in word else word.count("下")
    week = a_week(scene.day, offset)
    if not weekday or week.start is None:
        return week
    first = shifted_days(week.start, _WEEKDAYS[weekday])
    return Period(first, week.end, "range") if weekday == "末" else a_day(first)


def read_new_year(match: re.Match[str], scene: Scene) -> Period | None:
    """新年伊始, 开年以来: as 年初, January of the publication's year."""
    if scene.day is None:
        return VAGUE
    if match.group().endswith("一年"):  # 新的一年，我们将…: said as it begins, or ends
        early, late = scene.day.month <= _YEAR_IS_NEW, scene.day.month >= _NEXT_IS_NEAR
        return a_year(scene.day.year + late) if early or late else VAGUE
    return months(scene.day.year, 1, 1, "month")


def read_year_turn(match: re.Match[str], scene: Scene) -> Period | None:
    """岁末年初: December and January around the publication day."""
    if scene.day is None:
        return VAGUE
    year = scene.day.year - 1 if scene.day.month <= 6 else scene.day.year
    return Period(a_date(year, 12, 1), a_date(year + 1, 1, 31), "range")
