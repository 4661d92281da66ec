"""Stage frame of what the readers counted in each document, before any of it became a row."""

import operator
from collections.abc import Sequence

import polars as pl

from transforms.frames.rows import Readings, as_frame
from transforms.reading import ArticleFacts, DocumentFacts
from warehouse.schema import stage


def reading_frame(readings: Readings) -> pl.DataFrame:
    """Rows of `stage.reading`, `publication` apart; nothing is withheld yet."""
    names = [name for name in stage.READING.column_names if name != "publication"]
    withheld = {name: 0 for name in names if name.endswith("_withheld")}
    values = operator.itemgetter(*names)
    rows = (values({"document_key": key, **_counts(reading), **withheld}) for key, reading in readings.items())
    return as_frame(stage.READING, names, rows)


def _counts(reading: DocumentFacts) -> dict[str, int]:
    articles = reading.articles
    observations = [one for facts in articles for one in facts.observations]
    return {
        **_of_sentences(articles),
        "articles": len(articles),
        "numerals": sum(facts.numerals for facts in articles),
        "refused": sum(facts.refused for facts in articles),
        "without_unit": sum(facts.without_unit for facts in articles),
        "quantities": sum(len(found) for facts in articles for found in facts.quantities),
        "observations": len(observations),
        "without_indicator": sum(one.indicator is None for one in observations),
        "mentions": len(reading.names) + sum(len(found) for facts in articles for found in facts.times),
        "entities": len(reading.entities),
        "events": sum(len(facts.events) for facts in articles),
    }


def _of_sentences(articles: Sequence[ArticleFacts]) -> dict[str, int]:
    texts = [sentence.text for facts in articles for sentence in facts.article.sentences]
    return {"sentences": len(texts), "characters": sum(map(len, texts))}
