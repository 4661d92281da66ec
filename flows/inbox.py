"""The inbox: which files stand in it. Nothing outside it is read, whatever a link says."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flows.errors import UsageInvalid

MANIFEST = "manifest.csv"
#: What editors, browsers, sync programs and file managers leave beside files; hidden files begin with a full stop.
LEFTOVER_STARTS = (".", "~$")
LEFTOVER_ENDS = ("~", ".swp", ".swo", ".bak", ".tmp", ".temp", ".part", ".partial", ".crdownload")
LEFTOVERS = frozenset(("Thumbs.db", "desktop.ini", "__pycache__", MANIFEST))


@dataclass(frozen=True, slots=True)
class Source:
    """A folder to read from (`root`), or one file or folder below it (`only`).

    A file is known by `prefix` and its path below `root`. For the inbox the prefix is empty; for a path outside it the
    folder's own absolute path, so that files of two folders are never taken for versions of one.
    """

    root: Path
    prefix: str = ""
    only: Path | None = None

    @property
    def is_inbox(self) -> bool:
        """Whether it is the whole inbox."""
        return not self.prefix and self.only is None

    def known_by(self, file: Path) -> str:
        """The path that `file` (the root or below it) is known by, `/` between its parts; bytes that are no text stand
        as escapes."""
        below = os.fspath(file)[len(os.path.join(self.root, "")) :] or "."  # noqa: PTH118 (pathlib takes 20 µs a file)
        return _as_text(f"{self.prefix}/{below}" if self.prefix else below)

    def known_below(self, folder: Path) -> str:
        """What the path of each file in `folder` (the root or below it) begins with."""
        known = self.prefix if folder == self.root else self.known_by(folder)
        return f"{known}/" if known else ""


class Candidate(NamedTuple):
    """A file that is to be read: the path it is known by, and where it stands (links resolved)."""

    path: str
    place: str


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
        yield Candidate(source.known_by(start), str(start))
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
        begin = source.known_below(folder)
        for entry in wanted:  # no Path for each of them: that takes longer than all else that is done here
            if entry.is_file(follow_symlinks=False):  # below folders that are none of them links: nothing to resolve
                yield Candidate(begin + _as_text(entry.name), entry.path)
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
        yield Candidate(path, str(place))


def _as_text(path: str) -> str:
    """A path as the system gives it, with bytes that are no text as escapes."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


def is_no_page(name: str) -> bool:
    """Whether a file or folder of this name is none of the pages that stand in an inbox."""
    is_leftover = name.startswith(LEFTOVER_STARTS) or name.endswith(LEFTOVER_ENDS) or name in LEFTOVERS
    return is_leftover or (len(name) > 1 and name[0] == name[-1] == "#")
