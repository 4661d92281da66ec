"""Happenings told by any verb: a day or a month opens a clause, and what someone did then follows.

No list of words holds all that happens on a day (8月初，台风逼近沿海; 去年12月，集聚区晋升“二星”), so the first verb
of what follows is taken, unless it tells a state, a figure, a saying or a wish (lexicon/event_states.csv).
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.events.dating import says_now, since
from transforms.events.triggers import TriggerMatch
from transforms.events.vocabulary import Trigger, state_verbs
from transforms.model import NameMention, Time
from transforms.tokens import Token

_CLAUSE = re.compile("[^，,；;。：:！!？?]+")
_MONTH = 31
#: How many clauses after its time a verb may stand, and how many words of each are looked at.
_CLAUSES, _WORDS = 4, 40
_SIGHT, _COUNTED = 60, 12
#: A scene, no deed: 工人们正在赶制, 笑得合不拢嘴, 一边装箱一边说; and what is denied, asked, or done every day.
_SCENE = re.compile(
    "正在?(?![式规确常值月])|得(?!到|知|主|益|奖|票|分)|着|一边|记者|笔者|[不没未]|[吗呢]|如果|只要|每[年月周天日到逢]|"
    "常常|往往|天天|从[^，]{1,10}到|由于|必须|应当|[说讲道]$|[家住]住|家在"
)
#: 接到电话463个 counts.
_COUNT = re.compile("[0-9][余多]?[万亿]?[余多]?(?:个|件|起|次|户|人|名|条|家|宗|人次|例|单|辆|台|笔)$")
_AT_HEAD = re.compile(
    "(?:^|[，,；;：:。“（()）讯])(?:预计|计划|将于|拟于|定于|力争|也是在|就在|也就在|正是在|早在|而在|在|于|自|从|而|到了|到|但|这不)?$"
)
#: Stocks and spans: 8月末, 10月份, 去年同期; what is said to follow a day is no longer of it.
_NO_POINT = re.compile("此前|此时|比|较|同期|份$|以来|以后$|之后$|以前$|之前$|前夕$|期间$|末$|(?<![月旬])初$")
#: 三月栽秧忙 is a saying.
_POINT = re.compile("[0-9昨今明当次同第前]|[上本]月")
#: 集聚|区, 培训|班: part of a noun; 供暖|前 tells when.
_NOT_ITSELF = re.compile("[前时区点站所员者率量费权场馆室厅院校班队组线厂店城园机器具品件单证书型式性力面额价层]")
_QUOTED = re.compile("“[^”]{1,16}”|《[^》]{1,30}》")
_VERBAL = frozenset({"v", "vd", "vi", "vn"})
_NOMINAL = frozenset({"n", "vn", "an", "b", "nz", "ng", "s", "f", "l", "j"})

#: 开始|空载试跑, 停止|收费 are told with what begins or ends.
_BEGINNINGS = frozenset({"开始", "停止", "暂停", "恢复", "重新"})
_ENDS = frozenset("为成到进给在至入上回了")
#: 机器轰鸣，工人们正加紧赶制…
_UNDER_WAY = re.compile("正(?:在|忙|加紧|加快|抓紧|有序|紧张|埋头|弯腰|扛|拿|手|热|挥|用|为|将|把|向|从|与|和|陆续)")

#: A year dates what is told as done: 2013年，他联络乡亲凑|了21万元.
_YEAR = re.compile("[0-9]{4}年|当年|同年|那年|次年|翌年|前年")
_DONE = frozenset("了来下起回")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the spans whose verbs are no predicates: its names and quoted words."""

    text: str
    tokens: Sequence[Token]
    starts: Sequence[int]
    barred: frozenset[int]

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token], names: Sequence[Span]) -> "Line":
        spans = [*names, *(quote.span() for quote in _QUOTED.finditer(text))]
        return cls(text, tokens, [t.start for t in tokens], frozenset(at for span in spans for at in range(*span)))


