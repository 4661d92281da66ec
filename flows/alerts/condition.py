"""What may be alerted: conditions that stand wrong now, each with a stable code, and what was told of them."""

from dataclasses import dataclass, field
from datetime import datetime

from warehouse.schema.codes import Code

#: Kinds of trouble that no check of the data sees.
RUN_FAILED = Code(
    "A001",
    "run_failed",
    "critical",
    "A run failed: what it was to load is not in the warehouse; the last good generation stays.",
    "See the message; what is new in the inbox waits, and the next run tries again.",
)
RUN_BLOCKED = Code(
    "A002",
    "run_blocked",
    "critical",
    "A critical check stopped batches of the last run: their files are not loaded.",
    "See the failed checks in `baoku status` and what is in `baoku quarantine list`.",
)
RUN_DIED = Code(
    "A003",
    "run_died",
    "critical",
    "A run died without a word: killed, out of memory, or the machine stopped. The next run does its work.",
    "See the machine's log for that time, and `baoku doctor`.",
)
RUN_STUCK = Code(
    "A004",
    "run_stuck",
    "critical",
    "A run has not come a step further for longer than BAOKU_STUCK_MINUTES.",
    "The next run ends it and takes over; see what the message says it waited for.",
)
QUARANTINE_OLD = Code(
    "A010",
    "quarantine_old",
    "warning",
    "Something has been in quarantine for longer than BAOKU_QUARANTINE_DAYS.",
    "`baoku quarantine list`, then mend and `replay` it, or `release` it with a reason.",
)
NO_NEW_FILE = Code(
    "A011",
    "no_new_file",
    "warning",
    "No new file has come for longer than BAOKU_FRESH_DAYS.",
    "See whether what fills the inbox, or the source, still works.",
)
NO_GOOD_RUN = Code(
    "A012",
    "no_good_run",
    "critical",
    "No run has come to a good end for BAOKU_FRESH_INTERVALS intervals of the schedule.",
    "See whether `baoku serve` or the Prefect worker is still up, and `baoku status` for what failed.",
)

Fingerprint = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that stands wrong: `count` of it, some `examples`, what it means and how to mend it.

    code, table, source: its fingerprint; owner: who mends it, where a check of the data has one; scope: which look
    finds it, so that the same look that no longer finds it may call it resolved.
    """

    code: str
    severity: str
    meaning: str
    mend: str
    scope: str
    table: str = ""
    source: str = ""
    count: int = 1
    examples: tuple[str, ...] = ()
    owner: str = ""

    @property
    def fingerprint(self) -> Fingerprint:
        """What makes it the same the next time."""
        return self.code, self.table, self.source


def condition(code: Code, scope: str, *examples: str, source: str = "", count: int = 1) -> Condition:
    """A condition of one of the kinds above."""
    return Condition(code.code, code.severity, code.meaning, code.mend, scope, "", source, count, examples)


@dataclass(frozen=True, slots=True)
class Alert:
    """A condition as last seen and what was told of it.

    opened_at: since when it stands; told_at, told_severity, told_count: when it was last told, and as what;
    closed_at: when it was found no more; quiet: it came back so soon that its coming back was not told.
    """

    condition: Condition
    opened_at: datetime
    seen_at: datetime
    told_at: datetime
    told_severity: str
    told_count: int
    closed_at: datetime | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a look found at a moment, and the scopes that it looked at to their end."""

    conditions: tuple[Condition, ...] = ()
    scopes: frozenset[str] = field(default_factory=frozenset)

    def __or__(self, other: "Found") -> "Found":
        return Found((*self.conditions, *other.conditions), self.scopes | other.scopes)
