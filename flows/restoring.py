"""`baoku rollback`: an earlier generation under the published name, told to people."""

from pathlib import Path

from flows.lock import lock
from flows.tables import console
from warehouse.errors import GenerationMissing
from warehouse.lake.address import Lake
from warehouse.publish import generations, kept_numbers, rollback


def roll_back(warehouse: Path | Lake, number: int | None) -> None:
    """Publish generation `number` again, or the newest before the published one, and say which it is.

    Raises:
        GenerationMissing: it is not kept; the message names those that are.
        WarehouseBusy: a run is under way.
    """
    if not generations(warehouse):  # nothing is made beside a path that was mistyped
        raise GenerationMissing(warehouse, f"{warehouse} has no generations: `baoku run` makes the first.")
    with lock(warehouse, "run"):
        made = rollback(warehouse, number)
    console().print(
        f"{warehouse} is generation {made.number} now, made {made.made_at:%Y-%m-%d %H:%M:%S} UTC; "
        f"kept are: {kept_numbers(warehouse)}.\n"
        "What later runs had loaded is read again by the next run, as far as it stands in the inbox.",
        soft_wrap=True,
        highlight=False,
        markup=False,
    )
