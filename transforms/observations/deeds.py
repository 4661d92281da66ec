"""Indicators that say what was done: the verb before a number, alone or with what it was done to."""

from transforms.observations import elliptical, heads
from transforms.observations.found import NOTHING, Answer, Readings, View, carry, said
from transforms.observations.line import TEXT, Line
from transforms.observations.nominal import Phrase, is_figure
from transforms.observations.phrases import phrase_before
from transforms.observations.predicates import peel
from transforms.observations.words import change_words, ends_as, governing_verbs
from transforms.tokens import is_known

_PAYERS = frozenset(
    {
        "企业",
        "公司",
        "财政",
        "政府",
        "集团",
        "县里",
        "市里",
        "区里",
        "集体",
        "村集体",
        "银行",
        "住户",
        "业主",
        "商户",
        "农户",
        "厂里",
        "村里",
        "镇里",
    }
)
_BY = frozenset({"根据", "按照", "依据", "按", "依", "依照", "凭"})
_PAID = frozenset("花掏付交捐赔挣赚省领")
_SPENT = frozenset({"投入", "投资", "出资", "斥资", "花费", "耗资", "捐资", "捐款", "注资", "增资", "垫资", "让利"})


def verb_before(readings: Readings, index: int) -> Answer:
    """占地4.6公顷, 拆旧93亩: the verb before the number when it has no object."""
    view = readings.views[index]
    if _gained(view, view.left.text) and (same := elliptical.same_unit(readings, index)):
        return same  # 高新技术企业达103家，一年净增29家
    if spent := _only(view):
        return spent
    if _gained(view, view.left.text) and (grown := _grown(view)):
        return said(grown)
    if index and view.left and view.left.start < readings.views[index - 1].right.end < view.left.end:
        start = readings.views[index - 1].right.end  # 56个新建项目|开工|39个
        if peel(view.slot.line, start, view.left.end) == start:  # 60人以上的班|还有|31个
            return carry(readings, index)
        return view.slot.line.text[start : view.left.end], view.left, -1
    if view.left:
        return said(bare(view))
    verb = view.left.verb
    if verb and _gained(view, verb.text):  # 超420种，其中今年新增70余种
        return carry(readings, index)
    return (verb.text, NOTHING, -1) if verb and len(verb.text) > 1 and view.slot.before else None


def _grown(view: View) -> Phrase:
    """The figure before a verb of gain: 届时年通过能力将|新增|70万标箱."""
    line, start = view.slot.line, view.slot.left
    phrase = phrase_before(line, start, peel(line, start, view.left.start))
    last = line.words[line.before(phrase.end)].text if phrase else ""
    return phrase if phrase.nominal and last and (is_figure(last) or last.endswith("能力")) else NOTHING


def _only(view: View) -> Answer:
    """The verb after 只, 还, or what it was done for: 还|花1800万元, 午饭|只|花8元; where people live, those who do."""
    line, left = view.slot.line, view.left
    words = line.between(left.start, left.end)
    last = words[-1].text if words else ""
    if last[-1:] == "住" and len(last) < 3 and (people := heads.people(view)):  # 楼里|住着2876户
        return "住户" if people == "户" else people, NOTHING, -1
    if len(last) != 2 or last[0] not in "还只才就又再也仅" or is_known(last):
        return None
    before = Phrase(left.start, words[-1].start, "".join(word.text for word in words[:-1]))
    return said(before) or (last[1], left, -1)


def spent_on(view: View) -> bool:
    """Whether money was spent to do what follows it: 投入1.2亿元|建设, 还花32万元|换管网; not 投入30万元|改造资金."""
    words = view.slot.line.between(view.right.start, view.right.end)
    acts = bool(words) and (words[0].tag.startswith("v") or words[0].text in governing_verbs())
    spends = view.left.text.endswith((*_SPENT, "花", "筹集", "筹资", "贷款"))
    return view.kind == "money" and spends and acts and not is_figure(view.right.text)


def bare(view: View) -> Phrase:
    """The verb alone of who did it and the verb: 乡亲|凑了21万元."""
    left = view.left
    if not left:
        return left
    words = view.slot.line.between(left.start, left.end)
    does = len(words) > 1 and words[-1].role == TEXT and words[-1].tag in ("v", "vn")
    acts = does and (ends_as(words[-2].text, "private") or ends_as(words[-2].text, "actor"))
    pays = does and view.kind == "money" and len(words) == 2 and words[0].text in _PAYERS  # 企业|投入1.3亿元
    payer = does and (words[-2].text.endswith(("者", "人", "户")) or ends_as(words[-2].text, "private"))
    pays = pays or (payer and view.kind == "money" and words[-1].text in _PAID)  # 中奖者|花15元
    how = words[1:-1] if words and words[0].text in _PAYERS else words[:-1]
    if does and words[-1].text in _SPENT and all(w.tag[:1] in "vdail" for w in how):  # 咬牙|投入11.8亿元
        return Phrase(words[-1].start, words[-1].end, words[-1].text, left.verb, left.owners, False)
    if (acts and "了" in view.predicate.links) or pays or (does and done_by(view.slot.line, left.start)):
        return Phrase(words[-1].start, words[-1].end, words[-1].text, left.verb, left.owners, False)
    return left


def done_by(line: Line, start: int) -> bool:
    """Whether the words from `start` begin with what it is done by: 根据|楼层高低分摊1.5万元, 按|人口分配."""
    at = line.before(start)
    return at >= 0 and line.words[at].end == start and line.words[at].text in _BY


def _gained(view: View, word: str) -> bool:
    """Whether a number says how many more there are: 新增, 净增 with nothing named before or behind it."""
    gain = word in change_words() and change_words()[word].role == "gain"
    return gain and not view.right
