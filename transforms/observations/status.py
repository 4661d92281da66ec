"""Planned or actual: what the words before a number, or a time to come, say of it."""

import bisect
import functools
import re
from collections.abc import Sequence
from datetime import date

from transforms.names.tables import any_of
from transforms.observations.dating import Period
from transforms.observations.found import Readings, View
from transforms.observations.line import NAME, QUANTITY, Line, Word
from transforms.observations.series import begins_from
from transforms.observations.words import StatusWord, governing_verbs, status_words

ACTUAL = StatusWord("", "actual")
PLANNED = StatusWord("", "planned")
#: Of the number that a change to come begins from: 班额将由57人降至44人.
STANDING = StatusWord("由", "actual")
#: How far before a word its clause is looked at.
_NEAR = 30
#: 要 of what must be paid or spent, 要走两万步, tells no plan.
_SPENT = re.compile(
    "(?:分别|先|再|多|至少|最少|得|另|都)?(?:付|交|上?缴|缴纳|花|走|跑|坐|等|摊|用|费|扣|耗|吃|喝|买|找|排队|开车|骑|爬|"
    "搬|运|住|承担|支付|占|忙|干|服务|面对|照顾|照看|管|烂|扔|丢|倒|亏|赔|损失|熬|绕|翻|爬)"
)
#: What was always so, or is every day, is no plan either: 往年运出村每斤要摊七八分运费.
_USUAL = re.compile(
    "以前|过去|从前|往年|原来|原先|早先|平时|平均|[人户日月年亩]均|每[天日月年户家人亩斤吨次]|一[天年个]|则$|光$|就$|都$"
)
#: 比4%的控制目标低, 为年度目标的83.6%, 比计划早了26天: a plan that figures are measured by.
_MEASURED_BY = re.compile(
    "(?:[比较][^，。；]{0,12}|超(?:过|出|额)?(?:了)?(?:原|年度|全年|月度|季度|序时|省定|市定|既定)?)$"
)
_SHARE_OF = re.compile("(?:任务|目标|计划|数|值|总量|总数|额)?的(?:近|约|逾|超|将近)?[\\d一二三四五六七八九]")
#: In a plan, what is said to be done: 目前已开工12个.
_DONE = re.compile("已[^，。]{0,3}[完开建达实投签引有]|目前|去年|上年|现有|过去的?(?:一|五|三)?年|[一五]年来|以来，")
#: What a plan says of a thing's size, or of what there is: 总投资3亿元, 现有.
_SIZES = re.compile("总投资|占地|全长|建筑面积|[现已]")
#: 营养改善计划惠及学生1.8万名: a plan's name, and what it does
_AT_WORK = re.compile("惠及|覆盖|资助|受益|启动|落地|带动|服务|开展|吸引|入选|培养了|培训了|全面|深入|顺利|稳步")
#: 争取到上级补助资金150万元; not 争取到2025年.
_OBTAINED = re.compile("争取(?:[了来]|到(?!\\d|今年|明年|年底|月底|20))")
#: What is left and will be done: 剩余1740户将在2021年底前完成.
_LEFT = re.compile("(?:其余|剩余|余下|剩下|另外|另有|还有|首批|第[二三]批)(?:的|还有)?[^，。；\\d]{0,8}$")
_WILL = re.compile("[^，。；\\d]{0,8}(?:将|预计|计划|力争|拟|确保|有望)")
#: What is asked for: 建议县里支持建一座500吨的气调库, 希望再建3所学校; not 提出建议60件, 建议每天喝水.
_ASKED = re.compile(
    "(?:建议|希望|呼吁|期盼|恳请|盼着|盼望)[^，。；\\d]{0,16}?(?:[再新扩改增加早][建设添开派]|[建设]一|支持|增[加设派建]|新[建增设]|出台|加大|"
    "投入|安排|引进|扩[大建]|改[造建]|延长|开通|提高|配[备套建]|补[助贴]|建[成设好]|开设|设立|修[建通]|达到|实现)"
)
#: 将 before a noun is 把 (将税收从1万元提高到…), before these it tells the future.
_FUTURE_TAGS = ("v", "d", "p", "a", "t", "c")
#: 将 is 把 before what there was: 将原有的196个网格调整为238个.
_OF_OLD = re.compile("原有|原来|原先|现有|过去|以前|原(?=[\u4e00-\u9fff])")
_BASES = frozenset(
    {"计划", "目标", "任务数", "预算数", "目标任务", "年度目标", "计划数", "目标值", "目标数", "预期目标", "总目标"}
)
#: 2021年以来，某市规划建设17个园区 tells what was done; 去年底|投用后 too.
_SINCE = re.compile("以来[，,]?[^，。；]{0,12}$|(?:去年|前年|上年|上月|前不久|昨日|今年\\d{1,2}月)[^，。；]{0,6}$")
#: 计划投资, 目标产值: the noun of a plan before its figure.
_PLANNED_FIGURES = frozenset({"投资", "总投资", "总", "总额", "产值", "产能"})
#: A year to come, or who wants something: 明年要投入3亿元.
_AHEAD = re.compile("今年|明年|后年|年内|年底|未来|力争|我们要|到20")
_AFTER_DONE = frozenset({"投产后", "建成后", "达产后", "投用后", "全部建成后"})
#: 将各部门划设的468个网格整合为612个: 将 is 把 where a number of things is made another.
_MADE_INTO = re.compile("将[^，。；]{2,30}的\\d+[^，。；\\d]{1,16}[为成到至]\\d")
_NOUNS = frozenset({"计划", "规划", "目标", "任务数", "预算数", "准备", "要", "需要", "待"})
#: After a plan, what it says of one thing's size and of nothing that follows.
_OF_ONE = re.compile("总投资|总建筑面积|总?占地|总?用地")
#: What stands in a prepositional phrase exists already: 将以33幢楼宇为基础, 将为5000家企业提供服务.
_CHANGED = re.compile("[到至为成]$")
_EXISTING = re.compile(r"(?:以|为|对|向|从|在|由|把|覆盖|依托)[^，,]{0,6}$")


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile(any_of(status_words()))


