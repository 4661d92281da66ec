"""The noun phrase after a number: what is counted."""

import re
from collections.abc import Sequence

from transforms.observations.line import NAME, QUANTITY, TEXT, TIME, Line, Word
from transforms.observations.nominal import JOINS, NOTHING, Phrase, is_figure, is_nominal
from transforms.observations.shortening import without_rest
from transforms.observations.words import (
    begins_as,
    change_words,
    clause_words,
    governing_verbs,
    indicator_words,
    linking_words,
)
from transforms.tokens import is_known

_LONGEST = 60
_AFTER_NUMBER = re.compile(
    r"(?:左右|以上|以下|以内|之内|内(?=[在派办完到送抵响])|上下(?![游班水级楼铺联])|之多|之久|出头|不等|余|多)"
)
#: What begins to say something of the counted: 35个人|能装, 22个村|有, 876名学生|人人会.
_SAYING = frozenset(
    {"能", "会", "可", "要", "应", "须", "有", "没有", "没", "已", "全", "均", "都", "也", "就", "才", "只"}
)
_SAYING |= {
    "人人",
    "个个",
    "户户",
    "家家",
    "次第",
    "纷纷",
    "陆续",
    "相继",
    "同时",
    "全部",
    "各自",
    "一起",
    "重新",
    "统一",
    "依次",
    "逐一",
    "就近",
    "正",
    "正在",
}
_SAYING_TAILS = frozenset(
    {"共", "有", "能", "已", "均", "都", "全", "要", "会", "可", "还有", "共有", "可以", "中排", "是", "则", "仍"}
)
#: 21场|时装|发布: what took place so often may end with a verb.
_HELD_UNITS = frozenset({"场", "场次"})
#: After these a verb belongs to the thing that it is for: 3条免费|接驳|线路.
_ATTRIBUTES = ("化", "型", "免费", "专用", "自动", "公共", "临时", "应急", "农村", "综合")
_OTHER_UNIT = re.compile("[（(][个台套家户人次件项处座辆棵株头只张份所名位间栋条支][次套件组]?[）)]")
_OPENING = {"“": "”", "‘": "’", "《": "》", "「": "」", "（": "）", "(": ")"}
#: Adjectives that are nouns too: 解决60个困难.
_STATES = frozenset({"困难", "危险", "矛盾", "荣誉", "便利", "麻烦", "纠纷"})
#: 62家规模以上企业, 限额以上商贸企业
_THRESHOLDS = frozenset({"规模", "限额", "限上", "投资", "亿元"})
#: Measure words for persons; their noun ends at the last word that means a person (5位科长|同台比拼).
_PERSONS = frozenset({"位", "名", "人", "口"})
_PERSON_WORDS = ("汉子", "孩子", "女子", "男子", "小伙子", "姑娘", "大爷", "大妈")
#: After a word that the dictionary lacks these make it a verb: 贫困村|星散|在.
_AFTER_VERB = frozenset({"在", "了", "着", "过"})
#: 在全市14个县区中|排第二, 全镇14个村里.
_IN_FIELD = re.compile("(?:中|里|内)(?:位列|位居|排名|[排列居位])?$")
#: Every one of them: 36个直播间|场场爆满.
_EACH_OF = frozenset("场间座家户人个天年日夜处栋幢棚园村镇街班车台件条步处项样")
_HOMES = frozenset("村镇乡县市区厂校店院楼屋园街站馆库室船车")
_PERSON_ENDS = (
    "娘嫂农匠长员家者人师工手民生警匠夫贤客妇童兵友属户专才干部代表书记教授博士院士领导青年妇女儿童志愿者患者群众"
)


