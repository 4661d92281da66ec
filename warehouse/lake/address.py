"""Where a warehouse is: the path of a DuckDB file, or the address of a lake."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PREFIX = "ducklake:"
#: Whoever reads a snapshot that is taken away sees tables without rows, and no error: nobody reads that long.
LEAST_DAYS = 7


@dataclass(frozen=True)
class Lake:
    """A lake, standing where otherwise the path of a DuckDB file does.

    catalogue: what DuckLake is told: `sqlite:/data/lake.sqlite`, or `postgres:` and the words of a libpq connection.
    home: the path by which locks, logs and staging folders on this machine are named: the SQLite file, or
        `warehouse/<database>` with PostgreSQL.
    data: folder or s3:// address that a new lake keeps its files in; an old one knows that of itself.
    """

    catalogue: str
    home: Path
    data: str = ""

    def __str__(self) -> str:
        return PREFIX + self.catalogue

    def __fspath__(self) -> str:
        return str(self.home)

    @property
    def is_sqlite(self) -> bool:
        """Whether the catalogue is a file of this machine."""
        return self.catalogue.startswith("sqlite:")

    @property
    def parent(self) -> Path:
        """The folder of what lies beside the warehouse on this machine."""
        return self.home.parent

    @property
    def stem(self) -> str:
        """The name, without an ending, of what lies beside the warehouse."""
        return self.home.stem

    def resolve(self) -> Self:
        """Itself: its paths are absolute."""
        return self

    absolute = resolve


def warehouse_at(address: str | Path, data: str = "") -> Path | Lake:
    """The warehouse that an address names: `ducklake:sqlite:PATH`, `ducklake:postgres:dbname=…`, or any other path.

    Raises:
        ValueError: it names no lake that we know; the message says what is wrong, and tells no password.
    """
    text = str(address)
    if not text.startswith(PREFIX):
        return Path(text)
    data = data if "://" in data or not data else str(Path(data).resolve())
    kind, _, rest = text.removeprefix(PREFIX).partition(":")
    if kind == "sqlite" and rest:
        home = Path(rest).resolve()
        return Lake(f"sqlite:{home}", home, data or str(home.with_suffix(".files")))
    if kind == "postgres":
        return Lake(f"postgres:{rest}", Path("warehouse", _database(rest)).resolve(), data)
    raise ValueError("a lake is ducklake:sqlite:PATH or ducklake:postgres:dbname=NAME and what else libpq is to know")


def _database(words: str) -> str:
    """The database that libpq's `key=value` words name. Passwords do not belong there: runs show their parameters."""
    try:
        pairs = dict(word.partition("=")[::2] for word in shlex.split(words))
    except ValueError as error:
        raise ValueError("ducklake:postgres: takes words such as dbname=press; one of them has no end") from error
    if "password" in pairs or "://" in words or ":/" in words:
        raise ValueError(
            "ducklake:postgres: takes words such as dbname=press host=db user=baoku; the password stands in PGPASSWORD "
            "or in ~/.pgpass, since an address is shown"
        )
    name = pairs.get("dbname", "")
    if not re.fullmatch(r"[\w.-]+", name):
        raise ValueError("ducklake:postgres: needs dbname=, with letters, digits, and . _ - in it")
    return name
