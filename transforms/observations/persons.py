"""People whom a number is about: 72岁的退休教师王某, 村民李某, and 他 after them."""

import bisect
import operator
import re
from collections.abc import Sequence

from transforms.model import Entity
from transforms.observations.line import NAME, QUANTITY, TEXT, TIME, Line, Word
from transforms.observations.nominal import is_nominal
from transforms.observations.slots import Slot
from transforms.observations.words import clause_words, ends_as, governing_verbs, speech_verbs

HE = frozenset({"他", "她"})
#: What opens an attribute that tells of a person alone: 家住双江街道的|柏某某.
_LIVES = frozenset({"家住", "来自", "住在", "出生", "生于", "祖籍", "老家"})
_HOUSES = frozenset({"家", "家里", "家中", "一家", "家的", "夫妇", "夫妻", "夫妻俩", "两口子", "一家人"})
#: What is so near to someone that what is told of it is told of him.
_HIS = ("家", "笔记本", "账本", "手机", "摊位", "小店", "店铺", "大棚", "果园", "鱼塘", "院子", "小院")
THIS = frozenset({"这个", "这位", "这名", "那个", "那位", "这"})
#: How many words of titles stand between an age and its name, or open a clause before a name.
TITLES = 10
#: How many words before a name tell what he is; “|90|后|”.
_BEFORE_NAME = 4
#: A generation, or a trade of any name: 筏工, 梨农, 篾匠.
_TRADE = re.compile(r"\d[05]后$|[五六七八九零]零后$|[\u4e00-\u9fff][工农匠]$")
_MARKS = frozenset("“”‘’、·（）()")


def is_person(line: Line, word: Word) -> bool:
    """Whether a word names a person; none is called so that an aspect ends the name: 村民|戴着草帽."""
    return word.role == NAME and entity_of(line, word).type == "person" and word.text[-1] not in "着了过"


def entity_of(line: Line, word: Word) -> Entity:
    """The entity that a word which is a name names."""
    return line.entities[line.names[word.ref].entity]


def described(line: Line, words: Sequence[Word]) -> Word | None:
    """The person whom an attribute before `words` describes: 租下1200平方米车间的|创业者李某."""
    word = _headed(line, words[:TITLES])
    at = words.index(word) if word is not None and word.role == NAME else 0
    return words[at] if at and is_private(words, at) else None


def is_private(words: Sequence[Word], index: int) -> bool:
    """Whether what stands before the person at `index` makes him one who works for himself: 果农, “90后”."""
    if index > 0 and words[index - 1].text in ("”", "’"):  # “农机大王”|谭某
        return True
    before = "".join(word.text for word in words[max(0, index - _BEFORE_NAME) : index]).rstrip("”’")
    return ends_as(before, "private") or bool(_TRADE.search(before))


def whose_age(line: Line, slot: Slot) -> Word | None:
    """The name of whom an age tells, or the word 他 for him: 34岁的|王某, 王某（男，34岁）, 王某今年34岁."""
    at = line.first_at(slot.quantity.end)
    words = line.words[at : at + TITLES]
    if words and words[0].text == "的":
        return _headed(line, words[1:])
    if slot.bracketed:
        before = line.before((line.bracket_at(slot.quantity.start) or (0, 0))[0])
        return line.words[before] if before >= 0 and is_person(line, line.words[before]) else None
    if words and words[0].text not in "，。；、,;":  # 60岁以上老人
        return None
    return _before_age(line, slot)


def _headed(line: Line, words: Sequence[Word]) -> Word | None:
    """The person that the phrase which begins `words` ends with."""
    for index, word in enumerate(words):
        if is_person(line, word) or word.text in HE:
            return word
        last = index + 1 == len(words)
        if last or not (titles(words, index) or (word.text == "的" and words[index + 1].role == NAME)):
            return None
    return None


def _before_age(line: Line, slot: Slot) -> Word | None:
    """The person who opens the clause, or the clause before one that tells only his sex and age."""
    words = [word for word in line.between(slot.clause_start, slot.quantity.start) if word.role != TIME]
    if words and (is_person(line, words[0]) or words[0].text in HE):
        return words[0]
    if words or not slot.clause:  # 年龄最大的选手|74岁
        return None
    start, end = line.clauses[slot.clause - 1]
    before = [word for word in line.between(start, end) if word.text not in ("男", "女")]
    if not before and slot.clause > 1:
        before = list(line.between(*line.clauses[slot.clause - 2]))
    return before[-1] if before and is_person(line, before[-1]) else None


