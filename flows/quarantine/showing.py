"""What stands in quarantine, told to people and programs."""

import json
from pathlib import Path

import polars as pl

from flows.errors import UsageInvalid
from flows.tables import as_table, console
from warehouse.database import reading
from warehouse.quarantine import quarantine_entries

_LISTED = ("quarantine_key", "code", "path", "text", "opened_at", "message")
_AROUND = 30


def show_entries(warehouse: Path, code: str | None, *, closed: bool, as_json: bool) -> None:
    """Print the entries, oldest first.

    Raises:
        WarehouseError: there is no warehouse, or it cannot be read.
    """
    with reading(warehouse) as connection:
        entries = quarantine_entries(connection, code, closed=closed)
    if as_json:
        print(json.dumps(entries.to_dicts(), ensure_ascii=False, default=str))
    elif entries.is_empty():
        print("Nothing is in quarantine" + (f" with the code {code}." if code else "."))
    else:
        names = (*_LISTED, "closed_at", "why") if closed else _LISTED
        console().print(as_table(names, entries.select(names).rows(), f"In quarantine ({entries.height})"))


def show_entry(warehouse: Path, key: int) -> None:
    """Print one entry whole, and the text around it where the document is loaded.

    Raises:
        UsageInvalid: there is no such entry.
        WarehouseError: there is no warehouse, or it cannot be read.
    """
    with reading(warehouse) as connection:
        entry = one_entry(quarantine_entries(connection, key=key, closed=True), key)
        row = connection.execute(
            "SELECT r.text FROM raw.document AS r JOIN core.dim_document AS d USING (document_key) "
            "WHERE d.path = ? AND d.sha256 = ?",
            [entry["path"], entry["sha256"]],
        ).fetchone()
    rows = [(name, value) for name, value in entry.items() if value is not None]
    if row and entry["char_start"] is not None:
        around = row[0][max(0, entry["char_start"] - _AROUND) : entry["char_end"] + _AROUND]
        rows.append(("around it", " ".join(around.split())))
    console().print(as_table(("column", "value"), rows, f"audit.quarantine, {key}"))


def one_entry(entries: pl.DataFrame, key: int) -> dict:
    """The entry with `key`.

    Raises:
        UsageInvalid: there is none.
    """
    if entries.is_empty():
        raise UsageInvalid(f"audit.quarantine has no quarantine_key {key}: `baoku quarantine list` has those there are")
    return entries.row(0, named=True)
