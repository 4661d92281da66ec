"""Frames in, verdict out: every check of every stage table on one batch."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from expectations.datasource import batches
from expectations.quotations import with_quotations
from expectations.suites import counting_suite, showing_suite
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
    if not declared:
        return iter(())
    counted = {(row["code"], row["column_name"]) for row in _unexpected(table, counting_suite(table, declared), batch)}
    broken = [(column, check) for column, check in declared if (check.code, column) in counted]
    shown = _unexpected(table, showing_suite(table, broken), batch) if broken else ()
    by_check = {(row["code"], row["column_name"]): row for row in shown}
    return (_row(table, column, check, by_check.get((check.code, column))) for column, check in declared)


def _unexpected(table: str, suite: Any, batch: Any) -> list[Mapping[str, Any]]:
    """The rows that the one expectation of `suite` finds."""
    (result,) = batch.validate(suite, result_format={"result_format": "COMPLETE"}).results
    if result.exception_info and _raised(result.exception_info):
        raise CheckBroken(f"{table}: {_raised(result.exception_info)}")
    return [] if result.success else result.result["details"]["unexpected_rows"]


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
