"""The verdict on a batch: one row for each check of each table or column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from expectations.suites import EXAMPLES
from warehouse.schema.audit import CHECK_COLUMNS

SCHEMA = pl.Schema({column.name: column.dtype.polars for column in CHECK_COLUMNS})
KEY = ("code", "table_name", "column_name")


class ExpectationsFailed(Exception):
    """The batch broke a critical check: nothing of it may be published. The message names the checks."""

    def __init__(self, verdict: Verdict):
        super().__init__("\n".join(describe(row) for row in verdict.failed("critical").iter_rows(named=True)))
        self.verdict = verdict


class CheckBroken(Exception):
    """A check could not be computed: an error of ours, not of the data."""


@dataclass(frozen=True)
class Verdict:
    """Outcome of the checks. `checks` has the columns of `audit.check` without `run_id`, in order of code and table."""

    checks: pl.DataFrame

    def failed(self, severity: str | None = None) -> pl.DataFrame:
        """Checks that did not hold, of one severity or of any."""
        wanted = pl.lit(True) if severity is None else pl.col("severity") == severity
        return self.checks.filter(~pl.col("passed") & wanted)

    @property
    def blocks(self) -> bool:
        """Whether a critical check failed, so that the batch may not be published."""
        return self.failed("critical").height > 0

    def require(self) -> Verdict:
        """This verdict, when nothing critical failed.

        Raises:
            ExpectationsFailed: a critical check failed.
        """
        if self.blocks:
            raise ExpectationsFailed(self)
        return self


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict over several batches: failed rows add up and the first examples stay."""
    rows = pl.concat([verdict.checks for verdict in verdicts] or [pl.DataFrame(schema=SCHEMA)])
    merged = rows.group_by(KEY, maintain_order=True).agg(
        pl.col("severity", "owner", "meaning", "mend").first(),
        pl.col("passed").all(),
        pl.col("failed_rows").sum(),
        pl.col("examples").explode(empty_as_null=False).head(EXAMPLES),
    )
    return Verdict(merged.select(SCHEMA.names()).sort(KEY))


def describe(check: dict) -> str:
    """A row of a verdict as one line."""
    column = f".{check['column_name']}" if check["column_name"] else ""
    examples = f" ({'; '.join(check['examples'])})" if check["examples"] else ""
    rows = f"{check['failed_rows']} row{'' if check['failed_rows'] == 1 else 's'}"
    return f"{check['code']} {check['table_name']}{column}: {check['meaning']} {rows}{examples} {check['mend']}"
