"""What a lake stands on in tests: a PostgreSQL of one's own (Debian's), moto's S3 server, and loaders as processes."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from staged import HARBOUR, staged

from warehouse.build import writing
from warehouse.lake.address import Lake, warehouse_at
from warehouse.load import load
from warehouse.record import Run

SECONDS = 120
INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
DAY = datetime(2023, 8, 1, 6, 0, tzinfo=UTC)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.1)


@contextmanager
def postgres() -> Iterator[str]:
    """The words of a connection to an empty PostgreSQL, in a folder of the user that it runs as: never root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, "postgres")
        data, programs = Path(folder) / "data", INSTALLED[-1]
        initialize = [*user, programs / "initdb", "-D", data, "-U", "baoku", "--auth=trust", "--encoding=UTF8"]
        subprocess.run(initialize, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=SECONDS)
        where = ("-h", "127.0.0.1", "-p", str(port), "-k", folder)
        server = subprocess.Popen([*user, programs / "postgres", "-D", data, *where], stderr=subprocess.DEVNULL)
        ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        try:
            until(lambda: subprocess.run(ready, timeout=30).returncode == 0)
            yield f"host=127.0.0.1 port={port} user=baoku"
        finally:
            server.terminate()
            server.wait(timeout=SECONDS)


def ask(words: str, sql: str) -> str:
    """The answer of psql to `sql`, in the database that libpq's `words` name."""
    command = [INSTALLED[-1] / "psql", "-At", words, "-c", sql]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=SECONDS).stdout.strip()


def page(number: int) -> dict[str, str]:
    """A page of its own text."""
    return {f"page{number}": HARBOUR.replace("20.5", f"{number}.5")}


def run(number: int, rules: str = "r1") -> Run:
    began = DAY + timedelta(hours=number)
    return Run(f"run-{number}", began, rules, "succeeded", began + timedelta(minutes=1))


def loader(lake: Lake, first: int, last: int) -> subprocess.Popen:
    """A process that loads the pages `first` to `last`, a run each."""
    command = [sys.executable, __file__, str(lake), lake.data, str(first), str(last)]
    folder = str(Path(__file__).parent)
    paths = os.pathsep.join((folder, str(Path(folder).parent), os.environ.get("PYTHONPATH", "")))
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": paths})


def load_pages(lake: Lake | Path, first: int, last: int) -> None:
    for number in range(first, last + 1):
        with writing(lake) as connection:
            load(connection, staged(**page(number)), run(number))


if __name__ == "__main__":
    load_pages(warehouse_at(sys.argv[1], sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
