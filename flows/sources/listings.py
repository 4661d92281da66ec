"""Listings of files on the web: a page of links, as web servers make them, with folders below it."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
from lxml.etree import LxmlError

from flows.inbox import is_no_page
from flows.sources.mirror import Mirror, Seen, safe_name
from flows.sources.web import FetchFailed, Web

DEEPEST = 8


def fetch_listing(url: str, mirror: Mirror, web: Web) -> Iterator[tuple[str, FetchFailed]]:
    """Fetch new and changed files below `url` into `mirror`; gives the addresses that failed, and how.

    Raises:
        FetchFailed: the listing itself cannot be had.
    """
    root = url if url.endswith("/") else f"{url}/"
    folders, listed = [(root, 0)], {root}
    while folders:
        folder, depth = folders.pop()
        try:
            links = _links(folder, web)
        except FetchFailed as error:
            if folder == root:
                raise
            yield folder, error
            continue
        for link in links:
            if link in listed or not link.startswith(root) or urlsplit(link).query:
                continue
            listed.add(link)
            if not link.endswith("/"):
                yield from _fetch_file(link, root, mirror, web)
            elif depth < DEEPEST:
                folders.append((link, depth + 1))


def _links(folder: str, web: Web) -> list[str]:
    page = web.get(folder)
    try:
        tree = lxml.html.document_fromstring(page.content) if page and page.content.strip() else None
    except (LxmlError, ValueError) as error:
        raise FetchFailed("fetch_failed", f"it is no page of links: {error}") from error
    return [] if tree is None else [urldefrag(urljoin(folder, href))[0] for href in tree.xpath("//a/@href")]


def _fetch_file(link: str, root: str, mirror: Mirror, web: Web) -> Iterator[tuple[str, FetchFailed]]:
    name = link.removeprefix(root)
    if is_no_page(name.rpartition("/")[2]):
        return
    before = mirror.seen.get(name)
    try:
        page = web.get(link, *((before.etag, before.last_modified) if before else ()))
    except FetchFailed as error:
        yield link, error
        return
    if page is not None:
        mirror.keep(name, page.content, Seen(safe_name(name), "", page.etag, page.last_modified))
