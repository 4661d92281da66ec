"""Stage frame of what the readers counted in each document, before any of it became a row."""

import operator
from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl

from transforms.facts import ArticleFacts, DocumentFacts
from transforms.frames.rows import Readings, as_frame
from warehouse.schema import stage


def reading_frame(readings: Readings, counts: Mapping[int, Mapping[str, int]]) -> pl.DataFrame:
    """Rows of `stage.reading`, `publication` apart; nothing is withheld yet.

    `counts` are those of each document's articles, see `count_articles`.
    """
    names = [name for name in stage.READING.column_names if name != "publication"]
    values = operator.itemgetter(*names)
    none = dict.fromkeys(names, 0)
    rows = (
        values({**none, **counts[key], **_of_document(reading, counts[key]), "document_key": key})
        for key, reading in readings.items()
    )
    return as_frame(stage.READING, names, rows)


def _of_document(reading: DocumentFacts, counts: Mapping[str, int]) -> dict[str, int]:
    return {"mentions": counts.get("times", 0) + len(reading.names), "entities": len(reading.entities)}


def count_articles(readings: Readings) -> dict[int, Counter[str]]:
    """What is counted in the articles of each document, of all of them or of a part: columns of the frame, `times`."""
    return {key: Counter(_counts(reading.articles)) for key, reading in readings.items()}


def _counts(articles: Sequence[ArticleFacts]) -> dict[str, int]:
    texts = [sentence.text for facts in articles for sentence in facts.article.sentences]
    observations = [one for facts in articles for one in facts.observations]
    return {
        "sentences": len(texts),
        "characters": sum(map(len, texts)),
        "articles": len(articles),
        "numerals": sum(facts.numerals for facts in articles),
        "refused": sum(facts.refused for facts in articles),
        "without_unit": sum(facts.without_unit for facts in articles),
        "quantities": sum(len(found) for facts in articles for found in facts.quantities),
        "observations": len(observations),
        "without_indicator": sum(one.indicator is None for one in observations),
        "times": sum(len(found) for facts in articles for found in facts.times),
        "events": sum(len(facts.events) for facts in articles),
    }
