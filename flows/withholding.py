"""What breaks a critical check is left out of its batch and put into quarantine; the rest of the batch is loaded.

A fact that is wrong (an observation, a mention, an event, an entity, a term) is left out alone; where a document's own
structure is wrong (its text, an article, a sentence), nothing that was read in it can be trusted, and it is left out
whole. Leaving out may leave others without what they point to: so this goes on until the checks hold, or three times.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import polars as pl

from expectations.offenders import find_offenders
from expectations.verdict import Verdict
from flows.batches import BatchRead, counted, staged_frames, write_frames
from flows.refusals import Refusal, refusal
from warehouse.record import quarantine_key
from warehouse.schema import stage
from warehouse.schema.checks import COUNTED_ROWS

ROUNDS = 3
#: Tables whose rows can be left out one by one, with their keys.
_FACTS = {
    table.name: table.key
    for table in (stage.OBSERVATION, stage.MENTION, stage.EVENT, stage.ENTITY, stage.TERM, stage.SHINGLE)
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch after its check: `read` is what is to be loaded of it, unless it `is_blocked`; `first` is the verdict on
    all that was read, and says what was wrong."""

    read: BatchRead
    is_blocked: bool
    first: Verdict


def withhold(
    read: BatchRead, check: Callable[[Mapping[str, pl.DataFrame]], Verdict], released: Set[int] = frozenset()
) -> Checked:
    """Check a batch, leave out what breaks critical checks, write its frames anew, and check what stays.

    What a steward has `released` (keys of `audit.quarantine`) stays in. What still breaks a check after `ROUNDS`, or
    belongs to no document (members that documents share), blocks the batch as a whole.
    """
    frames = staged_frames(read.folder)
    verdict = first = check(frames)
    refused: list[Refusal] = []
    is_blocked = verdict.blocks
    for left in reversed(range(ROUNDS + 1)):
        offenders = _unreleased(find_offenders(frames, verdict), frames[stage.DOCUMENT.name], released)
        is_blocked = not offenders.is_empty() or (verdict.blocks and not released)
        if offenders.is_empty() or not left or offenders["document_key"].null_count():
            break
        refused += _refusals(offenders)
        frames = _without(frames, offenders)
        verdict = check(frames)
    if refused:
        write_frames(frames, read.folder)
        read = _of(read, frames, refused)
    return Checked(read, is_blocked, first)


def _of(read: BatchRead, frames: Mapping[str, pl.DataFrame], refused: Sequence[Refusal]) -> BatchRead:
    documents = tuple(frames[stage.DOCUMENT.name].select("path", "sha256").iter_rows())
    return replace(read, counts=counted(frames), documents=documents, refused=(*read.refused, *refused))


def _without(frames: Mapping[str, pl.DataFrame], offenders: pl.DataFrame) -> dict[str, pl.DataFrame]:
    whole = offenders.filter(~pl.col("table_name").is_in(list(_FACTS)))["document_key"].unique()
    kept, withheld = {}, {}
    for name, frame in frames.items():
        if "document_key" in frame.columns:
            frame = frame.filter(~pl.col("document_key").is_in(whole.to_list()))
        if name in _FACTS:
            key = [pl.col(part).cast(pl.String) for part in _FACTS[name]]
            left_out = offenders.filter(pl.col("table_name") == name).select("row_key").unique()
            frame = frame.with_columns(row_key=pl.concat_list(key))
            withheld[name] = frame.join(left_out, on="row_key", how="semi").select("document_key")
            frame = frame.join(left_out, on="row_key", how="anti").drop("row_key")
        kept[name] = frame
    return kept | {stage.READING.name: _counted(kept[stage.READING.name], withheld)}


def _counted(readings: pl.DataFrame, withheld: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The counts of what was read, with what is now withheld added: the rows that stay add up to it."""
    for name, table in COUNTED_ROWS.items():
        if table in withheld:
            column, more = f"{name}_withheld", withheld[table].group_by("document_key").len("more")
            readings = readings.join(more, on="document_key", how="left", maintain_order="left")
            readings = readings.with_columns(pl.col(column) + pl.col("more").fill_null(0)).drop("more")
    return stage.READING.conform(readings)


def _unreleased(offenders: pl.DataFrame, documents: pl.DataFrame, released: Set[int]) -> pl.DataFrame:
    """The offenders with the path and digest of their document, without those that a steward has released."""
    known = documents.select("document_key", "path", "sha256")
    rows = offenders.join(known, on="document_key", how="left", maintain_order="left")
    return rows.filter(~quarantine_key().is_in(list(released)))


def _refusals(rows: pl.DataFrame) -> Iterator[Refusal]:
    """A refusal for each row that is left out, and one for each document that goes with it."""
    for row in rows.sort("path", "code", "char_start", "text").iter_rows(named=True):
        what = f"{row['table_name']}.{row['column_name']}".rstrip(".")
        message = f"{row['meaning']} ({what})"
        span = {"char_start": row["char_start"], "char_end": row["char_end"], "text": row["text"]}
        yield Refusal(row["code"], row["path"], message, row["mend"], row["sha256"], **span)
    whole = rows.filter(~pl.col("table_name").is_in(list(_FACTS))).unique("path", maintain_order=True)
    for path, sha256, code in whole.sort("path").select("path", "sha256", "code").iter_rows():
        yield refusal("withheld", path, code, sha256)
