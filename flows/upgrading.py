"""A warehouse of an older release, brought to the tables of now before anything is read or written."""

from collections.abc import Callable

from flows.settings import Settings
from warehouse.publish import bring_up_to_date


def upgrade(settings: Settings, report: Callable[[str], None]) -> None:
    """Publish the warehouse with the tables of now where an older baoku made it, and say so to `report`.

    The caller holds the lock of runs.

    Raises:
        WarehouseError: it cannot be used; the message says what to do.
    """
    made = bring_up_to_date(settings.warehouse, settings.keep_generations)
    if made is not None:
        report(
            f"{settings.warehouse} had tables of an older release: generation {made.number} has those of now, with all "
            "rows as they were read. `baoku backfill` reads the stored texts again, by the rules of now."
        )
