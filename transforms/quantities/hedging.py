"""How exact a value is: the words around it (近 约 超 不足 以上 左右) and inside it (余 多 来 几)."""

import functools
import re

from transforms.quantities.context import Context
from transforms.quantities.tables import Hedge, hedges

#: 上百, 过亿, 破千万 are bounds; 网上300人, 通过3项 and 突破3项 (its own entry) are not these words.
_ROUND_ONLY = frozenset({"上", "过", "破"})
_ROUND = "十百千万亿"
#: 1年多, 3公里多: 多 after a unit of these kinds; 12个多功能厅 is another word.
_MEASURED = frozenset({"duration", "length", "mass", "area", "age", "multiple", "money"})
#: A share's hedge may stand before what it is a share of: 不到过去的三分之一, 超过了去年全年的六成.
_APART = re.compile(r"(?<![通])(不到|不足|超过了|超过|接近|约)[^，。；：、！？\s]{1,12}的\Z")
_APART_REACH = 18
_SHARE = re.compile(r"[一二两三四五六七八九十百\d.．]{1,6}(?:分之|成|%|％|倍|半)|一半|半数")
#: 30分钟内响应, 2小时内送达: a limit; 3年内 tells when.
_SOON = ("分钟", "小时", "秒钟", "刻钟", "工作日")
_NOT_WITHIN = ("内容", "内部", "内外", "内心", "内存")
_TRAILING = frozenset({"多", "余"})
_LONGEST = 5
#: 三分之一强, 四成弱: a little more or less than a share.
_FULLER = re.compile("[强弱](?=[，。；、！？）]|$|的)")
#: 至少多卖1.5元, 起码要等3天: the bound before the verb.
_AT_LEAST = re.compile("(至少|起码|顶多|最多)(?:能|可|要|得|也)?[多少要花用等需卖省赚挣交缴][\u4e00-\u9fff]?了?$")
_AT_LEAST_REACH = 8
#: 补助标准不低于每人每年580元: the bound before what the number is for each of.
_OF_EACH = re.compile("(不低于|不少于|不超过|不高于|至少|最多|超过|不足|不到|约)(?:每[\u4e00-\u9fff]{1,3}){1,3}$")
_OF_EACH_REACH = 15
#: 6家上下游企业, 3台左右: the first is no hedge.
_NO_HEDGE = ("上下游", "上下班", "上下水", "上下级", "上下楼", "上下铺", "上下联动", "以上各", "左右两", "左右岸")


@functools.cache
def _hedges_before() -> dict[str, Hedge]:
    return {row.surface: row for row in hedges() if row.side == "before"}


@functools.cache
def _hedges_after() -> dict[str, Hedge]:
    return {row.surface: row for row in hedges() if row.side == "after"}


@functools.cache
def _last_characters() -> frozenset[str]:
    return frozenset(surface[-1] for surface in _hedges_before())


@functools.cache
def _first_characters() -> frozenset[str]:
    return frozenset(surface[0] for surface in _hedges_after())


def hedge_before(context: Context, start: int) -> Hedge | None:
    """The hedge that ends where the number begins (超 before 30万), or None; the longest one counts."""
    text = context.text
    if start and text[start - 1] == " ":
        start -= 1
    known = _hedges_before()
    if start and text[start - 1] in _last_characters():
        for size in range(min(_LONGEST, start), 0, -1):
            hedge = known.get(text[start - size : start])
            if hedge and _stands_alone(context, hedge, start - size, start):
                return hedge
    apart = _hedge_apart(text, start)
    return known.get(apart[1]) if apart else None


def _hedge_apart(text: str, start: int) -> re.Match[str] | None:
    """A hedge (group 1) with words between it and the number at `start`."""
    apart = None
    if text[start - 1 : start] == "的" and _SHARE.match(text, start):
        apart = _APART.search(text, max(0, start - _APART_REACH), start)
    apart = apart or _AT_LEAST.search(text, max(0, start - _AT_LEAST_REACH), start)
    if apart or "每" not in text[max(0, start - _OF_EACH_REACH) : start]:
        return apart
    return _OF_EACH.search(text, max(0, start - _OF_EACH_REACH), start)


def _stands_alone(context: Context, hedge: Hedge, begin: int, start: int) -> bool:
    previous = context.text[begin - 1 : begin]
    if previous and previous in hedge.not_after:
        return False
    return hedge.surface not in _ROUND_ONLY or context.text[start : start + 1] in _ROUND


def hedge_after(context: Context, end: int, kind: str) -> Hedge | None:
    """The hedge that begins where the unit ends (以上 after 90%), or None."""
    text = context.text
    known, following = _hedges_after(), text[end : end + 1]
    if following in ("强", "弱"):
        if kind == "percent" and _FULLER.match(text, end) and text[end - 1] not in "%％":
            return known["以上" if following == "强" else "以下"]
    elif following in _first_characters() and not text.startswith(_NO_HEDGE, end):
        for size in range(_LONGEST + 1, 0, -1):
            hedge = known.get(text[end : end + size])
            if hedge and not (hedge.surface in _TRAILING and not _trails(text, end, kind)):
                return hedge
    within = following == "内" and text.endswith(_SOON, 0, end) and not text.startswith(_NOT_WITHIN, end)
    return known["以内"] if within else None


def _trails(text: str, end: int, kind: str) -> bool:
    # 三成多 is a share, 3%多 is not written
    measured = kind in _MEASURED or text[end - 1] == "成"
    return measured and text[end + 1 : end + 2] not in tuple("次种个项方元样层级家名处部点")


def bound_of(inner: str, before: Hedge | None, after: Hedge | None) -> str:
    """One bound of all that is said: inside the number first, then after it, then before it."""
    if inner != "exact":
        return inner
    hedge = after or before
    return hedge.bound if hedge else "exact"
