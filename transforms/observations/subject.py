"""Whom a number is about: the owner named beside it, the subject of its clause, or of those before, or home."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transforms.model import Entity
from transforms.observations.antecedents import Antecedents
from transforms.observations.found import Found, View
from transforms.observations.line import NAME, Line, Word
from transforms.observations.nominal import institution
from transforms.observations.persons import People, described, entity_of, is_he
from transforms.observations.speakers import is_office, reports, speaker_of
from transforms.observations.things import Things
from transforms.observations.topics import Topic, after_openers, clause_topic, is_deed, is_natural
from transforms.observations.words import subject_words
from transforms.observations.workplaces import founded, workplace

#: What a sentence is about may be what the next ones are about, if it is one of these.
_LASTING = frozenset({"place", "org", "venue", "person", "group"})
_DESCRIBED = frozenset({"venue", "org", "place", "program"})
#: A list of so many names is no lasting subject: 来自辽宁、黑龙江、北京的游客.
_MANY = 2
#: 某镇与某银行|合作: what follows is told of the first.
_JOINTLY = ("合作", "联合", "携手", "共建", "共同", "签", "联手", "结对")
_LONGEST_GAP, _FARTHEST = 12, 60
#: Clauses about an organisation before an article is taken to be about it.
_LEAST = 3


@dataclass(frozen=True)
class Subject:
    """A subject: the entity, or the words that say it where no entity does, its rule, and what lost to it."""

    entity: Entity | None
    text: str | None
    rule: str
    lost: tuple[str, ...] = ()

    @property
    def type(self) -> str | None:
        """One of the words for a subject's type, None without a subject."""
        return self.entity.type if self.entity else "group" if self.text else None


