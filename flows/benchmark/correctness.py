"""The gate before any figure: what is fast and wrong is not measured."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from flows.benchmark.product import run_product
from flows.benchmark.segmenters import disagreements
from transforms.tokens import words
from warehouse.database import reading
from warehouse.schema import mart

#: Views that two runs over the same files must fill alike.
COMPARED = (*mart.VERSIONED_VIEWS, mart.REPRINTS, mart.NAMES)
#: Views whose rows are read from one place of the text, and the column that holds it.
QUOTING = ((mart.SENTENCES, "text"), (mart.OBSERVATIONS, "mention"), (mart.TIMES, "mention"), (mart.NAMES, "mention"))
#: Settings that must not change a row: workers, and documents a batch.
WAYS = ({"workers": 1}, {"workers": 2}, {"workers": 2, "batch_documents": 7})
#: Columns that tell when a row was loaded.
_OF_THE_RUN = frozenset({"run_id", "valid_from", "valid_to", "loaded_at"})


def faults(inbox: Path, folder: Path, runner: str, sentences: Sequence[str]) -> Iterator[str]:
    """A sentence for each thing that is wrong: spans, rows that differ by workers or batches, words unlike jieba's.

    `inbox` is loaded once for each of `WAYS`, into warehouses in `folder`; `sentences` are segmented.
    """
    for sentence in disagreements(sentences, words)[:3]:
        yield f"the words of {sentence!r} are not those of jieba"
    first: dict[str, pl.DataFrame] = {}
    for number, way in enumerate(WAYS):
        warehouse = folder / f"gate{number}" / "baoku.duckdb"
        run_product(inbox, warehouse, runner=runner, **way)
        rows = compared_rows(warehouse)
        if not first:
            first = rows
            yield from _misquoted(warehouse, rows)
        for name, frame in rows.items():
            if not frame.equals(first[name]):
                yield f"{name} differs between {WAYS[0]} and {way}"


def compared_rows(warehouse: Path) -> dict[str, pl.DataFrame]:
    """The rows of `COMPARED` by view, in the order of their keys, without what is of the run."""
    with reading(warehouse) as connection:
        frames = {view.name: connection.execute(f"FROM {view.name}").pl() for view in COMPARED}
    kept = {name: frame.select(pl.exclude(_OF_THE_RUN & set(frame.columns))) for name, frame in frames.items()}
    return {view.name: kept[view.name].sort(view.key) for view in COMPARED}


def _misquoted(warehouse: Path, rows: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """A sentence for each view with a row whose text is not what stands at its pieces."""
    with reading(warehouse) as connection:
        texts = dict(connection.execute("SELECT document_key, text FROM raw.document").fetchall())
    for view, column in QUOTING:
        spans = rows[view.name].select("document_key", column, "pieces").iter_rows()
        if rows[view.name].is_empty():
            yield f"{view.name} is empty: there is nothing to check"
        wrong = [said for key, said, pieces in spans if _bare(said) != _bare(_quoted(texts[key], pieces))]
        if wrong:
            yield f"{len(wrong)} rows of {view.name} do not quote their source: {wrong[0]!r}"


def _quoted(text: str, pieces: Sequence[Mapping[str, int]]) -> str:
    return "".join(text[piece["start"] : piece["end"]] for piece in pieces)


def _bare(text: str) -> str:
    """Without white space: the layout's is no part of a text."""
    return "".join(text.split())
