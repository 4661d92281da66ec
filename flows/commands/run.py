"""`baoku run`: ingest what is new, once."""

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import Inbox, Runner, Verbose, Warehouse


def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders to ingest instead of the inbox.")] = None,
    inbox: Inbox = None,
    warehouse: Warehouse = None,
    runner: Runner = None,
    samples: Annotated[bool, typer.Option("--samples", help="Ingest the five pages that come with baoku.")] = False,
    verbose: Verbose = False,
) -> None:
    """Ingest what is new in the inbox (or in PATHS), validate, load, publish; a summary at the end."""
    from flows.once import run_once
    from flows.settings import load_settings

    if samples:
        from flows.samples import sample_inbox

        inbox = sample_inbox()
    settings = load_settings(inbox=inbox, warehouse=warehouse, runner=runner)
    raise typer.Exit(run_once(settings, paths or [], verbose=verbose))
