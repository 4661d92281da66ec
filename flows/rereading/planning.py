"""`baoku plan`: what the rules and lexicons of now would change in the warehouse, before anything is written."""

import json
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from datetime import date
from multiprocessing import get_context

import duckdb
import polars as pl
from rich.text import Text

from flows.rereading.compare import CHANGES, compare
from flows.settings import Settings
from flows.tables import as_table, console
from transforms.pipeline import read_batch
from transforms.version import rules_version
from warehouse.database import reading
from warehouse.stored import batches_of, documents_again, select_stored

#: A Chinese character takes three bytes of a batch's size.
BYTES_A_CHARACTER = 3


def plan(
    settings: Settings,
    since: date | None,
    rule: str | None,
    *,
    everything: bool,
    documents: int | None,
    samples: int,
    as_json: bool,
) -> None:
    """Read stored documents again, compare, and print what would be added, lost and changed, rule by rule.

    everything: also documents that these very rules have read (which must change nothing); documents: only so many, the
    newest; samples: how many sentences are shown of each change of each rule.

    Raises:
        WarehouseError: there is no warehouse, or it cannot be read.
    """
    with reading(settings.warehouse) as connection:
        before = None if everything else rules_version()
        chosen = select_stored(connection, before, since, rule)
        read = chosen.tail(documents) if documents else chosen
        changes = pl.concat([pl.DataFrame(schema=CHANGES), *_changes(connection, read, settings)])
    if as_json:
        print(json.dumps(changes.to_dicts(), ensure_ascii=False))
        return
    for part in _told(changes, read.height, chosen.height, samples):
        console().print(part, soft_wrap=isinstance(part, Text))


def _changes(connection: duckdb.DuckDBPyConnection, chosen: pl.DataFrame, settings: Settings) -> Iterator[pl.DataFrame]:
    characters = settings.batch_bytes // BYTES_A_CHARACTER
    batches = list(batches_of(chosen, settings.batch_documents, characters))
    with _workers(min(settings.workers, len(batches))) as pool:
        for begin in range(0, len(batches), settings.workers):  # no more in memory than are read at once
            documents = [documents_again(connection, batch) for batch in batches[begin : begin + settings.workers]]
            for staged in pool.map(read_batch, documents) if pool else map(read_batch, documents):
                yield compare(connection, staged)


def _workers(count: int) -> Executor | nullcontext:
    # spawn: Polars hangs in a process that was forked after its use
    return ProcessPoolExecutor(count, mp_context=get_context("spawn")) if count > 1 else nullcontext()


def _told(changes: pl.DataFrame, read: int, chosen: int, samples: int) -> Iterator:
    of = f"{read:,} of {chosen:,}" if read < chosen else f"{read:,}"
    if changes.is_empty():
        yield Text(f"{of} documents read again: nothing would change.")
        return
    counts = changes.pivot("change", index=["table", "rule"], values="document", aggregate_function="len")
    for name in ("added", "lost", "changed"):
        if name not in counts.columns:
            counts = counts.with_columns(pl.lit(0).alias(name))
    columns = ["table", "rule", "added", "lost", "changed"]
    rows = counts.select(columns).fill_null(0).sort("table", "rule", nulls_last=True)
    yield as_table(columns, rows.with_columns(pl.col("rule").fill_null("")).rows(), f"{of} documents read again")
    groups = changes.sort("table", "rule", "change").group_by("table", "rule", "change", maintain_order=True)
    for (table, made_by, change), rows in groups:
        yield Text(f"{table}, {made_by or 'no rule'}: {change}", style="bold")
        yield from map(_sample, rows.head(samples).iter_rows(named=True))


def _sample(row: dict) -> Text:
    sentence = row["sentence"] or ""
    shown = Text.assemble(
        f"  {row['document']}: ", (row["mention"], "bold green"), f" in {sentence}" if sentence else ""
    )
    return shown.append("\n    " + "; ".join(row["differences"]), style="dim")
