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
_AHEAD_TITLE = re.compile(
    r"(?:明年|20\d\d年)[^，。]{0,6}(?:实事|民生|工程|项目|计划|目标|蓝图|这样干|怎么干|干什么|看点|新变化|要办)"
)
_DECIDED = re.compile(
    r"[^，。；]{0,10}(?:会议|全会|大会|县委|市委|区委|县里|市里|区里|镇里|报告|方案)(?:确定|提出|明确|部署|决定|安排|要求|定下)，?"
    r"(?P<year>明年|20\d\d年)"
)
#: A year's plans are told by its third month.
_LAST_MONTH_OF_PLANS = 3
_PERIODS = frozenset({"year", "half_year", "quarter", "range"})
#: A heading is short; a sentence that names a plan is none.
_LONGEST = 30


@dataclass(frozen=True)
class Section:
    """What a heading says of the sentences below it: from when to when, and whether they tell of plans.

    One that no word for plans or reviews makes reaches to the next heading (`alone`).
    """

    start: date
    end: date
    planned: bool
    heading: str
    alone: bool = False


def section_of(line: Line, published: date | None) -> Section | None:
    """The section that a heading, or the lead of a plan, opens; None where neither looks back nor ahead in a year."""
    if line.sentence.role == "body":
        return _lead_of(line) or _ahead_of(line, published)
    titled = line.sentence.role == "title" and _AHEAD_TITLE.match(line.text)  # 2013年这些实事与你有关
    if not (line.sentence.role == "heading" or titled) or len(line.text) > _LONGEST:
        return None
    years = [time for time in line.times if time.granularity in _PERIODS and time.start_date and time.end_date]
    if not years:
        return None
    planned = bool(_PLAN.search(line.text))
    ahead = not planned and published is not None and years[-1].start_date > published  # 明年这样干
    if not planned and _YEAR_ALONE.match(line.text) and published:
        planned = years[0].start_date.year == published.year and published.month <= _LAST_MONTH_OF_PLANS
    elif not (planned or ahead or _REVIEW.search(line.text)):
        return None
    return Section(years[-1].start_date, years[-1].end_date, planned or ahead, line.text, ahead)


def _ahead_of(line: Line, published: date | None) -> Section | None:
    """The section that a meeting's decision on a year to come opens: 会议确定，明年全县生产总值增长11%左右."""
    lead = _DECIDED.match(line.text)
    year = next((time for time in line.times if time.start == lead.start("year")), None) if lead else None
    if year is None or published is None or year.start_date is None or year.end_date is None:
        return None
    ahead = year.start_date > published
    return Section(year.start_date, year.end_date, True, line.text[: lead.end()], alone=True) if ahead else None


def _lead_of(line: Line) -> Section | None:
    lead = _LEAD.match(line.text)
    if lead is None:
        return None
    year = next((time for time in line.times if time.start == lead.start("year") and time.end_date), None)
    return Section(year.start_date, year.end_date, True, line.text[: lead.end()]) if year else None
