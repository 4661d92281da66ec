"""`baoku query`: SQL against the published warehouse."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import Warehouse


def query(
    sql: Annotated[str, typer.Argument(help='For example "SELECT title FROM mart.articles".')],
    csv: Annotated[bool, typer.Option("--csv", help="Write CSV.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON array of objects.")] = False,
    parquet: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a Parquet file.")] = None,
    warehouse: Warehouse = None,
) -> None:
    """Run SQL against the published warehouse, read-only; a table on the terminal unless another form is asked for."""
    from flows import reader
    from flows.errors import UsageInvalid
    from flows.settings import load_settings
    from flows.tables import print_result

    if csv + json + (parquet is not None) > 1:
        raise UsageInvalid("--csv, --json and --parquet exclude one another")
    with reader.answer(load_settings(warehouse=warehouse).warehouse, sql) as result:
        if csv:
            reader.write_csv(result, sys.stdout)
        elif json:
            reader.write_json(result, sys.stdout)
        elif parquet:
            print(f"{reader.write_parquet(result, parquet):,} rows in {parquet}")
        else:
            print_result(result)
