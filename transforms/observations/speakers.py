"""Who speaks, where a quotation is told before its speaker: “公司今年已接到订单1.2亿元。”某公司总经理李芳说."""

import re
from collections.abc import Sequence

from transforms.model import Entity
from transforms.observations.line import NAME, Line, Word
from transforms.observations.words import speech_verbs

_OPEN, _CLOSE = '“「"', '”」"'
#: How far after the quotation its speaker is looked for.
_REACH = 40
#: 我贷了8万元 is said of the speaker, 我们公司 and 我市 of what he belongs to.
_I = re.compile("我(?![们国省市县区镇乡村院校厂店])")
_TYPES = ("org", "place", "venue")
#: Offices of a government or a party, whose people tell of their place: 县统计局局长某某介绍.
_OFFICE = re.compile(r"(?:局|厅|办|署|党组|办公室|委员会|[省市县区]委|农委|发改委|经信委|住建委|卫健委)$")


def is_office(name: str) -> bool:
    """Whether an organisation is an office that speaks for its place."""
    return bool(_OFFICE.search(name))


def reports(words: Sequence[Word]) -> bool:
    """Whether a clause only says who tells: 县统计局局长某某|介绍, 记者从州商务局|获悉."""
    return bool(words) and (words[-1].text in speech_verbs() or words[-1].text in ("获悉", "了解到"))


def speaker_of(line: Line, following: Line | None) -> Entity | None:
    """Whose words open the line, when he is named after them only: himself, or the body that he speaks for.

    He is named in the line itself or in the one that follows.
    """
    text = line.text.rstrip()
    if not text.startswith(tuple(_OPEN)):
        return None
    types = ("person",) if _I.search(text) else _TYPES
    closing = max(text.rfind(mark) for mark in _CLOSE)
    if 0 < closing < len(text) - 1:
        return _named(line, closing + 1, types)
    same = following is not None and following.sentence.paragraph == line.sentence.paragraph
    return _named(following, 0, types) if same and closing == len(text) - 1 else None


def _named(line: Line, start: int, types: Sequence[str]) -> Entity | None:
    """The last name of one of `types` before the first verb of speaking after `start`."""
    found = None
    for word in line.between(start, min(len(line.text), start + _REACH)):
        if word.text in speech_verbs():
            return found
        if word.role == NAME and line.entities[line.names[word.ref].entity].type in types:
            found = line.entities[line.names[word.ref].entity]
    return None
