"""Stage frames of what was read: mentions, observations, entities, events."""

import itertools
import operator
from collections import Counter
from collections.abc import Iterator

import polars as pl

from transforms.frames.members import Known
from transforms.frames.rows import (
    ARTICLE_KEY,
    INSIDE,
    PLACED,
    SENTENCE_KEY,
    SPAN,
    Readings,
    as_frame,
    each_article,
    inside,
    span,
)
from transforms.identity.document import MemberKeys
from transforms.indicators import standardize
from transforms.outline import within
from warehouse.schema import stage
from warehouse.schema.keys import row_keys, text_keys

_OF_TIME = ("start_date", "end_date", "granularity")
_MENTION = (*PLACED, *SPAN, "kind", "mention", *_OF_TIME, "entity_ordinal", "rule")


def mention_frame(readings: Readings, entities: pl.DataFrame) -> pl.DataFrame:
    """Rows of `stage.mention`: times, and names with the key of the entity in `entities` that they name."""
    rows = itertools.chain(_time_rows(readings), _name_rows(readings))
    known = entities.select("document_key", "entity_ordinal", "entity_key")
    extra = {**INSIDE, "entity_ordinal": pl.Int32}
    return (
        as_frame(stage.MENTION, _MENTION, rows, **extra)
        .sort("document_key", "char_start", "char_end", maintain_order=True)
        .join(known, on=["document_key", "entity_ordinal"], how="left", maintain_order="left")
        .with_columns(ARTICLE_KEY, SENTENCE_KEY, kind_key=text_keys(pl.col("kind")))
        .with_columns(mention_key=row_keys("mention", "document_key", "char_start", "char_end", "kind_key"))
    )


def _time_rows(readings: Readings) -> Iterator[tuple]:
    for document_key, ordinal, _, facts in each_article(readings):
        for sentence, times in zip(facts.article.sentences, facts.times, strict=True):
            for time in times:
                yield (
                    *inside(document_key, ordinal, sentence),
                    *span(sentence.source_pieces(time.start, time.end)),
                    *("time", sentence.text[time.start : time.end]),
                    *(time.start_date, time.end_date, time.granularity, None, time.rule),
                )


def _name_rows(readings: Readings) -> Iterator[tuple]:
    for document_key, ordinal, reading, facts in each_article(readings):
        for name in within(reading.names, facts.first, facts.last):
            sentence = facts.article.sentences[name.sentence]
            yield (
                *inside(document_key, ordinal, sentence),
                *span(sentence.source_pieces(name.start, name.end)),
                *(reading.entities[name.entity].type, sentence.text[name.start : name.end]),
                *(None, None, None, name.entity, name.rule),
            )


_OF_QUANTITY = (
    "kind", "value", "value_high", "unit", "base_value", "base_unit", "bound", "salience",
)  # fmt: skip
_OF_OBSERVATION = (
    "indicator", "measure", "direction", "comparison", "subject", "subject_type", "place", "place_code",
    "period_start", "period_end", "period_basis", "status", "rule", "confidence",
)  # fmt: skip
_quantity_values, _observation_values = operator.attrgetter(*_OF_QUANTITY), operator.attrgetter(*_OF_OBSERVATION)
_OBSERVATION = (
    *PLACED,
    *SPAN,
    "mention",
    *_OF_QUANTITY,
    *_OF_OBSERVATION,
    *("standard_indicator", "topic", "place_key"),
)


def observation_frame(readings: Readings, known: Known) -> pl.DataFrame:
    """Rows of `stage.observation`; `known` tells the members that each document's names are."""
    frame = as_frame(stage.OBSERVATION, _OBSERVATION, _observation_rows(readings, known), **INSIDE)
    return frame.with_columns(
        ARTICLE_KEY,
        SENTENCE_KEY,
        observation_key=row_keys("observation", "document_key", "char_start", "char_end"),
    )


def _observation_rows(readings: Readings, known: Known) -> Iterator[tuple]:
    for document_key, ordinal, _, facts in each_article(readings):
        place = known[document_key].place
        for observation in facts.observations:
            sentence, quantity = facts.article.sentences[observation.sentence], observation.quantity
            standard = standardize(observation.indicator) if observation.indicator else None
            yield (
                *inside(document_key, ordinal, sentence),
                *span(sentence.source_pieces(quantity.start, quantity.end)),
                sentence.text[quantity.start : quantity.end],
                *_quantity_values(quantity),
                *_observation_values(observation),
                *((standard.name, standard.topic) if standard else (None, None)),
                place(observation.place, observation.place_code),
            )


_OF_ENTITY = ("name", "aliases", "type", "role", "org", "parent", "place_code")
_entity_values = operator.attrgetter(*_OF_ENTITY)
_ENTITY = ("document_key", "entity_ordinal", "mentions", *_OF_ENTITY, *MemberKeys._fields)


def entity_frame(readings: Readings, known: Known) -> pl.DataFrame:
    """Rows of `stage.entity`, with `entity_ordinal`, the entity's index in its document."""
    rows = (
        (document_key, ordinal, counts[ordinal], *_entity_values(entity), *known[document_key].of_entity(entity))
        for document_key, reading in readings.items()
        for counts in (Counter(name.entity for name in reading.names),)
        for ordinal, entity in enumerate(reading.entities)
    )
    return (
        as_frame(stage.ENTITY, _ENTITY, rows, entity_ordinal=pl.Int32)
        .with_columns(type_key=text_keys(pl.col("type")), name_key=text_keys(pl.col("name")))
        .with_columns(entity_key=row_keys("entity", "document_key", "type_key", "name_key"))
    )


_OF_EVENT = ("type", "trigger", "what", "start_date", "end_date", "place", "participants", "rule")
_event_values = operator.attrgetter(*_OF_EVENT)
_EVENT = (*PLACED, *_OF_EVENT, "place_key")


def event_frame(readings: Readings, known: Known) -> pl.DataFrame:
    """Rows of `stage.event`."""
    rows = (
        (
            *inside(document_key, ordinal, sentence),
            *_event_values(event),
            known[document_key].place(event.place),
        )
        for document_key, ordinal, _, facts in each_article(readings)
        for event in facts.events
        for sentence in (facts.article.sentences[event.sentence],)
    )
    return (
        as_frame(stage.EVENT, _EVENT, rows, **INSIDE)
        .with_columns(ARTICLE_KEY, SENTENCE_KEY, trigger_key=text_keys(pl.col("trigger")))
        # one sentence can tell of two signings: 与甲公司签约，又与乙公司签约
        .with_columns(nth=pl.int_range(pl.len()).over("sentence_key", "trigger_key"))
        .with_columns(event_key=row_keys("event", "sentence_key", "trigger_key", "nth"))
    )
