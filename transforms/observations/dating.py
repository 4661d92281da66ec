"""The times of a sentence that date something, as periods."""

import re
from datetime import date
from typing import NamedTuple

from transforms.model import Time
from transforms.observations.line import QUANTITY, TIME, Line

_COMPARED = re.compile(r"(?:比|较|与|同|和|高于|低于|相比|超过|超|多于|少于|恢复[至到])[\s“\"]?$")
_LISTED = re.compile(r"\s*(?:、|和|与|及|以及)\s*")
#: What a year was given: 全年任务, 年度目标.
_FOUNDED = re.compile(r"(?:建|立|办|始|生|产|成)[于在自]$")
_BEGINNING = re.compile("起步|起家|当时")
_TIMES_AS_MUCH = re.compile(r"的[\d.一二两三四五六七八九十近多]{1,6}倍")
#: 这是今年我市举行的第27场发布会，36名记者到场: what is counted through the year is told of its day
_NTH = re.compile(r"(?:以来)?[^，,。；;\d]{0,12}第[\d一二三四五六七八九十]{1,4}[场次届批例轮期回]")
#: They name no days, and leave what was told before in force: 2018年搬来，起初只租了2400平方米
_AT_FIRST = frozenset({"起初", "当初", "最初", "当时", "那时", "那时候", "其间", "期间"})
#: 由2014年的|312人减少到47人: where a change began
_CHANGED_FROM, _COMPARED_WITH = ("由", "从", "自"), ("比", "较", "与")
_ORIGIN_AFTER = re.compile(
    "的?(?:(?:平均)?每(?:人|户|亩|吨|斤|平方米|年|月|天|车|台|次|只|头)|[人户亩]均)?(?:近|约|不足|不到|超过?)?(?:同比)?(?:下降|增长|上升|回落|提高|减少|增加|负增长)?"
)
#: 2016年排查出的|13处黑臭水体，已整治12处
_OF_OLD = re.compile(
    r"(?P<attribute>[^，,。；;：\d]{1,16}的)\d[\d.]*[^，,。；;\d]{1,14}[，,](?:已|现已|目前已|均已|全部|还剩|余下|其余)"
)
_FARTHEST_OF = 17
_RECORD = ("最", "来最", "新高", "来新高")
#: 2024年“双11”预售启动首周: a trade's name
_CAMPAIGN = re.compile("[”’]?(?:预售|大促|促销|购物|备货|订单|货源|档期|市场)")
#: 自1月24日启动一级响应到4月8日，…
_FROM, _UNTIL = ("自", "从", "自从"), re.compile("[^，。；\\d]{0,14}[到至]")
#: What a year's end is told of: 2016年底，全县尚有贫困户2.4万户; not 2019年底，最后93人脱贫
_STOCK = re.compile("，?[^，。；\\d]{0,12}(?:尚有|共有|还有|拥有|里程|存栏|余额|人口|总数|保有量|面积|在册|累计)")
_AIM = re.compile("[到至前]$")
_LASTS = re.compile("[^。；]{0,40}(?:持续|延续|延长|开放|展出)[到至]")
#: What is prepared for, and till when something lasts: 为迎接“十一”黄金周，…; 活动持续至10月31日，….
_NOT_YET = re.compile(
    "(?:迎接|喜迎|备战|应对|庆祝|纪念|欢度|献礼|(?:持续|延续|延长|顺延|开放|展出|保留|推迟|延期|执行)[到至])的?[“‘]?$"
)
#: 五年攻坚，累计减贫3.7万人: the years hold for all that is told of them
_OPENS = re.compile("[^，。；\\d]{2,6}，|累计")
_WHOLE = frozenset({"全年", "年度", "年初", "当年"})
_TO_DATE = frozenset({"年内", "今年以来", "年初以来", "今年内"})
_AIMED = re.compile(r"的?(?:目标|任务|计划|预算|指标|预期)")
#: Expressions that count or repeat and date nothing.
_REPEATED = re.compile(r"每|平均|连续|全天|\d+点|\d+时")
_DATING_NAMES = frozenset({"program", "award", "work", "org", "venue", "product"})


class Period(NamedTuple):
    """First and last day, where they stand to the number, and the words that they were read from.

    `until` is where in its sentence a time ceases to hold, where it does.
    """

    start: date | None = None
    end: date | None = None
    basis: str | None = None
    granularity: str = ""
    told: str = ""
    until: int | None = None


UNDATED = Period()


def shifted_years(period: Period, years: int) -> Period:
    """The same days of other years."""
    if period.start is None or period.end is None:
        return period
    return period._replace(start=_moved(period.start, years), end=_moved(period.end, years))


