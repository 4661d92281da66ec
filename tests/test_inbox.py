"""The inbox: which files are found, which are refused and why, and what the manifest may say."""

import contextlib
import os
import socket
import tempfile
from datetime import date
from pathlib import Path

import pytest

from flows.arrivals import FileRefused, read_bytes
from flows.errors import UsageInvalid
from flows.inbox import Barred, Candidate, Source, find_files, sources
from flows.manifest import Known, read_manifest


def _paths(folder: Path) -> list[str]:
    return [found.path for found in find_files(Source(folder.resolve())) if isinstance(found, Candidate)]


def _barred(folder: Path) -> dict[str, str]:
    return {found.path: found.reason for found in find_files(Source(folder.resolve())) if isinstance(found, Barred)}


@contextlib.contextmanager
def _without_rights():
    """As a user who may not read everything: root may."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


FOUND = [
    "a.txt",
    "日报 第3版.txt",
    "📰 page.md",
    "sub/b.txt",
    "sub/deeper/c.txt",
    "no-suffix",
    "-rf.txt",
    "a;b'c\".txt",
]
NO_PAGES = ["manifest.csv", ".hidden", ".git/config", "a.txt~", "#a.txt#", "~$a.docx", "a.swp", "x.part", "Thumbs.db"]


def test_pages_are_found_and_leftovers_are_not(tmp_path):
    for name in FOUND + NO_PAGES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert sorted(_paths(tmp_path)) == sorted(FOUND)


def test_the_order_is_the_same_whatever_the_order_of_creation(tmp_path):
    for folder, names in (("one", FOUND), ("two", FOUND[::-1])):
        for name in names:
            (tmp_path / folder / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / name).write_text("x")
    assert _paths(tmp_path / "one") == _paths(tmp_path / "two")


def test_nothing_outside_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("outside")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "page.txt").write_text("x")
    (inbox / "same.txt").symlink_to(inbox / "page.txt")
    (inbox / "out.txt").symlink_to(secret)
    (inbox / "up.txt").symlink_to("../secret.txt")
    (inbox / "folder").symlink_to(tmp_path)
    (inbox / "loop").symlink_to(inbox)
    (inbox / "self").symlink_to(inbox / "self")
    (inbox / "dangling").symlink_to(inbox / "nothing")
    assert _paths(inbox) == ["dangling", "page.txt", "same.txt", "self"]
    assert _barred(inbox) == {"out.txt": "outside", "up.txt": "outside", "folder": "outside"}


def test_pipes_and_sockets_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.txt"))
        assert _barred(tmp_path) == {"pipe.txt": "unreadable", "socket.txt": "unreadable"}
    with pytest.raises(FileRefused) as refused:
        read_bytes(tmp_path / "pipe.txt", 100)
    assert refused.value.reason == "unreadable"


def test_a_folder_without_the_right_to_read_stops_only_itself():
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are closed to other users
        inbox = Path(folder).resolve()
        inbox.chmod(0o755)
        for name in ("a.txt", "closed.txt"):
            (inbox / name).write_text("x")
        (inbox / "closed.txt").chmod(0o000)
        (inbox / "closed").mkdir(mode=0o000)
        with _without_rights():
            assert _paths(inbox) == ["a.txt", "closed.txt"]
            assert _barred(inbox) == {"closed": "unreadable"}
            with pytest.raises(FileRefused, match="Permission denied"):
                read_bytes(inbox / "closed.txt", 100)


def test_a_name_that_is_no_text_is_written_with_escapes(tmp_path):
    (tmp_path / os.fsdecode(b"\xff page.txt")).write_text("x")
    assert _paths(tmp_path) == ["\\xff page.txt"]


def test_files_too_large_vanished_or_growing(tmp_path):
    page = tmp_path / "page.txt"
    page.write_bytes(b"x" * 100)
    assert read_bytes(page, 100) == b"x" * 100
    with pytest.raises(FileRefused, match="100 bytes; allowed are 99") as refused:
        read_bytes(page, 99)
    assert refused.value.reason == "too_large"
    with pytest.raises(FileRefused) as refused:
        read_bytes(tmp_path / "gone.txt", 99)
    assert refused.value.reason == "vanished"


def test_paths_inside_the_inbox_keep_their_names_and_others_get_their_own(tmp_path):
    inbox, other = tmp_path / "inbox", tmp_path / "other"
    for folder in (inbox / "2024", other):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text("x")
    given = [inbox / "2024", inbox / "2024" / "a.txt", other, other / "a.txt", inbox / "2024"]
    places = sources(inbox, given)
    assert len(places) == 4
    named = [found.path for place in places for found in find_files(place)]
    assert named == ["2024/a.txt", "2024/a.txt", f"{other}/a.txt", f"{other}/a.txt"]


@pytest.mark.parametrize("paths", [[], ["nothing.txt"]])
def test_an_inbox_or_path_that_is_not_there_is_wrong_use(tmp_path, paths):
    with pytest.raises(UsageInvalid, match="there is no"):
        sources(tmp_path / "seeds", [tmp_path / path for path in paths])


def _manifest(folder: Path, text: str | bytes):
    (folder / "manifest.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_manifest(Source(folder.resolve()))


def test_no_manifest_and_one_with_only_a_header_say_nothing(tmp_path):
    assert not read_manifest(Source(tmp_path)).rows
    assert not _manifest(tmp_path, "file,published,publication,page,url\n").rows


def test_what_a_manifest_may_say(tmp_path):
    manifest = _manifest(
        tmp_path,
        '\ufefffile,page,published,publication\n2024/a.txt,A02,2024-02-29,江夏日报\n"日报, 第3版.txt",,,\nb.txt\n',
    )
    assert manifest.rows == {
        "2024/a.txt": Known(date(2024, 2, 29), "江夏日报", "A02"),
        "日报, 第3版.txt": Known(),
        "b.txt": Known(),
    }
    assert not manifest.faults


FAULTS = [
    # line 2 of the manifest, words that its fault must hold
    ("a.txt,2024-13-01", ["line 2", "'2024-13-01'", "YYYY-MM-DD"]),
    ("a.txt,2023-02-29", ["line 2", "'2023-02-29'"]),
    ("a.txt,20240101", ["line 2", "'20240101'"]),
    ("a.txt,2024/1/1", ["line 2", "'2024/1/1'"]),
    ("a.txt,2024-01-01,日报", ["line 2", "more cells than columns", "日报"]),
    ("a.txt,2024-01-01\na.txt,2024-01-02", ["line 3", "twice"]),
]


@pytest.mark.parametrize(("line", "words"), FAULTS)
def test_a_bad_row_is_a_fault_of_its_file(tmp_path, line, words):
    manifest = _manifest(tmp_path, f"file,published\n{line}\nb.txt,2024-01-01\n")
    assert list(manifest.faults) == ["a.txt"] and list(manifest.rows) == ["b.txt"]
    assert all(word in manifest.faults["a.txt"] for word in words)


UNUSABLE = [
    # manifest, words that the refusal must hold
    ("file,date\na.txt,2024-01-01\n", ["'date'", "published"]),
    ("published\n2024-01-01\n", ["allowed: file"]),
    ("file,page,page\na,b,c\n", ["'page', 'page'"]),
    ("", ["manifest.csv", "allowed: file"]),
    ("file,published\n,2024-01-01\n", ["line 2", "below the folder"]),
    ("file,published\n/etc/passwd,2024-01-01\n", ["line 2", "/etc/passwd"]),
    ("file,published\na/../../b.txt,2024-01-01\n", ["line 2", "a/../../b.txt"]),
    ("file,published\n江.txt,2024-01-01\n".encode("gb18030"), ["manifest.csv", "utf-8"]),
    ('file,published\n"a.txt"x,2024-01-01\n', ["manifest.csv", "line"]),
]


@pytest.mark.parametrize(("text", "words"), UNUSABLE)
def test_a_manifest_that_cannot_be_used_is_refused_by_name(tmp_path, text, words):
    with pytest.raises(UsageInvalid) as refusal:
        _manifest(tmp_path, text)
    assert all(word in str(refusal.value) for word in words)
