"""Companies by a brand and its trade (华友|钴业), and national organisations by their short names."""

import functools
import re
from collections.abc import Iterator

from transforms.names.line import Candidate, Line, is_closed, is_proper
from transforms.names.tables import trades, word_set
from transforms.names.words import Word
from transforms.tokens import Token

#: Who and what only a firm has: 新锦源陶瓷|副总经理况建明, 恒辉建陶|的原料车间.
_HAS = re.compile(
    r"的?(?:副?董事长|副?总经理|副?总裁|副总(?!统|理)|副?厂长|总监|总工|车间主任|创始人|掌门人|当家人|老板|负责人)"
    r"(?=[\u4e00-\u9fff]{2})"
    r"|的?[\u4e00-\u9fff]{0,6}?(?:车间|厂房|厂区|展厅|生产线|流水线|职工|员工|工人|挡车工)"
)
#: What a firm does, at the beginning of a clause: 海恩羊绒|投资1.8亿元.
_DOES = re.compile("投资|斥资|投入|引进|自主研发|年产|年销|成立于|创办于|拥有|现有|上市")
_BEFORE_CLAUSE = "，。；：！？“”、"
#: What makes a fair or a street of a trade: 法兰克福|乐器|展.
_SHOWS = ("展", "博览", "节", "街", "城", "市场", "大赛", "论坛", "峰会", "小镇", "之乡")
#: What goes on a national name as a company of it.
_FORMS = frozenset({"集团", "公司", "股份", "总公司", "分公司", "有限公司", "总部"})
_SHORTEST = 4
#: Characters of good omen that brands are made of, and words which they make too.
_BRANDS = frozenset(
    "宏恒鑫瑞泰盛隆兴达丰华荣祥源顺裕昌永康福金龙远通新科信诚德佳利亿嘉豪润晟昊腾飞凯博创银恩惠海天宝联正中广东万富贵"
)
_WORDS = re.compile(
    "创新|新兴|诚信|通信|金银|福利|中华|广东|海东|天海|东海|创利|通达|新华|中科|利润|海龙|信达|顺利|富裕|"
    "富贵|永恒|海天|新海|飞龙|科创|创科|中东|海新|中德|中新|新中|中天"
)


@functools.cache
def _no_brands() -> frozenset[str]:
    return word_set("trade_generals.csv") | word_set("org_stops.csv")


def by_trade(line: Line, places: list[Candidate], known: list[Candidate]) -> Iterator[Candidate]:
    """A brand and its trade (华友|钴业): the brand is no common word.

    A trade that things have too (金网|区块链) needs a company beside it in a list, or what only a firm has or does.
    """
    divisions = {place.start for place in places if place.codes}
    firm = {edge for org in known if org.kind == "company" for edge in (org.start - 1, org.end)}
    weak = []
    general = _no_brands()
    for trade in line.words_of("trade"):
        brand = line.token_to(trade.start)
        if brand is None or not 2 <= len(brand.word) <= 4 or brand.start in divisions or brand.word in general:
            continue
        if not (is_proper(brand) or brand.tag == "j"):
            continue
        acts = line.token_to(trade.end) and _acts(line.text, brand.start, trade.end)
        if not (acts or _free(line, brand, trade)):
            continue
        name = brand.word + trade.word
        candidate = Candidate(brand.start, trade.end, "org", name, "company trade", "company")
        if acts or trades()[trade.word]:
            firm.update((candidate.start - 1, candidate.end))
            yield candidate
        else:
            weak.append(candidate)
    for candidate in (*weak, *reversed(weak)):
        if candidate.start - 1 in firm or candidate.end in firm:
            firm.update((candidate.start - 1, candidate.end))
            yield candidate


def _acts(text: str, start: int, end: int) -> bool:
    """Whether what is named has people or premises, or does what firms do."""
    opens = start == 0 or text[start - 1] in _BEFORE_CLAUSE
    return bool(_HAS.match(text, end) or (opens and _DOES.match(text, end)))


def _free(line: Line, brand: Token, trade: Word) -> bool:
    """The trade ends with a word, and nothing that could belong to the name, or make a fair of it, stands beside it."""
    if not line.token_to(trade.end):
        return False
    if line.text.startswith(_SHOWS, trade.end):  # 法兰克福|乐器|展
        return False
    after, before = line.token_from(trade.end), line.token_to(brand.start)
    ends = after is None or is_closed(after) or after.tag[0] in "vdpuc"
    return ends and (brand.tag != "j" or before is None or is_closed(before))


def is_branded(core: str) -> bool:
    """Whether what stands before 公司 begins with a brand by its characters, a trade after it: 宏远|密封件."""
    return len(core) >= _SHORTEST and all(char in _BRANDS for char in core[:2]) and not _WORDS.match(core)


def known_orgs(line: Line) -> Iterator[Candidate]:
    for match in line.words_of("known org"):
        after = line.token_from(match.end)
        if (
            match.word.startswith("中国")
            and after is not None
            and after.tag[0] in "nx"
            and not is_closed(after)
            and after.word not in _FORMS
        ):
            continue  # 中国建筑|陶瓷产业基地
        if line.token_from(match.start) and line.token_to(match.end):
            yield Candidate(match.start, match.end, "org", match.word, "known", "national")
