"""The period of each number: the time of its own clause, of its sentence, or of the sentences before."""

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from transforms.observations import timeless
from transforms.observations.dating import UNDATED, Period, dating_times, origins
from transforms.observations.found import Found, View
from transforms.observations.line import NAME, TEXT, TIME, Line, Word
from transforms.observations.setting import Setting
from transforms.observations.slots import Slot
from transforms.observations.words import discourse_words, subject_words

_VAGUE = re.compile("来|过去|近")
#: How many sentences a period may set that stands in a sentence before, by granularity; others need a link (同时).
_REACH = {"quarter": 6, "half_year": 6, "year": 6, "range": 6, "open": 6, "month": 1}
#: The same for a month, where sentences open with their figures: within so many characters.
_REACH_OF_FIGURES, _FIRST_FIGURE = 3, 12
_FAR = 200
#: How far before the beginning of a change the time of that stands.
_FROM_TO = 16
#: 4月中旬，棉纱被堵在半路。主任带着4名干部跑了36小时: the story goes on
_MOMENTS = frozenset({"day", "ten_days", "month"})
_TELLS_ON = re.compile("(?<=[\u4e00-\u9fff])(?<![占有成])了(?![解得不当却如吧吗呢，。；])")
_SPEECH = re.compile("[说道称]，|介绍，|表示，|告诉记者")
#: The day on which figures were counted.
_COUNTED_ON = re.compile("^截|[末底](?: |$)")
_CONVERTED = re.compile("(?:折算|折合|约合|相当于)[^，。；（）()]{0,4}$")
_PARTS = re.compile("(?:分[^，,。]{1,4}|从[^，,。]{1,6})[看来]，|按[^，,。]{1,5}分，")
#: Another time than the one told before, though no days: 入社前，…; 4年过去，…; 8年下来，…
_OTHER_TIME = re.compile(
    r"[“‘]?(?:(?:以前|从前|早些年|早年|原来|原先|往年|那时候?|那会儿|搁在?(?:从前|以前))[，,最的还一]"
    r"|[^，。；：\d年月日底末周]{1,6}(?:之|以)?前[，,]"
    r"|(?:\d{1,2}|[一二三四五六七八九十几两]{1,3})(?:多|来)?(?:年|个月)(?:过去|下来|后|里)[，,])"
)
#: What one of a kind costs or yields, it does at no one time: 一把练习琴300元，手工琴卖到2.6万元
_EACH_ONE = re.compile(
    r"[“‘]?一(?:[把件台斤亩瓶盒箱套吨份碗支株棵条头只张袋桶碟枚双]|个(?=\d))[^，。；]{1,12}?(?:\d|，|卖|售)"
)
_NOW = re.compile(r"现(?:有|设|拥有|辖|存|已|共有|下辖)")
#: 到2020年达到1000亿元。新建厂房120万平方米: the far year is that of its own figure; 截至5月末 sets
_AIM = re.compile("(?<!截)(?<!截止)[到至]$")
_BEFORE_TIME = frozenset(
    {"在", "于", "从", "自", "截至", "截止", "到", "至", "据统计", "数据显示", "其中", "早", "早在", "仅", "自从"}
)
#: 截至8月底已完工7件，其余3件|将于|11月底前交付
_WILL = re.compile("(?:将|计划|预计|拟|力争|确保|要|有望|可望|定)(?:于|在)?")
_FUTURE = re.compile(r"将(?=正式|于|在|[^，,]{0,4}[开投建启])|预计|即将")


