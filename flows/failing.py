"""Runs that do not end well: what stays on record of them, and how Prefect learns of it."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
from polars.exceptions import ComputeError

from expectations.verdict import ExpectationsFailed
from flows.errors import OutsideFailed
from flows.heartbeat import last_life
from flows.outcome import Outcome, stage_rows
from flows.progress import Stages
from flows.stopping import TOLD
from warehouse.build import writing
from warehouse.errors import WarehouseError
from warehouse.load import note
from warehouse.record import Record, Run

MOST_CHARACTERS = 1000


class BatchesBlocked(ExpectationsFailed):
    """A critical check stopped batches of a run; the others are loaded and published, and the run is on record."""

    def __init__(self, outcome: Outcome):
        super().__init__(outcome.verdict)
        self.outcome = outcome


def note_dead(warehouse: Path) -> None:
    """Put the run before this one on record if it died: killed, or stuck and ended. The caller holds the lock."""
    life = last_life(warehouse)
    if life is not None:
        _note(warehouse, life.failed(), Record())


def _note(warehouse: Path, run: Run, record: Record) -> None:
    # what failed is what is to be told, not that it could not be noted: the disk may be full
    with contextlib.suppress(OSError, WarehouseError, duckdb.Error), writing(warehouse) as connection:
        note(connection, run, record)


@contextlib.contextmanager
def outside_told() -> Iterator[None]:
    """A `with` block whose failed reads and writes are told in one sentence: a full disk is no fault of the program.

    Raises:
        OutsideFailed: DuckDB or Polars could not read or write a file, or somebody pressed Ctrl-C.
    """
    try:
        yield
    except KeyboardInterrupt as error:
        raise OutsideFailed(TOLD) from error
    except (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException) as error:
        raise OutsideFailed(f"the warehouse cannot be read or written: {error}") from error
    except ComputeError as error:
        if "os error" not in str(error):  # what Polars says of the system's errors, and of nothing else
            raise
        raise OutsideFailed(f"what is staged cannot be read or written: {error}") from error


class FailureNoted:
    """A `with` block in which whatever ends a run early leaves a row in `audit.run`: failed, in which stage and why.

    It is written into the build file, where that can still be written, and stands in the next generation.
    """

    def __init__(self, run: Run, warehouse: Path, stages: Stages):
        self._run, self._warehouse, self._stages = run, warehouse, stages

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            return
        message = f"{self._stages.current}: {type(error).__name__}: {error}"[:MOST_CHARACTERS]
        failed = replace(self._run, status="failed", finished_at=datetime.now(UTC), message=message)
        _note(self._warehouse, failed, Record(stages=stage_rows(self._stages.times)))
