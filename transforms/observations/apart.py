"""Indicators with something between them and their number: 年度任务|的109%, 研发费用|前8个月支出|13.7亿元."""

import re

from transforms.observations import actions, elliptical
from transforms.observations.found import NOTHING, Answer, Readings, View, said
from transforms.observations.line import NAME, TEXT, TIME, Word
from transforms.observations.nominal import Phrase, is_figure
from transforms.observations.phrases import phrase_before
from transforms.observations.predicates import peel
from transforms.observations.words import ends_as, indicator_words, subject_words

_VOTE = re.compile("赞成|同意|反对|弃权|通过")
#: 把营收的8%|砸进|研发: what a part of something is put into.
_TAKEN = re.compile(r"(?:将|把)[^，。；]{0,20}$")
_PUT_INTO = re.compile(
    r"(?:以上|左右|多)?(?:都|全)?(?:砸进|砸向|砸到|投进|投到|投向|用于|用在|用到|花在|花到|拨给|拿来|留给|分给|捐给)了?"
)
#: What does no more than say that a figure was reached: 一般公共预算支出|1至8月|支出.
_REACHED = frozenset({"支出", "投入", "完成", "实现", "收入", "累计", "收", "收取"})
#: What is done with things that a clause begins with: 人才住房|年内再|筹集1200套.
_DONE_WITH = frozenset({"筹集", "配租", "开工", "建成", "交付", "完工", "竣工", "投用", "新建", "改造", "整改", "办结"})
_DONE_WITH |= {"化解", "签约", "落地", "投产", "安装", "更换", "加装", "新开工", "建设", "立项", "入库", "验收"}
_DONE_WITH |= {"发放", "销售", "收储", "征收"}
_CAME = frozenset({"来", "到", "去", "走", "进"})
_PASSIVE = frozenset({"被", "遭", "遭到"})
#: What takes place, or is taken, so often: 研学团队来了260批、1.9万人.
_GROUPS = frozenset({"批", "批次", "团", "场", "场次", "趟", "期", "拨"})
_TASKS = ("任务", "目标", "计划", "指标", "预算", "预期", "工程量")
_OF_YEAR = frozenset({"全年", "年度", "本年度", "上半年", "年初", "季度"})
_UNITS_OF_THINGS = frozenset(
    [
        "村",
        "行政村",
        "自然村",
        "社区",
        "街道",
        "镇",
        "乡",
        "乡镇",
        "镇街",
        "县",
        "县区",
        "区县",
        "市",
        "省",
        "省份",
        "国",
        "国家",
    ]
)
_WITHIN = re.compile("(?:中|里|内)?(?:排|列|位|居|名|有|共|均|都|全部|实现)")
#: Ages are told otherwise: 年龄最大的83岁.
_MOST = re.compile(
    "最[大小长短高低多少早远快慢深重贵便宜]{1,2}的(?:一[个位户家次年]|则|已|也|都|还)*(?:是|为|达到?|有|超过?|近|约|不到|仅|只有|才|不过|不足|刚过|接近|突破)?$"
)
_LAND_WORD = re.compile("地(?:[块区面方处段形势下带点理板皮基价]|租(?!给|了|出))")
_BEYOND = re.compile("以[上下内](?:的|仅|有|就|共|约|占|才|只|达)*")
_PLANT = re.compile("(?:生产线|产线|生产基地|建设|生产|扩建|技改)?(?:项目|工程|基地)$|生产线$")
_FARTHEST = 40


def vote(readings: Readings, index: int) -> Answer:
    """29票同意，2票弃权: how those voted."""
    view = readings.views[index]
    told = _VOTE.match(view.slot.after) if view.slot.quantity.unit == "票" else None
    return (told.group(), NOTHING, -1) if told else None


def task(readings: Readings, index: int) -> Answer:
    """完成年度任务的109.1%, 为全年计划的54%, 完成工程量的八成: what was to be done."""
    view = readings.views[index]
    phrase = _of_what(view)
    if not phrase or not (phrase.text.endswith(_TASKS) or "完成" in view.slot.before):
        return None
    line = view.slot.line
    year = line.words[line.before(phrase.start)] if phrase.start else None
    when = year.text if year and year.end == phrase.start and year.text in _OF_YEAR else ""
    return when + phrase.text, phrase, -1


def whole(readings: Readings, index: int) -> Answer:
    """财政支出的近八成花在民生上, 把营收的8%砸进研发: what it is a part of, or goes to, if no word says what it is."""
    view = readings.views[index]
    slot = view.slot
    phrase = _of_what(view)
    if phrase and _TAKEN.search(slot.before) and (into := _PUT_INTO.match(slot.after)):
        return said(actions.first_phrase(slot.line, slot.quantity.end + into.end(), slot.clause_end))
    return said(phrase)


def _of_what(view: View) -> Phrase:
    """The phrase before 的 and a percentage that is neither a growth nor told as a share."""
    slot, end = view.slot, view.predicate.phrase_end
    if view.kind != "percent" or view.predicate.change or view.predicate.share >= 0:
        return NOTHING
    if end - 1 <= slot.left or slot.line.text[end - 1] != "的":
        return NOTHING
    phrase = phrase_before(slot.line, slot.left, end - 1)
    return phrase if phrase.nominal else NOTHING


