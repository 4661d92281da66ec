"""Rows of `stage.indicator`: the indicators of a batch, with those that they are parts of."""

from collections.abc import Iterable

from transforms.indicators.standard import standardize
from transforms.indicators.tables import indicators, lineage
from warehouse.schema.keys import text_key


def indicator_rows(names: Iterable[str]) -> list[dict]:
    """A row for each standard name in `names` and for each indicator above it, once, by name."""
    every = {above for name in names for above in (lineage(name, indicators()) if name in indicators() else [name])}
    return [_row(name) for name in sorted(every)]


def _row(name: str) -> dict:
    known = indicators().get(name)
    return {
        "indicator_key": text_key(name),
        "indicator": name,
        "topic": known.topic if known else standardize(name).topic,
        "parent_key": text_key(known.parent) if known and known.parent else None,
        "aliases": list(known.aliases) if known else [],
        "is_standard": known is not None,
    }
