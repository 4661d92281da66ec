"""What kind a subject is that no entity is: 某某有限公司 an organisation, 第三届某某节 a program, 某某大桥 a venue."""

import functools
import re

from transforms.names.tables import any_of, org_suffixes, place_suffixes
from transforms.observations.found import Subject
from transforms.observations.words import clause_forms, subject_words

_HELD = re.compile(r"第[一二三四五六七八九十百\d]+届.*[节会赛展季周]$")
_STAGE = re.compile(r"[一二三四五]期$")


def subject_type(subject: Subject) -> str | None:
    """One of the words for a subject's type; `group` for a literal one whose name tells nothing else."""
    if subject.entity is not None or not subject.text:
        return subject.type
    return _type_of(subject.text)


@functools.lru_cache(maxsize=1 << 13)
def _type_of(text: str) -> str:
    name = _STAGE.sub("", text.rstrip("”’"))
    known = subject_words().get(name)
    if known is not None:
        return "place" if known.refers == "place" else "group"
    if name.endswith(clause_forms("happening")) or _HELD.search(name):
        return "program"
    if _ends(frozenset(org_suffixes())).search(name):
        return "org"
    if name.endswith(clause_forms("work")):
        return "venue"
    zones = frozenset(row.suffix for row in place_suffixes().values() if row.kind != "road")
    return "place" if _ends(zones).search(name) else "venue" if name.endswith(clause_forms("institution")) else "group"


@functools.cache
def _ends(suffixes: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(suffixes)})$")
