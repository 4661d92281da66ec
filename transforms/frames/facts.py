"""Stage frames of what was read: mentions, observations, entities, events."""

import itertools
import operator
from collections import Counter
from collections.abc import Iterator

import polars as pl

from transforms.frames.members import Known
from transforms.frames.rows import ARTICLE_KEY, INSIDE, SENTENCE_KEY, Readings, as_frame, each_article, inside, span
from transforms.indicators import standardize
from transforms.model import Observation, Sentence
from warehouse.schema import stage
from warehouse.schema.keys import row_keys, text_keys


def mention_frame(readings: Readings, entities: pl.DataFrame) -> pl.DataFrame:
    """Rows of `stage.mention`: times, and names with the key of the entity in `entities` that they name."""
    rows = itertools.chain(_time_rows(readings), _name_rows(readings))
    known = entities.select("document_key", "entity_ordinal", "entity_key")
    extra = {**INSIDE, "entity_ordinal": pl.Int32}
    return (
        as_frame(stage.MENTION, rows, **extra)
        .sort("document_key", "char_start", "char_end", maintain_order=True)
        .join(known, on=["document_key", "entity_ordinal"], how="left", maintain_order="left")
        .with_columns(ARTICLE_KEY, SENTENCE_KEY, kind_key=text_keys(pl.col("kind")))
        .with_columns(mention_key=row_keys("mention", "document_key", "char_start", "char_end", "kind_key"))
    )


def _time_rows(readings: Readings) -> Iterator[dict]:
    for document_key, ordinal, _, facts in each_article(readings):
        for sentence, times in zip(facts.article.sentences, facts.times, strict=True):
            for time in times:
                yield {
                    **inside(document_key, ordinal, sentence),
                    "kind": "time",
                    "mention": sentence.text[time.start : time.end],
                    **span(sentence.source_pieces(time.start, time.end)),
                    "start_date": time.start_date,
                    "end_date": time.end_date,
                    "granularity": time.granularity,
                    "entity_ordinal": None,
                    "rule": time.rule,
                }


def _name_rows(readings: Readings) -> Iterator[dict]:
    for document_key, reading in readings.items():
        placed = [
            (ordinal, sentence)
            for ordinal, facts in enumerate(reading.articles, 1)
            for sentence in facts.article.sentences
        ]
        for name in reading.names:
            ordinal, sentence = placed[name.sentence]
            yield {
                **inside(document_key, ordinal, sentence),
                "kind": reading.entities[name.entity].type,
                "mention": sentence.text[name.start : name.end],
                **span(sentence.source_pieces(name.start, name.end)),
                "start_date": None,
                "end_date": None,
                "granularity": None,
                "entity_ordinal": name.entity,
                "rule": name.rule,
            }


def observation_frame(readings: Readings, known: Known) -> pl.DataFrame:
    """Rows of `stage.observation`; `known` tells the members that each document's names are."""
    rows = (
        {
            **inside(document_key, ordinal, sentence),
            **_observation_row(sentence, observation),
            "place_key": known[document_key].place(observation.place, observation.place_code),
        }
        for document_key, ordinal, _, facts in each_article(readings)
        for observation in facts.observations
        for sentence in (facts.article.sentences[observation.sentence],)
    )
    return as_frame(stage.OBSERVATION, rows, **INSIDE).with_columns(
        ARTICLE_KEY,
        SENTENCE_KEY,
        observation_key=row_keys("observation", "document_key", "char_start", "char_end"),
    )


_OF_QUANTITY = (
    "kind", "value", "value_high", "unit", "base_value", "base_unit", "bound", "salience",
)  # fmt: skip
_OF_OBSERVATION = (
    "indicator", "measure", "direction", "comparison", "subject", "subject_type", "place", "place_code",
    "period_start", "period_end", "period_basis", "status", "rule", "confidence",
)  # fmt: skip
_quantity_values, _observation_values = operator.attrgetter(*_OF_QUANTITY), operator.attrgetter(*_OF_OBSERVATION)


def _observation_row(sentence: Sentence, observation: Observation) -> dict:
    quantity = observation.quantity
    standard = standardize(observation.indicator) if observation.indicator else None
    return {
        "standard_indicator": standard.name if standard else None,
        "topic": standard.topic if standard else None,
        "mention": sentence.text[quantity.start : quantity.end],
        **span(sentence.source_pieces(quantity.start, quantity.end)),
        **dict(zip(_OF_QUANTITY, _quantity_values(quantity), strict=True)),
        **dict(zip(_OF_OBSERVATION, _observation_values(observation), strict=True)),
    }


def entity_frame(readings: Readings, known: Known) -> pl.DataFrame:
    """Rows of `stage.entity`, with `entity_ordinal`, the entity's index in its document."""
    rows = (
        {
            "document_key": document_key,
            "entity_ordinal": ordinal,
            "name": entity.name,
            "aliases": entity.aliases,
            "type": entity.type,
            "role": entity.role,
            "org": entity.org,
            "parent": entity.parent,
            "place_code": entity.place_code,
            "mentions": counts[ordinal],
            **known[document_key].of_entity(entity),
        }
        for document_key, reading in readings.items()
        for counts in (Counter(name.entity for name in reading.names),)
        for ordinal, entity in enumerate(reading.entities)
    )
    return (
        as_frame(stage.ENTITY, rows, entity_ordinal=pl.Int32)
        .with_columns(type_key=text_keys(pl.col("type")), name_key=text_keys(pl.col("name")))
        .with_columns(entity_key=row_keys("entity", "document_key", "type_key", "name_key"))
    )


def event_frame(readings: Readings, known: Known) -> pl.DataFrame:
    """Rows of `stage.event`."""
    rows = (
        {
            **inside(document_key, ordinal, sentence),
            "type": event.type,
            "trigger": event.trigger,
            "what": event.what,
            "start_date": event.start_date,
            "end_date": event.end_date,
            "place": event.place,
            "place_key": known[document_key].place(event.place),
            "participants": event.participants,
            "rule": event.rule,
        }
        for document_key, ordinal, _, facts in each_article(readings)
        for event in facts.events
        for sentence in (facts.article.sentences[event.sentence],)
    )
    return (
        as_frame(stage.EVENT, rows, **INSIDE)
        .with_columns(ARTICLE_KEY, SENTENCE_KEY, trigger_key=text_keys(pl.col("trigger")))
        # one sentence can tell of two signings: 与甲公司签约，又与乙公司签约
        .with_columns(nth=pl.int_range(pl.len()).over("sentence_key", "trigger_key"))
        .with_columns(event_key=row_keys("event", "sentence_key", "trigger_key", "nth"))
    )
