"""Prefect's task runners by the name in the settings: threads, processes, Dask or Ray, begun here or at an address."""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.clusters import require_runner
from flows.settings import Settings
from flows.stopping import interrupt, readers

#: Processes take 4 to 10 s to start and to load the rules: below so many bytes this one has read everything by then.
POOL_BYTES = 4_000_000
_RAY_STORE_BYTES = 100_000_000
#: Dask's nanny begins no new worker for one that died while it began: without any left, tasks would wait for ever.
_WITHOUT_WORKERS = "60s"


def task_runner(settings: Settings, sizes: Sequence[int]) -> TaskRunner:
    """The runner for batches of so many bytes each, with no more workers than there are batches.

    Little work is done by threads of this process, whatever stands in the settings of processes.

    Raises:
        SettingsInvalid: as `require_runner`.
    """
    require_runner(settings)
    workers = max(1, min(settings.workers, len(sizes)))
    if settings.runner == "dask":
        return _dask(settings.cluster, workers)
    if settings.runner == "ray":
        return _ray(settings.cluster, workers)
    if settings.runner == "process" and workers > 1 and sum(sizes) >= POOL_BYTES:
        return process_pool(workers)
    return Threads(max_workers=workers)


def process_pool(workers: int) -> TaskRunner:
    """Processes that leave Ctrl-C, which the terminal sends to all of them, to their parent, and end with it."""
    return Processes(max_workers=workers, initializer=_begin_worker)


class Threads(ThreadPoolTaskRunner):
    """Threads that give up what they read where an error ends the `with` block."""

    def __enter__(self) -> Self:
        self._readers = readers()
        return super().__enter__()

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            interrupt(self._readers)
        super().__exit__(kind, error, trace)


class Processes(ProcessPoolTaskRunner):
    """Processes that are killed where an error ends the `with` block: Prefect's would first read what they have."""

    def __enter__(self) -> Self:
        self._others = set(multiprocessing.active_children())
        return super().__enter__()

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()
        super().__exit__(kind, error, trace)


def _begin_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # a parent that is killed tells nobody: its workers would read on, and then wait for ever for what comes next
    multiprocessing.parent_process().join()
    os._exit(1)


def begins_anew(runner: TaskRunner, settings: Settings) -> bool:
    """Whether a runner that has lost a worker is left for another: a pool is of no use then, Dask's own may be."""
    return isinstance(runner, ProcessPoolTaskRunner) or (settings.runner == "dask" and not settings.cluster)


def deaths(settings: Settings) -> tuple[type[Exception], ...]:
    """What a future raises when the worker has died that read its batch."""
    if settings.runner == "dask":
        from distributed.scheduler import KilledWorker, NoValidWorkerError

        return (KilledWorker,) if settings.cluster else (KilledWorker, NoValidWorkerError)
    if settings.runner == "ray":
        from ray.exceptions import OutOfMemoryError, WorkerCrashedError

        return (WorkerCrashedError, OutOfMemoryError)
    return (BrokenProcessPool,)


def losses(runner: str) -> tuple[type[Exception], ...]:
    """What is raised where a cluster does not answer, or no longer."""
    if runner == "dask":
        from distributed.comm import CommClosedError
        from distributed.scheduler import NoValidWorkerError

        return (CommClosedError, CancelledError, NoValidWorkerError, TimeoutError)
    if runner == "ray":
        from ray.exceptions import RayError

        return (RayError, ConnectionError)
    return ()


def _dask(address: str, workers: int) -> TaskRunner:
    import dask
    from prefect_dask import DaskTaskRunner

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it tells of each worker that comes or goes
    if address:
        return DaskTaskRunner(address=address)
    dask.config.set({"distributed.scheduler.no-workers-timeout": _WITHOUT_WORKERS})
    return DaskTaskRunner(
        cluster_kwargs={
            "n_workers": workers,
            "threads_per_worker": 1,
            "dashboard_address": None,
            "silence_logs": logging.CRITICAL,
            "scheduler_kwargs": {"allowed_failures": 0},  # who reads a batch again, and with what beside it, we say
        }
    )


def _ray(address: str, workers: int) -> TaskRunner:
    # under `uv run` Ray would pack the working folder and build its environment anew in each worker
    os.environ.setdefault("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
    from prefect_ray import RayTaskRunner

    quiet = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if address:
        return RayTaskRunner(address=address, init_kwargs=quiet)
    own = {"num_cpus": workers, "include_dashboard": False, "object_store_memory": _RAY_STORE_BYTES}
    return RayTaskRunner(init_kwargs=quiet | own)
