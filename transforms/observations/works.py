"""Things built or made that clauses are about: 当天开工的某某项目|占地208亩, 总投资5亿元的某某智谷; 项目 after them."""

import itertools
import re
from collections.abc import Sequence

from transforms.observations.line import NAME, QUANTITY, TEXT, TIME, Line, Word
from transforms.observations.nominal import is_nominal
from transforms.observations.roads import builds, route, section
from transforms.observations.words import (
    change_words,
    clause_hint,
    clause_words,
    endings_by_last,
    ends_as,
    governing_verbs,
    indicator_words,
    subject_words,
)
from transforms.tokens import is_known

#: Kinds of quantities that describe one thing; a count tells of many.
_DIMENSIONS = frozenset({"money", "area", "length", "mass", "volume", "power", "energy"})
_PROPER = ("ns", "nz", "nr", "nt")
_MARKS = frozenset("“”（）()·—-")
_BETWEEN = frozenset({"至", "到", "—", "-", "和", "与"})
#: Heads that need more than a place's name to be one thing's: 北仑区|重大|项目 are many.
_MANY = ("项目", "工程", "生产线", "车间", "机组")
_GENERAL = ("项目", "工程")
_NUMBERED = re.compile(r"[\d一二三四五六七八九十两几多各第]")
#: How many verbs a project's name has before its head: 巩固|提升|工程.
_VERBS = 3
_FARTHEST = 14
_PARTS = frozenset(("号", "期", "标段", "段"))
#: What counts one thing that is made or caught, and how many words its name has.
_ONE = re.compile("[一这]?[台件款辆架艘枚根株头尾只粒颗棵匹盒瓶袋双对套瓣串筐箱]")
_PRODUCT = 3
_SHORTEST = 4
#: What is told of a work right after its name.
_ABOUT = (
    "全",
    "总",
    "概算",
    "占地",
    "位于",
    "一期",
    "二期",
    "三期",
    "首期",
    "主体",
    "主桥",
    "沿线",
    "建筑面积",
    "规划面积",
)


def may_tell(line: Line) -> bool:
    """Whether there is anything in a line that `work` looks for: asked once, before each of its clauses is."""
    text = line.text
    if line.holds("work") or "路" in text or "线" in text or "段" in text or "断面" in text or _ONE.match(text):
        return True
    if "的" not in text or not line.quantities:
        return False
    return "由" in text or any(text.startswith("的", one.end) for one in line.quantities)


def work(line: Line, words: Sequence[Word]) -> tuple[int, int] | None:
    """Where the name of the thing stands that a clause of `words`, openers apart, is about."""
    if not words or builds(line, words[0].start):
        return None
    if described := product(words) or _measured(line, words) or route(line, words) or section(line, words):
        return described
    if not line.holds("work") or not clause_hint("work").search(line.text, words[0].start, words[-1].end):
        return None
    endings = endings_by_last("work")
    for index, word in enumerate(words):
        if word.role == QUANTITY:
            return None
        if word.text[-1] not in endings or word.role == TIME:
            continue
        told = line.text[words[max(0, index - 1)].start : word.end]  # 示范|段
        if not told.endswith(endings[word.text[-1]]):
            continue
        if index + 1 == len(words) or not _acts(line, words[index + 1]):
            continue
        whole = ends_as(word.text, "work")
        first = _start(words, index if whole else index - 1)
        attributed = first > 0 and words[first - 1].text == "的"
        if (first and not attributed) or (words[index + 1].role == QUANTITY and not attributed):  # 新建|绿道28公里
            return None
        text = line.text[words[first].start : word.end]
        one = _is_one(line, words[first : index + 1]) and len(text) > _SHORTEST
        return (words[first].start, word.end) if one else None
    return None


def _acts(line: Line, word: Word) -> bool:
    """Whether a word after a thing's name tells of it: 全线贯通, 已, 总投资, 全长, 5.12公里."""
    if word.role == QUANTITY:
        return line.quantities[word.ref].kind in _DIMENSIONS
    if word.role == TIME or word.text.startswith(_ABOUT):
        return True
    return word.role == TEXT and word.tag.startswith(("v", "d", "p", "ad"))


def _start(words: Sequence[Word], last: int) -> int:
    """Index of the first word of the name that ends with the word at `last`."""
    first = last
    for index in range(last - 1, max(-1, last - _FARTHEST), -1):
        word = words[index]
        noun = index > 0 and (is_nominal(words[index - 1]) or words[index - 1].tag.startswith("v"))
        verb = noun and last - index <= _VERBS and len(word.text) > 1 and word.tag.startswith("v")  # 灌渠|改造|工程
        if verb and index and words[index - 1].role == NAME and governing_verbs().get(word.text) == "always":
            break  # 某市|打响|低效工业园改造战
        if not (_in_name(word) or word.text in _MARKS or word.text in _BETWEEN or verb or _is_part(words, index)):
            break
        first = index
    while first < last and words[first].text in _BETWEEN | {"”"}:
        first += 1
    return first


def _is_part(words: Sequence[Word], index: int) -> bool:
    """Whether a word numbers parts of a thing: 作业区|5|号|、|6|号|泊位工程."""
    text, following = words[index].text, words[index + 1].text
    return (
        text in _PARTS or (text.isdigit() and following in _PARTS) or (text == "、" and words[index - 1].text in _PARTS)
    )


