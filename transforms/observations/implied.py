"""Indicators that no noun beside a number names: what people did or were given, what is judged, what was told before.

Each function answers for one quantity with the indicator, its phrase and the quantity that it was carried from (-1).
"""

import re

from transforms.observations.found import NOTHING, Answer, Readings, View, carry, said
from transforms.observations.line import NAME, TEXT
from transforms.observations.nominal import Phrase, is_nominal
from transforms.observations.phrases import phrase_before
from transforms.observations.words import subject_words

_PEOPLE = frozenset({"人", "名", "户", "家", "位", "人次", "户次", "对"})
_PEOPLE_OF = frozenset({"户", "人", "名"})
#: 带动380户增收: who is brought to do it is counted.
_BROUGHT = re.compile(
    "(?:带动|帮助|助力|帮扶|惠及|引导|鼓励|支持|组织|让|使|助|吸纳|安置|解决|促进|推动|实现|确保|保障)[^，。；]{0,4}$"
)
_BEFORE_DEED = re.compile(
    "(?:左右|以上|以下|左右|多)?(?:已经|已|被|都|均|全部|先后|相继|陆续|踊跃|主动|自愿|积极|首批)?"
)
_ENDS = re.compile("了?(?:$|[，,。；;！!？?、）)])")
_LONGEST, _FARTHEST = 8, 60
_PLACES = re.compile("(?:的?(?:位次|名次|排名|排位|位置))(?:在[^，。；\\d]{1,10})?$")
_THOSE = re.compile("([^，。；、\\d]{2,16})的(?:就|也|还|共|已|约|仅|只)?(?:有|达到?|占|超过?|多达|不足)[近约超逾了]?$")
_MOST = re.compile("最[\u4e00-\u9fff]{1,2}$")
_HAS = frozenset({"有", "设", "拥有", "设有", "建有", "配有", "配备", "现有", "共有", "备有", "辖", "容纳"})
_WON = re.compile("获评|获批|荣获|获得|入选|入围|列入|评为|授予|认定为|创成|建成|成为|跻身|摘得|捧回|拿下|命名为")
_JUDGED = re.compile(
    "在[^，。；]{1,30}?(?:考评|考核|测评|评比|评选|评估|排名|抽测|监测|测试|评议|评审|验收|竞赛|大赛|比赛)中(?=[，,])"
)
#: 总投资163亿元，当年完成52.6亿元: what is done of it in a year.
_DONE_OF = re.compile("(?:完成|已完成|已投入|到位|已到位)[了约近超逾]?$")
_POINTED = re.compile("这(?:个(?:数|比例)|一(?:数字|比例|数据|指标|数值))|该(?:数字|比例)")
_FEES = re.compile("[费款金价租税薪]$|津贴|补贴|补助|奖励|工资|分红|利息|报酬|租金")
_PAID = re.compile("[收付交缴发给补奖罚赔]")


def took_part(readings: Readings, index: int) -> Answer:
    """38户报名, 1.18万户参与, 7人被行政拘留: what those did, or was done to them."""
    view = readings.views[index]
    slot = view.slot
    if view.kind != "count" or slot.quantity.unit not in _PEOPLE or (view.right and view.right.nominal):
        return None
    if _BROUGHT.search(slot.before) or slot.before.endswith("等"):  # 楼道长、志愿者等|150人|参与巡查
        return None
    start = slot.quantity.end + _BEFORE_DEED.match(slot.after).end()
    words = slot.line.between(start, min(slot.right, start + _LONGEST))
    ends = bool(words) and _ENDS.match(slot.line.text, words[-1].end) is not None
    deeds = [word for word in words if word.role == TEXT and word.text != "了"]
    if not ends or not deeds or any(word.role != TEXT for word in words) or deeds[-1].tag not in ("v", "vn", "i", "l"):
        return None
    suffered = slot.line.text.endswith("被", 0, start)
    if deeds[-1].tag in ("i", "l") and not suffered:
        return None
    others = [word for word in deeds[:-1] if is_nominal(word) and word.tag != "vn" and not suffered]  # 被|刑事拘留
    if len(deeds) > 2 or len(deeds[-1].text) < 2 or others:
        return None
    return "".join(word.text for word in deeds), NOTHING, -1


def granted(readings: Readings, index: int) -> Answer:
    """兑现23家企业|2165万元: the verb that those before the money are given it by."""
    view = readings.views[index]
    before = readings.views[index - 1] if index else None
    if before is None or view.kind != "money" or before.kind != "count" or not view.left or before.left.nominal:
        return None
    verb = before.left.verb.text if before.left.verb else before.left.text
    given = before.right and view.left.start >= before.right.start and view.left.end <= before.right.end
    return (verb, NOTHING, -1) if given and len(verb) > 1 else None


