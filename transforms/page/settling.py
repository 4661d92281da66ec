"""What a block of a page is beside its neighbours: a byline of two lines, who signs a headline, the head of items."""

import itertools
import re
from collections.abc import Iterator, Sequence

from transforms.page.credits import Credits, parse_credits
from transforms.page.lines import PLAIN
from transforms.page.people import could_be_name
from transforms.page.roles import Kind, Part

_ISSUER = re.compile(r"\w{2,}(?:统计局|调查队|人民政府|办公室|委员会|编辑部|研究室|课题组|财政局)\Z")
_TWO_PART_SECTION = re.compile(r"[\u4e00-\u9fff]{2,6}\s?[·•]\s?[\u4e00-\u9fff]{2,6}\Z")
#: Items under one head: 简讯, 教育短波, then ●本报讯 …
_COLLECTIVE = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:简讯|短讯|快讯|短波|微讯|简报|快报|播报|传真|速递|速览|要览|点击|集锦|集萃|荟萃|一览|扫描|动态)\Z"
)
#: A list that a page closes with, under its own headline: 今年这些实事与你有关, then ① ② ③
_LISTED = re.compile("实事|清单|须知|提示|指南|看点|日程|问答|速记")
_NUMBERED = re.compile("[①-⑳]")
_FEWEST_NUMBERED = 3
_ITEM = re.compile(r"[●■◆▲★○□◇△☆◎•·]\s*|(?:本报|本刊|本网)\S{0,4}讯")
_ENDS = "。！？；!?;”"


def settled(parts: Sequence[Part]) -> list[Part]:
    """The blocks of a page after each was looked at beside its neighbours."""
    parts = merge_bylines(parts)
    settle_signed_headings(parts)
    settle_bare_names(parts)
    settle_issuers(parts)
    settle_collectives(parts)
    settle_last_words(parts)
    settle_header(parts)
    return parts


def merge_bylines(parts: Sequence[Part]) -> list[Part]:
    """Parts, the lines of one byline put together: 撰文 张三 / 李四 / 某某街道供图."""
    merged: list[Part] = []
    for part in parts:
        above = merged[-1] if merged else None
        is_below = above and above.kind is Kind.BYLINE and part.block.soft
        if is_below and len(part.block.text) <= 30 and len(above.block.text) <= 60:
            block = above.block.extended(part.block)
            credits = parse_credits(block.titled.text)
            if credits:
                merged[-1] = Part(block, Kind.BYLINE, credits)
                continue
        merged.append(part)
    return merged


def settle_issuers(parts: Sequence[Part]) -> None:
    """The offices that issued a report sign it below its title: 某某市统计局 国家统计局某某调查队."""
    for at in range(1, len(parts) - 1):
        part = parts[at]
        chunks = part.text.split() if part.kind is Kind.SHORT and len(part.block.text) <= 60 else []
        is_below = parts[at - 1].kind is Kind.SHORT and parts[at + 1].kind in (Kind.BODY, Kind.BYLINE)
        if chunks and is_below and all(_ISSUER.match(chunk) for chunk in chunks):
            part.kind, part.credits = Kind.BYLINE, Credits(authors=chunks)


def settle_bare_names(parts: Sequence[Part]) -> None:
    """Bare names sign where names sign: under a headline or behind the text. 龙舟赛 under a picture looks like one."""
    for at, part in enumerate(parts):
        if part.kind is not Kind.BYLINE or not part.credits or not part.credits.is_bare:
            continue
        before = parts[at - 1].kind if at else None
        after = parts[at + 1].kind if at + 1 < len(parts) else None
        signs_head = before is Kind.SHORT and after in (Kind.BODY, Kind.CAPTION, Kind.SHORT)
        is_set_off = len(part.credits.authors) > 1 or part.block.text[0] in "（("
        signs_text = before is Kind.BODY and (after is None or is_set_off)
        # 撰文 韩冰 宋瑜 / 符小平 / 某某镇供图, one line a paragraph
        signs_text |= before is Kind.BYLINE and after is Kind.BYLINE and len(parts[at - 1].credits.authors) > 0
        if part.credits.is_doubtful:
            signs_text = False
        if part.block.figure or not (signs_head or signs_text):
            part.kind, part.credits = Kind.BODY if part.block.is_prose else Kind.SHORT, None


def settle_collectives(parts: Sequence[Part]) -> None:
    """简讯 above the first of its items is their headline, else the name of a section; its items are no captions."""
    for at, (above, below) in enumerate(itertools.pairwise(parts)):
        if above.kind not in (Kind.FURNITURE, Kind.SHORT) or not _COLLECTIVE.match(above.block.text):
            continue
        items = list(itertools.takewhile(lambda part: _ITEM.match(part.block.text), _behind(parts, at)))
        if below.kind is Kind.BODY or len(items) > 1:
            for item in items:
                item.kind, item.caption = Kind.BODY, None
        if items and below.kind is Kind.BODY:
            above.kind = Kind.SHORT


def collective_heads(parts: Sequence[Part]) -> set[int]:
    """Where a line heads the items below it, which are an article of their own."""
    return {
        at
        for at, (above, below) in enumerate(itertools.pairwise(parts))
        if above.kind is Kind.SHORT
        and (
            (_COLLECTIVE.match(above.block.text) and _ITEM.match(below.block.text))
            or (_LISTED.search(above.block.text) and _are_numbered(parts, at))
        )
    }


def _behind(parts: Sequence[Part], at: int) -> Iterator[Part]:
    """The parts behind one, which a page of a thousand heads has no time to copy for each."""
    return (parts[index] for index in range(at + 1, len(parts)))


def _are_numbered(parts: Sequence[Part], at: int) -> bool:
    """Whether some numbered items are all that follows on the page."""
    return len(parts) - at > _FEWEST_NUMBERED and all(_NUMBERED.match(part.block.text) for part in _behind(parts, at))


def settle_signed_headings(parts: Sequence[Part]) -> None:
    """A name that is a word or is not known as one signs below a marked headline: # 背篓书记, 屈轶, text."""
    for above, part, below in zip(parts, parts[1:], parts[2:], strict=False):
        is_between = above.kind is Kind.SHORT and above.block.level < PLAIN and below.kind is Kind.BODY
        if is_between and part.kind is Kind.SHORT and part.block.level == PLAIN and could_be_name(part.block.text):
            part.kind, part.credits = Kind.BYLINE, Credits(authors=[part.block.text], is_bare=True)


def settle_last_words(parts: Sequence[Part]) -> None:
    """Below a caption with its credit stands the end of a broken sentence, no second caption: 把次果|卖出2.5元以上。"""
    before: Part | None = None
    for above, part in itertools.pairwise(parts):
        before = above if above.kind is Kind.BODY else before
        is_broken = before is not None and before.block.text[-1] not in _ENDS
        is_caption = above.kind is Kind.CAPTION and above.credits and part.kind is Kind.CAPTION and not part.credits
        if is_broken and is_caption and part.block.text[-1] == "。":
            part.kind, part.caption = Kind.BODY, None


def settle_header(parts: Sequence[Part]) -> None:
    """The section's name of two parts on the first line of a page, above a headline: 要闻·经济."""
    if len(parts) > 1 and parts[0].kind is Kind.SHORT and _TWO_PART_SECTION.match(parts[0].text):
        parts[0].kind = Kind.FURNITURE
