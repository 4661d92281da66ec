"""`baoku serve`: a Prefect server and the schedule of the flow `ingest`, in one command, until stopped."""

from datetime import timedelta
from typing import Any

from rich.console import Console

from flows.lock import lock
from flows.prefect_server import Server, prefect_server
from flows.settings import Settings

DEPLOYMENT = "scheduled"


def serve_ingest(settings: Settings, *, every: int | None = None, port: int = 4200) -> None:
    """Run `ingest` by `settings.cron`, or every so many seconds, until stopped; runs never overlap.

    Raises:
        WarehouseBusy: another process serves this warehouse already.
        OutsideFailed: Prefect's server did not start.
    """
    home = settings.warehouse.resolve().parent / ".prefect"
    with lock(settings.warehouse, "serve"), prefect_server(home, lasting=True, port=port) as server:
        from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
        from prefect.flows import EntrypointType
        from prefect.schedules import Cron, Interval

        from flows.ingest import ingest

        if server:
            server.wait()
            sweep()
        Console(stderr=True).print(_greeting(settings, every, server), soft_wrap=True)
        ingest.serve(
            DEPLOYMENT,
            schedule=Interval(timedelta(seconds=every)) if every else Cron(settings.cron, timezone=settings.timezone),
            parameters=parameters(settings),
            global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            entrypoint_type=EntrypointType.MODULE_PATH,
            print_starting_message=False,
        )


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
    return f"Serving {settings.inbox} into {settings.warehouse} {when}; stop with Ctrl-C.{pages}"
