"""The article reader: a page's text with every fact marked at its characters."""

import re

import streamlit as st

from warehouse.explore.access import Row, rows
from warehouse.explore.address import choose
from warehouse.explore.facts import KINDS, Page, read_page
from warehouse.explore.marked_text import Passage, marked_text
from warehouse.explore.marks import Span, stretches
from warehouse.explore.rule import show_facts
from warehouse.explore.values import joined
from warehouse.explore.visit import Visit

#: A document longer than this is shown an article at a time, and of an article so much.
MOST_CHARACTERS = 40_000
MOST_ARTICLES = 2_000
_LATEST = """
SELECT article_key, document_key, document, title, publication, published, char_count
FROM mart.articles ORDER BY published DESC NULLS LAST, document, ordinal LIMIT ?
"""
_ONE = """
SELECT article_key, document_key, document, title, publication, published, char_count
FROM mart.articles WHERE article_key = ?
"""


def draw(visit: Visit) -> None:
    """Choose an article (the address may: `?article=KEY&fact=KIND-KEY` or `&at=CHARACTER`), and read it."""
    say = visit.say
    article = _chosen(visit)
    page = read_page(visit.connection, int(article["document_key"]))
    if page is None:
        st.text(say("The text of this document is not in the warehouse."))
        return
    _about(page, article, visit)
    span = part_to_show(page, article)
    if span != (0, len(page.text)):
        st.caption(say("Characters {start} to {end} of {all}", start=span[0], end=span[1], all=len(page.text)))
    facts = [fact for fact in page.facts.values() if any(s < span[1] and e > span[0] for s, e in fact.pieces)]
    clicked = marked_text(
        [Passage(stretches(page.text, facts, page.roles, span))],
        facts,
        say,
        key=f"page {article['article_key']}",
        legend=True,
        focus=st.query_params.get("fact") or st.query_params.get("at"),
    )
    if clicked.facts:
        show_facts([page.facts[key] for key in clicked.facts], page, visit)


def part_to_show(page: Page, article: Row) -> Span:
    """The whole text where it is short, else the article's part of it, and of a very long one its beginning."""
    if len(page.text) <= MOST_CHARACTERS:
        return 0, len(page.text)
    start = int(article["char_start"])
    return start, min(int(article["char_end"]), start + MOST_CHARACTERS)


def _chosen(visit: Visit) -> Row:
    """The article that is read: the one of the address, until another is chosen from the list."""
    listed = {str(row["article_key"]): row for row in rows(visit.connection, _LATEST, [MOST_ARTICLES])}
    asked = st.query_params.get("article", "")
    if re.fullmatch("-?[0-9]{1,19}", asked) and asked not in listed:
        listed |= {str(row["article_key"]): row for row in rows(visit.connection, _ONE, [int(asked)])}
    names = {key: joined((row["published"], row["title"], row["document"])) for key, row in listed.items()}
    return listed[choose(visit.say("Article"), names, "article", label_visibility="collapsed")]


def _about(page: Page, article: Row, visit: Visit) -> None:
    say = visit.say
    counts = {kind: sum(fact.kind == kind for fact in page.facts.values()) for kind in KINDS}
    told = joined(
        (
            article["publication"],
            article["published"],
            say("{n} characters", n=f"{len(page.text):,}"),
            say("{n} articles", n=len(page.articles)),
            say("{n} facts", n=sum(counts.values())),
        )
    )
    st.text(told)
