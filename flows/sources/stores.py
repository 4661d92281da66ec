"""Stores of files that fsspec reads: S3, SFTP and their like.

Credentials come from the environment, as fsspec reads it: `FSSPEC_<PROTOCOL>_<ARGUMENT>`, such as FSSPEC_SFTP_PASSWORD.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import fsspec
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from flows.inbox import is_no_page
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
        store, root = fsspec.core.url_to_fs(url)
        found = _retrying()(store.find, root, detail=True)
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