def put_in(readings: Readings, index: int) -> Answer:
    """总投资215亿元，力争年内完成75亿元: the investment of a year."""
    view = readings.views[index]
    if view.kind != "money" or not index or not _DONE_OF.search(view.slot.before) or view.right:
        return None
    told = carry(readings, index)
    alone = not (view.left and view.left.nominal)
    return ("投资", told[1], told[2]) if alone and told and told[0].endswith("总投资") else None


def pointed_at(readings: Readings, index: int) -> Answer:
    """占比已升至27.3%，而2014年这个数字还不到6%: the figure told before."""
    view = readings.views[index]
    return carry(readings, index) if index and _POINTED.search(view.slot.before) else None


def fee(readings: Readings, index: int) -> Answer:
    """平台每单收20元到50元服务费, 每月给教师发放300元至900元不等的津贴: what is paid, after what pays it."""
    view = readings.views[index]
    if view.kind != "money" or not _PAID.search(view.slot.before) or _FEES.search(view.left.text):
        return None
    told = view.right and view.right.nominal and _FEES.search(view.right.text)
    return (view.right.text, view.right, -1) if told else None


def those_who(readings: Readings, index: int) -> Answer:
    """因病致贫的有5238户, 参加养老保险的达32.6万人: what those do or are, before 的."""
    view = readings.views[index]
    told = _THOSE.search(view.slot.before) if view.kind == "count" and not view.right else None
    if told is None or view.slot.quantity.unit not in _PEOPLE or _MOST.search(told[1]):
        return None
    phrase = phrase_before(view.slot.line, view.slot.left + told.start(1), view.slot.left + told.end(1))
    return said(phrase) if len(phrase.text) > 1 else None


def of_each_place(readings: Readings, index: int) -> Answer:
    """参保率达93.5%、91.2%，而澧阳街道刚过六成: a place alone before a number has the figure told before."""
    view = readings.views[index]
    line, left = view.slot.line, view.left
    words = line.between(left.start, left.end) if index and left and not view.right else []
    named = len(words) == 1 and words[0].role == NAME and line.entities[line.names[words[0].ref].entity].type == "place"
    before = readings.views[index - 1] if named else None
    alike = before is not None and before.slot.quantity.unit == view.slot.quantity.unit
    return carry(readings, index) if alike or (before is not None and before.kind == view.kind == "percent") else None


def had(view: View) -> Phrase:
    """What a thing has, of which an attribute tells: 设|床位|500张的医院."""
    verb = view.left.verb.text if view.left.verb else ""
    attribute = view.kind == "count" and view.slot.after.startswith("的") and view.left.nominal
    return view.left if attribute and verb in _HAS else NOTHING


def only_whole(view: View) -> bool:
    """Whether the words before a number name no more than the whole that it belongs to: 全市|仅5家."""
    whole = view.left.text in subject_words() and view.left.text[0] == "全"
    return whole and not view.right and view.slot.quantity.unit not in _PEOPLE_OF and view.slot.clause > 0


def done_before(view: View) -> Phrase:
    """What the clause before took, won or did, of which only so many are told: 获批国家双创基地，全省仅2家."""
    slot = view.slot
    if not slot.clause or slot.follows:
        return NOTHING
    start, end = slot.line.clauses[slot.clause - 1]
    won = list(_WON.finditer(slot.line.text, max(start, end - _FARTHEST), end))
    phrase = phrase_before(slot.line, won[-1].end() if won else start, end)
    return phrase if phrase.nominal and len(phrase.text) > 1 else NOTHING


def judged(view: View) -> Phrase:
    """In what somebody is ranked or scored, if no word beside it tells: 在全县考评中，由第17位升至第2位."""
    slot = view.slot
    told = _JUDGED.search(slot.line.text, max(0, slot.quantity.start - _FARTHEST), slot.quantity.start)
    return phrase_before(slot.line, told.start(), told.end() - 1) if told else NOTHING


def moved(view: View) -> Answer:
    """投资强度的位次在全市前移3位: whose place it is that moved by so many."""
    slot = view.slot
    if slot.quantity.unit != "位" or view.predicate.change is None:
        return None
    told = _PLACES.search(slot.line.text, slot.left, view.predicate.phrase_end)
    phrase = phrase_before(slot.line, slot.left, told.start()) if told else NOTHING
    return (phrase.text, phrase, -1) if phrase else None
