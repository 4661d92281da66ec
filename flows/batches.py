"""Batches of documents: planned by the parent, read anywhere, handed over as Parquet files in a staging folder."""

import functools
import gc
import itertools
import secrets
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import polars.selectors as cs

from flows import staging
from flows.arrivals import Arrival, FileRefused, sha256_of
from flows.handover import contents
from flows.refusals import Refusal, refusal
from flows.staging import Place
from flows.stopping import interruptible
from transforms.documents import DocumentUnreadable
from transforms.documents.formats import read_document
from transforms.lexicon import LexiconInvalid
from transforms.parts import part_lengths
from transforms.pipeline import read_batch
from warehouse.schema import stage
from warehouse.schema.declare import Table
from warehouse.schema.keys import document_key

#: New objects after which the collector looks for cycles: a batch holds a million at a time, of which some ten thousand
#: stand in cycles. A walk over all that stands takes as long as some thousand sentences do.
_COLLECTED_AFTER = 1_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are read together, the folder that their frames go to, and the size that a file may have.

    handed: where their bytes stand for a worker that cannot see the files (see `flows.handover`), and the rules that it
    must have; title: what the run that reads it is called by.
    """

    arrivals: tuple[Arrival, ...]
    folder: Place
    limit: int
    handed: str = ""
    rules: str = ""
    title: str = ""

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(arrival.byte_count for arrival in self.arrivals)

    def halves(self) -> tuple["Batch", ...]:
        """The same files in two batches; none where there is one file."""
        middle = len(self.arrivals) // 2
        parts = (self.arrivals[:middle], self.arrivals[middle:]) if middle else ()
        return tuple(replace(self, arrivals=part) for part in parts)

    def given_up(self) -> "BatchRead":
        """What there is of it where each worker died that read it: refusals, and frames without rows."""
        return read_rows((), self.folder, tuple(killing((one.path, one.sha256) for one in self.arrivals)))


@dataclass(frozen=True, slots=True)
class BatchRead:
    """What reading a batch gave.

    folder: where its frames are; counts: rows by table, and `tokens`; documents: path and digest of those that were
    read; refused: the files that were not.
    """

    folder: Place
    counts: Counter[str]
    documents: tuple[tuple[str, str], ...]
    refused: tuple[Refusal, ...]

    @property
    def file_count(self) -> int:
        """Files that were read or refused."""
        return len(self.documents) + sum(item.is_of_file for item in self.refused)


def plan_batches(
    arrivals: Iterable[Arrival], folder: Place, documents: int, size: int, limit: int
) -> tuple[Batch, ...]:
    """Split `arrivals` in their order into batches of at most `documents` files and, above one file, `size` bytes."""
    groups: list[list[Arrival]] = []
    weight = 0
    for arrival in arrivals:
        if not groups or len(groups[-1]) == documents or weight + arrival.byte_count > size:
            groups.append([])
            weight = 0
        groups[-1].append(arrival)
        weight += arrival.byte_count
    return tuple(
        Batch(tuple(group), f"{folder}/{number:06d}", limit, title=f"{number + 1}/{len(groups)}: {len(group)} files")
        for number, group in enumerate(groups)
    )


@interruptible()
def read_files(batch: Batch) -> BatchRead:
    """Read, decode and transform the files of a batch, and write the stage frames into a folder of its own."""
    rows, refused = [], []
    for arrival, content in contents(batch):
        row = _document(arrival, content)
        (refused if isinstance(row, Refusal) else rows).append(row)
    return read_rows(rows, batch.folder, refused)


def read_rows(rows: Sequence[dict], folder: Place, refused: Sequence[Refusal] = ()) -> BatchRead:
    """Transform documents (rows of `stage.document`) and write the stage frames into a new folder in `folder`.

    `refused` are the files of the batch that gave no row; documents on which the rules fail come beside them.
    """
    _collect_seldom()
    every = iter(rows)
    parts = (list(itertools.islice(every, count)) for count in part_lengths(row["char_count"] for row in rows))
    frames, failed = _put_together(list(map(_read, parts)))
    # a worker that was taken for dead may still write what another reads for it: each has a folder of its own
    place = f"{folder}/{secrets.token_hex(4)}"
    write_frames(frames, place)
    read = frames[stage.DOCUMENT.name].select("path", "sha256").iter_rows()
    gc.collect()  # cycles that outlive their batch would not be sought for hours: 10 MB a batch
    _settle()
    return BatchRead(place, counted(frames), tuple(read), (*refused, *failed))


@functools.cache
def _collect_seldom() -> None:
    """A batch's tokens and words hold no cycles: the collector need not walk them after each 700 new ones.

    Two tenths of reading went into that.
    """
    gc.set_threshold(_COLLECTED_AFTER)


@functools.cache
def _settle() -> None:
    """After its first batch a process holds lexicons and caches for good: the collector need not walk them again."""
    gc.freeze()


def write_frames(frames: Mapping[str, pl.DataFrame], folder: Place) -> None:
    """Write stage frames into a batch's folder, for `staged_frames` to read; what stood there is replaced."""
    for name, frame in frames.items():
        staging.write(frame, folder, name)


