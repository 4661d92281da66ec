"""`baoku quarantine list / show / replay / release`: what was refused, and what becomes of it."""

from typing import Annotated

import typer

from flows.commands.options import Inbox, Warehouse

app = typer.Typer(no_args_is_help=True, help="What was refused and why; try again after a fix, or release it.")
Code = Annotated[str | None, typer.Option(metavar="CODE", help="Only what was refused for this reason, such as Q012.")]
Key = Annotated[int, typer.Argument(metavar="KEY", help="Its quarantine_key.")]


@app.command("list")
def list_entries(
    code: Code = None,
    closed: Annotated[bool, typer.Option("--all", help="Also what was mended or released.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, one object an entry.")] = False,
    warehouse: Warehouse = None,
) -> None:
    """List what stands in quarantine, oldest first."""
    from flows.quarantine.showing import show_entries
    from flows.settings import load_settings

    show_entries(load_settings(warehouse=warehouse).warehouse, code, closed=closed, as_json=as_json)


@app.command()
def show(key: Key, warehouse: Warehouse = None) -> None:
    """Show one entry whole: what is wrong, where, since when, and how to mend it."""
    from flows.quarantine.showing import show_entry
    from flows.settings import load_settings

    show_entry(load_settings(warehouse=warehouse).warehouse, key)


@app.command()
def replay(code: Code = None, inbox: Inbox = None, warehouse: Warehouse = None) -> None:
    """Read again what stands in quarantine; leaves with 1 where something is still refused."""
    from flows.quarantine.replaying import replay as replay_entries
    from flows.settings import load_settings

    raise typer.Exit(replay_entries(load_settings(inbox=inbox, warehouse=warehouse), code))


@app.command()
def release(
    key: Key,
    why: Annotated[str, typer.Option(help="Why it is right as it is; stands in audit.quarantine.")],
    warehouse: Warehouse = None,
) -> None:
    """Let one entry pass for good, with a reason."""
    from flows.quarantine.replaying import release_entry
    from flows.settings import load_settings

    raise typer.Exit(release_entry(load_settings(warehouse=warehouse), key, why))
