"""The room's face for flows: a batch of documents in, stage frames out."""

import polars as pl

from transforms.frames import stage_frames
from transforms.reading import Given, read_documents


def read_batch(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """All stage frames of a batch, by table name (`stage.article`, `stage.sentence`, …).

    `documents` holds rows of `stage.document`. Batches share nothing: any split and order gives the same rows.
    """
    given = list(map(Given._make, documents.select("text", "published", "document", "stated").iter_rows()))
    return stage_frames(documents, dict(zip(documents["document_key"], read_documents(given), strict=True)))
