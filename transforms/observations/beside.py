"""Indicators that stand beside their number: before it, after it, or in what its clause does.

Each function answers for one quantity with the indicator, its phrase and the quantity that it was carried from (-1).
"""

from transforms.observations import actions, apart, deeds, heads, implied
from transforms.observations.found import NOTHING, Answer, Readings, View, carry, said
from transforms.observations.nominal import Phrase, is_figure
from transforms.observations.words import clause_words, ends_as, subject_words

#: Ends of phrases before the number of what is made: 年产1万吨|多晶硅.
_OUTPUT = ("年产", "日产", "月产", "年出栏", "年存栏")
#: What stands for the figure that the sentence before told.
_POINTED = ("数字", "数据", "这一数值", "这一比例", "这一指标", "这一纪录", "这一水平")
_INSIDE = frozenset({"境内", "境外", "域内", "辖区内", "市内", "县内", "省内"})
_AT_HOME = frozenset({"村", "镇", "乡", "县", "家", "家里", "厂", "店", "村里", "镇里", "园区", "社区", "小区"})
#: Measure words that count how often something was done.
_TIMES_DONE = frozenset({"次", "场", "场次", "批次", "趟", "轮", "回", "批"})
_HOUSEHOLDS = frozenset({"户", "家", "对", "类"})
#: 1至10月|累计完成|127.4万标箱: the figure that the sentence before told.
_REACHED = frozenset({"累计", "完成", "实现", "达", "达到", "突破", "超过", "超"})
#: Nouns that are events: 举办讲座30场 counts 讲座.
_EVENTS = (
    "会",
    "会议",
    "活动",
    "讲座",
    "演出",
    "培训",
    "赛",
    "展",
    "展览",
    "课",
    "招商",
    "行动",
    "仪式",
    "论坛",
    "直播",
)


def counted_after(readings: Readings, index: int) -> Answer:
    """33幢商务楼宇: the noun after a count."""
    view = readings.views[index]
    if apart.unit_counted(view):
        return view.slot.quantity.unit, NOTHING, -1
    if view.kind == "count" and (shared := _shared(readings, index)):
        return said(shared)
    if heads.only_act(view) and not (view.left and view.left.nominal):
        return heads.people(view), NOTHING, -1
    if view.kind not in ("count", "frequency") or not view.right or heads.only_act(view):
        return heads.households(readings, index)
    if owned := implied.had(view):
        return said(owned)
    following = readings.views[index + 1] if index + 1 < len(readings.views) else None
    if following and view.right.end >= following.predicate.phrase_end and is_figure(view.right.text):
        return said(_beyond(following) or apart.whose(view))  # 10个|总投资297亿元的|项目
    if following and apart.leads_to(view, following) and (owners := apart.whose(view)):
        return said(owners)
    listed = "、" in view.right.text and "（" not in view.right.text  # 19个|县（市、区）
    if following and view.right.end >= following.predicate.phrase_end and listed:
        text = view.right.text[: view.right.text.rindex("、")]  # 12户社员|、注册资金50万元
        return (text, view.right, -1) if text else said(view.right)
    if not view.right.nominal and _of_list(view):  # 吸收党员、商户等|320人|加入
        return (view.left.text.removesuffix("等"), view.left, -1)
    output = view.left.text.endswith(_OUTPUT) or view.slot.before.endswith(_OUTPUT)
    return said(apart.made(view.right) if output else view.right)


def _of_list(view: View) -> bool:
    """Whether a list that ends with 等 stands right before a number."""
    return view.slot.before.endswith(("等", "等共", "等近", "等约")) and bool(view.left) and view.left.nominal


def _shared(readings: Readings, index: int) -> Phrase:
    """What two counts side by side count: 9户31名|村民."""
    here = readings.views[index].slot.quantity
    if here.unit not in _HOUSEHOLDS:
        return NOTHING
    following = readings.views[index + 1] if index + 1 < len(readings.views) else None
    beside = following is not None and following.slot.quantity.start == here.end and following.kind == "count"
    return following.right if beside else NOTHING


def _beyond(view: View) -> Phrase:
    """The noun after 的 that a number ends the attribute of."""
    return view.right if view.slot.after.startswith("的") else NOTHING


def dimension(readings: Readings, index: int) -> Answer:
    """700米长的花路: the dimension after the number."""
    view = readings.views[index]
    if view.kind in ("length", "area", "mass", "volume") and view.slot.after[:1] in "长宽高深厚重" and view.slot.after:
        return view.slot.after[0], NOTHING, -1
    return None


