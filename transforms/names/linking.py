"""Organisations, persons and programs of a document as entities: forms of one name joined."""

import functools
import operator
import re
from collections.abc import Sequence

from transforms.names.line import Candidate

_SEPARATORS = re.compile(r"[、，,； ]")
_AFTER_QUOTE = re.compile(r"”.*")
_MARKS = re.compile(r"[“”‘’《》]")


class Group:
    """The forms of one entity found so far, with the candidates that wear them."""

    def __init__(self, first: Candidate) -> None:
        self.type = first.type
        self.name = first.name
        self.forms: dict[str, None] = {}
        self.members: list[tuple[int, Candidate]] = []

    def add(self, sentence: int, candidate: Candidate) -> None:
        """Take one more candidate."""
        for form in (candidate.name, *candidate.aliases):
            self.forms.setdefault(form)
        self.members.append((sentence, candidate))


def bare(name: str) -> str:
    """A name without its quotation marks: what two forms of it must share."""
    return _MARKS.sub("", name)


#: How many longer names that share a key a shorter one is compared with at most.
_COMPARED = 64


def group_names(found: Sequence[tuple[int, Candidate]]) -> list[Group]:
    """Candidates grouped by entity: equal names (quotes apart), then short forms with their full ones."""
    groups: dict[tuple[str, str], Group] = {}
    longer: dict[tuple[str, str], list[str]] = {}
    for sentence, candidate in sorted(found, key=lambda pair: -len(bare(pair[1].name))):
        names = [bare(form) for form in (candidate.name, *candidate.aliases)]
        group = next((groups[candidate.type, name] for name in names if (candidate.type, name) in groups), None)
        if group is None:
            group = _longer_form(candidate, groups, longer) or Group(candidate)
        group.add(sentence, candidate)
        for name in names:
            if groups.setdefault((candidate.type, name), group) is group and candidate.type in _SHORTENS:
                for key in _SHORTENS[candidate.type][0](name):
                    longer.setdefault((candidate.type, key), []).append(name)
    return list(dict.fromkeys(groups.values()))


def _longer_form(
    candidate: Candidate, groups: dict[tuple[str, str], Group], longer: dict[tuple[str, str], list[str]]
) -> Group | None:
    """The group of a longer name that this one shortens, among those that share a key with it."""
    if candidate.type not in _SHORTENS:
        return None
    keys, shortens = _SHORTENS[candidate.type]
    first = next(iter(keys(bare(candidate.name))), "")
    names = longer.get((candidate.type, first), ())[:_COMPARED]
    return next((groups[candidate.type, name] for name in names if shortens(candidate.name, name)), None)


def _pairs(name: str) -> list[str]:
    return list(dict.fromkeys(map(operator.add, name, name[1:])))


def abbreviates(short: str, full: str) -> bool:
    """Whether `short` is a company's or body's `full` name shortened: 海天集团 of 宁波海天集团股份有限公司."""
    if short[:2] not in full:
        return False
    short, full = bare(short), bare(full)
    if len(short) >= len(full) or len(short) < 2 or short[:2] not in full:
        return False
    characters = iter(full[full.index(short[:2]) :])
    return all(char in characters for char in short)


def is_part(short: str, full: str) -> bool:
    """Whether a slogan-like program is one part of another, or its variant: 五问五破 of 五问五破、五比五先."""
    whole = _heads_of_parts(full)
    return len(whole) > 1 and bool(_heads_of_parts(short)) and _heads_of_parts(short) <= whole


@functools.lru_cache(maxsize=4096)
def _heads_of_parts(name: str) -> frozenset[str]:
    """The first four characters of each part of a slogan: 五问五破, 五比五先."""
    inner = _AFTER_QUOTE.sub("", name).strip("“”")
    return frozenset(part[:4] for part in _SEPARATORS.split(inner) if len(part) >= 4)


#: How a name of each type is shortened: what a longer and a shorter one share, and whether one shortens the other.
_SHORTENS = {"org": (_pairs, abbreviates), "program": (_heads_of_parts, is_part)}
