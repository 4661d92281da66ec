"""What asking the sources gave."""

from dataclasses import dataclass
from pathlib import Path

from flows.inbox import Source
from flows.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Fetched:
    """What fetching gave: folders to read, what could not be had, and the addresses of the sources that were asked."""

    places: tuple[Source, ...] = ()
    refused: tuple[Refusal, ...] = ()
    asked: tuple[str, ...] = ()


NOTHING = Fetched()


def fetched_folder(warehouse: Path) -> Path:
    """The folder beside `warehouse` for what was fetched."""
    return warehouse.resolve().parent / ".fetched"
