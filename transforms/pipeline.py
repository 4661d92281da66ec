"""The room's face for flows: a batch of documents in, stage frames out."""

import polars as pl

from transforms.frames import stage_frames
from transforms.frames.rows import Readings
from transforms.outline import Given
from transforms.reading import Part, read_in_parts


def read_batch(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """All stage frames of a batch, by table name (`stage.article`, `stage.sentence`, …).

    `documents` holds rows of `stage.document`. Batches share nothing: any split and order gives the same rows. Articles
    are read and made into rows part by part (see `transforms.parts`), whatever the documents' size.
    """
    # columns, as rows of a frame take five times a text's room
    columns = (documents[name].to_list() for name in ("text", "published", "document", "stated"))
    given = list(map(Given._make, zip(*columns, strict=True)))
    known, parts = read_in_parts(given)
    keys = documents["document_key"].to_list()

    def by_key(part: Part) -> Readings:
        return {keys[index]: facts for index, facts in part.items()}

    return stage_frames(documents, dict(zip(keys, known, strict=True)), map(by_key, parts))
