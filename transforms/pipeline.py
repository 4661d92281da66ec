"""The room's face for flows: a batch of documents in, stage frames out."""

import polars as pl

from transforms.frames import stage_frames
from transforms.reading import read_document


def read_batch(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """All stage frames of a batch, by table name (`stage.article`, `stage.sentence`, …).

    `documents` holds rows of `stage.document`. Batches share nothing: any split and order gives the same rows.
    """
    readings = {
        row["document_key"]: read_document(row["text"], row["published"], row["document"], row["stated"])
        for row in documents.iter_rows(named=True)
    }
    return stage_frames(documents, readings)
