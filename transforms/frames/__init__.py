"""From what was read to the stage frames: rows with keys and with offsets into the documents' text."""

import polars as pl

from transforms.frames.facts import entity_frame, event_frame, mention_frame, observation_frame
from transforms.frames.members import identities, member_frames
from transforms.frames.page import article_frame, sentence_frame, shingle_frame, term_frame
from transforms.frames.readings import reading_frame
from transforms.frames.rows import Readings
from transforms.identity import Members
from warehouse.schema import stage


def stage_frames(documents: pl.DataFrame, readings: Readings) -> dict[str, pl.DataFrame]:
    """All stage frames of a batch by table name, rows in reading order.

    `documents` is a frame of `stage.document`; `readings` holds what was read from each.
    """
    known = documents.select("document_key", "publication")
    members = Members()
    meant = identities(documents, readings, members)
    articles = article_frame(readings, meant).join(known, on="document_key", how="left", maintain_order="left")
    counts = reading_frame(readings).join(known, on="document_key", how="left", maintain_order="left")
    sentences = sentence_frame(readings)
    entities = entity_frame(readings, meant)
    observations = observation_frame(readings, meant)
    events = event_frame(readings, meant)
    frames = (
        (stage.DOCUMENT, documents),
        (stage.READING, counts),
        (stage.ARTICLE, articles),
        (stage.SENTENCE, sentences),
        (stage.TERM, term_frame(readings)),
        (stage.SHINGLE, shingle_frame(readings)),
        (stage.MENTION, mention_frame(readings, entities)),
        (stage.OBSERVATION, observations),
        (stage.ENTITY, entities),
        (stage.EVENT, events),
        *member_frames(members, observations),
    )
    return {table.name: table.conform(frame) for table, frame in frames}
