"""Batches read by other processes, by Dask and by Ray: the same rows, whoever dies on the way."""

import os
import signal
import sys
import threading
import time
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
    with pytest.raises(SettingsInvalid, match="BAOKU_CLUSTER is 'tcp://127.0.0.1:8786'"):
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
    outcome = flow(
        tmp_path / "baoku.duckdb", runner=runner, workers=2, batch_documents=3, staging=tmp_path / "staging"
    )
    assert killer.killed and outcome.published and not outcome.refused
    assert _rows(tmp_path / "baoku.duckdb") == by_one
    assert not any((tmp_path / "staging").rglob("*.parquet"))
