"""What every row of a stage frame needs: its place in the source and the columns that its keys are made from."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl
import pyarrow as pa

from transforms.facts import ArticleFacts, DocumentFacts
from transforms.model import Sentence, Span
from warehouse.schema.declare import PIECES, TEXTS, Table
from warehouse.schema.keys import row_keys

#: What is read from each document, by `document_key`.
Readings = Mapping[int, DocumentFacts]

ARTICLE_KEY = row_keys("article", "document_key", "article_ordinal").alias("article_key")
SENTENCE_KEY = row_keys("sentence", "document_key", "sentence_start", "sentence_end").alias("sentence_key")
#: So many rows become columns at a time: few enough to be at hand still.
_AT_ONCE = 256
#: Columns of `inside` that are not columns of the table.
INSIDE = {"article_ordinal": pl.Int32, "sentence_start": pl.Int32, "sentence_end": pl.Int32}
#: The columns of `inside`, and those of `span`.
PLACED = ("document_key", *INSIDE)
SPAN = ("char_start", "char_end", "pieces")


def as_frame(table: Table, names: Sequence[str], rows: Iterable[tuple], **extra: type[pl.DataType]) -> pl.DataFrame:
    """Rows as a frame of the columns `names`, typed as `table` declares them (and `extra`, beside)."""
    columns: dict[str, list] = {name: [] for name in names}
    rows = iter(rows)
    while some := list(itertools.islice(rows, _AT_ONCE)):
        for column, values in zip(columns.values(), zip(*some, strict=True), strict=True):
            column += values
    return of_columns(table, columns, **extra)


def of_columns(table: Table, columns: Mapping[str, Sequence], **extra: type[pl.DataType]) -> pl.DataFrame:
    """Columns as a frame, typed as `table` declares them (and `extra`, beside)."""
    schema = {**table.polars_schema(), **extra}
    return pl.DataFrame([_column(name, schema[name], values) for name, values in columns.items()])


def _column(name: str, dtype: pl.DataType | type[pl.DataType], values: Sequence) -> pl.Series:
    """One column; lists are joined by Arrow, some forty times faster than Polars makes them from Python's."""
    if dtype not in (TEXTS.polars, PIECES.polars):
        return pl.Series(name, values, dtype)
    flat = list(itertools.chain.from_iterable(values))
    if dtype == PIECES.polars:
        sides = {
            side: pl.Series([span[at] for span in flat], dtype=pl.Int32) for at, side in enumerate(("start", "end"))
        }
        items = pl.DataFrame(sides).to_struct()
    else:
        items = pl.Series(flat, dtype=pl.String)
    # `pa.array` of Python's values would import pandas, a third of a second in each worker
    ends = pl.Series(itertools.accumulate(map(len, values), initial=0), dtype=pl.Int64)
    return pl.Series(name, pa.LargeListArray.from_arrays(ends.to_arrow(), items.to_arrow()))


def each_article(readings: Readings) -> Iterator[tuple[int, int, DocumentFacts, ArticleFacts]]:
    """Each article with its document's key, its ordinal from 1 and what was read from its document."""
    for document_key, reading in readings.items():
        for ordinal, facts in enumerate(reading.articles, reading.before + 1):
            yield document_key, ordinal, reading, facts


def inside(document_key: int, article_ordinal: int, sentence: Sentence) -> tuple[int, int, int, int]:
    """Values of the columns `PLACED`, from which the keys of document, article and sentence are made."""
    return document_key, article_ordinal, sentence.pieces[0][0], sentence.pieces[-1][1]


def span(pieces: tuple[Span, ...]) -> tuple[int, int, tuple[Span, ...]]:
    """Values of the columns `SPAN`, of parts of the source in reading order."""
    return pieces[0][0], pieces[-1][1], pieces
