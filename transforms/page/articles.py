"""Where one article of a page ends and the next begins, and which lines are its headline."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.page.breaks import crosses, is_undone, starts_inside
from transforms.page.credits import parse_credits
from transforms.page.headline import alike, is_couplet, shape
from transforms.page.lines import PLAIN
from transforms.page.roles import Kind, Part, sounds_like_caption
from transforms.page.settling import collective_heads

_DISPATCH = re.compile(
    r"(?:[●■◆▲★○□◇△☆◎]\s*)?(?:本报|本刊|本网|本台|新华社|中新社|中新网|人民网)[^，。]{0,20}?(?:讯|电)(?:[（(\s]|\Z)"
)
_DISPATCH_NAMES = re.compile(r"[^，。（(]{0,12}(?:讯|电)\s{0,3}[（(]([^（）()]{2,60})[）)]")
_FINAL_BRACKET = re.compile(r"[（(]([^（）()]{2,60})[）)]\Z")
_PLACE_ONLY = re.compile(r"[\u4e00-\u9fff]{2,9}(?:省|市|县|区|街道|镇|乡|村|社区|开发区|新区)\Z")
_LONGEST_HEADLINE = 4


@dataclass(slots=True)
class Draft:
    """An article before its lines are read: the lines of its headline and what follows, in reading order."""

    headline: list[Part] = field(default_factory=list)
    rest: list[Part] = field(default_factory=list)


def cut_articles(parts: Sequence[Part]) -> list[Draft]:
    """The articles of a page, furniture left out."""
    parts = [part for part in parts if part.kind is not Kind.FURNITURE]
    if not parts:
        return []
    starts = _starts(parts)
    drafts = []
    for start, end in zip(starts, [*starts[1:], len(parts)], strict=True):
        headline = _headline(parts[start:end])
        lines = {id(line) for line in headline}
        rest = [part for part in parts[start:end] if id(part) not in lines]
        drafts.append(Draft(headline, rest))
    return drafts


def _starts(parts: Sequence[Part]) -> list[int]:
    found = _byline_starts(parts) | _dispatch_starts(parts) | _level_starts(parts) | _signed_starts(parts)
    found |= _closed_starts(parts) | collective_heads(parts)
    first = min(found, default=0)
    if any(part.kind is Kind.BODY for part in parts[:first]) or not found:
        found.add(0)
    else:  # captions and section names before the first headline belong to its article
        found = {0} | (found - {first})
    return sorted(found)


def _byline_starts(parts: Sequence[Part]) -> set[int]:
    """Headlines above a byline: 标题, 张三 李四, text."""
    starts = set()
    for at, part in enumerate(parts):
        if part.kind is not Kind.BYLINE or not part.credits or not part.credits.authors or not _opens_text(parts, at):
            continue
        start = _walk_back(parts, at)
        if start < at:
            starts.add(start)
    return starts


def _opens_text(parts: Sequence[Part], at: int) -> bool:
    """Whether text follows a byline before another one does."""
    for part in parts[at + 1 : at + 6]:
        if part.kind is Kind.BODY:
            return True
        if part.kind is Kind.BYLINE and part.credits and part.credits.authors:
            return False
    return False


def _walk_back(parts: Sequence[Part], at: int) -> int:
    """Start of the run of short lines that ends before `at`; the caption of a picture of the article before stays."""
    start = at
    while start and at - start < _LONGEST_HEADLINE and parts[start - 1].kind in (Kind.SHORT, Kind.CAPTION):
        start -= 1
    while start < at and parts[start].kind is Kind.CAPTION:
        start += 1
    first = parts[start] if start < at else None
    is_plain = first and start and first.block.level == PLAIN and at - start > 1
    if is_plain and (sounds_like_caption(first.text) or (first.block.figure and at - start > 2)):
        start += 1
    return start


def _dispatch_starts(parts: Sequence[Part]) -> set[int]:
    """Headlines above a dispatch: 本报讯（记者 …）."""
    bodies = (at for at, part in enumerate(parts) if part.kind is Kind.BODY and _DISPATCH.match(part.text))
    return {start for at in bodies if (start := _walk_back(parts, at)) < at}


def _level_starts(parts: Sequence[Part]) -> set[int]:
    """Marked lines of the rank of the page's first headline, unless they look like the headings of one article."""
    levels = {part.block.level for part in parts if part.kind is Kind.SHORT and part.block.level <= 6}
    first = next((part for part in parts if part.kind in (Kind.SHORT, Kind.BODY)), None)
    if not levels or first is None or first.block.level != min(levels) or (len(levels) == 1 and min(levels) > 1):
        return set()
    tops = [at for at, part in enumerate(parts) if part.kind is Kind.SHORT and part.block.level == min(levels)]
    starts = [at for at in tops if at == 0 or parts[at - 1].kind is not Kind.SHORT]
    return set(starts[:1]) if len(levels) == 1 and _are_headings(parts, starts) else set(starts)


