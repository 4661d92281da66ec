"""A whole file is copied byte for byte, past the page cache or through it."""

import os
import shutil
import subprocess
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


@pytest.fixture
def disk_that_shares(tmp_path):
    """A folder on an XFS of its own, mounted from a file."""
    if not shutil.which("mkfs.xfs") or os.geteuid():
        pytest.skip("needs root and Debian's xfsprogs")
    image, folder = tmp_path / "image", tmp_path / "mounted"
    with image.open("wb") as disk:
        disk.truncate(512 << 20)
    folder.mkdir()
    subprocess.run(["mkfs.xfs", "-q", image], check=True)
    subprocess.run(["mount", "-o", "loop", image, folder], check=True)
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.slow
def test_where_blocks_can_be_shared_a_copy_takes_no_room_and_stays_as_it_was(disk_that_shares):
    source, target = disk_that_shares / "source", disk_that_shares / "target"
    content = os.urandom(64 << 20)
    source.write_bytes(content)
    os.sync()
    before = shutil.disk_usage(disk_that_shares).free
    copy_file(source, target)
    assert before - shutil.disk_usage(disk_that_shares).free < 1 << 20
    with source.open("rb+") as changed:
        changed.write(b"later")
    assert target.read_bytes() == content
