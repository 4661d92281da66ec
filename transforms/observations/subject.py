"""Whom a number is about: the owner named beside it, the subject of its clause, or of those before, or home."""

import re
from collections.abc import Iterator, Sequence

from transforms.model import Entity
from transforms.observations.antecedents import Antecedents, spelt_out
from transforms.observations.brands import Brands
from transforms.observations.found import Found, Subject, View
from transforms.observations.leading import Leads
from transforms.observations.line import NAME, Clause, Line
from transforms.observations.nameless import is_around, is_deed, tells_of_first
from transforms.observations.owners import among, described_by, owner_of
from transforms.observations.passing import (
    counts_larger,
    counts_whole,
    goes_along,
    goes_on,
    has_own,
)
from transforms.observations.people import People
from transforms.observations.persons import entity_of
from transforms.observations.shares import shared_out
from transforms.observations.speakers import is_office, reports, speaking, speaks_first, spoken_for
from transforms.observations.stories import Stories
from transforms.observations.things import Things
from transforms.observations.topics import Topic, clause_topic
from transforms.observations.words import subject_words

#: By these rules a clause names what it is about.
_NAMED = frozenset({"clause", "stands for", "literal"})

#: No subjects: a clause that is a quotation (“企业吹哨、部门报到”，), one by which another serves (“一企一策”送服务).
_QUOTED = re.compile("“[^“”]{2,18}”(?=[，；。送抓优]|促(?!成))")


