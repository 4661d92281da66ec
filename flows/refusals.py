"""Refusals of files: each has a stable code, a sentence and a way to mend it, and stands in quarantine."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse.database import reading
from warehouse.errors import WarehouseMissing
from warehouse.schema.audit import REFUSAL_COLUMNS
from warehouse.schema.codes import named

#: Path, code and digest: what makes it the same refusal the next time.
Identity = tuple[str, str, str | None]
REFUSAL_SCHEMA = {column.name: column.dtype.polars for column in REFUSAL_COLUMNS}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not loaded: the path it is known by, and its digest if the bytes were read."""

    code: str
    path: str
    message: str
    mend: str
    sha256: str | None = None

    @property
    def identity(self) -> Identity:
        """What makes it the same refusal the next time."""
        return self.path, self.code, self.sha256


def refusal(reason: str, path: str, message: str = "", sha256: str | None = None) -> Refusal:
    """A refusal by the name of its reason (a row of `warehouse.schema.codes`) and what was seen."""
    code = named(reason)
    return Refusal(code.code, path, f"{code.meaning} ({message})" if message else code.meaning, code.mend, sha256)


def open_refusals(warehouse: Path) -> set[Identity]:
    """Identities of what stands in the quarantine of the published warehouse.

    Raises:
        WarehouseError: the file cannot be read; the message says what to do.
    """
    try:
        with reading(warehouse) as connection:
            return refusals_in(connection)
    except WarehouseMissing:
        return set()


def refusals_in(connection: duckdb.DuckDBPyConnection) -> set[Identity]:
    """As `open_refusals`, from an open warehouse."""
    return set(connection.execute("SELECT path, code, sha256 FROM audit.quarantine WHERE closed_at IS NULL").fetchall())


def refusal_frame(refusals: Iterable[Refusal]) -> pl.DataFrame:
    """Refusals as rows for the record of a run."""
    return pl.DataFrame([asdict(refusal) for refusal in refusals], REFUSAL_SCHEMA)
