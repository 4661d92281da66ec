"""`baoku quality`: the state of all checks, their history and trend."""

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import Warehouse


def quality(
    folder: Annotated[
        Path | None, typer.Argument(help="Where Data Docs go [beside the warehouse].", show_default=False)
    ] = None,
    runs: Annotated[int, typer.Option(min=1, max=1000, help="How many runs back the history goes.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object: runs, checks, quarantine.")] = False,
    docs: Annotated[bool, typer.Option("--docs", help="Write Great Expectations' Data Docs of these runs.")] = False,
    warehouse: Warehouse = None,
) -> None:
    """Show every check of the last run, what failed first, with its history and trend, and the quarantine's age."""
    from flows.errors import UsageInvalid
    from flows.settings import load_settings

    place = load_settings(warehouse=warehouse).warehouse
    if docs:
        from flows.quality.docs import write_docs

        print(f"Data Docs: {write_docs(place, folder, runs)}")
        return
    if folder:
        raise UsageInvalid(f"{folder}: a folder is for --docs")
    from flows.quality.showing import show_quality

    show_quality(place, runs, as_json=as_json)
