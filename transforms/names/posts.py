"""Whose post a person holds, by what stands before the post in its sentence."""

import re
from collections.abc import Sequence

from transforms.lazy import lazy
from transforms.names.line import Candidate, Line, is_proper, walk_left
from transforms.names.overlaps import Spans

_PARTY = re.compile(r"^(?:党委|党工委|党组|党支部|党总支|总支|支部|团委|纪委|纪工委)")
_COMMITTEE = re.compile(r"^[省市区县镇乡]党?委")
#: What units' names end in; 藏香猪|养殖户 tells what he raises.
_UNIT_ENDS = frozenset(
    "司厂局村区镇乡院校部站所队心社会行店馆园坊室科处办团县市道组班矿场港库庙寺屯寨苑城楼庄营湾台网群委府府盟联"
)
_QUOTED = re.compile("“[^“”后]{2,10}”$")
_LEADS = re.compile("(?:长|主任|书记|负责人|带头人|发起人|创始人|主理人|调解员|讲解员|成员)$")
_HOLDERS = (
    "村",
    "社区",
    "小区",
    "镇",
    "乡",
    "街道",
    "公司",
    "厂",
    "医院",
    "卫生院",
    "学校",
    "小学",
    "中学",
    "合作社",
    "所",
    "中心",
)
_AGED = re.compile(r"[0-9]{1,3}多?岁的?$")


class Units:
    """The organisations and places of a sentence, by where they end."""

    def __init__(self, places: Sequence[Candidate], orgs: Sequence[Candidate]) -> None:
        self._places, self._orgs = places, orgs

    @lazy
    def _ending(self) -> dict[int, list[Candidate]]:
        ending: dict[int, list[Candidate]] = {}
        for unit in (*self._orgs, *self._places):
            ending.setdefault(unit.end, []).append(unit)
        return ending

    @lazy
    def orgs(self) -> Spans:
        """The organisations."""
        return Spans(self._orgs)

    def ending(self, end: int) -> Sequence[Candidate]:
        """Those that end there, organisations first."""
        return self._ending.get(end, ())


def organisation(line: Line, start: int, end: int, units: Units) -> str | None:
    """The unit whose post `text[start:end]` is, by what the sentence says before it; None where it says nothing.

    An age may stand between (下村乡73岁的|村民); a bureau's party post is the bureau's, a village's its committee's.
    """
    role = line.text[start:end]
    age = _AGED.search(line.text, max(0, start - 8), start)
    start = age.start() if age else start
    of_unit = line.text[start - 1 : start] == "的" and line.text.endswith(_HOLDERS, 0, start - 1)
    if of_unit and units.ending(start - 1):
        start -= 1  # 罗家湾小区的|楼栋长
    ending = [c for c in units.ending(start) if c.kind not in ("country", "continent")]  # 土耳其|客商
    base = _shortest(ending[0]) if ending else _quoted(line.text, start, role)
    over = [c for c in units.orgs.over(start - 1, start + 1) if c.start < start < c.end <= end]
    if over:
        return _shortest(over[-1])
    if base is None:
        begin = walk_left(line, start, lambda token: token.tag in ("v", "m", "q", "f", "t"), 20)
        base = line.text[begin:start]
        if not _is_specific(line, begin, start):
            return None
    if ending and ending[0].type == "org":
        return base
    body = _PARTY.match(role) or _COMMITTEE.match(role)
    return base + body.group() if body else base


def _shortest(unit: Candidate) -> str:
    """A unit's shortest form that ends as its name does: 县教育局; not 渔家姐妹 for “渔家姐妹”合作社."""
    return min((unit.name, *(form for form in unit.aliases if form[-1:] == unit.name[-1:])), key=len)


def _quoted(text: str, end: int, role: str) -> str | None:
    """“帮帮团”|团长; not “90后”|创业者."""
    quoted = _QUOTED.search(text, max(0, end - 12), end) if _LEADS.search(role) else None
    return quoted.group() if quoted else None


def _is_specific(line: Line, start: int, end: int) -> bool:
    inside = line.between(start, end)
    unit = line.text[end - 1 : end] in _UNIT_ENDS and not any(token.word in ("和", "与", "及") for token in inside)
    return end - start >= 3 and unit and any(map(is_proper, inside))
