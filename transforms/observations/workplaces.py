"""Whom a scene, a gift or a founding leads to: 在某某公司，…, 便是某某厂, 成立某某合作社，筹资260万元…."""

import re
from collections.abc import Sequence

from transforms.observations.line import NAME, QUANTITY, TEXT, Line, Word
from transforms.observations.nameless import is_natural
from transforms.observations.nominal import is_nominal
from transforms.observations.speakers import is_office
from transforms.observations.whereabouts import scene
from transforms.observations.words import clause_words, ends_as, indicator_words

#: Where people work, as endings of names: 公司, 厂, 合作社.
_WORKPLACES = re.compile(
    r"(?:公司|集团|厂|合作社|联合社|农场|牧场|林场|茶场|工作室|工厂|作坊|工坊|养殖场|种植园|研究院|研究所|实验室|大厦|大楼|"
    r"产业园|工业园|科技园|物流园|创业园|孵化器|孵化园|产业基地|养殖基地|种植基地|酒店|民宿|超市|商场|市场|店|铺|馆|"
    r"学校|小学|中学|幼儿园|学院|大学|医院|卫生院|敬老院|养老院|福利院|颐养中心|服务中心|景区|港区|工业区|集中区|开发区|高新区)$"
)
#: A team that an office sets up for a task of its own acts for it.
_TASK = re.compile(r"(?:小组|专班|指挥部|支部|党委|总支|委员会|办公室|党组|班子|机制|领导组)$")
_TEAMS = re.compile(
    r"(?:公司|集团|厂|合作社|联合社|农场|工作室|服务队|志愿队|文艺队|宣讲队|救援队|艺术团|乐团|"
    r"加工厂|工坊|俱乐部|研究院|研究所|实验室|学校|幼儿园|[创业游技养训]园|民宿|客栈|农庄|山庄|书院|博物馆|度假村)$"
)
#: What leads to a name at the end of a clause: 往东走800米，便是|某某厂, 拨款430万元给|某某社区.
_ARRIVES = frozenset(("便是", "就是", "正是", "即是", "即为", "坐落着", "矗立着"))
_GIVES = frozenset(("给", "拨给", "投给", "划给", "捐给", "交给", "拨付给", "奖给", "授予", "颁给"))
#: What may stand before a place that a clause does no more than name: 地处秦巴腹地的|某县，
_LIES = frozenset(("地处", "位于", "坐落", "坐落于", "坐落在", "素有", "享有", "号称", "有着", "处于"))
_REPORTERS = frozenset(("记者", "笔者", "采访人员"))
_SEES = frozenset(("看到", "见到", "发现", "看见", "了解到", "采访", "采访时", "采访了解到", "注意到", "目睹"))
_TYPES = ("place", "org", "venue")
_QUOTES = frozenset("“”‘’")
_SHORTEST = 5


def may_found(line: Line) -> bool:
    """Whether there is anything in a line by which one of its clauses can tell a founding."""
    return "带" in line.text or line.holds("founding")


def led_to(line: Line, words: Sequence[Word]) -> Word | None:
    """The place or body to which a clause of `words` leads: where it sets the scene, where a reporter is, its end."""
    if not words:
        return None
    first, led = words[0].text, None
    if first in _REPORTERS:
        led = _workplace(line, words) or _seen_at(line, words)
    elif first == "在" or first in clause_words("way"):
        led = _workplace(line, words)
    if led is None and words[-1].role == NAME:
        led = _arrived(line, words) or scene(line, words)
    return led


def _workplace(line: Line, words: Sequence[Word]) -> Word | None:
    """The organisation where a clause that says no more sets the scene: 在位于某镇的|某某公司, 走进|某某厂|车间."""
    if words and words[0].text in _REPORTERS:  # 记者|走进位于某区的|某公司
        words = words[1:]
    if len(words) < 2 or not (words[0].text == "在" or words[0].text in clause_words("way")):
        return None
    at = next((index for index in range(len(words) - 1, 0, -1) if words[index].role == NAME), 0)
    rooms = words[at + 1 :]
    if not at or not all(_inside(word) or is_nominal(word) for word in rooms) or (rooms and not _inside(rooms[-1])):
        return None
    name = words[at]
    located = any(word.text in ("位于", "地处") for word in words[1:at])
    before = all(word.role != TEXT or is_nominal(word) or word.text == "的" for word in words[1:at])
    return name if (located or before) and _WORKPLACES.search(name.text) else None


def _seen_at(line: Line, words: Sequence[Word]) -> Word | None:
    """The place or body where a reporter sees what follows: 记者在某乡的养殖基地看到."""
    if len(words) < 3 or words[-1].text not in _SEES:
        return None
    at = next((i for i in range(len(words) - 1, 1, -1) if words[i].role == NAME), 0)
    inside = at and any(word.text in ("在", "走进", "来到", "走访") for word in words[1:at])
    return words[at] if inside and _type(line, words[at]) in _TYPES and not is_office(words[at].text) else None


def _arrived(line: Line, words: Sequence[Word]) -> Word | None:
    """Whom a clause that ends with a name leads to: …便是|某某公司, …给|某某社区, 在|某镇, 如今的|某村."""
    if len(words) < 2 or _type(line, words[-1]) not in _TYPES:
        return None
    before, named = words[-2], words[-1]
    if before.text in _ARRIVES or before.text in _GIVES:
        return named
    place = _type(line, named) == "place" and not is_natural(named.text)
    if not place or any(word.role == QUANTITY for word in words):
        return None
    if len(words) == 2:
        return named if before.text in ("在", "的") else None
    if words[0].text.startswith("这"):  # 这个曾经的贫困乡，
        return None
    plain = before.text == "的" and (words[0].text in _LIES or not any(word.tag.startswith("v") for word in words[:-2]))
    return named if plain and not any(word.role == NAME for word in words[:-1]) else None


def _type(line: Line, word: Word) -> str:
    return line.entities[line.names[word.ref].entity].type


def _inside(word: Word) -> bool:
    room = is_nominal(word) and ends_as(word.text, "room")
    return word.text in _QUOTES or word.text == "的" or word.tag.startswith("f") or room


def founded(line: Line, words: Sequence[Word]) -> tuple[int, int] | None:
    """Where the name stands of the body that a clause tells the founding or the leading of, which ends the clause."""
    founding = clause_words("founding")
    verb = max([i for i, word in enumerate(words) if word.text in founding], default=-1)
    if (
        verb < 0
        and "带" in line.text
        and any(word.text == "带" and line.text.startswith("着", word.end) for word in words)
    ):
        verb = next(i for i, word in enumerate(words) if word.text == "带") + 1  # 带|着28人的|工作室
    if verb < 0 or verb + 1 == len(words):
        return None
    rest = [word for word in words[verb + 1 :] if word.text not in ("了", "为", "成")]
    at = next((i for i, word in enumerate(rest) if word.text == "的"), -1)  # 带着28人的|工作室
    rest = rest[at + 1 :]
    if not rest or not all(word.role == NAME or word.text in _QUOTES or _in_name(word) for word in rest):
        return None
    text = line.text[rest[0].start : rest[-1].end]
    bare = text.strip("“”‘’")
    named = len(bare) >= _SHORTEST and not any(word.text in indicator_words("quantifier") for word in rest)
    return (rest[0].start, rest[-1].end) if named and _TEAMS.search(bare) and not _TASK.search(bare) else None


def _in_name(word: Word) -> bool:
    return is_nominal(word) or (word.role == TEXT and word.tag.startswith(("v", "m")) and len(word.text) > 1)
