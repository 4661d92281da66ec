"""Digests of the inbox's files, kept beside the warehouse: a file that stands there as it did is known without reading.

How a file stands is its place, device, inode, size, time of writing and time of change. The system sets the last at
each change and lets nobody set it back, so that a file which stands as it did holds what it did (mounts that keep no
such time give that of writing for it). But two changes may bear one time, as fine as the system's clock is: a file that
was read shortly after its change could then have been changed once more, so it is not remembered before it has settled
(what git calls a racy entry).
"""

import contextlib
import itertools
import os
import time
from collections.abc import Mapping
from pathlib import Path

from flows.arrivals import read_bytes, sha256_of
from flows.lock import staging

#: Longer than any file system's clock takes for a step (two seconds on FAT), and than clocks of file servers go wrong.
SETTLED_NS = 10_000_000_000
_FORMAT = "baoku digests 1"


class Digests:
    """What is remembered of the files that looks at the inbox of `warehouse` have found. The caller holds the lock."""

    def __init__(self, warehouse: Path):
        self._place = staging(warehouse) / f"{warehouse.stem}.digests"
        self._known = _load(self._place)
        self._seen: dict[str, str] = {}

    def of(self, file: str, limit: int) -> tuple[str, int]:
        """The digest of `file` and its size in bytes, read where it is not known.

        Raises:
            FileRefused: it cannot be read, or is larger than `limit` bytes.
        """
        try:
            found = os.stat(file)  # noqa: PTH116 (a path of thousands)
        except OSError:
            content = read_bytes(file, limit)  # which says what is wrong
            return sha256_of(content), len(content)
        state = _state(file, found)
        digest = self._known.get(state)
        if digest is None or found.st_size > limit:
            return self._read(file, limit, state, found.st_ctime_ns)
        self._seen[state] = digest
        return digest, found.st_size

    def _read(self, file: str, limit: int, state: str, changed: int) -> tuple[str, int]:
        began = time.time_ns()
        content = read_bytes(file, limit)
        digest = sha256_of(content)
        with contextlib.suppress(OSError):  # it has gone
            if changed + SETTLED_NS < began and _state(file, os.stat(file)) == state:  # noqa: PTH116
                self._seen[state] = digest
        return digest, len(content)

    def save(self) -> None:
        """Remember the files that were asked for, and no others; what cannot be written is read again next time."""
        if self._seen == self._known:
            return
        part = self._place.with_name(f"{self._place.name}.part")
        with contextlib.suppress(OSError):
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_written(self._seen))
            part.replace(self._place)


def _state(file: str, found: os.stat_result) -> str:
    return f"{found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {file}"


def _load(place: Path) -> dict[str, str]:
    """What stands in `place`; nothing where that was cut short, damaged, or written by something else."""
    try:
        head, _, body = place.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if head != _head(body):
        return {}
    words = body.decode("utf-8", "surrogateescape").split("\0")
    return dict(zip(words[::2], words[1::2], strict=False))  # of no files there is one empty word


def _written(digests: Mapping[str, str]) -> bytes:
    body = "\0".join(itertools.chain.from_iterable(digests.items())).encode("utf-8", "surrogateescape")
    return _head(body) + b"\n" + body


def _head(body: bytes) -> bytes:
    return f"{_FORMAT} {sha256_of(body)}".encode()
