"""Sections that set a year: 一、2018年工作回顾 tells of 2018 what is done, 2019年工作安排 what is planned for 2019."""

import re
from dataclasses import dataclass
from datetime import date

from transforms.observations.line import Line

_REVIEW = re.compile("回顾|总结|完成情况|工作情况|执行情况|主要成[效绩就]")
_PLAN = re.compile("安排|打算|部署|计划|目标任务|总体要求|重点工作|工作思路|展望")
_PERIODS = frozenset({"year", "half_year", "quarter", "range"})
#: A heading is short; a sentence that names a plan is none.
_LONGEST = 30


@dataclass(frozen=True)
class Section:
    """What a heading says of the sentences below it: from when to when, and whether they tell of plans."""

    start: date
    end: date
    planned: bool
    heading: str


def section_of(line: Line) -> Section | None:
    """The section that a heading opens, or None where it names no year or neither looks back nor ahead."""
    if line.sentence.role != "heading" or len(line.text) > _LONGEST:
        return None
    years = [time for time in line.times if time.granularity in _PERIODS and time.start_date and time.end_date]
    planned = bool(_PLAN.search(line.text))
    if not years or not (planned or _REVIEW.search(line.text)):
        return None
    return Section(years[-1].start_date, years[-1].end_date, planned, line.text)
