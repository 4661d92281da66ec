"""A look around: what the sources and the inbox hold that the warehouse does not know."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from flows.inbox import sources
from flows.news import News, find_news
from flows.settings import Settings
from flows.sources.fetched import NOTHING


def look_around(
    settings: Settings,
    paths: Sequence[Path] = (),
    again: Sequence[str] = (),
    build: duckdb.DuckDBPyConnection | None = None,
    step: Callable[[], None] = lambda: None,
) -> News:
    """What is new at the sources (fetched first) and in the inbox; with `paths` only in these.

    Files that are known by a path in `again` count as new, if they are not loaded. With an open `build` file, what it
    holds already is not news (see `flows.news.find_news`). `step` is called at each step forward at the sources.

    Raises:
        UsageInvalid: a path, the inbox or a manifest cannot be used.
        WarehouseError: the published warehouse cannot be read.
    """
    places = sources(settings.inbox, paths)
    fetched = NOTHING
    if settings.sources and not paths:
        from flows.sources.fetching import fetch  # fsspec and its like: not for those who have no sources

        fetched = fetch(settings, step)
    return find_news(places, settings.warehouse, settings.max_file_bytes, fetched, again, build)
