"""What an article has set for the sentences that follow: a section's year, a report's period, the day of an event."""

import re
from collections.abc import Sequence
from datetime import date

from transforms.model import Time
from transforms.observations.dating import Period, shifted_years
from transforms.observations.found import View
from transforms.observations.line import Line
from transforms.observations.sections import Section, section_of

#: Of the section's year, in a section that has one; 一年来, 过去一年 in a review are that year too.
_THE_YEAR = frozenset({"全年", "全年度", "年内"})
#: A report on the economy tells one period's figures from its lead to its end: 一季度全市经济运行情况.
_REPORTS = re.compile(
    "经济运行|经济形势|经济数据|经济指标|统计局|统计数据|初步核算|统一核算|生产总值|GDP|海关|外贸|进出口|财政收入|税务局|税收收入"
    "|吞吐量|用电量|(?:监测|统计|有关|相关|最新|大)?数据显示|通报"
)
_REPORTED = frozenset({"quarter", "half_year", "year", "range", "open"})
_YEARLESS = re.compile(r"\d{1,2}月")
_GROWING = re.compile("增长|下降|增加|减少|提高|提升|回落|回升|同比|上升|增幅|增速|降幅|下滑|上涨|翻番|翻了|相当于上年")
#: What stands since something began: 运行至今，累计发出预警1.27万条.
_BEGINS = (
    "启动|上线|投用|投运|启用|运行|运营|开业|开张|营业|开园|开馆|开街|开市|开放|开通|开行|成立|组建|挂牌|揭牌|推出|推行|试行|实施|开展|"
    "设立|建立|创办|创立|出台|落地|投产|建成|发起|开播|开课"
)
_LAUNCHED = re.compile(rf"(?:(?:率先|正式|全面|试点|首创|创新)?(?:{_BEGINS})|投入使用|投入运营)")
_SINCE_LAUNCH = re.compile(rf"(?:{_BEGINS})(?:至今|到现在|以来)$")
_IN_SO_LONG = re.compile(
    rf"[“‘]?(?:{_BEGINS})(?:仅|短短|才|不到|近)?[\\d一二两三四五六七八九十半几]{{1,3}}个?多?(?:年|月|周|天|季度)(?:多|来|以来|间)?，"
)
_FINE = frozenset({"day", "month", "year", "ten_days"})
#: How far behind a time it is looked for what began then.
_BEGINS_WITHIN = 40
#: A holiday or a fair takes fewer days than this.
_DAYS_AT_MOST = 20
_DAYS = frozenset({"day_since", "day_range", "day_since_range"})
#: How many sentences of text the lead of an article takes at most.
_LEAD = 3
#: What is told of the event that the sentence before dates: 此次集中签约项目9个.
_OF_THE_EVENT = re.compile(
    r"\d+[个家项名位][获参入与签][奖赛展选会约]|此次|这是(?=[今本去]年|我|全|首|第)|同日|[其期]间|(?:活动|施工|展会|展览|展销|假期|节日|封闭|比赛|赛事|赛会|大会|会议|会展|庙会|节会|文化节|艺术节|博览会|交易会|培训|演出|节庆|停水|检修)期间|本次|这次|当日|当天|活动现场|开幕式上|仪式上|会上|现场"
    r"|(?:灾情|险情|事故|火灾|疫情|案件|警情|事件)发生后|接警后|接报后"
)

_FIRST_DAY = re.compile(
    "(?:开[幕园馆业街市营张放诊学课赛播镰机]|上线|启动|启用|投用|通车|首发|运营|试运行|开通|活动|展会|假期)(?:仪式)?(?:的)?"
    "(?:首日|第一天|当[天日])"
)


#: 7天迎客38.6万人次
_DAYS_LONG = re.compile("(?<![前后第近\\d])(?P<count>\\d{1,2}|[两三四五六七八九十])天(?![前后内])")
_HAN = "零一二三四五六七八九十"


def _count(surface: str) -> int:
    return int(surface) if surface.isdecimal() else _HAN.index(surface.replace("两", "二"))


def _is_event_day(time: Time) -> bool:
    """A day, the day that something begins on, or days from one to another."""
    return time.start_date is not None and (time.granularity == "day" or time.rule in _DAYS)


