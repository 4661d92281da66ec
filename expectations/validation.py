"""Frames in, verdict out: every check of every stage table on one batch."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from expectations.datasource import batches
from expectations.quotations import with_quotations
from expectations.suites import suite_at_once
from expectations.verdict import SCHEMA, CheckBroken, Verdict
from warehouse.schema.checks import checks_of
from warehouse.schema.declare import Check
from warehouse.schema.overall import OVERALL
from warehouse.schema.stage import STAGE_TABLES

#: Checks, each beside the column that it is of.
Declared = Sequence[tuple[str, Check]]


def validate(staged: Mapping[str, pl.DataFrame]) -> Verdict:
    """The verdict on a batch of stage frames (by table name).

    Raises:
        CheckBroken: a check could not be computed.
    """
    return _validate(with_quotations(staged), {table.name: list(checks_of(table)) for table in STAGE_TABLES})


def validate_run(aggregates: Mapping[str, pl.DataFrame]) -> Verdict:
    """The verdict on a run as a whole: on frames of `warehouse.schema.overall`, by table name.

    Raises:
        CheckBroken: a check could not be computed.
    """
    return _validate(aggregates, OVERALL)


def _validate(frames: Mapping[str, pl.DataFrame], declared: Mapping[str, Declared]) -> Verdict:
    with batches(frames) as by_table:
        rows = [row for table, checks in declared.items() for row in _check_table(table, checks, by_table[table])]
    return Verdict(pl.DataFrame(rows, schema=SCHEMA).sort("code", "table_name", "column_name"))


def _check_table(table: str, declared: Declared, batch: Any) -> Iterator[dict]:
    broken = {}
    for result in batch.validate(suite_at_once(table, declared), result_format={"result_format": "COMPLETE"}).results:
        if result.exception_info and _raised(result.exception_info):
            raise CheckBroken(f"{table}: {_raised(result.exception_info)}")
        if not result.success:
            rows = result.result["details"]["unexpected_rows"]
            broken = {(row["code"], row["column_name"]): row for row in rows}
    return (_row(table, column, check, broken.get((check.code, column))) for column, check in declared)


def _row(table: str, column: str, check: Check, broken: Mapping[str, Any] | None) -> dict:
    return {
        "code": check.code,
        "table_name": table,
        "column_name": column,
        "severity": check.severity,
        "owner": check.owner,
        "passed": broken is None,
        "failed_rows": int(broken["failed_rows"]) if broken else 0,
        "examples": list(broken["examples"]) if broken else [],
        "meaning": check.meaning,
        "mend": check.mend,
    }


def _raised(info: Mapping[str, Any]) -> str:
    """The message of an exception inside GX; one expectation reports it flat, another one a metric."""
    infos = [info] if "raised_exception" in info else list(info.values())
    return "; ".join(str(each["exception_message"]) for each in infos if each["raised_exception"])
