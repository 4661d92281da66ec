"""Stores of files that fsspec reads: S3, SFTP and their like.

Credentials come from the environment, as fsspec reads it: `FSSPEC_<PROTOCOL>_<ARGUMENT>`, such as FSSPEC_SFTP_PASSWORD;
a value `prefect://secret/NAME` stands for a Prefect block.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import fsspec
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from flows.errors import OutsideFailed
from flows.inbox import is_no_page
from flows.named_secrets import is_named, secret
from flows.sources.mirror import Mirror, Seen, safe_name
from flows.sources.web import FetchFailed

ATTEMPTS = 3
#: What stores say of a file that changes with its bytes.
MARKS = ("ETag", "etag", "md5Hash", "content_md5", "LastModified", "last_modified", "mtime", "modify", "updated")


def fetch_store(url: str, mirror: Mirror, limit: int) -> Iterator[tuple[str, FetchFailed]]:
    """Fetch new and changed files below `url` into `mirror`; gives the addresses that failed, and how.

    Raises:
        FetchFailed: the store cannot be reached, or refuses.
    """
    try:
        store, root = fsspec.core.url_to_fs(url, **_secrets(url))
        found = _retrying()(store.find, root, detail=True)
    except OutsideFailed as error:
        raise FetchFailed("fetch_failed", str(error)) from error
    except _failures() as error:
        raise FetchFailed("fetch_failed", f"{type(error).__name__}: {error}") from error
    root = root.rstrip("/")
    for path, info in sorted(found.items()):
        name = path.removeprefix(root).lstrip("/")
        if any(map(is_no_page, name.split("/"))):
            continue
        mark = _mark(info)
        before = mirror.seen.get(name)
        if before and before.mark == mark:
            continue
        try:
            mirror.keep(name, _content(store, path, info, limit), Seen(safe_name(name), mark))
        except FetchFailed as error:
            yield f"{url}/{name}", error


def _secrets(url: str) -> dict[str, str]:
    """What the environment names of a store's credentials, asked for now."""
    given = fsspec.config.conf.get(urlsplit(url).scheme, {})
    return {name: secret(value) for name, value in given.items() if isinstance(value, str) and is_named(value)}


def _content(store: fsspec.AbstractFileSystem, path: str, info: Mapping[str, Any], limit: int) -> bytes:
    if (info.get("size") or 0) > limit:
        raise FetchFailed("too_large", f"{info['size']:,} bytes; allowed are {limit:,}")
    try:
        return _retrying()(store.cat_file, path)
    except _failures() as error:
        raise FetchFailed("fetch_failed", f"{type(error).__name__}: {error}") from error


def _mark(info: Mapping[str, Any]) -> str:
    return "|".join(str(info[name]) for name in ("size", *MARKS) if info.get(name) is not None)


def _retrying() -> Retrying:
    wait = wait_exponential(multiplier=1, max=60)
    return Retrying(stop=stop_after_attempt(ATTEMPTS), wait=wait, retry=retry_if_exception(_may_pass), reraise=True)


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, OSError) and not isinstance(error, FileNotFoundError | PermissionError)


def _failures() -> tuple[type[Exception], ...]:
    """What the stores that are installed raise, besides OSError, when they cannot be reached or refuse."""
    found: list[type[Exception]] = [OSError, EOFError, ValueError]
    try:
        from botocore.exceptions import BotoCoreError, ClientError

        found += [BotoCoreError, ClientError]
    except ImportError:
        pass
    try:
        from paramiko.ssh_exception import SSHException

        found.append(SSHException)
    except ImportError:
        pass
    return tuple(found)
