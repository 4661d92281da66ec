"""Whom a number is about: the owner named beside it, the subject of its clause, or of those before, or home."""

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.model import Entity
from transforms.observations.antecedents import Antecedents
from transforms.observations.found import Found, View
from transforms.observations.line import NAME, TEXT, TIME, Line, Word
from transforms.observations.words import subject_words

_SUBJECT_TYPES = frozenset({"place", "org", "venue", "program", "product"})
_SPEECH = ("说", "表示", "介绍", "告诉", "透露", "称", "坦言", "指出", "强调")
_ASIDE = ("以来", "之际", "期间", "时期", "基础上", "过程中", "前提下", "推动下", "带领下", "背景下")
_OPENERS = ("c", "d", "x", "t", "f")


@dataclass(frozen=True)
class Subject:
    """A subject: the entity, or the words that say it where no entity does, and how sure such readings are."""

    entity: Entity | None
    text: str | None
    trust: float
    rule: str

    @property
    def type(self) -> str | None:
        """One of the words for a subject's type, None without a subject."""
        return self.entity.type if self.entity else "group" if self.text else None


class Subjects:
    """Subjects of an article's numbers; sentences must come in order, since a subject reaches over the next."""

    def __init__(self, entities: Sequence[Entity], home: Entity | None) -> None:
        self._known = Antecedents(entities, home)
        self._home = home
        self._topic: Subject | None = None
        self._paragraph = -1

    def of(self, line: Line, views: Sequence[View], found: Sequence[Found]) -> list[Subject]:
        """The subject of each quantity of the next sentence."""
        if line.sentence.paragraph != self._paragraph:
            self._topic = None
        self._paragraph = line.sentence.paragraph
        topics = self._topics(line)
        subjects = [self._subject(line, view, found[i], topics) for i, view in enumerate(views)]
        self._topic = next((topic for topic in reversed(topics) if topic), self._topic)
        return subjects

    def _subject(self, line: Line, view: View, found: Found, topics: Sequence[Subject | None]) -> Subject:
        owned = self._owner(line, found) or self._described(line, view)
        if owned:
            return owned
        clause = view.slot.clause
        if topics[clause]:
            return topics[clause]
        for earlier in range(clause - 1, -1, -1):
            if topics[earlier]:
                told = topics[earlier]
                return Subject(told.entity, told.text, told.trust * 0.97, "sentence")
        if self._topic:
            return Subject(self._topic.entity, self._topic.text, self._topic.trust * 0.9, "sentence before")
        return Subject(self._home, self._home.name if self._home else None, 0.8, "home")

    def _owner(self, line: Line, found: Found) -> Subject | None:
        """旭升集团 of 旭升集团整体生产效率, cut off the indicator's front."""
        for word in found.phrase.owners if found.carried < 0 else ():
            told = self._named(line, word)
            if told:
                return Subject(told.entity, told.text, told.trust, "owner")
        return None

    def _described(self, line: Line, view: View) -> Subject | None:
        """占地4.6公顷的海天文体中心: what the number's clause describes, when that is a name."""
        slot = view.slot
        if view.kind in ("count", "percent", "rank"):
            return None
        at = line.text.find("的", slot.quantity.end, slot.clause_end)
        if at < 0 or at - slot.quantity.end > 12:
            return None
        for word in line.between(at, slot.clause_end):
            if word.role == NAME and line.entities[line.names[word.ref].entity].type in (
                "venue",
                "org",
                "place",
                "program",
            ):
                return Subject(*self._entity(line, word), 0.85, "described")
        return None

    def _topics(self, line: Line) -> list[Subject | None]:
        """What each clause is about, by the words that open it."""
        topics: list[Subject | None] = []
        for start, end in line.clauses:
            words = line.between(start, end)
            self._known.take(line, words)
            topics.append(self._topic_of(line, words))
        return topics

    def _topic_of(self, line: Line, words: Sequence[Word]) -> Subject | None:
        at = 0
        while at < len(words) and (words[at].role == TIME or (words[at].role == TEXT and _opens(words[at]))):
            at += 1
        if at == len(words) or _is_aside(words):
            return None
        told = self._named(line, words[at])
        spoken = told is not None and any(word.text in _SPEECH for word in words[-2:])
        return Subject(told.entity, told.text, told.trust * (0.95 if spoken else 1), told.rule) if told else None

    def _named(self, line: Line, word: Word) -> Subject | None:
        """The subject that one word names or stands for."""
        if word.role == NAME:
            entity = line.entities[line.names[word.ref].entity]
            return Subject(*self._entity(line, word), 0.95, "clause") if entity.type in _SUBJECT_TYPES else None
        known = subject_words().get(word.text) if word.role == TEXT else None
        if known is None:
            return None
        entity = self._known.resolve(known)
        if entity is not None:
            return Subject(entity, entity.name, 0.9, "stands for")
        return Subject(None, word.text, 0.7, "literal") if word.text.startswith("全") else None

    def _entity(self, line: Line, word: Word) -> tuple[Entity, str]:
        entity = line.entities[line.names[word.ref].entity]
        governed = self._known.governed_by(entity)
        return governed, governed.name


def _opens(word: Word) -> bool:
    if word.text in subject_words():
        return subject_words()[word.text].refers == "same"
    return word.tag.startswith(_OPENERS) or word.text in (
        "其中",
        "同时",
        "此外",
        "据统计",
        "数据显示",
        "作为",
        "让",
        "使",
    )


def _is_aside(words: Sequence[Word]) -> bool:
    text = "".join(word.text for word in words[-3:])
    return text.endswith(_ASIDE)
