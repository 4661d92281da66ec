"""The flow, end to end, on real files, a real DuckDB and a real Prefect: the same rows however it is run."""

import functools
import importlib
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from expectations.verdict import CheckBroken
from flows.outcome import Outcome
from flows.settings import Settings
from warehouse.database import reading

#: Columns that say which run of which version, and when, not what.
OF_THE_RUN = {"run_id", "valid_from", "valid_to", "load_key", "rules_version"}
TABLES = "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE schema_name IN ('raw', 'core')"


def _rows(warehouse: Path) -> dict[str, list[tuple]]:
    """All rows of the star, run and clock apart, sorted."""
    with reading(warehouse) as connection:
        tables = [name for (name,) in connection.execute(TABLES).fetchall()]
        frames = {name: connection.table(name).pl() for name in tables}
    return {
        name: sorted(map(repr, frame.drop(OF_THE_RUN & set(frame.columns)).rows())) for name, frame in frames.items()
    }


def _ask(warehouse: Path, sql: str) -> list[tuple]:
    with reading(warehouse) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def two_pages(inbox: Path) -> list[Path]:
    """The inbox with two short pages only: enough where it does not matter what stands in them."""
    for page in inbox.iterdir():
        page.unlink()
    pages = [inbox / "1.txt", inbox / "2.txt"]
    for page, number in zip(pages, (123, 321), strict=True):
        page.write_text(f"全镇新增企业{number}家。\n")
    return pages


@pytest.fixture
def ingest(prefect, settings, monkeypatch):
    """The flow on the `inbox` of the test."""
    from flows.ingest import ingest as flow

    def run(**others: object) -> Outcome:
        for name, value in others.items():
            monkeypatch.setenv(f"BAOKU_{name.upper()}", str(value))
        return flow(settings.inbox, settings.warehouse)

    return run


def test_run_twice_gives_the_same_rows_and_publishes_nothing(ingest, settings: Settings):
    first = ingest()
    rows = _rows(settings.warehouse)
    second = ingest()
    assert first.published and not second.news and second.published is None
    assert _rows(settings.warehouse) == rows
    assert rows["core.fct_observation"] and rows["core.fct_mention"] and rows["core.dim_sentence"]


@pytest.mark.slow
def test_any_order_batch_size_and_number_of_workers_give_the_same_rows(ingest, settings: Settings, five_pages):
    pages = list(settings.inbox.iterdir())
    random.Random(5).shuffle(pages)
    for page in pages:  # created again, in another order
        content = page.read_bytes()
        page.unlink()
        page.write_bytes(content)
    ingest(batch_documents=2, workers=3)
    assert _rows(settings.warehouse) == _rows(five_pages)


@pytest.mark.slow
def test_files_that_come_one_after_the_other_give_the_same_rows(ingest, settings: Settings, five_pages, tmp_path):
    pages = sorted(settings.inbox.iterdir())
    aside = tmp_path / "aside"
    aside.mkdir()
    for page in pages[2:]:
        shutil.move(page, aside)
    ingest()
    for page in aside.iterdir():
        shutil.move(page, settings.inbox)
    outcome = ingest()
    assert (outcome.news.count("new"), outcome.news.count("same")) == (3, 2)
    assert _rows(settings.warehouse) == _rows(five_pages)


def test_a_changed_file_is_a_new_version_and_a_copy_is_an_alias(ingest, two_pages, settings: Settings):
    ingest()
    pages = two_pages
    pages[0].write_text(pages[0].read_text() + "\n全镇关闭企业45家。\n")
    shutil.copy(pages[1], settings.inbox / "copy 副本.txt")
    outcome = ingest()
    assert (outcome.news.count("changed"), outcome.news.count("alias")) == (1, 1)
    versions = "SELECT document, count(*) FROM core.dim_document WHERE document_key <> 0 GROUP BY ALL"
    assert dict(_ask(settings.warehouse, versions)) == {page.name: 2 if page == pages[0] else 1 for page in pages}
    mentions = _ask(settings.warehouse, "SELECT mention FROM mart.observations ORDER BY 1")
    assert mentions == [("123家",), ("321家",), ("45家",)]
    assert not ingest().news


BAD = {
    # file: its bytes, its code in quarantine
    "empty.txt": (b"", "F001"),
    "blank.txt": ("\u3000\n \t\n".encode(), "F002"),
    "binary.txt": (bytes(range(256)) * 20, "F003"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "F003"),
    "latin.txt": (("Übergröße für Köln\n" * 20).encode("latin-1"), "F004"),
    "large.txt": (b"x" * 3_000_000, "F005"),
    "纸 📰 empty.txt": (b"", "F001"),
}


