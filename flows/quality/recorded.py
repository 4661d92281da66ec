"""Verdicts on what is published, beside the warehouse: a small Parquet file each, the last ones only.

They are not in `audit.check`: there the history of a check is of what runs have read, and all that is published at
once stands in no relation to it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from expectations.verdict import SCHEMA, Verdict

#: A month of nights.
KEPT = 31
_NAME = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A verdict on what was published at a moment."""

    at: datetime
    verdict: Verdict


def rechecks_folder(warehouse: Path) -> Path:
    """Where the verdicts on `warehouse` stand."""
    return warehouse.resolve().parent / ".quality" / warehouse.stem


def keep_recheck(warehouse: Path, one: Rechecked) -> None:
    """Write a verdict, whole or not at all, and forget the oldest ones."""
    place = rechecks_folder(warehouse) / f"{one.at.astimezone(UTC):{_NAME}}.parquet"
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    one.verdict.checks.write_parquet(part)
    part.replace(place)
    expire_rechecks(warehouse)


def last_rechecks(warehouse: Path, count: int) -> list[Rechecked]:
    """The last `count` verdicts, oldest first; what cannot be read, or has the columns of another version, is none."""
    found = (_read(place) for place in _places(warehouse)[-count:])
    return [one for one in found if one is not None]


def expire_rechecks(warehouse: Path) -> int:
    """Delete all but the last `KEPT` verdicts and what writers that were killed have left; says how many."""
    old = [*_places(warehouse)[:-KEPT], *rechecks_folder(warehouse).glob("*.part")]
    for place in old:
        place.unlink(missing_ok=True)
    return len(old)


def _places(warehouse: Path) -> list[Path]:
    return sorted(rechecks_folder(warehouse).glob("*.parquet"))


def _read(place: Path) -> Rechecked | None:
    try:
        checks = pl.read_parquet(place)
        at = datetime.strptime(place.stem, _NAME).replace(tzinfo=UTC)
    except (pl.exceptions.PolarsError, OSError, ValueError):
        return None
    return Rechecked(at, Verdict(checks)) if checks.schema == SCHEMA else None