def phrase_after(line: Line, start: int, end: int, unit: str = "", counts: bool = True) -> Phrase:
    """The noun phrase that begins at `start`, right after a number in `unit`, not reaching beyond `end`.

    `counts`: whether the number is a count. What it counts stands after 等 (5个文旅、工业等项目), what an amount is of
    before it (30万元装修款等).
    """
    hedge = _AFTER_NUMBER.match(line.text, start, end)
    start = hedge.end() if hedge else start
    if line.text.startswith(("（", "("), start) and (other := _OTHER_UNIT.match(line.text, start, end)):
        start = other.end()  # 农机具1320台（套）
    if start >= end:
        return NOTHING
    words = list(line.between(start, min(end, start + _LONGEST)))
    if words and words[0].text in ("的", "之"):
        words = words[1:]
    if not words:
        return NOTHING
    if len(words) > 2 and words[0].text in ("首", "新", "已", "曾", "来") and _opens_clause(words[1]):
        words = words[1:]
    gain = change_words().get(words[0].text)
    if len(words) == 2 and gain and gain.role == "gain" and is_figure(words[1].text):  # 换回6元|新增产值
        return Phrase(words[0].start, words[1].end, words[0].text + words[1].text)
    if _opens_clause(words[0]):
        return _described(words)
    kept = _walk_right(words)
    if unit in _HELD_UNITS and 0 < len(kept) == len(words) - 1 and words[-1].tag in ("v", "vn"):
        kept = [*words]
    cut = next((index for index, word in enumerate(kept) if word.text == "等"), 0)
    return _noun(kept[:cut] if cut and not counts else kept, unit)


def _opens_clause(word: Word) -> bool:
    """Whether a relative clause begins (398家覆盖重点产业的…): a verb, or an adverb and a verb in one word."""
    if word.role != TEXT:
        return False
    return governing_verbs().get(word.text) == "always" or (word.text[0] in "首新来已曾" and word.tag == "v")


def _described(words: Sequence[Word]) -> Phrase:
    """What a relative clause describes: its head after 的; 7名来自机关的干部, but also 7名来自机关|科级干部."""
    for index, word in enumerate(words):
        if word.text == "的" and index + 1 < len(words):
            return _noun(_walk_right(words[index + 1 :]), "")
    return _noun(_walk_right(words[1:]), "") if words[0].text == "来自" else NOTHING


def _walk_right(words: Sequence[Word]) -> list[Word]:
    kept: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        closing = _OPENING.get(word.text) if word.role == TEXT else None
        ends = [i for i in range(at + 1, len(words)) if words[i].text == closing] if closing else []
        if ends:
            kept.extend(words[at : ends[0] + 1])
            at = ends[0] + 1
            continue
        if not _continues(word, words[at + 1 :], kept) or (kept and _did(kept[-1], word)):
            break
        kept.append(word)
        at += 1
    following = words[at].text if at < len(words) else ""
    if len(kept) > 1 and following in _AFTER_VERB and kept[-1].role == TEXT and not is_known(kept[-1].text):
        kept.pop()
    while kept and (kept[-1].text in JOINS or kept[-1].text in ("的", "等") or kept[-1].tag == "f"):
        kept.pop()
    acts = at < len(words) and words[at].tag == "v" and words[at].role == TEXT
    if acts and len(kept) > 1 and kept[-1].tag == "a" and kept[-1].text not in _STATES:  # 13个村|重新|划分为
        kept.pop()
    return kept


def _continues(word: Word, rest: Sequence[Word], kept: Sequence[Word]) -> bool:
    """Whether the phrase after a number goes on with `word`."""
    following = rest[0] if rest else None
    nominal_next = following is not None and is_nominal(following) and following.tag != "f"
    nominal_next = nominal_next or (following is not None and following.text == "“" and word.tag == "b")
    if word.role in (QUANTITY, TIME) or word.text[0] == "之" or (kept and word.text in _SAYING):
        return False
    if word.text == "以上" and kept and kept[-1].text in _THRESHOLDS and nominal_next:
        return True
    if kept and word.text[0] == "最" and len(word.text) > 1:  # 小区|最难啃
        return False
    if word.text in JOINS:
        return bool(kept) and nominal_next and following.text not in governing_verbs() and not _counts(following)
    if word.text == "的":  # 家庭|困难|的|新生
        described = len(kept) == 2 and kept[-1].tag.startswith("a")
        return nominal_next and bool(kept) and (described or all(w.tag.startswith(("a", "b", "z")) for w in kept))
    twice = len(word.text) == 2 and word.text[0] == word.text[1]
    if kept and twice and (word.tag[:1] in "adzmqt" or word.text[0] in _EACH_OF):  # 箱梁|稳稳|落位
        return False
    if kept and governing_verbs().get(word.text) == "object" and nominal_next and _acted(kept[-1], rest):
        return False
    if word.text in clause_words("mean"):
        return False
    if word.text in ("以上", "以下") and kept and kept[-1].text[-1] == "级":  # 县级|以上|重点项目
        return nominal_next
    if word.role == TEXT and (word.text in linking_words() or governing_verbs().get(word.text) == "always"):
        return False
    if not kept and is_figure(word.text) and word.role == TEXT:  # 95%的|收入|来自苹果
        return True
    if word.tag in ("i", "l") and kept and kept[-1].role != NAME and following is None:  # 12万尾金鲳鱼|长势喜人
        return False
    if word.tag == "f":
        return nominal_next
    if word.tag == "v" and kept and kept[-1].text.endswith(_ATTRIBUTES) and nominal_next:  # 8条自动化|磨装|生产线
        return True
    if word.tag == "v":
        short = sum(len(w.text) for w in kept) <= 1
        return (short and (nominal_next or following is None)) or (word.text in governing_verbs() and nominal_next)
    return is_nominal(word)


