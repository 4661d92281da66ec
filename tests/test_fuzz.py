"""Damaged files go through the real reading: nothing falls over, each is a document, an alias or refused."""

import time
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from mutated_files import LINES, MUTATIONS, mutated, seeds

from expectations.validation import validate
from flows.batches import plan_batches, read_files, staged_frames
from flows.looking import look_around
from flows.outcome import Outcome, begin
from flows.settings import Settings
from flows.withholding import withhold
from warehouse.build import writing
from warehouse.database import reading
from warehouse.load import load
from warehouse.publish import publish

FAST, ALL = 60, 2_000
#: No file may take longer: one in a batch of hundreds would hold the others up.
SECONDS_A_FILE = 10


def _placed(folder: Path, count: int, seed: int) -> Settings:
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, content in mutated(count, seed):
        (inbox / name).write_bytes(content)
    return Settings(inbox=inbox, warehouse=folder / "warehouse" / "baoku.duckdb")


def _read(settings: Settings, folder: Path, documents: int) -> Outcome:
    outcome = Outcome(begin(), settings.warehouse, look_around(settings))
    batches = plan_batches(outcome.news.arrivals, folder, documents, settings.batch_bytes, settings.max_file_bytes)
    outcome.reads = []
    for batch in batches:
        began = time.monotonic()
        outcome.reads.append(read_files(batch))
        assert time.monotonic() - began < SECONDS_A_FILE * len(batch.arrivals), batch.arrivals
    return outcome


def _accounted(outcome: Outcome) -> Counter[str]:
    """How often each file's name stands among what became of the files."""
    read = Counter(path for one in outcome.reads for path, _ in one.documents)
    refused = Counter({item.path for one in outcome.reads for item in one.refused if item.is_of_file})
    aliases = Counter(outcome.news.files.filter(pl.col("news") == "alias")["path"].to_list())
    return read + refused + aliases + Counter(item.path for item in outcome.news.refused)


def _rules_failed(outcome: Outcome) -> list[tuple[str, str]]:
    return [(item.path, item.message) for one in outcome.reads for item in one.refused if item.code == "F019"]


def test_damaged_files_are_read_or_refused_each_of_them_once(tmp_path):
    settings = _placed(tmp_path, FAST, seed=7)
    outcome = _read(settings, tmp_path / "frames", 30)
    assert _accounted(outcome) == Counter(path.name for path in settings.inbox.iterdir())
    assert _rules_failed(outcome) == []
    assert FAST / 5 < sum(len(one.documents) for one in outcome.reads) < FAST


def test_each_kind_of_damage_meets_each_seed():
    names = [name for name, _ in mutated(len(seeds()) * len(MUTATIONS), seed=7)]
    assert {name[4:] for name in names} == {".txt", ".md", ".html", ".docx", ".pdf"} and len(names) <= FAST


def test_white_space_of_any_kind_is_white_space_to_the_checks_too(tmp_path):
    """U+000B and its like stood in damaged files, U+3000 stands in names: “碶上集·岩　河里”活动."""
    blanks = [chr(code) for code in range(0x110000) if chr(code).isspace()]
    lines = [f"昨天，“碶上集·岩{blank}河里”活动在石桥镇举办，全镇新增企业12{blank}家。" for blank in blanks]
    settings = Settings(inbox=tmp_path / "inbox", warehouse=tmp_path / "baoku.duckdb")
    settings.inbox.mkdir()
    (settings.inbox / "page.txt").write_text("石桥镇举办活动\n\n" + "\n".join([*lines, *LINES * 20]), newline="")
    (read,) = _read(settings, tmp_path / "frames", 1).reads
    assert read.documents and not withhold(read, validate).read.refused


@pytest.mark.slow
def test_two_thousand_damaged_files_are_read_checked_and_loaded_and_the_funnel_adds_up(tmp_path):
    settings = _placed(tmp_path, ALL, seed=11)
    outcome = _read(settings, tmp_path / "frames", settings.batch_documents)
    assert _rules_failed(outcome) == []
    outcome.checked = [withhold(read, validate) for read in outcome.reads]
    assert not outcome.is_blocked, outcome.verdict.failed("critical")
    with writing(settings.warehouse) as connection:
        load(connection, (staged_frames(read.folder) for read in outcome.passed), outcome.ended(), outcome.record())
        publish(connection, settings.warehouse)
    with reading(settings.warehouse) as connection:
        funnel = dict(connection.execute("SELECT step, row_count FROM audit.funnel").fetchall())
        ledger = dict(connection.execute("SELECT status, count(*) FROM audit.file GROUP BY ALL").fetchall())
        left = connection.execute("SELECT count(DISTINCT path) FROM audit.quarantine").fetchone()[0]
        documents = connection.execute("SELECT count(*) FROM core.dim_document WHERE document_key <> 0").fetchone()[0]
    print(funnel, ledger, Counter(item.code for item in outcome.refused))
    assert funnel["files"] == ALL == sum(ledger.values())
    assert ledger["loaded"] == documents == sum(len(one.documents) for one in outcome.passed)
    assert left >= ledger["refused"] > 0
    assert not look_around(settings)
