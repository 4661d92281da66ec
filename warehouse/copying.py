"""Copies of whole warehouse files: their blocks are shared where the file system can, else copied past the page cache.

Shared blocks (XFS, Btrfs) are written once for all files that hold them, and a copy of any size takes no time. What is
copied through the cache takes as much of it as the file is long, twice, and drives out what queries need; past it a
gigabyte takes a second instead of three.
"""

import contextlib
import errno
import mmap
import os
import shutil
import sys
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

#: Linux's request that a file shares another's blocks until one of them is written: ioctl_ficlone(2).
_FICLONE = 0x40049409
_AT_ONCE = 8 << 20
#: What direct reads and writes must be multiples of, on any disk; DuckDB's blocks are.
_ALIGNED = 4096


def copy_file(source: Path, target: Path) -> None:
    """Copy the bytes of `source` to `target`, which is made or replaced, and write them through to the disk.

    Raises:
        OSError: the disk is full, or one of them cannot be opened; `target` may hold a part then.
    """
    if not _shared(source, target) and not _copied_directly(source, target):
        shutil.copyfile(source, target)
    with target.open("rb+") as copied:
        os.fsync(copied.fileno())


def _shared(source: Path, target: Path) -> bool:
    """Whether `target` could be given the blocks of `source`: both must lie in one file system that knows how."""
    if fcntl is None or sys.platform != "linux":
        return False
    with source.open("rb") as read, target.open("wb") as written:
        try:
            fcntl.ioctl(written.fileno(), _FICLONE, read.fileno())
        except OSError:  # what else is wrong (a full disk) the copy will say
            return False
    return True


def _copied_directly(source: Path, target: Path) -> bool:
    """Whether the file could be copied past the cache: neither macOS nor every file system (tmpfs) knows how."""
    if not hasattr(os, "O_DIRECT") or source.stat().st_size % _ALIGNED:
        return False
    try:
        with contextlib.ExitStack() as opened:
            reading = os.open(source, os.O_RDONLY | os.O_DIRECT)
            opened.callback(os.close, reading)
            writing = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_DIRECT, 0o666)
            opened.callback(os.close, writing)
            _copy(reading, writing)
    except OSError as error:
        if error.errno != errno.EINVAL:  # what a file system says that does not, or not in such pieces
            raise
        return False
    return True


def _copy(reading: int, writing: int) -> None:
    with mmap.mmap(-1, _AT_ONCE) as buffer, memoryview(buffer) as view:  # memory of its own begins on a page
        while count := os.readv(reading, [view]):
            done = 0
            while done < count:
                done += os.write(writing, view[done:count])