def titles(words: Sequence[Word], index: int) -> bool:
    """Whether the word at `index` can stand in what someone is called: “90后”|退休|教师."""
    word = words[index]
    if word.text in _MARKS or word.role in (TIME, QUANTITY) or word.tag == "m" or is_nominal(word):  # “90|后”创业者
        return True
    free = word.tag.startswith("v") and governing_verbs().get(word.text, "never") == "never"
    return free and index + 1 < len(words) and words[index + 1].role == TEXT and is_nominal(words[index + 1])


def acting(line: Line, words: Sequence[Word]) -> Word | None:
    """A person who opens a clause, works for himself and does more than speak; `words` are those after its openers.

    What he is stands before him: 漳江街道种粮大户|李某|今年流转稻田1200余亩, or his age: 34岁的|王某|每天走两万步.
    """
    if not line.persons:
        return None
    words, told = _after_attribute(line, words)
    index = next((i for i, word in enumerate(words[:TITLES]) if is_person(line, word)), -1)
    if index < 0 or not all(titles(words, i) for i in range(index)):
        return None
    private = is_private(words, index)
    if index + 1 == len(words):  # 瓜农马某，39岁，; 58岁的石某，
        lives = index > 0 and words[index - 1].text == "的"  # 丁楼村的|任某，是村里第一个开网店的人
        opens = line.clause_at(words[index].start) == 0 and all(is_nominal(word) for word in words[:index])
        tells = _age_follows(line, words[index].end) or opens  # 某镇某村瓜农李某，去年…
        return words[index] if told or lives or (private and tells) else None
    following = words[index + 1]
    if following.text in _HOUSES and private:  # 村民景某|家|的小院
        return words[index]
    if following.text == "的" and index + 2 < len(words) and words[index + 2].text.startswith(_HIS):  # 魏某|的|笔记本上
        return words[index]
    if following.text == "的":  # 梨农贾某|的|60亩鸭梨
        return words[index] if private and index + 2 < len(words) and _owned(words[index + 2]) else None
    acts = following.text not in speech_verbs() and following.text not in ("、", "和", "等")
    return words[index] if acts and (told or private or following.text in clause_words("life")) else None


def _owned(word: Word) -> bool:
    """Whether a word after 的 is what someone has: 60亩鸭梨, “山里人家”."""
    return word.role == QUANTITY or word.text.startswith("“")


def _age_follows(line: Line, end: int) -> bool:
    at = bisect.bisect_right(line.quantities, end, key=operator.attrgetter("start"))
    following = line.quantities[at] if at < len(line.quantities) else None
    return following is not None and following.kind == "age" and following.start - end <= len("，男，")


def _after_attribute(line: Line, words: Sequence[Word]) -> tuple[Sequence[Word], bool]:
    """The words after 34岁的, 化山村61岁的 or 来自重庆的, and whether it was an age."""
    if len(words) > 3 and (words[0].role, words[1].role) == (NAME, QUANTITY) and not is_person(line, words[0]):
        words = words[1:]
    if len(words) > 2 and words[0].role == QUANTITY and words[1].text == "的":
        aged = line.quantities[words[0].ref].kind == "age"
        return (words[2:], True) if aged else (words, False)
    index = next((i for i, word in enumerate(words) if is_person(line, word)), 0)
    at = next((i for i in range(index - 1, 0, -1) if words[i].text == "的"), 0)  # 从重庆来的|游客刘先生
    if not at or not all(titles(words, i) for i in range(at + 1, index)):
        return words, False
    return (words[at + 1 :], words[0].text in _LIVES) if words[0].text not in HE else (words, False)


def is_he(words: Sequence[Word]) -> bool:
    """Whether 他, 他家 or 这个46岁的汉子 opens what `words` say."""
    if not words or words[0].role != TEXT:
        return False
    aged = len(words) > 3 and words[0].text in THIS and words[1].role == QUANTITY and words[2].text == "的"
    return words[0].text in HE or words[0].text in ("他家", "她家") or aged
