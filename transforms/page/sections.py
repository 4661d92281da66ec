"""The lines below a headline as sections, broken paragraphs put together again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.page.breaks import crosses, goes_on, looks_back, starts_inside
from transforms.page.roles import Kind, Part
from transforms.page.shorts import Article, role_of_short
from transforms.tokens import tokenize

#: jieba's tags of particles: 的 了 着 过.
_PARTICLES = frozenset(("uj", "ul", "uz", "ug"))
_LINES_OF_HEADING = 3
_LONGEST_CAPTION = 40


@dataclass(slots=True)
class Section:
    """A paragraph, heading, caption, byline or piece of furniture, with the parts it was made of."""

    role: str
    parts: list[Part] = field(default_factory=list)


def read_sections(parts: Sequence[Part], indents: bool) -> list[Section]:
    """Sections in the order of their beginnings; `indents` says that the page's paragraphs are indented."""
    article = Article(parts)
    sections: list[Section] = []
    paragraph: Section | None = None
    for at, part in enumerate(parts):
        before = _broken_off(paragraph)
        cut = _tail(article, at, before)
        if cut and paragraph:
            sections.append(Section("caption", [part.above(cut)]))
            paragraph.parts.append(part.below(cut))
            continue
        role = _role(article, at, before, sections)
        if (
            role == "body"
            and before
            and paragraph
            and goes_on(before, part.block.text, indents and part.block.indented)
        ):
            paragraph.parts.append(part)
        elif role == "heading" and _goes_with(sections, parts, at):
            sections[-1].parts.append(part)
        else:
            sections.append(Section(role, [part]))
            paragraph = sections[-1] if role == "body" else paragraph
    return sections


def _broken_off(paragraph: Section | None) -> str:
    """The text that stands before a break, "" where the paragraph ended."""
    block = paragraph.parts[-1].block if paragraph else None
    return "" if block is None or block.is_finished else block.text


def _goes_with(sections: Sequence[Section], parts: Sequence[Part], at: int) -> bool:
    """Whether a line is the next line of the heading above it."""
    if not sections or sections[-1].role != "heading" or not parts[at].block.soft:
        return False
    return sections[-1].parts[-1] is parts[at - 1] and len(sections[-1].parts) < _LINES_OF_HEADING


def _role(article: Article, at: int, before: str, sections: Sequence[Section]) -> str:
    part = article.parts[at]
    if part.kind is Kind.CAPTION:
        is_tail = before and not part.credits and (starts_inside(part.block.text) or crosses(before, part.block.text))
        return "body" if is_tail else "caption"
    if part.kind is Kind.BODY and before and _is_caption_between(article, at, before):
        return "caption"
    if part.kind is not Kind.SHORT:
        return part.kind.value
    if not before and _goes_with(sections, article.parts, at):
        return "heading"
    return role_of_short(article, at, before, bool(sections) and sections[-1].role == "heading")


def _is_caption_between(article: Article, at: int, before: str) -> bool:
    """Whether a short sentence where a picture was is its caption, as what is broken off goes on behind it."""
    block, after = article.parts[at].block, article.texts_after[at]
    if not block.figure or len(block.text) > _LONGEST_CAPTION or not after or block.is_row:
        return False
    above = article.parts[at - 1] if at else None
    if above and above.kind is Kind.CAPTION and above.credits:  # the picture has its own: 提高到|67%，一举扭亏为盈。
        return False
    return not (crosses(before, block.text) or starts_inside(block.text)) and goes_on(before, after, False)


def _tail(article: Article, at: int, before: str) -> int:
    """Where the end of a broken sentence begins in a line that a caption shares with it; 0 where none does.

    成为必须解决的一个 / picture / 老城区北门内外的难题。 / 为此，: what follows looks back on a whole sentence, so its
    end is on the caption's line, from the last particle on.
    """
    part = article.parts[at]
    if part.kind is not Kind.CAPTION or part.credits or not before:
        return 0
    if not looks_back(before, article.texts_after[at]):
        return 0
    tokens = tokenize(part.block.text)
    return max((token.start for token in tokens if token.start and token.tag in _PARTICLES), default=0)


def indents_paragraphs(parts: Sequence[Part]) -> bool:
    """Whether the page's paragraphs are indented: most pieces of text are."""
    texts = [part for part in parts if part.kind is Kind.BODY]
    return 2 * sum(part.block.indented for part in texts) > len(texts)
