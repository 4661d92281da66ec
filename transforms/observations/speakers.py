"""Who speaks, where a quotation is told before its speaker: “公司今年已接到订单1.2亿元。”某公司总经理李芳说."""

import itertools
import re
from collections.abc import Sequence

from transforms.model import Entity
from transforms.observations.antecedents import Antecedents
from transforms.observations.line import NAME, QUANTITY, Line, Word
from transforms.observations.people import People
from transforms.observations.persons import acting, entity_of, is_person
from transforms.observations.words import ends_as, speech_verbs, subject_words

_OPEN, _CLOSE = ("“", "「", '"'), '”」"'
#: How far after the quotation its speaker is looked for.
_REACH = 60
#: 我贷了8万元 is said of the speaker, 我们公司 and 我市 of what he belongs to.
_I = re.compile("我(?![们国省市县区镇乡村院校厂店])")
#: Who runs a firm, right after his words or after his age.
_RUNS = re.compile(
    r"(?:\d{1,3}岁的|该?公司的?|企业的?)?(?:董事长|副?总经理|总裁|副总裁?|创始人|创办人|厂长|副厂长|老板娘?|车间主任|技术总监|销售总监|"
    r"[生运市销研产][产营场售发品](?:部|中心)?(?:经理|总监|主管|主任|部长)|总工程师|项目经理|企业负责人|公司负责人)"
)
_SAYS = re.compile("[：:，,]“")
_TYPES = ("org", "place", "venue")
#: What a name in quotation marks that opens a line has not: “渔家姐妹”合作社.
_SPEECH, _LONGEST_NAME = re.compile("[，。！？；：…,!?]"), 12
#: Posts of those who speak for their body.
_LEADS = re.compile("书记|主任|[镇乡村校院厂馆站场园]长|董事|经理|总裁|理事长|负责人|会长|总工")
#: Offices of a government or a party, whose people tell of their place: 县统计局局长某某介绍.
_OFFICE = re.compile(r"(?:局|厅|办|署|党组|办公室|委员会|[省市县区]委|政府|农委|发改委|经信委|住建委|卫健委)$")


def quoted(text: str) -> bool:
    """Whether a line opens with what someone says, and not with a name in quotation marks: “渔家姐妹”合作社."""
    if not text.startswith(_OPEN):
        return False
    closing = min((at for mark in _CLOSE if (at := text.find(mark)) > 0), default=len(text))
    return closing > _LONGEST_NAME or bool(_SPEECH.search(text, 1, closing))


def is_office(name: str) -> bool:
    """Whether an organisation is an office that speaks for its place."""
    return bool(_OFFICE.search(name))


def speaks_first(line: Line, told: Entity | None) -> bool:
    """Whether a person other than the one `told` of begins a line by speaking: 老村主任陈某说：“过去…."""
    if not line.persons:
        return False
    for word, following in itertools.pairwise(line.words):
        if is_person(line, word):
            return entity_of(line, word) != told and following.text in speech_verbs()
    return False


def reports(words: Sequence[Word]) -> bool:
    """Whether a clause only says who tells: 县统计局局长某某|介绍, 记者从州商务局|获悉."""
    return bool(words) and (words[-1].text in speech_verbs() or words[-1].text in ("获悉", "了解到", "显示", "表明"))


def firm_speaks(line: Line, following: Line | None) -> bool:
    """Whether the words that open a line are those of who runs a firm that is not named there: “…”总经理李某说."""
    text = line.text.rstrip()
    if not quoted(text):
        return False
    closing = max(text.rfind(mark) for mark in _CLOSE)
    if 0 < closing < len(text) - 1:
        return bool(_RUNS.match(text, closing + 1))
    same = following is not None and following.sentence.paragraph == line.sentence.paragraph
    return same and closing == len(text) - 1 and bool(_RUNS.match(following.text))


