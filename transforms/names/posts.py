"""Whose post a person holds, by what stands before the post in its sentence."""

import re

from transforms.names.line import Candidate, Line, is_proper, walk_left

_PARTY = re.compile(r"^(?:党委|党工委|党组|党支部|党总支|总支|支部|团委|纪委|纪工委)")
_COMMITTEE = re.compile(r"^[省市区县镇乡]党?委")
#: What units' names end in; 藏香猪|养殖户 tells what he raises.
_UNIT_ENDS = frozenset(
    "司厂局村区镇乡院校部站所队心社会行店馆园坊室科处办团县市道组班矿场港库庙寺屯寨苑城楼庄营湾台网群委府府盟联"
)
_AGED = re.compile(r"[0-9]{1,3}多?岁的?$")


def organisation(line: Line, start: int, end: int, places: list[Candidate], orgs: list[Candidate]) -> str | None:
    """The unit whose post `text[start:end]` is, by what the sentence says before it; None where it says nothing.

    An age may stand between (下村乡73岁的|村民); a bureau's party post is the bureau's, a village's its committee's.
    """
    role = line.text[start:end]
    age = _AGED.search(line.text, max(0, start - 8), start)
    start = age.start() if age else start
    ending = [c for c in (*orgs, *places) if c.end == start]
    base = min((ending[0].name, *ending[0].aliases), key=len) if ending else None
    over = next((c for c in orgs if c.start < start < c.end <= end), None)
    if over:
        return min((over.name, *over.aliases), key=len)
    if base is None:
        begin = walk_left(line, start, lambda token: token.tag in ("v", "m", "q", "f", "t"), 20)
        base = line.text[begin:start]
        if not _is_specific(line, begin, start):
            return None
    if ending and ending[0].type == "org":
        return base
    body = _PARTY.match(role) or _COMMITTEE.match(role)
    return base + body.group() if body else base


def _is_specific(line: Line, start: int, end: int) -> bool:
    inside = line.between(start, end)
    unit = line.text[end - 1 : end] in _UNIT_ENDS and not any(token.word in ("和", "与", "及") for token in inside)
    return end - start >= 3 and unit and any(map(is_proper, inside))
