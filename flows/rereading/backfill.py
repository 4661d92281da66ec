"""The flow `backfill`: documents that other rules have read are read again, checked, loaded in place and published."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
from prefect import flow, get_run_logger

from expectations.verdict import Verdict, together
from flows import staging
from flows.artifact import leave_artifact
from flows.batches import BatchRead, killing, read_rows
from flows.clusters import require_runner
from flows.handover import handed, require_rules
from flows.ingest import Loading, check_all, publish_all
from flows.naming import run_name
from flows.outcome import begin, numbered, passed, stage_rows
from flows.progress import Stages
from flows.refusals import Refusal, refusal, refusal_frame
from flows.rereading.planning import BYTES_A_CHARACTER
from flows.settings import Settings, load_settings
from flows.stopping import interruptible
from flows.withholding import Checked
from flows.workers import AT_ONCE, read_in_parts, reading_task
from flows.working import at_work
from transforms.version import rules_version
from warehouse.build import writing
from warehouse.database import reading
from warehouse.lake.address import Lake
from warehouse.load import load
from warehouse.quarantine import released_keys
from warehouse.record import Record, Run
from warehouse.schema import audit
from warehouse.stored import batches_of, documents_again, select_stored

#: Under which the documents of a batch stand in the staging place.
NAME = "documents"


@dataclass(frozen=True, slots=True)
class Stored:
    """Documents that are read together: path and digest of each, the place of their rows of `stage.document` and of the
    frames, their characters' bytes, the rules to read them by, and what the run that reads them is called by."""

    documents: tuple[tuple[str, str], ...]
    folder: str
    size: int
    rules: str
    title: str

    def halves(self) -> tuple["Stored", ...]:
        """The same documents in two batches; none where there is one document."""
        middle = len(self.documents) // 2
        parts = (self.documents[:middle], self.documents[middle:]) if middle else ()
        return tuple(replace(self, documents=part) for part in parts)

    def given_up(self) -> BatchRead:
        """What there is of it where each worker died that read it: refusals, and frames without rows."""
        return read_rows((), self.folder, tuple(killing(self.documents)))


@dataclass
class Backfilled:
    """What a backfill did: documents chosen, refused, paths of those loaded; and its batches after their checks."""

    run: Run
    chosen: int = 0
    refused: list[Refusal] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    checked: list[Checked] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """The checks of all batches together, before anything was left out."""
        return together([one.first for one in self.checked])

    def add(self, checked: Sequence[Checked]) -> None:
        """Some batches more, read and checked."""
        self.checked += checked
        stopped = [one.read for one in checked if one.is_blocked]
        self.refused += [item for one in checked for item in one.read.refused]
        self.refused += [
            refusal("unpublished", path, "", sha256) for read in stopped for path, sha256 in read.documents
        ]
        self.loaded += [path for read in passed(checked) for path, _ in read.documents]

    def record(self, stages: Stages) -> Record:
        """What the audit tables keep of it, as far as it has come."""
        steps = [("documents to read again", self.chosen), ("documents read again", len(self.loaded))]
        return Record(
            stages=stage_rows(stages.times),
            funnel=numbered(audit.FUNNEL, steps),
            checks=self.verdict.checks,
            quarantine=refusal_frame(self.refused),
            mended=self.loaded,
        )

    def told(self) -> list[tuple[str, str]]:
        """Names and values of what it did."""
        counts = {"chosen": self.chosen, "read again": len(self.loaded), "kept as they were": len(self.refused)}
        return [("rules", self.run.rules_version), *((name, f"{count:,}") for name, count in counts.items())]

    def ended(self) -> Run:
        """The run as `audit.run` keeps it at its end."""
        status = "blocked" if any(one.is_blocked for one in self.checked) else "succeeded"
        return replace(self.run, status=status, finished_at=datetime.now(UTC))


@flow(name="backfill", flow_run_name=run_name)
def backfill(
    warehouse: Path | Lake | None = None,
    since: date | None = None,
    rule: str | None = None,
    paths: list[str] | None = None,
) -> Backfilled:
    """Read again what other rules than those of now have read: documents since a day, or with rows of one rule.

    Documents at `paths` are read again whatever rules have read them.

    What is loaded stays loaded: an interrupted backfill goes on where it was. A document on which the new rules fail,
    or whose batch fails a critical check, keeps its rows and stands in quarantine.

    Raises:
        WarehouseError: nothing was changed; the message says what to do.
    """
    settings = load_settings(warehouse=warehouse)
    require_runner(settings)
    done = Backfilled(begin())
    with (
        at_work(settings, done.run, get_run_logger().info, "backfill") as (stages, folder),
        writing(settings.warehouse) as connection,
    ):
        chosen = select_stored(connection, None if paths else rules_version(), since, rule, paths)
        done.chosen = chosen.height
        with contextlib.closing(_read_all(connection, chosen, folder, settings, stages)) as parts:
            for reads, is_last in parts if done.chosen else ():
                _load(connection, reads, done, is_last, stages)
        if done.chosen or _is_wanted(settings.warehouse, since, rule):
            publish_all(connection, settings, stages)
    leave_artifact("backfill", done.told(), (f"{item.code} {item.path}: {item.message}" for item in done.refused))
    return done


def _is_wanted(warehouse: Path, since: date | None, rule: str | None) -> bool:
    """Whether other rules have read what is published, though the build file holds it as those of now read it."""
    with reading(warehouse) as connection:
        return not select_stored(connection, rules_version(), since, rule).is_empty()


def _read_all(
    connection: duckdb.DuckDBPyConnection, chosen: pl.DataFrame, folder: str, settings: Settings, stages: Stages
) -> Iterator[tuple[list[BatchRead], bool]]:
    batches = list(batches_of(chosen, settings.batch_documents, settings.batch_bytes // BYTES_A_CHARACTER))
    sizes = [int(batch["char_count"].sum()) * BYTES_A_CHARACTER for batch in batches]
    stored = (
        _stored(connection, batch, folder, f"{number}/{len(batches)}: {batch.height} documents")
        for number, batch in enumerate(batches, 1)
    )
    yield from read_in_parts(
        settings, reading_task(read_stored, settings), stored, sizes, stages, chosen.height, AT_ONCE
    )


def _load(
    connection: duckdb.DuckDBPyConnection, reads: Sequence[BatchRead], done: Backfilled, is_last: bool, stages: Stages
) -> None:
    """Check and load some batches, all or nothing."""
    checked = check_all(reads, released_keys(connection), stages, done.chosen)
    done.add(checked)
    with stages.stage("load", done.chosen) as advance:
        run = done.ended() if is_last else done.run
        load(connection, Loading(passed(checked), advance), run, done.record(stages), again=True)


def _stored(connection: duckdb.DuckDBPyConnection, batch: pl.DataFrame, folder: str, title: str) -> Stored:
    documents, place = documents_again(connection, batch), f"{folder}/{batch['load_key'][0]:012d}"
    staging.write(documents, place, NAME)
    named = tuple(documents.select("path", "sha256").iter_rows())
    return Stored(named, place, int(batch["char_count"].sum()) * BYTES_A_CHARACTER, rules_version(), title)


@interruptible()
def read_stored(batch: Stored) -> BatchRead:
    """Transform stored documents, and write the stage frames into a folder of their own."""
    require_rules(batch.rules)
    wanted = {path for path, _ in batch.documents}
    documents = handed(batch.folder, NAME)
    return read_rows([row for row in documents.to_dicts() if row["path"] in wanted], batch.folder)
