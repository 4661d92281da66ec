"""An article from its parts: headline, credits, sections, sentences."""

import itertools
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

#: The title of an item may stand before it: ▲商会“结对”助学 本报讯（记者 张三）
_DISPATCH = re.compile(
    r"(?P<item>[●■◆▲★○□◇△☆◎•·][^。（(]{2,32}?(?=本[报刊网台]))?[^，。（(]{0,12}(?:讯|电)\s{0,3}[（(][^（）()]{2,60}[）)]"
)
_LONGEST_BRACKET = 80
_CLOSED = ("）", ")", "）。", ")。")
_FINAL_BRACKET = re.compile(r"[（(]([^（）()]{2,60})[）)]。?\Z")


def assemble(source: str, draft: Draft, indents: bool) -> tuple[Article | None, list[Part]]:
    """The article of a draft and the parts that turned out to be furniture."""
    headline = tell_apart(draft.headline)
    sections = read_sections(draft.rest, indents)
    credits = [part.credits for part in draft.rest if part.credits]
    sentences = tuple(_sentences(source, headline, sections, credits))
    furniture = [part for section in sections if section.role == "furniture" for part in section.parts]
    if not sentences:
        return None, furniture
    kicker, title, subtitle = (
        _lines(source, lines).text if lines else None for lines in (headline.kicker, headline.title, headline.subtitle)
    )
    article = Article(
        title=title,
        kicker=kicker,
        subtitle=subtitle,
        authors=_distinct(name for credit in credits for name in credit.authors),
        photo_credits=_distinct(name for credit in credits for name in credit.photo),
        headings=tuple(_lines(source, section.parts).text for section in sections if section.role == "heading"),
        captions=tuple(_caption(section).text for section in sections if section.role == "caption"),
        sentences=sentences,
        char_start=min(sentence.pieces[0][0] for sentence in sentences),
        char_end=max(sentence.pieces[-1][1] for sentence in sentences),
    )
    return article, furniture


def _lines(source: str, parts: Sequence[Part]) -> Strand:
    """The lines of a title or heading, a space between, none where a word is broken."""
    strands = [parts[0].block.titled]
    for above, below in itertools.pairwise(parts):
        if is_broken(above, below):
            strands[-1] = join([strands[-1], below.block.titled])
        else:
            strands.append(below.block.titled)
    return spaced(source, strands)


def _caption(section: Section) -> Strand:
    return section.parts[0].caption or section.parts[0].block.titled


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
            strand = join_broken(source, [part.block.strand for part in section.parts])
            yield from _body(source, strand, paragraph, credits)
        elif section.role == "caption":
            caption = _caption(section)
            for strand in caption.cuts(split_sentences(caption.text)):
                yield _sentence(strand, "caption", paragraph)
            if section.parts[0].credit:
                yield _sentence(section.parts[0].credit, "byline", paragraph)
        else:
            yield _sentence(_lines(source, section.parts), section.role, paragraph)


def _sentence(strand: Strand, role: str, paragraph: int) -> Sentence:
    return Sentence(strand.text, strand.pieces, role, paragraph)


def _body(source: str, strand: Strand, paragraph: int, credits: list[Credits]) -> Iterator[Sentence]:
    """Sentences of a paragraph; 本报讯（记者 张三） before them and （图片由…提供） behind are bylines."""
    dispatch = _DISPATCH.match(strand.text)
    if dispatch:
        opens = dispatch.end("item") if dispatch["item"] else 0
        byline = _spaced_as_shown(source, strand.cut(opens, dispatch.end()))
        found, _ = _final_credits(source, byline)
        if found:
            credits.append(found)
            if opens:
                yield _sentence(strand.cut(0, opens), "heading", paragraph)
            yield _sentence(byline, "byline", paragraph)
            strand = strand.cut(dispatch.end(), len(strand.text))
    for sentence in strand.cuts(split_sentences(strand.text)):
        found, is_all = _final_credits(source, sentence)
        if found:
            credits.append(found)
        yield _sentence(sentence, "byline" if is_all else "body", paragraph)


def _final_credits(source: str, sentence: Strand) -> tuple[Credits | None, bool]:
    """Credits in a bracket that closes a sentence, and whether they are all of it."""
    if not (sentence.text.endswith(_CLOSED) and _FINAL_BRACKET.search(sentence.text[-_LONGEST_BRACKET:])):
        return None, False
    shown = _spaced_as_shown(source, sentence).text
    bracket = _FINAL_BRACKET.search(shown[-_LONGEST_BRACKET:])
    found = parse_credits(bracket[1]) if bracket else None
    is_all = bool(bracket) and len(bracket[0]) == len(shown)
    if found is None or found.is_doubtful or (found.is_bare and not is_all):  # （金华） inside a sentence is a place
        return None, False
    return found, is_all


def _spaced_as_shown(source: str, strand: Strand) -> Strand:
    """A byline with the spaces between its names, if it stands in one piece."""
    shown = read_strand(source, strand.pieces[0][0], strand.pieces[-1][1], keep_spaces=True)
    return shown if shown.text.replace(" ", "") == strand.text.replace(" ", "") else strand
