"""Bodies whose names have a grammar of their own: numbered builders, brigades, and the boards of unnamed zones.

Rules: `numbered` (中铁十四局, 中建三局), `brigade` (某市交警某区大队), `board` (园区管委会), `school` and `hospital`
(县一中), `party and government` (市委市政府).
"""

import re
from collections.abc import Iterator

from transforms.names.line import Candidate, Line
from transforms.names.tables import org_suffixes
from transforms.names.vocabulary import BUILDERS, FORCES
from transforms.names.words import Word

_NUMBERED = re.compile(
    f"(?:{BUILDERS})(?:第?[一二三四五六七八九十]{{1,3}})"
    "(?:局集团有限公司|局集团公司|局集团|航局|公局|工程局|局|冶)(?:[一二三四五六七八九十]{1,2}公司)?"
)
_BRIGADE = re.compile(f"(?:{FORCES})[\u4e00-\u9fd5]{{2,4}}?(?:大队|支队|中队)")
_COMMITTEE = re.compile(
    r"([省市区县镇乡])委\1(?:人民)?政府|(?:(?<![\u4e00-\u9fd5])|(?<=[是在由据经向与和及从被]))[省市区县](?:委(?![员会托派任书副常办组宣统政])|政府)"
)
_BOARD = re.compile(
    "(?<![\u4e00-\u9fd5])(?:工业园区|产业园区|科技园区|园区|景区|风景区|开发区|高新区|经开区|新区|度假区|保税区|库区|矿区|林区)"
    "(?:管委会|管理委员会)"
)
_NUMBERED_SCHOOL = re.compile("[省市区县镇乡](?:[一二三四五六七八九十](?:中|小|高|幼)|实验?[小中])(?!心|型|时|学|学生)")
_NUMBERED_HOSPITAL = re.compile("[省市区县](?:[一二三四五六七八九十]|妇幼)院(?!内|外|里|区)")
#: 党组|书记、局长 of a bureau is the bureau's; a village's committee is a body of its own.
_PARTY_POST = re.compile("(?:副?书记|成员|委员|班子)")
_PARTY_BODIES = frozenset({"党组", "党委", "党总支", "党支部", "机关党委"})
_BODY_KINDS = frozenset({"government", "company", "school", "hospital", "research", "bank", "media", "association"})
_LONGEST_SUFFIX = 12


#: What signs each rule has, its pattern, its name and what kind of body it finds; 县一中, 市二院 are schools for short.
_RULES = (
    ("numbered", _NUMBERED, "numbered", "company"),
    ("brigade", _BRIGADE, "brigade", "government"),
    ("board", _BOARD, "board", "government"),
    ("school or hospital", _NUMBERED_SCHOOL, "school", "school"),
    ("school or hospital", _NUMBERED_HOSPITAL, "hospital", "hospital"),
)
#: Where none of these stands, no rule can match.
GRAMMAR_SIGNS = frozenset(signs for signs, *_ in _RULES)


def by_grammar(line: Line, places: list[Candidate]) -> Iterator[Candidate]:
    """Candidates of these kinds; a place right before one begins its name."""
    for signs, pattern, rule, kind in _RULES:
        if signs not in line.found:
            continue
        starts = {place.end: place.start for place in places}
        for match in pattern.finditer(line.text):
            start = starts.get(match.start(), match.start())
            word = line.token_from(match.start()) and line.token_to(match.end())
            whole = word or rule not in ("school", "hospital")
            if whole and (rule != "brigade" or start < match.start()):
                yield Candidate(start, match.end(), "org", line.text[start : match.end()], rule, kind)


def is_post_of_body(text: str, suffix: Word) -> bool:
    """Whether a party body is named for its post alone, and the body before it is meant: 县卫健局|党组|书记."""
    if suffix.word not in _PARTY_BODIES or not _PARTY_POST.match(text, suffix.end):
        return False
    before = text[max(0, suffix.start - _LONGEST_SUFFIX) : suffix.start]
    ends = (org_suffixes().get(before[-length:]) for length in range(1, len(before) + 1))
    return any(row is not None and row.kind in _BODY_KINDS and len(row.suffix) > 1 for row in ends) or before.endswith(
        "局"
    )


def committees(line: Line, places: list[Candidate]) -> Iterator[Candidate]:
    """市委市政府, 北仑区委区政府; 区委, 县政府 alone."""
    starts = {place.end: place.start for place in places}
    for match in _COMMITTEE.finditer(line.text):
        start = starts.get(match.start(), starts.get(match.start() + 1, match.start()))
        yield Candidate(start, match.end(), "org", line.text[start : match.end()], "party and government", "party")
