"""Persons told of so far in an article: whom 他 and 老周 stand for, whose age it is, whom clauses go on about."""

import re
from collections.abc import Sequence

from transforms.model import Entity
from transforms.observations.line import NAME, QUANTITY, Line, Word
from transforms.observations.persons import (
    HE,
    THIS,
    TITLES,
    acting,
    entity_of,
    is_he,
    is_person,
    is_private,
    titles,
    whose_age,
)
from transforms.observations.slots import Slot
from transforms.observations.words import speech_verbs

_POST = re.compile(
    r"(?:书记|主任|[镇乡村市县区局处科站所院校厂社会队部店]长|经理|总监|总裁|负责人|董事|主席|老总|委员|创始人)$"
)

#: What a phrase that is_he accepts begins with.
_HE_OR_THIS = re.compile("[他她这那]")
_WHEN = frozenset(("后", "时", "前", "以后", "之后", "以前", "以来", "之前"))
#: How many words such a phrase has.
_PHRASE = 4


def _after_when(words: Sequence[Word]) -> Sequence[Word]:
    """The words after a phrase of time that opens a clause: 电改后|他添了3台冰柜."""
    at = next((i for i, word in enumerate(words[:_PHRASE]) if word.text in _WHEN), -1)
    return words[at + 1 :] if at >= 0 else words


class People:
    """Persons named so far in an article: the last one, whom 他 stands for, and what bodies they founded."""

    def __init__(self, hero: Entity | None = None) -> None:
        self._hero = hero
        self._last: tuple[Entity, int] | None = None
        self._led: dict[str, Entity] = {}
        self._surnamed: dict[str, Entity] = {}
        self._private: set[str] = set()

    def meet(self, line: Line, words: Sequence[Word]) -> None:
        """Remember the person named last among `words`."""
        named = [word for word in words if is_person(line, word)]
        if named:
            told = (word for at, word in enumerate(words) if is_person(line, word) and is_private(words, at))
            self._private.update(entity_of(line, word).name for word in told)
            self._last = entity_of(line, named[-1]), line.sentence.paragraph
            self._surnamed[named[-1].text[0]] = self._last[0]

    def told(self, line: Line, words: Sequence[Word]) -> tuple[Entity, str] | None:
        """Whom a clause of `words`, openers apart, tells of, and the rule: the hero, 他, 他的儿子周某, 老周."""
        he = bool(words) and words[0].text in HE
        if not (he or self._last or self._hero):
            return None
        if hero := self.acting(line, words):
            return hero, "clause"
        named = line.persons and len(words) > 1 and is_person(line, words[0])
        if named and entity_of(line, words[0]).name in self._private:
            acts = words[1].text not in speech_verbs() and words[1].text not in ("、", "和", "的", "等")
            return (entity_of(line, words[0]), "clause") if acts else None  # 如今，|郝某|天天来河边遛弯
        if he and len(words) > 2 and words[1].text == "的" and (his := acting(line, words[2:])):
            return entity_of(line, his), "clause"
        if he and len(words) > 3 and words[2].text == "的" and words[3].role == NAME:
            body = entity_of(line, words[3])  # 他|领办|的|某某合作社|固定资产达1200万元
            return (body, "clause") if body.type == "org" else None
        pointed = _HE_OR_THIS.search(line.text) and is_he(_after_when(words))
        him = (self.he_himself(line) if pointed else None) or self.nicknamed(line, words)
        return (him, "stands for") if him else None

    def nicknamed(self, line: Line, words: Sequence[Word]) -> Entity | None:
        """The person named before whom 老周 or 小李 at the opening stands for."""
        if not words or words[0].role == QUANTITY or words[0].text[0] not in "老小":
            return None
        start = words[0].start
        surname = line.text[start + 1 : start + 2]
        return self._surnamed.get(surname) if any(word.end == start + 2 for word in words[:2]) else None

    def him(self, line: Line) -> Entity | None:
        """Whom 他 stands for: the person named last, in this paragraph or the one before."""
        person, paragraph = self._last or (None, 0)
        return person if paragraph >= line.sentence.paragraph - 1 else None

    def he_himself(self, line: Line) -> Entity | None:
        """Whom 他 stands for where a clause tells of him; the figures of who holds a post are those of his body."""
        person = self.him(line)
        posted = person is not None and person != self._hero and _POST.search(person.role or "")
        return None if posted else person

    def of_age(self, line: Line, slot: Slot) -> Entity | None:
        """Whose age the number of a slot tells."""
        word = whose_age(line, slot)
        before = line.before(slot.quantity.start)
        if word is None and before >= 0 and line.words[before].text in THIS:  # 这个|46岁|的汉子
            return self.him(line)
        at = line.first_at(slot.quantity.end)
        if word is None and line.words[at : at + 1] and line.words[at].text == "的":  # 58岁的|老刘
            return self.nicknamed(line, line.words[at + 1 : at + 3])
        return None if word is None else entity_of(line, word) if word.role == NAME else self.him(line)

    def lead(self, line: Line, words: Sequence[Word], body: Entity) -> None:
        """Remember that the person named among `words`, or 他 there, founded a body."""
        named = [entity_of(line, word) for word in words if is_person(line, word)]
        person = named[-1] if named else self.him(line)
        if person is not None:
            self._led[person.name] = body

    def acting(self, line: Line, words: Sequence[Word]) -> Entity | None:
        """The hero of the article, where a clause tells what he does."""
        index = next((i for i, word in enumerate(words[:TITLES]) if is_person(line, word)), -1) if self._hero else -1
        if index < 0 or entity_of(line, words[index]) != self._hero:
            return None
        titled = all(titles(words, i) for i in range(index))
        return self._hero if titled and not (index + 1 < len(words) and words[index + 1].text == "、") else None

    def led_by(self, line: Line, words: Sequence[Word]) -> Entity | None:
        """The body whose founder opens a clause of `words`: 李某|掰着指头算账."""
        founder = len(words) > 1 and self._led and is_person(line, words[0]) and words[1].text not in ("、", "和", "的")
        return self._led.get(entity_of(line, words[0]).name) if founder else None

    def leader_after(self, line: Line, following: Line | None) -> Entity | None:
        """The body whose founder opens the sentence after a quotation."""
        same = following is not None and following.sentence.paragraph == line.sentence.paragraph
        return self.led_by(following, following.words) if same and line.text.startswith("“") else None