def test_bad_files_stop_only_themselves(ingest, settings: Settings, five_pages, tmp_path):
    for name, (content, _) in BAD.items():
        (settings.inbox / name).write_bytes(content)
    (settings.inbox / "outside.txt").symlink_to(tmp_path / "elsewhere")
    (settings.inbox / "vanished.txt").symlink_to(settings.inbox / "gone")
    outcome = ingest(max_file_mb=2)
    expected = {name: code for name, (_, code) in BAD.items()} | {"outside.txt": "F011", "vanished.txt": "F006"}
    assert {item.path: item.code for item in outcome.refused} == expected
    assert _rows(settings.warehouse)["core.fct_observation"] == _rows(five_pages)["core.fct_observation"]
    quarantine = "SELECT path, code FROM audit.quarantine WHERE closed_at IS NULL AND mend <> '' AND message <> ''"
    assert dict(_ask(settings.warehouse, quarantine)) == expected
    again = ingest(max_file_mb=2)
    assert not again.news and again.news.still_refused == len(expected)


def test_a_refused_file_that_is_mended_is_read_and_leaves_quarantine(ingest, two_pages, settings: Settings):
    (settings.inbox / "a.txt").write_bytes(b"")
    (settings.inbox / "b.txt").write_text("第二个文件。")
    manifest = settings.inbox / "manifest.csv"
    manifest.write_text("file,published\nb.txt,2024-02-30\n")
    assert {item.path: item.code for item in ingest().refused} == {"a.txt": "F001", "b.txt": "F010"}
    (settings.inbox / "a.txt").write_text("全镇新增企业321家。")
    manifest.write_text("file,published\nb.txt,2024-02-29\n")
    outcome = ingest()
    assert not outcome.refused and len(outcome.news.arrivals) == 2
    assert _ask(settings.warehouse, "SELECT count(*) FROM audit.quarantine WHERE closed_at IS NULL") == [(0,)]
    published = "SELECT published, published_basis FROM mart.articles WHERE document = 'b.txt'"
    assert [(str(day), basis) for day, basis in _ask(settings.warehouse, published)] == [("2024-02-29", "manifest")]
    assert not ingest().news
    manifest.write_text("file,published,page\nb.txt,2023-02-28,A02\n")
    again = ingest()
    assert (again.news.count("changed"), again.news.count("same"), again.refused) == (1, 3, [])
    assert [(str(day), basis) for day, basis in _ask(settings.warehouse, published)] == [("2023-02-28", "manifest")]
    versions = "SELECT page, is_current FROM core.dim_document WHERE document = 'b.txt'"
    assert _ask(settings.warehouse, versions) == [("A02", True)]
    assert not ingest().news


def test_a_loaded_file_that_cannot_be_read_for_a_while_stays_loaded(ingest, two_pages, settings: Settings):
    ingest()
    rows = _rows(settings.warehouse)
    page = two_pages[0]
    aside = page.rename(settings.inbox.parent / "aside")
    page.symlink_to(settings.inbox / "gone")
    assert [item.code for item in ingest().refused] == ["F006"]
    assert not ingest().news
    page.unlink()
    aside.rename(page)
    healed = ingest()
    assert healed.news.healed["path"].to_list() == [page.name] and not healed.refused
    assert _ask(settings.warehouse, "SELECT count(*) FROM audit.quarantine WHERE closed_at IS NULL") == [(0,)]
    assert _rows(settings.warehouse) == rows
    assert not ingest().news


@pytest.fixture
def spoil(two_pages, monkeypatch):
    """Let the sentences of a page, one of two, not stand where they say; gives its name."""
    from expectations.validation import validate

    spoiled = two_pages[0].name

    def validate_spoiled(staged):
        frame = staged["stage.sentence"]
        if spoiled in staged["stage.document"]["document"].to_list():
            staged = staged | {"stage.sentence": frame.with_columns(char_start=pl.col("char_start") + 1)}
        return validate(staged)

    monkeypatch.setattr("flows.ingest.validate", validate_spoiled)
    return spoiled


def test_a_batch_that_fails_a_critical_check_is_not_loaded_and_others_are(
    prefect, settings: Settings, spoil, cli, monkeypatch
):
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL

    monkeypatch.setenv("BAOKU_BATCH_DOCUMENTS", "1")
    monkeypatch.setenv("PREFECT_API_URL", PREFECT_API_URL.value())  # no second server
    said = cli("run", "--inbox", settings.inbox, "--warehouse", settings.warehouse)
    assert said.status == 1 and "Traceback" not in said.err
    assert f"F030 {spoil}" in said.out and "critical:" in said.out and "as it was" not in said.out
    assert _ask(settings.warehouse, "SELECT count(*) FROM core.dim_document WHERE document_key <> 0") == [(1,)]
    assert _ask(settings.warehouse, "SELECT status FROM audit.run") == [("blocked",)]
    assert _ask(settings.warehouse, "SELECT path, code FROM audit.quarantine") == [(spoil, "F030")]
    with get_client(sync_client=True) as client:
        last = max(client.read_flow_runs(), key=lambda run: run.start_time)
    assert last.state_name == "Failed"


