"""The noun phrase after a number: what is counted."""

import re
from collections.abc import Sequence

from transforms.observations.line import NAME, TEXT, Line, Word
from transforms.observations.nominal import NOTHING, Phrase, is_figure
from transforms.observations.rightwards import walk_right
from transforms.observations.shortening import without_rest
from transforms.observations.words import (
    change_words,
    governing_verbs,
    indicator_words,
)
from transforms.tokens import is_known

_LONGEST = 60
_AFTER_NUMBER = re.compile(
    r"(?:左右|以上|以下|以内|之内|内(?=[在派办完到送抵响])|上下(?![游班水级楼铺联])|之多|之久|出头|不等|余|多)"
)
_SAYING_TAILS = frozenset(
    {"共", "有", "能", "已", "均", "都", "全", "要", "会", "可", "还有", "共有", "可以", "中排", "是", "则", "仍"}
)
#: 21场|时装|发布: what took place so often may end with a verb.
_HELD_UNITS = frozenset({"场", "场次"})
_OTHER_UNIT = re.compile("[（(][个台套家户人次件项处座辆棵株头只张份所名位间栋条支][次套件组]?[）)]")
#: Measure words for persons; their noun ends at the last word that means a person (5位科长|同台比拼).
_PERSONS = frozenset({"位", "名", "人", "口"})
#: 在全市14个县区中|排第二, 全镇14个村里.
_IN_FIELD = re.compile("(?:中|里|内)(?:位列|位居|排名|[排列居位])?$")
_HOMES = frozenset("村镇乡县市区厂校店院楼屋园街站馆库室船车")
_PERSON_WORDS = ("汉子", "孩子", "女子", "男子", "小伙子", "姑娘", "大爷", "大妈")
_PERSON_ENDS = (
    *_PERSON_WORDS,
    *"娘嫂农匠长员家者人师工手民生警匠夫贤客妇童兵友属户专才干部代表书记教授博士院士领导青年妇女儿童志愿者患者群众",
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
    kept = walk_right(words)
    if unit in _HELD_UNITS and 0 < len(kept) == len(words) - 1 and words[-1].tag in ("v", "vn"):
        kept = [*words]
    cut = 0 if counts else next((index for index, word in enumerate(kept) if word.text == "等"), 0)
    return _noun(kept[:cut] if cut else kept, unit)


def _opens_clause(word: Word) -> bool:
    """Whether a relative clause begins (398家覆盖重点产业的…): a verb, or an adverb and a verb in one word."""
    if word.role != TEXT:
        return False
    return governing_verbs().get(word.text) == "always" or (word.text[0] in "首新来已曾" and word.tag == "v")


def _described(words: Sequence[Word]) -> Phrase:
    """What a relative clause describes: its head after 的; 7名来自机关的干部, but also 7名来自机关|科级干部."""
    for index, word in enumerate(words):
        if word.text == "的" and index + 1 < len(words):
            return _noun(walk_right(words[index + 1 :]), "")
    return _noun(walk_right(words[1:]), "") if words[0].text == "来自" else NOTHING


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
        heads = [i for i, word in enumerate(words) if word.role != NAME and word.text.endswith(_PERSON_ENDS)]
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
