"""The schedule beside a Prefect server of one's own on PostgreSQL (Debian's: apt install postgresql)."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

from warehouse.database import reading

SECONDS = 240
_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"))

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not _INSTALLED, reason="needs Debian's postgresql")]


def _until(condition: Callable[[], object], *processes: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it takes too long"
        assert all(process.poll() is None for process in processes), "a process has ended"
        time.sleep(0.5)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@contextmanager
def _running(*command: object, **variables: str) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen([str(part) for part in command], env=os.environ | variables, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL, in a folder of the user that it runs as: it refuses to run as root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    port = _free_port()
    with TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, "postgres")
        data, programs = Path(folder) / "data", _INSTALLED[-1]
        initialize = [*user, programs / "initdb", "-D", data, "-U", "prefect", "--auth=trust", "--encoding=UTF8"]
        subprocess.run(initialize, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=SECONDS)
        where = ("-h", "127.0.0.1", "-p", port, "-k", folder)
        with _running(*user, programs / "postgres", "-D", data, *where) as process:
            _until(lambda: _answers(programs, port), process)
            yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/postgres"


def _answers(programs: Path, port: int) -> bool:
    ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "prefect"]
    return subprocess.run(ready, timeout=30).returncode == 0


def _is_healthy(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=5).is_success
    except httpx.TransportError:
        return False


def _runs(warehouse: Path) -> int:
    if not warehouse.exists():
        return 0
    with reading(warehouse) as connection:
        return connection.execute("SELECT count(*) FROM audit.run WHERE status = 'succeeded'").fetchone()[0]


def test_a_scheduled_run_beside_a_server_with_postgresql(postgres, tmp_path, monkeypatch):
    for name in ("PREFECT_API_URL", "PREFECT_SERVER_DATABASE_CONNECTION_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    inbox, warehouse, port = tmp_path / "inbox", tmp_path / "warehouse" / "baoku.duckdb", _free_port()
    inbox.mkdir()
    (inbox / "page.txt").write_text("全镇新增企业123家。")
    address = f"http://127.0.0.1:{port}/api"
    start = (sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port)
    serve = (sys.executable, "-c", "from flows.cli import main; main()", "serve", "--every", "4")
    places = ("--inbox", inbox, "--warehouse", warehouse)
    with _running(*start, PREFECT_SERVER_DATABASE_CONNECTION_URL=postgres) as server:
        _until(lambda: _is_healthy(address), server)
        with _running(*serve, *places, PREFECT_API_URL=address, PREFECT_RUNNER_POLL_FREQUENCY="1") as serving:
            _until(lambda: _runs(warehouse) == 1, server, serving)
        asked = "SELECT entrypoint FROM deployment ORDER BY entrypoint"
        command = [_INSTALLED[-1] / "psql", "-At", "-c", asked, postgres.replace("+asyncpg", "")]
        found = subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout.split()
    assert found == [
        "flows.freshness.freshness",
        "flows.housekeeping.housekeeping",
        "flows.ingest.ingest",
        "flows.quality.flow.quality",
        "flows.rereading.backfill.backfill",
    ]
