"""How far the noun phrase after a number goes: 33幢|商务楼宇, 8条自动化|磨装|生产线, 32个项目, which 现场签约 ends."""

import functools
from collections.abc import Sequence

from transforms.observations.line import NAME, QUANTITY, TEXT, TIME, Word
from transforms.observations.nominal import JOINS, is_figure, is_nominal
from transforms.observations.words import begins_as, clause_words, governing_verbs, indicator_words, linking_words
from transforms.tokens import is_known

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
#: After these a verb belongs to the thing that it is for: 3条免费|接驳|线路.
_ATTRIBUTES = ("化", "型", "免费", "专用", "自动", "公共", "临时", "应急", "农村", "综合")
_OPENING = {"“": "”", "‘": "’", "《": "》", "「": "」", "（": "）", "(": ")"}
#: Adjectives that are nouns too: 解决60个困难.
_STATES = frozenset({"困难", "危险", "矛盾", "荣誉", "便利", "麻烦", "纠纷"})
#: 62家规模以上企业, 限额以上商贸企业
_THRESHOLDS = frozenset({"规模", "限额", "限上", "投资", "亿元"})
#: After a word that the dictionary lacks these make it a verb: 贫困村|星散|在.
_AFTER_VERB = frozenset({"在", "了", "着", "过"})
#: Every one of them: 36个直播间|场场爆满.
_EACH_OF = frozenset("场间座家户人个天年日夜处栋幢棚园村镇街班车台件条步处项样")


def walk_right(words: Sequence[Word]) -> list[Word]:
    """The words of the phrase that begins with `words`, right after a number."""
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


@functools.lru_cache(maxsize=1 << 13)
def _stands_alone(text: str, tag: str) -> bool | None:
    """Whether a phrase goes on with a word, whatever stands around it; None where that decides."""
    joint = text in JOINS or text in _SAYING or text in linking_words() or text in governing_verbs()
    weighed = tag in ("i", "l", "f", "v") or is_figure(text) or text in clause_words("mean")
    doubled = len(text) == 2 and text[0] == text[1]
    if joint or weighed or doubled or text[0] in "之最的" or text in ("以上", "以下"):
        return None
    return is_nominal(Word(0, len(text), text, tag))


def _continues(word: Word, rest: Sequence[Word], kept: Sequence[Word]) -> bool:
    """Whether the phrase after a number goes on with `word`."""
    alone = _stands_alone(word.text, word.tag) if word.role == TEXT else None
    return _continues_here(word, rest, kept) if alone is None else alone


def _continues_here(word: Word, rest: Sequence[Word], kept: Sequence[Word]) -> bool:
    """The same where what stands around the word decides it."""
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
