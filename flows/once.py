"""`baoku run`: one run of the flow `ingest`, with a look for news before Prefect is touched."""

import contextlib
import gc
import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from flows.alerts.watching import Watching
from flows.clusters import require_runner
from flows.lock import lock
from flows.looking import look_around
from flows.news import News
from flows.prefect_server import answering, prefect_server
from flows.settings import Settings
from flows.upgrading import upgrade

if TYPE_CHECKING:
    from flows.outcome import Outcome

DONE, REFUSED = 0, 1
#: What the flow needs sooner or later and takes seconds to import: best done while Prefect's server starts.
SLOW_IMPORTS = ("flows.ingest", "great_expectations")


def run_once(settings: Settings, paths: Sequence[Path] = (), *, verbose: bool = False) -> int:
    """Ingest what is new, print a summary, and return the exit status.

    Raises:
        UsageInvalid, WarehouseError, OutsideFailed: nothing was published; the message says what to do.
    """
    require_runner(settings)
    with lock(settings.warehouse, "run", settings.stuck_after), Watching(settings, print):
        upgrade(settings, print)
        news = look_around(settings, paths)
        if not news:
            print(nothing_new(news, settings))
            return DONE
        outcome = _run_flow(settings, paths, verbose)
    from flows.summary import summary
    from flows.tables import console

    console().print(summary(outcome))
    return REFUSED if outcome.refused or outcome.is_blocked else DONE


def nothing_new(news: News, settings: Settings) -> str:
    """A sentence for a run that has nothing to do."""
    still = f"; {news.still_refused} stand in quarantine (see `baoku status`)" if news.still_refused else ""
    return f"Nothing is new: {news.files.height} files are as they were{still}. The warehouse is {settings.warehouse}."


def _run_flow(settings: Settings, paths: Sequence[Path], verbose: bool) -> "Outcome":
    home = settings.warehouse.resolve().parent / ".prefect"
    with prefect_server(home, log_level="INFO" if verbose else "CRITICAL") as server, contextlib.ExitStack() as stack:
        with Console(stderr=True).status("Starting Prefect and loading the rules"):
            with _uncollected():
                for name in SLOW_IMPORTS:
                    importlib.import_module(name)
            stack.enter_context(answering(server))
        from flows.failing import BatchesBlocked, outside_told
        from flows.ingest import ingest

        try:
            with outside_told():
                return ingest(settings.inbox, settings.warehouse, settings.runner, list(paths))
        except BatchesBlocked as blocked:  # Prefect shows the run as failed; here its summary tells
            return blocked.outcome


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Imports make objects that stay: to walk them for cycles again and again takes a quarter of the imports' time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
