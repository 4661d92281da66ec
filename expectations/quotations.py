"""What stands in the source at a row's pieces. In Python: a string is indexed in constant time, in SQL it is not."""

from collections.abc import Iterable, Mapping

import polars as pl

WITH_SPANS = ("stage.sentence", "stage.mention", "stage.observation")


def with_quotations(staged: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The stage frames, with `quoted` beside every span and `unread_share` beside every document.

    `quoted` is the source text at the row's pieces, put together; empty where the document is not in the batch.
    """
    texts = dict(staged["stage.document"].select("document_key", "text").iter_rows())
    quoted = {name: _with_quoted(staged[name], texts) for name in WITH_SPANS}
    shares = _unread_shares(staged["stage.sentence"], texts)
    documents = staged["stage.document"].with_columns(
        unread_share=pl.col("document_key").replace_strict(shares, default=0.0, return_dtype=pl.Float64)
    )
    return {**staged, **quoted, "stage.document": documents}


def _parts(frame: pl.DataFrame) -> pl.DataFrame:
    """The pieces one a row: row number, document, start, end."""
    return (
        frame.select("document_key", "pieces")
        .with_row_index("row")
        .explode("pieces")
        .unnest("pieces")
        .drop_nulls("start")
    )


def _with_quoted(frame: pl.DataFrame, texts: Mapping[int, str]) -> pl.DataFrame:
    parts = _parts(frame)
    slices = [
        # A start below 0 would count from the end and quote what nobody meant.
        texts.get(key, "")[max(start, 0) : max(end, 0)]
        for key, start, end in zip(*(parts[name].to_list() for name in ("document_key", "start", "end")), strict=True)
    ]
    quoted = (
        parts.select("row")
        .with_columns(quoted=pl.Series(slices, dtype=pl.String))
        .group_by("row", maintain_order=True)
        .agg(pl.col("quoted").str.join(""))
    )
    return (
        frame.with_row_index("row")
        .join(quoted, on="row", how="left", maintain_order="left")
        .drop("row")
        .with_columns(pl.col("quoted").fill_null(""))
    )


def _unread_shares(sentences: pl.DataFrame, texts: Mapping[int, str]) -> dict[int, float]:
    parts = _parts(sentences).sort("start").group_by("document_key").agg("start", "end")
    spans = {key: list(zip(starts, ends, strict=True)) for key, starts, ends in parts.iter_rows()}
    return {key: _unread_share(text, spans.get(key, [])) for key, text in texts.items()}


def _unread_share(text: str, spans: Iterable[tuple[int, int]]) -> float:
    """The share of letters and digits outside `spans`, which are in order of their start."""
    gaps, read_to = [], 0
    for start, end in spans:
        gaps.append(text[read_to : max(start, read_to)])
        read_to = max(read_to, end)
    gaps.append(text[read_to:])
    unread = sum(map(_letters, gaps))
    return unread / _letters(text) if unread else 0.0


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
