"""A run's signs of life, beside the warehouse: by them the next run knows one that died, or ends one that is stuck.

Each step forward writes the file anew; a run that ends takes it away. So a file that lies there while nobody holds the
lock is of a run that was killed; one that is old while somebody does is of a run that waits for what never comes.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from warehouse.record import Run

#: How long a process that is told to end may take before it is killed.
GRACE_SECONDS = 15
#: Steps come faster than anybody looks: no more than one of them in so many seconds is written.
BEAT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Life:
    """The last sign of life of a run: its process (with its start, since numbers come again), its stage, and when."""

    run_id: str
    rules_version: str
    started_at: datetime
    pid: int
    process_started: float
    stage: str
    beat_at: datetime
    end: str = "the process ended without a word (killed, out of memory, or the machine stopped)"

    def failed(self) -> Run:
        """The run as `audit.run` keeps it when it died."""
        message = f"{self.stage}: {self.end}"
        return Run(self.run_id, self.started_at, self.rules_version, "failed", self.beat_at, message)


class Heart:
    """Writes the signs of life of one run."""

    def __init__(self, place: Path, run: Run):
        self._place, self._run = place, run
        self._process = psutil.Process()
        self._written = datetime.min.replace(tzinfo=UTC)
        self._stage = ""

    def beat(self, stage: str) -> None:
        """The run has come a step further in `stage`."""
        now = datetime.now(UTC)
        if stage == self._stage and abs((now - self._written).total_seconds()) < BEAT_SECONDS:
            return
        self._stage, self._written = stage, now
        run, process = self._run, self._process
        life = Life(run.run_id, run.rules_version, run.started_at, process.pid, process.create_time(), stage, now)
        _write(self._place, life)


def heartbeat_path(warehouse: Path) -> Path:
    """Where the signs of life of runs on `warehouse` stand."""
    return warehouse.resolve().parent / ".staging" / f"{warehouse.stem}.heartbeat.json"


@contextlib.contextmanager
def living(warehouse: Path, run: Run) -> Iterator[Heart]:
    """A heart for `run` inside a `with` block; its file is gone at the end. The caller holds the lock."""
    place = heartbeat_path(warehouse)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    try:
        yield Heart(place, run)
    finally:
        place.unlink(missing_ok=True)


def last_life(warehouse: Path) -> Life | None:
    """The last sign of life of the run that has the lock, or had it when it died; None where all have ended well."""
    try:
        values = json.loads(heartbeat_path(warehouse).read_text())
        days = {name: datetime.fromisoformat(values[name]) for name in ("started_at", "beat_at")}
        return Life(**values | days)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, OSError):
        return None  # nothing that a run of ours wrote: it is replaced whole


def end_stuck(warehouse: Path, longest: timedelta) -> bool:
    """End the process of a run that has shown no sign of life for `longest`; whether it was so.

    Only a process of this machine that began when the run's did is ended, and never the one that asks.
    """
    life = last_life(warehouse)
    if life is None or datetime.now(UTC) - life.beat_at < longest or life.pid == os.getpid():
        return False
    if not _ended(life):
        return False
    end = f"no step forward for {longest} after {life.beat_at:%Y-%m-%d %H:%M:%S} UTC: ended by the next run"
    _write(heartbeat_path(warehouse), replace(life, end=end))
    return True


def _write(place: Path, life: Life) -> None:
    part = place.with_suffix(".part")
    part.write_text(json.dumps(asdict(life), default=str))
    part.replace(place)


def _ended(life: Life) -> bool:
    try:
        process = psutil.Process(life.pid)
        if process.create_time() != life.process_started:
            return False
        family = [*process.children(recursive=True), process]
        for member in family:
            member.terminate()
        _, alive = psutil.wait_procs(family, GRACE_SECONDS)
        for member in alive:
            member.kill()
        psutil.wait_procs(alive, GRACE_SECONDS)
    except psutil.NoSuchProcess:
        return True
    except psutil.AccessDenied:
        return False
    return True
