"""Thousands of runs over an inbox that grows: memory and run time do not grow with them, and no file is lost."""

import gc
import shutil
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from expectations.validation import validate
from flows.batches import plan_batches, read_files, staged_frames
from flows.looking import look_around
from flows.outcome import Outcome, begin
from flows.settings import Settings
from flows.withholding import Checked, withhold
from warehouse.build import writing
from warehouse.database import reading
from warehouse.load import load
from warehouse.publish import publish

RUNS = 2_000
#: Great Expectations looks at a batch, never at history, and takes longer than all else: each so many runs are checked.
CHECKED_EVERY = 50
#: What grows once and is no leak: lexicons, thread pools, caches. Runs before it are not measured.
WARM = 100


@dataclass
class Soaked:
    """Seconds of each run, those that processors worked for it, and megabytes that the process held after it."""

    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def first_and_last(self, values: list[float]) -> tuple[float, float]:
        """The medians of the first and of the last quarter, the warming apart."""
        measured = values[min(WARM, len(values) // 4) :]
        quarter = max(len(measured) // 4, 1)
        return statistics.median(measured[:quarter]), statistics.median(measured[-quarter:])


def one_run(settings: Settings, folder: Path, is_checked: bool, verdict) -> Outcome:
    """What the flow `ingest` does, by its own functions, without a Prefect to record it."""
    outcome = Outcome(begin(), settings.warehouse, look_around(settings))
    batches = plan_batches(
        outcome.news.arrivals, folder, settings.batch_documents, settings.batch_bytes, settings.max_file_bytes
    )
    outcome.reads = [read_files(batch) for batch in batches]
    outcome.checked = [
        withhold(read, validate) if is_checked else Checked(read, is_blocked=False, first=verdict)
        for read in outcome.reads
    ]
    with writing(settings.warehouse) as connection:
        load(connection, (staged_frames(read.folder) for read in outcome.passed), outcome.ended(), outcome.record())
        publish(connection, settings.warehouse, settings.keep_generations)
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def soak(settings: Settings, runs: int) -> Soaked:
    """One new file a run, and one run after the other."""
    settings.inbox.mkdir(parents=True, exist_ok=True)
    soaked, process, verdict = Soaked(), psutil.Process(), None
    for number in range(runs):
        page = settings.inbox / f"{number:05d}.txt"
        page.write_text(f"石桥镇第{number}次会议\n今年全镇新增企业{number + 1}家，同比增长{number % 90 + 1}.5%。\n")
        began, worked = time.perf_counter(), time.process_time()
        is_checked = verdict is None or number % CHECKED_EVERY == 0
        outcome = one_run(settings, settings.warehouse.parent / "staged", is_checked, verdict)
        taken, worked = time.perf_counter() - began, time.process_time() - worked
        verdict = outcome.verdict
        if not is_checked:
            soaked.seconds.append(taken)
            soaked.worked.append(worked)
            soaked.memory.append(process.memory_info().rss / 1e6)
        gc.collect()
    return soaked


def accounted(settings: Settings) -> tuple[int, int, int]:
    """Files of the ledger, current documents, good runs."""
    with reading(settings.warehouse) as connection:
        asked = (
            "SELECT count(*) FROM audit.file WHERE status = 'loaded'",
            "SELECT count(*) FROM core.dim_document WHERE is_current AND document_key <> 0",
            "SELECT count(*) FROM audit.run WHERE status = 'succeeded'",
        )
        return tuple(connection.execute(sql).fetchone()[0] for sql in asked)


def told(soaked: Soaked) -> str:
    values = {"run, s": soaked.seconds, "processor, s": soaked.worked, "memory, MB": soaked.memory}
    quarters = {name: soaked.first_and_last(of) for name, of in values.items()}
    return "; ".join(f"{name}: {a:.3f} to {b:.3f} ({b / a - 1:+.0%})" for name, (a, b) in quarters.items())


@pytest.mark.slow
def test_two_thousand_runs_take_no_more_time_or_memory_at_the_end_than_at_the_beginning(tmp_path):
    settings = Settings(inbox=tmp_path / "inbox", warehouse=tmp_path / "warehouse" / "baoku.duckdb")
    soaked = soak(settings, RUNS)
    print(told(soaked))
    assert accounted(settings) == (RUNS, RUNS, RUNS)
    early, late = soaked.first_and_last(soaked.memory)
    assert late <= early * 1.1, told(soaked)
    early, late = soaked.first_and_last(soaked.seconds)
    assert late <= early * 1.2, told(soaked)
