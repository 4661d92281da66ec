"""Numbers that names of a list share out in order: 东阿县、阳谷县分列全市第一位和第二位."""

import re
from collections.abc import Sequence

from transforms.observations.found import Subject, View
from transforms.observations.line import Line

_EACH = re.compile(r"分别|分列|分居|各自|依次")
_JOINS = re.compile(r"[、和与及]|以及")


def shared_out(line: Line, views: Sequence[View], subjects: Sequence[Subject]) -> dict[int, str]:
    """The name of each quantity, by its index, that a list of as many names shares out."""
    found: dict[int, str] = {}
    if not _EACH.search(line.text):
        return found
    told = [subject.text for subject in subjects]
    for clause, (start, end) in enumerate(line.clauses):
        mark = _EACH.search(line.text, start, end)
        if mark is None:
            continue
        here = [
            i for i, view in enumerate(views) if view.slot.clause == clause and view.slot.quantity.start >= mark.end()
        ]
        if not here:
            continue
        listed = told[here[-1]] or ""
        names = (
            [name for name in _JOINS.split(listed) if name]
            if "、" in listed or "和" in listed or "与" in listed
            else []
        )
        if len(names) == len(here) and all(told[i] == listed for i in here):
            found.update(zip(here, names, strict=True))
    return found
