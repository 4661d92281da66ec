"""How long each stage takes, how fast it works and how much is left; bars where somebody watches, else lines."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

#: A long stage is reported so often.
REPORT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class StageTime:
    """A stage that has ended: its name, its wall time and how many items it made."""

    stage: str
    seconds: float
    row_count: int


class _Stage:
    """A stage as far as it has come; one that works in turn with others is entered again and again."""

    def __init__(self, bar: int, total: int | None):
        self.bar, self.total = bar, total
        self.began = self.reported = time.perf_counter()
        self.seconds, self.done = 0.0, 0

    @property
    def pace(self) -> str:
        """Items a second since it began, its waiting for other stages included, and the time left at that pace."""
        elapsed = time.perf_counter() - self.began
        if not self.done or not elapsed:
            return ""
        rate = self.done / elapsed
        if not self.total or self.done >= self.total:
            return f"{rate:,.1f} a second"
        return f"{rate:,.1f} a second, {timedelta(seconds=round((self.total - self.done) / rate))} left"


class Stages:
    """The stages of a run, in order; bars stand on the terminal's error stream, and only there.

    Bars are shown inside a `with` block. `report` is given a line of counts at the end of each stage, and one a minute
    of a long stage; `beat` the stage's name at each step forward.
    """

    def __init__(self, report: Callable[[str], None], beat: Callable[[str], None]) -> None:
        #: The stage under way, or the last one.
        self.current = "start"
        self._is_under_way = False
        self._stages: dict[str, _Stage] = {}
        self._report, self._beat = report, beat
        console = Console(stderr=True)
        self._bars = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[pace]}"),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    @property
    def times(self) -> list[StageTime]:
        """What the stages have taken and done so far, in the order of their beginnings; not the one under way."""
        under_way = self.current if self._is_under_way else None
        return [StageTime(name, one.seconds, one.done) for name, one in self._stages.items() if name != under_way]

    @contextlib.contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """Time a stage and show its bar; the function given counts items done (of `total`, where it is known).

        A stage of the same name goes on where it was: its times and items add up.
        """
        self.current, self._is_under_way = name, True
        if name not in self._stages:
            self._stages[name] = _Stage(self._bars.add_task(name, total=total, pace=""), total)
        stage = self._stages[name]
        self._beat(name)

        def advance(items: int = 1) -> None:
            stage.done += items
            self._step(name, stage)

        began = time.perf_counter()
        yield advance
        stage.seconds += time.perf_counter() - began
        self._is_under_way = False  # an error does not come here: that stage has not ended
        if not total or stage.done >= total:
            self._bars.update(stage.bar, total=stage.done, completed=stage.done, pace="")
            self._report(f"{name}: {stage.done:,} in {stage.seconds:.2f} s")

    def _step(self, name: str, stage: _Stage) -> None:
        self._bars.update(stage.bar, completed=stage.done, pace=stage.pace)
        self._beat(name)
        now = time.perf_counter()
        if now - stage.reported >= REPORT_SECONDS:
            stage.reported = now
            of = f" of {stage.total:,}" if stage.total else ""
            self._report(f"{name}: {stage.done:,}{of}, {stage.pace}")
