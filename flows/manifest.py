"""`manifest.csv`: what is known of a page file from outside. A folder's own manifest speaks of the files below it."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from flows.errors import UsageInvalid
from flows.inbox import MANIFEST, Source

COLUMNS = ("file", "published", "publication", "page", "url")


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the manifest; what is empty there is None."""

    published: date | None = None
    publication: str | None = None
    page: str | None = None
    url: str | None = None

    def as_json(self) -> str | None:
        """The row as one text, to be compared with a later one; None where it says nothing."""
        values = {name: getattr(self, name) for name in COLUMNS[1:]}
        said = {name: str(value) for name, value in values.items() if value is not None}
        return json.dumps(said, ensure_ascii=False) if said else None


#: What is known of most files.
NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Rows by the path that a file is known by, and the faults of rows that cannot be used, by the same path."""

    rows: Mapping[str, Known] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def read_manifest(source: Source) -> Manifest:
    """The manifest of `source.root`; an empty one where there is none.

    A row that cannot be used is a fault of the file it names: reading that file without its date would be wrong.

    Raises:
        UsageInvalid: it is not UTF-8, its columns are not ours, or a row names no file below the folder.
    """
    place = source.root / MANIFEST
    try:
        text = place.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Manifest()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageInvalid(f"{place} cannot be read: {error}") from error
    return _parse(place, source, csv.DictReader(io.StringIO(text), restkey="", strict=True))


def _parse(place: Path, source: Source, reader: csv.DictReader) -> Manifest:
    rows, faults = {}, {}
    try:
        _refuse_columns(place, reader.fieldnames)
        for cells in reader:
            line = f"{place.name}, line {reader.line_num}"
            path = source.known_by(source.root / _file_named(line, cells))
            if path in rows or path in faults:
                faults[path] = f"{line}: {cells['file']!r} stands in the manifest twice"
                continue
            try:
                rows[path] = _known(cells)
            except ValueError as error:
                faults[path] = f"{line}: {error}"
    except csv.Error as error:
        raise UsageInvalid(f"{place}, line {reader.line_num}: {error}") from error
    return Manifest({path: row for path, row in rows.items() if path not in faults}, faults)


def _refuse_columns(place: Path, names: Iterable[str] | None) -> None:
    found = list(names or ())
    if "file" not in found or not set(found) <= set(COLUMNS) or len(set(found)) < len(found):
        raise UsageInvalid(f"{place}: the columns are {found}; allowed: file and any of {', '.join(COLUMNS[1:])}")


def _file_named(line: str, cells: dict[str, str]) -> PurePosixPath:
    file = PurePosixPath((cells["file"] or "").strip())
    if not file.parts or file.is_absolute() or ".." in file.parts or "\0" in str(file):
        raise UsageInvalid(f"{line}: file is {cells['file']!r}; allowed: a path below the folder of the manifest")
    return file


def _known(cells: dict[str, str | None]) -> Known:
    if "" in cells:
        raise ValueError(f"more cells than columns: {cells['']}")
    values = {name: (cells.get(name) or "").strip() or None for name in COLUMNS[1:]}
    return Known(**values | {"published": _day(values["published"])})


def _day(cell: str | None) -> date | None:
    if cell is None:
        return None
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        day = None
    if day is None or day.isoformat() != cell:
        raise ValueError(f"published is {cell!r}; allowed: a day as YYYY-MM-DD")
    return day