class Setting:
    """What has been set so far; sentences are heard in order, those without numbers too."""

    def __init__(self, published: date | None) -> None:
        self.section: Section | None = None
        self._published = published
        self._report: Period | None = None
        self._event: Period | None = None
        self._days: Period | None = None
        self._launched: tuple[date, str] | None = None
        self._told = 0

    def hear(self, line: Line) -> None:
        """A sentence: it may be the heading of a section, or date an event."""
        found = section_of(line, self._published) if line.times else None  # which a section's heading or lead names
        over = line.sentence.role == "heading" and self.section is not None and self.section.alone
        self.section = found or (None if over else self.section)
        self._told += line.sentence.role == "body"
        if not line.times:
            return
        for time in line.times:
            end = min(len(line.text), time.end + _BEGINS_WITHIN)
            if time.granularity in _FINE and time.start_date and _LAUNCHED.search(line.text, time.end, end):
                self._launched = time.start_date, line.text
            if time.start_date and time.end_date and 1 < (time.end_date - time.start_date).days < _DAYS_AT_MOST:
                self._days = Period(time.start_date, time.end_date, granularity="day", told=time.mention)
        days = [time for time in line.times if _is_event_day(time)]
        if days and not _OF_THE_EVENT.match(line.text):
            last = days[-1].end_date or days[-1].start_date
            self._event = Period(days[-1].start_date, last, granularity="day", told=days[-1].mention)

    def learn(self, line: Line, periods: Sequence[Period]) -> None:
        """The periods of a sentence with numbers: the lead of a report sets one for all of it."""
        if self._report or not 0 < self._told <= _LEAD or not _REPORTS.search(line.text):
            return
        setting = [p for p in periods if p.granularity in _REPORTED and p.start and not p.told.endswith("来")]
        if setting and _GROWING.search(line.text):
            self._report = setting[-1]

    def of_section(self, period: Period) -> Period:
        """全年 below 2019年工作安排 is 2019, whatever year was named last; so is a month of what is to come."""
        section = self.section
        if section and section.alone and period.start and period.end and _YEARLESS.match(period.told):
            years = section.start.year - period.start.year  # 明年这样干: 5月，展会将移师新馆
            return shifted_years(period, years) if years == 1 else period
        if section is None or period.told not in _THE_YEAR or section.start.year != section.end.year:
            return period
        return period._replace(start=section.start, end=section.end)

    def of_report(self, line: Line) -> Period | None:
        """The period of the report that a sentence of figures belongs to."""
        if self._report is None or line.text[:1] == "“" or not _GROWING.search(line.text):
            return None
        return self._report

    def since_launch(self, line: Line, end: int) -> date | None:
        """The day since which a time counts that ends at `end` and tells none: 运行至今, 平台上线以来."""
        told = _SINCE_LAUNCH.search(line.text, max(0, end - 10), end)
        if not told or self._launched is None:
            return None
        (day, text), clause = self._launched, line.clauses[line.clause_at(told.start())][0]
        who = line.text[max(clause, told.start() - 2) : told.start()]
        known = who in text and not (self._published and day > self._published)
        return day if known else None

    def _of_launch(self, line: Line) -> Period | None:
        """Since a thing told of began, for what it has done in so long: 上线两个多月，注册用户突破1.5万人."""
        if self._launched is None or self._published is None or self._launched[0] > self._published:
            return None
        if not _IN_SO_LONG.match(line.text):
            return None
        return Period(self._launched[0], self._published, granularity="open", told=line.text[:8])

    def of_event(self, line: Line) -> Period | None:
        """The day of the event that a sentence begins with: 8月8日举行签约仪式。此次签约项目9个."""
        return self._event if _OF_THE_EVENT.match(line.text) else self._of_launch(line)

    def days_long(self, view: View) -> Period | None:
        """The days told of, for what was done in as many: 小长假…，景区4天接待游客12.8万人次."""
        days, start = self._days, view.slot.quantity.start
        if days is None or days.start is None or days.end is None:
            return None
        told = _DAYS_LONG.search(view.slot.line.text, max(0, start - _BEGINS_WITHIN), start)
        counted = (days.end - days.start).days + 1
        return days._replace(basis="clause") if told and _count(told["count"]) == counted else None

    def first_day(self, view: View) -> Period | None:
        """The day on which the event told of began, for a figure of 首日: 开幕首日成交额就达186万元."""
        day, slot = self._event, view.slot
        since = slot.clause_start if slot.line.times else 0
        if day is None or day.start is None or not _FIRST_DAY.search(slot.line.text, since, slot.quantity.start):
            return None
        return day._replace(end=day.start, basis="clause")