def counted(frames: Mapping[str, pl.DataFrame]) -> Counter[str]:
    """Rows of stage frames by table, `tokens`, and sums of `stage.reading` by `stage.reading.` and the column."""
    counts = Counter({name: frame.height for name, frame in frames.items()})
    readings = frames[stage.READING.name].select(cs.integer().exclude("document_key").sum())
    counts.update({f"{stage.READING.name}.{name}": total for name, total in readings.row(0, named=True).items()})
    counts["tokens"] = int(frames[stage.TERM.name]["count"].sum())
    return counts


def _read(rows: Sequence[dict]) -> tuple[dict[str, pl.DataFrame], list[Refusal]]:
    """The stage frames of documents, and refusals of those on which the rules fail: one must not stop the others."""
    try:
        return read_batch(pl.DataFrame(rows, stage.DOCUMENT.polars_schema())), []
    except LexiconInvalid:
        raise  # no fault of a document: the run stops and names the row
    except Exception as error:  # whatever a rule did not foresee; with one document we know where
        if len(rows) == 1:
            return _read([])[0], [_failure(rows[0], error)]
    middle = len(rows) // 2
    return _put_together([_read(rows[:middle]), _read(rows[middle:])])


def _put_together(
    parts: Sequence[tuple[Mapping[str, pl.DataFrame], list[Refusal]]],
) -> tuple[dict[str, pl.DataFrame], list[Refusal]]:
    """What parts of a batch gave as what the batch gives; members that documents of several share stand once."""
    frames = {table.name: _rows_of(table, [frames[table.name] for frames, _ in parts]) for table in stage.STAGE_TABLES}
    return frames, [refused for _, refusals in parts for refused in refusals]


def _rows_of(table: Table, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    rows = pl.concat(parts)
    is_shared = "document_key" not in rows.columns and len(parts) > 1
    return rows.unique(table.key, keep="first", maintain_order=True) if is_shared else rows


def _failure(row: dict, error: Exception) -> Refusal:
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}: {error}"
    return refusal("rules_failed", row["path"], where, row["sha256"])


def killing(documents: Iterable[tuple[str, str]]) -> Iterator[Refusal]:
    """Refusals of documents (path and digest) that killed each worker that read them."""
    return (refusal("worker_died", path, sha256=sha256) for path, sha256 in documents)


def staged_frames(folder: Place) -> dict[str, pl.DataFrame]:
    """The stage frames that `read_files` wrote into `folder`, by table name."""
    return {table.name: staging.read(folder, table.name) for table in stage.STAGE_TABLES}


def _document(arrival: Arrival, content: bytes | FileRefused) -> dict | Refusal:
    if isinstance(content, FileRefused):
        return refusal(content.reason, arrival.path, str(content))
    if sha256_of(content) != arrival.sha256:
        return refusal("changing", arrival.path, "its bytes changed between two looks")
    try:
        source = read_document(content, arrival.path)
    except DocumentUnreadable as error:
        return Refusal(error.code, arrival.path, str(error), error.mend, arrival.sha256)
    known = arrival.known  # what the manifest says goes before what the file says of itself
    return {
        "document_key": document_key(arrival.path, arrival.sha256),
        "document": arrival.path.rsplit("/", 1)[-1],
        "path": arrival.path,
        "sha256": arrival.sha256,
        "byte_count": len(content),
        "encoding": source.encoding,
        "text": source.text,
        "char_count": len(source.text),
        "publication": known.publication or source.publication,
        "published": known.published,
        "stated": source.published,
        "page": known.page or source.page,
        "url": known.url or source.url,
    }
