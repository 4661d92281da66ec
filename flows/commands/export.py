"""`baoku export`: the views as files for other tools."""

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import Warehouse


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to: an earlier export there is replaced.")],
    form: Annotated[str, typer.Option("--format", metavar="parquet|csv", help="Which files.")] = "parquet",
    only: Annotated[list[str] | None, typer.Option(metavar="VIEW", help="Only this view; may be repeated.")] = None,
    warehouse: Warehouse = None,
) -> None:
    """Write the views of schema mart as Parquet (by year and month) or CSV (for Excel), with a datapackage.json."""
    from flows import exporting
    from flows.settings import load_settings

    exporting.export(load_settings(warehouse=warehouse).warehouse, folder, form, only or ())
