"""Words that tell a happening: where they stand in a sentence as its predicate, and what kind of event they tell."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.lexicon import LexiconInvalid, read_table
from transforms.names.tables import any_of
from transforms.tokens import Token
from warehouse.schema.words import EVENT_TYPES

_STRENGTHS = ("strong", "dated", "soft")
#: After these a verb is a noun's attribute or part of another word: 开工率, 启动区, 获奖项目, 成立以来.
_NOUN_AFTER = re.compile(
    r"(?:了|大约|近)?[0-9一二三四五六七八九十百]+[余多]?周年|会(?!议)|率|区(?!域)|时间|面积|点(?!火)|权|人(?!工)|量|费|方案|计划|工作|引资|概念|后|以来|之|者|力|现场|仪式感|成立|"
    r"(?:的)?(?:企业|作品|名单|单位|事项|服务|产品|过程|目标|任务|阶段|条件)(?!\d)|加权|统计"
)
_PROJECT = re.compile(r"的?项目")
#: Verbs that need an object: 推动工作向纵深开展 tells nothing.
_TRANSITIVE = frozenset({"开展", "推出", "举办", "发布", "获得", "获", "参加", "签订", "签署", "聘任", "出台", "创建"})
_AMOUNT = re.compile(r"了?(?:投资|产值|销售|税收)|[0-9.]+[亿万]")
_OF = re.compile(r"的(?!是)")
#: 在…召开的大会上: a meeting may be told as an attribute.
_HELD = frozenset({"召开", "举行", "举办"})
_NOT_BEFORE = re.compile(
    r"(?:未|没有?|无法|不|尚未|如果|一旦|争取|力争|希望|为|为了|要|可|能|需|应|待|便于|有待|准备|申请|促|早|快|抓|保|新|重|再|(?:早日|尽快|尽早|及早).{0,4}|"
    r"推动|推进|加快|加速|促进|助力|计划|抓紧|狠抓|围绕|聚焦|着力|努力|全力|超额|合力|共同|持续|不断|如何)$"
)
#: Counts of what happened over a time are statistics: 新建成投产规上企业42家, 累计获得专利218件, 签约项目120个.
_STATISTIC = re.compile(
    r"了?(?:规模?以上|规上|亿元以上|重点|各类|省级|市级)*(?:企业|项目|工程|住房|专利|公路|里程)?共?[0-9]+[余多]?[个家项件套条户所]"
)
_COUNTING = re.compile(r"累计|共计|总计|已有|推动.{0,10}$|促进.{0,10}$|力争.{0,10}$|实现.{0,6}[0-9]+个.{0,4}$")
#: Verbs that tell an event with some objects only, by what the rest of their clause must hold.
_OBJECT = {
    "通过": re.compile(r"验收|复审|评审|复评|复核|复检|认证|评估|审定|鉴定|普查验收|考核验收"),
    "接待": re.compile(r"游客|旅客|观众|客商|参观"),
    "获得": re.compile(
        r"奖|称号|荣誉|认定|批准|认证|资格|授牌|第[一二三]|冠军|亚军|资质|牌照|立项|表彰|命名|许可|订单|银牌|金牌|证书|点赞"
    ),
    "获": re.compile(r"奖|称号|荣誉|认定|批|认证|资格|授牌|第[一二三]|冠军|亚军|资质|牌照|立项|表彰|命名|许可|银|金"),
}
#: 完成了各项目标任务 tells a result of a year.
_RESULT = re.compile(r"目标|任务|投资|产值|收入|税收")
#: 深入开展“…”活动 tells a line of work.
_ONGOING = re.compile(r"(?:深入|持续|扎实|广泛|大力|积极|继续|全面|常态化|深化|认真|有序|稳步)$")
_LINES_OF_WORK = frozenset({"开展", "实施", "推行", "建立", "打造"})
_INVESTED = re.compile(r"(?:投资|投入|斥资|出资).{0,4}[0-9.]+[余多]?[万亿]+[余多]?元(?:资金)?(?:人民币)?$")
#: How far from a verb its clause is looked at.
_REACH = 60
#: Habits and series are no single happening.
_HABIT = re.compile(r"每[年月周天日季]|定期|常态化|经常|历年|逐年|基础上$|[0-9]+[余多]?[场次期]$")
#: What shows that a `soft` verb tells a completed or announced act.
_DONE_BEFORE = re.compile(r"(?:将|已|正式|成功|顺利|全面|如期|率先|即|还|先后|实现)$")


@dataclass(frozen=True)
class Trigger:
    """A verb that tells an event of `type`.

    A `strong` one tells one without a date too, a `soft` one only as a completed act (打造了, 正式落地).
    """

    word: str
    type: str
    strength: str

    def __post_init__(self) -> None:
        if self.type not in EVENT_TYPES or self.strength not in _STRENGTHS:
            raise LexiconInvalid(f"{self.word}: {self.type}, {self.strength}")


@dataclass(frozen=True, slots=True)
class TriggerMatch:
    """A trigger at `text[start:end]` of a sentence, in the clause `text[clause_start:clause_end]`."""

    start: int
    end: int
    clause_start: int
    clause_end: int
    trigger: Trigger


@functools.cache
def triggers() -> dict[str, Trigger]:
    """Triggers by their word."""
    return {row.word: row for row in read_table("event_triggers.csv", Trigger)}


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile(any_of(triggers()))


def find_triggers(text: str, tokens: Sequence[Token]) -> list[TriggerMatch]:
    """Triggers that stand as words and as predicates, in order; one of a type a clause.

    举行 gives way to what is held (签约活动举行), 清零 to the 宣告 before it, 建成 to the 投产 right after it.
    """
    if not _pattern().search(text):
        return []
    found = list(_matches(text, {token.start for token in tokens}, {token.end for token in tokens}))
    begun = {match.start for match in found}
    found = [match for match in found if match.end not in begun]  # 建成|投产
    specific = {match.clause_start for match in found if match.trigger.word not in _HELD}
    kept: dict[tuple[int, str], TriggerMatch] = {}
    for match in found:
        if match.trigger.word not in _HELD or match.clause_start not in specific:
            kept.setdefault((match.clause_start, match.trigger.type), match)
    return list(kept.values())


def _matches(text: str, starts: set[int], ends: set[int]) -> Iterator[TriggerMatch]:
    cuts = [0, *(mark.end() for mark in re.finditer(r"[，,。；;：:！!？?]", text)), len(text) + 1]
    at = 0
    for match in _pattern().finditer(text):
        start, end = match.span()
        while cuts[at + 1] <= start:
            at += 1
        aligned = (start in starts and end in ends) if end - start == 1 else (start in starts or end in ends)
        if aligned and _is_predicate(text, match, cuts[at], cuts[at + 1] - 1):
            yield TriggerMatch(start, end, cuts[at], cuts[at + 1] - 1, triggers()[match.group()])


def _is_statistic(text: str, match: re.Match[str], low: int, high: int) -> bool:
    """Whether a verb counts what happened over a time, lacks the object that would make it an event, or goes on."""
    start, end = match.span()
    if _STATISTIC.match(text, end) or _COUNTING.search(text, low, start):
        return True
    if match.group() in _LINES_OF_WORK and _ONGOING.search(text, low, start):
        return True
    if match.group() == "完成":
        return bool(_RESULT.search(text, end, high))
    needed = _OBJECT.get(match.group())
    return needed is not None and not needed.search(text, end, high)


def _is_predicate(text: str, match: re.Match[str], clause_start: int, clause_end: int) -> bool:
    start, end = match.span()
    low, high = max(clause_start, start - _REACH), min(clause_end, end + _REACH)
    before = text[max(0, start - 8) : start]
    if _NOUN_AFTER.match(text, end) or _NOT_BEFORE.search(before) or _HABIT.search(text[low:high]):
        return False
    trigger = triggers()[match.group()]
    if trigger.type != "visit" and _PROJECT.match(text, end):
        return False
    if trigger.word == "上线" and before.endswith("线"):  # 线上线下
        return False
    if trigger.word in _TRANSITIVE and (end == len(text) or text[end] in "，,。；;"):
        return trigger.word in _HELD and before.endswith(("成功", "圆满", "如期", "顺利", "隆重"))
    if trigger.type != "visit" and _is_statistic(text, match, low, high):
        return False
    if _OF.match(text, end) and match.group() not in _HELD:
        return False
    if trigger.word == "建设":
        return bool(_INVESTED.search(text, low, start))
    if trigger.strength == "soft":
        done = text[end : end + 1] == "了" or bool(_DONE_BEFORE.search(before))
        return done and not _AMOUNT.match(text, end)
    return True
