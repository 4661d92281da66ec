"""The period of each number: the time of its own clause, of its sentence, or of the sentences before."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from transforms.model import Time
from transforms.observations.found import Found, View
from transforms.observations.line import NAME, TEXT, TIME, Line, Word
from transforms.observations.sections import Section, section_of
from transforms.observations.words import discourse_words, subject_words

_COMPARED = re.compile(r"(?:比|较|与|同|和|高于|低于|相比|超过|超|多于|少于|恢复[至到])\s*$")
_LISTED = re.compile(r"\s*(?:、|和|与|及|以及)\s*")
#: What a year was given: 全年任务, 年度目标.
_FOUNDED = re.compile(r"(?:建|立|办|始|生|产|成)[于在自]$")
_BEGINNING = re.compile("起步|起家|当时")
_TIMES_AS_MUCH = re.compile(r"的[\d.一二两三四五六七八九十近多]{1,6}倍")
_RECORD = ("最", "来最", "新高", "来新高")
_WHOLE = frozenset({"全年", "年度", "年初", "当年"})
#: Of the section's year, in a section that has one; 一年来, 过去一年 in a review are that year too.
_THE_YEAR = frozenset({"全年", "全年度", "年内"})
_VAGUE = re.compile("来|过去|近")
_AIMED = re.compile(r"的?(?:目标|任务|计划|预算|指标|预期)")
#: Expressions that count or repeat and date nothing.
_REPEATED = re.compile(r"每|平均|连续|全天|\d+点|\d+时")
#: How many sentences a period may set that stands in a sentence before, by granularity; others need a link (同时).
_REACH = {"quarter": 6, "half_year": 6, "year": 6, "range": 6, "open": 6, "month": 1}
#: The same for a month, where sentences open with their figures: within so many characters.
_REACH_OF_FIGURES, _FIRST_FIGURE = 3, 12
_FAR = 200
#: How far before the end of a change its beginning and the time of that stand.
_FROM_TO = 14
_PARTS = re.compile("(?:分[^，,。]{1,4}|从[^，,。]{1,6})[看来]，|按[^，,。]{1,5}分，")
_NOW = re.compile(r"现(?:有|设|拥有|辖|存|已|共有|下辖)")
_BEFORE_TIME = frozenset(
    {"在", "于", "从", "自", "截至", "截止", "到", "至", "据统计", "数据显示", "其中", "早", "早在", "仅", "自从"}
)
#: A report on the economy tells one period's figures from its lead to its end: 一季度全市经济运行情况.
_REPORTS = re.compile("经济运行|经济形势|经济数据|经济指标|统计局|统计数据|初步核算|统一核算|生产总值|GDP")
_REPORTED = frozenset({"quarter", "half_year", "year", "range", "open"})
_GROWING = re.compile("增长|下降|增加|减少|提高|提升|回落|回升|同比|上升")
#: How many sentences of text the lead of an article takes at most.
_LEAD = 3
#: What is told of the event that the sentence before dates: 此次集中签约项目9个.
_OF_THE_EVENT = re.compile("此次|本次|这次|当日|当天|活动现场|开幕式上|仪式上|会上|现场")
#: What a thing will do once it stands has no period: 预计明年6月投产，达产后可年产3万吨.
_ONCE_DONE = re.compile("(?:达产|投产|建成|竣工|满产|投用|投运|建成投产|投入使用|投入运营|全部建成)(?:之)?后")
_FUTURE = re.compile(r"将(?=正式|于|在|[^，,]{0,4}[开投建启])|预计|即将")
_DATING_NAMES = frozenset({"program", "award", "work", "org", "venue", "product"})


@dataclass(frozen=True)
class Period:
    """First and last day, where they stand to the number, and the words that they were read from."""

    start: date | None = None
    end: date | None = None
    basis: str | None = None
    granularity: str = ""
    told: str = ""


UNDATED = Period()


class Periods:
    """Periods of an article's numbers; sentences must come in order, since a period reaches over those that follow."""

    def __init__(self, published: date | None) -> None:
        self._today = Period(published, published, "own", "point", "现有") if published else UNDATED
        self._carried: Period | None = None
        self._section: Section | None = None
        self._report: Period | None = None
        self._event: Period | None = None
        self._told = 0
        self._paragraph = -1
        self._distance = 0

    @property
    def plans(self) -> bool:
        """Whether the section that the last sentence stands in tells of plans (2019年工作安排)."""
        return self._section is not None and self._section.planned

    def hear(self, line: Line) -> None:
        """A sentence, with numbers or without: it may be the heading of a section, or date an event."""
        self._section = section_of(line, self._today.end) or self._section
        self._told += line.sentence.role == "body"
        days = [time for time in line.times if time.granularity == "day" and time.start_date]
        if days and not _OF_THE_EVENT.match(line.text):
            self._event = Period(days[-1].start_date, days[-1].end_date, granularity="day", told=days[-1].mention)

    def of(self, line: Line, views: Sequence[View], found: Sequence[Found]) -> list[Period]:
        """The period of each quantity of the next sentence."""
        self.hear(line)
        effect = _effect(line)
        parts = _PARTS.match(line.text)  # 分产业看 goes on with what the paragraph before told
        if line.sentence.paragraph != self._paragraph and not parts:
            self._carried = None
        self._paragraph = line.sentence.paragraph
        if effect == "breaks":
            self._carried = None
        times = [(start, end, self._of_section(period)) for start, end, period in dating_times(line)]
        self._lead(line, times)
        is_figure = bool(views) and views[0].slot.quantity.start <= _FIRST_FIGURE
        inherited = self._of_event(line) or self._inherited(effect, is_figure) or self._of_report(line)
        periods = [self._period(line, view, found[i], times, inherited) for i, view in enumerate(views)]
        self._remember(line, times)
        return periods

    def _period(
        self, line: Line, view: View, found: Found, times: Sequence[tuple[int, int, Period]], inherited: Period | None
    ) -> Period:
        period = _period(line, view, found, times, inherited)
        if period.basis not in ("own", "clause") and _now_before(line, view, times):
            return self._today
        return period

    def _inherited(self, effect: str | None, is_figure: bool) -> Period | None:
        carried, section = self._carried, self._section
        is_vague = carried is not None and carried.granularity == "range" and _VAGUE.search(carried.told)
        if section and (carried is None or is_vague):  # 一年来 in a review of 2018 is that year
            return Period(section.start, section.end, granularity="year", told=section.heading)
        if carried is None:
            return None
        reach = _REACH.get(carried.granularity, 0)
        if is_figure and carried.granularity == "month":  # 今年1月，进出口7.9亿元。…进口1.1亿元，下降14.5%
            reach = _REACH_OF_FIGURES
        return carried if self._distance <= max(reach, effect == "continues") else None

    def _of_section(self, period: Period) -> Period:
        """全年 below 2019年工作安排 is 2019, whatever year was named last."""
        section = self._section
        if section is None or period.told not in _THE_YEAR or section.start.year != section.end.year:
            return period
        return replace(period, start=section.start, end=section.end)

    def _lead(self, line: Line, times: Sequence[tuple[int, int, Period]]) -> None:
        """Learn the period that the lead of a report sets for all of it."""
        if self._report or not 0 < self._told <= _LEAD or not _REPORTS.search(line.text):
            return
        setting = [p for start, _, p in times if p.granularity in _REPORTED and p.start and not p.told.endswith("来")]
        if setting and _GROWING.search(line.text):
            self._report = setting[-1]

    def _of_report(self, line: Line) -> Period | None:
        """The period of the report that a sentence of figures belongs to."""
        if self._report is None or line.text[:1] == "“" or not _GROWING.search(line.text):
            return None
        return self._report

    def _of_event(self, line: Line) -> Period | None:
        """The day of the event that a sentence begins with: 8月8日举行签约仪式。此次签约项目9个."""
        return self._event if _OF_THE_EVENT.match(line.text) else None

    def _remember(self, line: Line, times: Sequence[tuple[int, int, Period]]) -> None:
        self._distance += 1
        setting = [(start, period) for start, _, period in times if _sets(line, start)]
        if setting:
            start, period = setting[-1]
            period = _of_its_year(period)
            period = replace(period, told=f"{period.told} (paragraph {line.sentence.paragraph})")
            self._carried = period if period.start and not _FUTURE.search(line.text, start) else None
            self._distance = 1


