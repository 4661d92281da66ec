"""Stage frames of the members that a batch's documents share: places, indicators, organisations, persons, programs."""

from collections.abc import Mapping

import polars as pl

from transforms.facts import DocumentFacts
from transforms.frames.rows import Readings
from transforms.identity import Identities, Members
from transforms.indicators import indicator_rows
from transforms.model import Entity
from warehouse.schema import stage

#: What the names of each document mean, by `document_key`.
Known = Mapping[int, Identities]


def identities(documents: pl.DataFrame, readings: Readings, members: Members) -> dict[int, Identities]:
    """What the names of each document mean; the members named are added to `members` as they are asked for."""
    newspapers = dict(documents.select("document_key", "publication").iter_rows())
    return {
        key: Identities(reading.entities, _home(reading), reading.published.best, newspapers.get(key), key, members)
        for key, reading in readings.items()
    }


def _home(reading: DocumentFacts) -> Entity | None:
    return None if reading.home is None else reading.entities[reading.home]


def member_frames(members: Members, observations: pl.DataFrame) -> list[tuple]:
    """Tables and frames of `members`, and of the indicators that `observations` names, each sorted by key."""
    rows = {**dict(members.rows()), "stage.indicator": indicator_rows(_names(observations))}
    return [
        (table, pl.DataFrame(rows[table.name], table.polars_schema()).sort(table.key[0]))
        for table in stage.MEMBER_TABLES
    ]


def _names(observations: pl.DataFrame) -> pl.Series:
    return observations["standard_indicator"].drop_nulls().unique()
