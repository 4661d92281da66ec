"""A Prefect server of our own beside the flows: nobody has to run one, and Prefect's own start-up is not waited for.

The server is a child process that inherits a listening socket and ends with us, however we end: it holds a pipe from
us, and reads its end. Where PREFECT_API_URL names a server already, that one is used and none is started.
"""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from flows.errors import OutsideFailed

LOOPBACK = "127.0.0.1"
LOG = "server.log"
START_SECONDS = 120
#: The records of single runs are of no use for ever: 20 kB a task run (measured).
TEMPORARY_DATABASE_BYTES = 64_000_000
#: Set before `import prefect`, which reads them; what the user has set stays.
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
}


#: Of a server that only records what one run does, nobody asks for blocks (2 s of the processor to register them in a
#: new database, 1 s in an old one) or for events (a fifth of what it does during a run), and it has no automations.
TEMPORARY = {
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}


class Server:
    """A Prefect server that may still be starting: go on with other work, then `wait` for it."""

    def __init__(self, process: subprocess.Popen, port: int, log: Path):
        self.process, self.port, self.log = process, port, log

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://{LOOPBACK}:{self.port}"

    def wait(self, seconds: float = START_SECONDS) -> None:
        """Return when the server answers.

        Raises:
            OutsideFailed: it ended, or did not answer in time.
        """
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < deadline:
            if _is_healthy(self.port, deadline - time.monotonic()):
                return
            time.sleep(0.05)
        ended = self.process.poll() is not None
        raise OutsideFailed(f"Prefect's server {'ended' if ended else 'did not answer'} at its start; see {self.log}")


@contextlib.contextmanager
def prefect_server(
    home: Path, *, lasting: bool = False, port: int = 0, log_level: str = "INFO"
) -> Iterator[Server | None]:
    """Start a server with its files in `home`, set the environment for it, and stop it at the end.

    Enter before `prefect` is imported. A `lasting` server has Prefect's pages and schedules; a temporary one only
    records. Gives None where PREFECT_API_URL names a server already.

    Raises:
        OutsideFailed: the port is taken, or `home` cannot be written.
    """
    for name, value in (QUIET | {"PREFECT_LOGGING_LEVEL": log_level}).items():
        os.environ.setdefault(name, value)
    if os.environ.get("PREFECT_API_URL"):
        yield None
        return
    server = _start(home, lasting, port)
    os.environ["PREFECT_API_URL"] = f"{server.address}/api"
    try:
        yield server
    finally:
        del os.environ["PREFECT_API_URL"]
        _stop(server.process)


@contextlib.contextmanager
def answering(server: Server | None) -> Iterator[None]:
    """A `with` block in which a temporary `server` answers and flows send it no heartbeats.

    Nobody asks there whether a run is alive, and the thread that sends them ends up to a second after its flow. Where
    there is no server of our own, heartbeats are as they are set.

    Raises:
        OutsideFailed: it ended, or did not answer in time.
    """
    if server is None:
        yield
        return
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    server.wait()
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):  # which no variable of the environment can say
        yield


def _start(home: Path, lasting: bool, port: int) -> Server:
    os.environ.setdefault("PREFECT_HOME", str(home.resolve()))
    # a proxy set for the outside must not get the calls to ourselves
    os.environ["NO_PROXY"] = ",".join(filter(None, (os.environ.get("NO_PROXY"), LOOPBACK)))
    log = home / LOG
    try:
        home.mkdir(parents=True, exist_ok=True)
        log.write_bytes(b"")
        environment = os.environ | ({} if lasting else TEMPORARY | _temporary_database(home))
        with socket.create_server((LOOPBACK, port)) as listening, log.open("ab") as output:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "flows.prefect_server_process",
                    str(listening.fileno()),
                    "yes" if lasting else "no",
                ],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env=environment,
                pass_fds=[listening.fileno()],
                start_new_session=True,  # Ctrl-C ends the flow, which then tells the server so
            )
            return Server(process, listening.getsockname()[1], log)
    except OSError as error:
        raise OutsideFailed(
            f"cannot start Prefect's server on port {port} with its files in {home}: {error}"
        ) from error


def _temporary_database(home: Path) -> dict[str, str]:
    # a database once made saves 3 s of start-up; another version's would not open
    database = home / f"temporary-{version('prefect')}.db"
    if database.exists() and database.stat().st_size > TEMPORARY_DATABASE_BYTES:
        database.unlink()
    return {"PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database.resolve()}"}


def _is_healthy(port: int, seconds: float) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=max(seconds, 0.1))
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen) -> None:
    process.stdin.close()  # the child reads the end of its pipe
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
