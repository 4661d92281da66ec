"""From an indicator's words to its standard name: 全市规上工业企业总产值 → 规模以上工业总产值."""

import functools
import re
import unicodedata
from dataclasses import dataclass

from transforms.indicators.tables import indicators, rewritings, topic_words
from transforms.names.gazetteer import codes_by_name, codes_by_short_name

#: What stands before a name without changing what is measured: 全年, 累计, 实现, 全市, 我区.
_BEFORE = re.compile(
    r"^(?:[全今本当上去][年季月]|上半年|下半年|[前一二三四]季度|(?:\d{4}|前)年|月均|期末|年末|年底|年内|年度|累计|预计|实现|完成|"
    r"实际|共|共计|合计|总计|同期|其中|[全我本该](?:省|市|区|县|州|镇|乡|村|域|街道|社会)|的)"
)
#: What stands after it: the measure has a column of its own.
_AFTER = re.compile(r"(?:同比)?(?:增速|增长率|增长速度|增幅|涨幅|降幅|增长)$")
_MARKS = re.compile(r"[\s“”‘’\"'《》【】\[\]]|[（(][^（）()]{0,20}[）)]")
#: A longer text is a clause, no name; it stays as it is.
_LONGEST = 40
#: The longest name of a place that is looked for before an indicator.
_LONGEST_PLACE = 8
_LONGEST_TOPIC_WORD = 8


@dataclass(frozen=True, slots=True)
class Standard:
    """An indicator's standard name and topic; `known`: it stands in the table."""

    name: str
    topic: str | None
    known: bool


@functools.lru_cache(maxsize=1 << 13)
def standardize(words: str) -> Standard:
    """The standard name and topic of an indicator in the words of a text.

    What the table does not have keeps its words, freed of what stands around a name, and gets its topic by keywords.
    """
    name = _bare(words[:_LONGEST])
    if len(words) > _LONGEST or not name:
        return Standard(words, _topic(words[:_LONGEST]), False)
    known = _known(name)
    while not known and (shorter := _BEFORE.sub("", name, count=1)) != name and len(shorter) >= 2:
        name = shorter
        known = _known(name)
    known = known or _known(_AFTER.sub("", name)) or _without_place(name)
    if known:
        return Standard(known, indicators()[known].topic, True)
    return Standard(name, _topic(name), False)


def _without_place(name: str) -> str | None:
    """The standard name of what follows a division's name: 北仑区GDP."""
    for end in range(min(_LONGEST_PLACE, len(name) - 2), 1, -1):
        place = name[:end]
        if (place in codes_by_name() or place in codes_by_short_name()) and (known := _known(name[end:])):
            return known
    return None


def _bare(words: str) -> str:
    """Words without quotation marks, brackets and spaces, in plain characters.

    NFKC reads ¯ as a space and a combining mark: with the space gone, U and the mark must meet in one character (Ū).
    """
    return unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFKC", words)))


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
    for form in (_bare, lambda name: plain(_bare(name))):
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
        for end in range(start + 1, min(len(name), start + _LONGEST_TOPIC_WORD) + 1):
            if name[start:end] in topic_words() and (end - start, start) > best:
                best, topic = (end - start, start), topic_words()[name[start:end]]
    return topic