def product(words: Sequence[Word]) -> tuple[int, int] | None:
    """One thing of which a clause of `words` says no more than what it is like: 一台比瓶子还细的|减速机，."""
    if words[0].start or not _ONE.fullmatch(words[0].text):
        return None
    at = max((i for i, word in enumerate(words) if word.text == "的"), default=0)
    named = words[at + 1 :]
    if not at or not named:
        return None
    plain = all(word.role == TEXT and is_nominal(word) for word in named)
    return (named[0].start, named[-1].end) if plain and len(named) <= _PRODUCT else None


def _in_name(word: Word) -> bool:
    """Whether a word can stand in a thing's name: nouns, and verbs that govern nothing, as in 加氢|反应器."""
    verb = (
        word.role == TEXT and len(word.text) > 1 and word.tag.startswith(("v", "ad")) and word.text[0] not in "已将可"
    )
    free = governing_verbs().get(word.text, "never") == "never" and word.text not in change_words()
    return free and word.tag not in ("i", "l") and (is_nominal(word) or verb)  # 晶圆|鱼贯而出


def _is_one(line: Line, words: Sequence[Word]) -> bool:
    """Whether a phrase names one thing: by a name or a word that no dictionary has."""
    if any(word.text.endswith(("公司", "集团", "厂")) for word in words[:-1]):  # 某某公司|二期生产线 is the company's
        return False
    if any(word.text in indicator_words("quantifier") for word in words[:-1]):
        return False
    if any(word.text.isdigit() and following.text in _PARTS for word, following in itertools.pairwise(words)):
        return True  # 某港区|5|号|泊位工程
    proper = [index for index, word in enumerate(words) if _is_proper(word)]
    if not words[-1].text.endswith(_MANY):
        return bool(proper)
    return any(index or _type(line, words[index]) != "place" for index in proper)


def _is_proper(word: Word) -> bool:
    if word.role == NAME or word.text == "“":
        return True
    unknown = len(word.text) > 1 and not is_known(word.text) and not _NUMBERED.match(word.text)
    return word.tag.startswith(_PROPER) or unknown


def _type(line: Line, word: Word) -> str:
    return line.entities[line.names[word.ref].entity].type if word.role == NAME else "place"


def _measured(line: Line, words: Sequence[Word]) -> tuple[int, int] | None:
    """What measures before 的 describe, where they open the clause: 总投资21亿元的|某某智谷, 一台长42米的|反应器.

    Any noun is one thing's name after 一台, a name or an unknown word elsewhere.
    """
    if not line.quantities or line.text.find("的", words[0].start, words[-1].end) < 0:
        return None
    at = next((i for i, word in enumerate(words) if word.text == "的"), 0)
    if at and words[0].text == "由":
        return _built_by(words, at)
    if not 1 < at + 1 < len(words) or words[at - 1].role != QUANTITY:
        return None
    if line.quantities[words[at - 1].ref].kind not in _DIMENSIONS or not _lists(words[:at]):
        return None
    last = at
    while last + 1 < len(words) and (_in_name(words[last + 1]) or words[last + 1].text in "“”"):
        last += 1
    flows = at + 1 < last < len(words) - 1 and words[last + 1].text == "而"  # 峨溪河|穿城|而过
    last = last - flows
    last = _after_verbs(words, last)
    heads = [index for index in range(at + 1, last + 1) if ends_as(words[index].text, "work")]
    last = heads[-1] if heads else last  # 二期项目|投产
    named = words[at + 1 : last + 1]
    single = words[0].text[0] in "一这该首" and words[0].text != "一期" and words[0].tag.startswith(("m", "r"))
    ends = bool(heads) and last + 2 == len(words)  # 天然气专线|通气
    if not named or (last + 1 < len(words) and not flows and not ends and not _acts(line, words[last + 1])):
        return None
    tells = (
        last + 1 < len(words) and not named[-1].text.endswith(_MANY) and len(named) > 1
    )  # 投资3亿元的|污水处理厂|投用
    long = last + 1 < len(words) and named[-1].text == "工程" and len(named) > _PRODUCT  # 螃蟹|沟|综合治理|工程|动工
    return (named[0].start, named[-1].end) if single or tells or long or any(map(_is_proper, named)) else None


def _built_by(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The thing after 的 at `at` that an attribute says who built: 由某集团投资5.6亿元建设的|煤层气发电项目|并网."""
    ends = [index for index in range(at + 1, len(words)) if ends_as(words[index].text, "work")]
    plain = ends and all(_in_name(word) or word.tag.startswith("v") for word in words[at + 1 : ends[0]])
    return (words[at + 1].start, words[ends[0]].end) if plain and ends[0] > at + 1 else None


def _after_verbs(words: Sequence[Word], last: int) -> int:
    """Index of the head of a project's name that goes on with verbs after `last`: 灌渠|改造|工程; else `last`."""
    at = last + 1
    while at < len(words) and at - last <= _VERBS and words[at].tag[0] in "vl" and words[at].role == TEXT:
        at += 1
    return at if last + 1 < at < len(words) and words[at].text.endswith(_GENERAL) else last


def _lists(words: Sequence[Word]) -> bool:
    """Whether words are nothing but measures: 总投资5亿元、占地80亩."""
    plain = all(
        word.role == QUANTITY or is_nominal(word) or word.text in "、约近超" or _is_measure(word) for word in words
    )
    return plain and not any(word.role == NAME or word.text in subject_words() for word in words)


def _is_measure(word: Word) -> bool:
    return word.tag.startswith(("m", "r", "a", "v")) and word.text not in clause_words("held")
