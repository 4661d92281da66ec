"""What surrounds every run: however it ends, what stands wrong is told. Where nobody is to be told it costs nothing."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.heartbeat import last_life
from flows.settings import Settings

INGEST = "ingest"
_watched: set[Path] = set()


class Watching:
    """A `with` block around a run of `flow`, or a look for one, at whose end alerts are told; the outermost does it.

    The caller holds the lock. What cannot be told is said to `report`, and fails nothing.
    """

    def __init__(self, settings: Settings, report: Callable[[str], None], flow: str = INGEST):
        self._settings, self._report, self._flow = settings, report, flow
        self._is_outermost, self._life = False, None

    def __enter__(self) -> Self:
        self._is_outermost = self._settings.warehouse not in _watched
        if self._is_outermost:
            _watched.add(self._settings.warehouse)
            # before the run takes it away: it is of the run before
            self._life = last_life(self._settings.warehouse) if self._settings.alerts else None
        return self

    def __exit__(self, _: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self._is_outermost:
            return
        _watched.discard(self._settings.warehouse)
        if error is None and self._flow == INGEST:
            _note_good_end(self._settings.warehouse)
        # who stops a run by hand, or the machine, knows it; and has little time to let us tell
        if self._settings.alerts and (error is None or isinstance(error, Exception)):
            from flows.alerts.telling import tell_of_run

            tell_of_run(self._settings, self._flow, error, self._life, self._report)


def ended_well_at(warehouse: Path) -> datetime | None:
    """When a run of `ingest` last came to a good end, even if there was nothing to do; None where none has."""
    try:
        return datetime.fromtimestamp(_stamp(warehouse).stat().st_mtime, UTC)
    except OSError:
        return None


def _note_good_end(warehouse: Path) -> None:
    with contextlib.suppress(OSError):  # a full disk must not fail what has ended well
        _stamp(warehouse).touch()


def _stamp(warehouse: Path) -> Path:
    return warehouse.resolve().parent / ".staging" / f"{warehouse.stem}.ended_well"