def before_time(readings: Readings, index: int) -> Answer:
    """规上工业研发费用前8个月支出13.7亿元, 人才住房年内再筹集1200套: the figure or the thing before a time."""
    view = readings.views[index]
    left, line = view.left, view.slot.line
    if not left or view.slot.follows or line.text[left.start : left.end] != left.text:
        return None
    at = line.before(left.start)
    while at >= 0 and line.words[at].role == TEXT and line.words[at].tag in ("d", "p") and line.words[at].text != "在":
        at -= 1
    if at < 1 or line.words[at].role != TIME or line.words[at].start <= view.slot.clause_start:
        return None
    topic = phrase_before(line, view.slot.clause_start, line.words[at].start)
    if not topic.nominal or not topic or topic.start > view.slot.clause_start + _FARTHEST:
        return None
    last = line.words[line.before(topic.end)]
    spent = left.text.lstrip("只仅才") in _REACHED and is_figure(last.text)
    things = view.kind == "count" and left.text in _DONE_WITH and not _acts(last, topic)
    return said(topic) if spent or things else None


def _acts(word: Word, topic: Phrase) -> bool:
    """Whether a clause's topic is one who does things: 合作社, 网格员, 县医院."""
    named = word.role == NAME or topic.text in subject_words() or topic.text in indicator_words("thing")
    acting = topic.text.endswith(("里", "员", "局", "办"))
    return named or acting or any(ends_as(topic.text, role) for role in ("actor", "private", "institution"))


def came(readings: Readings, index: int) -> Answer:
    """研学团队来了260批、1.9万人: who came; those of another unit after them are the same."""
    view = readings.views[index]
    slot = view.slot
    if index and slot.before in ("、", "和") and readings.views[index - 1].slot.quantity.unit in _GROUPS:
        told = readings.found[index - 1]
        return (told.text, told.phrase, index - 1) if told.rule == "came" else None
    verb = view.left.text[-1:]
    if verb not in _CAME or view.left.nominal or view.kind != "count" or view.right:
        return None
    phrase = phrase_before(slot.line, slot.left, peel(slot.line, slot.left, view.left.end - 1))
    return said(phrase) if phrase.nominal else None


def passive(readings: Readings, index: int) -> Answer:
    """海外订单一夜之间被取消4300万元: what something was done to."""
    view = readings.views[index]
    slot, left = view.slot, view.left
    if not ("被" in slot.before or "遭" in slot.before) or not left or left.nominal or view.right:
        return None
    words = slot.line.between(slot.left, slot.quantity.start)
    at = next((i for i, word in enumerate(words) if word.text in _PASSIVE), 0)
    if not at or words[at].end > left.start:
        return None
    return said(actions.first_phrase(slot.line, slot.left, words[at].start))


def made(phrase: Phrase) -> Phrase:
    """What is made in a year, without the plant for it: 年产8万吨|锂电铜箔|项目."""
    text = _PLANT.sub("", phrase.text)
    return phrase._replace(end=phrase.end - len(phrase.text) + len(text), text=text) if len(text) > 1 else phrase


def over(readings: Readings, index: int) -> Answer:
    """600分以上48人, 35平方米以下的占58%: what lies beyond the number before, else the same as a number of its unit."""
    view = readings.views[index]
    if not index or view.kind not in ("count", "percent") or not _BEYOND.fullmatch(view.slot.before) or view.right:
        return None
    if view.kind == "count" and (same := elliptical.same_unit(readings, index)):
        return same
    limit = readings.views[index - 1].slot.quantity
    return limit.mention + view.slot.before[:2], NOTHING, -1


def land(view: View) -> bool:
    """Whether an area is one of land without another word: 把4.2亩地流转给合作社."""
    after = view.slot.after
    return view.kind == "area" and after.startswith("地") and _LAND_WORD.match(after) is None


def unit_counted(view: View) -> bool:
    """Whether a number counts what its unit names: 在全省17市中排第三, 覆盖12镇."""
    return view.slot.quantity.unit in _UNITS_OF_THINGS and (
        not view.right or _WITHIN.match(view.slot.after) is not None
    )


def whose(view: View) -> Phrase:
    """The counted whose figure follows them: 126家|农家宾馆|入住率超过95%, 8个|试点小区|物业费收缴率."""
    words = list(view.slot.line.between(view.right.start, view.right.end))
    whole = len(words)
    while len(words) > 1 and (is_figure(words[-1].text) or words[-1].text[-1] in "费价款"):
        words.pop()
    if len(words) == whole or is_figure(words[-1].text):
        return NOTHING
    return Phrase(words[0].start, words[-1].end, "".join(word.text for word in words))


def leads_to(view: View, following: View) -> bool:
    """Whether the words after a number go on to the figure of the next one: 6个|小区物业费|收缴率达95%."""
    left = following.left
    overlap = left.start < view.right.end < left.end and view.right.start < left.end
    return bool(left) and overlap and is_figure(left.text) and left.nominal


def extreme(readings: Readings, index: int) -> Answer:
    """楼龄最长的超过25年, 单价最高的达80元: the figure of which it is the most."""
    view = readings.views[index]
    told = _MOST.search(view.slot.before)
    if told is None or view.right:
        return None
    if not told.start():  # 入住率最高的达96%，最低的只有38%
        before = readings.found[index - 1] if index and readings.found[index - 1].rule == "extreme" else None
        same = before is not None and readings.views[index - 1].slot.quantity.unit == view.slot.quantity.unit
        return (before.text, before.phrase, index - 1) if same else None
    phrase = phrase_before(view.slot.line, view.slot.left, view.slot.left + told.start())
    return said(phrase) if phrase.nominal and len(phrase.text) > 1 else None