def speaker_of(line: Line, following: Line | None) -> Entity | None:
    """Whose words open the line, when he is named after them only: himself, or the body that he speaks for.

    He is named in the line itself or in the one that follows.
    """
    text = line.text.rstrip()
    if "“" in text and (mark := _SAYS.search(text)) and _I.search(text, mark.end()):
        return _introduced(line, mark.start())
    if not quoted(text):
        return None
    own = bool(_I.search(text))
    closing = max(text.rfind(mark) for mark in _CLOSE)
    if 0 < closing < len(text) - 1:
        return _named(line, closing + 1, own)
    same = following is not None and following.sentence.paragraph == line.sentence.paragraph
    if not same or closing != len(text) - 1:
        return None
    of_another = any(he in text[:_LONGEST_NAME] for he in "他她")
    return _named(following, 0, own) or (None if of_another else _does(following))


def speaking(line: Line, following: Line | None, known: Antecedents, people: People) -> Entity | None:
    """Whose words a line is: a person's own, or those of the body that he speaks for; offices tell of their place."""
    if not (line.text.startswith(_OPEN) or ("“" in line.text and _SAYS.search(line.text))):
        return None
    speaker = speaker_of(line, following) or people.leader_after(line, following)
    if speaker is None and firm_speaks(line, following):
        speaker = known.resolve(subject_words()["公司"])
    if speaker is None and (told := who_says(line, following)) and told.org and _LEADS.search(told.role or ""):
        speaker = known.named(told.org)
    if speaker is None or is_office(speaker.name):
        return None
    return known.governed_by(speaker)


def spoken_for(line: Line, words: Sequence[Word]) -> Word | None:
    """The body that one speaks for whose words follow his name: 县人大代表、某某公司董事长李某：公司去年…."""
    named = bool(words) and words[0].start == 0 and is_person(line, words[-1])
    if not named or not line.text.startswith(("：", ":"), words[-1].end):
        return None
    bodies = [word for word in words[:-1] if word.role == NAME and entity_of(line, word).type in _TYPES]
    return bodies[-1] if bodies and not is_office(bodies[-1].text) else None


def _introduced(line: Line, end: int) -> Entity | None:
    """The person whom a sentence names right before the verb of speaking that ends at `end`: 马某说：“我…."""
    at = line.before(end)
    said = at > 0 and line.words[at].text in speech_verbs()
    return entity_of(line, line.words[at - 1]) if said and is_person(line, line.words[at - 1]) else None


def who_says(line: Line, following: Line | None) -> Entity | None:
    """The person who is named to have said the words that open a line, whatever he is."""
    text = line.text.rstrip()
    same = following is not None and following.sentence.paragraph == line.sentence.paragraph
    if not same or not quoted(text) or max(text.rfind(mark) for mark in _CLOSE) != len(text) - 1:
        return None
    return _named(following, 0, own=True)


def _does(line: Line) -> Entity | None:
    """Who opens the line after a quotation by what he does: “打了30年鱼。”52岁的杨某领到补偿款…."""
    start, end = line.clauses[0] if line.clauses else (0, 0)
    words = line.between(start, min(end, start + _REACH))
    aged = bool(words) and words[0].role == QUANTITY and line.quantities[words[0].ref].kind == "age"
    person = acting(line, words) if aged else None
    return entity_of(line, person) if person is not None else None


def _named(line: Line, start: int, own: bool) -> Entity | None:
    """The last body named before the first verb of speaking after `start`, or a person who speaks for himself.

    Where the words are his `own` (去年我贷了8万元), a person; who says 我 may do something else than speak.
    """
    body = person = None
    himself = False
    words = line.between(start, min(len(line.text), start + _REACH))
    for index, word in enumerate(words):
        if word.text in speech_verbs():
            return person if own or body is None else body
        entity = entity_of(line, word) if word.role == NAME else None
        if entity is not None and entity.type in _TYPES and not himself:  # 村民段某到|县医院|检查
            body = entity
        elif entity is not None and is_person(line, word):
            private = index > 0 and ends_as(words[index - 1].text, "private")
            person = entity if own or private else person
            body, himself = (None, True) if private else (body, himself)  # 在某园区租下车间的创业者|胡某
    return person if own else None
