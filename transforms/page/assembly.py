"""An article from its parts: headline, credits, sections, sentences."""

import re
from collections.abc import Iterator, Sequence

from transforms.model import Article, Sentence
from transforms.page.articles import Draft
from transforms.page.credits import Credits, parse_credits
from transforms.page.headline import Headline, is_broken, tell_apart
from transforms.page.roles import Part
from transforms.page.sections import Section, read_sections
from transforms.page.sentences import split_sentences
from transforms.page.strand import Strand, join, join_broken, read_strand, spaced

_DISPATCH = re.compile(r"[^，。（(]{0,12}(?:讯|电)\s{0,3}[（(]([^（）()]{2,60})[）)]")
_FINAL_BRACKET = re.compile(r"[（(]([^（）()]{2,60})[）)]。?\Z")


def assemble(source: str, draft: Draft, indents: bool) -> tuple[Article | None, list[Part]]:
    """The article of a draft and the parts that turned out to be furniture."""
    headline = tell_apart(draft.headline)
    sections = read_sections(draft.rest, indents)
    furniture = [part for section in sections if section.role == "furniture" for part in section.parts]
    credits = [part.credits for part in draft.rest if part.credits]
    heads = [_Head(lines) for lines in (headline.kicker, headline.title, headline.subtitle)]
    sentences = list(_sentences(source, headline, sections, credits))
    if not sentences:
        return None, furniture
    kicker, title, subtitle = (head.text(source) for head in heads)
    captions = [strand for section in sections if section.role == "caption" for strand in [_caption(section.parts[0])]]
    headings = [_Head(section.parts) for section in sections if section.role == "heading"]
    article = Article(
        title=title,
        kicker=kicker,
        subtitle=subtitle,
        authors=_distinct(name for credit in credits for name in credit.authors),
        photo_credits=_distinct(name for credit in credits for name in credit.photo),
        headings=tuple(filter(None, (heading.text(source) for heading in headings))),
        captions=tuple(strand.text for strand in captions),
        sentences=tuple(sentences),
        char_start=min(sentence.pieces[0][0] for sentence in sentences),
        char_end=max(sentence.pieces[-1][1] for sentence in sentences),
    )
    return article, furniture


class _Head:
    """Lines that are one title or heading."""

    def __init__(self, parts: Sequence[Part]):
        self.parts = parts

    def strand(self, source: str) -> Strand:
        """The lines with a space between, none where a word is broken."""
        strands = [self.parts[0].block.titled]
        for above, below in zip(self.parts, self.parts[1:], strict=False):
            if is_broken(above, below):
                strands[-1] = join([strands[-1], below.block.titled])
            else:
                strands.append(below.block.titled)
        return spaced(source, strands)

    def text(self, source: str) -> str | None:
        return self.strand(source).text if self.parts else None


def _caption(part: Part) -> Strand:
    return part.caption or part.block.titled


def _distinct(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _sentences(
    source: str, headline: Headline, sections: Sequence[Section], credits: list[Credits]
) -> Iterator[Sentence]:
    """Sentences paragraph by paragraph; credits met in running text are added to `credits`."""
    heads = [Section("title", list(lines)) for lines in (headline.kicker, headline.title, headline.subtitle) if lines]
    shown = [section for section in sections if section.role != "furniture"]
    ordered = sorted(heads + shown, key=lambda section: section.parts[0].block.start)
    for paragraph, section in enumerate(ordered, 1):
        if section.role == "body":
            yield from _body(source, _section_strand(source, section), paragraph, credits)
        elif section.role == "caption":
            yield from _pieces(_caption(section.parts[0]), "caption", paragraph)
            if section.parts[0].credit:
                yield _sentence(section.parts[0].credit, "byline", paragraph)
        else:
            yield _sentence(_section_strand(source, section), section.role, paragraph)


def _section_strand(source: str, section: Section) -> Strand:
    if section.role == "body":
        return join_broken(source, [part.block.strand for part in section.parts])
    return _Head(section.parts).strand(source)


def _sentence(strand: Strand, role: str, paragraph: int) -> Sentence:
    return Sentence(strand.text, strand.pieces, role, paragraph)


def _pieces(strand: Strand, role: str, paragraph: int) -> Iterator[Sentence]:
    for part in strand.cuts(split_sentences(strand.text)):
        yield _sentence(part, role, paragraph)


def _body(source: str, strand: Strand, paragraph: int, credits: list[Credits]) -> Iterator[Sentence]:
    """Sentences of a paragraph; 本报讯（记者 张三） before them and （图片由…提供） behind are bylines."""
    dispatch = _DISPATCH.match(strand.text)
    if dispatch:
        inner = next(strand.cuts([dispatch.span(1)]))
        found = parse_credits(_shown(source, inner))
        if found:
            credits.append(found)
            byline = strand.cut(*dispatch.span())
            shown = read_strand(source, byline.pieces[0][0], byline.pieces[-1][1], keep_spaces=True)
            yield _sentence(shown, "byline", paragraph)
            strand = strand.cut(dispatch.end(), len(strand.text))
    for sentence in strand.cuts(split_sentences(strand.text)):
        bracket = _FINAL_BRACKET.search(sentence.text[-64:])
        found = parse_credits(_shown(source, sentence)[-64:][bracket.start(1) :].rstrip("。）)")) if bracket else None
        if found:
            credits.append(found)
        yield _sentence(sentence, "byline" if found and bracket.start() == 0 else "body", paragraph)


def _shown(source: str, strand: Strand) -> str:
    """The source of a strand with the layout's spaces."""
    return source[strand.pieces[0][0] : strand.pieces[-1][1]]