FAILURES = [
    # what fails, as what, what stands in audit.run
    ("read_files", ZeroDivisionError("a rule"), "read: ZeroDivisionError: a rule"),
    ("validate", CheckBroken("a check"), "check: CheckBroken: a check"),
    ("load", duckdb.IOException("no space"), "load: IOException: no space"),
    ("publish", OSError(28, "No space left on device"), "publish: OSError: [Errno 28] No space left on device"),
]


def failing(step: str, error: Exception) -> Callable[..., None]:
    @functools.wraps(getattr(importlib.import_module("flows.ingest"), step))  # Prefect looks at its parameters
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_runs_that_raise_are_on_record_and_the_next_does_their_work(ingest, two_pages, settings: Settings, monkeypatch):
    for step, error, _ in FAILURES:
        with monkeypatch.context() as patch, pytest.raises(type(error)):
            patch.setattr(f"flows.ingest.{step}", failing(step, error))
            ingest()
        assert not settings.warehouse.exists()
    assert ingest().published
    runs = _ask(settings.warehouse, "SELECT status, message FROM audit.run ORDER BY started_at, run_id")
    assert sorted(runs[:-1]) == sorted(("failed", message) for *_, message in FAILURES)
    assert runs[-1] == ("succeeded", None)
    stages = "SELECT stage FROM audit.stage JOIN audit.run USING (run_id) WHERE message LIKE 'load: %' ORDER BY ordinal"
    assert _ask(settings.warehouse, stages) == [("look",), ("read",), ("check",)]
    assert _ask(settings.warehouse, "SELECT mention FROM mart.observations ORDER BY 1") == [("123家",), ("321家",)]


def test_a_document_on_which_the_rules_fail_stops_only_itself(ingest, two_pages, settings: Settings, monkeypatch):
    import flows.batches

    read_batch, spoiled = flows.batches.read_batch, two_pages[0].name

    def read_all_but_one(documents):
        if spoiled in documents["document"]:
            raise ZeroDivisionError("a rule that divides")
        return read_batch(documents)

    monkeypatch.setattr(flows.batches, "read_batch", read_all_but_one)
    (refused,) = ingest().refused
    assert refused.path == spoiled and "ZeroDivisionError" in refused.message
    assert _ask(settings.warehouse, "SELECT count(*) FROM core.dim_document WHERE document_key <> 0") == [(1,)]


def test_the_funnel_counts_every_step(ingest, two_pages, settings: Settings):
    (settings.inbox / "empty.txt").write_bytes(b"")
    ingest()
    funnel = dict(_ask(settings.warehouse, "SELECT step, row_count FROM audit.funnel"))
    counted = _ask(settings.warehouse, "SELECT count(*) FROM mart.observations")
    assert (funnel["files"], funnel["files to read"], funnel["documents"]) == (3, 3, 2)
    assert [(funnel["observations"],)] == [(funnel["observations to publish"],)] == counted


@pytest.mark.slow
def test_processes_give_the_same_rows_as_threads(ingest, settings: Settings, five_pages):
    ingest(runner="process", workers=2, batch_documents=2)
    assert _rows(settings.warehouse) == _rows(five_pages)


def test_nothing_is_left_beside_the_warehouse(ingest, two_pages, settings: Settings):
    ingest()
    beside = {path.name for path in settings.warehouse.parent.iterdir()}
    assert beside == {settings.warehouse.name, ".generations", ".staging"}
    left = {path.suffix for path in (settings.warehouse.parent / ".staging").iterdir()}
    assert left == {".lock", ".ended_well"}  # a stamp of the last good end: runs with nothing new leave no other
    assert os.access(settings.warehouse, os.R_OK)


def test_each_run_leaves_its_summary_as_an_artifact(ingest, two_pages, settings: Settings):
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    (settings.inbox / "<b>|x.txt").write_bytes(b"")
    ingest()
    with get_client(sync_client=True) as client:
        wanted = ArtifactFilter(key=ArtifactFilterKey(any_=["ingest"]))
        newest = max(client.read_artifacts(artifact_filter=wanted), key=lambda artifact: artifact.created)
    assert "| files | 3 new" in newest.data and "F001" in newest.data
    assert "<b>" not in newest.data and "&#60;b&#62;&#124;x" in newest.data
