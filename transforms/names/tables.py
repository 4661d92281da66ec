"""What the rules for names know: row types of the lexicon tables and how they are looked up."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from transforms.lexicon import read_table


@dataclass(frozen=True)
class PlaceSuffix:
    """A last part of place names, the kind of place, and how many characters may stand before it."""

    suffix: str
    kind: str
    longest: int


@dataclass(frozen=True)
class PlaceGeneral:
    """A word that makes a common noun with the suffixes of `kind` (农 + 村, 示范 + 区)."""

    kind: str
    word: str


@dataclass(frozen=True)
class OrgSuffix:
    """A last part of organisations' names; `own`: it needs no proper name before it to be one."""

    suffix: str
    kind: str
    own: bool


@dataclass(frozen=True)
class Word:
    """A word of a list."""

    word: str


@dataclass(frozen=True)
class Name:
    """A fixed name."""

    name: str


@dataclass(frozen=True)
class Trade:
    """A trade that ends a company's name after its brand; a `strong` one seldom ends anything else."""

    word: str
    strong: bool


@dataclass(frozen=True)
class Role:
    """A post, profession or form of address that stands before or after a person's name."""

    word: str
    kind: str


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words at a place, built as a tree so that few branches are tried."""
    tree: dict = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    # a branch a first character: the engine then skips to those characters
    return "|".join(sorted(re.escape(char) + _branches(below) for char, below in tree.items()))


def _branches(node: dict) -> str:
    leaves = [char for char, below in node.items() if char and list(below) == [""]]
    parts = [re.escape(char) + _branches(below) for char, below in node.items() if char and list(below) != [""]]
    if leaves:
        parts.append("[" + "".join(map(re.escape, leaves)) + "]")
    if not parts:
        return ""
    text = parts[0] if len(parts) == 1 and "" not in node else f"(?:{'|'.join(parts)})"
    return text + ("?" if "" in node else "")


@functools.cache
def word_set(file: str) -> frozenset[str]:
    """The words of a one-column table."""
    return frozenset(row.word for row in read_table(file, Word))


@functools.cache
def place_suffixes() -> dict[str, PlaceSuffix]:
    """Place suffixes by their text."""
    return {row.suffix: row for row in read_table("place_suffixes.csv", PlaceSuffix)}


@functools.cache
def place_generals() -> frozenset[tuple[str, str]]:
    """(kind, word) pairs that make common nouns."""
    return frozenset((row.kind, row.word) for row in read_table("place_generals.csv", PlaceGeneral))


@functools.cache
def org_suffixes() -> dict[str, OrgSuffix]:
    """Organisation suffixes by their text."""
    return {row.suffix: row for row in read_table("org_suffixes.csv", OrgSuffix)}


@functools.cache
def government_bodies() -> tuple[str, ...]:
    """Bodies of government whose names hold a conjunction or are not to be cut (发展和改革局)."""
    return tuple(row.name for row in read_table("government_bodies.csv", Name))


@functools.cache
def trades() -> dict[str, bool]:
    """Whether each trade is a strong sign of a company."""
    return {row.word: row.strong for row in read_table("company_words.csv", Trade)}


@functools.cache
def roles() -> dict[str, str]:
    """Kind of each role word."""
    return {row.word: row.kind for row in read_table("roles.csv", Role)}
