"""Bytes of inbox files: read once to learn what they are, and once more to decode them, within limits."""

import hashlib
import os
import stat
from pathlib import Path
from typing import NamedTuple

from flows.manifest import NOTHING_KNOWN, Known

# not there on every system: no following of a link put in the file's place, no waiting for a pipe's other end
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_ATTEMPTS = 3


class FileRefused(Exception):
    """A file that cannot be read now; `reason` names the refusal."""

    def __init__(self, reason: str, message: str):
        super().__init__(message)
        self.reason = reason


class Arrival(NamedTuple):
    """A file whose bytes were read: the path it is known by, where it stands, and what is known from outside."""

    path: str
    place: str
    sha256: str
    byte_count: int
    known: Known = NOTHING_KNOWN

    @property
    def file(self) -> Path:
        """Where it stands: made when it is asked for, since most files of an inbox are only looked at."""
        return Path(self.place)


def read_bytes(file: Path | str, limit: int) -> bytes:
    """The bytes of `file`, the same from the first to the last of them.

    Raises:
        FileRefused: it is larger than `limit` bytes, vanished, may not be read, is no file, or is being written.
    """
    for _ in range(_ATTEMPTS):
        content = _read_once(file, limit)
        if content is not None:
            return content
    raise FileRefused("changing", f"{_ATTEMPTS} times in a row")


def sha256_of(content: bytes) -> str:
    """The hexadecimal digest that a file is known by."""
    return hashlib.sha256(content).hexdigest()


def _read_once(file: Path | str, limit: int) -> bytes | None:
    try:
        with open(file, "rb", buffering=0, opener=_open) as stream:
            before = os.fstat(stream.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise FileRefused("unreadable", "it is a pipe, a socket or a device")
            if before.st_size > limit:
                raise FileRefused("too_large", f"{before.st_size:,} bytes; allowed are {limit:,}")
            content = stream.read(limit + 1)
            after = os.fstat(stream.fileno())
    except FileNotFoundError as error:
        raise FileRefused("vanished", "it was listed, and gone when it was opened") from error
    except OSError as error:
        raise FileRefused("unreadable", error.strerror) from error
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return content if same and len(content) == after.st_size else None


def _open(path: str, flags: int) -> int:
    return os.open(path, _FLAGS)
