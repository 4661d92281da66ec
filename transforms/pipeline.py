"""The room's face for flows: a batch of documents in, stage frames out."""

import polars as pl

from transforms.frames import stage_frames
from transforms.outline import Given
from transforms.reading import read_in_parts


def read_batch(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """All stage frames of a batch, by table name (`stage.article`, `stage.sentence`, …).

    `documents` holds rows of `stage.document`. Batches share nothing: any split and order gives the same rows. Articles
    are read and made into rows part by part (see `transforms.parts`), whatever the documents' size.
    """
    given = list(map(Given._make, documents.select("text", "published", "document", "stated").iter_rows()))
    known, parts = read_in_parts(given)
    keys = documents["document_key"].to_list()
    rows = ({keys[index]: facts for index, facts in part.items()} for part in parts)
    return stage_frames(documents, dict(zip(keys, known, strict=True)), rows)
