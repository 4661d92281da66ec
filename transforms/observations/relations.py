"""Indicators of numbers that stand in relation to others: ranks, runs, 从…到…, brackets, shares, changes, multiples.

Each function answers for one quantity with the indicator, its phrase and the quantity that it was carried from (-1).
"""

import re

from transforms.observations import actions, elliptical, implied, lasting, series
from transforms.observations.found import NOTHING, Answer, Readings, carry, said
from transforms.observations.nominal import Phrase, is_figure
from transforms.observations.phrases import phrase_before
from transforms.observations.predicates import peel
from transforms.observations.words import change_words, clause_words, subject_words

_RANK_VERB = re.compile(
    r"综合排名|总分排名|排名|排位|位次|稳居|跃居|位居|位列|名列|排在|跻身|列居|蝉联|高居|雄踞|并列|领跑|列|居|排|"
    r"升至|上升到|上升至|提升至|提升到|攀升至|前移至|降至|保持|"
    r"获得?|荣获|夺得|跃升至"
)
_FOR_YEARS = re.compile(r"(?:已|已经)?连续[\d一二两三四五六七八九十多]{1,3}(?:年|个月|个季度|届|次)$")
#: 占全国的65%、全球的35%: a second whole.
_ALSO = re.compile(r"[、和，](?:占)?(?:[^，、\d]{1,8}的|(?:全[国省市县区球]|世界|国内|亚洲)的?)")
_OF_NUMBER = re.compile(r"[^，。；\d]{0,14}的[近约超逾]?")
_PART = re.compile(r"占[^，。；\d]{0,8}$")
#: 公司里八成以上|是|渔嫂, 78%|的员工是|研发人员
_ARE = re.compile(r"(?:以上|以下|左右|多)?(?:的[^，,。；是\d]{1,8}(?=[都均]?是))?(?:都|均)?(?:是|为)(?![了此何])")
_FIELD = re.compile(r"在[^，,。；]{1,16}[中里内]$")
_TURNED_FROM = re.compile(r"(?<![同环])[比较][^，,。；\d]{1,10}$")
#: 稳居全国第一、|全球|第三
_FIELDS = frozenset({"全球", "世界", "亚洲", "国内", "同行业", "行业", "同类", "华东", "华中", "华南", "西部", "中部"})
_WITHIN = re.compile(
    r"(?:公司|企业|厂|店|园区|社区|村|合作社|车间|队伍|团队|班|单位|员工|工人|职工|学员|队员)(?:里|内|中|当中|里面)?(?:，|有)?$"
)
_LONGEST_MEMBERS = 12
_OF = re.compile(r"(?:以上|以下|左右|多)?的")


def rank(readings: Readings, index: int) -> Answer:
    """省级样板街道总数居全市第一: what stands before the verb of rank; 综合排名第一: the rank itself."""
    view = readings.views[index]
    if view.kind != "rank":
        return None
    verbs = [match for match in _RANK_VERB.finditer(view.slot.before) if len(view.slot.before) - match.end() <= 12]
    if listed := _listed_rank(readings, index):
        return listed
    if not verbs and index and view.left.text in _FIELDS | subject_words().keys():
        return carry(readings, index)
    if not verbs:
        return said(view.left) or carry(readings, index) or said(implied.judged(view)) or (None, NOTHING, -1)
    verb = verbs[-1]
    end = view.slot.left + verb.start()
    through = _FOR_YEARS.search(view.slot.line.text, view.slot.left, end)
    end = peel(view.slot.line, view.slot.left, through.start() if through else end)
    field = _FIELD.search(view.slot.line.text, view.slot.left, end)  # 数量|在三县两区中|位列第三
    end = field.start() if field else end
    phrase = phrase_before(view.slot.line, view.slot.left, end)
    if phrase and phrase.nominal:
        return (carry(readings, index) if _is_growth(phrase) else None) or said(phrase)
    if verb.group() in ("综合排名", "总分排名", "排名"):
        return verb.group(), NOTHING, -1
    lasted = index > 0 and readings.found[index - 1].rule == "duration"  # 连续|4年|位居全市第一
    told = carry(readings, index - lasted) or said(implied.judged(view))
    return told or actions.topic(readings, index) or said(phrase) or (None, NOTHING, -1)


