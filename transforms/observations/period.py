"""The period of each number: the time of its own clause, of its sentence, or of the sentences before."""

import bisect
import re
from collections.abc import Mapping, Sequence
from datetime import date

from transforms.observations import timeless
from transforms.observations.dating import UNDATED, Period, dating_times, origins
from transforms.observations.found import Found, View
from transforms.observations.governing import effect_of, has_finished, is_to_come, of_its_year, setting_times
from transforms.observations.line import Line
from transforms.observations.setting import Setting
from transforms.observations.slots import Slot

_VAGUE = re.compile("来|过去|近")
#: How many sentences a period may set that stands in a sentence before, by granularity; others need a link (同时).
_REACH = {"quarter": 6, "half_year": 6, "year": 6, "range": 6, "open": 6, "month": 1}
#: The same for a month, where sentences open with their figures: within so many characters.
_REACH_OF_FIGURES, _FIRST_FIGURE = 3, 12
#: Whose plans go on behind ；.
_PLANNED = frozenset({"year", "half_year", "quarter"})
#: How far before the beginning of a change the time of that stands.
_FROM_TO = 16
#: 4月中旬，棉纱被堵在半路。主任带着4名干部跑了36小时: the story goes on
_MOMENTS = frozenset({"day", "ten_days", "month"})
_TELLS_ON = re.compile(
    "(?<=[搬围坐站拿拎捧举扛抱提])着|(?<=[\u4e00-\u9fff])(?<![占有成])了(?![解得不当却如吧吗呢，。；])"
    "|一声令下|一夜|连夜|当夜|随即|当即|立即|立刻|随后|闻讯|闻令|火速|迅速|紧急|纷纷|接报后|接到"
)
_AT_ONCE = re.compile("一声令下|连夜|随即|当即|立即|立刻|闻讯|闻令|火速|迅速启动|紧急|接报后|灾情发生后|险情发生后")
_SPEECH = re.compile("[说道称]，|介绍，|表示，|告诉记者")
_CONVERTED = re.compile("(?:折算|折合|约合|相当于)[^，。；（）()]{0,4}$")
_PARTS = re.compile("(?:分[^，,。]{1,4}|从[^，,。]{1,6})[看来]，|按[^，,。]{1,5}分，")
#: 截至8月底已完工7件，其余3件|将于|11月底前交付
_WILL = re.compile("(?:将|计划|预计|拟|力争|确保|要|有望|可望|定)(?:于|在)?")


