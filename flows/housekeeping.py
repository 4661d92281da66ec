"""The flow `housekeeping`: what runs leave behind stays bounded, however many there are."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prefect import Task, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State, TaskRun

from flows.artifact import leave_artifact
from flows.lock import lock, staging
from flows.naming import run_name
from flows.prefect_server import LOG
from flows.quality.docs import expire_docs
from flows.quality.recorded import expire_rechecks
from flows.settings import Settings, load_settings
from warehouse.build import build_path, writing
from warehouse.database import reading
from warehouse.errors import WarehouseBusy
from warehouse.lake import keeping
from warehouse.lake.address import Lake
from warehouse.publish import expire
from warehouse.retention import forget_details

#: A server's log is of use while something is wrong with it.
LONGEST_LOG_BYTES = 10_000_000
#: A damaged file that nobody has asked for in so long a time is not missed.
DAMAGED_DAYS = 30


#: How long it waits for a run that is at work, from one try to the next: two hours in all.
WAIT_SECONDS = (60, 120, 240, 480, 900, 1800, 3600)
#: What it does takes minutes; beside its waits there is this much for it.
LONGEST_SECONDS = 6 * 3600


@flow(name="housekeeping", flow_run_name=run_name, timeout_seconds=LONGEST_SECONDS)
def housekeeping(warehouse: Path | Lake | None = None) -> dict[str, int]:
    """Forget details of old runs, expired generations, staged files, long logs; gives what went, by name.

    Of a lake it merges small files, and takes away snapshots.

    While a run is at work it waits, and tries again.

    Raises:
        WarehouseBusy: a run was at work all that time; the next housekeeping does it.
        WarehouseError: there is no warehouse, or it cannot be used.
    """
    settings = load_settings(warehouse=warehouse)
    with reading(settings.warehouse):  # there is one, and it is ours
        pass
    gone = task(
        _tidy_alone,
        name="tidy",
        task_run_name=f"tidy {settings.warehouse.stem}",
        retries=len(WAIT_SECONDS),
        retry_delay_seconds=list(WAIT_SECONDS),
        retry_condition_fn=_was_busy,
        cache_policy=NO_CACHE,
    )(settings)
    get_run_logger().info("housekeeping: %s", gone)
    leave_artifact("housekeeping", [(name, f"{count:,}") for name, count in gone.items()])
    return gone


def _tidy_alone(settings: Settings) -> dict[str, int]:
    with lock(settings.warehouse, "run", settings.stuck_after):
        return tidy(settings, datetime.now(UTC))


def _was_busy(_: Task, __: TaskRun, state: State) -> bool:
    return isinstance(state.result(raise_on_failure=False), WarehouseBusy)


def tidy(settings: Settings, now: datetime) -> dict[str, int]:
    """What `housekeeping` does, as of `now`. The caller holds the lock."""
    with writing(settings.warehouse) as connection:
        gone = forget_details(connection, now - timedelta(days=settings.keep_days))
        if isinstance(settings.warehouse, Lake):
            gone |= keeping.tidy(connection, now, settings.snapshot_days)
        else:
            connection.execute("CHECKPOINT")
    if not isinstance(settings.warehouse, Lake):
        gone["generations"] = expire(settings.warehouse, settings.keep_generations)
    gone["staged folders"] = _remove_staged(settings.warehouse)
    gone["verdicts on what is published"] = expire_rechecks(settings.warehouse)
    gone["Data Docs"] = expire_docs(settings.warehouse, now)
    gone["damaged files"] = _remove_damaged(settings.warehouse, now)
    gone["bytes of logs"] = _cut_log(settings.warehouse.resolve().parent / ".prefect" / LOG)
    return gone


def _remove_staged(warehouse: Path) -> int:
    """What runs that were killed have left; the lock is ours, so none of it is in use."""
    left = [path for path in staging(warehouse).glob(f"{warehouse.stem}/*") if path.is_dir()]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)


def _remove_damaged(warehouse: Path, now: datetime) -> int:
    damaged = build_path(warehouse).with_suffix(".damaged")
    if not damaged.exists() or now - datetime.fromtimestamp(damaged.stat().st_mtime, UTC) < timedelta(
        days=DAMAGED_DAYS
    ):
        return 0
    damaged.unlink()
    return 1


def _cut_log(log: Path) -> int:
    """Empty a long log; who writes it appends, and goes on."""
    size = log.stat().st_size if log.exists() else 0
    if size <= LONGEST_LOG_BYTES:
        return 0
    os.truncate(log, 0)
    return size
