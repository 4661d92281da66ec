"""The lines below a headline: which are text, headings, captions; and broken paragraphs put together again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from transforms.page.articles import same_shape
from transforms.page.breaks import begins_clause, crosses, goes_on, is_undone, looks_back, starts_inside
from transforms.page.headline import is_broken
from transforms.page.lines import PLAIN
from transforms.page.roles import Kind, Part, sounds_like_caption
from transforms.page.strand import Strand, join
from transforms.tokens import tokenize

_PARTICLES = frozenset(("uj", "ul", "uz", "ug"))


@dataclass(slots=True)
class Section:
    """A paragraph, heading, caption, byline or piece of furniture, with the parts it was made of."""

    role: str
    parts: list[Part] = field(default_factory=list)

    @property
    def strand(self) -> Strand:
        """The text of a paragraph."""
        return join(part.block.strand for part in self.parts)

    @property
    def is_open(self) -> bool:
        """Whether the last part broke off."""
        return not self.parts[-1].block.is_finished


def read_sections(parts: Sequence[Part], indents: bool) -> list[Section]:
    """Sections in the order of their beginnings; `indents` says that the page's paragraphs are indented."""
    sections: list[Section] = []
    paragraph: Section | None = None
    marked = any(part.block.level < PLAIN for part in parts if part.kind is Kind.SHORT)
    at = 0
    while at < len(parts):
        part = parts[at]
        before = paragraph.parts[-1].block.text if paragraph and paragraph.is_open else ""
        cut = _tail(parts, at, before)
        if cut:
            sections.append(Section("caption", [part.above(cut)]))
            paragraph.parts.append(part.below(cut))
            at += 1
            continue
        role = _role(parts, at, before, sections, marked)
        if role == "body":
            if before and goes_on(before, part.block.text, indents and part.block.indented):
                paragraph.parts.append(part)
            else:
                paragraph = Section("body", [part])
                sections.append(paragraph)
        elif role == "heading" and _goes_with(sections, part):
            sections[-1].parts.append(part)
        else:
            sections.append(Section(role, [part]))
        at += 1
    return sections


def _tail(parts: Sequence[Part], at: int, before: str) -> int:
    """Where the end of a broken sentence begins in a line that a caption shares with it; 0 where none does.

    成为必须解决的一个 / picture / 老城区北门内外的难题。 / 为此，: what follows looks back on a whole sentence, so its
    end is on the caption's line, from the last particle on.
    """
    part = parts[at]
    after = next((later.block.text for later in parts[at + 1 :] if later.kind is Kind.BODY), "")
    if part.kind is not Kind.CAPTION or part.credits or not before or not looks_back(before, after):
        return 0
    text = part.block.strand.text
    return max((token.start for token in tokenize(text) if token.start and token.tag in _PARTICLES), default=0)


def _goes_with(sections: Sequence[Section], part: Part) -> bool:
    """Whether a heading is the second line of the one before."""
    return bool(part.block.soft and sections and sections[-1].role == "heading" and len(sections[-1].parts) < 3)


def _role(parts: Sequence[Part], at: int, before: str, sections: Sequence[Section], marked: bool) -> str:
    part = parts[at]
    if part.kind is Kind.CAPTION:
        tail = before and not part.credits and (starts_inside(part.block.text) or crosses(before, part.block.text))
        return "body" if tail else "caption"
    if part.kind is not Kind.SHORT:
        return part.kind.value
    after = next((later.block.text for later in parts[at + 1 :] if later.kind is Kind.BODY), "")
    if part.block.level < PLAIN:
        return "caption" if sounds_like_caption(part.text) else "heading"
    if not after:
        return _role_at_end(part, before)
    if part.block.text[-1] in "？！?!":
        return "body"
    if not before and _goes_with(sections, part) and sections[-1].parts[-1] is parts[at - 1]:
        return "heading"
    if part.block.figure:
        return "heading" if not before and _is_like_others(parts, at) else "caption"
    if before:
        return _role_inside(parts, at, before)
    if sounds_like_caption(part.text) and not _is_like_others(parts, at):
        return "caption"
    return "body" if _is_fragment(parts, at, sections, marked) else "heading"


def _role_at_end(part: Part, before: str) -> str:
    """A short line behind all text."""
    if part.block.figure or sounds_like_caption(part.text):
        return "caption"
    return "body" if before or "，" in part.text or "," in part.text else "furniture"


def _role_inside(parts: Sequence[Part], at: int, before: str) -> str:
    """A short line where a sentence is broken off: mostly the caption that broke it."""
    text = parts[at].block.text
    if crosses(before, text) or "，" in text or "," in text or starts_inside(text):
        return "body"
    return "heading" if _is_like_others(parts, at) else "caption"


def _is_plain(part: Part) -> bool:
    return part.kind is Kind.SHORT and not part.block.figure


def _is_like_others(parts: Sequence[Part], at: int) -> bool:
    """Whether another short line of the article that no picture precedes is built alike."""
    if parts[at].block.figure and " " not in parts[at].text:
        return False
    return any(
        same_shape(parts[at], other)
        for index, other in enumerate(parts)
        if index != at and other.kind is Kind.SHORT and not other.block.figure
    )


def _is_unlike_others(parts: Sequence[Part], at: int) -> bool:
    """Whether most of the article's short lines are built alike, and this one is not."""
    others = [other for index, other in enumerate(parts) if index != at and _is_plain(other) and not other.block.soft]
    alike = max((sum(same_shape(one, other) for other in others) for one in others), default=0)
    return alike > 1 and 2 * alike > len(others) and not any(same_shape(parts[at], other) for other in others)


def _is_fragment(parts: Sequence[Part], at: int, sections: Sequence[Section], marked: bool) -> bool:
    """Whether a short line before text begins a broken sentence (庄市街道承载着镇海区打造宜居宜), and is no heading."""
    part, text = parts[at], parts[at].block.text
    if marked:
        return True
    follower = parts[at + 1]
    if follower.block.soft and follower.kind is Kind.SHORT:
        return is_broken(part, follower)
    after = next((p.block.text for p in parts[at + 1 :] if p.kind is Kind.BODY or _is_plain(p)), "")
    evidence = (
        2 * crosses(text, after)
        + 2 * ("，" in text or "," in text or "。" in text)
        + 2 * is_undone(text)
        + 2 * starts_inside(after)
        + 1 * bool(sections and sections[-1].role == "heading" and not part.block.soft)
        + 1 * (len(text) >= 26)
        + 1 * ("、" in text)
        + 1 * begins_clause(text)
        + 1 * (follower.block.figure or follower.kind is Kind.CAPTION)
        + 1 * _is_unlike_others(parts, at)
        - 2 * _is_like_others(parts, at)
        - 1 * (" " in part.text or "“" in text)
    )
    return evidence >= 1


def indents_paragraphs(parts: Sequence[Part]) -> bool:
    """Whether the page's paragraphs are indented: most pieces of text are, and not every one."""
    texts: list[Part] = [part for part in parts if part.kind is Kind.BODY]
    return 2 * sum(part.block.indented for part in texts) > len(texts)


def iterate_paragraphs(sections: Sequence[Section]) -> Iterator[tuple[int, Section]]:
    """Sections with the number of their paragraph, from 1."""
    yield from enumerate((section for section in sections if section.role != "furniture"), 1)
