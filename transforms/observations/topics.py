"""What a clause is about: the name, or the word for one, that opens it or that its opening phrase ends with."""

import functools
from collections.abc import Sequence
from typing import NamedTuple

from transforms.observations.bodies import named_body
from transforms.observations.clause import Clause, after_openers, is_opener, same_words
from transforms.observations.line import NAME, QUANTITY, TEXT, TIME, Line, Word
from transforms.observations.nameless import (
    is_comparison,
    is_counted_list,
    is_deed,
    is_foreign,
    is_general,
    is_label,
    is_natural,
)
from transforms.observations.nominal import is_nominal, looks_proper
from transforms.observations.persons import acting
from transforms.observations.roads import builds
from transforms.observations.words import clause_words, endings_by_last, ends_as, subject_words

_TYPES = frozenset({"place", "org", "venue", "program", "product"})
_NAMED = frozenset({"place", "org", "venue"})
#: What points at what was told, how far from a clause's opening.
_POINTERS, _POINTING = frozenset(("该", "这个", "这家", "整个", "我们")), 3
#: How many words may say whose neighbour something is.
_NEAR = 8
#: So many words and more tell that something is held somewhere: 仪式|在|某街道|举行.
_HELD = 3
_NAME_BEGINS = frozenset({"topic", "body"})
_BESIDES = frozenset("，：")


class Topic(NamedTuple):
    """The word that opens a topic, a name or a word for one; a list of names reaches to `end` (甲镇、乙园).

    `literal` is a name that no entity has: 海宁皮革城.
    """

    word: Word
    end: int
    literal: str = ""


def clause_topic(line: Line, clause: Clause, recurring: frozenset[str] = frozenset()) -> Topic | None:
    """The topic of a clause, None when it opens with none.

    `recurring` are names that no entity has and that open clause after clause of the article.
    """
    words, rest = clause.words, clause.rest
    if rest and rest[0].text in _POINTERS and (pointed := _pointed(line, clause)):
        return pointed
    if rest and rest[0].text in same_words():
        rest = after_openers(rest, same_words())
    if recurring and words:
        known = _recurring(line, rest or words, words[-1].end, recurring)
        if known:
            return known
    if len(rest) > _HELD and rest[-2].role == NAME and (held := _held(line, rest)):
        return held
    if not rest or _is_aside(line, words):
        return None
    begins = _begins(rest[0])
    if "way" in begins and (led := _led_to(line, rest)):
        return led
    if builds(line, rest[0].start):
        return None
    if line.persons and (person := acting(line, rest)):
        return Topic(person, person.end)
    if "setting" in begins:
        return _neighbour(line, rest)
    named = _body(line, rest, begins) or ("topic" in begins and _opening(line, rest)) or None
    if named and not (_counted(rest) and "的" in line.text):
        return named
    described = _after_attribute(line, rest)  # 油坊镇建设的|润扬湿地公园|占地620亩
    late = described and any(word.role == QUANTITY and word.start > described.end for word in rest)
    return described if late else named or described


def _is_aside(line: Line, words: Sequence[Word]) -> bool:
    """Whether the last three of a clause's words end with one that makes it an aside: 自启动以来，."""
    endings = endings_by_last("aside").get(words[-1].text[-1])
    return endings is not None and line.text.endswith(endings, words[-3:][0].start, words[-1].end)


def _begins(word: Word) -> frozenset[str]:
    """What a word that opens a clause may begin: a `topic`, a `body`'s name, a `way`, a `setting`; most nothing."""
    if word.role == TEXT:
        return _text_begins(word.text, word.tag)
    return _NAME_BEGINS if word.role == NAME else frozenset()


@functools.lru_cache(maxsize=1 << 13)
def _text_begins(text: str, tag: str) -> frozenset[str]:
    begins = {role for role in ("way", "setting") if text in clause_words(role)}
    if text in subject_words():
        begins.add("topic")
    if looks_proper(text, tag):
        begins.add("body")
    return frozenset(begins)


def _pointed(line: Line, clause: Clause) -> Topic | None:
    """该|项目 at the opening, cut in two by segmentation, as the one word that stands for what was told."""
    before = clause.words[: -len(clause.rest)]
    if len(clause.rest) <= 2 or len(before) >= _POINTING or not all(map(is_opener, before)):
        return None
    pointer, noun = clause.rest[:2]
    text = line.text[pointer.start : noun.end]
    one = Word(pointer.start, noun.end, text, "r")
    return Topic(one, one.end) if noun.role == TEXT and text in subject_words() else None


def _led_to(line: Line, words: Sequence[Word]) -> Topic | None:
    """Where the reader is led, in a clause that says no more: 走进石门镇墅丰村，."""
    if len(words) < 2 or words[1].role != NAME:
        return None
    if any(word.text != "的" and not is_nominal(word) for word in words[2:]):  # 走进某村的|标准化|养殖|小区，
        return None
    natural = is_natural(words[1].text) or is_deed(words[1].text)
    return Topic(words[1], words[1].end) if _type(line, words[1]) in _TYPES and not natural else None


def _held(line: Line, words: Sequence[Word]) -> Topic | None:
    """Where something is held, when the clause says no more: …颁奖仪式在庄市街道|举行."""
    if words[-1].text not in clause_words("held") or words[-3].text != "在":
        return None
    zone = ends_as(words[-2].text, "institution") or words[-2].text.endswith("园区")
    return Topic(words[-2], words[-2].end) if _type(line, words[-2]) == "place" and not zone else None


