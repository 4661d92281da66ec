"""The inbox: which files stand in it. Nothing outside it is read, whatever a link says."""

import functools
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path

from flows.errors import UsageInvalid

MANIFEST = "manifest.csv"
#: What editors, browsers, sync programs and file managers leave beside files; hidden files are `.*`.
LEFTOVERS = (
    ".*", "*~", "#*#", "~$*", "*.swp", "*.swo", "*.bak", "*.tmp", "*.temp", "*.part", "*.partial", "*.crdownload",
    "Thumbs.db", "desktop.ini", "__pycache__",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A folder to read from (`root`), or one file or folder below it (`only`).

    A file is known by `prefix` and its path below `root`. For the inbox the prefix is empty; for a path outside it the
    folder's own absolute path, so that files of two folders are never taken for versions of one.
    """

    root: Path
    prefix: str = ""
    only: Path | None = None

    def known_by(self, file: Path) -> str:
        """The path that `file` (the root or below it) is known by, `/` between its parts; bytes that are no text stand
        as escapes."""
        below = os.fspath(file)[len(os.path.join(self.root, "")) :] or "."  # noqa: PTH118 (pathlib takes 20 µs a file)
        path = f"{self.prefix}/{below}" if self.prefix else below
        return os.fsencode(path).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that is to be read: the path it is known by, and where it stands (links resolved)."""

    path: str
    file: Path


@dataclass(frozen=True, slots=True)
class Barred:
    """Something that is not read: the path it is known by, the refusal's name and the system's or our own words."""

    path: str
    reason: str
    message: str


def sources(inbox: Path, paths: Sequence[Path] = ()) -> tuple[Source, ...]:
    """Where to read from: the inbox, or only `paths` (files and folders, inside it or not).

    Raises:
        UsageInvalid: one of them does not exist.
    """
    if paths:
        return tuple(dict.fromkeys(_source(inbox.resolve(), path) for path in paths))
    if not inbox.is_dir():
        raise UsageInvalid(
            f"there is no inbox: {inbox} is not a folder. Make it and put page files in, name another one with "
            "--inbox or BAOKU_INBOX, or try `baoku run --samples` for the five pages that come with baoku."
        )
    return (Source(inbox.resolve()),)


def _source(inbox: Path, path: Path) -> Source:
    place = path.resolve()
    if not place.exists():
        raise UsageInvalid(f"there is no file or folder {path}")
    if place == inbox:
        return Source(inbox)
    if inbox in place.parents:
        return Source(inbox, only=place)
    return Source(place, place.as_posix()) if place.is_dir() else Source(place.parent, place.parent.as_posix(), place)


def find_files(source: Source) -> Iterator[Candidate | Barred]:
    """Files of `source`, folder by folder and by name; what cannot be read or leads outside as `Barred`."""
    start = source.only or source.root
    if not start.is_dir():
        yield Candidate(source.known_by(start), start)
        return
    folders = [start]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield Barred(source.known_by(folder), "unreadable", error.strerror)
            continue
        wanted = [entry for entry in entries if not is_no_page(entry.name)]
        folders += [Path(entry.path) for entry in reversed(wanted) if entry.is_dir(follow_symlinks=False)]
        for entry in wanted:
            if entry.is_file(follow_symlinks=False):  # below folders that are none of them links: nothing to resolve
                file = Path(entry.path)
                yield Candidate(source.known_by(file), file)
            elif not entry.is_dir(follow_symlinks=False):
                yield from _other(source, Path(entry.path))


def _other(source: Source, file: Path) -> Iterator[Candidate | Barred]:
    """A link, or what is no file at all."""
    path = source.known_by(file)
    place = Path(os.path.realpath(file))
    if source.root not in (place, *place.parents):
        yield Barred(path, "outside", f"it leads to {place}")
    elif place.is_dir():
        return  # a link to a folder of the inbox: its files are found where they stand
    elif place.exists() and not place.is_file():
        yield Barred(path, "unreadable", "it is a pipe, a socket or a device")
    else:
        yield Candidate(path, place)


@functools.cache
def _leftovers() -> re.Pattern:
    return re.compile("|".join(map(translate, LEFTOVERS)))


def is_no_page(name: str) -> bool:
    return name == MANIFEST or _leftovers().match(name) is not None
