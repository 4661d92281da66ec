"""Short lines inside an article told apart: heading, caption, or the beginning of a sentence that a column broke."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.lazy import lazy
from transforms.page.breaks import begins_clause, crosses, is_undone, starts_inside
from transforms.page.headline import alike, is_broken, shape
from transforms.page.lines import PLAIN
from transforms.page.roles import Kind, Part, sounds_like_caption

_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节部])\S"
)
#: A section of a work report: 2018年工作回顾, 今后五年的奋斗目标.
_YEAR_SECTION = re.compile(
    r"(?:20\d\d年|过去[一五]年|[今未][后来]五年|今年|明年)[^，。；]{0,16}(?:回顾|总结|安排|打算|任务|目标|重点工作|工作重点|展望)\Z"
)
#: The style of an article's headings shows in so many lines.
_SAMPLE = 60


@dataclass
class Article:
    """The parts of an article below its headline, and what they show together."""

    parts: Sequence[Part]

    @lazy
    def is_marked(self) -> bool:
        """Whether headings are marked, so that a short line without mark is none."""
        return any(part.block.level < PLAIN for part in self.parts if part.kind is Kind.SHORT)

    @lazy
    def texts_after(self) -> list[str]:
        """For each part the next running text, "" where none follows."""
        return self._next(lambda part: part.kind is Kind.BODY)

    @lazy
    def words_after(self) -> list[str]:
        """For each part what comes next that is no caption and no byline."""
        return self._next(lambda part: part.kind is Kind.BODY or is_plain(part))

    def _next(self, wanted) -> list[str]:
        found, text = [], ""
        for part in reversed(self.parts):
            found.append(text)
            text = part.block.text if wanted(part) else text
        return found[::-1]

    @lazy
    def _shapes(self) -> list[tuple[Part, list[int]]]:
        plain = [part for part in self.parts if is_plain(part)]
        return [(part, shape([part])) for part in plain[:_SAMPLE]]

    @lazy
    def _house_style(self) -> list[int] | None:
        """The shape of most short lines of one line."""
        shapes = [own for part, own in self._shapes if not part.block.soft]
        counts = [sum(alike(own, other) for other in shapes) for own in shapes]
        most = max(counts, default=0)
        return shapes[counts.index(most)] if most > 1 and 2 * most > len(shapes) else None

    def has_like(self, part: Part) -> bool:
        """Whether another short line that no picture precedes is built like `part`."""
        if part.block.figure and " " not in part.text:
            return False
        own = shape([part])
        if self._house_style is not None and not part.block.soft:
            return alike(own, self._house_style)
        return any(alike(own, other) for line, other in self._shapes if line is not part)

    @lazy
    def has_pictures(self) -> bool:
        """Whether the layout left the places of pictures, so that a caption stands behind one."""
        return any(part.block.figure for part in self.parts)

    def is_odd(self, part: Part) -> bool:
        """Whether most short lines are built alike, and `part` is not."""
        return self._house_style is not None and not alike(shape([part]), self._house_style)


def is_plain(part: Part) -> bool:
    """A short line that no picture precedes."""
    return part.kind is Kind.SHORT and not part.block.figure


def role_of_short(article: Article, at: int, before: str, heading_above: bool) -> str:
    """The role of the short line `article.parts[at]`; `before` is the text that is broken off there, if any."""
    part = article.parts[at]
    if part.block.level < PLAIN:
        return "caption" if sounds_like_caption(part.text) else "heading"
    if not article.texts_after[at]:
        return _role_at_end(part, before)
    if article.parts[at + 1].block.is_row:  # the head of a table
        return "caption"
    if part.block.text[-1] in "？！?!":
        return "body"
    if not before and (_NUMBERED.match(part.text) or _YEAR_SECTION.match(part.text)):
        return "heading"
    if part.block.figure:
        if _runs_on(part.block.text, article.texts_after[at]):
            return "body"
        return "heading" if not before and article.has_like(part) else "caption"
    if before:
        return _role_inside(article, part, before)
    if sounds_like_caption(part.text) and not article.has_like(part):
        return "caption"
    if not _is_fragment(article, at, heading_above):
        return "heading"
    after = article.words_after[at]
    breaks_off = crosses(part.block.text, after) or is_undone(part.block.text) or starts_inside(after)
    if article.is_odd(part) and not (breaks_off or article.has_pictures or "，" in part.text or "," in part.text):
        return "caption"
    return "body"


def _runs_on(text: str, after: str) -> bool:
    """Whether a line below a picture is the beginning of a sentence: 到去年底，全镇累计流|转土地1.2万亩."""
    return ("，" in text or "," in text) and (crosses(text, after) or is_undone(text))


def _role_at_end(part: Part, before: str) -> str:
    """A short line behind all text."""
    if part.block.figure or sounds_like_caption(part.text):
        return "caption"
    return "body" if before or "，" in part.text or "," in part.text else "furniture"


def _role_inside(article: Article, part: Part, before: str) -> str:
    """A short line where a sentence is broken off: mostly the caption that broke it."""
    text = part.block.text
    if crosses(before, text) or "，" in text or "," in text or starts_inside(text):
        return "body"
    return "heading" if article.has_like(part) else "caption"


def _is_fragment(article: Article, at: int, heading_above: bool) -> bool:
    """Whether a short line before text begins a broken sentence (当地承担着打造宜居宜 / 业新城的任务)."""
    part = article.parts[at]
    if article.is_marked:
        return True
    text, after, follower = part.block.text, article.words_after[at], article.parts[at + 1]
    if follower.block.soft and follower.kind is Kind.SHORT:
        return is_broken(part, follower)
    evidence = (
        2 * crosses(text, after)
        + 2 * ("，" in text or "," in text or "。" in text)
        + 2 * is_undone(text)
        + 2 * starts_inside(after)
        + 1 * (heading_above and not part.block.soft)
        + 1 * (len(text) >= 26)
        + 1 * ("、" in text)
        + 1 * begins_clause(text)
        + 1 * (follower.block.figure or follower.kind is Kind.CAPTION)
        + 1 * article.is_odd(part)
        - 2 * article.has_like(part)
        - 1 * (" " in part.text or "“" in text)
    )
    return evidence >= 1
