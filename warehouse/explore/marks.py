"""Where facts stand in a text: stretches of characters, each with the facts that cover it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True)
class Fact:
    """Something that was read in a text; `pieces` are its characters there (code points), `row` what is known of it."""

    key: str
    kind: str
    pieces: tuple[Span, ...]
    row: dict[str, object]


@dataclass(frozen=True)
class Stretch:
    """Characters from `start` on in the text, covered by the facts `keys` and by a sentence of `role`."""

    text: str
    start: int
    keys: tuple[str, ...]
    role: str


def stretches(text: str, facts: Iterable[Fact], roles: Iterable[tuple[str, Sequence[Span]]], shown: Span) -> list:
    """`text[shown]` cut where a fact or a sentence begins or ends; joined, the stretches are that text again.

    `roles` are sentences' roles with their pieces. Pieces that lie outside `shown` are cut off.
    """
    first, last = shown
    edges: dict[int, list[tuple[bool, str, str]]] = {first: [], last: []}
    for kind, key, pieces in (*(("fact", f.key, f.pieces) for f in facts), *(("role", r, p) for r, p in roles)):
        for start, end in pieces:
            start, end = max(start, first), min(end, last)
            if start < end:
                edges.setdefault(start, []).append((True, kind, key))
                edges.setdefault(end, []).append((False, kind, key))
    return list(_cut(text, edges))


def _cut(text: str, edges: dict[int, list[tuple[bool, str, str]]]) -> Iterator[Stretch]:
    places = sorted(edges)
    covering: dict[str, int] = {}
    role = ""
    for start, end in pairwise(places):
        for opens, kind, key in sorted(edges[start]):  # what ends here before what begins here
            if kind == "role":
                role = key if opens else ""
            else:
                covering[key] = covering.get(key, 0) + (1 if opens else -1)
        yield Stretch(text[start:end], start, tuple(key for key, depth in covering.items() if depth > 0), role)


def placed(source: str, pieces: Sequence[Span], text: str, start: int, end: int) -> tuple[Span, ...]:
    """The pieces of `source` that hold `text[start:end]`; empty where the two do not agree.

    `text` is what `pieces` hold, the layout's white space left out.
    """
    positions = (at for first, last in pieces for at in range(first, last))
    found: list[list[int]] = []
    for index, character in enumerate(text[:end]):
        at = next((at for at in positions if source[at] == character), None)
        if at is None:
            return ()
        if index >= start:
            if found and found[-1][1] == at:
                found[-1][1] = at + 1
            else:
                found.append([at, at + 1])
    return tuple((first, last) for first, last in found)


def occurrence(text: str, words: str, near: int) -> int:
    """Where `words` stand in `text`, of several places the one nearest to `near`; -1 where they do not."""
    found, at = -1, text.find(words)
    while at >= 0 and (found < 0 or abs(at - near) < abs(found - near)):
        found, at = at, text.find(words, at + 1)
    return found
