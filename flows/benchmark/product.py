"""One `baoku run` in a process of its own: the seconds of its stages, start to prompt, and the memory it took."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from flows.errors import OutsideFailed
from flows.settings import PREFIX

#: The row of the summary that tells the seconds of each stage.
_SECONDS = re.compile(r"seconds\W+((?:\w+ \d+\.\d+(?:, )?)+)")
_NOTHING = "Nothing is new"
#: Seconds. To tell the memory that processes share the kernel walks all their pages: five times a second that took a
#: tenth of the machine.
_SAMPLED_EVERY = 1.0
#: Exit statuses of a run that came to its end: all loaded, or some rows in quarantine.
_ENDED = (0, 1)


@dataclass(frozen=True)
class ProductRun:
    """What a run took: seconds by stage (empty where nothing was new), start to prompt, peak memory in bytes.

    processor: seconds of the processor that it and all its children used, their starts too.
    """

    stages: Mapping[str, float]
    prompt: float
    peak: int
    processor: float = 0.0

    @property
    def wall(self) -> float:
        """Seconds from the first stage to the last: all but the starts of Python and Prefect."""
        return sum(self.stages.values())

    @property
    def without_publish(self) -> float:
        """Seconds of all stages but the publish."""
        return self.wall - self.stages.get("publish", 0.0)


def run_product(inbox: Path, warehouse: Path, **settings: object) -> ProductRun:
    """`baoku run` with `settings` (`workers=2`, …) and none of the environment's own.

    Raises:
        OutsideFailed: the run did not come to its end; the message holds what it said.
    """
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    environment |= {f"{PREFIX}{name.upper()}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run"]
    command += ["--inbox", str(inbox.resolve()), "--warehouse", str(warehouse.resolve())]
    began, used = time.perf_counter(), _used_by_children()
    with subprocess.Popen(
        command, cwd=warehouse.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        peak = _Peak(process.pid)
        peak.start()
        said, _ = process.communicate()
        taken = time.perf_counter() - began
    if process.returncode not in _ENDED or not warehouse.exists():
        raise OutsideFailed(f"baoku run ended with {process.returncode}: {said[-2_000:]}")
    stages = stage_seconds(said)
    if not stages and _NOTHING not in said:
        raise OutsideFailed(f"baoku run told no seconds of its stages: {said[-2_000:]}")
    return ProductRun(stages, taken, peak.result(), _used_by_children() - used)


def _used_by_children() -> float:
    """Seconds of the processor that children which have ended used (none are told on Windows)."""
    times = os.times()
    return times.children_user + times.children_system


def stage_seconds(summary: str) -> dict[str, float]:
    """Seconds by stage from what a run printed; empty where it says none."""
    row = _SECONDS.search(summary)
    pairs = (pair.split() for pair in row[1].rstrip(", ").split(", ")) if row else ()
    return {name: float(seconds) for name, seconds in pairs}


class _Peak(threading.Thread):
    """Looks now and then how much memory a process and its children hold: shared pages counted in part (PSS)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self._peak = 0

    def run(self) -> None:
        while self._root.is_running() and self._root.status() != psutil.STATUS_ZOMBIE:
            try:
                self._peak = max(self._peak, sum(map(_memory, (self._root, *self._root.children(recursive=True)))))
            except psutil.NoSuchProcess:
                return
            time.sleep(_SAMPLED_EVERY)

    def result(self) -> int:
        """The most bytes seen, once the process has ended."""
        self.join()
        return self._peak


def _memory(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
        return getattr(full, "pss", full.uss)  # PSS is Linux's
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
