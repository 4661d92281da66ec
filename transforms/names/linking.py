"""Organisations, persons and programs of a document as entities: forms of one name joined."""

import functools
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


def group_names(found: Sequence[tuple[int, Candidate]]) -> list[Group]:
    """Candidates grouped by entity: equal names (quotes apart), then short forms with their full ones."""
    groups: dict[tuple[str, str], Group] = {}
    for sentence, candidate in sorted(found, key=lambda pair: -len(bare(pair[1].name))):
        keys = [(candidate.type, bare(form)) for form in (candidate.name, *candidate.aliases)]
        group = next((groups[key] for key in keys if key in groups), None)
        if group is None:
            group = _longer_form(candidate, groups)
        group = group or Group(candidate)
        group.add(sentence, candidate)
        for key in keys:
            groups.setdefault(key, group)
    return list(dict.fromkeys(groups.values()))


def _longer_form(candidate: Candidate, groups: dict[tuple[str, str], Group]) -> Group | None:
    shortens = _SHORTENS.get(candidate.type)
    if shortens is None:
        return None
    return next(
        (g for (kind, full), g in groups.items() if kind == candidate.type and shortens(candidate.name, full)), None
    )


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


#: How a name of each type is shortened within a document.
_SHORTENS = {"org": abbreviates, "program": is_part}
