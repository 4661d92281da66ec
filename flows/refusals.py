"""Refusals of files: each has a stable code, a sentence and a way to mend it, and stands in quarantine."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import duckdb
import polars as pl

from warehouse.schema.audit import REFUSAL_COLUMNS
from warehouse.schema.codes import FILE_CODES, named

#: Path, code and digest: what makes it the same refusal the next time.
Identity = tuple[str, str, str | None]
#: Codes of refusals of whole files.
FILE_CODE_NAMES = frozenset(code.code for code in FILE_CODES)
REFUSAL_SCHEMA = {column.name: column.dtype.polars for column in REFUSAL_COLUMNS}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not loaded, or a row of one that is left out of it.

    path: what the file is known by; sha256: its digest if the bytes were read; char_start, char_end, text: where the
    row stands in it, and in what words.
    """

    code: str
    path: str
    message: str
    mend: str
    sha256: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    text: str | None = None

    @property
    def is_of_file(self) -> bool:
        """Whether nothing of the file is loaded; else a row alone is left out."""
        return self.code in FILE_CODE_NAMES

    @property
    def identity(self) -> Identity:
        """What makes it the same refusal the next time."""
        return self.path, self.code, self.sha256


def refusal(reason: str, path: str, message: str = "", sha256: str | None = None) -> Refusal:
    """A refusal by the name of its reason (a row of `warehouse.schema.codes`) and what was seen."""
    code = named(reason)
    return Refusal(code.code, path, f"{code.meaning} ({message})" if message else code.meaning, code.mend, sha256)


def refusals_in(connection: duckdb.DuckDBPyConnection) -> set[Identity]:
    """Identities of the files that stand in the quarantine of an open warehouse; rows of loaded files do not count."""
    rows = connection.execute("SELECT path, code, sha256 FROM audit.quarantine WHERE closed_at IS NULL").fetchall()
    return {(path, code, sha256) for path, code, sha256 in rows if code in FILE_CODE_NAMES}


def refusal_frame(refusals: Iterable[Refusal]) -> pl.DataFrame:
    """Refusals as rows for the record of a run."""
    return pl.DataFrame([asdict(refusal) for refusal in refusals], REFUSAL_SCHEMA)
