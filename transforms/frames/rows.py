"""What every row of a stage frame needs: its place in the source and the columns that its keys are made from."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl
import pyarrow as pa

from transforms.model import Sentence, Span
from transforms.reading import ArticleFacts, DocumentFacts
from warehouse.schema.declare import PIECES, TEXTS, Table
from warehouse.schema.keys import row_keys

#: What is read from each document, by `document_key`.
Readings = Mapping[int, DocumentFacts]

ARTICLE_KEY = row_keys("article", "document_key", "article_ordinal").alias("article_key")
SENTENCE_KEY = row_keys("sentence", "document_key", "sentence_start", "sentence_end").alias("sentence_key")
#: Columns of `inside` that are not columns of the table.
INSIDE = {"article_ordinal": pl.Int32, "sentence_start": pl.Int32, "sentence_end": pl.Int32}


def as_frame(table: Table, rows: Iterable[Mapping], **extra: type[pl.DataType]) -> pl.DataFrame:
    """Rows as a frame with the columns that they carry, typed as `table` declares them (and `extra`, beside).

    All rows carry the same columns in the same order.
    """
    rows = list(rows)
    if not rows:
        return pl.DataFrame(schema={**table.polars_schema(), **extra})
    # not zip(*…) over the rows' values: so many iterators side by side take ten times as long
    return of_columns(table, {name: [row[name] for row in rows] for name in rows[0]}, **extra)


def of_columns(table: Table, columns: Mapping[str, Sequence], **extra: type[pl.DataType]) -> pl.DataFrame:
    """Columns as a frame, typed as `table` declares them (and `extra`, beside)."""
    schema = {**table.polars_schema(), **extra}
    return pl.DataFrame([_column(name, schema[name], values) for name, values in columns.items()])


def _column(name: str, dtype: pl.DataType | type[pl.DataType], values: Sequence) -> pl.Series:
    """One column; lists and days go through Arrow, which makes them many times faster than Polars does."""
    if dtype == pl.Date:
        return pl.Series(name, pa.array(values, pa.date32()))
    if dtype == TEXTS.polars:
        return pl.Series(name, pa.array(values, pa.large_list(pa.large_string())))
    if dtype == PIECES.polars:
        return pl.Series(name, _spans(values))
    return pl.Series(name, values, dtype)


def _spans(values: Sequence[Sequence[Span]]) -> pa.LargeListArray:
    ends = itertools.accumulate(map(len, values), initial=0)
    flat = list(itertools.chain.from_iterable(values))
    parts = pa.StructArray.from_arrays(
        [pa.array([span[side] for span in flat], pa.int32()) for side in (0, 1)], ["start", "end"]
    )
    return pa.LargeListArray.from_arrays(pa.array(ends, pa.int64()), parts)


def each_article(readings: Readings) -> Iterator[tuple[int, int, DocumentFacts, ArticleFacts]]:
    """Each article with its document's key, its ordinal from 1 and what was read from its document."""
    for document_key, reading in readings.items():
        for ordinal, facts in enumerate(reading.articles, 1):
            yield document_key, ordinal, reading, facts


def inside(document_key: int, article_ordinal: int, sentence: Sentence) -> dict:
    """Columns from which the keys of document, article and sentence are made."""
    return {
        "document_key": document_key,
        "article_ordinal": article_ordinal,
        "sentence_start": sentence.pieces[0][0],
        "sentence_end": sentence.pieces[-1][1],
    }


def span(pieces: tuple[Span, ...]) -> dict:
    """Columns `char_start`, `char_end` and `pieces` of parts of the source in reading order."""
    return {"char_start": pieces[0][0], "char_end": pieces[-1][1], "pieces": pieces}
