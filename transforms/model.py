"""What a document is read into, step by step. Offsets of a sentence's parts count code points of `Sentence.text`.

The records are tuples: an article has hundreds, and frozen dataclasses take three to five times as long to make.
"""

from datetime import date
from typing import NamedTuple

Span = tuple[int, int]


class Sentence(NamedTuple):
    """One sentence, breaks of the layout repaired.

    `pieces` are spans of the source text in reading order; the characters of the source at those spans, joined, are
    `text` (a line break or other white space kept inside a piece stands as one space in `text`, so lengths agree).
    `paragraph` counts the article's paragraphs from 1; `role` is one of `warehouse.schema.words.SENTENCE_ROLES`.
    """

    text: str
    pieces: tuple[Span, ...]
    role: str = "body"
    paragraph: int = 1

    def source_pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """Where `text[start:end]` stands in the source: its parts, in reading order."""
        first, end_of_first = self.pieces[0] if self.pieces else (0, 0)
        if 0 <= start < end <= end_of_first - first:
            return ((first + start, first + end),)
        found, offset = [], 0
        for piece_start, piece_end in self.pieces:
            low, high = max(start, offset), min(end, offset + piece_end - piece_start)
            if low < high:
                found.append((piece_start + low - offset, piece_start + high - offset))
            offset += piece_end - piece_start
        return tuple(found)


class Article(NamedTuple):
    """One article of a page, in reading order, with its sentences (titles, headings and captions are sentences too)."""

    title: str | None
    kicker: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    photo_credits: tuple[str, ...]
    headings: tuple[str, ...]
    captions: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    char_start: int
    char_end: int


class Quantity(NamedTuple):
    """A number with its unit at `text[start:end]` of a sentence; fields as in CONTRACT.md's `mart.observations`."""

    start: int
    end: int
    mention: str
    kind: str
    value: float
    value_high: float | None
    unit: str
    base_value: float | None
    base_unit: str | None
    bound: str
    salience: str
    rule: str
    confidence: float


class Time(NamedTuple):
    """A time expression at `text[start:end]` of a sentence, resolved to inclusive days where that can be done."""

    start: int
    end: int
    mention: str
    start_date: date | None
    end_date: date | None
    granularity: str
    rule: str


class Published(NamedTuple):
    """When an article was published: the best day and the window it lies in, with what that rests on."""

    best: date | None
    earliest: date | None
    latest: date | None
    basis: str | None
    evidence: str | None


class Entity(NamedTuple):
    """A named entity of a document under its fullest form there; `parent` is the fullest name of where it lies."""

    name: str
    aliases: tuple[str, ...]
    type: str
    role: str | None = None
    org: str | None = None
    parent: str | None = None
    place_code: str | None = None


class NameMention(NamedTuple):
    """A name at `text[start:end]` of the sentence with index `sentence`; `entity` is the index of its entity."""

    sentence: int
    start: int
    end: int
    mention: str
    entity: int
    rule: str


class Observation(NamedTuple):
    """A quantity with everything that the text says of it; fields as in CONTRACT.md's `mart.observations`."""

    sentence: int
    quantity: Quantity
    indicator: str | None
    measure: str
    direction: str | None
    comparison: str | None
    subject: str | None
    subject_type: str | None
    place: str | None
    place_code: str | None
    period_start: date | None
    period_end: date | None
    period_basis: str | None
    status: str
    rule: str
    confidence: float


class Event(NamedTuple):
    """A happening told in the sentence with index `sentence`; fields as in CONTRACT.md's `mart.events`."""

    sentence: int
    type: str
    trigger: str
    what: str
    start_date: date | None
    end_date: date | None
    place: str | None
    participants: tuple[str, ...]
    rule: str
