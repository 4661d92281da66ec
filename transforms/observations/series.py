"""Numbers that share one predicate: runs (增长3.1%和6.2%), lists told 分别, and 从…提升到…."""

import re
from collections.abc import Sequence

from transforms.observations.found import Readings, View
from transforms.observations.line import QUANTITY, Word
from transforms.observations.nominal import Phrase, is_figure
from transforms.observations.shortening import without_collective

_BETWEEN = re.compile(r"\s*(?:(?:左右|以上|以下)?\s*(?:、|和|与|及|以及|，|,))\s*(?:约|近|超|超过|达|为)?")
_LONGEST_JOINT = 8
_JOINT = frozenset({"、", "和", "与", "及", "以及", "，"})
#: 城乡居民人均可支配收入分别增长6%和7%
_TOWN_AND_COUNTRY = re.compile(r"城乡(?:常住)?(居民\w{2,14})")
_ORDINALS = re.compile(r"第?[一二三四五六七八九十](?=$|产业)")
#: 从 before a number with nothing but a time or 原来, 此前 between them.
_FROM = re.compile(
    r"(?:从(?![业事教医军严])|由(?!于)|(?<![各亲独来])自(?![来治然动贸主产营身己有筹用愿助行驾驱费家由学建住]))[^，,。从由自]{0,14}$"
)
_TO = re.compile(r"到|至|为|成|达")


def find_runs(views: Sequence[View]) -> list[tuple[int, int]]:
    """For each quantity the run that it belongs to: its first quantity and one past its last."""
    if len(views) == 1:
        return [(0, 1)]
    starts = [0] * len(views)
    for index in range(1, len(views)):
        starts[index] = starts[index - 1] if _joined(views[index - 1], views[index]) else index
    ends = [len(views)] * len(views)
    for index in range(len(views) - 2, -1, -1):
        ends[index] = ends[index + 1] if starts[index + 1] == starts[index] else index + 1
    return list(zip(starts, ends, strict=True))


def _joined(before: View, here: View) -> bool:
    """Whether nothing but a joint stands between a quantity and the one before it, both of one kind."""
    first, second = before.slot.quantity, here.slot.quantity
    same = first.kind == second.kind and (first.unit == second.unit or first.kind == "rank")
    if not same or second.start - first.end > _LONGEST_JOINT:
        return False
    text = here.slot.line.text
    if _BETWEEN.fullmatch(text, first.end, second.start):
        listed = "，" in text[first.end : second.start] and second.kind == "count" and not told_apart(before)
        return not (listed and here.right and here.right.nominal)  # 展位1500个，|8个国家和地区
    changed = here.predicate.change is not None and here.predicate.change.role == "verb" and not here.predicate.reaches
    return (
        changed
        and told_apart(before)
        and text[first.end : second.start].lstrip("，、和与及") == here.predicate.change.word
    )


def told_apart(view: View) -> bool:
    """Whether the predicate says 分别."""
    return any("分别" in link for link in view.predicate.links) or "分别" in view.slot.before


def items(view: View, phrase: Phrase) -> list[str]:
    """The members of a list phrase, each with the head noun that only the last one wears."""
    words = without_collective(view.slot.line.between(phrase.start, phrase.end))
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.text in _JOINT and word.role != QUANTITY:
            parts.append([])
        else:
            parts[-1].append(word)
    parts = [part for part in parts if part]
    texts = ["".join(word.text for word in part) for part in parts]
    if len(texts) < 2:
        whole = _TOWN_AND_COUNTRY.fullmatch(texts[0]) if texts else None
        return ["城镇" + whole[1], "农村" + whole[1]] if whole else texts
    head = _shared_head(parts)
    return [_whole(text, head, texts[-1]) for text in texts[:-1]] + texts[-1:]


_EACH_OF = re.compile(
    r"(?P<list>(?:[\u4e00-\u9fff]{1,8}[、和与]){1,9}[\u4e00-\u9fff]{1,8}?)(?:等)?[两二三四五六七八九十]{1,2}个?"
    r"(?:国家?|地|省|市|县|区|镇|乡|村|州|家|类|项|大板块|大领域|产业)的?(?P<head>[\u4e00-\u9fff]{2,10})分别"
)


def of_each(view: View, length: int) -> list[str]:
    """The members of a list told together, each with what is told of it: 越南、孟加拉国两国的|订单|分别."""
    text = view.slot.line.text[max(view.slot.clause_start, view.slot.quantity.start - 60) : view.slot.quantity.start]
    told = _EACH_OF.search(text)
    members = re.split("[、和与]", told["list"]) if told else []
    return [member + told["head"] for member in members] if told and len(members) == length else []


def _shared_head(parts: list[list[Word]]) -> str:
    """The words of the last member that the others share: 粮食、油料和蔬菜|产量."""
    last = parts[-1]
    if len(last) < 2 or any(is_figure(part[-1].text) for part in parts[:-1]) or not is_figure(last[-1].text):
        return ""
    single = all(len(part) == 1 for part in parts[:-1])  # 城镇、农村|居民人均可支配收入
    group = last[0].text[2:] if len(last[0].text) == 4 and all(len(part[0].text) == 2 for part in parts[:-1]) else ""
    return group * single + "".join(word.text for word in (last[1:] if single else last[-1:]))  # 城镇、农村|居民


def _whole(text: str, head: str, last: str) -> str:
    if _ORDINALS.fullmatch(text) and "产业" in last:  # 第一、二、三产业增加值
        return ("" if text.startswith("第") else "第") + text + last[last.index("产业") :]
    return text + head


def begins_from(readings: Readings, index: int) -> int:
    """Where 从 stands when quantity `index` is where a change starts and the next one where it ends, else -1."""
    if index + 1 >= len(readings.views):
        return -1
    here, following = readings.views[index].slot, readings.views[index + 1]
    if here.quantity.kind != following.kind:
        return -1
    gap = here.line.text[here.quantity.end : following.slot.quantity.start]
    match = None if len(gap) > 24 or not _TO.search(gap) or "。" in gap else _FROM.search(here.before)
    return here.left + match.start() if match else -1
