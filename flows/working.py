"""What every run that writes has around it: lock, alerts, signs of life, stages, record of failure, staging folder."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta

from flows.alerts.watching import INGEST, Watching
from flows.failing import FailureNoted, note_dead
from flows.heartbeat import living
from flows.lock import lock
from flows.progress import Stages
from flows.settings import Settings
from flows.staging import staging_place
from flows.stopping import heard
from flows.upgrading import upgrade
from warehouse.record import Run

#: A run by schedule may come while housekeeping tidies, which takes minutes: it is no failure to wait for that. `baoku
#: run` holds the lock already when it comes here, or has said at once that another is at work.
PATIENCE = timedelta(minutes=10)


@contextlib.contextmanager
def at_work(
    settings: Settings, run: Run, report: Callable[[str], None], flow: str = INGEST
) -> Iterator[tuple[Stages, str]]:
    """The stages of `run` and an empty place for what they hand on; `report` is given a line at each stage's end.

    However the run of `flow` ends, what then stands wrong is told (see `flows.alerts`).

    A run that died before this one is put on record; one that is stuck is ended first.

    Raises:
        WarehouseBusy: another run is at work, and was all the time of `PATIENCE`.
        OutsideFailed: the folder of the warehouse cannot be written.
    """
    with lock(settings.warehouse, "run", settings.stuck_after, PATIENCE), Watching(settings, report, flow):
        upgrade(settings, report)
        note_dead(settings.warehouse)
        with (
            living(settings.warehouse, run) as heart,
            Stages(report, heart.beat) as stages,
            FailureNoted(run, settings.warehouse, stages),
            staging_place(settings, run.run_id) as folder,
            heard(),
        ):
            yield stages, folder
