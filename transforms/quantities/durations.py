"""Durations: which spans of time are quantities (历时43天), which tell when (3年来) or how often (每3天)."""

import functools
import re

from transforms.quantities.candidate import Candidate
from transforms.quantities.context import CLAUSE_ENDS, Context
from transforms.quantities.tables import cue_words

_EVERY = re.compile("每(?:隔|逢|满)?$")
#: 3年来, 3年前, 5天后, 10年间, 8年下来: when; 3年内 too, 24小时内 is a limit.
_WHEN_AFTER = re.compile(
    "多?(?:来(?![自源到访电料宾客])|以来|下来(?=[，,])|前|之前|以前|后|之后|以后|间(?![接隔])|之间|期间|(?=最[高低好多大快]|新高|新低))(?![往])"
)
#: 国庆7天，9张桌子没空过
_HOLIDAY = re.compile("(?:国庆|春节|五一|元旦|端午|中秋|清明|十一|假期|小长假|黄金周)[”]?$")
_WITHIN = re.compile("内|之内|以内|时间[内里]")
_LONG = frozenset({"年", "个月", "周年", "个季度"})
_ANNIVERSARY = "周年"
_NEAR = ("近", "最近")
#: 两个月, 三个小时, 五个工作日 last by their form; 三年, 五天 need a word for it.
_LASTING_FORM = re.compile("个")


@functools.cache
def _when_before() -> re.Pattern[str]:
    return re.compile(f"(?:{cue_words('when_before')})$")


@functools.cache
def _lasting_before() -> re.Pattern[str]:
    return re.compile(f"(?:{cue_words('lasting')})(?:近|约|超|将近|整整|足足|了)?$")


@functools.cache
def _lasting_after() -> re.Pattern[str]:
    return re.compile(f"多?的?(?:{cue_words('lasting_after')})(?![内里])")


def is_frequency(context: Context, candidate: Candidate) -> bool:
    """Whether it tells how often: 每3天申报一项."""
    return candidate.kind == "duration" and _EVERY.search(context.before(candidate.start, 2)) is not None


def tells_when(context: Context, candidate: Candidate) -> bool:
    """Whether it places something in time (3年来, 近三年, 未来5年, 30天后) or names a day (建党100周年)."""
    text = context.text
    if candidate.meaning.unit == _ANNIVERSARY:
        return not _fills_clause(context, candidate)
    if _WHEN_AFTER.match(text, candidate.end) or _HOLIDAY.search(context.before(candidate.start, 4)):
        return True
    if candidate.meaning.unit in _LONG and _WITHIN.match(text, candidate.end):
        return True
    before = _when_before().search(context.before(candidate.start, 4))
    # 提前26天 and 合同5年 end in 前 and 同 and do not mean them
    at = before and candidate.start - len(before.group())
    if at is None or not context.word_starts_at(at) or is_frequency(context, candidate):
        return False
    if before.group() not in _NEAR:
        return True
    # 近5年，… tells when; 从教近20年, 近30天的时间 how long
    clause = context.clause_before(candidate.start)
    return clause == before.group() and not _lasting_after().match(text, candidate.end)


def is_told_duration(context: Context, candidate: Candidate) -> bool:
    """Whether words beside it, or its form, say that it lasts: 历时三年, 三十年的历史, 两个月, 三年半."""
    if candidate.inner != "exact" and candidate.value >= 10:
        return True
    if candidate.value > 1 and (_LASTING_FORM.search(context.text, candidate.start, candidate.end)):
        return True
    if not candidate.value.is_integer() or _fills_clause(context, candidate):
        return True
    if _lasting_after().match(context.text, candidate.end):
        return True
    return _lasting_before().search(context.clause_before(candidate.start, 8)) is not None


def _fills_clause(context: Context, candidate: Candidate) -> bool:
    following = context.text[candidate.end : candidate.end + 1]
    return not context.clause_before(candidate.start) and (not following or following in CLAUSE_ENDS)
