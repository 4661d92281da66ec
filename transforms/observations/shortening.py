"""The minimal indicator in a noun phrase: whose it is, quantifiers, verbs and attributes cut off."""

import functools
import re
from collections.abc import Sequence

from transforms.observations.line import NAME, TEXT, Line, Word
from transforms.observations.nominal import JOINS, Phrase, institution, is_figure
from transforms.observations.words import (
    clause_words,
    governing_verbs,
    indicator_words,
    linking_words,
    subject_words,
)
from transforms.tokens import is_known

#: Of the words that stand for a name, those that need no 全 or 该 to be cut off an indicator.
_BARE_OWNERS = frozenset({"公司", "集团", "街道"})
#: What the members of a list are together, and what kind of thing that is.
_COLLECTIVE = re.compile(r"[两三四五六七八九十\d]{1,2}大|[两三四五六七八九十]个")
_FIELDS = ("产业", "行业", "领域", "集群", "板块", "门类", "类别")
#: Verbs of what was held or done, after what it is: 活动|举办160余场.
_HELD = frozenset({"举办", "举行", "开展", "召开"})
#: Measures of a whole thing, which need no more words than their own.
_WHOLE_DIMENSIONS = frozenset({"占地", "占地面积", "全长", "总长", "总投资", "建筑面积", "总建筑面积", "净重", "总重"})
#: What a project has of its own kind: 农业项目|资金.
_OF_PROJECTS = frozenset({"资金", "补助", "补贴", "贷款", "奖金", "经费"})
_PEAKS = frozenset({"单日", "单月", "单季", "最高", "最低", "最大", "最小", "日均", "月均"})
_EACH = frozenset({"每学期", "每学年", "每公斤"})
_LEFT_OVER = frozenset({"的", "等", "了", "之"})
#: After who did it these begin what was done.
_TOGETHER = frozenset({"共", "总共", "一共", "合计", "先后", "陆续"})
#: Words that divide a phrase: most have none of them.
_DIVIDING = _TOGETHER | {"等", "等等", "的", "之", "（", "("}
_OWNER_TYPES = frozenset({"place", "org", "venue"})


def shorten(line: Line, words: list[Word], verb: Word | None, listed: bool = False) -> Phrase:
    """The minimal phrase of `words`: what is before 等, owners, quantifiers and leading verbs cut off.

    A member of a list after the first (`listed`) begins with no verb: 抢修人员320人、抢修车辆86辆.
    """
    if not words:
        return Phrase(0, 0, "", verb)
    if len(words) == 1 and _apart(words) is words:
        return _phrase(words, verb, [])
    divided = not _DIVIDING.isdisjoint([word.text for word in words])
    if divided:
        words = without_rest(words)
        words = words[:-1] if len(words) > 1 and words[-1].text in ("等", "等等") else words  # 楼道长、志愿者|等|150人
    governor = None if verb is not None and verb.text in clause_words("modal") else verb
    governor = words[0] if listed else governor
    owners, words = _doers(_apart(words)) if divided else ([], _apart(words))
    owners, words = _institution_apart(owners, words)  # 义乌国际商贸城|经营面积
    while len(words) > 1:
        first, rest = words[0], words[1:]
        if _is_owner(line, first, rest):
            owners.append(first)
        elif _leads(first, rest, governor) or _is_thing(first, rest):
            verb = first if first.text in governing_verbs() else verb
        else:
            break
        words = _apart(rest)
    whole = len(words)
    words = _without_attributes(words) if divided else words
    words = words[:-1] if len(words) > 1 and words[-1].text in _HELD else words
    if len(words) < whole or owners:  # 建成后的横店国际会议中心|总建筑面积
        owners, words = _institution_apart(owners, words)
    owners, words = _of_whole(owners, words)
    return _phrase(words, verb, owners)


