"""Headings that name one work: what follows below them is about it, as in a list of projects (●某大桥改建工程)."""

import re

from transforms.model import Entity
from transforms.observations.line import NAME, TEXT, Line, Word
from transforms.observations.persons import entity_of
from transforms.observations.words import clause_forms, governing_verbs, indicator_words
from transforms.tokens import is_known

_NUMBERED = re.compile(r"^(?:[●▲◆■★◇○□△☆·•—\s]|[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．])+")
_STAGE = re.compile(r"(?:[一二三四五]期|首期)$")
_MARKS = re.compile("[，。：；！？、…,:;!?]")
_GENERAL = ("工程", "项目")
#: What is done to make one work: 改建|工程; 民生|工程 are many.
_DONE = ("建", "建设", "改造", "整治", "治理", "提升", "修复", "连接", "拓宽", "加固", "装修", "征迁", "安置", "搬迁")
_SHORTEST, _LONGEST = 5, 32


def named_work(line: Line) -> Entity | None:
    """The work that a heading consists of; it lies in the place that its name begins with."""
    name = _NUMBERED.sub("", line.text.strip()).strip()
    whole = _STAGE.sub("", name)
    if not _SHORTEST <= len(name) <= _LONGEST or _MARKS.search(name) or not whole.endswith(clause_forms("work")):
        return None
    start = line.text.index(name)
    words = line.between(start, start + len(whole))
    if not words or (words[0].role == TEXT and words[0].text in governing_verbs()):
        return None
    many = any(word.text in indicator_words("quantifier") or word.role not in (TEXT, NAME) for word in words)
    one = whole != name or any(_is_own(word) for word in words[: -1 if len(words) > 1 else None])
    if many or not one:
        return None
    place = entity_of(line, words[0]) if words[0].role == NAME else None
    return Entity(name, (), "venue", parent=place.name if place is not None and place.type == "place" else None)


def _is_own(word: Word) -> bool:
    """Whether a word makes one work's name of those for a kind of work: a name, an unknown word, what is done to it."""
    return word.role == NAME or word.text.endswith(_DONE) or not is_known(word.text) or word.tag in ("ns", "nz", "nr")
