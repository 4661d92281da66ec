"""A run that loads some batches at a time gives the rows of one that loads all at once, wherever it is interrupted."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from staged import staged
from test_flow import _ask, _rows
from test_history import (
    DAY,
    INBOXES,
    Inbox,
    assert_periods,
    bare,
    builds,  # noqa: F401
    checked_as,
    empty,
    look,
    read,
    run_over,
    state_of,
    verdict,
)

from flows import staging
from flows.batches import BatchRead
from flows.errors import OutsideFailed
from flows.failing import outside_told
from flows.news import compare
from flows.outcome import Outcome, passed
from flows.refusals import refusals_in
from flows.settings import Settings
from warehouse.ledger import known_in
from warehouse.load import load, note
from warehouse.record import Run
from warehouse.schema.stage import READING

TERMS = "SELECT term, articles FROM core.term_frequency ORDER BY term"


def run_in_parts(
    build: duckdb.DuckDBPyConnection, place: Path, number: int, inbox: Inbox, size: int, most: int | None
) -> None:
    """A run as the flow makes it, `size` batches of one file a transaction; it dies before the part after `most`."""
    news = compare([look(path, content) for path, content in inbox.items()], known_in(build, "r1"), refusals_in(build))
    reads = [read_into(place, item.path, inbox[bare(item.path)]) for item in news.arrivals]
    outcome = Outcome(Run(f"run-{number}", DAY + timedelta(hours=number), "r1"), Path(), news)
    for count, start in enumerate(range(0, max(len(reads), 1), size)):
        if count == most:
            note(build, outcome.run)
            return
        part = [checked_as(item, verdict(inbox[item.folder.name])) for item in reads[start : start + size]]
        outcome.add(reads[start : start + size], part)
        pages = [item.folder.name for item in passed(part) if item.documents]
        is_last = start + size >= len(reads)
        run = outcome.ended() if is_last else outcome.run
        load(build, [staged(**{page: inbox[page]}) for page in pages], run, outcome.record(part, is_last))


def read_into(place: Path, path: str, content: str) -> BatchRead:
    """What was read of a file, with the counts that a worker stages in `place`."""
    item = read(path, content)
    item = replace(item, folder=place / item.folder)
    counts = staged(**{item.folder.name: content})["stage.reading"] if item.documents else READING.empty()
    staging.write(counts, item.folder, READING.name)
    return item


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(INBOXES, st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=4))
def test_parts_and_interruptions_leave_what_whole_runs_leave(builds, tmp_path_factory, history):  # noqa: F811
    place = tmp_path_factory.mktemp("staging")
    whole, parts = (empty(connection) for connection in builds)
    for number, (inbox, size, most) in enumerate(history, 1):
        run_over(whole, 2 * number, inbox)
        run_in_parts(parts, place, 2 * number, inbox, size, most)
        run_in_parts(parts, place, 2 * number + 1, inbox, size, None)
        assert state_of(parts) == state_of(whole)
    assert parts.execute(TERMS).fetchall() == whole.execute(TERMS).fetchall()
    assert_periods(parts)


@pytest.fixture
def in_parts(prefect, settings: Settings, monkeypatch):
    """The flow with one page a transaction; it is interrupted at the load of the given number."""
    import flows.ingest

    monkeypatch.setenv("BAOKU_BATCH_DOCUMENTS", "1")
    monkeypatch.setattr(flows.ingest, "AT_ONCE", 1)

    def run(interrupted_at: int | None = None) -> Outcome:
        loads: Counter[str] = Counter()

        def load_or_stop(*arguments, **options):
            loads["of this run"] += 1
            if loads["of this run"] == interrupted_at:
                raise KeyboardInterrupt
            return load(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(flows.ingest, "load", load_or_stop)
            return flows.ingest.ingest(settings.inbox, settings.warehouse, "thread")

    return run


@pytest.mark.slow
def test_an_interrupted_run_goes_on_where_it_was(in_parts, settings: Settings, five_pages):
    with pytest.raises(KeyboardInterrupt):
        in_parts(interrupted_at=4)
    assert not settings.warehouse.exists()
    outcome = in_parts()
    assert (outcome.news.count("same"), len(outcome.news.arrivals)) == (3, 2)
    assert _rows(settings.warehouse) == _rows(five_pages)
    runs = _ask(settings.warehouse, "SELECT status, message FROM audit.run ORDER BY started_at")
    assert [status for status, _ in runs] == ["failed", "succeeded"] and "KeyboardInterrupt" in runs[0][1]
    loaded = "SELECT count(*) FROM core.dim_document WHERE run_id = (SELECT min(run_id) FROM audit.run)"
    assert _ask(settings.warehouse, loaded) == [(3,)]
    funnel = "SELECT row_count FROM audit.funnel WHERE step = 'documents' ORDER BY run_id"
    assert _ask(settings.warehouse, funnel) == [(3,), (2,)]
    assert not in_parts().news


@pytest.mark.slow
def test_what_was_loaded_and_not_published_is_published_by_the_next_run(in_parts, settings: Settings, monkeypatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("flows.ingest.publish_all", stop)
        in_parts()
    outcome = in_parts()
    assert outcome.news.is_unpublished and not outcome.news.arrivals and outcome.published
    assert _ask(settings.warehouse, "SELECT count(*) FROM core.dim_document WHERE document_key <> 0") == [(5,)]


def test_ctrl_c_is_told_in_a_sentence():
    with pytest.raises(OutsideFailed, match="the next run goes on from there"), outside_told():
        raise KeyboardInterrupt