def _are_headings(parts: Sequence[Part], starts: Sequence[int]) -> bool:
    """Whether the marked lines below the first are headings of its article: it alone is signed, or they are alike."""
    signed = [any(part.kind is Kind.BYLINE for part in parts[at + 1 : at + 4]) for at in starts]
    shapes = [shape([parts[at]]) for at in starts[1:9]]
    is_first_signed = signed[:1] == [True] and not any(signed[1:])
    return is_first_signed or (len(shapes) > 1 and all(alike(shapes[0], other) for other in shapes))


def _signed_starts(parts: Sequence[Part]) -> set[int]:
    """Headlines of two lines and more behind the signature or the credit that closed an article."""
    starts = set()
    for at, part in enumerate(parts):
        closes = part.kind is Kind.BYLINE and part.credits and (part.credits.photo or part.credits.authors)
        if not closes or part.credits.is_bare or not _follows_text(parts, at):
            continue
        end = at + 1
        while end < len(parts) and parts[end].kind is Kind.SHORT and not parts[end].block.figure:
            end += 1
        needed = 1 if part.credits.authors else 2
        if end - at - 1 >= needed and end < len(parts) and parts[end].kind is Kind.BODY:
            starts.add(at + 1)
    return starts


def _closed_starts(parts: Sequence[Part]) -> set[int]:
    """Headlines around a text that its last line signs: …25斤至30斤。（王琳）, then the next item's headline.

    What follows the signature is another article. So is what it signs, where someone else has signed at the head of
    the article that it would stand in, or where the page is one of items: more than one text is signed so.
    """
    closings = [at for at, part in enumerate(parts) if _signature(part)]
    starts = set()
    for before, at in zip([-1, *closings], closings, strict=False):
        if _heads_text(parts, at + 1):
            starts.add(at + 1)
        heads = [k for k in range(before + 1, at) if _heads_text(parts, k) and parts[k - 1].kind is not Kind.SHORT]
        others = {name for part in parts[before + 1 : at] for name in _signed_at_head(part)}
        if heads and (len(closings) > 1 or others - set(_signature(parts[at]))):
            starts.add(heads[-1])
    return starts


def _signature(part: Part) -> list[str]:
    """The names in the bracket that closes a text."""
    bracket = _FINAL_BRACKET.search(part.text) if part.kind is Kind.BODY and part.block.is_signed else None
    credits = parse_credits(bracket[1]) if bracket else None
    return credits.authors if credits and not credits.is_doubtful else []


def _signed_at_head(part: Part) -> list[str]:
    """The names of a byline, or of a dispatch: 本报讯（记者 张三）."""
    if part.kind is Kind.BYLINE:
        return part.credits.authors if part.credits else []
    dispatch = _DISPATCH_NAMES.match(part.text) if part.kind is Kind.BODY else None
    credits = parse_credits(dispatch[1]) if dispatch else None
    return credits.authors if credits else []