def _listed_rank(readings: Readings, index: int) -> Answer:
    """总量和增幅分别排全省第6、第2位: what each of a list is ranked by."""
    start, end = readings.runs[index]
    first = readings.views[start]
    if end - start < 2 or not series.told_apart(first):
        return None
    cut = first.slot.before.find("分别")
    phrase = phrase_before(first.slot.line, first.slot.left, first.slot.left + max(0, cut))
    members = series.items(first, phrase) if phrase else []
    return (members[index - start], phrase, -1) if len(members) == end - start else None


def run(readings: Readings, index: int) -> Answer:
    """Lists told apart: 第二、三产业增加值分别增长3.1%和6.2%; 总收入3008万元，经营性收入1064万元，增长21.58%、51%."""
    start, end = readings.runs[index]
    length, first = end - start, readings.views[start]
    if length < 2 or index >= end:
        return None
    members = series.items(first, first.left) if first.left else []
    if len(members) == length:
        return members[index - start], first.left, -1
    if each := series.of_each(first, length):  # 越南、孟加拉国两国的订单分别占33%和21%
        return each[index - start], first.left, -1
    if first.left and not series.told_apart(first):
        return None if index == start else (readings.text_of(start), readings.found[start].phrase, start)
    source = index - length
    if source >= 0 and readings.text_of(source) and start - length >= 0:
        return readings.text_of(source), readings.found[source].phrase, source
    return (readings.text_of(start), readings.found[start].phrase, start) if index > start else None


def from_to(readings: Readings, index: int) -> Answer:
    """亩均税收从1万多元提升到40万元: both numbers are levels of what stands before 从."""
    view = readings.views[index]
    start = series.begins_from(readings, index)
    if start >= 0 and view.predicate.share >= 0 and "占" in view.slot.before:  # 占销售总额的比重由12.1%提升至15.8%
        return share(readings, index)
    if start >= 0 and view.kind == "duration" and (way := lasting.places_apart(view.slot.line, view.slot.left, start)):
        return way  # 莘县到河南南乐由70分钟压缩到25分钟
    if start >= 0:
        end = peel(view.slot.line, view.slot.left, start)
        phrase = said(phrase_before(view.slot.line, view.slot.left, end))
        changes = view.predicate.change is not None  # 由一季度下降4.5%转为增长3.1%
        judged = said(implied.judged(view)) if view.kind == "rank" else None
        return phrase or (carry(readings, index) if changes else None) or judged or actions.topic(readings, index)
    if index and series.begins_from(readings, index - 1) >= 0 and readings.text_of(index - 1):
        return readings.text_of(index - 1), readings.found[index - 1].phrase, index - 1
    return None


def bracket(readings: Readings, index: int) -> Answer:
    """增加值4745.61亿元（+44.6%）: a number alone in a bracket is about the number before the bracket."""
    view = readings.views[index]
    if not view.slot.bracketed or (view.left and view.left.nominal) or (view.right and view.kind == "count"):
        return None
    return carry(readings, index)


def share(readings: Readings, index: int) -> Answer:
    """年产值达6.47亿元，占农业总产值的64%: what holds the share."""
    view = readings.views[index]
    if index and readings.found[index - 1].role == "share" and _ALSO.fullmatch(view.slot.before):
        return carry(readings, index)
    if index and view.kind == "percent" and view.slot.before.endswith(("其中", "其中有", "其中近", "其中约")):
        return carry(readings, index)  # 增收50万元，其中三分之一用于…
    base = readings.views[index - 1].slot if index and view.slot.follows else None
    if base and view.kind == "percent" and _OF_NUMBER.fullmatch(view.slot.before) and _PART.search(base.before):
        return carry(readings, index - 1)  # 有98个，占全县305个村（社区）的32.1%
    if held := _members(readings, index):
        return held
    if view.predicate.share < 0 or view.slot.quantity.unit == "个百分点":
        return None
    figured = bool(view.left) and is_figure(view.left.text)
    if _OF.match(view.slot.after) and view.right.nominal and view.right and not figured:
        return said(view.right)  # 占销售收入7.5%以上的研发投入
    return said(view.left) or carry(readings, index) or actions.topic(readings, index)


def _members(readings: Readings, index: int) -> Answer:
    """公司里八成以上是周边村的渔嫂: what so many of a body or of a place are."""
    view = readings.views[index]
    slot = view.slot
    are = _ARE.match(slot.after) if view.kind == "percent" else None
    if are is None or slot.follows or (view.left and not _WITHIN.search(slot.before)):
        return None
    what = slot.after[are.end() :]
    return (what, NOTHING, -1) if 1 < len(what) <= _LONGEST_MEMBERS else None


