"""Bodies whose names have a grammar of their own: numbered builders, brigades, and the boards of unnamed zones.

Rules: `numbered` (中铁十四局, 中建三局), `brigade` (某市交警某区大队), `board` (园区管委会).
"""

import re
from collections.abc import Iterator

from transforms.names.line import Candidate, Line
from transforms.names.tables import org_suffixes

_NUMBERED = re.compile(
    "(?:中铁|中建|中交|中冶|中水|水电|中国(?:水电|铁建|能建|电建|核工业)|葛洲坝|中铁建|铁建)"
    "(?:第?[一二三四五六七八九十]{1,3})(?:局集团有限公司|局集团公司|局集团|航局|公局|工程局|局|冶)(?:[一二三四五六七八九十]{1,2}公司)?"
)
_BRIGADE = re.compile(
    "(?:交警|公安|消防|巡特警|特警|海警|禁毒|综合执法|森林消防|交通运输综合执法)[\u4e00-\u9fd5]{2,4}?(?:大队|支队|中队)"
)
_BOARD = re.compile(
    "(?<![\u4e00-\u9fd5])(?:工业园区|产业园区|科技园区|园区|景区|风景区|开发区|高新区|经开区|新区|度假区|保税区|库区|矿区|林区)"
    "(?:管委会|管理委员会)"
)
#: 党组|书记、局长 of a bureau is the bureau's; a village's committee is a body of its own.
_PARTY_POST = re.compile("(?:副?书记|成员|委员|班子)")
_PARTY_BODIES = frozenset({"党组", "党委", "党总支", "党支部", "机关党委"})
_BODY_KINDS = frozenset({"government", "company", "school", "hospital", "research", "bank", "media", "association"})
_LONGEST_SUFFIX = 12


def by_grammar(line: Line, places: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of these kinds; a place right before one begins its name."""
    starts = {place.end: place.start for place in places}
    for pattern, rule in ((_NUMBERED, "numbered"), (_BRIGADE, "brigade"), (_BOARD, "board")):
        for match in pattern.finditer(line.text):
            start = starts.get(match.start(), match.start())
            if rule != "brigade" or start < match.start():
                yield Candidate(start, match.end(), "org", line.text[start : match.end()], rule, _KINDS[rule])


_KINDS = {"numbered": "company", "brigade": "government", "board": "government"}


def is_post_of_body(text: str, suffix: re.Match[str]) -> bool:
    """Whether a party body is named for its post alone, and the body before it is meant: 县卫健局|党组|书记."""
    if suffix.group() not in _PARTY_BODIES or not _PARTY_POST.match(text, suffix.end()):
        return False
    before = text[max(0, suffix.start() - _LONGEST_SUFFIX) : suffix.start()]
    ends = (org_suffixes().get(before[-length:]) for length in range(1, len(before) + 1))
    return any(row is not None and row.kind in _BODY_KINDS and len(row.suffix) > 1 for row in ends) or before.endswith(
        "局"
    )