def _moved(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def dating_times(line: Line) -> list[tuple[int, int, Period]]:
    """Times that date something, joined where they are listed (2018年、2019年), with their spans."""
    joined: list[tuple[int, int, Period]] = []
    for word in line.words if line.times else ():
        if word.role != TIME:
            continue
        time = line.times[word.ref]
        lasts = joined and time.end_date and _LASTS.fullmatch(line.text, joined[-1][1], time.start)
        if lasts and joined[-1][2].start:  # 1月5日启幕，持续至2月28日，期间推出活动36项
            span = Period(joined[-1][2].start, time.end_date, granularity="range", told=time.mention)
            joined.append((time.start, time.end, span))
        if not _dates(line, time):
            continue
        period = _period_of(line, time)
        period = period._replace(end=_until_day(joined, period) or period.end)
        whole = _joined(line, joined[-1], time, period) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append((time.start, time.end, period))
    return joined


def _period_of(line: Line, time: Time) -> Period:
    period = Period(time.start_date, time.end_date, granularity=time.granularity, told=time.mention)
    if time.rule.endswith("day_since") and time.end_date is None:  # 从2022年1月1日起，缴费标准调整为320元
        return period._replace(end=time.start_date)
    if time.end_date and _at_its_end(line, time):  # 3月末，存款余额658亿元; 2017年底全市公路通车里程2万公里
        return period._replace(start=time.end_date)
    if time.rule != "span_alone":
        return period
    clause = line.clause_at(time.start)  # 一般预算收入12.6亿元，五年年均增长7.9%；城乡收入比降至2.02
    opens = clause == 0 and _OPENS.match(line.text, time.end)
    return period._replace(until=None if opens else line.clauses[clause][1])


def _at_its_end(line: Line, time: Time) -> bool:
    """Whether a time names the last day of something, on which stocks are counted."""
    text = line.text
    if _AIM.search(text, max(0, time.start - 3), time.start):
        return False
    if time.granularity in ("quarter", "half_year") and text.startswith("末", time.end):
        return True
    return time.mention.endswith(("月末", "年末")) or (
        time.mention.endswith("年底") and _STOCK.match(text, time.end) is not None
    )


def _joined(line: Line, before: tuple[int, int, Period], time: Time, period: Period) -> tuple[int, int, Period] | None:
    """Two times as one: listed (2018年、2019年), or from the one to the other (自1月24日启动响应到4月8日)."""
    start, end, first = before
    if not (first.start and first.end and period.start and period.end):
        return None
    listed = _LISTED.fullmatch(line.text, end, time.start)
    reaches = line.text.endswith(_FROM, 0, start) and first.start <= period.end
    if not listed and not (reaches and _UNTIL.fullmatch(line.text, end, time.start)):
        return None
    days = min(first.start, period.start), max(first.end, period.end)
    return start, time.end, Period(*days, granularity="range", told=line.text[start : time.end])


def _until_day(joined: list[tuple[int, int, Period]], period: Period) -> date | None:
    """The day up to which a year is told: 截至5月底，…年内新发展党员186名."""
    last = joined[-1][2] if joined else None
    if last is None or not last.told.startswith(("截至", "截止")) or period.told not in _TO_DATE:
        return None
    inside = period.start and period.end and last.end and period.start <= last.end < period.end
    return last.end if inside else None


def _dates(line: Line, time: Time) -> bool:
    """Whether a time dates: not one compared with, not one that repeats, not one in a name (2022田园文化节)."""
    text = line.text
    # 一片建于20世纪80年代的老旧小区，住着687户; 小区建成于1998年，有486户; not 创办于1986年，从7个人起步
    if _FOUNDED.search(text, max(0, time.start - 4), time.start) and not _BEGINNING.search(text, time.end):
        return False
    if time.rule == "yearly":
        return False
    if time.rule == "span_alone" and time.start_date is None and time.mention.startswith(("一", "1")):
        return False  # 总数达到103家，一年净增29家
    if time.rule == "festival" and _CAMPAIGN.match(text, time.end):
        return False
    if _NOT_YET.search(text, max(0, time.start - 6), time.start):
        return False
    if time.rule == "since_span" and any(
        t.mention.startswith(("截至", "截止")) for t in line.times if t.end <= time.start
    ):
        return False  # 截至10月20日，电站并网两个月来累计发电38.6万千瓦时
    if time.mention in _AT_FIRST or _NTH.match(text, time.end) or _is_origin(line, time) is not None:
        return False
    if _TIMES_AS_MUCH.match(text, time.end):  # 是去年同期的8.2倍
        return False
    if time.granularity == "range" and text.startswith(_RECORD, time.end):  # 为近五年最高
        return False
    if time.mention in _WHOLE and _AIMED.match(text, time.end):  # 占全年任务的71.8%
        return False
    if _COMPARED.search(text, max(0, time.start - 3), time.start) or _REPEATED.match(time.mention):
        return False
    length = time.end - time.start
    return _named(line, time.start) < length or _named(line, time.end - 1) < length


def origins(line: Line) -> dict[int, Period]:
    """The times of the figures that changes began with (由2014年的312人减少到47人), by where those figures stand."""
    found: dict[int, Period] = {}
    for time in line.times:
        start = _is_origin(line, time)
        if start is not None:
            found[start] = _period_of(line, time)
    return found


def _is_origin(line: Line, time: Time) -> int | None:
    """Where the figure stands that a change began with at `time`; None where it tells no such beginning."""
    before = line.text[max(0, time.start - 1) : time.start]
    far = line.text.find("的", time.end, time.end + _FARTHEST_OF) >= 0
    listed = _OF_OLD.match(line.text, time.end) if far else None
    if listed:
        return listed.end("attribute")
    # 较2019年的|2.1亿元增长3倍: what is only compared with needs 的
    if before not in _CHANGED_FROM and not (before in _COMPARED_WITH and line.text.startswith("的", time.end)):
        return None
    after = _ORIGIN_AFTER.match(line.text, time.end)
    start = after.end() if after else time.end
    at = line.first_at(start)
    is_figure = at < len(line.words) and line.words[at].start == start and line.words[at].role == QUANTITY
    return start if is_figure else None


def _named(line: Line, position: int) -> int:
    """How much longer than a character the name at `position` is that may hold a year, 0 without one."""
    over = 0
    for name in line.names:
        if name.start <= position < name.end and line.entities[name.entity].type in _DATING_NAMES:
            over = name.end - name.start - 1
    return over
