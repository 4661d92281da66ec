"""The summary of a run as a Prefect artifact: a table on the run's page, and its history under one key."""

from collections.abc import Iterable

from prefect.artifacts import create_markdown_artifact

#: Characters that mean something in Markdown or HTML.
_MARKS = "&<>\\`*_[]|~:@"


def leave_artifact(key: str, rows: Iterable[tuple[str, str]], notes: Iterable[str] = ()) -> None:
    """Leave a table of names and values, and lines below it, under `key`; called inside a flow run.

    What stands in a cell is shown as it is: no mark of Markdown or HTML in a file's name becomes one of the page.
    """
    table = ["| | |", "|---|---|", *(f"| {name} | {_plain(value)} |" for name, value in rows)]
    lines = [f"- {_plain(note)}" for note in notes]
    create_markdown_artifact("\n".join([*table, "", *lines]), key=key)


def _plain(text: str) -> str:
    return " ".join(text.split()).translate({ord(mark): f"&#{ord(mark)};" for mark in _MARKS})
