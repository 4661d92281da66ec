"""Times that go by a name: plan periods, congresses, festivals, solar terms, lunar days, decades."""

import re
from collections.abc import Callable
from datetime import date

from transforms.times.calendar import has_head, year_of
from transforms.times.numerals import whole
from transforms.times.periods import VAGUE, Period, a_date, a_day, a_year, shifted_days, since
from transforms.times.scene import Scene
from transforms.times.tables import (
    SOLAR_TERMS,
    Festival,
    eras,
    festivals,
    lunar_date,
    plan_periods,
    public_holiday,
    reigns,
    solar_term,
    vague_times,
)

_FIRST = ("初", "开局", "第一年", "首年", "元年")
_LAST = ("末", "收官", "最后一年")
_DAYS_BEFORE_EVE = 1
_AT_HAND, _AFTER_NAME = 15, 4


def read_plan(match: re.Match[str], scene: Scene) -> Period | None:
    """“十四五”期间; its 末 and 收官之年 are the last year, 开局之年 the first."""
    row = plan_periods()[match["plan"]]
    tail = match["tail"] or ""
    if tail == "以来":
        return since(a_date(row.first_year, 1, 1), scene.day)
    if tail.startswith(_FIRST):
        return a_year(row.first_year)
    if tail.startswith(_LAST):
        return a_year(row.last_year)
    return Period(a_date(row.first_year, 1, 1), a_date(row.last_year, 12, 31), "range")


def read_era(match: re.Match[str], scene: Scene) -> Period | None:
    """党的十八大以来, 改革开放以来: from its first day to the publication day."""
    return since(eras()[match["era"]], scene.day)


def read_reign(match: re.Match[str], scene: Scene) -> Period | None:
    """光绪十二年 is 1886 and 民国二十六年 1937; 康熙八十年 never was."""
    year = reigns()[match["reign"]].year(whole(match["count"]))
    return a_year(year) if year else VAGUE


def read_word(match: re.Match[str], scene: Scene) -> Period | None:
    """目前 is the publication day; 近年来 has no days."""
    return a_day(scene.day) if vague_times()[match["word"]].reading == "now" else VAGUE


def _nearest(scene: Scene, start: int, day_in: Callable[[int], date | None]) -> int | None:
    """The year whose festival is meant where the text names none: the coming one if told so, else the latest."""
    told = scene.told_year(start)
    if told is not None or scene.day is None:
        return told
    this = day_in(scene.day.year)
    if this is None:
        return None
    if this > scene.day and (this - scene.day).days > 60 and not scene.to_come(start):
        return scene.day.year - 1
    if this < scene.day and (scene.day - this).days > 60 and scene.to_come(start):
        return scene.day.year + 1
    following = day_in(scene.day.year + 1)
    if (
        following
        and (following - scene.day).days <= _AT_HAND
        and (scene.day - this).days > 60
        and not scene.past(start + _AFTER_NAME)
    ):
        return scene.day.year + 1  # printed on 28 December: 元旦起，票价降为1元
    return scene.day.year


def festival_day(row: Festival, year: int) -> date | None:
    """The festival's day in a solar year."""
    if row.calendar == "solar":
        return a_date(year, row.month, row.day)
    if row.calendar == "term":
        return solar_term(year, 2 * row.month - 2 + row.day if row.month <= 12 else row.month - 1)
    # 除夕 of the lunar year before and 腊八 fall into January or February
    lunar_year = year - 1 if row.month >= 11 else year
    return lunar_date(lunar_year, row.month, row.day)


def read_festival(match: re.Match[str], scene: Scene) -> Period | None:
    """今年春节 is its day, 国庆假期 and 春节期间 the days off, 春节前夕 the day before; else no days."""
    row = festivals()[match["festival"]]
    year = year_of(match, scene) if has_head(match) else _nearest(scene, match.start(), lambda y: festival_day(row, y))
    if year is None:
        return VAGUE
    day, tail = festival_day(row, year), match["tail"].lstrip('”’"')
    if day is None:
        return VAGUE
    if tail.startswith(("前夕", "前一天")):
        return a_day(shifted_days(day, -_DAYS_BEFORE_EVE))
    if tail.startswith(("前", "后", "临近", "来临", "将至")):
        return VAGUE
    if any(word in tail for word in ("假", "期间", "黄金周")) or (tail.endswith("天") and tail[0] != "当"):
        span = public_holiday(row.festival, year)
        if span is None and row.festival == "国庆节":
            span = (day, a_date(year, 10, 7) or day)
        return Period(*span, "range") if span else VAGUE
    return a_day(day)


def read_solar_term(match: re.Match[str], scene: Scene) -> Period | None:
    """立秋, 今年冬至."""
    index = SOLAR_TERMS.index(match["term"])
    year = year_of(match, scene) if has_head(match) else _nearest(scene, match.start(), lambda y: solar_term(y, index))
    return a_day(solar_term(year, index)) if year else Period(None, None, "day")


def read_lunar(match: re.Match[str], scene: Scene) -> Period | None:
    """农历八月十五, 正月初六."""
    month, day = whole(match["month"]), whole(match["day"])

    def lunar(year: int) -> date | None:
        return lunar_date(year - 1 if month >= 11 else year, month, day)

    year = year_of(match, scene) if has_head(match) else _nearest(scene, match.start(), lunar)
    return a_day(lunar(year)) if year else Period(None, None, "day")


def _century_start(word: str | None) -> int:
    """上世纪 → 1900, 本世纪 → 2000, 19世纪 → 1800; a decade alone is one of the last century."""
    return {"上": 1900, None: 1900, "本": 2000}.get(word) if word in ("上", "本", None) else (whole(word) - 1) * 100


def read_decade(match: re.Match[str], scene: Scene) -> Period | None:
    """20世纪80年代, 上世纪90年代末 (its last years: no days), 九十年代."""
    base, decade = _century_start(match["century"]), whole(match["decade"])
    if decade % 10 or not 0 < base < 3000:
        return None
    if match["part"]:
        return VAGUE
    return Period(a_date(base + decade, 1, 1), a_date(base + decade + 9, 12, 31), "range")


def read_century(match: re.Match[str], scene: Scene) -> Period | None:
    """本世纪初, 20世纪末; a century alone is no time that figures hang on, and often a name (21世纪海上丝绸之路)."""
    if not match["part"] and match["century"] not in ("上", "本"):
        return None
    base = _century_start(match["century"])
    if match["part"]:
        return VAGUE
    return Period(a_date(base, 1, 1), a_date(base + 99, 12, 31), "range")
