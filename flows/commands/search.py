"""`baoku search`: articles that hold words, the best first."""

from datetime import datetime
from typing import Annotated

import typer

from flows.commands.options import Warehouse

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles of that day or later.")]
LastDay = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles of that day or earlier.")]


def search(
    words: Annotated[list[str], typer.Argument(help="Words; an article must hold all of them, each as it stands.")],
    place: Annotated[str | None, typer.Option(help="Only articles about that place or a place in it.")] = None,
    publication: Annotated[str | None, typer.Option(help="Only articles of that newspaper.")] = None,
    since: Day = None,
    until: LastDay = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many articles at most.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, one object an article.")] = False,
    warehouse: Warehouse = None,
) -> None:
    """Articles that hold all words, the best first (BM25), each with the sentence that answers best."""
    from flows import searching
    from flows.settings import load_settings

    hits = searching.find(
        load_settings(warehouse=warehouse).warehouse,
        " ".join(words),
        place=place,
        publication=publication,
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
    )
    searching.show(hits, as_json=as_json)
