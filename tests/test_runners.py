"""Batches read by other processes, by Dask and by Ray: the same rows, whoever dies on the way."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from page_generator import make_page
from staged import HARBOUR
from test_flow import _ask, _rows

from flows.clusters import require_runner
from flows.errors import OutsideFailed, SettingsInvalid
from flows.settings import Settings, load_settings

PAGES = 24


@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_a_runner_that_is_not_installed_is_told_with_its_extra(monkeypatch, runner):
    monkeypatch.setitem(sys.modules, f"prefect_{runner}", None)  # how Python notes what cannot be imported
    with pytest.raises(SettingsInvalid, match=rf"baoku\[{runner}\]") as told:
        require_runner(Settings(runner=runner))
    assert ("3.11 to 3.14" in str(told.value)) == (runner == "ray")


def test_processes_have_no_address(monkeypatch):
    monkeypatch.setenv("BAOKU_CLUSTER", "tcp://127.0.0.1:8786")
    with pytest.raises(SettingsInvalid, match=r"BAOKU_CLUSTER is 'tcp://127\.0\.0\.1:8786'"):
        load_settings(runner="process")
    assert load_settings(runner="dask").cluster


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    """An inbox with some generated pages, one of them known to be the last."""
    inbox = tmp_path_factory.mktemp("pages") / "inbox"
    inbox.mkdir()
    for number in range(PAGES):
        (inbox / f"{number:02d}.txt").write_text(make_page(number).text)
    return inbox


@pytest.fixture(scope="module")
def flow(prefect, pages):
    from flows.ingest import ingest

    def run(warehouse: Path, **settings: object):
        named = {f"BAOKU_{name.upper()}": str(value) for name, value in settings.items()}
        with pytest.MonkeyPatch.context() as patch:
            for name, value in named.items():
                patch.setenv(name, value)
            patch.setattr("flows.runners.POOL_BYTES", 0)  # a small inbox is worth a pool here
            return ingest(settings.get("inbox", pages), warehouse)

    return run


@pytest.fixture(scope="module")
def by_one(flow, tmp_path_factory) -> dict[str, list[tuple]]:
    """The rows that one worker of `process` makes of the pages."""
    warehouse = tmp_path_factory.mktemp("by one") / "baoku.duckdb"
    assert flow(warehouse, runner="process", workers=1, batch_documents=3).published
    rows = _rows(warehouse)
    assert rows["core.fct_observation"]
    return rows


class Killer(threading.Thread):
    """Kills the first process that works on a batch: a descendant of ours whose command line holds `word`."""

    def __init__(self, staging: Path, word: str):
        super().__init__(daemon=True)
        self._staging, self._word = staging, word
        self.killed: list[int] = []

    def run(self) -> None:
        deadline = time.monotonic() + 180
        while not self.killed and time.monotonic() < deadline:
            if any(self._staging.rglob("stage.document.parquet")):  # some batch is read, others are under way
                self._kill()
            time.sleep(0.02)

    def _kill(self) -> None:
        for process in psutil.Process().children(recursive=True):
            try:
                if self._word in " ".join(process.cmdline()) and process.cpu_times().user > 1:
                    process.send_signal(signal.SIGKILL)
                    self.killed.append(process.pid)
                    return
            except psutil.Error:
                continue


#: What stands in the command line of each runner's workers.
WORKERS = {"process": "multiprocessing.spawn", "dask": "multiprocessing.spawn", "ray": "ray::read"}


@pytest.mark.slow
@pytest.mark.parametrize("runner", WORKERS)
def test_two_workers_of_which_one_is_killed_give_the_rows_of_one(flow, by_one, runner, tmp_path):
    killer = Killer(tmp_path / "staging", WORKERS[runner])
    killer.start()
    outcome = flow(tmp_path / "baoku.duckdb", runner=runner, workers=2, batch_documents=3, staging=tmp_path / "staging")
    assert killer.killed and outcome.published and not outcome.refused
    assert _rows(tmp_path / "baoku.duckdb") == by_one
    assert not any((tmp_path / "staging").rglob("*.parquet"))


#: Stands in the path of each Python process that is started: what a page that eats all memory does to a worker.
DEADLY = """
import os, signal
import flows.batches as batches
read_batch = batches.read_batch
def read_or_die(documents):
    if any("deadly" in path for path in documents["path"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_batch(documents)
batches.read_batch = read_or_die
"""


@pytest.fixture
def deadly_pages(pages, tmp_path, monkeypatch) -> Path:
    """The pages and two on which each worker dies."""
    inbox = shutil.copytree(pages, tmp_path / "inbox")
    for name in ("07 deadly.txt", "99 deadly.txt"):
        (inbox / name).write_text(HARBOUR + name)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(DEADLY)
    paths = (str(tmp_path / "site"), str(Path.cwd()), os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    return inbox


@pytest.mark.slow
@pytest.mark.parametrize("runner", ["process", "dask"])
def test_a_document_that_kills_its_worker_is_given_up_and_the_others_are_loaded(
    flow, by_one, deadly_pages, runner, tmp_path
):
    warehouse = tmp_path / "baoku.duckdb"
    outcome = flow(warehouse, runner=runner, workers=2, batch_documents=4, inbox=deadly_pages)
    assert {(item.path, item.code) for item in outcome.refused} == {
        ("07 deadly.txt", "F022"),
        ("99 deadly.txt", "F022"),
    }
    assert outcome.published and _rows(warehouse) == by_one
    assert not flow(warehouse, inbox=deadly_pages).news  # known by these bytes until other rules come


#: A cluster in a process of its own; it says where its scheduler is.
CLUSTER = """
import sys, time
from distributed import LocalCluster
if __name__ == "__main__":
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50)
    print(cluster.scheduler_address, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The address of a Dask cluster, and its process."""
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )
    yield process.stdout.readline().strip(), process
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.slow
def test_a_cluster_that_goes_away_is_told_and_the_next_run_goes_on(flow, by_one, cluster, tmp_path, monkeypatch):
    address, process = cluster
    staging, warehouse = tmp_path / "staging", tmp_path / "baoku.duckdb"
    monkeypatch.setattr("flows.ingest.AT_ONCE", 2)

    def end_cluster() -> None:
        deadline = time.monotonic() + 180
        while not any(staging.rglob("stage.document.parquet")) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)

    ending = threading.Thread(target=end_cluster, daemon=True)
    ending.start()
    with pytest.raises(OutsideFailed, match=r"does not answer.*the next run goes on"):
        flow(warehouse, runner="dask", cluster=address, workers=2, batch_documents=2, staging=staging)
    assert not warehouse.exists() and not any(staging.rglob("*.parquet"))
    assert flow(warehouse, runner="thread", batch_documents=3).published
    assert _rows(warehouse) == by_one
    assert _ask(warehouse, "SELECT status FROM audit.run ORDER BY started_at") == [("failed",), ("succeeded",)]


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told(flow, tmp_path):
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "3s"}), pytest.raises(OutsideFailed, match="tcp://127"):
        flow(tmp_path / "baoku.duckdb", runner="dask", cluster="tcp://127.0.0.1:9")
    assert not (tmp_path / "baoku.duckdb").exists()
