"""Where those live, stand or are held who have no place in their name: 某镇某村村民李某, 公司位于某镇, 在某村举行."""

from collections.abc import Callable, Sequence

from transforms.model import Entity
from transforms.observations.found import Subject
from transforms.observations.line import NAME, QUANTITY, Line, Word
from transforms.observations.passing import counts_whole
from transforms.observations.persons import entity_of, is_person
from transforms.observations.speakers import is_office
from transforms.observations.words import clause_words, ends_as

#: What opens a clause that tells how far away its place is: 往南十余公里的某镇，.
_AWAY = ("往", "向", "从", "沿", "由", "距", "离", "再往", "顺", "继续", "一路")
#: Of whom and what it is told where they are.
_TOLD = frozenset({"place", "person"})
#: How many words tell what someone is, between his place and his name.
_TITLES = 10
#: An office of the whole county belongs to no place that it is told of at.
_WHOLE = ("省", "市", "县", "区", "州", "全")


def scene(line: Line, words: Sequence[Word]) -> Word | None:
    """The place that a clause of `words` consists of, how far away it is apart: 往南十余公里的|某镇，."""
    if not words or words[-1].role != NAME or entity_of(line, words[-1]).type != "place":
        return None
    if len(words) == 1:
        return words[0]
    far = words[0].text.startswith(_AWAY) and words[-2].text == "的" and any(word.role == QUANTITY for word in words)
    return words[-1] if far else None


class Whereabouts:
    """Places of those told of so far; sentences are heard in order.

    `holds` says which places have figures, `inside` which of them are parts of home.
    """

    def __init__(self, holds: Callable[[Line, Word], bool], inside: Callable[[Entity], bool]) -> None:
        self._holds, self._inside = holds, inside
        self._of: dict[str, Entity] = {}
        self._scene: Entity | None = None
        self._told_here = False
        self._paragraph = -1

    def hear(self, line: Line) -> None:
        """A sentence: where it says that something is, and whose place it names."""
        if line.sentence.paragraph != self._paragraph or counts_whole(line):
            self._paragraph, self._scene = line.sentence.paragraph, None
        self._told_here = False
        if _TOLD.isdisjoint(line.types):
            return
        for _, _, words, rest in line.worded:
            alone = scene(line, words) if words and words[-1].role == NAME else None
            if rest and rest[0].role == NAME:
                self._open(line, rest[0])
            for index, word in enumerate(words):
                if word.role != NAME:
                    continue
                if is_person(line, word):
                    self._lives(line, words[max(0, index - _TITLES) : index], entity_of(line, word))
                elif word is alone or self._is_at(line, words, index):
                    self._set(line, word)

    def note(self, place: Entity | None) -> None:
        """A number was told of a place: so may be what comes after it in the paragraph."""
        self._scene = self._scene or place

    def of(self, subject: Subject) -> Entity | None:
        """Where the subject of a number in the sentence heard last is, if it was told."""
        text = subject.text or ""
        if subject.type == "org" and (is_office(text) or text.startswith(_WHOLE)):
            return None
        if self._told_here and text and self._scene is not None:
            self._of.setdefault(text, self._scene)
        held = ends_as(text, "happening")
        return self._of.get(text) or (None if held else self._scene)

    def _is_at(self, line: Line, words: Sequence[Word], index: int) -> bool:
        """Whether something is told to be in the place named at `index`: 位于|某镇, 走进|某村; in no list of places."""
        before = words[index - 1].text if index else ""
        listed = line.text.startswith(("、", "和", "与", "等", "以及"), words[index].end)  # 在某市、某县等9个县市
        return not listed and (before in clause_words("at") or before in clause_words("way"))

    def _open(self, line: Line, first: Word) -> None:
        """A clause opens with a part of home: those told of after it are there, where nothing else was told."""
        place = entity_of(line, first)
        if place.type == "place" and self._inside(place) and self._holds(line, first):
            self.note(place)

    def _set(self, line: Line, word: Word) -> None:
        if self._holds(line, word):
            self._scene, self._told_here = entity_of(line, word), True

    def _lives(self, line: Line, before: Sequence[Word], person: Entity) -> None:
        """Remember the place in what someone is called: 某镇某村村民李某, 家住某社区的老人李某."""
        for word in reversed(before):
            if word.role == NAME and self._holds(line, word):
                self._of.setdefault(person.name, entity_of(line, word))
                return
        if self._told_here and self._scene is not None:
            self._of.setdefault(person.name, self._scene)