class Periods:
    """Periods of an article's numbers; sentences must come in order, since a period reaches over those that follow."""

    def __init__(self, published: date | None) -> None:
        self._today = Period(published, published, "own", "point", "现有") if published else UNDATED
        self._carried: Period | None = None
        self._setting = Setting(published)
        self._paragraph = -1
        self._distance = 0
        self._goes_on = False

    @property
    def plans(self) -> bool:
        """Whether the section that the last sentence stands in tells of plans (2019年工作安排)."""
        return self._setting.section is not None and self._setting.section.planned

    def hear(self, line: Line) -> None:
        """A sentence without numbers."""
        self._setting.hear(line)

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
        times = [(start, end, self._heard(line, end, period)) for start, end, period in dating_times(line)]
        self._setting.learn(line, [period for _, _, period in times])
        is_figure = bool(views) and views[0].slot.quantity.start <= _FIRST_FIGURE
        told = None if timeless.is_speech(line) else self._inherited(line, effect, is_figure)
        inherited = self._setting.of_event(line) or told or self._setting.of_report(line)
        begun = origins(line)
        periods = [self._period(line, view, found[i], times, inherited) for i, view in enumerate(views)]
        periods = _from_origins(views, found, periods, begun) if begun else periods
        self._remember(line, times)
        return periods

    def _heard(self, line: Line, end: int, period: Period) -> Period:
        """A period told in a line by a time that ends at `end`, as it holds there."""
        if period.start and self._today.end and timeless.has_gone_on(line, end):
            return replace(period, end=max(period.start, self._today.end), granularity="open")
        return replace(self._setting.of_section(period), until=timeless.holds_until(line, end))

    def _period(
        self, line: Line, view: View, found: Found, times: Sequence[tuple[int, int, Period]], inherited: Period | None
    ) -> Period:
        if timeless.is_laid_down(view, dated=bool(times)):
            return UNDATED
        period = _period(line, view, found, times, inherited)
        if period.basis in ("sentence", "previous") and timeless.is_size(view, found):
            return UNDATED
        if first := self._setting.first_day(view):
            return first
        if period.basis not in ("own", "clause") and _now_before(line, view, times):
            return self._today
        return period

    def _inherited(self, line: Line, effect: str | None, is_figure: bool) -> Period | None:
        carried, section = self._carried, self._setting.section
        is_vague = carried is not None and carried.granularity == "range" and _VAGUE.search(carried.told)
        if section and (carried is None or is_vague):  # 一年来 in a review of 2018 is that year
            return Period(section.start, section.end, granularity="year", told=section.heading)
        if carried is None:
            return None
        reach = 1 if is_vague else _REACH.get(carried.granularity, 0)
        if is_figure and carried.granularity == "month":  # 今年1月，进出口7.9亿元。…进口1.1亿元，下降14.5%
            reach = _REACH_OF_FIGURES
        if carried.granularity == "month" and _SPEECH.search(line.text[:_FIRST_FIGURE]):
            reach = _REACH["month"]
        is_moment = carried.granularity in _MOMENTS and carried.start != self._today.start
        if is_moment and _TELLS_ON.search(line.text) and line.text[:1] not in "“‘":
            reach = max(reach, 1)
        if self._goes_on and _COUNTED_ON.search(carried.told):  # 截至9月底，有企业183家；每万人拥有专利92.7件
            reach = max(reach, 1)
        return carried if self._distance <= max(reach, effect == "continues") else None

    def _remember(self, line: Line, times: Sequence[tuple[int, int, Period]]) -> None:
        self._distance += 1
        self._goes_on = line.text.endswith(("；", ";"))
        setting = [(start, period) for start, _, period in times if period.until is None and _sets(line, start)]
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
    if _OTHER_TIME.match(line.text) or _EACH_ONE.match(line.text):
        return "breaks"
    head = line.text[:6].lstrip("“‘ ")
    return next((effect for word, effect in discourse_words().items() if head.startswith(word)), None)


def _sets(line: Line, start: int) -> bool:
    """Whether a time opens its clause or follows its subject, so that it governs what comes after."""
    clause = line.clauses[line.clause_at(start)][0]
    if _AIM.search(line.text, max(0, start - 3), start):
        return False
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
    later = bisect.bisect_right(times, slot.quantity.start, key=lambda item: item[1])
    until = times[later - 1][2].until if later else None
    later -= until is not None and until <= slot.quantity.start
    if timeless.is_once_done(view, times[later - 1][1] if later else 0):
        return UNDATED
    after = [item for item in times[later : later + 1] if slot.quantity.end <= item[0] < slot.clause_end]
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