def _acted(last: Word, rest: Sequence[Word]) -> bool:
    """Whether what was counted is acted on, or acts, by the verb before `rest`: 164个贫困村|选派|第一书记.

    Not where the phrase goes on to a thing of that kind: 30个企业|孵化|基地.
    """
    end = next((i for i, word in enumerate(rest) if not is_nominal(word) and word.text not in JOINS), len(rest))
    head = rest[end - 1].text if end else ""
    return is_nominal(last) and len(last.text) > 1 and not head.endswith(tuple(indicator_words("countable")))


def _did(last: Word, word: Word) -> bool:
    """Whether a noun's phrase ends since the next word tells what the counted did: 32个项目|现场签约."""
    if word.role != TEXT or not begins_as(word.text, "deed") or not is_nominal(last):
        return False
    return (
        last.text in indicator_words("countable")
        or last.text[-1] in "户人员者家商会所镇村机车船舶线园田林队房口庭棚道桥路渠网坝堤"
        or word.tag == "d"
    )


def _counts(word: Word) -> bool:
    return word.role == QUANTITY or word.text in linking_words()


def _acts(word: Word) -> bool:
    return word.role == TEXT and (word.tag in ("v", "vn") or word.text in governing_verbs())


def _noun(words: Sequence[Word], unit: str) -> Phrase:
    """The counted noun of `words`: quantifiers before it and a statistic after it go."""
    if not words:
        return NOTHING
    words = without_rest(list(words))
    while len(words) > 1 and words[0].text in indicator_words("quantifier"):
        words.pop(0)
    head = words[-1]
    if head.text[1:] in _SAYING_TAILS and not is_known(head.text):  # 9个村共|划分网格146个, 22个|村有
        before = "".join(word.text for word in words[:-1])
        return Phrase(words[0].start, head.start + 1, before + head.text[0])
    if len(words) > 1 and is_figure(words[-1].text):
        heads = [i for i, word in enumerate(words[:-1]) if word.text in indicator_words("countable")]
        words = words[: heads[0] + 1] if heads else words
    while len(words) > 1 and _acts(words[-1]) and words[-2].text in indicator_words("countable"):
        words.pop()  # 8家企业|上市, 341个重大项目|建设
    if unit in _PERSONS or unit in ("岁", "周岁"):
        ends = (*_PERSON_ENDS, *_PERSON_WORDS)
        heads = [i for i, word in enumerate(words) if word.role != NAME and word.text.endswith(ends)]
        heads = [i for i in heads if i == heads[0] or is_known(words[i].text)]  # 汉子|当过兵
        words = words[: heads[-1] + 1] if heads else words
    last = words[-1]
    inside = len(last.text) > 1 and last.text[-1] in "里内上" and not is_known(last.text)  # 53栋楼里|住着
    inside = inside or last.text.endswith(("会上", "节上", "展上"))  # 为期7天的节会上
    inside = inside or (last.text[-1] == "里" and last.text[:-1] in _HOMES)  # 14个|村里
    text = "".join(word.text for word in words)
    field = _IN_FIELD.search(text, 1) if last.text[-1] in "排列居位" else None
    text = text[: field.start() if field else -1 if inside else None].strip(" 、的")
    nominal = last.tag != "v" or unit in _HELD_UNITS or is_figure(last.text)
    return Phrase(words[0].start, last.end - inside, text, None, (), nominal)