def _phrase(words: list[Word], verb: Word | None, owners: list[Word]) -> Phrase:
    text = "".join([word.text for word in words]).strip(" 、的")
    if not words or not text:
        return Phrase(0, 0, "", verb, tuple(owners))
    start, last = words[0].start, words[-1]
    told_together = "大" in text or "个" in text
    if told_together and (listed_together := without_collective(words, whole=True)):
        text = "".join(word.text for word in listed_together)
    nominal = last.role == NAME or last.tag != "v" or is_figure(last.text) or last.text in indicator_words("dimension")
    return Phrase(start, last.end, text, verb, tuple(owners), nominal)


def _institution_apart(owners: list[Word], words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Owners and words, an institution's name at the front of the words with the owners."""
    named = institution(words)
    return ([*owners, *words[:named]], words[named:]) if 0 < named < len(words) else (owners, words)


def _without_attributes(words: list[Word]) -> list[Word]:
    """What follows 的, without what stands in brackets."""
    texts = [word.text for word in words]
    if "的" in texts or "之" in texts:
        words = after_last(words, ("的", "之"))
    if "（" in texts or "(" in texts:
        words = without_brackets(words)
    return words


def _of_whole(owners: list[Word], words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Owners and words where a measure of a whole thing ends them: 数字化“未来工厂”|占地, 栈道|全长."""
    if len(words) < 2 or words[-1].text not in _WHOLE_DIMENSIONS or JOINS.intersection(word.text for word in words):
        return owners, words
    kept = 2 if words[-2].text == "总" else 1
    return [*owners, *words[:-kept]], words[-kept:]


def _apart(words: list[Word]) -> list[Word]:
    """A verb and its object that the dictionary takes for one word, as two: 化解矛盾|纠纷, 调解纠纷."""
    first = words[0] if words else None
    if first is None or len(first.text) != 4 or first.role != TEXT or first.tag[:1] not in ("l", "z", "i"):
        return words
    if first.text[:2] not in governing_verbs() or not is_known(first.text[2:]):
        return words
    middle = first.start + 2
    verb = Word(first.start, middle, first.text[:2], "v")
    return [verb, Word(middle, first.end, first.text[2:], "n"), *words[1:]]


def _doers(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Who did it all together, by name, and what was done: 工程|共|清淤, 利民码与热线|共|受理群众诉求."""
    together = next((i for i, word in enumerate(words[:-1]) if i and word.text in _TOGETHER), 0)
    return (
        ([word for word in words[:together] if word.role == NAME], words[together + 1 :]) if together else ([], words)
    )


def _is_owner(line: Line, word: Word, rest: Sequence[Word]) -> bool:
    """宁波市 before 规模以上工业总产值 is whose it is; before 外 (市外资金) it belongs to the indicator."""
    following = rest[0].text
    bound = following in indicator_words("bound") and not (following == "规模" and len(rest) > 1)  # 全县|规模工业增加值
    if following in ("外", "内") or following[0] in "籍级" or bound:
        return False
    if word.role == NAME:
        listed = following in JOINS and len(rest) > 1 and (rest[1].role == NAME or institution(rest[1:]) > 0)
        return line.entities[line.names[word.ref].entity].type in _OWNER_TYPES and (following not in JOINS or listed)
    return word.text in subject_words() and (
        word.text[0] in "全我本该其它" or word.text[-1] == "里" or word.text in _BARE_OWNERS
    )


def _is_thing(word: Word, rest: Sequence[Word]) -> bool:
    """项目 before 总投资, 学校 before 占地面积: what the figure is of, when the figure is named in full."""
    if word.text == "新" and len(rest) > 1 and word.text + rest[0].text in indicator_words("thing"):
        return True
    index = _first_thing([word.text, *(w.text for w in rest)])
    if index < 0:
        return False
    text = "".join([w.text for w in rest[index:]])
    if len(text) < 2 or text in indicator_words("bound") or text in _OF_PROJECTS:
        return False
    full = any(text in indicator_words(role) for role in ("amount", "dimension", "time"))
    return full or (len(text) > 2 and text[0] in "年月日总" and is_figure(text))


def _first_thing(texts: list[str]) -> int:
    things = indicator_words("thing")
    return -1 if things.isdisjoint(texts) else next(i for i, text in enumerate(texts) if text in things)


@functools.lru_cache(maxsize=1 << 13)
def _may_lead(text: str, tag: str) -> bool:
    """Whether a word may be no part of an indicator that follows it, as far as it alone tells."""
    if text in _EACH or text[0] in "这那每该" or text in JOINS or text in _LEFT_OVER or tag in ("f", "z"):
        return True
    known = text in indicator_words("quantifier") or text in linking_words() or text in clause_words("turned")
    return known or text in ("新", "年", "日", "月") or governing_verbs().get(text, "never") != "never"


def _leads(word: Word, rest: Sequence[Word], verb: Word | None) -> bool:
    """Whether the first word is no part of a minimal indicator: an adverb, a quantifier, a verb, a joint left over."""
    following = rest[0].text
    if word.role != TEXT or not _may_lead(word.text, word.tag):
        return False
    if word.text in _EACH or (word.text[0] in "这那每该" and len(word.text) < 3):
        return True  # 这座|总投资2.6亿元的渔港, 每座|大棚年均纯收入
    if word.tag == "f" and following == "的":  # 每百元营业收入|中的成本
        return True
    if word.text in JOINS or word.text in _LEFT_OVER:
        return True
    if word.tag == "z" and len(rest) == 1 and rest[0].tag == "v":  # 密密麻麻|记了11页
        return True
    if word.text == "平均":  # 平均住院日
        return False
    if word.text in _PEAKS and is_figure(rest[-1].text):  # 单日最高接待量
        return False
    if word.text == "新" and following in governing_verbs():  # 新登记市场主体
        return True
    if word.text in indicator_words("quantifier") or word.text in linking_words():
        return following not in indicator_words("bound")
    if word.text in ("年", "日", "月") and len(rest) > 1 and following in governing_verbs():
        return not any(is_figure(w.text) or w.text in indicator_words("bound") for w in rest)  # 日|加工|鲜花
    when = governing_verbs().get(word.text)
    if word.text in clause_words("turned") and verb is None:  # 增加|学位
        return following not in indicator_words("bound") and following not in ("的", "、", "和", "与", "及")
    if when == "always" or (when in ("start", "object") and verb is None):
        return (
            not is_figure(following)
            and following not in indicator_words("bound")
            and following not in ("的", "、", "和", "与", "及")
        )
    return False


def without_rest(words: list[Word]) -> list[Word]:
    """What follows the last 等 of `words`."""
    texts = [word.text for word in words]
    return after_last(words, ("等", "等等")) if "等" in texts or "等等" in texts else words


def after_last(words: list[Word], marks: tuple[str, ...]) -> list[Word]:
    """What follows the last of `marks`, unless it is too general to stand alone (企业的数量)."""
    for index in range(len(words) - 2, -1, -1):
        if words[index].text in marks and words[index].role == TEXT:
            tail = words[index + 1 :]
            text = "".join(word.text for word in tail)
            return words if text in indicator_words("bound") or len(text) < 2 else tail
    return words


def without_collective(words: Sequence[Word], *, whole: bool = False) -> list[Word]:
    """`words` without what the members of a list are together: 电工电器、电子信息|两大支柱产业|增加值.

    `whole`: only what follows it (油茶、茶叶两大特色产业|综合产值), nothing where the list is not told so.
    """
    first = next((i for i, word in enumerate(words) if i and _COLLECTIVE.match(word.text)), len(words))
    last = next((i for i in range(first, len(words)) if words[i].text.endswith(_FIELDS)), len(words))
    if last >= len(words) - 1:
        return [] if whole else list(words)
    return list(words[last + 1 :]) if whole else [*words[:first], *words[last + 1 :]]


def without_brackets(words: Sequence[Word]) -> list[Word]:
    """`words` without what stands in round brackets."""
    kept, depth = [], 0
    for word in words:
        depth += word.text in ("（", "(")
        if not depth:
            kept.append(word)
        depth -= word.text in ("）", ")") and depth > 0
    return kept
