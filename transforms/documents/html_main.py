"""Where the article of an HTML page stands: by the marks that publishing systems leave, else by trafilatura."""

import functools
import logging
import re
from types import ModuleType
from typing import TYPE_CHECKING

from transforms.documents.html_tree import parse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Founder's e-paper, schema.org, TRS's CMS, and the template of government sites (UCAP-CONTENT).
_BODIES = (
    "//founder-content",
    "//*[@id='ozoom']",
    "//*[@itemprop='articleBody']",
    "//*[@id='UCAP-CONTENT']",
    "//*[contains(concat(' ', @class, ' '), ' TRS_Editor ')]",
)
_FOUNDER_START = re.compile(r"<!--\s*enpcontent\s*-->")
_FOUNDER_END = re.compile(r"<!--\s*/enpcontent\s*-->")
_CAPTION = re.compile(r"caption|(?:pic|img|photo)[-_]?(?:info|text|txt|desc|note|title)", re.IGNORECASE)
_LEAST_LETTERS = 10
#: Above so many elements (an article's page has some thousands) trafilatura's slower second opinions are left out.
_MANY_ELEMENTS = 20_000


def find_main(text: str, root: "HtmlElement", name: str) -> "HtmlElement | None":
    """The element that holds the article, or None; `root` is the tree of `text` and may be taken apart.

    Raises:
        DocumentUnreadable: F013 nested too deep.
    """
    for found in (_between_comments(text, name), find_body(root)):
        if found is not None:
            return found
    return _by_trafilatura(root)


def find_body(root: "HtmlElement") -> "HtmlElement | None":
    """The element that a publishing system marks as the article's body, or None."""
    return next((body for path in _BODIES for body in root.xpath(path) if _has_text(body)), None)


def _between_comments(text: str, name: str) -> "HtmlElement | None":
    """What stands between Founder's two comments."""
    start = _FOUNDER_START.search(text)
    end = _FOUNDER_END.search(text, start.end()) if start else None
    if not end:
        return None
    fragment = text[start.end() : end.start()]
    found = parse(f"<div>{fragment}</div>", name) if fragment.strip() else None
    return found if found is not None and _has_text(found) else None


def _has_text(element: "HtmlElement") -> bool:
    letters = 0
    for text in element.itertext():
        letters += sum(character.isalnum() for character in text)
        if letters >= _LEAST_LETTERS:
            return True
    return False


@functools.cache
def _trafilatura() -> ModuleType:
    """trafilatura, which else writes a line a page without text to the terminal."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


def _by_trafilatura(root: "HtmlElement") -> "HtmlElement | None":
    """trafilatura's main text; captions, which it drops with their <figure>, are shown to it as paragraphs."""
    for element in root.iter("figure", "figcaption"):
        element.tag = "div" if element.tag == "figure" else "p"
    for element in root.xpath("//div[@class] | //span[@class]"):
        if _CAPTION.search(element.get("class")) and len(element) == 0:
            element.tag = "p"
            del element.attrib["class"]
    found = _trafilatura().bare_extraction(
        root,
        fast=sum(1 for _ in root.iter()) > _MANY_ELEMENTS,
        include_comments=False,
        include_formatting=True,
        include_images=True,
        include_links=True,
    )
    return found.body if found is not None else None
