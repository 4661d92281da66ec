"""`baoku` in a process of its own that is killed (SIGKILL), or does something else, at a named point of its work.

A point is a function of the product, or of the library below it, and whether its n-th call is about to begin or has
just ended. The process wraps the function by its name before it runs the command, and the product knows nothing of it.
"""

import functools
import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Forked from a process that has these loaded: only what a run does is waited for, not its imports.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["great_expectations", "flows.ingest", "flows.once", "flows.alerts.telling"])


def kill(*_: object) -> None:
    """What power does when it fails."""
    os.kill(os.getpid(), signal.SIGKILL)


def copy_half(source: Path, target: Path) -> None:
    """Begin a copy, and die."""
    content = Path(source).read_bytes()
    Path(target).write_bytes(content[: len(content) // 2])
    kill()


@dataclass(frozen=True, slots=True)
class Point:
    """Where something happens: `place` is `module:name` or `module:class.name`, `when` is "before" or "after" its
    `nth` call of those in whose arguments `of` stands; `action` is given the call's arguments."""

    place: str
    when: str
    nth: int = 1
    of: str = ""
    action: Callable[..., None] = kill

    def __str__(self) -> str:
        words = (self.when, self.place, self.of, self.nth if self.nth > 1 else "", self.action.__name__)
        return " ".join(str(word) for word in words if word and word != "kill")

    def found(self) -> tuple[object, str, Callable[..., object]]:
        """Where the function stands, its name there, and the function."""
        module, _, name = self.place.partition(":")
        *owners, name = name.split(".")
        owner = functools.reduce(getattr, owners, importlib.import_module(module))
        return owner, name, getattr(owner, name)

    def set(self) -> None:
        """Wrap the function in this process."""
        owner, name, function = self.found()
        calls = 0

        @functools.wraps(function)
        def wrapped(*arguments: object, **named: object) -> object:
            nonlocal calls
            calls += self.of in str(arguments)
            is_here = calls == self.nth and self.of in str(arguments)
            if is_here and self.when == "before":
                self.action(*arguments)
            result = function(*arguments, **named)
            if is_here and self.when == "after":
                self.action(*arguments)
            return result

        setattr(owner, name, wrapped)


def start(
    command: Sequence[object], environment: Mapping[str, str], log: Path, points: Sequence[Point] = ()
) -> multiprocessing.Process:
    """Start `baoku` with the words of `command`; what it says goes into `log`."""
    process = _CONTEXT.Process(target=_run, args=([*map(str, command)], dict(environment), log, points))
    process.start()
    return process


def _run(command: Sequence[str], environment: Mapping[str, str], log: Path, points: Sequence[Point]) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with log.open("ab") as output:
        for stream in (1, 2):
            os.dup2(output.fileno(), stream)
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
    os.environ |= environment
    sys.argv = ["baoku", *command]
    from flows.cli import main

    for point in points:
        point.set()
    with temporary_settings({PREFECT_API_URL: environment["PREFECT_API_URL"]}):
        main()
