"""`baoku doctor`: whether this installation can do its work."""

from typing import Annotated

import typer

from flows.commands.options import Inbox, Warehouse


def doctor(
    inbox: Inbox = None,
    warehouse: Warehouse = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, one object a finding.")] = False,
    send_test: Annotated[bool, typer.Option("--send-test", help="Send a test message to each alert channel.")] = False,
) -> None:
    """Examine versions, lexicons, folders, locks, disk, clock, Prefect, alerts; leaves with 3 if one is broken."""
    from flows.doctor.telling import tell
    from flows.settings import load_settings

    raise typer.Exit(tell(load_settings(inbox=inbox, warehouse=warehouse), as_json=as_json, send_test=send_test))
