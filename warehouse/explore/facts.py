"""What was read in a document: its text, its articles, and every quantity, time, name and event with its characters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from warehouse.explore.access import Row, rows
from warehouse.explore.marks import Fact, Span, placed

KINDS = ("quantity", "time", "name", "event")
_DOCUMENT = "SELECT * FROM mart.documents WHERE document_key = ?"
_ARTICLES = "SELECT * FROM mart.articles WHERE document_key = ? ORDER BY ordinal"
_SENTENCES = "SELECT sentence_key, role, text, pieces FROM mart.sentences WHERE document_key = ? ORDER BY char_start"
_SPANNED = {
    "quantity": "SELECT observation_key AS key, * FROM mart.observations WHERE document_key = ? ORDER BY char_start",
    "time": "SELECT mention_key AS key, * FROM mart.times WHERE document_key = ? ORDER BY char_start",
    "name": "SELECT mention_key AS key, * FROM mart.names WHERE document_key = ? ORDER BY char_start",
}
_EVENTS = "SELECT event_key AS key, * FROM mart.events WHERE document_key = ? ORDER BY event_key"
#: What is told of a fact at a glance, in this order.
SHOWN = {
    "quantity": (
        "mention", "value", "value_high", "unit", "bound", "indicator", "measure", "direction", "comparison", "subject",
        "place", "period_start", "period_end", "status", "rule", "confidence",
    ),
    "time": ("mention", "start_date", "end_date", "granularity", "rule"),
    "name": ("mention", "name", "type", "role", "org", "rule"),
    "event": ("type", "what", "start_date", "end_date", "place", "participants", "rule"),
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A document as it is read: its row of `mart.documents`, its articles, its sentences and what was read in them."""

    document: Row
    articles: list[Row]
    sentences: list[Row]
    facts: dict[str, Fact]

    @property
    def text(self) -> str:
        """The decoded text; every span points into it."""
        return str(self.document["text"])

    @property
    def roles(self) -> Iterator[tuple[str, Sequence[Span]]]:
        """Sentences' roles with their pieces."""
        return ((str(sentence["role"]), spans(sentence["pieces"])) for sentence in self.sentences)


def read_page(connection: duckdb.DuckDBPyConnection, document_key: int) -> Page | None:
    """The current version of a document with all that was read in it; None when there is no such document."""
    document = next(iter(rows(connection, _DOCUMENT, [document_key])), None)
    if document is None:
        return None
    sentences = rows(connection, _SENTENCES, [document_key])
    facts = [
        Fact(f"{kind}-{row['key']}", kind, spans(row["pieces"]), row)
        for kind, sql in _SPANNED.items()
        for row in rows(connection, sql, [document_key])
    ]
    facts += _events(str(document["text"]), sentences, rows(connection, _EVENTS, [document_key]))
    return Page(document, rows(connection, _ARTICLES, [document_key]), sentences, {fact.key: fact for fact in facts})


def spans(pieces: object) -> tuple[Span, ...]:
    """`pieces` of a view as pairs of start and end."""
    return tuple((piece["start"], piece["end"]) for piece in pieces)


def _events(source: str, sentences: Sequence[Row], found: Sequence[Row]) -> Iterator[Fact]:
    """Events at the word that tells of them: they have no span of their own, but a sentence and their words in it."""
    told = {sentence["sentence_key"]: sentence for sentence in sentences}
    for row in found:
        sentence = told[row["sentence_key"]]
        text, trigger = str(sentence["text"]), str(row["trigger"])
        at = text.find(trigger, max(text.find(str(row["what"])), 0))
        start = at if at >= 0 else text.find(trigger)
        if start >= 0:
            pieces = placed(source, spans(sentence["pieces"]), text, start, start + len(trigger))
            yield Fact(f"event-{row['key']}", "event", pieces, row)


def told(fact: Fact) -> Iterator[tuple[str, object]]:
    """Names and values of what is known of a fact, as far as something is."""
    for name in SHOWN.get(fact.kind, ()):
        value = fact.row.get(name)
        if value is not None and value != [] and value != "":
            yield name, value
