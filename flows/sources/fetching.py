"""Fetching: what the sources hold comes into folders beside the warehouse, which are then read like the inbox.

A source that cannot be had stops nothing: it is a refusal with the code F020 until it can.
"""

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from flows.inbox import Source
from flows.refusals import Refusal, refusal
from flows.settings import Settings
from flows.sources.address import Address
from flows.sources.feeds import fetch_feed
from flows.sources.fetched import Fetched, fetched_folder
from flows.sources.listings import fetch_listing
from flows.sources.mirror import Mirror
from flows.sources.stores import fetch_store
from flows.sources.web import FetchFailed, Web


def fetch(settings: Settings, step: Callable[[], None] = lambda: None) -> Fetched:
    """Fetch what is new at the sources of `settings`; each is asked at most once in `fetch_seconds`.

    `step` is called again and again while something comes: a first look at a large source may take hours.
    """
    places, refused, asked = [], [], []
    for address in settings.sources:
        folder = fetched_folder(settings.warehouse) / address.folder
        mirror = Mirror.open(folder)
        mirror.step = step
        if not mirror.was_asked_within(settings.fetch_seconds):
            refused += _ask(address, mirror, settings)
            asked.append(address.url)
        places.append(Source(folder.resolve(), address.url.rstrip("/")))
    return Fetched(tuple(places), tuple(refused), tuple(asked))


def _ask(address: Address, mirror: Mirror, settings: Settings) -> list[Refusal]:
    try:
        failed = list(_failures(address, mirror, settings))
    except FetchFailed as error:
        failed = [(address.url, error)]
    mirror.save()  # what came before a failure has come
    return [refusal(error.reason, url, str(error)) for url, error in failed]


def _failures(address: Address, mirror: Mirror, settings: Settings) -> Iterator[tuple[str, FetchFailed]]:
    if address.kind == "store":
        yield from fetch_store(address.url, mirror, settings.max_file_bytes)
        return
    with Web(address.url, settings.fetch_delay, settings.max_file_bytes, mirror.step) as web:
        if address.kind == "feed":
            yield from fetch_feed(address.url, mirror, web, ZoneInfo(settings.timezone))
        else:
            yield from fetch_listing(address.url, mirror, web)
