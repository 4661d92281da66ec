"""Whom the clauses after one are about: whom it leads to by a scene, a founding, or what is done to 他."""

from collections.abc import Sequence

from transforms.observations.antecedents import Antecedents
from transforms.observations.found import Subject
from transforms.observations.line import Clause, Line
from transforms.observations.passing import acts_on, may_act_on
from transforms.observations.people import People
from transforms.observations.persons import entity_of
from transforms.observations.stories import Stories
from transforms.observations.workplaces import founded, led_to, may_found


class Leads:
    """Where the clauses of an article lead, with what it has told so far."""

    def __init__(self, known: Antecedents, stories: Stories, people: People) -> None:
        self._known, self._stories, self._people = known, stories, people

    def after(self, line: Line, topics: Sequence[Subject | None]) -> Sequence[Subject | None]:
        """Whom the clauses after each are about, if it tells; not who does something to 它 (街道把它列入试点)."""
        founds, acts = may_found(line), may_act_on(line)
        if not (line.names or founds or acts):
            return topics
        leading: list[Subject | None] = []
        for clause, topic in zip(line.worded, topics, strict=True):
            led = self._scene(line, clause) or (self._founded(line, clause) if founds else None)
            done = acts_on(line, clause) if acts and not led else None
            him = self._people.him(line) if done == "him" else None
            leading.append(led or (Subject(him, him.name, "stands for") if him else None if done else topic))
        return leading

    def _scene(self, line: Line, clause: Clause) -> Subject | None:
        """The place or organisation of the scene that a clause sets for those after it."""
        scene = led_to(line, clause.rest) if line.names else None
        if scene is None:
            return None
        entity = entity_of(line, scene)
        self._known.note(entity)
        if entity.type == "org":
            self._stories.lead(entity)
        return Subject(entity, entity.name, "clause")

    def _founded(self, line: Line, clause: Clause) -> Subject | None:
        """The organisation that a clause tells the founding of, for those after it."""
        span = founded(line, clause.rest)
        if span is None:
            return None
        name = line.text[slice(*span)]
        entity = self._known.named(name)
        if entity is not None and entity.type == "org":
            self._known.note(entity)
            self._stories.lead(entity)
            self._people.lead(line, clause.words, entity)
        return Subject(entity, entity.name if entity else name, "clause")
