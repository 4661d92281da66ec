"""`baoku backfill`: one run of the flow, with a look for work before Prefect is touched."""

from datetime import date

from flows.clusters import require_runner
from flows.lock import lock
from flows.prefect_server import answering, prefect_server
from flows.settings import Settings
from flows.upgrading import upgrade
from transforms.version import rules_version
from warehouse.database import reading
from warehouse.stored import select_stored

DONE, REFUSED = 0, 1
LISTED = 20


def backfill_once(settings: Settings, since: date | None, rule: str | None, *, verbose: bool = False) -> int:
    """Read again what other rules have read, say what was done, and return the exit status.

    Raises:
        WarehouseError, OutsideFailed: nothing was published; the message says what to do.
    """
    require_runner(settings)
    with lock(settings.warehouse, "run", settings.stuck_after):
        upgrade(settings, print)
        with reading(settings.warehouse) as connection:
            chosen = select_stored(connection, rules_version(), since, rule).height
        if not chosen:
            print(f"Nothing to read again: rules {rules_version()} have read what was asked for.")
            return DONE
        return _run_flow(settings, since, rule, verbose)


def _run_flow(settings: Settings, since: date | None, rule: str | None, verbose: bool) -> int:
    home = settings.warehouse.resolve().parent / ".prefect"
    with prefect_server(home, log_level="INFO" if verbose else "CRITICAL") as server:
        from flows.failing import outside_told
        from flows.rereading.backfill import backfill

        with answering(server), outside_told():
            done = backfill(settings.warehouse, since, rule)
    print(f"Read again: {len(done.loaded):,} of {done.chosen:,} documents, by rules {done.run.rules_version}.")
    for item in done.refused[:LISTED]:
        print(f"  kept as they were: {item.code} {item.path}: {item.message} {item.mend}")
    if len(done.refused) > LISTED:
        print(f"  … and {len(done.refused) - LISTED} more: `baoku status`")
    return REFUSED if done.refused else DONE
