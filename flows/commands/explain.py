"""`baoku explain`: what the extractors see, and by which rule."""

from datetime import datetime
from typing import Annotated

import typer

from flows.commands.options import Warehouse


def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT|OBSERVATION_KEY", help="A piece of text, or the key of a row.")],
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day that the text was published, for times.")
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Show what the extractors see in a piece of text, or in the sentence of a row of the warehouse."""
    from flows.explaining import explain_row, explain_text
    from flows.settings import load_settings

    if text.isdecimal() and text.isascii() and len(text) > 8:  # no quantity a paper prints: a row's key
        explain_row(load_settings(warehouse=warehouse).warehouse, int(text))
    else:
        explain_text(text, date.date() if date else None)
