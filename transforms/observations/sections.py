"""Sections that set a year: 一、2018年工作回顾 tells of 2018 what is done, 2019年工作安排 what is planned for 2019."""

import re
from dataclasses import dataclass
from datetime import date

from transforms.observations.line import Line

_REVIEW = re.compile("回顾|总结|完成情况|工作情况|执行情况|主要成[效绩就]")
_PLAN = re.compile("安排|打算|部署|计划|目标任务|总体要求|重点工作|工作思路|展望")
#: 2021年：抢抓机遇 开好新局 heads what is planned where it is printed as that year begins.
_YEAR_ALONE = re.compile(r"(?:[一二三四五六][、.．])?20\d\d年[：:]")
#: 报告提出，今年经济社会发展的主要预期目标是…: what follows are this year's tasks.
_LEAD = re.compile(
    r"(?:报告|会议|大会|《[^》]{2,30}》|方案|规划)?(?:提出|明确|指出|要求|强调|确定)，?(?P<year>今年|明年|20\d\d年)"
    r"[^，。]{0,24}(?:目标|任务|工作安排|总体要求|重点工作|工作重点)"
)
#: A year's plans are told by its third month.
_LAST_MONTH_OF_PLANS = 3
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


def section_of(line: Line, published: date | None) -> Section | None:
    """The section that a heading, or the lead of a plan, opens; None where neither looks back nor ahead in a year."""
    if line.sentence.role == "body":
        return _lead_of(line)
    if line.sentence.role != "heading" or len(line.text) > _LONGEST:
        return None
    years = [time for time in line.times if time.granularity in _PERIODS and time.start_date and time.end_date]
    planned = bool(_PLAN.search(line.text))
    if not years:
        return None
    if not planned and _YEAR_ALONE.match(line.text) and published:
        planned = years[0].start_date.year == published.year and published.month <= _LAST_MONTH_OF_PLANS
    elif not planned and not _REVIEW.search(line.text):
        return None
    return Section(years[-1].start_date, years[-1].end_date, planned, line.text)


def _lead_of(line: Line) -> Section | None:
    lead = _LEAD.match(line.text)
    if lead is None:
        return None
    year = next((time for time in line.times if time.start == lead.start("year") and time.end_date), None)
    return Section(year.start_date, year.end_date, True, line.text[: lead.end()]) if year else None
