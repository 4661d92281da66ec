"""What a time expression is resolved against: the publication day, the times told before it, the words around it."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from transforms.model import Time

#: The clause speaks of what is still to come: 将于12月投入使用.
_TO_COME = re.compile("将|拟|预计|计划|力争|争取|有望|目标|前完成|前建成|即将|届时|确保|要在|到(?=[0-9明])|安排在|定于")
_PAST = re.compile(
    "了|已|过|曾|获|以来|完成|实现|达到?|召开|举行|举办|启动|成立|开工|投产|增长|下降|上涨|回升|回落|下滑|收入|通过"
)
_CLAUSE_END = re.compile("[，,；;。！!？?]")
_OWN_YEAR = re.compile(r"\d{2}年|[〇零○一二三四五六七八九]{2}年|去年|前年|上年|当年|同年|次年|翌年|\d{4}[-/.]")
#: 去年9月开工的|工程
_WHICH = re.compile("[\u4e00-\u9fff]{1,8}的(?=[^，。；的])")
#: How many days back what is told as past is of this year, whatever year to come was named before.
_LAST_WEEKS, _DAYS_OF_ANY_MONTH = 31, 28
#: A month so many months ahead, of which nothing says that it is to come, is that of last year.
_TOO_FAR_AHEAD = 8
#: What a figure is only compared with anchors nothing: 比一季度提高1.2个百分点, 超过去年全年.
COMPARED = re.compile("(?:[比较超占]|超过|[高低多少快慢]于|当于)$")
_FINE = frozenset({"day", "month", "ten_days", "quarter", "half_year", "point"})


@dataclass(slots=True)
class Scene:
    """A sentence while its times are read: `here` are times already found in it, `earlier` those of sentences
    before; `range_year` is the year that the first end of a range lies in while its second end is read."""

    text: str
    day: date | None
    here: Sequence[Time]
    earlier: Sequence[Time]
    range_year: int | None = None

    def last(self, *, own_sentence: bool = False) -> Time | None:
        """The latest time told before that has dates."""
        earlier = () if own_sentence else reversed(self.earlier)
        return next(
            (time for time in itertools.chain(reversed(self.here), earlier) if time.start_date is not None), None
        )

    def last_period(self) -> Time | None:
        """The latest time told before that is longer than a day; 目前 and other days set no period."""
        own = (
            time for time in reversed(self.here) if not COMPARED.search(self.text, max(0, time.start - 2), time.start)
        )
        times = itertools.chain(own, reversed(self.earlier))
        # 由去年同期的26微克降至17微克…，比去年同期增加23天: both are a year before the same figures
        dated = (time for time in times if time.start_date and time.end_date and time.rule != "same_period")
        return next((time for time in dated if _is_period(time)), None)

    def compared(self, start: int) -> bool:
        """Whether what begins at `start` is what a figure is compared with: 比上年, 较上月."""
        return start > 0 and self.text[start - 1] in "比较与和为是占由"

    def to_come(self, start: int) -> bool:
        """Whether the words around `start` speak of the future."""
        before = self.text[max(0, start - 12) : start]
        clause = _CLAUSE_END.split(before)[-1]
        after = self.text[start : start + 24]
        return _TO_COME.search(clause) is not None or _TO_COME.search(after) is not None

    def past(self, start: int) -> bool:
        """Whether the words after `start` tell what has happened."""
        return not self.to_come(start) and _PAST.search(self.text, start, start + 40) is not None

    def told_year(self, start: int, *, chronicle: bool = True) -> int | None:
        """The year of a time before that names its year itself, if what follows goes on in it.

        In one sentence it does (2020年3月开工，10月竣工); across sentences in a chronicle only, where a sentence
        begins with the next yearless month (2019年5月，…。8月，…).
        """
        last = self.last(own_sentence=True)
        if last is not None and last.start_date is not None and _OWN_YEAR.search(last.mention):
            compared = self.text[last.start - 1 : last.start] in tuple("比较与和同")  # 比2019年增长5%，3月…
            if compared or last.granularity in ("range", "open") or self._only_which(last, start):
                return None
            return last.start_date.year
        if not chronicle or self.here or start > 1:
            return None
        last = self.last()
        if last is None or last.start_date is None or last.mention.startswith("上年"):
            return None  # 比上年末增加300人。8月以来，…: a comparison dates nothing
        if self.day and last.start_date.year > self.day.year:  # 明年，…计划新建12所；3月启动迁建工程
            plans = last.granularity == "year" or self.to_come(start)  # 预计2022年6月交工。8月16日开海后，…
            return last.start_date.year if plans else None
        if self.to_come(start) or last.granularity not in _FINE:
            return None
        return last.start_date.year if _OWN_YEAR.search(last.mention) else None

    def this_year(self, start: int) -> int | None:
        """The year that 今年 names in the same sentence: 今年计划减贫2400人，…，年底贫困发生率控制在0.3%以下."""
        last = self.last(own_sentence=True)
        if last is None or last.mention not in ("今年", "本年", "本年度", "今年度") or last.start_date is None:
            return None
        compared = COMPARED.search(self.text, max(0, last.start - 2), last.start)
        return None if compared else last.start_date.year

    def _just_past(self, told: int, month: int, day: int, start: int) -> bool:
        """Whether what happened on a day of the last weeks is told after a year to come was named."""
        if self.day is None or told <= self.day.year or not self.past(start):
            return False
        last = (self.day.year - (month > self.day.month), month, min(day, _DAYS_OF_ANY_MONTH))
        return 0 <= (self.day - date(*last)).days <= _LAST_WEEKS

    def _only_which(self, told: Time, start: int) -> bool:
        """Whether a time only says which thing is meant, of which 截至 tells: 去年9月开工的工程…，截至10月底."""
        return self.text.endswith(("截至", "截止", "截止到"), 0, start) and bool(_WHICH.match(self.text, told.end))

    def year_of_month(self, month: int, start: int, *, day: int = 1) -> int | None:
        """The year that a yearless month belongs to; None without a publication day and a year told before."""
        told = self.range_year or self.told_year(start)
        if told is not None and self._just_past(told, month, day, start):  # 谋划来年…。12月24日，全会召开
            told = None
        if told is not None:
            return told
        if self.day is None:
            return None
        if (this_year := self.this_year(start)) is not None:
            return this_year
        if month == 2 and day == 29:
            return next((year for year in range(self.day.year, self.day.year - 9, -1) if _leap(year)), None)
        ahead = (month, day) > (self.day.month, self.day.day)
        if ahead and self.past(start) and month != self.day.month:
            return self.day.year - 1
        if ahead and month - self.day.month > _TOO_FAR_AHEAD and not self.to_come(start):
            return self.day.year - 1  # read on 11 January: 12月21日最大负荷2218兆瓦
        if month <= 3 and self.day.month >= 10 and self.to_come(start):
            return self.day.year + 1
        return self.day.year


def _is_period(time: Time) -> bool:
    """Whether figures are of that time: longer than a day, and with a beginning that the year before has too."""
    if time.granularity == "open":  # 今年以来，签约项目12个；…去年同期，只有8个
        return time.mention.startswith("今年")
    return time.granularity not in ("day", "point")


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
