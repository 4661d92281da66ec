"""Digests that are remembered: which files a look reads, and what it says of them."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows import digests
from flows.arrivals import FileRefused, sha256_of
from flows.digests import Digests
from flows.inbox import sources
from flows.looking import look_around
from flows.news import find_news
from flows.settings import Settings
from warehouse.lake.address import warehouse_at

LIMIT = 1_000
_opened: list[str] = []


def _note(event: str, arguments: tuple) -> None:
    if event == "open" and isinstance(arguments[0], str):
        _opened.append(arguments[0])


@pytest.fixture(scope="module", autouse=True)
def _watched() -> None:
    sys.addaudithook(_note)  # which stays until Python ends


@pytest.fixture
def page(tmp_path, monkeypatch) -> Path:
    """A page of an inbox that has settled."""
    monkeypatch.setattr(digests, "SETTLED_NS", 0)
    (tmp_path / "inbox").mkdir()
    page = tmp_path / "inbox" / "page.txt"
    page.write_bytes(b"old")
    return page


def _memory(page: Path) -> Path:
    return page.parents[1] / ".staging" / "w.digests"


def _look(page: Path, limit: int = LIMIT) -> Iterator[tuple[str, str, bool]]:
    """Each file of the inbox: its name, its digest, and whether it was read."""
    warehouse = page.parents[1] / "w.duckdb"
    _opened.clear()
    news = find_news(sources(page.parent), warehouse, limit)
    yield from ((item.path, item.sha256, item.place in _opened) for item in news.arrivals)


def _touched(page: Path) -> None:
    os.utime(page, (1, 1))


def _rewritten(page: Path) -> None:
    _as_it_was(page, lambda: page.write_bytes(b"new"))


def _replaced(page: Path) -> None:
    other = page.with_name(".other")
    other.write_bytes(b"new")
    _as_it_was(page, lambda: other.replace(page))


def _as_it_was(page: Path, change: Callable[[], object]) -> None:
    """A change that leaves size and time of writing."""
    before = page.stat()
    change()
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert page.stat().st_mtime_ns == before.st_mtime_ns and page.stat().st_size == before.st_size


def _renamed(page: Path) -> None:
    page.rename(page.with_name("moved.txt"))


OLD, NEW = sha256_of(b"old"), sha256_of(b"new")
CHANGES = [
    # what happens between two looks, what the second gives: path, digest, whether it was read
    (lambda page: None, ("page.txt", OLD, False)),
    (_touched, ("page.txt", OLD, True)),
    (_rewritten, ("page.txt", NEW, True)),
    (_replaced, ("page.txt", NEW, True)),
    (_renamed, ("moved.txt", OLD, True)),
    (lambda page: page.write_bytes(b"longer"), ("page.txt", sha256_of(b"longer"), True)),
    (lambda page: page.chmod(0o600), ("page.txt", OLD, True)),
    # the warehouse is another one, or an earlier one: what a file holds has nothing to do with it
    (lambda page: page.parents[1].joinpath("w.duckdb").unlink(missing_ok=True), ("page.txt", OLD, False)),
]


@pytest.mark.parametrize(("change", "found"), CHANGES)
def test_what_a_second_look_reads(page, change, found):
    page.chmod(0o644)
    assert list(_look(page)) == [("page.txt", OLD, True)]
    change(page)
    assert list(_look(page)) == [found]
    assert list(_look(page)) == [(*found[:2], False)]


def _flipped(memory: Path) -> None:
    content = bytearray(memory.read_bytes())
    content[-1] ^= 1
    memory.write_bytes(content)


def _folder_in_its_place(memory: Path) -> None:
    memory.unlink()
    (memory / "full").mkdir(parents=True)


DAMAGES = [
    # what becomes of the memory, whether it is mended
    (lambda memory: memory.unlink(), True),
    (lambda memory: memory.write_bytes(b""), True),
    (lambda memory: memory.write_bytes(memory.read_bytes()[:-1]), True),
    (lambda memory: memory.write_bytes(memory.read_bytes() + b"\0"), True),
    (lambda memory: memory.write_bytes(memory.read_bytes().replace(b"digests 1", b"digests 0")), True),
    (lambda memory: memory.write_bytes(b"SQLite format 3\0"), True),
    (_flipped, True),
    (_folder_in_its_place, False),  # nor can it be written: the look goes on all the same
]


@pytest.mark.parametrize(("damage", "is_mended"), DAMAGES)
def test_a_memory_that_is_damaged_is_made_anew(page, damage, is_mended):
    list(_look(page))
    damage(_memory(page))
    assert list(_look(page)) == [("page.txt", OLD, True)]
    assert list(_look(page)) == [("page.txt", OLD, not is_mended)]


def test_what_has_not_settled_is_read_again(page, monkeypatch):
    monkeypatch.undo()
    for content in (b"one", b"two", b"six"):  # as fast as may be: the times may be the same
        page.write_bytes(content)
        assert list(_look(page)) == [("page.txt", sha256_of(content), True)]
    assert not _memory(page).exists()


def test_what_left_is_forgotten_and_what_is_the_same_is_not_written(page):
    gone = page.with_name("gone.txt")
    gone.write_bytes(b"gone")
    list(_look(page))
    before = _memory(page).stat()
    list(_look(page))
    assert _memory(page).stat() == before and b"gone.txt" in _memory(page).read_bytes()
    gone.unlink()
    list(_look(page))
    assert b"gone.txt" not in _memory(page).read_bytes() and b"page.txt" in _memory(page).read_bytes()


def test_a_look_at_one_path_forgets_nothing(page):
    settings = Settings(inbox=page.parent, warehouse=page.parents[1] / "w.duckdb")
    page.with_name("other.txt").write_bytes(b"other")
    look_around(settings)
    before = _memory(page).read_bytes()
    assert [item.path for item in look_around(settings, [page]).arrivals] == ["page.txt"]
    assert _memory(page).read_bytes() == before


def test_what_is_known_is_refused_above_the_limit(page):
    list(_look(page))
    known = Digests(page.parents[1] / "w.duckdb")
    assert known.of(str(page), 3) == (OLD, 3)
    with pytest.raises(FileRefused) as refused:
        known.of(str(page), 2)
    assert refused.value.reason == "too_large"
    with pytest.raises(FileRefused) as refused:
        known.of(str(page.with_name("nothing.txt")), 3)
    assert refused.value.reason == "vanished"


@pytest.mark.parametrize("name", [b"\xff.txt", b"a\nb.txt", "第3版 页.txt".encode(), b"a 1 2 3.txt"])
def test_any_name_is_remembered(page, name):
    page.with_name(os.fsdecode(name)).write_bytes(b"new")
    first, second = list(_look(page)), list(_look(page))
    assert len(first) == 2 and [read for *_, read in second] == [False, False]
    assert [found[:2] for found in first] == [found[:2] for found in second]


def test_that_of_a_lake_lies_beside_its_catalogue(page):
    lake = warehouse_at(f"ducklake:sqlite:{page.parents[1] / 'w.sqlite'}")
    known = Digests(lake)
    known.of(str(page), LIMIT)
    known.save()
    assert _memory(page).exists()
