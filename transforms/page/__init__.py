"""The page: text to articles, with their sentences repaired across the breaks of the layout."""

from transforms.model import Article, Span
from transforms.page.articles import cut_articles
from transforms.page.assembly import assemble
from transforms.page.blocks import read_blocks
from transforms.page.roles import Kind, Part, classify
from transforms.page.sections import indents_paragraphs
from transforms.page.sentences import split_sentences
from transforms.page.settling import settled

__all__ = ["page_furniture", "split_sentences", "take_apart"]


def take_apart(text: str) -> list[Article]:
    """The articles of a page in reading order. Any string is a page; one without a letter has no article."""
    return _read(text)[0]


def page_furniture(text: str) -> list[Span]:
    """Spans of what belongs to no article: section names, page numbers, addresses."""
    return _read(text)[1]


def _read(text: str) -> tuple[list[Article], list[Span]]:
    parts = settled([classify(block) for block in read_blocks(text)])
    furniture = [_span(part) for part in parts if part.kind is Kind.FURNITURE]
    indents = indents_paragraphs(parts)
    articles = []
    for draft in cut_articles(parts):
        article, left = assemble(text, draft, indents)
        furniture.extend(_span(part) for part in left)
        if article:
            articles.append(article)
    return articles, sorted(furniture)


def _span(part: Part) -> Span:
    return part.block.start, part.block.end
