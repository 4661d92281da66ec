"""Expressions that point back to a time told before: 去年同期, 同一时期, 当天, 次日."""

import itertools
import re

from transforms.model import Time
from transforms.times.numerals import whole
from transforms.times.periods import VAGUE, Period, a_day, shifted_days, shifted_months
from transforms.times.scene import Scene

_COMPARED = re.compile("[比较与和同]$")
_YEARS = {"去年": 1, "上年": 1, "上一年": 1, "前年": 2}


def read_same_period(match: re.Match[str], scene: Scene) -> Period | None:
    """去年同期: the period told before, a year earlier; 同一时期 and 同期: that very period; 较同期: a year earlier."""
    if scene.here and scene.here[-1].start_date is None and scene.here[-1].end_date:
        return VAGUE  # 今年清明前，春茶均价460元，比去年同期高出15%
    last = scene.last()  # 截至2月8日，复工率98%。去年同期，复工率81%
    if last is None or not last.rule.endswith("_until"):
        last = scene.last_period()
    if last is None or last.start_date is None or last.end_date is None:
        return VAGUE
    back = _YEARS.get(match["before"] or "", 0)
    if match["year"]:
        back = last.start_date.year - whole(match["year"])
    if not match["year"] and not back and _COMPARED.search(scene.text[max(0, match.start() - 1) : match.start()]):
        back = 1
    start, after = shifted_months(last.start_date, -12 * back), shifted_days(last.end_date, 1)
    if after is None or after.day != 1:
        return Period(start, shifted_months(last.end_date, -12 * back), "range")
    # a month's end stays one: 28 February 2021 → 29 February 2020
    moved = shifted_months(after, -12 * back)
    end = moved and shifted_days(moved, -1)
    return Period(start, end, "range")


#: 3月5日开幕，持续至4月2日。开幕当天…
_OPENING = re.compile("(?:开[幕展馆业园赛市镰]|启[幕动]|揭幕|首发|开通|上线)$")
#: How many times back the day of 当天 may lie: 8月8日，全县2023年第三批项目开工。当天…
_DAYS_BACK = 3


def read_backward_day(match: re.Match[str], scene: Scene) -> Period | None:
    """当天, 同日, 次日: they hang on a day told shortly before; without one no days follow."""
    told = itertools.chain(reversed(scene.here), reversed(scene.earlier))
    near = [time for time in itertools.islice(told, _DAYS_BACK) if time.rule != "word"]
    days = [time for time in near if time.start_date and _names_day(time)]
    if not days:
        return Period(None, None, "day")
    last = days[0]
    if _OPENING.search(scene.text, max(0, match.start() - 2), match.start()):
        last = min(days, key=lambda time: (time.end_date is None, time.end_date))
    day = last.start_date if last.rule == "day_since" else last.end_date  # 11月15日起，…。同日，
    if day is None:
        return Period(None, None, "day")
    return a_day(shifted_days(day, 1) if match.group()[0] in "次翌第" else day)


def _names_day(time: Time) -> bool:
    return time.rule == "day_since" or (time.granularity in ("day", "point") and time.end_date is not None)
