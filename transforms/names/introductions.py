"""Posts that a sentence tells after a person's name: 邱某某是…有限公司董事长, 何某某现任镇党委书记."""

import re
from collections.abc import Mapping, Sequence

from transforms.names.forms import Forms
from transforms.names.line import Candidate, Line
from transforms.names.person_names import role_pattern
from transforms.names.posts import Units, organisation

_IS = re.compile("(?:，|，?(?:她|他))?(?:是|为|系|任|现任|担任|出任|就任|当选为?)(?![否不])")
#: A post ends its clause: 是“帮帮团”|团长，….
_ENDS = re.compile("[，。；、！：”]|$")
_CLAUSE = re.compile("[^，。；！？]*")
_LONGEST = 40
_NAMES = (3, 2, 4)


def introductions(
    lines: Sequence[Line], texts: Sequence[str], persons: Sequence[str], found: Mapping[int, Sequence[Candidate]]
) -> dict[str, tuple[str, str | None]]:
    """The post and its unit by person, of those of `persons` whom a sentence introduces; `found` are names by line.

    `texts` are those of the `lines`.
    """
    known, told = frozenset(persons), {}
    for index in sorted({index for index, *_ in Forms(known).find(texts)}):
        text = texts[index]
        for verb in _IS.finditer(text):
            name = next((n for k in _NAMES if (n := text[max(0, verb.start() - k) : verb.start()]) in known), None)
            if name is None or name in told:
                continue
            post = _post(lines[index], verb.end(), found.get(index, ()))
            if post is not None:
                told[name] = post
    return told


def _post(line: Line, start: int, names: Sequence[Candidate]) -> tuple[str, str | None] | None:
    clause = _CLAUSE.match(line.text, start, start + _LONGEST).end()
    last = None
    for match in role_pattern().finditer(line.text, start, clause):
        last = match
    if last is None or not _ENDS.match(line.text, last.end()):
        return None
    begin = last.start() - line.text.startswith("的", last.start() - 1)
    orgs = [name for name in names if name.type == "org"]
    places = [name for name in names if name.type == "place"]
    return last.group(), organisation(line, begin, last.end(), Units(places, orgs))
