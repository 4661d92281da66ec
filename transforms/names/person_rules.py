"""Persons in a sentence, with role and organisation.

Rules: `role name` (村民孙某某, 志愿者王师傅), `name speaks` (张某某介绍), `quoted role` (“新农人”叶某某, 61岁的罗某某).
"""

import functools
import re
from collections.abc import Iterator

from transforms.names.called import CALLED, three_characters
from transforms.names.line import Candidate, Line, is_closed
from transforms.names.person_names import (
    DEPARTMENT,
    NOT_GIVEN,
    PERSON_TAGS,
    acted,
    begins,
    foreign_end,
    name_end,
    posts,
    role_pattern,
    titled_end,
)
from transforms.names.posts import Units, organisation
from transforms.names.tables import any_of, roles, word_set
from transforms.page.people import surnames
from transforms.tokens import Token, is_known

_QUOTED_ROLE = re.compile(r"“([^“”]{2,10})”")
_SETTLEMENTS = frozenset("村镇乡县市区")
_DEPARTMENT_END = re.compile(rf"(?:{DEPARTMENT})$")
#: Posts after which any three characters may be a name, not 代表, 居民.
_POST = re.compile("(?:书记|长|主任|主席|委员|经理|总裁|总监|师|教授|院士|政委|秘书|检察官|法官)$")
_AFTER_LISTED = tuple("，。、；等在")
_APPOINTED = re.compile(
    "(?:补选|选举|任命|推选|聘任|增补|免去|决定任命)([\u4e00-\u9fd5]{2,3}?)(?:同志)?[为的](?=[\u4e00-\u9fd5])"
)
_CLAUSE = re.compile("[^，。；！？、]*")
_LONGEST_POST = 24
_BEFORE_HONOURED = frozenset("的，。、：；“”（）！？")
_LONGEST_ROLE = 10
#: Trades that no list holds, by how they end: 护边员, 制秤匠, 捏面师.
_TRADE_ENDS = re.compile("[员师匠工手倌]")


def find_persons(line: Line, places: list[Candidate], orgs: list[Candidate]) -> list[Candidate]:
    """All person candidates of a sentence by position, one at a place."""
    if line.sentence.role == "byline":
        return []
    named = not PERSON_TAGS.isdisjoint(line.tokens.tags)
    units = Units(places, orgs)
    found: dict[int, Candidate] = {}
    for person in (
        *(_after_role(line, units) if "role" in line.found else ()),
        *_after_trade(line, units),
        *(_after_quote(line) if named and "“" in line.text else ()),
        *(_speaking(line) if named and "speech verb" in line.found else ()),
        *(_called(line) if "called" in line.found else ()),
        *(_honoured(line) if "honoured" in line.found else ()),
        *(_appointed(line, units) if "appointed" in line.found else ()),
    ):
        found.setdefault(person.start, person)
    return [found[start] for start in sorted(found)]


def _after_role(line: Line, units: Units) -> Iterator[Candidate]:
    for post in posts(line):
        end = name_end(line, post.end) or foreign_end(line, post.end)
        end -= end > post.end + 2 and acted(line.text, end)
        end = end or (titled_end(line, post.end) if _POST.search(post.word) else 0)
        if end:
            start = _post_start(line.text, post.start)
            role, org = line.text[start : post.end], organisation(line, start, post.end, units)
            yield _person(line, post.end, end, "role name", role, org)
            for first, last in _listed(line, end):
                yield _person(line, first, last, "role name", role, org)


def _after_trade(line: Line, units: Units) -> Iterator[Candidate]:
    """A name after a noun that ends as trades do: 67岁的护边员|梁某某."""
    for ending in _TRADE_ENDS.finditer(line.text):
        token = line.token_to(ending.end())
        if token is None or len(token.word) < 3 or token.tag[0] != "n" or token.word in roles():
            continue
        end = titled_end(line, token.end) or name_end(line, token.end)
        if end:
            org = organisation(line, token.start, token.end, units)
            yield _person(line, token.end, end, "role name", token.word, org)


def _listed(line: Line, end: int) -> Iterator[tuple[int, int]]:
    """Names that share a post: 执行主席郝某某、|米某某、|左某某."""
    while line.text[end : end + 1] == "、":
        start = end + 1
        whole = name_end(line, start)
        end = titled_end(line, start) or (whole if line.text[whole : whole + 1] in _AFTER_LISTED else 0)
        if not end:
            return
        yield start, end


