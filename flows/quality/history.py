"""What the audit tables know of the checks: their state in the last run and in those before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

import duckdb

_RUNS = """
SELECT run_id, started_at FROM audit.run WHERE run_id IN (SELECT run_id FROM audit.check)
ORDER BY started_at DESC, run_id DESC LIMIT ?
"""
_CHECKS = """
SELECT code, run_id, any_value(severity), sum(failed_rows)::BIGINT, any_value(meaning ORDER BY passed),
    any_value(mend ORDER BY passed), any_value(owner ORDER BY passed)
FROM audit.check WHERE run_id IN (SELECT unnest(?)) GROUP BY code, run_id ORDER BY code
"""
_QUARANTINE = """
SELECT code, count(*), min(opened_at) FROM audit.quarantine WHERE closed_at IS NULL GROUP BY code ORDER BY code
"""
_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Standing:
    """A check over runs: `failed_rows` has one number a run, oldest first, None where the run did not know the check;
    meaning, mend and owner are the last run's, of a table or column where it failed if there is one."""

    code: str
    severity: str
    failed_rows: tuple[int | None, ...]
    meaning: str
    mend: str
    owner: str = ""

    @property
    def state(self) -> str:
        """In the last run: `passed`, `failed`, or `not checked`."""
        last = self.failed_rows[-1]
        return "not checked" if last is None else "failed" if last else "passed"

    @property
    def trend(self) -> str:
        """The last run beside the median of those before it: `better`, `worse`, `steady`, or `new` without any."""
        before = [count for count in self.failed_rows[:-1] if count is not None]
        last = self.failed_rows[-1]
        if last is None or not before:
            return "new" if not before else ""
        usual = median(before)
        return "worse" if last > usual else "better" if last < usual else "steady"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is open in quarantine for one reason."""

    code: str
    entries: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Quality:
    """runs: identities and beginnings of the runs that checked something, oldest first; checks in order of their codes;
    quarantine: what is open."""

    runs: tuple[tuple[str, datetime], ...]
    checks: tuple[Standing, ...]
    quarantine: tuple[Waiting, ...]


def read_quality(connection: duckdb.DuckDBPyConnection, runs: int) -> Quality:
    """The checks of the last `runs` runs that checked anything, and the open quarantine."""
    known = tuple(reversed(connection.execute(_RUNS, [runs]).fetchall()))
    names = [name for name, _ in known]
    found: dict[str, dict[str, tuple]] = {}
    for code, run, *rest in connection.execute(_CHECKS, [names]).fetchall():
        found.setdefault(code, {})[run] = tuple(rest)
    waiting = connection.execute(_QUARANTINE).fetchall()
    checks = tuple(_standing(code, by_run, names) for code, by_run in found.items())
    return Quality(known, checks, tuple(Waiting(*row) for row in waiting))


def _standing(code: str, by_run: dict[str, tuple], names: Sequence[str]) -> Standing:
    rows = [by_run.get(name) for name in names]
    severity, _, meaning, mend, owner = next(row for row in reversed(rows) if row)
    return Standing(code, severity, tuple(row and row[1] for row in rows), meaning, mend, owner)


def sparkline(counts: Sequence[int | None]) -> str:
    """Numbers as bars, the largest the highest; only 0 has the lowest, and None is a dot."""
    most = max((count for count in counts if count), default=0)
    return "".join("·" if count is None else _bar(count, most) for count in counts)


def _bar(count: int, most: int) -> str:
    return _BARS[-(-count * (len(_BARS) - 1) // most)] if count else _BARS[0]
