"""Frames in, verdict out: every check of every stage table on one batch."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from expectations.datasource import batches
from expectations.quotations import with_quotations
from expectations.suites import suite
from expectations.verdict import EXAMPLES, SCHEMA, CheckBroken, Verdict
from warehouse.schema.checks import checks_of
from warehouse.schema.declare import Check, Table
from warehouse.schema.stage import STAGE_TABLES


def validate(staged: Mapping[str, pl.DataFrame]) -> Verdict:
    """The verdict on a batch of stage frames (by table name).

    Raises:
        CheckBroken: a check could not be computed.
    """
    frames = with_quotations(staged)
    with batches(frames) as by_table:
        rows = [row for table in STAGE_TABLES for row in _check_table(table, by_table[table.name])]
    return Verdict(pl.DataFrame(rows, schema=SCHEMA).sort("code", "table_name", "column_name"))


def _check_table(table: Table, batch: Any) -> list[dict]:
    declared = {(check.code, column): check for column, check in checks_of(table)}
    outcome = batch.validate(suite(table), result_format={"result_format": "COMPLETE"})
    return [_row(table, declared, result) for result in outcome.results]


def _row(table: Table, declared: Mapping[tuple[str, str], Check], result: Any) -> dict:
    meta = result.expectation_config.meta
    check = declared[meta["code"], meta["column"]]
    if result.exception_info and _raised(result.exception_info):
        raise CheckBroken(f"{check.code} {table.name} {meta['column']}: {_raised(result.exception_info)}")
    found = result.result
    failed = 0 if result.success else found.get("unexpected_count") or found.get("observed_value") or 0
    return {
        "code": check.code,
        "table_name": table.name,
        "column_name": meta["column"],
        "severity": check.severity,
        "passed": result.success,
        "failed_rows": int(failed),
        "examples": [] if result.success else _examples(found),
        "meaning": check.meaning,
        "mend": check.mend,
    }


def _raised(info: Mapping[str, Any]) -> str:
    """The message of an exception inside GX; one expectation reports it flat, another one a metric."""
    infos = [info] if "raised_exception" in info else list(info.values())
    return "; ".join(str(each["exception_message"]) for each in infos if each["raised_exception"])


def _examples(found: Mapping[str, Any]) -> list[str]:
    rows = found.get("partial_unexpected_list") or found.get("details", {}).get("unexpected_rows") or []
    distinct = dict.fromkeys(_words(row) for row in rows)
    return list(distinct)[:EXAMPLES]


def _words(row: Any) -> str:
    values = row.values() if isinstance(row, Mapping) else [row]
    return " | ".join(str(value) for value in values)[:200]
