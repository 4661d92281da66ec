"""The room's face for flows: a batch of documents in, stage frames out."""

from collections.abc import Iterable, Iterator

import polars as pl

from transforms.frames import stage_frames
from transforms.reading import Given, read_documents

#: Characters of the documents that are read step by step together: what is at hand for them between two steps takes
#: some 20 MB. With more there is little left to gain, with fewer less is gained.
_TOGETHER = 200_000


def read_batch(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """All stage frames of a batch, by table name (`stage.article`, `stage.sentence`, …).

    `documents` holds rows of `stage.document`. Batches share nothing: any split and order gives the same rows.
    """
    given = map(Given._make, documents.select("text", "published", "document", "stated").iter_rows())
    readings = [read for group in _groups(given) for read in read_documents(group)]
    return stage_frames(documents, dict(zip(documents["document_key"], readings, strict=True)))


def _groups(given: Iterable[Given]) -> Iterator[list[Given]]:
    group: list[Given] = []
    size = 0
    for one in given:
        if group and size + len(one.text) > _TOGETHER:
            yield group
            group, size = [], 0
        group.append(one)
        size += len(one.text)
    if group:
        yield group
