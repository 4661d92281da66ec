"""Pages from the web, politely: robots.txt is kept to, a host is given time, what has not changed is not sent again.

robots.txt is read as RFC 9309 says: a host that has none allows all, one whose robots.txt fails allows nothing.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

AGENT = f"baoku/{version('baoku')}"
TIMEOUT = httpx.Timeout(30, connect=10)
ATTEMPTS, REDIRECTS, LONGEST_WAIT = 3, 5, 60.0
#: What may be better the next time it is asked.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class FetchFailed(Exception):
    """A page that could not be had; `reason` names the refusal."""

    def __init__(self, reason: str, message: str):
        super().__init__(message)
        self.reason = reason


class _Passing(Exception):
    """A failure that may pass."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a host sent: where from in the end, the bytes, their type, and what to ask with the next time."""

    url: str
    content: bytes
    media_type: str
    etag: str | None
    last_modified: str | None


class Web:
    """A client for one source. A host in a private network is asked only if it is the source's own (`home`); `step` is
    called at each answer."""

    def __init__(self, home: str, delay: float, limit: int, step: Callable[[], None] = lambda: None):
        self._step = step
        self._home, self._delay, self._limit = urlsplit(home).hostname, delay, limit
        self._client = httpx.Client(headers={"User-Agent": AGENT}, timeout=TIMEOUT)
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Page | None:
        """The page at `url`; None where it has not changed since the answer that gave `etag` or `last_modified`.

        Raises:
            FetchFailed: it is forbidden, too large, not there, or the host does not answer.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value}
        for _ in range(REDIRECTS):
            self._allow(url)
            answer, content = self._ask(url, headers)
            if not answer.has_redirect_location:
                return self._page(answer, content)
            url = urljoin(url, answer.headers["Location"])
        raise FetchFailed("fetch_failed", f"more than {REDIRECTS} redirects")

    def _page(self, answer: httpx.Response, content: bytes) -> Page | None:
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return None
        if answer.is_error:
            raise FetchFailed("fetch_failed", f"HTTP {answer.status_code} {answer.reason_phrase}")
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        validators = (answer.headers.get(name) for name in ("ETag", "Last-Modified"))
        return Page(str(answer.url), content, media_type, *validators)

    def _allow(self, url: str) -> None:
        host = urlsplit(url).hostname
        if urlsplit(url).scheme not in ("http", "https") or not host:
            raise FetchFailed("fetch_failed", "not an address of the web")
        if host != self._home and _is_private(host):
            raise FetchFailed("fetch_forbidden", f"{host} is a host of a private network")
        if not self._rules(url).can_fetch(AGENT, url):
            raise FetchFailed("fetch_forbidden", f"robots.txt of {host} forbids it")

    def _rules(self, url: str) -> RobotFileParser:
        place = urljoin(url, "/robots.txt")
        if place not in self._robots:
            rules = self._robots[place] = RobotFileParser(place)
            try:
                answer, content = self._ask(place, {})
            except FetchFailed:
                rules.disallow_all = True
            else:
                rules.disallow_all = answer.is_server_error
                rules.parse(content.decode("utf-8", "replace").splitlines() if answer.is_success else [])
        return self._robots[place]

    def _ask(self, url: str, headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
        retrying = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(multiplier=1, max=LONGEST_WAIT),
            retry=retry_if_exception_type(_Passing),
            reraise=True,
        )
        try:
            return retrying(self._ask_once, url, headers)
        except _Passing as error:
            raise FetchFailed("fetch_failed", str(error)) from error

    def _ask_once(self, url: str, headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
        self._wait(url)
        try:
            with self._client.stream("GET", url, headers=headers) as answer:
                self._step()
                if answer.status_code in _PASSING:
                    raise _Passing(f"HTTP {answer.status_code} {answer.reason_phrase}")
                return answer, self._content(answer)
        except httpx.InvalidURL as error:
            raise FetchFailed("fetch_failed", str(error)) from error
        except httpx.HTTPError as error:
            raise _Passing(f"{type(error).__name__}: {error}") from error

    def _content(self, answer: httpx.Response) -> bytes:
        content = bytearray()
        for part in answer.iter_bytes():
            content += part
            if len(content) > self._limit:
                raise FetchFailed("too_large", f"more than {self._limit:,} bytes")
        return bytes(content)

    def _wait(self, url: str) -> None:
        """Give the host the time that it asks for in robots.txt, or else what the settings say."""
        host = urlsplit(url).netloc
        rules = self._robots.get(urljoin(url, "/robots.txt"))
        asked = float(rules.crawl_delay(AGENT) or 0) if rules and not rules.disallow_all else 0.0
        pause = min(max(self._delay, asked), LONGEST_WAIT)
        left = self._asked.get(host, -LONGEST_WAIT) + pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._asked[host] = time.monotonic()


def _is_private(host: str) -> bool:
    """Whether a host of this name may stand in a private network; one that has no address cannot be asked anyway."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(address.partition("%")[0]).is_global for address in found)
