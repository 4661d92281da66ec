"""Names of runs in Prefect: what is done, to which warehouse, and when."""

from datetime import UTC, datetime
from pathlib import Path

from prefect.runtime import flow_run

from flows.errors import SettingsInvalid
from flows.settings import load_settings


def run_name() -> str:
    """The name of the flow run that begins: `ingest seeds into baoku, 2026-11-21 10:07 UTC`."""
    given = flow_run.parameters
    try:
        settings = load_settings(inbox=given.get("inbox"), warehouse=given.get("warehouse"))
    except SettingsInvalid:  # the run itself says so, in a sentence
        return f"{flow_run.flow_name}, {_now()}"
    where = f"{_named(settings.inbox)} into " if "inbox" in given else ""
    return f"{flow_run.flow_name} {where}{settings.warehouse.stem}, {_now()}"


def _named(inbox: Path) -> str:
    return inbox.resolve().name or str(inbox)


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