class Subjects:
    """Subjects of an article's numbers; sentences must come in order, since a subject reaches over the next."""

    def __init__(
        self,
        entities: Sequence[Entity],
        home: Entity | None,
        lines: Sequence[Line],
        recurring: frozenset[str],
        *,
        explaining: bool = False,
    ) -> None:
        self._recurring, self._explaining = recurring, explaining
        self._known = Antecedents(entities, home)
        self._stories = Stories(lines, home)
        self._brands = Brands(entities)
        self._topic: Subject | None = None
        self._ground: Subject | None = None  # what a paragraph is about beside persons
        self._speaker: Entity | None = None
        self._paragraph = -1
        self._people = People(self._stories.hero)
        self._things = Things()
        self._leads = Leads(self._known, self._stories, self._people)

    def of(
        self, line: Line, views: Sequence[View], found: Sequence[Found], following: Line | None = None
    ) -> list[Subject]:
        """The subject of each quantity of the next sentence; `following` is the one after it."""
        self._speaker = speaking(line, following, self._known, self._people)
        if self._topic and self._topic.type == "person" and speaks_first(line, self._topic.entity):
            self._topic = self._ground
        passed = self._things.passes(self._topic.rule if self._topic else "", line)
        if passed or counts_whole(line) or (line.sentence.paragraph != self._paragraph and not goes_on(line)):
            self._topic = self._ground = None
        opens = line.sentence.paragraph != self._paragraph
        if opens:
            self._known.begin()
        self._paragraph = line.sentence.paragraph
        self._stories.begin(line)
        topics = self._topics(line)
        if opens:
            self._stories.open([topic.entity for topic in topics if topic and topic.entity and topic.rule in _NAMED])
        if len(topics) > 1 and topics[0] is None and goes_along(line):
            topics[0] = topics[1]
        led = self._leads.after(line, topics)
        latest: list[Subject | None] = []
        for topic in led:
            latest.append(topic or (latest[-1] if latest else None))
        subjects = [self._subject(line, view, found[i], topics, latest) for i, view in enumerate(views)]
        for index, name in shared_out(line, views, subjects).items():
            subjects[index] = subjects[index]._replace(entity=self._known.named(name), text=name)
        self._topic = self._things.lasting(led, self._topic, self._stories.runs)
        self._ground = self._topic if self._topic and self._topic.type != "person" else self._ground
        return subjects

    def hear(self, line: Line) -> None:
        """Remember the names of a sentence that says nothing else of use, and where it leads."""
        self._stories.begin(line)
        if not line.names:
            return
        if "org" in line.types:
            self._leads.after(line, self._topics(line))
        else:
            self._known.take(line, 0, len(line.text))
            if line.persons:
                self._people.meet(line, line.words)

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
        return first._replace(lost=tuple(lost))

    def _candidates(
        self, line: Line, view: View, found: Found, topic: Subject | None, before: Subject | None
    ) -> Iterator[Subject]:
        person = self._people.of_age(line, view.slot) if view.kind == "age" else None
        aged = Subject(person, person.name, "age") if person else None
        owned = aged or self._beside(line, view, found)
        doing = topic or before
        if owned and doing and (owned.rule, doing.type, owned.type) == ("owner", "person", "place"):
            yield doing  # 他三年前辞去|深圳|年薪20万元的工作
        if owned and topic and (owned.rule, topic.rule) == ("described", "work"):  # 总投资8亿元的福建某某项目
            yield topic
        if owned and not (owned.rule == "literal" and topic and topic.rule == "happening"):  # 本届洽谈会|签约项目186个
            yield owned
        if topic:
            yield topic
        speaker = Subject(self._speaker, self._speaker.name, "speaker") if self._speaker else None
        if speaker and speaker.type == "person":  # “去年我贷了8万元。”村民周某说
            yield speaker
        if before and not (before.type == "program" and has_own(line, view, before.text or "")):
            yield before._replace(rule="sentence")
        if self._topic:
            yield self._topic._replace(rule="sentence before")
        if speaker:
            yield speaker
        yield self._story()

    def _story(self) -> Subject:
        """Whom a number without a nearer subject is about."""
        entity, rule = self._stories.told()
        return Subject(entity, entity.name if entity else None, rule)

    def _beside(self, line: Line, view: View, found: Found) -> Subject | None:
        """Who is named beside the number for its owner."""
        if (topic := owner_of(line, found)) and (told := self._told(line, topic)):
            return told if told.rule == "literal" else told._replace(rule="owner")
        if (topic := among(line, view)) and (told := self._told(line, topic)):
            return told._replace(rule="among")
        if (topic := described_by(line, view)) and (told := self._told(line, topic)):
            return told._replace(rule="described")
        return None

    def _topics(self, line: Line) -> list[Subject | None]:
        """What each clause is about."""
        topics: list[Subject | None] = []
        told = self._topic
        self._things.begin(line)
        for clause in line.worded:
            quoted = line.text.startswith("“", clause.start) and _QUOTED.match(line.text, clause.start)
            larger = told and counts_larger(clause.rest, told.entity)
            subject = None if quoted else self._story() if larger else self._clause(line, clause)
            if subject and subject.entity:
                self._known.note(subject.entity)
                self._stories.hear(subject.entity)
            topics.append(subject)
            told = subject or told
            if line.names:
                self._known.take(line, clause.start, clause.end)
            if line.persons:
                self._people.meet(line, clause.words)
        return topics

    def _clause(self, line: Line, clause: Clause) -> Subject | None:
        """What one clause is about by itself."""
        words = clause.rest
        if line.persons and (spoken := spoken_for(line, words)):
            entity = self._known.governed_by(entity_of(line, spoken))
            return Subject(entity, entity.name, "clause")
        if person := self._people.told(line, words):
            return Subject(person[0], person[0].name, person[1])
        if thing := self._things.told(line, clause):
            return Subject(self._known.named(thing[0]), *thing)
        if line.persons and (body := self._people.led_by(line, words)):
            return Subject(body, body.name, "clause")
        if firm := self._brands.opens(line, words):
            return Subject(firm, firm.name, "stands for")
        topic = clause_topic(line, clause, self._recurring)
        told = self._told(line, topic) if topic else None
        return None if told and told.type == "org" and is_office(told.text or "") and reports(clause.words) else told

    def _told(self, line: Line, topic: Topic) -> Subject | None:
        """The subject that a topic names or stands for."""
        word = topic.word
        if topic.literal and topic.literal not in subject_words():  # 这个4.3万平方米的|园区
            return Subject(self._known.named(topic.literal), topic.literal, "literal")
        if word.role == NAME and (is_deed(word.text) or is_around(line, word)):
            return None
        if word.role == NAME:
            entity = self._known.governed_by(line.entities[line.names[word.ref].entity])
            listed = topic.end > word.end and not tells_of_first(line.text, topic.end)
            text = entity.name + line.text[word.end : topic.end] if listed else entity.name
            return Subject(entity, text, "clause")
        known = subject_words()[topic.literal or word.text]
        spoken = self._speaker is not None and known.refers == self._speaker.type and word.text[0] not in "该全"
        entity = self._speaker if spoken else self._known.resolve(known)
        if entity is None and known.to in ("项目", "工程"):  # 某某公司…项目开工。|该项目|占地…
            entity = self._known.firm()
        if entity is not None:
            return Subject(entity, spelt_out(entity, known), "stands for")
        aside = known.refers == "thing" and self._topic is not None and self._topic.type == "person"  # 食堂去年9月开办
        return Subject(None, word.text, "unresolved") if aside or word.text.startswith("全") else None
