"""A headline's lines told apart: kicker above, title, subtitle below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.page.breaks import crosses, opened
from transforms.page.roles import Part

_PUNCTUATION = re.compile(r"[^\w]")
_SUBTITLE = re.compile(
    r"(?:—|－－|--|——)|(?:看|记|访)(?!点|好|齐)\S|.*(?:纪实|侧记|综述|纪略|速写|走笔|扫描|观察|调查|启示|透视)\Z"
)
_LONGEST_COUPLET, _LONGEST_PLAIN_HEADING = 14, 12
_SHORTEST_TITLE, _LONGEST_TITLE = 10, 22


@dataclass(frozen=True, slots=True)
class Headline:
    """Lines of each part of a headline, in order."""

    kicker: tuple[Part, ...] = ()
    title: tuple[Part, ...] = ()
    subtitle: tuple[Part, ...] = ()


def tell_apart(lines: Sequence[Part]) -> Headline:
    """Kicker, title and subtitle: by rank of markup where it differs, else by position and form."""
    if not lines:
        return Headline()
    levels = [line.block.level for line in lines]
    if len(set(levels)) == 1:
        return _by_position(lines)
    first = levels.index(min(levels))
    last = first
    while last + 1 < len(lines) and levels[last + 1] == levels[first]:
        last += 1
    inner = _by_position(lines[first : last + 1])
    return Headline((*lines[:first], *inner.kicker), inner.title, (*inner.subtitle, *lines[last + 1 :]))


def _by_position(lines: Sequence[Part]) -> Headline:
    """引题 above, 主题 of one or two lines, 副题 below."""
    lines = list(lines)
    subtitle: list[Part] = []
    while len(lines) > 1 and _SUBTITLE.match(lines[-1].text):
        subtitle.insert(0, lines.pop())
    if len(lines) > 3:
        subtitle = [*lines[3:], *subtitle]
        lines = lines[:3]
    if len(lines) == 1:
        return Headline((), tuple(lines), tuple(subtitle))
    if _is_one(lines[-2], lines[-1]):
        return Headline(tuple(lines[:-2]), tuple(lines[-2:]), tuple(subtitle))
    if len(lines) == 2 and _is_subtitle(lines[0].text, lines[1].text):
        return Headline((), (lines[0],), (lines[1], *subtitle))
    if len(lines) == 2:
        return Headline((lines[0],), (lines[1],), tuple(subtitle))
    if _is_one(lines[0], lines[1]):
        return Headline((), tuple(lines[:2]), (lines[2], *subtitle))
    return Headline((lines[0],), (lines[1],), (lines[2], *subtitle))


def _is_subtitle(above: str, below: str) -> bool:
    """Whether the upper of two lines is the title, set larger and so shorter by far than a line of figures."""
    has_figures = re.search(r"\d", below) is not None and above[-1] != "："
    return has_figures and len(above) >= _SHORTEST_TITLE and len(below) >= max(_LONGEST_TITLE, 2 * len(above))


def _is_one(above: Part, below: Part) -> bool:
    """Whether two lines are one title: a couplet (产业发展强动能 / 品质提升开新局), or broken in a word."""
    return is_couplet(above.text, below.text) or is_broken(above, below)


def is_broken(above: Part, below: Part) -> bool:
    """Whether a line break stands inside a word or quotation."""
    return opened(above.text) or (below.block.soft and crosses(above.text, below.text))


def is_couplet(above: str, below: str) -> bool:
    """Whether two lines have one length, short, and their punctuation at the same places."""
    if len(above) != len(below) or len(above) > _LONGEST_COUPLET:
        return False
    return [m.span() for m in _PUNCTUATION.finditer(above)] == [m.span() for m in _PUNCTUATION.finditer(below)]


def alike(mine: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether two shapes are those of lines built alike: as many parts, each of nearly the same length."""
    if len(mine) == 1:
        return mine == theirs and mine[0] <= _LONGEST_PLAIN_HEADING
    return len(mine) == len(theirs) and all(abs(a - b) <= 2 for a, b in zip(mine, theirs, strict=True))


def shape(lines: Sequence[Part]) -> list[int]:
    """Lengths of the lines' parts between spaces and commas."""
    return [len(piece) for line in lines for piece in re.split(r"[\s，,]+", line.text)]
