"""Organisations that a scene or a founding leads to: 在某某公司，…, 成立某某合作社，筹资260万元…."""

import re
from collections.abc import Sequence

from transforms.observations.line import NAME, TEXT, Line, Word
from transforms.observations.nominal import is_nominal
from transforms.observations.words import clause_words, indicator_words

#: Where people work, as endings of names: 公司, 厂, 合作社.
_WORKPLACES = re.compile(r"(?:公司|集团|厂|合作社|农场|工作室|工厂|作坊|工坊|养殖场|研究院|研究所)$")
_FOUNDED = frozenset(
    ("成立", "组建", "创办", "创立", "注册", "注册成立", "开办", "领办", "牵头成立", "带着", "带领", "办起", "创建")
)
_LEADING = _FOUNDED | {"带"}
#: A team that an office sets up for a task of its own acts for it.
_TASK = re.compile(r"(?:小组|专班|指挥部|支部|党委|总支|委员会|办公室|党组|班子|机制|领导组)$")
_TEAMS = re.compile(
    r"(?:公司|集团|厂|合作社|联合社|农场|工作室|服务队|志愿队|文艺队|宣讲队|救援队|艺术团|乐团|"
    r"加工厂|工坊|俱乐部|研究院|研究所|实验室|学校|幼儿园)$"
)
_ROOMS = ("车间", "厂区", "厂房", "基地", "大棚", "展厅", "内", "里", "现场", "仓库", "生产", "实验室", "大厅")
_QUOTES = frozenset("“”‘’")
_SHORTEST = 5


def workplace(line: Line, words: Sequence[Word]) -> Word | None:
    """The organisation where a clause that says no more sets the scene: 在位于某镇的|某某公司, 走进|某某厂|车间."""
    if len(words) < 2 or not (words[0].text == "在" or words[0].text in clause_words("way")):
        return None
    at = next((index for index in range(len(words) - 1, 0, -1) if words[index].role == NAME), 0)
    if not at or not all(_inside(word) for word in words[at + 1 :]):
        return None
    name = words[at]
    located = any(word.text in ("位于", "地处") for word in words[1:at])
    before = all(word.role != TEXT or is_nominal(word) or word.text == "的" for word in words[1:at])
    return name if (located or before) and _WORKPLACES.search(name.text) else None


def _inside(word: Word) -> bool:
    return word.text in _QUOTES or word.tag.startswith("f") or (is_nominal(word) and word.text.endswith(_ROOMS))


def founded(line: Line, words: Sequence[Word]) -> tuple[int, int] | None:
    """Where the name stands of the body that a clause tells the founding or the leading of, which ends the clause."""
    if _LEADING.isdisjoint(line.texts):
        return None
    verb = next((i for i in range(len(words) - 1, -1, -1) if words[i].text in _FOUNDED), -1)
    leads = any(word.text == "带" and line.text.startswith("着", word.end) for word in words)  # 带|着28人的|工作室
    verb = next(i for i, word in enumerate(words) if word.text == "带") + 1 if verb < 0 and leads else verb
    if verb < 0 or verb + 1 == len(words):
        return None
    rest = [word for word in words[verb + 1 :] if word.text != "了"]
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
