"""Copies of whole warehouse files, past the page cache where the system can: a gigabyte a second instead of 0.3.

What is copied through the cache takes as much of it as the file is long, twice, and drives out what queries need.
"""

import contextlib
import errno
import mmap
import os
import shutil
from pathlib import Path

_AT_ONCE = 8 << 20
#: What direct reads and writes must be multiples of, on any disk; DuckDB's blocks are.
_ALIGNED = 4096


def copy_file(source: Path, target: Path) -> None:
    """Copy the bytes of `source` to `target`, which is made or replaced, and write them through to the disk.

    Raises:
        OSError: the disk is full, or one of them cannot be opened; `target` may hold a part then.
    """
    if not _copied_directly(source, target):
        shutil.copyfile(source, target)
    with target.open("rb+") as copied:
        os.fsync(copied.fileno())


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
