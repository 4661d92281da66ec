"""`baoku plan`: what a changed rule or lexicon would do to the warehouse."""

from datetime import datetime
from typing import Annotated

import typer

from flows.commands.options import Rule, Since, Warehouse


def plan(
    since: Since = None,
    rule: Rule = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also documents that the rules of now have read already.")
    ] = False,
    documents: Annotated[int | None, typer.Option(min=1, help="Read only so many, the newest.")] = None,
    samples: Annotated[int, typer.Option(min=0, help="Sentences shown of each change of each rule.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, one object a changed row.")] = False,
    warehouse: Warehouse = None,
) -> None:
    """Read stored documents again by the rules of now; show what would be added, lost and changed; write nothing."""
    from flows.rereading import planning
    from flows.settings import load_settings

    planning.plan(
        load_settings(warehouse=warehouse),
        since.date() if isinstance(since, datetime) else None,
        rule,
        everything=everything,
        documents=documents,
        samples=samples,
        as_json=as_json,
    )
