"""Trying again what stands in quarantine, and releasing what is right as it is."""

import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime

import polars as pl

from flows.errors import UsageInvalid
from flows.lock import lock
from flows.prefect_server import answering, prefect_server
from flows.quarantine.showing import one_entry
from flows.refusals import FILE_CODE_NAMES
from flows.settings import Settings
from warehouse.build import writing
from warehouse.database import reading
from warehouse.publish import publish
from warehouse.quarantine import quarantine_entries, release

DONE, REFUSED = 0, 1


def replay(settings: Settings, code: str | None) -> int:
    """Read again the files, and the documents of the rows, that stand in quarantine (with `code`: for that reason).

    Gives the exit status: 1 where something of it is still refused.

    Raises:
        WarehouseError, OutsideFailed: nothing was published; the message says what to do.
    """
    with lock(settings.warehouse, "run", settings.stuck_after):
        before = _entries(settings, code)
        if before.is_empty():
            print("Nothing to replay: nothing" + (f" with the code {code}" if code else "") + " is in quarantine.")
            return DONE
        _read_again(settings, before)
        still = _entries(settings, code).join(before.select("quarantine_key"), on="quarantine_key", how="semi")
    print(f"Replayed {before.height}: {before.height - still.height} are out of quarantine, {still.height} stay.")
    return REFUSED if still.height else DONE


def release_entry(settings: Settings, key: int, why: str) -> int:
    """Release one entry with a reason: its row or file is refused no more; a row's document is read again with it.

    Raises:
        UsageInvalid: there is no such entry, or no reason.
        WarehouseError, OutsideFailed: the message says what to do.
    """
    if not why.strip():
        raise UsageInvalid("--why is empty; say why it is right as it is")
    with lock(settings.warehouse, "run", settings.stuck_after):
        with writing(settings.warehouse) as connection:
            entry = one_entry(quarantine_entries(connection, key=key, closed=True), key)
            release(connection, key, why.strip(), datetime.now(UTC))
            publish(connection, settings.warehouse, settings.keep_generations)
        if entry["code"] not in FILE_CODE_NAMES:
            _read_again(settings, pl.DataFrame([entry]))
    print(f"Released {key} ({entry['code']} {entry['path']}): {why.strip()}")
    return DONE


def _entries(settings: Settings, code: str | None) -> pl.DataFrame:
    with reading(settings.warehouse) as connection:
        return quarantine_entries(connection, code)


def _read_again(settings: Settings, entries: pl.DataFrame) -> None:
    """Files through `ingest`, as if they were new; documents of rows from their stored text, through `backfill`."""
    is_file = pl.col("code").is_in(list(FILE_CODE_NAMES))
    files, rows = (_paths(entries.filter(kind)) for kind in (is_file, ~is_file))
    home = settings.warehouse.resolve().parent / ".prefect"
    with prefect_server(home, log_level="CRITICAL") as server:
        from flows.failing import BatchesBlocked
        from flows.ingest import ingest
        from flows.rereading.backfill import backfill

        with answering(server), contextlib.suppress(BatchesBlocked):  # still in quarantine, which is what is told
            if rows:
                backfill(settings.warehouse, paths=rows)
            if files:
                ingest(settings.inbox, settings.warehouse, settings.runner, again=files)


def _paths(entries: pl.DataFrame) -> Sequence[str]:
    return entries["path"].unique().sort().to_list()
