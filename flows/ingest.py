"""The flow `ingest`: what is new in the inbox is read, checked, loaded and published."""

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from expectations.validation import validate, validate_run
from flows.artifact import leave_artifact
from flows.batches import BatchRead, plan_batches, read_files, staged_frames
from flows.clusters import is_cluster, require_runner
from flows.failing import BatchesBlocked
from flows.funnel import balance
from flows.handover import hand_over
from flows.looking import look_around
from flows.naming import run_name
from flows.news import News
from flows.outcome import Outcome, begin, passed
from flows.progress import Stages
from flows.settings import Settings, load_settings
from flows.summary import check_lines, refusal_lines, summary_rows
from flows.withholding import Checked, withhold
from flows.workers import AT_ONCE, read_in_parts, reading_task
from flows.working import at_work
from warehouse.build import writing
from warehouse.drift import measure_drift
from warehouse.lake.address import Lake
from warehouse.load import load
from warehouse.publish import publish
from warehouse.quarantine import released_keys
from warehouse.schema.overall import BALANCE, DRIFT


@flow(name="ingest", flow_run_name=run_name)
def ingest(
    inbox: Path | None = None,
    warehouse: Path | Lake | None = None,
    runner: str | None = None,
    paths: list[Path] | None = None,
    again: list[str] | None = None,
) -> Outcome:
    """Ingest what is new in the inbox, or in `paths`; what is not given comes from the settings.

    Files that are known by a path in `again` are read whatever the quarantine says of them.

    Raises:
        UsageInvalid, WarehouseError: nothing was published; the message says what to do.
        BatchesBlocked: a critical check failed; what passed is published. It holds the outcome.
    """
    settings = load_settings(inbox=inbox, warehouse=warehouse, runner=runner)
    require_runner(settings)
    run = begin()
    with at_work(settings, run, get_run_logger().info) as (stages, folder), writing(settings.warehouse) as connection:
        news = look(paths or (), again or (), settings, connection, stages)
        outcome = Outcome(run, settings.warehouse, news)
        if news:
            released = released_keys(connection)
            with contextlib.closing(read_all(news, folder, settings, stages)) as parts:
                for reads, is_last in parts:
                    part = check_all(reads, released, stages, len(news.arrivals))
                    outcome.add(reads, part)
                    if is_last and news.arrivals:
                        check_run(connection, outcome, settings, stages)
                    load_all(connection, outcome, part, is_last, stages)
            outcome.published = publish_all(connection, settings, stages)
            outcome.stages = stages.times
    for refused in outcome.refused:
        get_run_logger().warning("refused: %s %s: %s", refused.code, refused.path, refused.message)
    if outcome.news:
        leave_artifact("ingest", summary_rows(outcome), (*refusal_lines(outcome), *check_lines(outcome)))
    if outcome.is_blocked:
        raise BatchesBlocked(outcome)
    return outcome


def look(
    paths: Sequence[Path],
    again: Sequence[str],
    settings: Settings,
    connection: duckdb.DuckDBPyConnection,
    stages: Stages,
) -> News:
    """What is new, changed, refused: at the sources, in the inbox, or in `paths` alone."""
    with stages.stage("look") as advance:
        name = f"look into {settings.inbox.resolve().name} and {len(settings.sources)} sources"
        news = task(look_around, name="look", task_run_name=name, cache_policy=NO_CACHE)(
            settings, paths, again, connection, lambda: advance(0)
        )
        advance(news.files.height)
    return news


def read_all(news: News, folder: str, settings: Settings, stages: Stages) -> Iterator[tuple[list[BatchRead], bool]]:
    """Decode and transform the new files, batch by batch, side by side: some batches at a time, in their order.

    With the last of them True.
    """
    planned = plan_batches(
        news.arrivals, folder, settings.batch_documents, settings.batch_bytes, settings.max_file_bytes
    )
    batches = map(hand_over, planned) if is_cluster(settings) else planned
    sizes = [batch.size for batch in planned]
    yield from read_in_parts(
        settings, reading_task(read_files, settings), batches, sizes, stages, len(news.arrivals), AT_ONCE
    )


def check_all(reads: Sequence[BatchRead], released: Set[int], stages: Stages, total: int) -> list[Checked]:
    """The batches after their checks: what breaks a critical one is left out, unless a steward has `released` it.

    `total` are the files of all batches of the run.
    """
    # it announces each temporary folder, at a level that it sets itself
    logging.getLogger("great_expectations.data_context.types.base").disabled = True
    check = task(validate, name="check", cache_policy=NO_CACHE)
    checked = []
    with stages.stage("check", total) as advance:
        for number, read in enumerate(reads, 1):
            named = check.with_options(task_run_name=f"check {number}/{len(reads)}: {read.file_count} files")
            checked.append(withhold(read, named, released))
            advance(read.file_count)
    return checked


def check_run(connection: duckdb.DuckDBPyConnection, outcome: Outcome, settings: Settings, stages: Stages) -> None:
    """Give the run its verdict as a whole: whether it adds up, and whether what was read is as on other days.

    Raises:
        ExpectationsFailed: it does not add up. Its last part is not loaded, and nothing is published.
    """
    run = outcome.run
    with stages.stage("check"):
        drift = measure_drift(connection, run.run_id, run.started_at, settings.timezone, outcome.volumes)
        aggregates = {BALANCE.name: balance(outcome.steps), DRIFT.name: drift}
        verdict = task(validate_run, name="check the run", cache_policy=NO_CACHE)(aggregates)
    outcome.overall.append(verdict.require())


def load_all(
    connection: duckdb.DuckDBPyConnection, outcome: Outcome, part: Sequence[Checked], is_last: bool, stages: Stages
) -> None:
    """Load the batches of a part that passed, and the record of the run so far, in one transaction."""
    with stages.stage("load", len(outcome.news.arrivals)) as advance:
        staged = Loading(passed(part), advance)
        outcome.stages = stages.times
        run, record = outcome.ended() if is_last else outcome.run, outcome.record(part, is_last)
        name = f"load {len(part)} batches"
        task(load, name="load", task_run_name=name, cache_policy=NO_CACHE)(connection, staged, run, record)


@dataclass
class Loading:
    """The frames of batches, one batch at a time, as often as they are asked for; each counts once, when the next is.

    A load that takes more memory than it has begins again: it goes no step forward until it is where it was.
    """

    reads: Sequence[BatchRead]
    advance: Callable[[int], None]
    counted: int = 0

    def __iter__(self) -> Iterator[dict[str, pl.DataFrame]]:
        for number, read in enumerate(self.reads, 1):
            yield staged_frames(read.folder)
            if number > self.counted:
                self.counted = number
                self.advance(read.file_count)


def publish_all(connection: duckdb.DuckDBPyConnection, settings: Settings, stages: Stages) -> Path:
    """Publish the build file as a new generation."""
    with stages.stage("publish", 1) as advance:
        name = f"publish {settings.warehouse.stem}"
        publishing = task(publish, name="publish", task_run_name=name, cache_policy=NO_CACHE)
        generation = publishing(connection, settings.warehouse, settings.keep_generations)
        advance()
    return generation.path
