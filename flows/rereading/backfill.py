"""The flow `backfill`: documents that other rules have read are read again, checked, loaded in place and published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from expectations.verdict import Verdict, together
from flows import staging
from flows.artifact import leave_artifact
from flows.batches import BatchRead, killing, read_rows, staged_frames
from flows.clusters import require_runner
from flows.handover import handed, require_rules
from flows.ingest import check_all, publish_all
from flows.outcome import begin, numbered, stage_rows
from flows.progress import Stages
from flows.refusals import Refusal, refusal, refusal_frame
from flows.rereading.planning import BYTES_A_CHARACTER
from flows.settings import Settings, load_settings
from flows.withholding import Checked
from flows.workers import Workers
from flows.working import at_work
from transforms.version import rules_version
from warehouse.build import writing
from warehouse.lake.address import Lake
from warehouse.load import load
from warehouse.quarantine import released_keys
from warehouse.record import Record, Run
from warehouse.schema import audit
from warehouse.stored import batches_of, documents_again, select_stored

#: Batches that are loaded in one transaction: what an interruption costs at most.
AT_ONCE = 8
#: Under which the documents of a batch stand in the staging place.
NAME = "documents"


@dataclass(frozen=True, slots=True)
class Stored:
    """Documents that are read together: path and digest of each, the place of their rows of `stage.document` and of the
    frames, their characters' bytes, and the rules to read them by."""

    documents: tuple[tuple[str, str], ...]
    folder: str
    size: int
    rules: str

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


@flow(name="backfill")
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
        for part in _parts(chosen, settings):
            _reread(connection, part, folder, settings, stages, done)
        if done.chosen:
            publish_all(connection, settings, stages)
    leave_artifact("backfill", done.told(), (f"{item.code} {item.path}: {item.message}" for item in done.refused))
    return done


def _parts(chosen: pl.DataFrame, settings: Settings) -> Iterator[list[pl.DataFrame]]:
    batches = list(batches_of(chosen, settings.batch_documents, settings.batch_bytes // BYTES_A_CHARACTER))
    for start in range(0, len(batches), AT_ONCE):
        yield batches[start : start + AT_ONCE]


def _reread(
    connection: duckdb.DuckDBPyConnection,
    batches: Sequence[pl.DataFrame],
    folder: str,
    settings: Settings,
    stages: Stages,
    done: Backfilled,
) -> None:
    """Read, check and load some batches, all or nothing."""
    planned = [_stored(connection, batch, folder) for batch in batches]
    reads = _read_all(planned, settings, stages)
    checked = check_all(reads, released_keys(connection), stages)
    done.checked += checked
    passed = [one.read for one in checked if not one.is_blocked]
    stopped = [one.read for one in checked if one.is_blocked]
    done.refused += [item for one in checked for item in one.read.refused]
    done.refused += [refusal("unpublished", path, "", sha256) for read in stopped for path, sha256 in read.documents]
    done.loaded += [path for read in passed for path, _ in read.documents]
    with stages.stage("load", len(passed)) as advance:
        staged = (staged_frames(read.folder) for read in passed)
        load(connection, staged, done.ended(), done.record(stages), again=True)
        advance(len(passed))


def _stored(connection: duckdb.DuckDBPyConnection, batch: pl.DataFrame, folder: str) -> Stored:
    documents, place = documents_again(connection, batch), f"{folder}/{batch['load_key'][0]:012d}"
    staging.write(documents, place, NAME)
    named = tuple(documents.select("path", "sha256").iter_rows())
    return Stored(named, place, int(batch["char_count"].sum()) * BYTES_A_CHARACTER, rules_version())


def _read_all(planned: Sequence[Stored], settings: Settings, stages: Stages) -> list[BatchRead]:
    read = task(read_stored, name="read", cache_policy=NO_CACHE)
    with stages.stage("read", len(planned)) as advance, Workers(settings, read, planned, AT_ONCE) as workers:
        reads = [part for parts in workers.read(planned) for part in parts]
        advance(len(planned))
    return reads


def read_stored(batch: Stored) -> BatchRead:
    """Transform stored documents, and write the stage frames into a folder of their own."""
    require_rules(batch.rules)
    wanted = {path for path, _ in batch.documents}
    documents = handed(batch.folder, NAME)
    return read_rows([row for row in documents.to_dicts() if row["path"] in wanted], batch.folder)
