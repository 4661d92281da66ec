"""Options that several commands share."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Inbox = Annotated[Path | None, typer.Option(help="Folder with page files [BAOKU_INBOX, default seeds/].")]
Warehouse = Annotated[
    Path | None,
    typer.Option(
        help="The published DuckDB file, or a lake: ducklake:sqlite:PATH or ducklake:postgres:dbname=… "
        "[BAOKU_WAREHOUSE, default warehouse/baoku.duckdb]."
    ),
]
Runner = Annotated[
    str | None,
    typer.Option(metavar="process|thread|dask|ray", help="How batches are read side by side [BAOKU_RUNNER]."),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show what Prefect logs.")]
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Only documents with an article published on that day or later."),
]
Rule = Annotated[str | None, typer.Option(metavar="NAME", help="Only documents with a row that this rule made.")]
