"""What is known of indicators: standard names with aliases, what they are parts of, and words that tell a topic."""

import functools
from dataclasses import dataclass

from transforms.lexicon import LexiconInvalid, read_table
from warehouse.schema.words import TOPICS


@dataclass(frozen=True)
class Indicator:
    """A standard name, its topic, the indicator it is a part of, and other names that mean the same."""

    indicator: str
    topic: str
    parent: str = ""
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.topic not in TOPICS:
            raise ValueError(f"{self.indicator}: topic {self.topic!r} is none of {', '.join(TOPICS)}")


@dataclass(frozen=True)
class TopicWord:
    """A word in an indicator's name that tells its topic where the indicator is in no table."""

    word: str
    topic: str

    def __post_init__(self) -> None:
        if self.topic not in TOPICS:
            raise ValueError(f"{self.word}: topic {self.topic!r} is none of {', '.join(TOPICS)}")


@dataclass(frozen=True)
class Rewriting:
    """A short or longer way of writing a part of an indicator's name, and the plain one."""

    written: str
    plain: str = ""


@functools.cache
def indicators() -> dict[str, Indicator]:
    """Indicators by standard name.

    Raises:
        LexiconInvalid: a parent is no indicator of the table, or an indicator lies in itself.
    """
    rows = {row.indicator: row for row in read_table("indicators.csv", Indicator)}
    for row in rows.values():
        if row.parent and row.parent not in rows:
            raise LexiconInvalid(f"indicators.csv: {row.indicator} lies in {row.parent}, which has no row")
        lineage(row.indicator, rows)
    return rows


def lineage(name: str, rows: dict[str, Indicator]) -> list[str]:
    """`name` and the indicators above it, nearest first.

    Raises:
        LexiconInvalid: an indicator lies in itself.
    """
    above = [name]
    while parent := rows[above[-1]].parent:
        if parent in above:
            raise LexiconInvalid(f"indicators.csv: {name} lies in itself")
        above.append(parent)
    return above


@functools.cache
def topic_words() -> dict[str, str]:
    """Topics by word."""
    return {row.word: row.topic for row in read_table("indicator_topics.csv", TopicWord)}


@functools.cache
def rewritings() -> tuple[Rewriting, ...]:
    """Ways of writing, in the order in which they are made plain."""
    return read_table("indicator_rewritings.csv", Rewriting)
