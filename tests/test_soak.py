"""Thousands of runs over an inbox that grows: memory and run time do not grow with them, and no file is lost."""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from expectations.validation import validate
from expectations.verdict import Verdict
from flows.batches import plan_batches, read_files, staged_frames
from flows.looking import look_around
from flows.outcome import Outcome, begin
from flows.settings import Settings
from flows.withholding import Checked, withhold
from flows.working import at_work
from warehouse.build import writing
from warehouse.database import reading
from warehouse.load import load
from warehouse.publish import publish

#: As many as the environment says: two thousand take half an hour of a processor.
RUNS = int(os.environ.get("SOAK_RUNS", "2000"))
#: Great Expectations looks at a batch, never at history, and takes longer than all else: each so many runs are checked.
CHECKED_EVERY = 50
#: What grows once and is no leak: lexicons, thread pools, caches. Runs before it are not measured.
WARM = min(100, RUNS // 4)
#: Runs on the old warehouse and on the young one, in turn: other work on the machine slows both.
PAIRS = 20


@dataclass
class Soaked:
    """An inbox and its warehouse, and of each run its seconds of processor and the megabytes that the process held."""

    settings: Settings
    runs: int = 0
    worked: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    verdict: Verdict | None = None

    def copied(self, folder: Path) -> "Soaked":
        """The same in another folder, with nothing measured; links between the files of the warehouse stay links."""
        root = self.settings.inbox.parent
        subprocess.run(["cp", "--archive", root, folder], check=True)
        places = {name: folder / getattr(self.settings, name).relative_to(root) for name in ("inbox", "warehouse")}
        return Soaked(self.settings.model_copy(update=places), self.runs, verdict=self.verdict)

    def run(self) -> None:
        """One new file, and one run."""
        page = self.settings.inbox / f"{self.runs:05d}.txt"
        page.write_text(
            f"石桥镇第{self.runs}次会议\n今年全镇新增企业{self.runs + 1}家，同比增长{self.runs % 90 + 1}.5%。\n"
        )
        is_checked = self.verdict is None or self.runs % CHECKED_EVERY == 0
        began = time.process_time()
        self.verdict = one_run(self.settings, None if is_checked else self.verdict)
        self.runs += 1
        if not is_checked:
            self.worked.append(time.process_time() - began)
            self.memory.append(psutil.Process().memory_info().rss / 1e6)


def one_run(settings: Settings, verdict: Verdict | None) -> Verdict:
    """What the flow `ingest` does, without a Prefect to record it; where a `verdict` is given, nothing is checked."""
    run = begin()
    with at_work(settings, run, str) as (_, folder), writing(settings.warehouse) as connection:
        outcome = Outcome(run, settings.warehouse, look_around(settings, build=connection))
        batches = plan_batches(
            outcome.news.arrivals, folder, settings.batch_documents, settings.batch_bytes, settings.max_file_bytes
        )
        reads = [read_files(batch) for batch in batches]
        outcome.add(reads, (_checked(read, verdict) for read in reads))
        load(connection, (staged_frames(read.folder) for read in outcome.passed), outcome.ended(), outcome.record())
        publish(connection, settings.warehouse, settings.keep_generations)
    return outcome.verdict


def _checked(read, verdict: Verdict | None) -> Checked:
    return Checked(read, is_blocked=False, first=verdict) if verdict else withhold(read, validate)


def quarters(values: list[float]) -> tuple[float, float]:
    """The medians of the first and of the last quarter."""
    quarter = max(len(values) // 4, 1)
    return statistics.median(values[:quarter]), statistics.median(values[-quarter:])


def in_turn(young: Soaked, old: Soaked) -> tuple[float, float]:
    """Seconds of processor that a run takes on each, side by side."""
    for site in (young, old):
        site.worked.clear()
    for _ in range(PAIRS):
        young.run()
        old.run()
    return statistics.median(young.worked), statistics.median(old.worked)


def accounted(settings: Settings) -> tuple[int, int, int]:
    """Files of the ledger, current documents, good runs."""
    with reading(settings.warehouse) as connection:
        asked = (
            "SELECT count(*) FROM audit.file WHERE status = 'loaded'",
            "SELECT count(*) FROM core.dim_document WHERE is_current AND document_key <> 0",
            "SELECT count(*) FROM audit.run WHERE status = 'succeeded'",
        )
        return tuple(connection.execute(sql).fetchone()[0] for sql in asked)


def told(what: str, early: float, late: float) -> str:
    return f"{what}: {early:.3f} to {late:.3f} ({late / early - 1:+.0%})"


@pytest.mark.slow
def test_thousands_of_runs_take_no_more_time_or_memory_at_the_end_than_at_the_beginning(tmp_path):
    inbox = tmp_path / "old" / "inbox"
    inbox.mkdir(parents=True)
    old = Soaked(Settings(inbox=inbox, warehouse=tmp_path / "old" / "warehouse" / "baoku.duckdb"))
    for _ in range(WARM):
        old.run()
    young = old.copied(tmp_path / "young")
    old.worked.clear(), old.memory.clear()
    while old.runs < RUNS:
        old.run()
    assert accounted(old.settings) == (RUNS, RUNS, RUNS)
    memory, worked = quarters(old.memory), quarters(old.worked)
    measured = in_turn(young, old)
    print(RUNS, told("memory, MB", *memory), told("run, s", *worked), told("in turn, s", *measured), sep="; ")
    assert accounted(young.settings) == (WARM + PAIRS, WARM + PAIRS, WARM + PAIRS)
    assert memory[1] <= memory[0] * 1.1
    assert measured[1] <= measured[0] * 1.2
