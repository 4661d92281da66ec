"""What is published is checked again, by the checks of now: all current documents, some at a time."""

import logging
from collections.abc import Callable, Iterator, Mapping, Set
from pathlib import Path

import duckdb
import polars as pl

from expectations.offenders import find_offenders
from expectations.verdict import Verdict, together
from warehouse.database import reading
from warehouse.quarantine import released_keys
from warehouse.record import quarantine_key
from warehouse.restaging import NOT_KEPT, documents_restaged, members_restaged
from warehouse.schema.checks import checks_of
from warehouse.schema.stage import DOCUMENT, MEMBER_TABLES, STAGE_TABLES
from warehouse.stored import batches_of, select_stored

Frames = Mapping[str, pl.DataFrame]
#: What is held in memory at once: documents, and characters of theirs.
MOST_DOCUMENTS, MOST_CHARACTERS = 1000, 2_000_000


def recheck(warehouse: Path, check: Callable[[Frames, int, int], Verdict]) -> Verdict:
    """The verdict on all that is published of current documents.

    `check` is given the stage frames of a batch of documents, the batch's number from 1 and how many there are. What a
    steward has released breaks nothing; what speaks of frames that the star does not keep is left out.

    Raises:
        WarehouseError: there is no warehouse, or it cannot be used.
        CheckBroken: a check could not be computed.
    """
    # it announces each temporary folder, at a level that it sets itself
    logging.getLogger("great_expectations.data_context.types.base").disabled = True
    with reading(warehouse) as connection:
        return together(list(_verdicts(connection, check)))


def _verdicts(connection: duckdb.DuckDBPyConnection, check: Callable[[Frames, int, int], Verdict]) -> Iterator[Verdict]:
    batches = list(batches_of(select_stored(connection), MOST_DOCUMENTS, MOST_CHARACTERS))
    members = members_restaged(connection)
    blank = {table.name: table.empty() for table in STAGE_TABLES if table.name in NOT_KEPT}
    released = released_keys(connection)
    for number, batch in enumerate(batches, 1):
        frames = {**documents_restaged(connection, batch), **members, **blank}
        verdict = _without_released(_can_be_known(check(frames, number, len(batches))), frames, released)
        # members are the same in each batch: they are counted once
        yield verdict if number == 1 else Verdict(verdict.checks.filter(~_of_members()))


def _of_members() -> pl.Expr:
    return pl.col("table_name").is_in([table.name for table in MEMBER_TABLES])


def _can_be_known(verdict: Verdict) -> Verdict:
    """Without the checks that ask for rows which the star does not keep."""
    unknown = [
        (check.code, table.name, column)
        for table in STAGE_TABLES
        for column, check in checks_of(table)
        if table.name in NOT_KEPT or any(name in str(check.options.get("found", "")) for name in NOT_KEPT)
    ]
    left_out = pl.DataFrame(unknown, ["code", "table_name", "column_name"], orient="row")
    return Verdict(verdict.checks.join(left_out, on=left_out.columns, how="anti") if unknown else verdict.checks)


def _without_released(verdict: Verdict, frames: Frames, released: Set[int]) -> Verdict:
    """Rows that a steward has released are not counted as failed."""
    if not released or not verdict.blocks:
        return verdict
    documents = frames[DOCUMENT.name].select("document_key", "path", "sha256")
    offenders = find_offenders(frames, verdict).join(documents, on="document_key", how="left", maintain_order="left")
    key = ["code", "table_name", "column_name"]
    let_in = offenders.filter(quarantine_key().is_in(list(released))).group_by(key).agg(let_in=pl.len().cast(pl.Int64))
    rows = verdict.checks.join(let_in, on=key, how="left", maintain_order="left")
    failed = (pl.col("failed_rows") - pl.col("let_in").fill_null(0)).clip(0)
    return Verdict(rows.with_columns(failed_rows=failed, passed=failed == 0).select(verdict.checks.columns))