def _of_its_year(period: Period) -> Period:
    """年末 dates the stocks of its own sentence; what follows goes on with the year: 年末企业86户。增加值18.9亿元."""
    if not period.told.endswith(("年末", "年底")) or period.end is None:
        return period
    return replace(period, start=date(period.end.year, 1, 1), end=date(period.end.year, 12, 31), granularity="year")


def _effect(line: Line) -> str | None:
    head = line.text[:6].lstrip("“‘ ")
    return next((effect for word, effect in discourse_words().items() if head.startswith(word)), None)


def _sets(line: Line, start: int) -> bool:
    """Whether a time opens its clause or follows its subject, so that it governs what comes after."""
    clause = line.clauses[line.clause_at(start)][0]
    return all(_precedes(word) for word in line.between(clause, start))


def _precedes(word: Word) -> bool:
    """Whether a word may stand before a time that governs the sentence: 据统计，；江夏在去年; 全市前三季度."""
    if word.role in (TIME, NAME) or word.text in subject_words():
        return True
    return word.role == TEXT and (word.text in _BEFORE_TIME or word.tag[:1] in ("c", "d", "x"))


def _now_before(line: Line, view: View, times: Sequence[tuple[int, int, Period]]) -> bool:
    """Whether 现有, 现设 stands before the number in its sentence, after the last time there."""
    before = bisect.bisect_right(times, view.slot.quantity.start, key=lambda item: item[1])
    last = times[before - 1][1] if before else max(0, view.slot.quantity.start - _FAR)
    return bool(_NOW.search(line.text, last, view.slot.quantity.start))


