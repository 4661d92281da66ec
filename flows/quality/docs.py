"""`baoku quality --docs`: Data Docs of the last runs and of what is published, made when somebody asks for them.

They are made from the verdicts that the runs recorded, in `audit.check` and beside the warehouse: these are what Great
Expectations answered when the rows were validated, and a second record of the same could only differ from it.
"""

import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from expectations.verdict import SCHEMA
from flows.errors import UsageInvalid
from flows.quality.history import read_quality
from flows.quality.recorded import Rechecked, last_rechecks, rechecks_folder
from warehouse.database import reading

#: In a folder that we may replace.
MARK = ".baoku-data-docs"
#: Nobody has asked for it in so long a time.
KEPT_DAYS = 31
_CHECKS = "SELECT * FROM audit.check WHERE run_id = ? ORDER BY code, table_name, column_name"


def docs_folder(warehouse: Path) -> Path:
    """Where the site stands if no other folder is named."""
    return rechecks_folder(warehouse) / "docs"


def write_docs(warehouse: Path, folder: Path | None, runs: int) -> Path:
    """Make the site of the last `runs` runs, and as many verdicts on what is published; gives its first page.

    What stood in `folder` is replaced if it is such a site.

    Raises:
        UsageInvalid: `folder` holds something else.
        WarehouseError: there is no warehouse, or it cannot be read.
        OSError: it cannot be written.
    """
    from expectations.datadocs import Validated, build_site

    place = (folder or docs_folder(warehouse)).resolve()
    _require_ours(place)
    with reading(warehouse) as connection:
        validated = [Validated(name, at, "run", checks) for name, at, checks in _of_runs(connection, runs)]
    validated += [Validated("published", one.at, "published", one.verdict.checks) for one in _of_all(warehouse, runs)]
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    part.mkdir(parents=True)
    try:
        build_site(part, validated)
        (part / MARK).touch()
        shutil.rmtree(place, ignore_errors=True)
        part.replace(place)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return place / "index.html"


def expire_docs(warehouse: Path, now: datetime) -> int:
    """Delete the site beside the warehouse, and what makers that were killed have left, if it is old; says how many."""
    found = [docs_folder(warehouse), *rechecks_folder(warehouse).glob(".docs.*")]
    before = (now - timedelta(days=KEPT_DAYS)).timestamp()
    old = [place for place in found if place.is_dir() and place.stat().st_mtime < before]
    for place in old:
        shutil.rmtree(place, ignore_errors=True)
    return len(old)


def _require_ours(place: Path) -> None:
    if place.is_dir() and (not any(place.iterdir()) or (place / MARK).exists()):
        return
    if place.exists():
        raise UsageInvalid(f"{place} is no folder with Data Docs; name an empty one, or one that does not exist yet")


def _of_runs(connection: duckdb.DuckDBPyConnection, runs: int) -> Iterator[tuple[str, datetime, pl.DataFrame]]:
    for name, at in read_quality(connection, runs).runs:
        yield name, at, connection.execute(_CHECKS, [name]).pl().select(SCHEMA.names())


def _of_all(warehouse: Path, runs: int) -> list[Rechecked]:
    return [one for one in last_rechecks(warehouse, runs) if not one.verdict.checks.is_empty()]