def open_matches(
    text: str, tokens: Sequence[Token], names: Sequence[NameMention], times: Sequence[Time], used: set[int]
) -> Iterator[tuple[TriggerMatch, Time]]:
    """What happened at those of a sentence's `times` that no other verb uses, told before the next time."""
    line: Line | None = None
    for at, told in enumerate(times):
        time = since(told)
        if time.start in used or not _is_point(text, time):
            continue
        line = line or Line.of(text, tokens, [(name.start, name.end) for name in names])
        last = times[at + 1].start if at + 1 < len(times) else len(text)
        match = _match(line, time.end, last)
        if match is not None and (_days(time) <= _MONTH or _is_done(text, match.end)):
            yield match, time


def _is_point(text: str, time: Time) -> bool:
    """Whether a time says a day or a month in which something may have happened, and opens its clause."""
    if time.start_date is None or time.end_date is None:
        return False
    if _days(time) > _MONTH and not _YEAR.fullmatch(time.mention):
        return False
    if not _POINT.search(time.mention) or _NO_POINT.search(time.mention) or says_now(text, time):
        return False
    return _AT_HEAD.search(text, max(0, time.start - 6), time.start) is not None


def _days(time: Time) -> int:
    return (time.end_date - time.start_date).days


def _is_done(text: str, end: int) -> bool:
    return text[end - 1] in _DONE or text[end : end + 1] == "了"


def _match(line: Line, start: int, last: int) -> TriggerMatch | None:
    if _UNDER_WAY.search(line.text, start, min(last, start + _SIGHT)):
        return None
    for number, clause in enumerate(_CLAUSE.finditer(line.text, start, last)):
        low, high = clause.span()
        if (
            number == _CLAUSES
            or _SCENE.search(line.text, low, high)
            or _COUNT.search(line.text, max(low, high - 12), high)
        ):
            return None
        first = bisect.bisect_left(line.starts, low)
        behind = min(bisect.bisect_left(line.starts, high), first + _WORDS)
        found, goes_on = _predicate(line, first, behind)
        if found is not None:
            word = line.text[found[0] : found[1]]
            return TriggerMatch(*found, low, high, Trigger(word, "other", "dated"))
        if not goes_on:
            return None
    return None


def _predicate(line: Line, first: int, behind: int) -> tuple[Span | None, bool]:
    """The verb of the clause of the tokens `first` to `behind`; without one, whether the next may hold it."""
    likely: Span | None = None
    for at in range(first, behind):
        token = line.tokens[at]
        after = line.tokens[at + 1] if at + 1 < behind else None
        if token.word == "把":
            return _with_object(line, at, behind), False
        if token.start in line.barred or token.tag not in _VERBAL or _is_noun_here(line, at, first):
            continue
        kind = state_verbs().get(token.word)
        if kind == "frame" or _NOT_ITSELF.fullmatch(after.word if after else ""):
            continue
        if after is not None and after.word == "的":
            likely = None
            continue
        if kind is not None:
            if any(other.word == "的" for other in line.tokens[at + 1 : behind]):  # 市民盼了多年|的地铁
                continue
            return likely, False
        if len(token.word) == 1 and (after is None or after.word != "了"):
            continue
        if token.word in _BEGINNINGS and after is not None:
            return (token.start, after.end), False
        span = token.start, token.end
        if after is not None and after.tag in _NOMINAL:
            likely = likely or span
        elif not (token.tag == "vn" and likely and after is None):
            return _with_next(span, after), False
    return likely, True


def _is_noun_here(line: Line, at: int, first: int) -> bool:
    """首次公开发行股票的|申请."""
    return at > first and line.tokens[at - 1].word == "的"


def _with_object(line: Line, at: int, behind: int) -> Span | None:
    """把款项|打到|账上, 把车棚|改成|图书角: the verb behind its object, with what tells its end."""
    for place in range(at + 1, behind):
        token = line.tokens[place]
        after = line.tokens[place + 1].word if place + 1 < behind else ""
        ends = len(token.word) > 1 and token.word[-1] in _ENDS
        if token.tag in _VERBAL and (ends or after[:1] in _ENDS):
            return (token.start, token.end) if state_verbs().get(token.word, "frame") == "frame" else None
    return None


def _with_next(span: Span, after: Token | None) -> Span:
    """分组|审查, 持续|上涨: verbs in a row tell one happening."""
    joined = after is not None and after.start == span[1] and after.tag == "v" and len(after.word) > 1
    return (span[0], after.end) if joined and after.word not in state_verbs() else span
