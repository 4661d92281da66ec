"""SIGTERM and Ctrl-C, for real: a run ends at once, leaves nobody behind, and the next one goes on from there."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from page_generator import make_page
from test_flow import _ask

from flows import stopping
from flows.lock import is_held

#: No step takes so long unless it hangs, however busy the machine is.
SECONDS = 240
#: `baoku` with processes for inboxes of any size.
BAOKU = "import flows.runners; flows.runners.POOL_BYTES = 0; from flows.cli import main; main()"
WORKER, SERVER = "spawn_main", "flows.prefect_server_process"


class Site:
    """An inbox and a warehouse in a folder, and a run on them."""

    def __init__(self, folder: Path):
        self.inbox, self.warehouse, self.log = folder / "inbox", folder / "warehouse" / "baoku.duckdb", folder / "log"
        self.inbox.mkdir()

    def staged(self) -> set[str]:
        """The folders of batches that are read; those of batches that are loaded go when the next are wanted."""
        return {path.name for path in (self.warehouse.parent / ".staging" / "baoku").glob("*/0*")}

    @contextmanager
    def run(self, **settings: object) -> Iterator["Running"]:
        command = [sys.executable, "-c", BAOKU, "run", "--inbox", self.inbox, "--warehouse", self.warehouse]
        named = {f"BAOKU_{name.upper()}": str(value) for name, value in settings.items()}
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
        with self.log.open("w") as output:
            running = Running(
                subprocess.Popen(
                    command, stdout=output, stderr=output, env=environment | named, start_new_session=True
                ),
                self,
            )
            try:
                yield running
            finally:
                running.kill_all()


class Running:
    """A process of `baoku run`, and its children."""

    def __init__(self, process: subprocess.Popen, site: Site):
        self.process, self._site = process, site
        self._family: list[psutil.Process] = []

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + SECONDS
        while not condition():
            assert self.process.poll() is None and time.monotonic() < deadline, self._site.log.read_text()
            time.sleep(0.02)

    def children(self, word: str) -> list[psutil.Process]:
        """Those with the word in their command line."""
        return [child for child in psutil.Process(self.process.pid).children() if word in _command(child)]

    def send(self, number: int, whom: str) -> None:
        """Send a signal to the `parent`, to the process `group` as a terminal does, or to `all` as systemd does."""
        family = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        self._family = family
        if whom == "group":
            os.killpg(self.process.pid, number)
            return
        for member in family if whom == "all" else family[:1]:
            member.send_signal(number)

    def ended(self) -> int:
        """The exit status, once nobody of the family lives."""
        status = self.process.wait(timeout=SECONDS)
        _, alive = psutil.wait_procs(self._family, timeout=SECONDS)
        assert not alive
        assert not is_held(self._site.warehouse, "run")
        return status

    def kill_all(self) -> None:
        if self.process.poll() is None:
            for member in [*psutil.Process(self.process.pid).children(recursive=True), self.process]:
                member.kill()
            self.process.wait()


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_run_is_stopped_while_prefect_starts(site, number, status):
    (site.inbox / "page.txt").write_text("全镇新增企业123家。")
    with site.run() as running:
        running.until(lambda: running.children(SERVER))
        running.send(number, "parent")
        assert running.ended() == status
    assert number == signal.SIGINT or "the next run goes on from there" in site.log.read_text()


STOPPED = [
    # what is sent, to whom, how often, exit status
    (signal.SIGTERM, "parent", 1, 143),
    (signal.SIGTERM, "all", 1, 143),
    (signal.SIGINT, "group", 1, 3),
    (signal.SIGTERM, "parent", 2, 143),
]
LOADED = "SELECT count(*) FROM core.dim_document WHERE run_id = (SELECT min(run_id) FROM audit.run)"


@pytest.mark.slow
@pytest.mark.parametrize(("number", "whom", "times", "status"), STOPPED)
def test_a_run_is_stopped_while_workers_read_and_the_next_goes_on(site, number, whom, times, status):
    for page in range(40):
        (site.inbox / f"{page:02d}.txt").write_text(make_page(page).text * 4)
    with site.run(batch_documents=4, workers=2) as running:
        running.until(lambda: "000000" in site.staged())
        running.until(lambda: site.staged() and "000000" not in site.staged())
        assert running.children(WORKER)
        for _ in range(times):
            running.send(number, whom)
            time.sleep(0.1)
        assert running.ended() in (status, -number if times > 1 else status)
    assert times > 1 or "stopped. What is loaded stays loaded" in site.log.read_text()
    with site.run(runner="thread") as running:
        assert running.process.wait(timeout=SECONDS) == 0, site.log.read_text()
    runs = _ask(site.warehouse, "SELECT status FROM audit.run ORDER BY started_at")
    assert runs == [("failed",), ("succeeded",)]
    ((before,),) = _ask(site.warehouse, LOADED)
    assert before in (8, 16, 24, 32)  # some transactions, whole: none of it is read again
    assert _ask(site.warehouse, "SELECT count(*) FROM core.dim_document WHERE is_current") == [(40,)]


@pytest.mark.slow
def test_workers_end_with_a_parent_that_is_killed(site):
    for page in range(8):
        (site.inbox / f"{page:02d}.txt").write_text(make_page(page).text * 40)
    with site.run(batch_documents=4, workers=2) as running:
        running.until(lambda: any(child.cpu_times().user > 4 for child in running.children(WORKER)))
        running.send(signal.SIGKILL, "parent")
        assert running.ended() == -signal.SIGKILL


def test_threads_find_the_end_in_their_way():
    """A thread that reads ends at its next step; one that does not read, or for somebody else, does not."""
    begun, ended, kept = threading.Barrier(2), threading.Event(), stopping.readers()

    @stopping.interruptible()
    def read() -> None:
        kept.add(threading.get_ident())
        begun.wait(timeout=60)
        while True:
            time.sleep(0.001)

    def work() -> None:
        with pytest.raises(stopping.Stopped):
            read()
        ended.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    begun.wait(timeout=60)
    stopping.interrupt(set())
    assert not ended.wait(timeout=0.05)
    stopping.interrupt(kept)
    assert ended.wait(timeout=60)


#: Interrupted while it writes what a transaction left in memory; then the file is opened again, as by who notes it.
CHECKPOINT = """
import signal, sys, time
from pathlib import Path
from warehouse.build import writing

warehouse = Path(sys.argv[1])
signal.signal(signal.SIGALRM, signal.default_int_handler)
try:
    with writing(warehouse) as connection:
        connection.execute("SET checkpoint_threshold = '10GB'")
        connection.execute("CREATE TABLE filled (x UBIGINT, s VARCHAR)")
        for number in range(10):
            rows = "SELECT hash(r * ?), hash(r)::VARCHAR FROM range(100000) t (r)"
            connection.execute("INSERT INTO filled " + rows, [number])
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        connection.execute("CHECKPOINT")
        time.sleep(10)
except (RuntimeError, KeyboardInterrupt) as error:
    with writing(warehouse) as connection:
        print(type(error).__name__, connection.execute("SELECT count(*) FROM filled").fetchall())
"""


def test_a_file_whose_checkpoint_was_interrupted_can_be_opened_again(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", CHECKPOINT, tmp_path / "baoku.duckdb"], capture_output=True, text=True, timeout=SECONDS
    )
    assert "[(1000000,)]" in done.stdout, done.stderr