def _heads_text(parts: Sequence[Part], at: int) -> bool:
    """Whether a run of short lines that are no captions begins at `at`, and text follows it."""
    end = at
    while end < len(parts) and parts[end].kind is Kind.SHORT and not parts[end].block.figure:
        end += 1
    if not at < end <= at + _LONGEST_HEADLINE or end == len(parts) or parts[end].kind is not Kind.BODY:
        return False
    last, text = parts[end - 1].block.text, parts[end].block.text
    return not (crosses(last, text) or starts_inside(text))  # 参保居民在乡|镇卫生院


def _follows_text(parts: Sequence[Part], at: int) -> bool:
    """Whether text stands before a byline, captions apart; a headline's byline follows short lines."""
    before = [part for part in parts[max(0, at - 4) : at] if part.kind is not Kind.CAPTION and not part.block.figure]
    return bool(before) and before[-1].kind is Kind.BODY


def _headline(parts: Sequence[Part]) -> list[Part]:
    """The short lines above the byline or the text, captions and the first section heading left out."""
    lines: list[Part] = []
    signed = False
    for part, below in zip(parts, [*parts[1:], None], strict=True):
        if part.kind is Kind.BODY:
            break
        if part.kind is Kind.BYLINE and lines and part.credits and part.credits.authors:
            signed = True
            break
        if part.kind is Kind.SHORT and not (lines and part.block.figure and not _opens_couplet(part, below)):
            lines.append(part)
    return lines[:_LONGEST_HEADLINE] if signed else _without_first_heading(lines[: _LONGEST_HEADLINE + 2], parts)


def _opens_couplet(part: Part, below: Part | None) -> bool:
    """Whether a line below a picture is the first of a title's two: no caption has a twin."""
    return below is not None and below.block.soft and is_couplet(part.text, below.text)


def _without_first_heading(lines: list[Part], parts: Sequence[Part]) -> list[Part]:
    """The lines above an unsigned text without what belongs to the text: its first line, its first heading."""
    dash = next((at for at, line in enumerate(lines) if at and line.text.startswith(("—", "－"))), len(lines))
    while dash + 1 < len(lines) and lines[dash + 1].text.startswith(("—", "－")):
        dash += 1
    lines = lines[: dash + 1]  # nothing of a headline stands below the subtitle
    while len(lines) > 1 and (lines[-1].text[-1] in "？！?!" or _breaks_off(lines[-1], parts)):
        lines.pop()
    pair = 2 if len(lines) > 2 and lines[-1].block.soft else 1
    alone = len(lines) == pair + 1 and _PLACE_ONLY.match(lines[0].text)  # 大丰白驹镇 / 小渔港“游”出新天地: a kicker
    if len(lines) > 1 and not alone and _is_heading_of_text(lines[-pair:], parts):
        del lines[-pair:]
    return lines


def _breaks_off(line: Part, parts: Sequence[Part]) -> bool:
    """Whether the last line above the text is the beginning of its first sentence."""
    text = line.block.text
    after = next((part.block.text for part in parts if part.kind is Kind.BODY), "")
    if line.block.level < PLAIN or text.startswith(("——", "－－", "--")):  # ——2019年1月9日在市人大会议上 is a subtitle
        return False
    runs = len(text) >= 18 and ("，" in text or "," in text)
    return runs or crosses(text, after) or starts_inside(after) or is_undone(text)


def _is_heading_of_text(lines: Sequence[Part], parts: Sequence[Part]) -> bool:
    """Whether the last lines above the text are the first of its headings: they have their rank or their shape."""
    first_body = next((at for at, part in enumerate(parts) if part.kind is Kind.BODY), len(parts))
    later = [part for part in parts[first_body:] if part.kind is Kind.SHORT and not part.block.figure]
    if lines[0].block.level < PLAIN:
        return any(part.block.level == lines[0].block.level for part in later)
    pairs = itertools.pairwise(later)
    units = [[part] for part in later] if len(lines) == 1 else [list(pair) for pair in pairs if pair[1].block.soft]
    return any(alike(shape(lines), shape(unit)) for unit in units)
