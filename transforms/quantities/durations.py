"""Durations: which spans of time are quantities (历时43天), which tell when (3年来) or how often (每3天)."""

import re

from transforms.quantities.candidate import Candidate
from transforms.quantities.context import Context

_EVERY = re.compile("每(?:隔|逢|满)?$")
#: 3年来, 3年前, 5天后, 10年间: when; 3年内 too, 24小时内 is a limit.
_WHEN_AFTER = re.compile("(?:多)?(?:来(?!自|源|到|访|电|料|宾|客)|以来|前|之前|以前|后|之后|以后|间(?!接|隔)|之间|期间)")
_WITHIN = re.compile("内|之内|以内|里|时间[内里]")
_LONG = frozenset({"年", "个月", "周年", "季度", "个季度"})
_WHEN_BEFORE = re.compile("(?:过去|未来|今后|最近|近|这|前|头|后|上|下|此后|之后|随后|接下来|往后|第|去|今|本|当|同)(?:的)?$")
_LASTING = re.compile(
    "(?:历时|为期|耗时|费时|用时|长达|历经|时隔|连续|持续|坚持|[用花]了?|缩短[至到为了]?|延长[至到了]?|压缩[至到为]?|提前了?|推迟|工期|超期"
    "|有着?|已有|满|需要?|要|只需|仅需|逾|超过?|近|不到|不足|达|工作|从业|从教|从警|行医|任职|服役|入党|开业|成立|建成|建厂|扎根)(?:近|约|超|将近|整整|足足)?$"
)
_LASTING_AFTER = re.compile("多?(?:的?(?:时间|历史|工龄|党龄|教龄|驾龄|军龄|经验|有期徒刑|工期|寿命|质保|保修|寒暑))")
_CLAUSE_START = re.compile("(?:^|[，。；：:、,;!！?？“”（(])$")


def is_frequency(context: Context, candidate: Candidate) -> bool:
    """Whether it tells how often: 每3天申报一项."""
    return candidate.kind == "duration" and _EVERY.search(context.before(candidate.start, 2)) is not None


def tells_when(context: Context, candidate: Candidate) -> bool:
    """Whether it places something in time: 3年来, 近三年, 未来5年, 30天后."""
    text = context.text
    if _WHEN_AFTER.match(text, candidate.end):
        return True
    if candidate.meaning.unit in _LONG and _WITHIN.match(text, candidate.end) and not candidate.inner == ("more",):
        return True
    before = _WHEN_BEFORE.search(context.before(candidate.start, 4))
    if before is None:
        return False
    if before.group() not in ("近", "最近"):
        return True
    # 近5年，… and 近20年来 tell when; 从教近20年, 近30天的时间 how long
    clause_starts = _CLAUSE_START.search(context.before(before.start() + max(0, candidate.start - 4), 1))
    return bool(clause_starts) and not _LASTING_AFTER.match(text, candidate.end)


def is_told_duration(context: Context, candidate: Candidate) -> bool:
    """Whether words beside it say that it lasts: 历时三年, 三十年的历史, 连续五年."""
    if candidate.inner != ("exact",) and candidate.value >= 10:
        return True
    if _LASTING_AFTER.match(context.text, candidate.end):
        return True
    return _LASTING.search(context.clause_before(candidate.start, 6)) is not None
