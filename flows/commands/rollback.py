"""`baoku rollback`: publish an earlier generation again."""

from typing import Annotated

import typer

from flows.commands.options import Warehouse


def rollback(
    generation: Annotated[
        int | None,
        typer.Argument(min=1, help="Its number; without one the newest before the published generation."),
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Publish an earlier generation of the warehouse again; whoever has the file open keeps what they read."""
    from flows.restoring import roll_back
    from flows.settings import load_settings

    roll_back(load_settings(warehouse=warehouse).warehouse, generation)