def before(readings: Readings, index: int) -> Answer:
    """高新技术企业32家, 工业总产值100.7亿元: the noun phrase before the number."""
    view = readings.views[index]
    left = view.left
    if not left or not left.nominal:
        return None
    if implied.only_whole(view):
        return said(implied.done_before(view)) or (None, NOTHING, -1)
    if left.text in subject_words() and view.right.nominal and view.right:  # 全镇|8.5万亩|菠萝
        return said(view.right)
    if left.text in _AT_HOME and view.right.nominal and view.right:  # 我们村|2600亩|猕猴桃园
        return said(view.right)
    if left.text in subject_words() and left.text[0] in "全该本" and (people := heads.people(view)):  # 全村312户1186人
        return people, NOTHING, -1
    if view.kind == "money" and _given(view) and view.right and view.right.nominal:  # 给老人每人发了|600元|红包
        return said(view.right)
    if view.kind in ("area", "mass", "length") and _grown(view):  # 他家种了|7.5亩|葡萄
        return said(view.right)
    if left.text.endswith(_OUTPUT) and view.right and view.right.nominal:
        return said(apart.made(view.right))  # 年产1万吨|多晶硅
    if left.text[0] in "沿环" and view.kind in ("area", "length") and view.right.nominal and view.right:
        return said(view.right)  # 沿河|5.8公里|绿道
    if left.text.endswith(_POINTED) and readings.told and not index:  # 去年…销售额6亿元；这一数字已达7.4亿元
        return readings.told, NOTHING, -1
    if left.text in _INSIDE:  # 全长169公里，其中聊城|境内|78.5公里
        return carry(readings, index)
    if view.kind == "money" and left.verb and left.verb.text in clause_words("grant") and _gets(left.text):
        return left.verb.text, left, -1
    if deeds.done_by(view.slot.line, left.start):
        return said(deeds.bare(view))
    if again := _same_deed(readings, index):
        return again
    if view.slot.quantity.unit in _TIMES_DONE and left.verb and not left.text.endswith(_EVENTS):
        return left.verb.text + left.text, left, -1  # 接待客商20余场
    return said(left)


def _gets(text: str) -> bool:
    """Whether a noun means those who are given something: 让利|市民, 资助|贫困学生."""
    return text.endswith("户") or ends_as(text, "private") or ends_as(text, "actor")


def _given(view: View) -> bool:
    """Whether the words before an amount only say to whom it is given: 给老人每人发了600元红包."""
    start = view.slot.line.text[max(view.slot.clause_start, view.left.start - 14) : view.left.start]
    return any(word in start for word in ("给", "为", "替")) and _gets(view.left.text)


def _same_deed(readings: Readings, index: int) -> Answer:
    """今年计划生产原油1120万吨，已生产466.8万吨: what the same verb had for its object before."""
    view, before = readings.views[index], readings.views[index - 1] if index else None
    if before is None or before.slot.quantity.unit != view.slot.quantity.unit or before.left.verb is None:
        return None
    return carry(readings, index) if before.left.verb.text == view.left.text else None


def _grown(view: View) -> bool:
    """Whether an amount of what follows it is told, by words that end with 了 before it."""
    return view.slot.before.endswith("了") and view.right.nominal and bool(view.right)


def measured_after(readings: Readings, index: int) -> Answer:
    """追回30万元过年钱: what follows an amount that no noun precedes."""
    view = readings.views[index]
    if apart.land(view) and not (view.left and view.left.nominal):
        return "地", NOTHING, -1
    if deeds.bare(view) is not view.left or deeds.spent_on(view):  # 企业投入|2600万元改造车间
        return None
    return said(view.right) if view.right.nominal else None


def _unit(readings: Readings, index: int) -> str | None:
    return readings.views[index].slot.quantity.unit


def _unnumbered(readings: Readings, index: int) -> bool:
    """Whether the clause before has no number of its own."""
    slot = readings.views[index].slot
    return not index or readings.views[index - 1].slot.clause < slot.clause - 1


def before_of_clause(readings: Readings, index: int) -> Answer:
    """招商项目加快落地，达33个: what the clause before is about; 线上占比首次过半，达53.4%: the figure it names."""
    if (dashed := actions.after_dash(readings.views[index])) and not readings.views[index].left:
        return said(dashed)
    topic = actions.topic(readings, index)
    if topic and not readings.views[index].left and is_figure(topic[0][-2:]) and _unnumbered(readings, index):
        return topic
    return carry(readings, index) or actions.topic(readings, index)


def sentence_before(readings: Readings, index: int) -> Answer:
    """分季度看，一季度增长5.3%: the growth of what the sentence before told."""
    view = readings.views[index]
    changed = view.predicate.change is not None or view.predicate.share >= 0
    reached = not index and not view.left and not view.right and not _REACHED.isdisjoint(view.predicate.links)
    told = readings.told
    return (told, NOTHING, -1) if told and (changed or (reached and is_figure(told))) else None