def _appointed(line: Line, units: Units) -> Iterator[Candidate]:
    """补选|钟某某|为区人大常委会副主任."""
    for match in _APPOINTED.finditer(line.text):
        clause = _CLAUSE.match(line.text, match.end(), match.end() + _LONGEST_POST).end()
        *_, post = None, *role_pattern().finditer(line.text, match.end(), clause)
        if match[1][0] in surnames() and post is not None:
            org = organisation(line, post.start(), post.end(), units)
            yield _person(line, *match.span(1), "role name", post.group(), org)


def _post_start(text: str, start: int) -> int:
    """Where a post begins with its department: 生产|副总."""
    department = _DEPARTMENT_END.search(text, max(0, start - 2), start)
    return department.start() if department else start


def _person(line: Line, start: int, end: int, rule: str, role: str | None, org: str | None) -> Candidate:
    return Candidate(start, end, "person", line.text[start:end], rule, "person", role=role, org=org)


def _after_quote(line: Line) -> Iterator[Candidate]:
    """A name right after a quoted role: 90后“新农人”叶某某."""
    for match in _QUOTED_ROLE.finditer(line.text):
        token = line.token_from(match.end())
        if token and token.tag in PERSON_TAGS and _begins_as_name(token) and not match[1][0].isdigit():
            end = name_end(line, token.start)
            counted = line.text[max(0, match.start() - 3) : match.start()].endswith(("家", "款", "座", "所"))
            after = line.token_from(end)
            common = is_known(line.text[token.start : end]) and after is not None and after.tag == "n"  # 养老|驿站
            # “全国文明村”花园村, 另一家“新面孔”蓝鲸
            thing = line.text[end - 1] in "章牌奖证杯旗匾碑"  # “光荣在党50年”纪念章
            if end and not common and line.text[end - 1] not in _SETTLEMENTS and not counted and not thing:
                yield _person(line, token.start, end, "quoted role", match[1], None)


def _called(line: Line) -> Iterator[Candidate]:
    """A name right after an age, a generation or a nickname; none that goes on as a common word does: 90后|青年."""
    for match in CALLED.finditer(line.text):
        end = name_end(line, match.end()) if begins(line, match.end()) else 0
        end = end or three_characters(line.text, match.end(), NOT_GIVEN)
        if end and line.text[end - 1] not in _SETTLEMENTS:
            yield _person(line, match.end(), end, "quoted role", _role_before(line.text, match.start()), None)


def _role_before(text: str, end: int) -> str | None:
    """代表性传承人、|76岁的唐某某."""
    if text[end - 1 : end] not in ("、", "，") or end < 2:
        return None
    low = max(0, end - 1 - _LONGEST_ROLE)
    return next((text[at : end - 1] for at in range(low, end - 2) if text[at : end - 1] in roles()), None)


def _honoured(line: Line) -> Iterator[Candidate]:
    """A full name before a form of address: 家住…社区的汪某某|老人."""
    for word in line.words_of("honoured"):
        for start in (word.start - 3, word.start - 2):
            free = start >= 0 and (start == 0 or line.text[start - 1] in _BEFORE_HONOURED)
            if free and name_end(line, start) == word.start:
                role = word.word if word.word in roles() else None
                yield _person(line, start, word.start, "quoted role", role, None)
                break


def _speaking(line: Line) -> Iterator[Candidate]:
    speaks = _speech_pattern().match
    for verb in line.found["speech verb"]:
        token = line.token_to(verb.start)
        if token is None or token.tag not in PERSON_TAGS or not 2 <= len(token.word) <= 4:
            continue
        before = line.token_to(token.start)
        own = _begins_as_name(token) and not speaks(line.text, token.end - 1)  # 李|笑称 is no 李笑
        if own and (before is None or is_closed(before)):
            yield _person(line, token.start, token.end, "name speaks", None, None)


@functools.cache
def _speech_pattern() -> re.Pattern[str]:
    return re.compile(any_of(word_set("speech_verbs.csv")))


def _begins_as_name(token: Token) -> bool:
    return token.word[0] in surnames() or token.word[:2] in surnames()
