"""From an indicator's words to its standard name: 全市规上工业企业总产值 → 规模以上工业总产值."""

import functools
import re
import unicodedata
from dataclasses import dataclass

from transforms.indicators.tables import indicators, rewritings, topic_words

#: What stands around a name without changing what is measured: 全年, 累计, 实现, 全市, 我区.
_BEFORE = re.compile(
    r"^(?:[全今本当上去][年季月]|上半年|下半年|[前一二三四]季度|(?:\d{4}|今|去|前)年|月均|期末|年末|年底|年内|年度|累计|预计|实现|完成|"
    r"实际|共|共计|合计|总计|新增的|同期|其中|[全我本该][国省市区县州镇乡村域街]{1,2}(?:街道)?|的)"
)
_MARKS = re.compile(r"[\s“”‘’\"'《》【】\[\]]|[（(][^（）()]{0,20}[）)]")
#: A longer text is a clause, no name; it stays as it is.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Standard:
    """An indicator's standard name and topic; `known`: it stands in the table."""

    name: str
    topic: str | None
    known: bool


@functools.lru_cache(maxsize=65536)
def standardize(words: str) -> Standard:
    """The standard name and topic of an indicator in the words of a text.

    What the table does not have keeps its words, freed of what stands around a name, and gets its topic by keywords.
    """
    name = _MARKS.sub("", unicodedata.normalize("NFKC", words[:_LONGEST]))
    if len(words) > _LONGEST or not name:
        return Standard(words, _topic(words[:_LONGEST]), False)
    known = _known(name)
    while not known and (shorter := _BEFORE.sub("", name, count=1)) != name and len(shorter) >= 2:
        name = shorter
        known = _known(name)
    if known:
        return Standard(known, indicators()[known].topic, True)
    return Standard(name, _topic(name), False)


def plain(name: str) -> str:
    """A name with its short forms written out and what may be left out left out: two names of one measure meet here."""
    for rewriting in rewritings():
        name = name.replace(rewriting.written, rewriting.plain)
    return name


def _known(name: str) -> str | None:
    return _standards().get(name) or _standards().get(plain(name))


@functools.cache
def _standards() -> dict[str, str]:
    """Standard names by every name and its plain form; standard names win over aliases."""
    found: dict[str, str] = {}
    for form in (lambda name: name, plain):
        for row in indicators().values():
            found.setdefault(form(row.indicator), row.indicator)
        for row in indicators().values():
            for alias in row.aliases:
                found.setdefault(form(alias), row.indicator)
    return found


def _topic(name: str) -> str | None:
    """The topic of the longest known word in the name; of equally long ones the last (the head of a Chinese name)."""
    best, topic = (0, -1), None
    for start in range(len(name)):
        for end in range(start + 1, min(len(name), start + _WIDEST) + 1):
            if name[start:end] in topic_words() and (end - start, start) > best:
                best, topic = (end - start, start), topic_words()[name[start:end]]
    return topic


_WIDEST = 8
