"""What lies outside: the clock and Prefect."""

import http.client
import os
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flows.doctor.finding import Finding
from flows.settings import Settings
from warehouse.database import reading
from warehouse.errors import WarehouseError

#: Clocks of two machines that share a folder may differ that much and harm nothing.
LEEWAY = timedelta(minutes=5)
SECONDS = 10


def clock(settings: Settings) -> Iterator[Finding]:
    """Whether the clock stands before something that has already happened."""
    now = datetime.now(UTC)
    latest = _latest(settings)
    if latest and latest > now + LEEWAY:
        says = f"it is {now:%Y-%m-%d %H:%M} UTC here, but the last run was at {latest:%Y-%m-%d %H:%M} UTC"
        yield Finding("clock", "warning", says, "Set the clock; until then versions count from the last run's time.")
    else:
        yield Finding("clock", "fine", f"{now:%Y-%m-%d %H:%M} UTC; schedules count in {settings.timezone}")


def _latest(settings: Settings) -> datetime | None:
    try:
        with reading(settings.warehouse) as connection:
            return connection.execute("SELECT max(started_at) FROM audit.run").fetchone()[0]
    except WarehouseError:
        return None  # which the examination of the warehouse tells


def prefect_api(_: Settings) -> Iterator[Finding]:
    """Whether the Prefect server that PREFECT_API_URL names answers; without it baoku starts its own."""
    address = os.environ.get("PREFECT_API_URL")
    if not address:
        yield Finding("Prefect", "fine", f"its own server on the loopback interface; SQLite {sqlite3.sqlite_version}")
        return
    try:
        with urllib.request.urlopen(f"{address.rstrip('/')}/health", timeout=SECONDS) as answer:
            well = answer.status == http.HTTPStatus.OK
            says = f"{address} answers with {answer.status}"
    except (urllib.error.URLError, http.client.HTTPException, ValueError, OSError) as error:
        well, says = False, f"{address} does not answer: {error}"
    mend = "Start the server, mend PREFECT_API_URL, or unset it: then baoku starts its own."
    yield Finding("Prefect", "fine" if well else "broken", says, "" if well else mend)
