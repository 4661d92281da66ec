"""The names that stand after the competition within each sentence: places, and all others.

Each kind is looked for in all sentences before the next, see `transforms.reading.read_documents`.
"""

import re
from collections.abc import Iterator, Sequence, Set

from transforms.names.line import Candidate, Line
from transforms.names.org_rules import find_orgs
from transforms.names.overlaps import Spans, leading_places, start_of
from transforms.names.person_rules import find_persons
from transforms.names.place_rules import find_places
from transforms.names.program_rules import find_programs

_CREDIT = re.compile(
    r"[（(](?:[^（()）]{0,40}?(?:记者|通讯员|摄影|作者)[^（()）]{1,60}|[^（()）]{0,8}(?:图片|照片|图)由[^（()）]{1,30}提供)[）)]"
)
#: Organisations whose names begin with the places that they serve; others bear a place's name only.
_SERVING = frozenset({"party", "government", "service", "team", "association", "venue"})


def candidates(lines: Sequence[Line]) -> Iterator[tuple[list[Candidate], list[Candidate]]]:
    """Places, and all other names, of each line."""
    signed = [_signed(line.text) for line in lines]
    places = list(map(_places, lines, signed))
    orgs = list(map(find_orgs, lines, places))
    persons = list(map(find_persons, lines, places, orgs))
    orgs = list(map(_free_of_persons, orgs, persons, signed))
    programs = list(map(find_programs, lines, orgs))
    return map(_standing, places, orgs, persons, programs)


def _signed(text: str) -> Set[int]:
    """Positions of what says who wrote it: （通讯员 郭华峰）, （图片由市委宣传部提供）."""
    if "（" not in text and "(" not in text:
        return frozenset()
    return {at for credit in _CREDIT.finditer(text) for at in range(*credit.span())}


def _may_be_person(place: Candidate) -> bool:
    return not place.codes and len(place.name) <= 3


def _places(line: Line, signed: Set[int]) -> list[Candidate]:
    """The places of a line, but for what may be the name of who wrote it."""
    places = find_places(line)
    if line.sentence.role == "byline":
        return [place for place in places if not _may_be_person(place)]
    if signed:
        return [place for place in places if not (place.start in signed and _may_be_person(place))]
    return places


def _free_of_persons(orgs: list[Candidate], persons: list[Candidate], signed: Set[int]) -> list[Candidate]:
    if not orgs or not (persons or signed):
        return orgs
    of_persons = Spans(persons)
    return [org for org in orgs if not of_persons.overlap(org) and org.start not in signed]


def _standing(
    places: list[Candidate], orgs: list[Candidate], persons: list[Candidate], programs: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """The places and the other names of a line that stand beside one another."""
    if not (orgs or persons or programs):
        return places, []
    if orgs and programs:
        of_programs = Spans(programs)
        orgs = [org for org in orgs if not of_programs.cover(org.start, org.end + 1)]
    others = [*orgs, *persons, *(program for program in programs if program.type != "place")]
    stand: list[Candidate] = []
    if places:
        of_persons, named = Spans(persons), Spans((*orgs, *programs))
        stand = [place for place in places if not of_persons.overlap(place) and _stands(place, places, named)]
    stand.extend(program for program in programs if program.type == "place")
    stand.sort(key=start_of)
    return stand, others


def _stands(place: Candidate, places: list[Candidate], others: Spans) -> bool:
    """Inside other names only the places stand that an administrative organisation's name begins with."""
    for other in others.over(place.start, place.end):
        leads = place in leading_places(other.start, other.end, places)
        bridge = other.kind == "venue" and not place.codes  # 沅江大桥 is no river
        serving = (other.kind in _SERVING and not bridge) or (other.type == "org" and place.rule == "division")
        if not leads or not serving:
            return False
    return True