def share_of(readings: Readings, index: int) -> Answer:
    """贡献了6.88%的GDP, 输送该市四分之一的电力供应: the whole that it is a part of, after 的."""
    view = readings.views[index]
    if view.slot.before.endswith("的") and view.slot.before.find("只有") > 0:  # 价格却只有进口产品的三分之一
        return multiple(readings, index)
    if view.kind != "percent" or not _OF.match(view.slot.after) or not view.right:
        return None
    word = change_words().get(view.right.text)
    if word or (view.left and view.left.nominal and is_figure(view.left.text)):
        return None
    return said(view.right)


def change(readings: Readings, index: int) -> Answer:
    """规上工业增加值同比增长5.6%; after a level the same indicator again (100.7亿元，同比增长5.6%)."""
    view = readings.views[index]
    after = change_words().get(view.right.text) if view.slot.after.startswith("的") else None
    turned = view.slot.quantity.unit == "番"  # 产值比去年|翻一番
    if turned:
        turn = max(0, view.slot.before.rfind("翻"))
        base = _TURNED_FROM.search(view.slot.before, 0, turn)  # 营业额|比平时|翻了两番
        end = peel(view.slot.line, view.slot.left, view.slot.left + (base.start() if base else turn))
        phrase = phrase_before(view.slot.line, view.slot.left, end)
        return (said(phrase) if phrase.nominal else None) or carry(readings, index) or actions.topic(readings, index)
    told = view.predicate.change or view.predicate.sign or after or view.slot.quantity.unit == "个百分点"
    if not told:
        return None
    if place := implied.moved(view):
        return place
    if elliptical.compared_with(view):
        return carry(readings, index - 1)
    if view.kind == "count" and view.right and view.slot.before.endswith(("全部", "所有", "全市", "全县", "全区")):
        return said(view.right)  # 免费乘车范围扩大到全部47条线路
    if view.kind == "count" and view.right and not view.left and not view.predicate.reaches:
        return said(view.right)  # 增加3个班次
    self_named = view.predicate.change is not None and view.predicate.change.role == "self"
    mean = next((word for word in clause_words("mean") if len(word) > 1 and view.left.text.endswith(word)), "")
    mean = view.left.text if view.left.text[:-1] in clause_words("mean") and view.left.text[-1] in "年月日" else mean
    to_whom = ("为", "给", "帮", "助", "让", "使")  # 为村集体增收50万元
    helped = view.slot.line.text[: view.left.start].endswith(to_whom) or view.left.text.startswith(to_whom)
    if self_named and helped and not mean:
        return view.predicate.change.word, view.left, -1
    whole = view.left.text.removesuffix(mean)
    if self_named and view.predicate.change.word[0] in "多少" and mean and whole:  # 养老金|人均每月|多领136元
        return whole, view.left, -1
    if self_named and (mean or not view.left):  # 户均增收1.5万元, 平均每户提速50%
        return mean + view.predicate.change.word, view.left, -1
    if view.kind == "count" and not view.left and (same := elliptical.same_unit(readings, index)):
        return same  # 受理投诉9件，办结率100%，比去年同期少了5件
    if view.left and view.left.text not in clause_words("mean") and (view.left.nominal or not index):
        return (carry(readings, index) if _is_growth(view.left) else None) or said(view.left)
    return carry(readings, index) or actions.topic(readings, index) or said(view.left)


def _is_growth(phrase: Phrase) -> bool:
    """Whether a phrase names no more than that something grows or falls: 增加值增长8.1%，|增速|居全市第三位."""
    word = change_words().get(phrase.text)
    return word is not None and word.role == "noun"


def multiple(readings: Readings, index: int) -> Answer:
    """亩均税收是全市平均水平的7.4倍: what stands before 是."""
    view = readings.views[index]
    if view.kind not in ("multiple", "ratio", "percent") or not view.slot.before.endswith("的"):
        return None
    recovered = view.slot.before.rfind("恢复到")  # 产能恢复到去年同期的96%
    verbs = ("是", "相当于", "为", "达到", "只有", "不到", "不足")
    verb = recovered if recovered > 0 else max(view.slot.before.rfind(word) for word in verbs)
    if verb < 0:
        return None
    end = peel(view.slot.line, view.slot.left, view.slot.left + verb)
    return said(phrase_before(view.slot.line, view.slot.left, end)) or carry(readings, index)