def find_statuses(line: Line, views: Sequence[View], *, in_plan: bool = False) -> list[StatusWord]:
    """The word that sets the status of each quantity of a line; where none does, `ACTUAL`.

    In a section that tells of plans (`in_plan`) that is `PLANNED`, unless the sentence says that it is done.
    """
    known = status_words()
    told = [(match.start(), known[match.group()]) for match in _pattern().finditer(line.text)]
    told = [(start, word) for start, word in told if _counts(line, start, word)] if told else told
    found = [_status(line, view, told) for view in views]
    for index in range(len(views) - 1):
        if found[index].status == "planned" and begins_from(Readings(views), index) >= 0:
            found[index] = STANDING
    if not in_plan or _DONE.search(line.text):
        return found
    return [PLANNED if word is ACTUAL else word for word in found]


def plan_goes_on(before: Line, told: Sequence[StatusWord], line: Line) -> bool:
    """Whether a sentence goes on with the plan of the half before its ；: …预期增长7.5%；实施重点项目120个."""
    planned = bool(told) and all(word.status == "planned" for word in told) and before.text.endswith(("；", ";"))
    next_to = before.index + 1 == line.index and before.sentence.paragraph == line.sentence.paragraph
    return planned and next_to and not line.times and not _SIZES.search(line.text)