def dating_times(line: Line) -> list[tuple[int, int, Period]]:
    """Times that date something, joined where they are listed (2018年、2019年), with their spans."""
    joined: list[tuple[int, int, Period]] = []
    named = _named(line)
    for word in line.words:
        if word.role != TIME:
            continue
        time = line.times[word.ref]
        if not _dates(line, time, named):
            continue
        period = Period(time.start_date, time.end_date, granularity=time.granularity, told=time.mention)
        if joined and _LISTED.fullmatch(line.text, joined[-1][1], time.start) and period.start and joined[-1][2].start:
            before = joined.pop()
            first, last = min(before[2].start, period.start), max(before[2].end, period.end)
            whole = Period(first, last, granularity="range", told=line.text[before[0] : time.end])
            joined.append((before[0], time.end, whole))
        else:
            joined.append((time.start, time.end, period))
    return joined


def _dates(line: Line, time: Time, named: dict[int, int]) -> bool:
    """Whether a time dates: not one compared with, not one that repeats, not one in a name (2022田园文化节)."""
    text = line.text
    # 一片建于20世纪80年代的老旧小区，住着687户; 小区建成于1998年，有486户; not 创办于1986年，从7个人起步
    if _FOUNDED.search(text, max(0, time.start - 4), time.start) and not _BEGINNING.search(text, time.end):
        return False
    if _TIMES_AS_MUCH.match(text, time.end):  # 是去年同期的8.2倍
        return False
    if time.granularity == "range" and text.startswith(_RECORD, time.end):  # 为近五年最高
        return False
    if time.mention in _WHOLE and _AIMED.match(text, time.end):  # 占全年任务的71.8%
        return False
    if _COMPARED.search(text, max(0, time.start - 3), time.start) or _REPEATED.match(time.mention):
        return False
    return named.get(time.start, 0) < time.end - time.start or named.get(time.end - 1, 0) < time.end - time.start


def _named(line: Line) -> dict[int, int]:
    """Positions inside names that may hold a year, with how much longer than a character each name is."""
    return {
        position: name.end - name.start - 1
        for name in line.names
        if line.entities[name.entity].type in _DATING_NAMES
        for position in range(name.start, name.end)
    }


def _period(
    line: Line, view: View, found: Found, times: Sequence[tuple[int, int, Period]], inherited: Period | None
) -> Period:
    slot = view.slot
    if view.kind == "age" and slot.line.text.startswith("的", slot.quantity.end):  # 61岁的村民
        return UNDATED
    if found.rule == "from to":
        low = slot.left if slot.follows else max(slot.left, slot.quantity.start - 16)
        first = bisect.bisect_left(times, low, key=lambda item: item[0])
        own = [period for start, _, period in times[first : first + 4] if start < slot.quantity.start]
        if own or found.carried < 0:
            return _with(own[-1], "own") if own else UNDATED
        first = bisect.bisect_right(times, slot.left - _FROM_TO, key=lambda item: item[1])
        earlier = [item for item in times[:first] if item[0] >= slot.left - _FAR]  # 目前…，配套率由2012年的15%提高到45%
        if earlier or inherited:
            return _with(earlier[-1][2], "sentence") if earlier else _with(inherited, "previous")
    later = bisect.bisect_right(times, slot.quantity.start, key=lambda item: item[1])
    if _ONCE_DONE.search(slot.line.text, times[later - 1][1] if later else 0, slot.quantity.start):
        return UNDATED
    if later:
        start, _, period = times[later - 1]
        basis = "own" if start >= slot.left else "clause" if start >= slot.clause_start else "sentence"
        return _with(period, basis)
    after = [item for item in times[later : later + 1] if slot.quantity.end <= item[0] < slot.clause_end]
    if after and not _attributive(view, after[0][0]):
        return _with(after[0][2], "clause")
    fixed = view.kind == "age" or found.rule == "duration"
    if inherited and not fixed and not slot.bracketed:
        return _with(inherited, "previous")
    return UNDATED


def _attributive(view: View, until: int) -> bool:
    """Whether the number stands in an attribute (投资1.2亿元的项目预计年底投产): the clause's time is not its own."""
    slot = view.slot
    return slot.line.text.startswith("的", slot.quantity.end) or "的" in slot.line.text[slot.quantity.end : until]


def _with(period: Period, basis: str) -> Period:
    if period.start is None or period.end is None:
        return UNDATED
    return Period(period.start, period.end, basis, period.granularity, period.told)
