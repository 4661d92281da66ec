"""`baoku explain`: what the extractors see in a piece of text, what competes, what wins and by which rule."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from flows.errors import UsageInvalid
from flows.tables import as_table, console
from transforms.competition import name_contenders, number_contenders, time_contenders
from transforms.facts import ArticleFacts, DocumentFacts
from transforms.model import Article, NameMention, Observation, Quantity, Sentence, Time
from transforms.observations.tracing import trace
from transforms.page.sentences import split_sentences
from transforms.plain import plain
from transforms.reading import article_reading, read_articles, read_document
from warehouse.database import reading
from warehouse.explore.visit import Explanation

STYLES = {"quantity": "bold green", "time": "bold cyan", "name": "bold magenta"}
_ROW = """
SELECT o.*, a.published FROM mart.observations AS o JOIN mart.articles AS a USING (article_key)
WHERE o.observation_key = ?
"""
_DOCUMENT = """
SELECT r.text, d.published, d.document, d.stated
FROM core.dim_document AS d JOIN raw.document AS r USING (document_key)
WHERE d.document_key = ?
"""


def explain_text(text: str, published: date | None) -> None:
    """Print what is read in `text`, sentence by sentence; `published` is the day that times count from."""
    facts = _read(text, published)
    screen = console()
    for index in range(len(facts.articles[0].article.sentences)):
        for part in _sentence(facts, facts.articles[0], index):
            screen.print(part)


def explained(text: str, published: date | None) -> list[Explanation]:
    """What `explain_text` prints in tables, without the tokens: for the explorer's pages."""
    facts = _read(text, published)
    article = facts.articles[0]
    found = (table for index in range(len(article.article.sentences)) for table in _tables(facts, article, index))
    return [Explanation(title, columns, rows) for title, columns, rows in found]


def _read(text: str, published: date | None) -> DocumentFacts:
    sentences = tuple(Sentence(text[start:end], ((start, end),)) for start, end in split_sentences(text))
    return read_articles([Article(None, None, None, (), (), (), (), sentences, 0, len(text))], published)


def explain_row(warehouse: Path, observation_key: int) -> None:
    """Print a row of `mart.observations`, and what is read in its sentence now, where it stands in the document.

    What was printed in traditional characters is shown as it is read, in simplified ones.

    Raises:
        UsageInvalid: there is no such row.
        WarehouseError: there is no warehouse, or it cannot be read.
    """
    with reading(warehouse) as connection:
        result = connection.execute(_ROW, [observation_key])
        names = [column[0] for column in result.description]
        row = result.fetchone()
        if row is None:
            raise UsageInvalid(f"mart.observations in {warehouse} has no observation_key {observation_key}")
        values = dict(zip(names, row, strict=True))
        text, *known = connection.execute(_DOCUMENT, [values["document_key"]]).fetchone()
    console().print(as_table(("column", "value"), values.items(), f"mart.observations, {observation_key}"))
    for part in _sentence_at(read_document(plain(text), *known), values["char_start"]):
        console().print(part)


def _sentence_at(facts: DocumentFacts, at: int) -> Iterator[RenderableType]:
    """What is read in the sentence of a document in which the character `at` stands."""
    for article in facts.articles:
        for index, sentence in enumerate(article.article.sentences):
            if any(start <= at < end for start, end in sentence.pieces):
                yield from _sentence(facts, article, index)


def _sentence(facts: DocumentFacts, article: ArticleFacts, index: int) -> Iterator[RenderableType]:
    text = article.article.sentences[index].text
    names = _names(facts, article, index)
    yield highlighted(text, article.quantities[index], article.times[index], names)
    yield Text("tokens: " + " ".join(f"{token.word}/{token.tag}" for token in article.tokens[index]), style="dim")
    for title, columns, rows in _tables(facts, article, index):
        yield as_table(columns, rows, title)


def _tables(facts: DocumentFacts, article: ArticleFacts, index: int) -> Iterator[tuple[str, tuple[str, ...], list]]:
    """Title, columns and rows of what was read in a sentence, as far as there is any."""
    names = _names(facts, article, index)
    tables = (
        ("Competition", ("kind", "text", "reading", "rule", "outcome"), _competition(facts, article, index)),
        ("Times", ("text", "from", "to", "granularity", "rule"), map(_time, article.times[index])),
        ("Names", ("text", "type", "full name", "rule"), (_name(name, facts) for name in names)),
        ("Observations", OBSERVED, (_observation(o) for o in article.observations if o.sentence == index)),
        ("Choices", ("number", "field", "value", "read from", "what lost"), _choices(facts, article, index)),
        ("Events", ("trigger", "type", "what", "from", "to", "rule"), _events(article, index)),
    )
    for title, columns, rows in tables:
        rows = list(rows)
        if rows:
            yield title, columns, rows


def _names(facts: DocumentFacts, article: ArticleFacts, index: int) -> list[NameMention]:
    return [name for name in facts.names if name.sentence == article.first + index]


def highlighted(text: str, quantities: Sequence[Quantity], times: Sequence[Time], names: Sequence[NameMention]) -> Text:
    """`text` with what was found in it in colours."""
    shown = Text(text)
    for kind, found in (("name", names), ("time", times), ("quantity", quantities)):
        for item in found:
            shown.stylize(STYLES[kind], item.start, item.end)
    return shown


def _competition(facts: DocumentFacts, article: ArticleFacts, index: int) -> Iterator[tuple]:
    """Every reading of numbers, times and names in a sentence, and why it stands or lost."""
    sentence, tokens = article.article.sentences[index], article.tokens[index]
    names = _names(facts, article, index)
    times, quantities = article.times[index], article.quantities[index]
    kinds = (
        ("number", number_contenders(sentence.text, tokens)),
        ("time", time_contenders(sentence.text, tokens, facts.published, times, quantities)),
        ("name", name_contenders(sentence, tokens, names, [*quantities, *times])),
    )
    for kind, contenders in kinds:
        for one in contenders:
            yield kind, sentence.text[one.start : one.end], one.reading, one.rule, one.outcome


def _choices(facts: DocumentFacts, article: ArticleFacts, index: int) -> Iterator[tuple]:
    """What each field of each observation was read from, and what lost to it."""
    for choice in trace(article_reading(article, facts)):
        if choice.sentence == index:
            yield choice.quantity.mention, choice.field, choice.value, choice.source, choice.lost


def _number(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"


def _time(time: Time) -> tuple:
    return time.mention, time.start_date, time.end_date, time.granularity, time.rule


def _name(name: NameMention, facts: DocumentFacts) -> tuple:
    entity = facts.entities[name.entity]
    return name.mention, entity.type, entity.name, name.rule


OBSERVED = ("value", "indicator", "measure", "subject", "place", "period", "status", "rule", "confidence")


def _observation(observation: Observation) -> tuple:
    quantity = observation.quantity
    period = f"{observation.period_start} – {observation.period_end} ({observation.period_basis})"
    change = filter(None, (observation.measure, observation.direction, observation.comparison))
    return (
        " ".join((quantity.bound, _number(quantity.value), quantity.unit)),
        observation.indicator,
        " ".join(change),
        observation.subject,
        observation.place,
        period if observation.period_start else None,
        observation.status,
        observation.rule,
        observation.confidence,
    )


def _events(article: ArticleFacts, index: int) -> Iterator[tuple]:
    for event in article.events:
        if event.sentence == index:
            yield event.trigger, event.type, event.what, event.start_date, event.end_date, event.rule
