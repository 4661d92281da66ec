"""`baoku serve`: a Prefect server and the schedules of all flows that come again, in one command, until stopped."""

import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rich.console import Console

from flows.lock import lock
from flows.prefect_server import Server, prefect_server
from flows.settings import Settings

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

DEPLOYMENT = "scheduled"
#: Beside `ingest`, away from the quarters of an hour at which that runs. `prefect.yaml` says the same.
FRESHNESS_CRON, HOUSEKEEPING_CRON, QUALITY_CRON = "7 * * * *", "37 3 * * *", "22 4 * * *"


def serve_flows(settings: Settings, *, every: int | None = None, port: int = 4200) -> None:
    """Run `ingest` by `settings.cron`, or every so many seconds, until stopped, `freshness` by the hour, `housekeeping`
    and `quality` by night, `backfill` when it is asked for; no flow overlaps with itself.

    Raises:
        WarehouseBusy: another process serves this warehouse already.
        OutsideFailed: Prefect's server did not start.
    """
    home = settings.warehouse.resolve().parent / ".prefect"
    with lock(settings.warehouse, "serve"), prefect_server(home, lasting=True, port=port) as server:
        from prefect import serve

        if server:
            server.wait()
            sweep()
        os.environ |= expected(settings, every)
        Console(stderr=True).print(_greeting(settings, every, server), soft_wrap=True)
        serve(*deployments(settings, every), print_starting_message=False)


def deployments(settings: Settings, every: int | None = None) -> list["RunnerDeployment"]:
    """A deployment a flow, each with its schedule in the time zone of the settings (`backfill` has none); a run that
    would overlap with another one of its flow is cancelled."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.flows import EntrypointType
    from prefect.schedules import Cron, Interval

    from flows.freshness import freshness
    from flows.housekeeping import housekeeping
    from flows.ingest import ingest
    from flows.quality.flow import quality
    from flows.rereading.backfill import backfill

    given = parameters(settings)
    place = {"warehouse": given["warehouse"]}
    ingesting = Interval(timedelta(seconds=every)) if every else Cron(settings.cron, timezone=settings.timezone)
    return [
        flow.to_deployment(
            DEPLOYMENT,
            schedule=schedule,
            parameters=values,
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for flow, schedule, values in (
            (ingest, ingesting, given),
            (freshness, Cron(FRESHNESS_CRON, timezone=settings.timezone), place),
            (housekeeping, Cron(HOUSEKEEPING_CRON, timezone=settings.timezone), place),
            (quality, Cron(QUALITY_CRON, timezone=settings.timezone), place),
            (backfill, None, place),
        )
    ]


def expected(settings: Settings, every: int | None) -> dict[str, str]:
    """What `freshness`, in a process of its own, must know of options of the command line: how often runs come.

    By seconds there is no cron expression to count intervals of, and it looks for new files only.
    """
    return {"BAOKU_FRESH_INTERVALS": "0"} if every else {"BAOKU_CRON": settings.cron}


def parameters(settings: Settings) -> dict[str, Any]:
    """What each run is given: places as absolute paths, since a run may start in another folder."""
    return {
        "inbox": str(settings.inbox.resolve()),
        "warehouse": str(settings.warehouse.resolve()),
        "runner": settings.runner,
    }


def sweep() -> None:
    """End what a server that was killed has left: runs that say they still work, and runs that were missed.

    A run that says it works keeps the only slot; runs that were missed would all come at once.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
    from prefect.client.schemas.objects import StateType
    from prefect.states import Crashed

    def left(*types: StateType) -> FlowRunFilter:
        return FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types))))

    with get_client(sync_client=True) as client:
        while runs := client.read_flow_runs(flow_run_filter=left(StateType.SCHEDULED)):
            for run in runs:
                client.delete_flow_run(run.id)
        working = left(StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
        for run in client.read_flow_runs(flow_run_filter=working):
            client.set_flow_run_state(run.id, Crashed(message="baoku serve was killed while it worked"), force=True)


def _greeting(settings: Settings, every: int | None, server: Server | None) -> str:
    when = f"every {every} seconds" if every else f"by cron '{settings.cron}'"
    pages = f" Prefect's pages: {server.address}." if server else ""
    others = "freshness by the hour, housekeeping and quality by night"
    return f"Serving {settings.inbox} into {settings.warehouse} {when}, {others}; stop with Ctrl-C.{pages}"
