"""How long each stage takes, and bars while it works where somebody watches."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@dataclass(frozen=True, slots=True)
class StageTime:
    """A stage that has ended: its name, its wall time and how many items it made."""

    stage: str
    seconds: float
    row_count: int


class Stages:
    """The stages of a run, in order; bars stand on the terminal's error stream, and only there.

    Bars are shown inside a `with` block. `report` is given a line of counts at the end of each stage, `beat` the
    stage's name at each step forward.
    """

    def __init__(self, report: Callable[[str], None], beat: Callable[[str], None]) -> None:
        self.times: list[StageTime] = []
        #: The stage under way, or the last one.
        self.current = "start"
        self._report, self._beat = report, beat
        console = Console(stderr=True)
        self._bars = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    @contextlib.contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """Time a stage and show its bar; the function given counts items done (of `total`, where it is known)."""
        self.current = name
        bar = self._bars.add_task(name, total=total)
        self._beat(name)
        done = 0

        def advance(items: int = 1) -> None:
            nonlocal done
            done += items
            self._bars.update(bar, advance=items)
            self._beat(name)

        began = time.perf_counter()
        yield advance
        self._bars.update(bar, total=done, completed=done)
        self.times.append(StageTime(name, time.perf_counter() - began, done))
        self._report(f"{name}: {done:,} in {self.times[-1].seconds:.2f} s")