def _counts(line: Line, start: int, word: StatusWord) -> bool:
    """Whether a status word is used as one here."""
    index = line.before(start + 1)
    token = line.words[index]
    if token.role == NAME or ((token.start, token.end) != (start, start + len(word.word)) and len(word.word) == 1):
        return False
    following = line.words[index + 1] if index + 1 < len(line.words) else None
    if word.word in ("要", "需要", "还要") and _is_spent(line, start, token, following):
        return False
    if word.word == "争取" and _OBTAINED.match(line.text, start):
        return False
    if word.word == "争取" and following is not None and following.tag.startswith(("n", "j", "b")):
        return False  # 争取中央专项资金1300万元
    if word.word in _BASES and (
        _MEASURED_BY.search(line.text, max(0, start - _NEAR), start)
        or _SHARE_OF.match(line.text, start + len(word.word))
    ):
        return False
    if word.word in ("建议", "希望", "呼吁", "期盼", "恳请", "盼着", "盼望"):
        return _ASKED.match(line.text, start) is not None
    if word.word == "将" and (_OF_OLD.match(line.text, start + 1) or _MADE_INTO.match(line.text, start)):
        return False
    if (word.word in _AFTER_DONE or word.word == "规划") and _SINCE.search(line.text, max(0, start - _NEAR), start):
        return False
    aimed = following is not None and (
        following.text in ("是", "为") or following.text.startswith(("定", "锁定", "瞄准"))
    )
    if word.word in _NOUNS and aimed:
        return True  # 今年的目标是突破15亿元, 把目标定得更高：财政收入突破2亿元
    if word.word == "将":
        return following is not None and following.role != NAME and following.tag.startswith(_FUTURE_TAGS)
    if word.word in _NOUNS:
        attribute = start and (line.text[start - 1] in "”’》的" or _AT_WORK.match(line.text, token.end))
        plain = following is not None and following.tag[:1] in "ncuxm" and following.text not in governing_verbs()
        noun = plain and following.text not in _PLANNED_FIGURES
        return not attribute and (not noun or (token.end == start + len(word.word) and following.role == "quantity"))
    return True


def _is_spent(line: Line, start: int, token: Word, following: Word | None) -> bool:
    """Whether 要 tells what must be spent or is the usual, and no plan; one for a year to come is."""
    clause = line.text[max(line.clauses[line.clause_at(start)][0], start - _NEAR) : start]
    if _AHEAD.search(clause):
        return False
    counts = following is not None and following.role == QUANTITY
    spends = _SPENT.match(line.text, token.end) is not None
    return counts or spends or _USUAL.search(clause) is not None


def _status(line: Line, view: View, told: Sequence[tuple[int, StatusWord]]) -> StatusWord:
    """The nearest status word before the number; a plan reaches over the clauses that follow it in its sentence."""
    slot = view.slot
    start, end = slot.quantity.start, slot.quantity.end
    if _WILL.match(line.text, end) and _LEFT.search(line.text, max(0, start - _NEAR), start):
        return PLANNED
    before = bisect.bisect_left(told, start, key=lambda item: item[0]) if told else 0
    if not before:
        return ACTUAL
    start, word = told[before - 1]
    same_clause = start >= slot.clause_start
    if word.status == "planned" and same_clause and slot.quantity.kind == "count":
        between = line.text[start + len(word.word) : slot.quantity.start]
        if _EXISTING.fullmatch(between) and not _CHANGED.search(between):
            return ACTUAL
    if same_clause:
        return word if _reaches(slot, start, word) else ACTUAL
    if _OF_ONE.match(line.text, start + len(word.word)):  # 计划总投资1350亿元，26个项目正在建设
        return ACTUAL
    if word.status == "planned" and word.word not in ("将", "要", "需要", "待", "准备"):
        return word
    later = line.text[slot.clause_start : slot.quantity.start]
    return word if word.word in ("将", "准备", "打算") and not re.search(r"了|已|现|目前|是", later) else ACTUAL


def _reaches(slot, start: int, word: StatusWord) -> bool:
    """A number inside an attribute before the plan's own clause is no plan; here it stands after the word."""
    return word.status == "planned" or start < slot.quantity.start


def to_come(period: Period, published: date | None) -> bool:
    """Whether a period begins after the day of publication, or with it: 今后三年，每年安排资金2000万元."""
    if period.start is None or published is None:
        return False
    decided = period.told.startswith(("自", "从")) and period.told.endswith("起")  # 自11月1日起上调贷款额度
    return (period.start > published and not decided) or period.told.startswith(("今后", "未来", "往后", "接下来"))
