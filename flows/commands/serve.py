"""`baoku serve`: the same as `baoku run`, on a schedule."""

from typing import Annotated

import typer

from flows.commands.options import Inbox, Runner, Warehouse


def serve(
    cron: Annotated[str | None, typer.Option(help="When to run [BAOKU_CRON, default '*/15 * * * *'].")] = None,
    every: Annotated[
        int | None, typer.Option(min=1, metavar="SECONDS", help="Run this often instead of by cron.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of Prefect's pages and API; 0 for any.")] = 4200,
    inbox: Inbox = None,
    warehouse: Warehouse = None,
    runner: Runner = None,
) -> None:
    """Run on a schedule until stopped, and look after the warehouse: a Prefect server and its deployments."""
    from flows.serve import serve_flows
    from flows.settings import load_settings

    settings = load_settings(inbox=inbox, warehouse=warehouse, runner=runner, cron=cron)
    serve_flows(settings, every=every, port=port)
