"""The summary of a run, for the terminal."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from expectations.verdict import describe
from flows.outcome import Outcome
from flows.progress import StageTime
from warehouse.schema import stage

LISTED = 20


def summary(outcome: Outcome) -> RenderableType:
    """A table of what a run did, what it refused and what failed its checks."""
    parts: list[RenderableType] = [_table(outcome)]
    if outcome.refused:
        parts.append(Text(f"Refused, now in quarantine ({len(outcome.refused)}):", style="bold"))
        parts += [Text(f"  {line}") for line in refusal_lines(outcome)]
    if outcome.verdict.failed().height:
        parts.append(Text("Checks that failed:", style="bold"))
        parts += [Text(f"  {line}") for line in check_lines(outcome)]
    return Group(*parts)


def refusal_lines(outcome: Outcome) -> Iterator[str]:
    """A line for each refused file, up to `LISTED`, and how to see the others."""
    refused = outcome.refused
    yield from (f"{item.code} {item.path}: {item.message} {item.mend}" for item in refused[:LISTED])
    if len(refused) > LISTED:
        yield f'… and {len(refused) - LISTED} more: baoku query "FROM audit.quarantine"'


def check_lines(outcome: Outcome) -> Iterator[str]:
    """A line for each failed check, up to `LISTED`."""
    for row in outcome.verdict.failed().head(LISTED).iter_rows(named=True):
        yield f"{row['severity']}: {describe(row)}"


def _table(outcome: Outcome) -> Table:
    table = Table(show_header=False, title=f"baoku run {outcome.run.run_id}", title_justify="left")
    table.add_column(style="bold")
    table.add_column()
    for name, value in summary_rows(outcome):
        table.add_row(name, escape(value))
    return table


def summary_rows(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Names and values of what a run did: files, rows, checks, seconds."""
    news, counts, checks = outcome.news, outcome.counts, outcome.verdict.checks
    files = {"new": news.count("new"), "changed": news.count("changed"), "same": news.count("same")}
    files |= {"alias": news.count("alias"), "refused": len(outcome.refused), "refused before": news.still_refused}
    yield "files", ", ".join(f"{number} {kind}" for kind, number in files.items() if number or kind in _ALWAYS)
    for table in (stage.ARTICLE, stage.SENTENCE):
        yield f"{table.short_name}s", f"{counts[table.name]:,}"
    yield "tokens", f"{counts['tokens']:,}"
    yield "observations", f"{counts[stage.OBSERVATION.name]:,}"
    passed = int(checks["passed"].sum())
    yield "checks", f"{passed} passed, {checks.height - passed} failed"
    yield "seconds", ", ".join(_seconds(time) for time in outcome.stages)
    yield "warehouse", str(outcome.warehouse) if outcome.published else f"{outcome.warehouse} (as it was)"


_ALWAYS = ("new", "changed", "same", "refused")


def _seconds(time: StageTime) -> str:
    return f"{time.stage} {time.seconds:.2f}"
