"""From what was read to the stage frames: rows with keys and with offsets into the documents' text."""

from collections import Counter
from collections.abc import Iterable

import polars as pl

from transforms.frames.facts import entity_frame, event_frame, mention_frame, observation_frame
from transforms.frames.members import Known, identities, member_frames
from transforms.frames.page import article_frame, sentence_frame, shingle_frame, term_frame
from transforms.frames.readings import count_articles, reading_frame
from transforms.frames.rows import Readings
from transforms.identity import Members
from warehouse.schema import stage
from warehouse.schema.declare import Table


def stage_frames(
    documents: pl.DataFrame, readings: Readings, parts: Iterable[Readings] | None = None
) -> dict[str, pl.DataFrame]:
    """All stage frames of a batch by table name, rows in reading order.

    `documents` is a frame of `stage.document`; `readings` holds what was read from each. Where the articles come in
    `parts`, `readings` holds none of them.
    """
    known = documents.select("document_key", "publication")
    members = Members()
    meant = identities(documents, readings, members)
    entities = entity_frame(readings, meant)
    counts: dict[int, Counter[str]] = {key: Counter() for key in readings}

    def frames_of(part: Readings) -> dict[str, pl.DataFrame]:
        for key, counted in count_articles(part).items():
            counts[key].update(counted)
        return _of_articles(part, meant, entities, known)

    made = list(map(frames_of, (readings,) if parts is None else parts))  # a loop would hold a part while it reads on
    frames = {name: pl.concat([one[name] for one in made]) for name in made[0]}
    whole = (
        (stage.DOCUMENT, documents),
        (stage.READING, _with_publication(reading_frame(readings, counts), known)),
        (stage.ENTITY, entities),
        *member_frames(members, frames[stage.OBSERVATION.name]),
    )
    frames |= _conformed(whole)
    return {table.name: frames[table.name] for table in stage.STAGE_TABLES}


def _of_articles(part: Readings, meant: Known, entities: pl.DataFrame, known: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The frames of what stands in articles; `known` are the documents' newspapers."""
    frames = (
        (stage.ARTICLE, _with_publication(article_frame(part, meant), known)),
        (stage.SENTENCE, sentence_frame(part)),
        (stage.TERM, term_frame(part)),
        (stage.SHINGLE, shingle_frame(part)),
        (stage.MENTION, mention_frame(part, entities)),
        (stage.OBSERVATION, observation_frame(part, meant)),
        (stage.EVENT, event_frame(part, meant)),
    )
    return _conformed(frames)


def _with_publication(frame: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    return frame.join(known, on="document_key", how="left", maintain_order="left")


def _conformed(frames: Iterable[tuple[Table, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    return {table.name: table.conform(frame) for table, frame in frames}
