"""Whose story an article tells, or the part of it below a heading: what numbers without a nearer subject are about.

A title leads to it (走进某某合作社; 某某社区：; “背篓书记”某某), or a scene does (推开某某公司的车间门).
"""

import re
from collections import Counter
from collections.abc import Sequence

from transforms.model import Entity
from transforms.observations.clause import after_openers
from transforms.observations.items import named_work
from transforms.observations.line import NAME, Line
from transforms.observations.persons import entity_of, is_person
from transforms.observations.words import clause_words

_TYPES = ("place", "org", "venue")
#: Clauses about an organisation before an article is taken to be about it.
_LEAST = 3
#: How many lines of titles are looked at.
_TITLES = 6
#: In so many sentences a person is named whom a title makes the article's hero.
_NAMED = 2
#: What stands before the name of whom a title is about: ——记, a nickname's closing quotation mark.
_NAMES = re.compile(r"(?:记|访|”|’|·|：|　| |——|者|户|师|人|长|员|家|兵|匠)$|^$")
#: Titles of those who hold an office tell of what they did for it: 张三调研某镇.
_OFFICIAL = re.compile(
    r"调研|强调|会见|出席|主持|检查|慰问|走访|督导|督查|讲话|看望|考察|当选|带队|率队|指出|要求|部署|视察|任"
)
_ROOMS = re.compile(r"[\u4e00-\u9fff]{0,6}(?:见闻|纪行|侧记|纪实|小记|札记|手记|故事|掠影|探秘|走访记|印象)?[”’！]?$")


class Stories:
    """Whom the article read so far tells of; `lines` are all of its lines, `home` is the place that it is about."""

    def __init__(self, lines: Sequence[Line], home: Entity | None) -> None:
        self._home = home
        self._whole = _announced(lines)
        self._part: Entity | None = None
        self._heard: Counter[Entity] = Counter()

    @property
    def hero(self) -> Entity | None:
        """The person whom the title makes the article's hero."""
        return self._whole if self._whole is not None and self._whole.type == "person" else None

    @property
    def runs(self) -> bool:
        """Whether a story is being told."""
        return self._part is not None or self._whole is not None

    def begin(self, line: Line) -> None:
        """A heading ends the part before it; it may name what the next one is about."""
        if line.sentence.role in ("heading", "title"):
            self._part = named_work(line) if line.sentence.role == "heading" else None

    def lead(self, entity: Entity) -> None:
        """A scene or a founding led to a body: what follows is about it."""
        self._part = entity

    def open(self, topics: Sequence[Entity]) -> None:
        """A paragraph opens with `topics`: another place or body ends the part."""
        if self._part is not None and any(other.type in _TYPES and other != self._part for other in topics):
            self._part = None

    def hear(self, entity: Entity) -> None:
        """A clause is about `entity`."""
        self._heard[entity] += 1

    def _small(self, place: Entity) -> bool:
        """Whether the article is about a part of its home alone: most clauses are, and none is about home."""
        places = sum(count for entity, count in self._heard.items() if entity.type == "place")
        return self._heard[place] >= _LEAST and 2 * self._heard[place] > places and not self._heard[self._home]

    def told(self) -> tuple[Entity | None, str]:
        """Whom a number without a nearer subject is about, and by which rule: story, main or home."""
        story = self._part or self._whole
        if story is not None:
            return story, "story"
        heard = [entity for entity in self._heard if entity.type == "place"]
        place = max(heard, key=self._heard.get, default=None)
        if place is not None and self._home is not None and place.parent == self._home.name and self._small(place):
            return place, "main"
        places = sum(count for entity, count in self._heard.items() if entity.type == "place")
        best = max((entity for entity in self._heard if entity.type == "org"), key=self._heard.get, default=None)
        if best is not None and self._heard[best] >= _LEAST and self._heard[best] > 2 * places:
            return best, "main"
        return self._home, "home"


def _announced(lines: Sequence[Line]) -> Entity | None:
    """What the title, or a line beside it, says that the article is about."""
    titles = [line for line in lines if line.sentence.role == "title"][:_TITLES]
    for line in titles:
        if (person := _hero(line)) is not None and _sentences_with(person, lines) >= _NAMED:
            return person
    return next((entity for line in titles if (entity := _led_to(line)) is not None), None)


def _led_to(line: Line) -> Entity | None:
    """The place or body that a title leads to: 走进|某某合作社, ——某某社区：."""
    if not line.names or not (line.holds("way") or line.text.rstrip().endswith(("：", ":"))):
        return None
    words = [word for word in after_openers(line.words) if word.text not in ("——", "—")]
    way = bool(words) and words[0].text in clause_words("way")
    words = words[1:] if way else words
    if not words or words[0].role != NAME or entity_of(line, words[0]).type not in _TYPES:
        return None
    after = line.text[words[0].end :].strip()
    headed = after in ("：", ":") or (way and _ROOMS.fullmatch(after))
    return entity_of(line, words[0]) if headed else None


def _hero(line: Line) -> Entity | None:
    """The person whom a title is about: “背篓书记”某某, ——记老支书某某, 某某：守山三十年."""
    if not line.persons or _OFFICIAL.search(line.text):
        return None
    for word in line.words:
        if is_person(line, word):
            ends = line.text[word.end : word.end + 1]
            opens = _NAMES.search(line.text[: word.start])
            return entity_of(line, word) if opens and ends in ("", "：", ":", " ", "的") else None
    return None


def _sentences_with(person: Entity, lines: Sequence[Line]) -> int:
    """In how many sentences of the body a person is named."""
    return sum(any(line.entities[name.entity] is person for name in line.names) for line in lines
               if line.sentence.role == "body")  # fmt: skip
