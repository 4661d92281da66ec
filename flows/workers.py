"""Workers that read batches side by side, some ahead of the parent; what kills a worker is found and left out."""

import contextlib
import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner

from flows import staging
from flows.batches import BatchRead
from flows.clusters import is_cluster
from flows.errors import OutsideFailed
from flows.progress import Stages
from flows.runners import begins_anew, deaths, losses, task_runner
from flows.settings import Settings
from flows.staging import Place

#: Batches that are loaded in one transaction (what an interruption costs at most), and as many are read ahead: so
#: memory and the staging place hold no more, however many files come, and the next are read while these are loaded.
AT_ONCE = 2
#: How long a staging place that failed is given, from one try to the next.
WAIT_SECONDS = (2, 10)
#: What Prefect says on a worker that cannot call its server.
_UNREACHED = "Failed to reach API"


class Work(Protocol):
    """A batch, of files or of stored documents: its place in the staging place, its bytes, what it is called."""

    @property
    def folder(self) -> Place: ...

    @property
    def size(self) -> int: ...

    @property
    def title(self) -> str: ...

    def halves(self) -> tuple["Work", ...]: ...

    def given_up(self) -> BatchRead: ...


def reading_task(read: Callable[[Work], BatchRead], settings: Settings) -> Task:
    """`read`, which has one parameter `batch`, as a task.

    A staging place that is not on this machine is asked again where it fails. There is no time limit: Prefect cannot
    interrupt a thread, and a batch that hangs soon stops the run, which is then ended (see `flows.heartbeat`).
    """
    return task(
        read,
        name="read",
        task_run_name="read {batch.title}",
        retries=len(WAIT_SECONDS) if staging.is_url(settings.staging) else 0,
        retry_delay_seconds=list(WAIT_SECONDS),
        retry_condition_fn=_may_pass,
        cache_policy=NO_CACHE,
    )


def _may_pass(_: Task, __: TaskRun, state: State) -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) and not isinstance(error, FileNotFoundError | PermissionError | TimeoutError)


@dataclass
class _Waiting:
    """A batch under way."""

    work: Work
    future: PrefectFuture


def read_in_parts(
    settings: Settings,
    read: Task,
    batches: Iterable[Work],
    sizes: Sequence[int],
    stages: Stages,
    total: int,
    at_once: int,
) -> Iterator[tuple[list[BatchRead], bool]]:
    """Read batches of so many bytes each by the task `read`, and give `at_once` of them at a time, in their order.

    With the last part True; where there is no batch that is an empty one. What a part holds in the staging place is
    gone when the next is asked for. `total` are the files of all batches, for the stage `read`.
    """
    with Workers(settings, read, sizes, at_once) as workers:
        reading = workers.read(batches)
        for start in range(0, max(len(sizes), 1), at_once):
            part: list[BatchRead] = []
            folders = []
            with stages.stage("read", total) as advance:
                for work, reads in itertools.islice(reading, at_once):
                    folders.append(work.folder)
                    part += reads
                    advance(sum(one.file_count for one in reads))
            yield part, start + at_once >= len(sizes)
            for folder in folders:
                staging.remove(folder)


class Workers:
    """Reads batches by `read`, a task with one parameter `batch`, in the task runner of the settings.

    A batch whose worker dies (out of memory, killed) is read again with nothing beside it, then in halves; a document
    on which a worker dies alone is given up. Use it in a `with` block.

    Raises:
        OutsideFailed: a cluster does not answer, or no longer.
    """

    def __init__(self, settings: Settings, read: Task, sizes: Sequence[int], ahead: int):
        self._settings, self._read, self._sizes, self._ahead = settings, read, sizes, ahead
        self._runner: TaskRunner | None = None
        self._deaths, self._losses = (), ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._runner is not None:  # which gives up what is under way, unless there is no error
            with contextlib.suppress(*self._losses, *((OSError,) if is_cluster(self._settings) else ())):
                self._runner.__exit__(kind, error, trace)

    def read(self, batches: Iterable[Work]) -> Iterator[tuple[Work, list[BatchRead]]]:
        """Each batch in their order, and what reading gave; of one that was cut in parts, all parts.

        No more than `ahead` are under way or wait to be taken.
        """
        waiting: deque[_Waiting] = deque()
        for work in batches:
            waiting.append(self._submitted(work))
            if len(waiting) > self._ahead:
                yield waiting[0].work, self._next(waiting)
        while waiting:
            yield waiting[0].work, self._next(waiting)

    def _begin(self) -> None:
        with self._told(*((OSError,) if is_cluster(self._settings) else ())):
            self._runner = task_runner(self._settings, self._sizes).__enter__()
            if self._settings.runner == "dask":
                self._runner.client  # noqa: B018 - its first use connects
        self._deaths, self._losses = deaths(self._settings), losses(self._settings.runner)

    def _next(self, waiting: deque[_Waiting]) -> list[BatchRead]:
        first = waiting.popleft()
        read = self._result(first.future)
        if read is not None:
            return [read]
        fallen = [other for other in waiting if self._result(other.future) is None]  # nothing is under way any more
        self._mend()
        reads = self._alone(first.work)
        for other in fallen:
            other.future = self._submitted(other.work).future
        return reads

    def _alone(self, work: Work) -> list[BatchRead]:
        read = self._result(self._submitted(work).future)
        if read is not None:
            return [read]
        self._mend()
        halves = work.halves()
        return [read for half in halves for read in self._alone(half)] if halves else [work.given_up()]

    def _submitted(self, work: Work) -> _Waiting:
        if self._runner is None:
            self._begin()
        with self._told():
            return _Waiting(work, self._runner.submit(self._read, {"batch": work}))

    def _result(self, future: PrefectFuture) -> BatchRead | None:
        """What a batch gave; None where its worker died."""
        try:
            with self._told():
                return future.result()
        except self._deaths:
            return None

    def _mend(self) -> None:
        """Leave a runner that is of no use without the worker that died; the next batch begins another."""
        if begins_anew(self._runner, self._settings):
            self.__exit__(None, None, None)
            self._runner = None

    @contextlib.contextmanager
    def _told(self, *others: type[Exception]) -> Iterator[None]:
        """A cluster that is lost, told in a sentence; `others` are errors that mean it too."""
        try:
            yield
        except self._deaths:
            raise
        except (*self._losses, *others, RuntimeError) as error:
            if isinstance(error, RuntimeError) and _UNREACHED not in str(error):
                raise
            raise OutsideFailed(self._lost(error)) from error

    def _lost(self, error: BaseException) -> str:
        if _UNREACHED in str(error):
            return (
                f"{error}: workers on other machines call Prefect's server too; set PREFECT_API_URL to one that they "
                "reach"
            )
        where = f"at {self._settings.cluster}" if self._settings.cluster else "of this machine"
        return (
            f"the {self._settings.runner.capitalize()} cluster {where} does not answer "
            f"({type(error).__name__}: {' '.join(str(error).split())}). "
            "What is loaded stays, nothing is half-loaded: the next run goes on from there"
        )
