"""`baoku status`: how the warehouse is, for people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from flows.alerts.showing import alert_lines
from flows.tables import as_table, console
from transforms.version import rules_version
from warehouse.database import reading
from warehouse.status import Status, read_status


def show_state(warehouse: Path) -> None:
    """Print runs, freshness, failed checks and quarantine of the published warehouse.

    Raises:
        WarehouseError: there is none, or it cannot be read; the message says what to do.
    """
    with reading(warehouse) as connection:
        state = read_status(connection)
    screen = console()
    for part in (*_parts(warehouse, state), *map(Text, alert_lines(warehouse))):
        screen.print(part)


def _parts(warehouse: Path, state: Status) -> Iterator[RenderableType]:
    fresh = state.freshness
    yield Text(f"{warehouse}: last good run {_when(fresh.succeeded_at)}, last new document {_when(fresh.document_at)}")
    yield Text(f"Newest date of publication: {fresh.published or 'unknown'}")
    yield Text(", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in state.counts.items()))
    others = sum(count for version, count in state.rules.items() if version != rules_version())
    if others:
        yield Text(
            f"{others:,} documents were read by other rules than {rules_version()}: see `baoku plan`, `baoku backfill`"
        )
    yield Text("Files: " + (", ".join(f"{count:,} {name}" for name, count in state.files.items()) or "none"))
    yield _table("Last runs", state.runs, ("run_id", "started_at", "finished_at", "status", "message"))
    if state.failed_checks:
        yield _table(
            "Failed checks", state.failed_checks, ("severity", "code", "table_name", "failed_rows", "meaning", "mend")
        )
    else:
        yield Text("No check failed in the last run.")
    if state.quarantine:
        yield _table("In quarantine", state.quarantine, ("code", "open", "oldest", "message"))
    else:
        yield Text("Nothing is in quarantine.")


def _table(title: str, rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> RenderableType:
    return as_table(names, [[_shown(row[name]) for name in names] for row in rows], title)


def _shown(value: object) -> object:
    return _when(value) if isinstance(value, datetime) else value


def _when(moment: datetime | date | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if isinstance(moment, datetime) else "never"
