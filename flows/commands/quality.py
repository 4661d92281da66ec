"""`baoku quality`: the state of all checks, their history and trend."""

from typing import Annotated

import typer

from flows.commands.options import Warehouse


def quality(
    runs: Annotated[int, typer.Option(min=1, max=1000, help="How many runs back the history goes.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object: runs, checks, quarantine.")] = False,
    warehouse: Warehouse = None,
) -> None:
    """Show every check of the last run, what failed first, with its history and trend, and the quarantine's age."""
    from flows.quality.showing import show_quality
    from flows.settings import load_settings

    show_quality(load_settings(warehouse=warehouse).warehouse, runs, as_json=as_json)
