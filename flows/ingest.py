"""The flow `ingest`: what is new in the inbox is read, checked, loaded and published."""

import logging
from collections.abc import Sequence, Set
from pathlib import Path

import duckdb
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from expectations.validation import validate
from flows.artifact import leave_artifact
from flows.batches import BatchRead, plan_batches, read_files, staged_frames
from flows.clusters import is_cluster, require_runner
from flows.failing import BatchesBlocked
from flows.handover import hand_over
from flows.looking import look_around
from flows.news import News
from flows.outcome import Outcome, begin
from flows.progress import Stages
from flows.refusals import released_in
from flows.settings import Settings, load_settings
from flows.summary import check_lines, refusal_lines, summary_rows
from flows.withholding import Checked, withhold
from flows.workers import Workers
from flows.working import at_work
from warehouse.build import writing
from warehouse.lake.address import Lake
from warehouse.load import load
from warehouse.publish import publish

#: Batches that are under way or wait to be taken, so that the staging place holds no more, however many files come.
AT_ONCE = 32


@flow(name="ingest")
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
    with at_work(settings, run, get_run_logger().info) as (stages, folder):
        outcome = Outcome(
            run, settings.warehouse, look(paths or (), again or (), settings, stages), stages=stages.times
        )
        if outcome.news:
            outcome.reads = read_all(outcome.news, folder, settings, stages)
            outcome.checked = check_all(outcome.reads, released_in(settings.warehouse), stages)
            with writing(settings.warehouse) as connection:
                load_all(connection, outcome, stages)
                outcome.published = publish_all(connection, settings, stages)
    for refused in outcome.refused:
        get_run_logger().warning("refused: %s %s: %s", refused.code, refused.path, refused.message)
    if outcome.news:
        leave_artifact("ingest", summary_rows(outcome), (*refusal_lines(outcome), *check_lines(outcome)))
    if outcome.is_blocked:
        raise BatchesBlocked(outcome)
    return outcome


def look(paths: Sequence[Path], again: Sequence[str], settings: Settings, stages: Stages) -> News:
    """What is new, changed, refused: at the sources, in the inbox, or in `paths` alone."""
    with stages.stage("look") as advance:
        news = task(look_around, name="look", cache_policy=NO_CACHE)(settings, paths, again)
        advance(news.files.height)
    return news


def read_all(news: News, folder: str, settings: Settings, stages: Stages) -> list[BatchRead]:
    """Decode and transform the new files, batch by batch, side by side; results in the order of the batches."""
    planned = plan_batches(
        news.arrivals, folder, settings.batch_documents, settings.batch_bytes, settings.max_file_bytes
    )
    read = task(read_files, name="read", cache_policy=NO_CACHE)
    reads: list[BatchRead] = []
    with stages.stage("read", len(news.arrivals)) as advance, Workers(settings, read, planned, AT_ONCE) as workers:
        for parts in workers.read(map(hand_over, planned) if is_cluster(settings) else planned):
            reads += parts
            advance(sum(part.file_count for part in parts))
    return reads


def check_all(reads: Sequence[BatchRead], released: Set[int], stages: Stages) -> list[Checked]:
    """The batches after their checks: what breaks a critical one is left out, unless a steward has `released` it."""
    # it announces each temporary folder, at a level that it sets itself
    logging.getLogger("great_expectations.data_context.types.base").disabled = True
    check = task(validate, name="check", cache_policy=NO_CACHE)
    checked = []
    with stages.stage("check", len(reads)) as advance:
        for read in reads:
            checked.append(withhold(read, check, released))
            advance()
    return checked


def load_all(connection: duckdb.DuckDBPyConnection, outcome: Outcome, stages: Stages) -> None:
    """Load the batches that passed, and the record of the run, in one transaction."""
    passed = outcome.passed
    with stages.stage("load", len(passed)) as advance:
        staged = (staged_frames(read.folder) for read in passed)
        task(load, name="load", cache_policy=NO_CACHE)(connection, staged, outcome.ended(), outcome.record())
        advance(len(passed))


def publish_all(connection: duckdb.DuckDBPyConnection, settings: Settings, stages: Stages) -> Path:
    """Publish the build file as a new generation."""
    with stages.stage("publish", 1) as advance:
        generation = task(publish, name="publish", cache_policy=NO_CACHE)(
            connection, settings.warehouse, settings.keep_generations
        )
        advance()
    return generation.path
