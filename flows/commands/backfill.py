"""`baoku backfill`: what other rules have read is read again."""

from datetime import datetime

import typer

from flows.commands.options import Rule, Since, Verbose, Warehouse


def backfill(since: Since = None, rule: Rule = None, warehouse: Warehouse = None, verbose: Verbose = False) -> None:
    """Read stored documents again that other rules than those of now have read (see `baoku plan`), and publish."""
    from flows.rereading.once import backfill_once
    from flows.settings import load_settings

    since_day = since.date() if isinstance(since, datetime) else None
    raise typer.Exit(backfill_once(load_settings(warehouse=warehouse), since_day, rule, verbose=verbose))
