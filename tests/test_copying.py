"""A whole file is copied byte for byte, past the page cache or through it."""

import os
from pathlib import Path

import pytest

from warehouse.copying import copy_file

#: Bytes: what direct copies take (whole pages), and what they do not.
SIZES = (0, 1, 4095, 4096, 4097, 12_288, 8 << 20, (8 << 20) + 4096, (16 << 20) + 1)
#: A folder on a disk, and one in memory where there is one.
FOLDERS = (None, *(path for path in [Path("/dev/shm")] if os.access(path, os.W_OK)))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder or "disk"))
@pytest.mark.parametrize("size", SIZES)
def test_a_copy_has_the_same_bytes(tmp_path, folder, size):
    source, target = tmp_path / "source", (folder or tmp_path) / f"target{os.getpid()}"
    source.write_bytes(os.urandom(size))
    target.write_bytes(b"what stood there before" * 1_000)
    try:
        copy_file(source, target)
        assert target.read_bytes() == source.read_bytes()
    finally:
        target.unlink()


def test_what_is_not_there_is_not_copied(tmp_path):
    with pytest.raises(FileNotFoundError):
        copy_file(tmp_path / "nothing", tmp_path / "target")
    (tmp_path / "source").write_bytes(bytes(4096))
    with pytest.raises(FileNotFoundError):
        copy_file(tmp_path / "source", tmp_path / "no folder" / "target")