def _recurring(line: Line, words: Sequence[Word], end: int, recurring: frozenset[str]) -> Topic | None:
    """A name that the article's clauses open with, here or after 的: 多年精耕海缆的|东方电缆."""
    text = line.text[words[0].start : end]
    for name in recurring:
        at = 0 if text.startswith(name) else text.find("的" + name) + 1
        if at or text.startswith(name):
            return Topic(words[0], words[0].start + at + len(name), name)
    return None


def _opening(line: Line, words: Sequence[Word]) -> Topic | None:
    """A name or a word for one right at the opening."""
    first = words[0]
    if first.role != NAME:
        known = subject_words().get(first.text) if first.role == TEXT else None
        own = known is not None and known.refers == "place" and first.text[0] != "全"
        within = own and len(words) > 1 and words[1].start == first.end
        if within and words[1].role == NAME and _type(line, words[1]) == "place":  # 该县|白彦镇大河村
            return _opening(line, words[1:])
        compared = first.text[0] == "全" and is_comparison(words[1:])
        whole = known is not None and not compared and not is_general(line, first)
        return Topic(first, first.end) if whole else None
    if _type(line, first) not in _TYPES and len(words) > 1 and words[1].role == NAME:  # 先进基层党组织|某党委
        return _opening(line, words[1:])
    last = _list_end(words)
    following = words[last + 1] if last + 1 < len(words) else None
    counted = following is not None and following.role == QUANTITY and last + 2 >= len(words)  # 上市公司2家
    has = following is not None and following.text in ("里", "内", "中") and _has(words, last + 2)
    if has and _type(line, first) in _TYPES:  # 某园|里|有23对
        return Topic(first, words[last].end)
    if following is None or counted or following.text in ("等", "等等") or following.text in clause_words("inside"):
        return None
    kind = _type(line, first)
    if is_counted_list(line, words[last].end):
        return None
    if line.text.endswith(("只是", "就是", "正是", "曾是", "原是"), 0, first.start):  # 创办时只是|某镇|一家作坊
        return None
    if first.text in subject_words() or is_label(line, first, following):  # 长三角一体化
        return None
    if following.text not in _BESIDES and is_foreign(line, first) and not following.tag.startswith(("v", "d", "p")):
        return None  # 德国客商订了1200把, 越南、孟加拉国两国的订单
    if is_deed(first.text) or kind not in _TYPES or (kind == "place" and is_natural(first.text)):
        return None
    return Topic(first, words[last].end)


def _has(words: Sequence[Word], at: int) -> bool:
    """Whether the words from `at` tell what there is in a place: 现有, 住着."""
    return at < len(words) and words[at].text in ("有", "现有", "共有", "就有", "已有", "住着", "建有", "设有")


def _neighbour(line: Line, words: Sequence[Word]) -> Topic | None:
    """The place or body that an attribute says is beside another: 与共和村相邻的|蒋坝村|盘活了12间校舍."""
    beside = words[0].text in ("与", "和")
    at = next((i for i, word in enumerate(words[:_NEAR]) if word.text == "的"), 0) if beside else 0
    if not at or at + 2 >= len(words) or words[1].role != NAME or words[at + 1].role != NAME:
        return None
    named = words[at + 1]
    return Topic(named, named.end) if _type(line, named) in _TYPES and words[at + 2].role == TEXT else None


def _body(line: Line, words: Sequence[Word], begins: frozenset[str]) -> Topic | None:
    """A phrase that looks like an institution's name."""
    kind = len(words) > 1 and words[1].text in clause_words("named")
    if not kind and "body" not in begins and "有限公司" not in line.text:
        return None
    named = named_body(line, words)
    return Topic(named[0], named[-1].end, line.text[named[0].start : named[-1].end]) if named else None


def _list_end(words: Sequence[Word]) -> int:
    """Index of the last name of the list of names that opens `words`."""
    last = 0
    while last + 2 < len(words) and words[last + 1].text in ("、", "和", "与") and words[last + 2].role == NAME:
        last += 2
    return last


def _after_attribute(line: Line, words: Sequence[Word]) -> Topic | None:
    """The name that a long opening phrase ends with: 专注研发制造的|某集团|已有55年历史."""
    last = len(words) - 1
    after = line.text.rfind("的", words[0].start, words[last].start) + 1  # beyond it only what is titled counts
    if not after and not (line.names and line.names_between(words[0].start, words[last].end)):
        return None
    titled = True
    if last > 1 and words[last].role == NAME and words[last - 1].text == "的" and not _counted(words):
        founded = any(word.role == TIME for word in words) and _type(line, words[last]) == "org"
        return Topic(words[last], words[last].end) if founded else None  # 成立于1998年的|某厂，
    for index in range(1, last):
        word, before, following = words[index], words[index - 1], words[index + 1]
        unnamed = _body(line, words[index:], _begins(word)) if before.text == "的" else None
        if unnamed:  # 总投资3亿元的|横店第二小学|启用
            return unnamed
        titled = titled and before.role == TEXT and is_nominal(before)  # 全国先进基层党组织|某党委
        if not titled and word.start > after:
            return None
        if word.role != NAME or not (titled or before.text == "的") or _type(line, word) not in _NAMED:
            continue
        if before.text != "的" and _type(line, word) == "place":
            continue
        if following.text == "、" and before.text == "的":  # 周边的|甲村、乙村|也种了1500亩
            end = index + _list_end(words[index:])
            if end < last and words[end + 1].role == TEXT and words[end + 1].tag.startswith(("v", "d")):
                return Topic(word, words[end].end)
        elif following.role == TEXT and not following.tag.startswith(("uj", "c", "x", "f")):
            return Topic(word, word.end)
    return None


def _counted(words: Sequence[Word]) -> bool:
    return QUANTITY in [word.role for word in words]


def _type(line: Line, word: Word) -> str:
    return line.entities[line.names[word.ref].entity].type