class Periods:
    """Periods of an article's numbers; sentences must come in order, since a period reaches over those that follow."""

    def __init__(self, published: date | None) -> None:
        self._today = Period(published, published, "own", "point", "现有") if published else UNDATED
        self._carried: Period | None = None
        self._exact: Period | None = None  # as told, where what follows goes on with its year
        self._setting = Setting(published)
        self._paragraph = -1
        self._distance = 0
        self._goes_on = False

    @property
    def plans(self) -> bool:
        """Whether the section that the last sentence stands in tells of plans (2019年工作安排)."""
        return self._setting.section is not None and self._setting.section.planned

    def of_plan(self, period: Period) -> Period:
        """The period of a planned figure, which nothing told of the past sets: 收入41万元。建议再建一座冷库."""
        past = period.end is not None and self._today.end is not None and period.end < self._today.end
        return UNDATED if past and period.basis == "previous" else period

    def hear(self, line: Line) -> None:
        """A sentence without numbers."""
        self._setting.hear(line)

    def of(self, line: Line, views: Sequence[View], found: Sequence[Found]) -> list[Period]:
        """The period of each quantity of the next sentence."""
        self.hear(line)
        # 分产业看 goes on with what the paragraph before told
        if line.sentence.paragraph != self._paragraph and not _PARTS.match(line.text):
            self._carried = self._exact = None
        self._paragraph = line.sentence.paragraph
        effect = effect_of(line) if self._carried or self._exact else None
        if effect == "breaks":
            self._carried = self._exact = None
        times = []
        if line.times:
            times = [(start, end, self._heard(line, end, period)) for start, end, period in dating_times(line)]
            self._setting.learn(line, [period for _, _, period in times])
        is_figure = bool(views) and views[0].slot.quantity.start <= _FIRST_FIGURE
        told = self._inherited(line, effect, is_figure)
        told = None if told and timeless.is_speech(line) else told
        inherited = self._setting.of_event(line) or told or self._of_report(line)
        begun = origins(line) if line.times else {}
        periods = [self._period(line, view, found[i], times, inherited) for i, view in enumerate(views)]
        periods = _from_origins(views, found, periods, begun) if begun else periods
        self._remember(line, times)
        return periods

    def _heard(self, line: Line, end: int, period: Period) -> Period:
        """A period told in a line by a time that ends at `end`, as it holds there."""
        vague = period.start is None or period.told.endswith("至今")
        if vague and self._today.end and (since := self._setting.since_launch(line, end)):  # 运行至今, 上线以来
            return period._replace(start=since, end=max(since, self._today.end), granularity="open")
        if period.start is None and period.told.endswith("期间") and (event := self._setting.of_event(line)):
            return event  # 比赛期间，酒店入住率92%
        if period.start and self._today.end and timeless.has_gone_on(line, end):  # which the next sentence is not of
            until = len(line.text)
            return period._replace(end=max(period.start, self._today.end), granularity="open", until=until)
        return self._setting.of_section(period)._replace(until=period.until or timeless.holds_until(line, end))

    def _period(
        self, line: Line, view: View, found: Found, times: Sequence[tuple[int, int, Period]], inherited: Period | None
    ) -> Period:
        period = self._told(line, view, found, times, inherited)
        return UNDATED if period is UNDATED or timeless.is_laid_down(view, dated=bool(times)) else period

    def _told(
        self, line: Line, view: View, found: Found, times: Sequence[tuple[int, int, Period]], inherited: Period | None
    ) -> Period:
        """The period that its sentence or those before tell of a quantity that no rule lays down."""
        period = _period(line, view, found, times, inherited) if times or inherited else UNDATED
        ahead = bool(period.start and self._today.start and period.start > self._today.start)
        if period.basis in ("sentence", "previous") and timeless.is_size(view, found, ahead=ahead):
            return UNDATED
        if (period.basis == "previous" and timeless.is_standard(view)) or timeless.recurs(view, period):
            return UNDATED
        if first := self._setting.first_day(view):
            return first
        begins = found.rule == "from to" and found.carried < 0  # 从平日的388元涨到598元
        if period.basis in (None, "previous") and not begins and (days := self._setting.days_long(view)):
            return days
        if period.basis not in ("own", "clause") and timeless.is_of_now(line, view, times):
            return self._today
        return period

    def _of_report(self, line: Line) -> Period | None:
        """The period of the report that a sentence of figures belongs to, and the rest of its paragraph with it."""
        report = self._setting.of_report(line)
        if report is not None and effect_of(line) != "breaks":
            self._carried, self._exact, self._distance = report._replace(granularity="range"), None, 0
        return report

    def _inherited(self, line: Line, effect: str | None, is_figure: bool) -> Period | None:
        carried, section = self._carried, self._setting.section
        is_vague = carried is not None and carried.granularity == "range" and _VAGUE.search(carried.told)
        if section and (carried is None or is_vague):  # 一年来 in a review of 2018 is that year
            return Period(section.start, section.end, granularity="year", told=section.heading)
        if carried is None:  # 今年将建成公路120公里；水利方面，加固水库12座
            return self._exact if self._goes_on and self._exact and self._exact.granularity in _PLANNED else None
        if self._goes_on and self._distance <= 1:  # 目前，果园14万亩；菌菇年产3亿袋
            return self._exact if self._exact and self._exact.told.startswith("截") else carried
        reach = 1 if is_vague else _REACH.get(carried.granularity, 0)
        if is_figure and carried.granularity == "month":  # 今年1月，进出口7.9亿元。…进口1.1亿元，下降14.5%
            reach = _REACH_OF_FIGURES
        if carried.granularity == "month" and _SPEECH.search(line.text[:_FIRST_FIGURE]):
            reach = _REACH["month"]
        is_moment = carried.granularity in _MOMENTS and carried.start != self._today.start
        if is_moment and _TELLS_ON.search(line.text) and line.text[:1] not in "“‘":
            reach = max(reach, 1)
        if is_moment and _AT_ONCE.search(line.text):
            reach = max(reach, 2)
        return carried if self._distance <= max(reach, effect == "continues") else None

    def _remember(self, line: Line, times: Sequence[tuple[int, int, Period]]) -> None:
        self._distance += not self._goes_on
        self._goes_on = line.text.endswith(("；", ";"))
        setting = setting_times(line, times, self._carried, self._today.end) if times else []
        if setting:
            start, period = setting[-1]
            self._exact = period
            opens = not line.quantities or line.quantities[0].start > start
            self._goes_on &= opens or period.start != self._today.start  # 任务2万户，目前完工1万户；每户补贴1元
            period = of_its_year(period)
            period = period._replace(told=f"{period.told} (paragraph {line.sentence.paragraph})")
            passing = period.granularity in _MOMENTS and has_finished(line, start)
            carries = period.start and not is_to_come(line, start) and not passing
            self._carried = period if carries else None
            if self._carried is None and not (self._goes_on and period.granularity in _PLANNED):
                self._exact = None
            self._distance = 1


