"""What stands for a work that was told, or goes on about it: 项目一期, 该路, 园区, 建成后."""

import itertools
from collections.abc import Sequence

from transforms.observations.line import QUANTITY, TIME, Line, Word
from transforms.observations.roads import BUILDERS, builds
from transforms.observations.words import clause_forms

_GENERAL = ("项目", "工程")
#: What words for a kind of work stand for, by the ends of its name.
_WAYS = ("路", "高速", "公路", "大道", "段", "高铁", "铁路", "线", "项目", "工程")
_POINTED = dict.fromkeys(
    ("该路", "该路段", "该线", "该段", "线路", "全线", "该线路", "该高速", "该高铁", "该铁路"), _WAYS
)
_POINTED |= dict.fromkeys(("园区", "该园", "该园区", "园内", "园区内"), ("园", "园区", "智谷", "基地"))
_POINTED |= {"该桥": ("桥",), "大桥": ("桥",), "该隧道": ("隧道",), "隧道": ("隧道",)}
_OPENING = 3


def is_part(words: Sequence[Word]) -> bool:
    """Whether a clause tells of one part of what was told: 其中某某大桥…, 最长的某某隧道."""
    return bool(words) and (words[0].text == "其中" or words[0].text.startswith("最"))


def goes_on(line: Line) -> bool:
    """Whether a sentence goes on about the thing that the one before told of: 概算总投资…, 建成后…, a quotation."""
    words = line.words[:_OPENING]
    return (
        bool(BUILDERS.match(line.text))
        or builds(line, 0)
        or any(word.text.startswith(clause_forms("of work")) for word in words[:_OPENING])
    )


def stands_for(words: Sequence[Word], name: str) -> bool:
    """Whether what opens a clause stands for the thing of that `name`: 项目一期, 该工程, the end of its name."""
    if words and words[0].text in _POINTED and name.endswith(_POINTED[words[0].text]):  # 该路|总投资
        return True
    if words and words[0].text in ("该", "整个", "此"):
        words = words[1:]
        if len(words) > 1 and name.endswith(_POINTED.get("该" + words[0].text, "\n")):
            return True
    if len(words) < 2 or words[0].role == QUANTITY:
        return False
    text = ""
    for word, following in itertools.pairwise(words[:3]):
        text += word.text
        if text in _GENERAL:
            return _tells(following)
        if len(text) > 1 and name.endswith(text) and name != text:
            return following.text not in ("的", "、", "和", "与", "等")
    return False


def _tells(word: Word) -> bool:
    """Whether 项目 before this word is the one told: 项目|已, 项目|一期, 项目|总投资; not 项目|审批, 项目|9个."""
    if word.role in (QUANTITY, TIME):
        return word.role == TIME
    return word.tag.startswith(("d", "p", "m")) or word.text.startswith(clause_forms("of work"))
