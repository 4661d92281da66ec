"""RSS and Atom feeds: each entry's page is a file, and the feed says when and where it was published."""

import calendar
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import feedparser

from flows.sources.mirror import Mirror, Seen, safe_name
from flows.sources.web import FetchFailed, Page, Web
from transforms.documents.formats import FORMATS, suffix_of

FEED = "feed"
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def fetch_feed(url: str, mirror: Mirror, web: Web, timezone: ZoneInfo) -> Iterator[tuple[str, FetchFailed]]:
    """Fetch the pages of entries that are new or updated into `mirror`; gives the addresses that failed, and how.

    Dates of publication are days in `timezone`.

    Raises:
        FetchFailed: the feed itself cannot be had, or is none.
    """
    before = mirror.seen.get(FEED, Seen(""))
    page = web.get(url, before.etag, before.last_modified)
    if page is None:
        return
    feed = feedparser.parse(page.content, response_headers={"content-location": url})
    if not feed.version:
        raise FetchFailed("fetch_failed", "it is no RSS or Atom feed")
    failed = False
    for entry in feed.entries:
        try:
            _fetch_entry(entry, feed.feed.get("title"), url, mirror, web, timezone)
        except FetchFailed as error:
            failed = True
            yield entry.get("link") or entry.get("id") or url, error
    # entries that failed are tried again: the feed is asked for whole until all have come
    mirror.seen[FEED] = Seen("", "", *((None, None) if failed else (page.etag, page.last_modified)))


def _fetch_entry(
    entry: feedparser.FeedParserDict, title: str | None, feed: str, mirror: Mirror, web: Web, timezone: ZoneInfo
) -> None:
    link = entry.get("link")
    if not link:
        raise FetchFailed("fetch_failed", "the entry has no link")
    link = urljoin(feed, link)
    # dict.get: feedparser itself answers `updated` with `published` where there is none, and warns
    mark = dict.get(entry, "updated") or entry.get("published") or ""
    before = mirror.seen.get(link)
    if before and before.mark == mark:
        return
    page = web.get(link, *((before.etag, before.last_modified) if before else ()))
    known = _known(entry, title, link, timezone)
    if page is None:
        before.mark, before.known = mark, known
    else:
        file = before.file if before else _name(link, page)
        mirror.keep(link, page.content, Seen(file, mark, page.etag, page.last_modified, known=known))


def _known(entry: feedparser.FeedParserDict, title: str | None, link: str, timezone: ZoneInfo) -> dict[str, str]:
    moment = entry.get("published_parsed")
    known = {"url": link}
    if title and title.strip():
        known["publication"] = title.strip()
    if moment:  # feedparser gives it in UTC; a paper's day is the day where it is printed
        day = datetime.fromtimestamp(calendar.timegm(moment), UTC).astimezone(timezone).date()
        known["published"] = day.isoformat()
    return known


def _name(link: str, page: Page) -> str:
    """A file name from an address, with the suffix of what was sent; a query makes it another page."""
    parts = urlsplit(link)
    path = PurePosixPath(safe_name(f"{parts.netloc}/{parts.path}"))
    read = {suffix for one in FORMATS for suffix in one.suffixes if suffix}
    suffix = SUFFIXES.get(page.media_type) or (suffix_of(path.name) if suffix_of(path.name) in read else ".html")
    stem = path.name.removesuffix(path.suffix) if suffix_of(path.name) in read else path.name
    mark = f"-{hashlib.sha256(parts.query.encode()).hexdigest()[:8]}" if parts.query else ""
    return str(path.with_name(f"{stem}{mark}{suffix}"))