def _period(
    line: Line, view: View, found: Found, times: Sequence[tuple[int, int, Period]], inherited: Period | None
) -> Period:
    slot = view.slot
    if view.kind == "age" and slot.line.text.startswith("的", slot.quantity.end):  # 61岁的村民
        return _of_age(slot, times)
    if found.rule == "from to" and found.carried < 0:
        low = slot.left if slot.follows else max(slot.left, slot.quantity.start - _FROM_TO)
        first = bisect.bisect_left(times, low, key=lambda item: item[0])
        own = [item for item in times[first : first + 4] if item[0] < slot.quantity.start]
        # 力争到2021年底覆盖率由64%提高到100%: the time is that of the end
        is_end = bool(own) and slot.line.text[max(0, own[-1][0] - 1) : own[-1][0]] in ("到", "至")
        return _with(own[-1][2], "own") if own and not is_end else UNDATED
    later = bisect.bisect_right(times, slot.quantity.start, key=lambda item: item[1]) if times else 0
    while later and (until := times[later - 1][2].until) is not None and until <= slot.quantity.start:
        later -= 1
    if timeless.is_once_done(view, times[later - 1][1] if later else 0):
        return UNDATED
    after = times[later : later + 1]
    if after and not (
        slot.quantity.end <= after[0][0] < slot.clause_end and not timeless.is_looked_at(view, after[0][0])
    ):
        after = []
    if later:
        start, _, period = times[later - 1]
        basis = "own" if start >= slot.left else "clause" if start >= slot.clause_start else "sentence"
        if basis == "sentence" and timeless.is_attribute(view) and view.kind == "duration":
            return UNDATED  # 次日凌晨，…沉寂三个多月的小镇又热闹了起来
        if basis != "sentence" or not after or not _WILL.fullmatch(slot.line.text, slot.quantity.end, after[0][0]):
            return _with(period, basis)
    if after and not timeless.is_attributive(view, after[0][0]):
        return _with(after[0][2], "clause")
    fixed = view.kind == "age" or (found.rule == "duration" and not timeless.lasts(view, found))
    fixed = fixed or timeless.is_attribute(view)  # 在高新区，总投资30亿元的项目正进行主体施工
    if inherited and not fixed and (not slot.bracketed or _is_converted(slot)):
        return _with(inherited, "previous")
    return UNDATED


def _of_age(slot: Slot, times: Sequence[tuple[int, int, Period]]) -> Period:
    """The year right before an age: 1984年，19岁的他进厂; others tell an age of now."""
    told = [period for _, end, period in times[:1] if 0 <= slot.quantity.start - end <= 1]
    return (
        _with(told[0], "clause") if told and told[0].granularity == "year" and told[0].told[:1].isdigit() else UNDATED
    )


def _is_converted(slot: Slot) -> bool:
    """25683元（折算为3804美元）: one figure in two currencies."""
    start = slot.quantity.start
    return _CONVERTED.search(slot.line.text[max(0, start - _FROM_TO) : start]) is not None


def _from_origins(
    views: Sequence[View], found: Sequence[Found], periods: Sequence[Period], begun: Mapping[int, Period]
) -> list[Period]:
    """Periods with those of the figures that changes began with: 由2014年的312人减少到47人，收入从2380元涨到7900元."""
    dated, last = [], None
    for view, one, period in zip(views, found, periods, strict=True):
        own = begun.get(view.slot.quantity.start)
        last = own or last
        begins = own is not None or (one.rule == "from to" and one.carried < 0 and period.start is None)
        dated.append(_with(last, "own" if own else "sentence") if begins and last else period)
    return dated


def _with(period: Period, basis: str) -> Period:
    if period.start is None or period.end is None:
        return UNDATED
    return Period(period.start, period.end, basis, period.granularity, period.told)
