"""`baoku mentions`: the extractors over many texts, for programs."""

from pathlib import Path
from typing import Annotated

import typer


def mentions(
    source: Annotated[
        Path,
        typer.Option(
            "--input", metavar="IN.jsonl", exists=True, dir_okay=False, help='Lines {"id", "text", "reference_date"}.'
        ),
    ],
    target: Annotated[
        Path, typer.Option("--output", metavar="OUT.jsonl", help='Lines {"id", "mentions"}, in the same order.')
    ],
) -> None:
    """Find quantities, bare numbers and times in many texts; offsets are code points of each text."""
    from flows.extraction import extract_file

    extract_file(source, target)
