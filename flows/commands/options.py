"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Inbox = Annotated[Path | None, typer.Option(help="Folder with page files [BAOKU_INBOX, default seeds/].")]
Warehouse = Annotated[
    Path | None, typer.Option(help="The published DuckDB file [BAOKU_WAREHOUSE, default warehouse/baoku.duckdb].")
]
Runner = Annotated[
    str | None, typer.Option(metavar="thread|process", help="How batches are read side by side [BAOKU_RUNNER].")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show what Prefect logs.")]
