"""Programs: their kind by the head noun, and which are national."""

import functools
from dataclasses import dataclass

from transforms.lexicon import read_table
from transforms.names.tables import word_set

_LONGEST = 6


@dataclass(frozen=True)
class ProgramKind:
    """A last part of programs' names and the kind of program it makes."""

    word: str
    kind: str


@functools.cache
def _kinds() -> dict[str, str]:
    return {row.word: row.kind for row in read_table("program_kinds.csv", ProgramKind)}


@functools.lru_cache(maxsize=1 << 13)
def program_kind(name: str) -> str:
    """The kind of a program, by the longest known end of its name; `other` where none is known."""
    ends = (name[start:] for start in range(max(0, len(name) - _LONGEST), len(name)))
    return next((_kinds()[end] for end in ends if end in _kinds()), "other")


def is_known_program(name: str) -> bool:
    """Whether a program is a national one: 河长制, 一带一路."""
    return name in word_set("known_programs.csv")