class Subjects:
    """Subjects of an article's numbers; sentences must come in order, since a subject reaches over the next."""

    def __init__(
        self, entities: Sequence[Entity], home: Entity | None, recurring: frozenset[str], *, explaining: bool = False
    ) -> None:
        self._recurring, self._explaining = recurring, explaining
        self._known = Antecedents(entities, home)
        self._home = home
        self._topic: Subject | None = None
        self._speaker: Entity | None = None
        self._paragraph = -1
        self._people = People()
        self._things = Things()
        self._heard: Counter[Entity] = Counter()

    def of(
        self, line: Line, views: Sequence[View], found: Sequence[Found], following: Line | None = None
    ) -> list[Subject]:
        """The subject of each quantity of the next sentence; `following` is the one after it."""
        speaker = speaker_of(line, following) or self._people.leader_after(line, following)
        self._speaker = None if speaker is not None and is_office(speaker.name) else speaker
        passed = self._topic is not None and self._things.passes(self._topic.rule, line)
        if passed or line.sentence.paragraph != self._paragraph:
            self._topic = None
        self._paragraph = line.sentence.paragraph
        topics = self._topics(line)
        _look_ahead(line, topics)
        led = [self._led(line, *clause) or topic for clause, topic in zip(line.clauses, topics, strict=True)]
        latest = list(itertools.accumulate(led, lambda before, topic: topic or before))
        subjects = [self._subject(line, view, found[i], topics, latest) for i, view in enumerate(views)]
        lasting = [topic for topic in led if topic and self._lasts(topic)]
        lasting = [topic for topic in lasting if (topic.text or "").count("、") < _MANY]
        self._topic = lasting[-1] if lasting else self._topic
        return subjects

    def _lasts(self, topic: Subject) -> bool:
        """Whether the next sentence may be about what a clause is about."""
        if topic.rule in ("happening", "work"):
            return self._things.lasts(topic.text or "", topic.rule)
        return topic.type in _LASTING

    def hear(self, line: Line) -> None:
        """Remember the names of a sentence that says nothing else of use."""
        self._known.take(line, 0, len(line.text))
        self._people.meet(line, 0, len(line.text))

    def _subject(
        self,
        line: Line,
        view: View,
        found: Found,
        topics: Sequence[Subject | None],
        latest: Sequence[Subject | None],
    ) -> Subject:
        """`topics` and `latest`: what each clause is about by itself, and with what was said before it.

        The first candidate in order is the subject; who explains wants to know the others too.
        """
        candidates = self._candidates(line, view, found, topics[view.slot.clause], latest[view.slot.clause])
        first = next(candidates)
        if not self._explaining:
            return first
        lost = dict.fromkeys(other.text for other in candidates if other.text and other.text != first.text)
        return replace(first, lost=tuple(lost))

    def _candidates(
        self, line: Line, view: View, found: Found, topic: Subject | None, before: Subject | None
    ) -> Iterator[Subject]:
        person = self._people.of_age(line, view.slot) if view.kind == "age" else None
        aged = Subject(person, person.name, "age") if person else None
        owned = aged or self._owner(line, found) or self._described(line, view)
        if owned and not (owned.rule == "literal" and topic and topic.rule == "happening"):  # 本届洽谈会|签约项目186个
            yield owned
        if topic:
            yield topic
        speaker = Subject(self._speaker, self._speaker.name, "speaker") if self._speaker else None
        if speaker and speaker.type == "person":  # “去年我贷了8万元。”村民周某说
            yield speaker
        if before:
            yield replace(before, rule="sentence")
        if self._topic:
            yield replace(self._topic, rule="sentence before")
        if speaker:
            yield speaker
        yield self._main()

    def _main(self) -> Subject:
        """Whom the article is about: home, or the organisation that most of its clauses have been about."""
        places = sum(count for entity, count in self._heard.items() if entity.type == "place")
        best = max((entity for entity in self._heard if entity.type == "org"), key=self._heard.get, default=None)
        if best is not None and self._heard[best] >= _LEAST and self._heard[best] > 2 * places:
            return Subject(best, best.name, "main")
        return Subject(self._home, self._home.name if self._home else None, "home")

    def _owner(self, line: Line, found: Found) -> Subject | None:
        """旭升集团 of 旭升集团整体生产效率, cut off the indicator's front."""
        names = [word for word in found.phrase.owners if word.role == NAME or word.text in subject_words()]
        if found.carried < 0 and found.phrase.owners and not names:  # 横店国际会议中心|总建筑面积
            return Subject(None, "".join(word.text for word in found.phrase.owners), "literal")
        if found.carried >= 0 or not names:
            return None
        if line.text[: names[0].start].endswith(("对", "向", "与")):  # 对东盟|出口增长26%
            return None
        told = self._told(line, Topic(names[0], names[-1].end if names[0].role == NAME else names[0].end))
        return replace(told, rule="owner") if told else None

    def _described(self, line: Line, view: View) -> Subject | None:
        """占地4.6公顷的海天文体中心: what the number's clause describes, when that is a name."""
        slot = view.slot
        if view.kind in ("count", "percent", "rank", "duration", "age"):
            return None
        at = line.text.find("的", slot.quantity.end, slot.clause_end)
        if at < 0 or at - slot.quantity.end > _LONGEST_GAP:
            return None
        ends = slot.clause_end
        if line.text.startswith("——", ends) and slot.clause + 1 < len(line.clauses):  # 一所投资1.45亿元的幼儿园——某园
            ends = line.clauses[slot.clause + 1][1]
        words = line.between(at + 1, min(ends, at + _FARTHEST))
        if person := described(line, words):
            return Subject(person, person.name, "described")
        length = institution(words)
        if length and words[0].role != NAME:  # 建筑面积4.8万平方米的|横店第二小学|启用
            return Subject(None, "".join(word.text for word in words[:length]), "described")
        for word in words:
            if word.role == NAME and not is_natural(word.text) and _type(line, word) in _DESCRIBED:
                return replace(self._told(line, Topic(word, word.end)), rule="described")
        return None

    def _topics(self, line: Line) -> list[Subject | None]:
        """What each clause is about."""
        topics: list[Subject | None] = []
        for start, end in line.clauses:
            words = line.between(start, end)
            subject = self._clause(line, words)
            if subject and subject.entity:
                self._known.note(subject.entity)
                self._heard[subject.entity] += 1
            topics.append(subject)
            self._known.take(line, start, end)
            self._people.meet(line, start, end)
        return topics

    def _led(self, line: Line, start: int, end: int) -> Subject | None:
        """The organisation that a clause leads to, for those after it: the scene's, or the one that it founds."""
        words = after_openers(line.between(start, end))
        if scene := workplace(line, words):
            entity = entity_of(line, scene)
            self._known.note(entity)
            return Subject(entity, entity.name, "clause")
        if span := founded(line, words):
            name = line.text[slice(*span)]
            entity = self._known.named(name)
            if entity is not None and entity.type == "org":
                self._known.note(entity)
                self._people.lead(line, start, end, entity)
            return Subject(entity, entity.name if entity else name, "clause")
        return None

    def _clause(self, line: Line, words: Sequence[Word]) -> Subject | None:
        """What one clause is about by itself."""
        if is_he(after_openers(words)) and (person := self._people.he_himself(line)):
            return Subject(person, person.name, "stands for")
        if thing := self._things.told(line, words):
            return Subject(self._known.named(thing[0]), *thing)
        if body := self._people.led_by(line, after_openers(words)):
            return Subject(body, body.name, "clause")
        topic = clause_topic(line, words, self._recurring)
        told = self._told(line, topic) if topic else None
        office = told is not None and told.type == "org" and is_office(told.text or "")
        return None if office and reports(words) else told

    def _told(self, line: Line, topic: Topic) -> Subject | None:
        """The subject that a topic names or stands for."""
        word = topic.word
        if topic.literal:
            return Subject(None, topic.literal, "literal")
        if word.role == NAME and is_deed(word.text):
            return None
        if word.role == NAME:
            entity = self._known.governed_by(line.entities[line.names[word.ref].entity])
            listed = topic.end > word.end and not line.text.startswith(_JOINTLY, topic.end)
            text = entity.name + line.text[word.end : topic.end] if listed else entity.name
            return Subject(entity, text, "clause")
        known = subject_words()[word.text]
        spoken = self._speaker is not None and known.refers == self._speaker.type and word.text[0] not in "该全"
        entity = self._speaker if spoken else self._known.resolve(known)
        if entity is not None:
            return Subject(entity, entity.name, "stands for")
        return Subject(None, word.text, "unresolved") if word.text.startswith("全") else None


def _look_ahead(line: Line, topics: list[Subject | None]) -> None:
    """Give an opening clause that only spans 从…到… the topic of the one after it: 从2家到500家，|某县用了10年."""
    start, end = line.clauses[0] if line.clauses else (0, 0)
    if len(topics) > 1 and topics[0] is None and line.text.startswith("从") and line.text.find("到", start, end) > 0:
        topics[0] = topics[1]


def _type(line: Line, word: Word) -> str:
    return line.entities[line.names[word.ref].entity].type
