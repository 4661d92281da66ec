"""`baoku explore`: pages to look at."""

from typing import Annotated

import typer

from flows.commands.options import Warehouse


def explore(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the pages; 0 for any.")] = 8501,
    host: Annotated[str, typer.Option(help="Address to answer at; only this machine by default.")] = "127.0.0.1",
    warehouse: Warehouse = None,
) -> None:
    """Show the warehouse in a browser: overview, indicators, conflicts, search, articles with every fact marked."""
    from flows.explorer.starting import explore as start
    from flows.settings import load_settings

    start(load_settings(warehouse=warehouse).warehouse, host, port)
