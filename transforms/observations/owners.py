"""Who is named beside a number for its owner: cut off the indicator's front, counted among, or described after it."""

import re

from transforms.observations.found import Found, View
from transforms.observations.line import NAME, TEXT, Line, Word
from transforms.observations.nameless import is_foreign, is_label, is_natural
from transforms.observations.nominal import institution
from transforms.observations.persons import described
from transforms.observations.topics import Topic
from transforms.observations.words import subject_words
from transforms.tokens import is_known

_DESCRIBED = frozenset({"venue", "org", "place", "program"})
#: What stands before one whom a clause only compares with, or who does something to its subject.
_NOT_OWNING = (
    "对",
    "向",
    "与",
    "由",
    "据",
    "像",
    "被",
    "让",
    "从",
    "自",
    "往",
    "到",
    "距",
    "离",
    "居",
    "列",
    "占",
    "在",
)
#: Verbs whose subject gets something from the one named after them.
_TAKING = (
    "争取",
    "争取到",
    "获得",
    "获",
    "收到",
    "接受",
    "承接",
    "对接",
    "接待",
    "吸引",
    "引进",
    "利用",
    "获批",
    "享受",
    "领取",
    "拿到",
)
#: Where a part of what is told lies: 其中聊城境内78.5公里.
_WITHIN = ("境内", "段", "境", "方向", "一侧", "侧")
#: A unit whose parts are counted: 全区|19个改造小区.
_WHOLE = re.compile(r"全[国省市县区镇乡村州盟旗]")
#: What is counted is the parts of a unit that stands right before: 安康|10个县区.
_UNITS = re.compile(
    r"县[市区（(]|区县|市县|乡镇|镇街|设区市|盟市|地市|(?:县|镇|乡|街道|行政村|村|社区|旗)(?![\u4e00-\u9fff])"
)
_LONGEST_GAP, _FARTHEST = 12, 60


def owner_of(line: Line, found: Found) -> Topic | None:
    """旭升集团 of 旭升集团整体生产效率, cut off the indicator's front."""
    owners = found.phrase.owners
    names = [word for word in owners if word.role == NAME or word.text in subject_words()]
    if found.carried >= 0 or not owners:
        return None
    if not names:  # 横店国际会议中心|总建筑面积, 曹州牡丹园|单日入园|人数
        owners = owners[: institution(owners) or len(owners)]
        text = "".join(word.text for word in owners)
        return None if is_known(text) else Topic(owners[0], owners[-1].end, text)  # 规划|建筑面积26万平方米
    if names[0].role == NAME and is_foreign(line, names[0]):  # 越南、孟加拉国两国的订单
        return None
    if line.text[: names[0].start].endswith(_NOT_OWNING):  # 对东盟|出口增长26%, 由江苏常州|援助800万元
        return None
    if is_label(
        line, names[0], Word(names[-1].end, names[-1].end + 1, line.text[names[-1].end : names[-1].end + 1], "x")
    ):
        return None
    if line.text[: names[0].start].endswith(_TAKING):  # 争取|济南市帮扶资金5600万元
        return None
    if line.text.startswith(_WITHIN, names[-1].end):
        return None
    return Topic(names[0], names[-1].end if names[0].role == NAME else names[0].end)


def among(line: Line, view: View) -> Topic | None:
    """全区 of 在全区19个改造小区里排名第一: the parts counted are those of the unit that stands right before."""
    if view.kind != "count":
        return None
    at = line.before(view.slot.quantity.start)
    word = line.words[at] if at >= 0 else None
    if word is None:
        return None
    whole = word.role == TEXT and _WHOLE.fullmatch(word.text) and word.text in subject_words()
    units = word.role == NAME and _type(line, word) == "place" and _UNITS.match(line.text, view.slot.quantity.end)
    return Topic(word, word.end) if whole or units else None


def described_by(line: Line, view: View) -> Topic | None:
    """占地4.6公顷的海天文体中心: what the number's clause describes, when that is a name."""
    slot = view.slot
    if view.kind in ("count", "percent", "rank", "duration", "age"):
        return None
    at = line.text.find("的", slot.quantity.end, slot.clause_end)
    if at < 0 or at - slot.quantity.end > _LONGEST_GAP:
        return None
    ends = slot.clause_end
    if line.text.startswith("——", ends) and slot.clause + 1 < len(line.clauses):  # 一所投资1.45亿元的幼儿园——某园
        ends = line.clauses[slot.clause + 1][1]
    words = line.between(at + 1, min(ends, at + _FARTHEST))
    if person := described(line, words):
        return Topic(person, person.end)
    length = institution(words)
    if length and words[0].role != NAME:  # 建筑面积4.8万平方米的|横店第二小学|启用
        return Topic(words[0], words[length - 1].end, "".join(word.text for word in words[:length]))
    named = (word for word in words if word.role == NAME and not is_natural(word.text))
    return next((Topic(word, word.end) for word in named if _type(line, word) in _DESCRIBED), None)


def _type(line: Line, word: Word) -> str:
    return line.entities[line.names[word.ref].entity].type
