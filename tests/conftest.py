"""What tests share: the command line in this process, one Prefect for all, one warehouse of the five pages."""

import contextlib
import functools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import hypothesis
import pytest
from filelock import FileLock
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from flows.cli import main
from flows.prefect_server import TEMPORARY
from flows.settings import Settings
from warehouse.build import build_path
from warehouse.database import open_build

SEEDS = Path(__file__).parents[1] / "seeds"
#: What Prefect's server does every few seconds though nobody asks: a third of its work while tests run.
BY_THE_CLOCK = [
    f"PREFECT_SERVER_SERVICES_{service}_ENABLED"
    for service in ("SCHEDULER", "LATE_RUNS", "FOREMAN", "PAUSE_EXPIRATIONS", "CANCELLATION_CLEANUP")
]

for variable in [name for name in os.environ if name.startswith(("BAOKU_", "PREFECT_"))]:
    del os.environ[variable]
os.environ |= {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "CRITICAL"}
# no test is about time: a busy machine fails none
hypothesis.settings.register_profile("patient", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("patient")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes for the fast suite; none where what is printed or asked is for a person (`-s`, `--pdb`)."""
    return 0 if config.option.capture == "no" or config.option.usepdb else 2


class OneBegins(LoadFileScheduling):
    """A file is a piece of work; those that need Prefect or Great Expectations, which take long to begin, are one."""

    def _split_scope(self, nodeid: str) -> str:
        name = nodeid.partition("::")[0]
        return "slow to begin" if _begins_slowly(self.config.rootpath / name) else name


@functools.cache
def _begins_slowly(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return re.search(r"def \w+\([^)]*\bprefect\b|^from expectations\.validation import", text, re.M) is not None


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """Of pytest-xdist: who gets which test next."""
    return OneBegins(config, log) if config.getvalue("dist") == "loadfile" else None


@dataclass(frozen=True)
class Said:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


@pytest.fixture
def cli(monkeypatch, capsys, tmp_path) -> Callable[..., Said]:
    """`baoku` in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["baoku", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        captured = capsys.readouterr()
        return Said(left.value.code or 0, captured.out, captured.err)

    return run


def baoku(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """`baoku` as a process of its own."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, **options)


@pytest.fixture(scope="session")
def first_run(tmp_path_factory, worker_id) -> tuple[subprocess.CompletedProcess[str], Path]:
    """`baoku run` on the five pages in a process of its own, and the warehouse that it made. Read it only.

    The first of the test processes makes it for all of them.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "five pages"
    warehouse, said = folder / "warehouse" / "baoku.duckdb", folder / "said.json"
    with FileLock(f"{folder}.lock"):
        if not said.exists():
            folder.mkdir()
            process = baoku("run", "--inbox", SEEDS, "--warehouse", warehouse, cwd=folder)
            said.write_text(json.dumps(vars(process), default=str))
        return subprocess.CompletedProcess(**json.loads(said.read_text())), warehouse


@pytest.fixture(scope="session")
def five_pages(first_run) -> Path:
    """The published warehouse of the five pages. Read it only."""
    process, warehouse = first_run
    assert process.returncode == 0, process.stdout + process.stderr
    return warehouse


@pytest.fixture(scope="session")
def empty_build(tmp_path_factory) -> Path:
    """A build file without documents, to copy: making its tables and views takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "build.duckdb"
    open_build(path).close()
    return path


@pytest.fixture
def build(empty_build, tmp_path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A writing connection to a build file of the test's own, without documents."""
    with contextlib.closing(open_build(Path(shutil.copy(empty_build, tmp_path / "build.duckdb")))) as connection:
        yield connection


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """A Prefect of the test session's own, with an empty database; it only records, as the one of `baoku run`."""
    import prefect.settings
    from prefect.testing.utilities import prefect_test_harness

    off = {getattr(prefect.settings, name): False for name in (*TEMPORARY, *BY_THE_CLOCK)}
    off |= {prefect.settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
    with prefect.settings.temporary_settings(off), prefect_test_harness(server_startup_timeout=600):
        yield


@pytest.fixture
def inbox(tmp_path) -> Path:
    """A folder with copies of the five pages."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for page in SEEDS.glob("*.txt"):
        shutil.copy(page, folder)
    return folder


@pytest.fixture
def settings(inbox, tmp_path, empty_build) -> Settings:
    """Settings for `inbox` and a warehouse beside it: nothing is published yet, its build file is without documents."""
    warehouse = tmp_path / "warehouse" / "baoku.duckdb"
    build_path(warehouse).parent.mkdir(parents=True)
    shutil.copy(empty_build, build_path(warehouse))
    return Settings(inbox=inbox, warehouse=warehouse)
