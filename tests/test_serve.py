"""The schedule, for real: a Prefect server, its scheduler, and a run that nobody called."""

import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from conftest import SEEDS

from flows.prefect_server import prefect_server
from flows.serve import deployments, expected, parameters
from flows.settings import Settings
from warehouse.database import reading

ROOT = Path(__file__).parents[1]
SECONDS = 150


def _until(condition: Callable[[], object], process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert process.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.5)


def _runs(warehouse: Path) -> int:
    if not warehouse.exists():
        return 0
    with reading(warehouse) as connection:
        return connection.execute("SELECT count(*) FROM audit.run WHERE status = 'succeeded'").fetchone()[0]


@contextmanager
def _serving(inbox: Path, warehouse: Path, log: Path) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-c", "from flows.cli import main; main()", "serve", "--every", "4", "--port", "0"]
    with (
        log.open("w") as output,
        subprocess.Popen(
            [*command, "--inbox", str(inbox), "--warehouse", str(warehouse)],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            env=os.environ | {"PREFECT_RUNNER_POLL_FREQUENCY": "1"},  # instead of 10 seconds
            start_new_session=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_scheduled_run_publishes_and_stops_when_told(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "page.txt").write_text("全镇新增企业123家。")
    warehouse, log = tmp_path / "warehouse" / "baoku.duckdb", tmp_path / "serve.log"
    with _serving(inbox, warehouse, log) as process:
        _until(lambda: _runs(warehouse) == 1, process, log)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0, log.read_text()
    assert "Serving" in log.read_text() and "http://127.0.0.1" in log.read_text()


@pytest.mark.slow
def test_the_schedule_goes_on_after_a_kill(inbox, tmp_path):
    warehouse, log = tmp_path / "warehouse" / "baoku.duckdb", tmp_path / "serve.log"
    with _serving(inbox, warehouse, log) as process:
        _until(lambda: _runs(warehouse) == 1, process, log)
        os.killpg(process.pid, signal.SIGKILL)
    (inbox / "later.txt").write_text("全镇新增企业123家。")
    with _serving(inbox, warehouse, log) as process:
        _until(lambda: _runs(warehouse) == 2, process, log)


def test_a_port_that_is_taken_is_the_outside(cli):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = cli("serve", "--port", taken.getsockname()[1], "--inbox", SEEDS)
    assert said.status == 3 and "cannot start Prefect's server on port" in said.err


@pytest.mark.slow
def test_the_server_ends_with_its_parent(tmp_path):
    code = (
        "import os, pathlib, sys; from flows.prefect_server import answering, prefect_server\n"
        "with prefect_server(pathlib.Path(sys.argv[1])) as server, answering(server):\n"
        "    from prefect.settings import get_current_settings\n"
        "    assert get_current_settings().flows.heartbeat_frequency is None\n"
        "    print(server.process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, timeout=SECONDS)
    child = int(done.stdout)
    deadline = time.monotonic() + 30
    while _is_alive(child):
        assert time.monotonic() < deadline
        time.sleep(0.2)


def _is_alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def test_a_run_is_told_absolute_places(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    given = parameters(Settings())
    assert given["inbox"] == str(tmp_path / "seeds") and given["runner"] == "process"
    assert given["warehouse"] == str(tmp_path / "warehouse" / "baoku.duckdb")


def test_each_flow_that_comes_again_is_served_and_never_overlaps():
    served = {one.flow_name: one for one in deployments(Settings())}
    assert set(served) == {"ingest", "freshness", "housekeeping", "quality", "backfill"}
    assert [name for name, one in served.items() if not one.schedules] == ["backfill"]
    for one in served.values():
        assert one.concurrency_limit == 1 and one.concurrency_options.collision_strategy == "CANCEL_NEW"
        assert set(one.parameters) <= set(one._parameter_openapi_schema.properties)
        module, _, name = one.entrypoint.rpartition(".")
        assert name == one.flow_name and getattr(importlib.import_module(module), name).name == name


def _as_file(entrypoint: str) -> str:
    module, _, name = entrypoint.rpartition(".")
    return f"{module.replace('.', '/')}.py:{name}"


def test_the_deployment_file_says_what_serve_does():
    written = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    crons = {one["entrypoint"]: one.get("schedules", []) for one in written}
    assert crons == {
        _as_file(one.entrypoint): [
            {"cron": given.schedule.cron, "timezone": given.schedule.timezone} for given in one.schedules
        ]
        for one in deployments(Settings())
    }
    for one in written:
        assert one["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
        assert one["work_pool"] == {"name": "baoku"}
        module, _, name = one["entrypoint"].removesuffix(".py").partition(".py:")
        assert callable(getattr(importlib.import_module(module.replace("/", ".")), name))


@pytest.mark.parametrize(("every", "told"), [(None, {"BAOKU_CRON": "0 6 * * *"}), (4, {"BAOKU_FRESH_INTERVALS": "0"})])
def test_freshness_is_told_how_often_runs_come(every, told):
    assert expected(Settings(cron="0 6 * * *"), every) == told


@pytest.mark.slow
def test_the_deployment_file_deploys_to_a_work_pool_whose_worker_runs_it(tmp_path, monkeypatch):
    warehouse = tmp_path / "warehouse" / "baoku.duckdb"
    for name in ("PREFECT_HOME", "PREFECT_SERVER_DATABASE_CONNECTION_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BAOKU_INBOX", str(SEEDS))
    monkeypatch.setenv("BAOKU_WAREHOUSE", str(warehouse))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with prefect_server(tmp_path / "prefect", lasting=True) as server:
        server.wait()
        for arguments in (
            "work-pool create --type process baoku",
            "deploy --all --no-prompt",
            "deployment run ingest/pooled",
            "worker start --pool baoku --run-once",
        ):
            command = [sys.executable, "-m", "prefect", *arguments.split()]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
            assert done.returncode == 0, done.stdout + done.stderr
    assert _runs(warehouse) == 1
