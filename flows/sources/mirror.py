"""What was fetched from a source: a folder of files as they came, which is then an inbox like any other.

Beside the files stand `.state.json`, what is known of each (its mark: what the source says that changes with the
bytes), and for feeds `manifest.csv` with the dates and addresses that the feed gives.
"""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from urllib.parse import unquote

from flows.inbox import MANIFEST
from flows.manifest import COLUMNS

STATE = ".state.json"


@dataclass(slots=True)
class Seen:
    """A file that was fetched: its name in the folder, its mark, HTTP's validators, when, what a feed says of it."""

    file: str
    mark: str = ""
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: str = ""
    known: dict[str, str] = field(default_factory=dict)


@dataclass
class Mirror:
    """The folder of one source. `seen` is by the name that the source gives a file; `save` writes what changed; `step`
    is called at each file that is kept."""

    folder: Path
    seen: dict[str, Seen] = field(default_factory=dict)
    asked_at: datetime | None = None
    step: Callable[[], None] = field(default=lambda: None)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The mirror in `folder`; an empty one where there is none, or where its state was cut short."""
        folder.mkdir(parents=True, exist_ok=True)
        try:
            state = json.loads((folder / STATE).read_text("utf-8"))
            seen = {key: Seen(**values) for key, values in state["seen"].items()}
            return cls(folder, seen, datetime.fromisoformat(state["asked_at"]))
        except FileNotFoundError:
            return cls(folder)
        except (ValueError, KeyError, TypeError):
            return cls(folder)  # everything is asked for again, and same bytes make no new version

    def was_asked_within(self, seconds: float) -> bool:
        """Whether the source was asked so short a time ago that it is not to be asked again."""
        now = datetime.now(UTC)
        return self.asked_at is not None and timedelta() <= now - self.asked_at < timedelta(seconds=seconds)

    def keep(self, key: str, content: bytes, seen: Seen) -> None:
        """Write a file whole or not at all, and remember it."""
        place = self.folder / seen.file
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, content)
        seen.fetched_at = datetime.now(UTC).isoformat(timespec="seconds")
        self.seen[key] = seen
        self.step()

    def save(self) -> None:
        """Write what is known of the files, and the manifest where a feed said something of them."""
        self.asked_at = datetime.now(UTC)
        state = {"asked_at": self.asked_at.isoformat(), "seen": {key: asdict(seen) for key, seen in self.seen.items()}}
        _write(self.folder / STATE, json.dumps(state, ensure_ascii=False).encode())
        rows = [{"file": seen.file, **seen.known} for seen in self.seen.values() if seen.known]
        if rows:
            text = io.StringIO()
            writer = csv.DictWriter(text, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(sorted(rows, key=lambda row: row["file"]))
            _write(self.folder / MANIFEST, text.getvalue().encode())


def safe_name(path: str) -> str:
    """`path` as a name below a folder: no way out of it, no hidden file, nothing that a file system refuses."""
    parts = [re.sub(r"[\x00-\x1f\\:*?\"<>|]", "_", unquote(part)) for part in path.split("/")]
    kept = [part.replace("/", "_").lstrip(".")[-100:] for part in parts]
    return "/".join(part for part in kept if part) or "index"


def _write(place: Path, content: bytes) -> None:
    part = place.with_name(f".{place.name}.part")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(place)
