"""Stopped from outside: by SIGTERM, which service managers send, as by Ctrl-C; and batches that are read then.

Whoever reads a batch is in the middle of it for half a minute, and those who stop us kill after 10 s: what is under
way is given up. Other processes are killed (see `flows.runners`), and threads of ours find an exception in their way.
"""

import contextlib
import ctypes
import signal
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from types import FrameType
from typing import NoReturn

TOLD = "stopped. What is loaded stays loaded: the next run goes on from there"
#: What a shell says of a process that SIGTERM has ended.
STATUS = 128 + signal.SIGTERM
#: Threads that read a batch for the run in whose context this is asked.
_reading: ContextVar[set[int] | None] = ContextVar("reading", default=None)


class Stopped(BaseException):
    """SIGTERM came, or nobody wants the batch any more that is read: no error, and nobody may take it for one."""


@contextlib.contextmanager
def by_sigterm() -> Iterator[None]:
    """A `with` block of the main thread that SIGTERM ends by `Stopped`; a second one ends the process at once.

    While a flow runs Prefect takes the signal, tells its server, and hands it on to us.
    """

    def stop(*_: int | FrameType | None) -> NoReturn:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        raise Stopped(TOLD)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def heard() -> Iterator[None]:
    """A `with` block that Ctrl-C and SIGTERM end at once, and by an exception of their own.

    Where Polars is imported the system goes on with what Ctrl-C interrupts, such as to wait for a batch; and DuckDB
    makes an error of it, "Query interrupted".
    """
    signal.siginterrupt(signal.SIGINT, True)
    try:
        yield
    except RuntimeError as error:
        if error.__cause__ is None or isinstance(error.__cause__, Exception):
            raise
        raise error.__cause__ from None


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """A `with` block, or a decorated function, in which a thread reads a batch, until `interrupt` is called."""
    readers, thread = _reading.get(), threading.get_ident()
    if readers is None:
        yield
        return
    readers.add(thread)
    try:
        yield
    finally:
        readers.discard(thread)


def readers() -> set[int]:
    """The threads, none yet, that will read batches for what is submitted in the context of the caller."""
    threads: set[int] = set()
    _reading.set(threads)
    return threads


def interrupt(threads: set[int]) -> None:
    """Let each thread that reads now end by `Stopped` at its next step."""
    for thread in tuple(threads):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Stopped))
