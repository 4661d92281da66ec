"""Views as files for other tools: Parquet by year and month of publication, or CSV for spreadsheets.

A `datapackage.json` beside them (Data Package, the Frictionless standard) says what each column is, in English and
Chinese. Which files and folders are written where is told in `exported`.
"""

import csv
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import duckdb

from warehouse.datapackage import FILE, MADE_BY, Resource, describe
from warehouse.errors import ExportRefused
from warehouse.schema.declare import Table

Format = Literal["parquet", "csv"]
ROWS_AT_ONCE = 10_000
#: A spreadsheet takes a cell that begins so for a formula, and would run it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def exported(connection: duckdb.DuckDBPyConnection, views: Sequence[Table], target: Path, form: Format) -> dict:
    """Write `views` into the folder `target`, all or nothing, and return its Data Package descriptor.

    Parquet stands in `VIEW/year=2021/month=07/*.parquet`, where a view knows when its rows were published (`unknown`
    where that is not known of a row), else in `VIEW/*.parquet`. CSV (UTF-8 with a byte order mark) stands in
    `VIEW.csv`, lists as JSON; text that a spreadsheet would run has a leading `'`. An earlier export at `target` is
    replaced.

    Raises:
        ExportRefused: `target` holds files that no export wrote.
    """
    refuse_foreign(target)
    part, old = (target.with_name(f".{target.name}.{end}") for end in ("part", "old"))
    for left_behind in (part, old):
        shutil.rmtree(left_behind, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        write = _write_csv if form == "csv" else _write_parquet
        resources = [Resource(view, *write(connection, view, part)) for view in views]
        package = describe(resources, form)
        (part / FILE).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        _move(part, target, old)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return package


def refuse_foreign(target: Path) -> None:
    """Refuse a folder of which anything would be lost.

    Raises:
        ExportRefused: it is a file or a link, or holds what no export wrote.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ExportRefused(target, f"{target} is no folder: name one that is empty or does not exist.")
    if not target.exists():
        return
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_symlink() or path.is_file()}
    if strangers := sorted(found - _written(target)):
        raise ExportRefused(
            target, f"{target} holds {strangers[0]!r}, which no export wrote: name another folder, or empty this one."
        )


def _written(target: Path) -> set[str]:
    """The files that an earlier export wrote into `target`; none where it is not ours."""
    try:
        package = json.loads((target / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    if not isinstance(package, dict) or package.get("created_by") != MADE_BY:
        return set()
    paths = [resource["path"] for resource in package["resources"]]
    return {FILE, *(path for each in paths for path in ([each] if isinstance(each, str) else each))}


def _move(part: Path, target: Path, old: Path) -> None:
    """Let `part` take the place of `target`; should that fail, what stood there stands there again."""
    if target.exists():
        target.rename(old)
    try:
        part.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def partitions(view: Table) -> tuple[str, ...]:
    """Names of the columns by which a view is partitioned; none where it does not know when its rows were published."""
    if not {"published", "article_key"} & set(view.column_names):
        return ()
    taken = {"year", "month"} & set(view.column_names)
    return ("published_year", "published_month") if taken else ("year", "month")


def _query(view: Table) -> str:
    """A view's rows in the order of their keys, with the columns by which they are partitioned."""
    columns = ", ".join(f'v."{name}"' for name in view.column_names)
    order = ", ".join(f'v."{name}"' for name in view.key)
    if not (parts := partitions(view)):
        return f"SELECT {columns} FROM {view.name} AS v ORDER BY {order}"  # noqa: S608 (declared names)
    day, other = "v.published", ""
    if "published" not in view.column_names:
        day, other = "a.published", "LEFT JOIN mart.articles AS a ON a.article_key = v.article_key"
    year, month = (
        f"coalesce(strftime({day}, '{form}'), 'unknown') AS {name}"
        for form, name in zip(("%Y", "%m"), parts, strict=True)
    )
    return f"SELECT {columns}, {year}, {month} FROM {view.name} AS v {other} ORDER BY {order}"  # noqa: S608 (as above)


def _write_parquet(connection: duckdb.DuckDBPyConnection, view: Table, folder: Path) -> tuple[list[str], int]:
    place = folder / view.name
    place.mkdir()
    count = connection.execute(f"SELECT count(*) FROM {view.name}").fetchone()[0]  # noqa: S608 (declared name)
    rows = connection.sql(_query(view))
    parts = list(partitions(view))
    if parts and count:
        rows.write_parquet(str(place), partition_by=parts, compression="zstd", overwrite=True)
    else:
        rows.select(*view.column_names).write_parquet(str(place / "data_0.parquet"), compression="zstd")
    return sorted(path.relative_to(folder).as_posix() for path in place.rglob("*.parquet")), count


def _write_csv(connection: duckdb.DuckDBPyConnection, view: Table, folder: Path) -> tuple[list[str], int]:
    place, count = folder / f"{view.name}.csv", 0
    width = len(view.columns)
    with place.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(view.column_names)
        for row in _rows(connection.execute(_query(view))):
            writer.writerow([cell(value) for value in row[:width]])
            count += 1
    return [place.name], count


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[tuple]:
    while rows := result.fetchmany(ROWS_AT_ONCE):
        yield from rows


def cell(value: object) -> object:
    """A value as a cell of CSV: lists as JSON, text that a spreadsheet would run with a leading `'`."""
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
