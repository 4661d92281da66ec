"""Where the article of an HTML page stands: by the marks that publishing systems leave, else by trafilatura."""

import functools
import logging
import re
from types import ModuleType
from typing import TYPE_CHECKING

from transforms.documents.html_blocks import LINE_BREAK
from transforms.documents.html_tree import parse
from transforms.documents.markdown import unwrapped

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml.html import HtmlElement

#: Founder's e-paper, schema.org, TRS's CMS, the template of government sites (UCAP-CONTENT), and WeChat.
_BODIES = (
    "//founder-content",
    "//*[@id='ozoom']",
    "//*[@itemprop='articleBody']",
    "//*[@id='UCAP-CONTENT']",
    "//*[@id='js_content']",
    "//*[contains(concat(' ', @class, ' '), ' TRS_Editor ')]",
)
_FOUNDER_START = re.compile(r"<!--\s*enpcontent\s*-->")
_FOUNDER_END = re.compile(r"<!--\s*/enpcontent\s*-->")
_CAPTION = re.compile(r"caption|(?:pic|img|photo)[-_]?(?:info|text|txt|desc|note|title)", re.IGNORECASE)
_CONTAINERS = frozenset({"div", "section", "article", "main", "center"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_DEEPEST_CONTAINER = 12
_LEAST_LETTERS = 10
#: trafilatura distrusts a result below 250 characters; a Chinese news item of three sentences has a hundred.
_SHORT_ARTICLE = "60"
_MOST_LINKED = 0.6
#: Above so many elements (an article's page has some thousands) trafilatura's slower second opinions are left out.
_MANY_ELEMENTS = 20_000


def find_main(text: str, root: "HtmlElement", name: str) -> "HtmlElement | None":
    """The element that holds the article, or None; `root` is the tree of `text` and may be taken apart.

    Raises:
        DocumentUnreadable: F013 nested too deep.
    """
    for found in (_between_comments(text, name), find_body(root), _plain(root)):
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


def _plain(root: "HtmlElement") -> "HtmlElement | None":
    """The element that holds nothing but paragraphs and headings, on a page that holds nothing but it."""
    element, inside = root.find("body"), []
    for _ in range(_DEEPEST_CONTAINER):
        if element is None:
            return None
        inside = [child for child in element if _has_text(child)]
        if len(inside) != 1 or inside[0].tag not in _CONTAINERS:
            break
        element = inside[0]
    tags = {child.tag for child in inside}
    return element if "p" in tags and tags <= _PARAGRAPHS else None


def _has_text(element: "HtmlElement") -> bool:
    letters = 0
    for text in element.itertext():
        letters += sum(character.isalnum() for character in text)
        if letters >= _LEAST_LETTERS:
            return True
    return False


def read_links(root: "HtmlElement") -> frozenset[str]:
    """The texts of a page's links, without white space."""
    return frozenset("".join("".join(link.itertext()).split()) for link in root.iter("a"))


def is_list_of_links(main: "HtmlElement", links: frozenset[str]) -> bool:
    """Whether most of the text is that of links: a front page or a list of news, no article."""
    lines = ["".join(line.split()) for text in main.itertext() for line in text.splitlines()]
    return sum(len(line) for line in lines if line in links) > _MOST_LINKED * sum(map(len, lines))


@functools.cache
def _trafilatura() -> tuple[ModuleType, "ConfigParser"]:
    """trafilatura, which else writes a line a page without text to the terminal, and its settings for Chinese."""
    import trafilatura
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    settings = use_config()
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = _SHORT_ARTICLE
    return trafilatura, settings


def _by_trafilatura(root: "HtmlElement") -> "HtmlElement | None":
    """trafilatura's main text; captions, which it drops with their <figure>, are shown to it as paragraphs."""
    for element in root.iter():
        element.text, element.tail = _unwrapped(element.text), _unwrapped(element.tail)
        if element.tag == "figure":
            element.tag = "div"
        elif element.tag == "figcaption" or (len(element) == 0 and _CAPTION.search(element.get("class", ""))):
            element.tag = "p"
            element.attrib.clear()
    trafilatura, settings = _trafilatura()
    found = trafilatura.bare_extraction(
        root,
        fast=sum(1 for _ in root.iter()) > _MANY_ELEMENTS,
        include_comments=False,
        include_formatting=True,
        include_images=True,
        config=settings,
    )
    if found is None or not _has_text(found.body):
        return None
    for element in found.body.iter():
        # A short page comes back as one paragraph, a line each of its own.
        element.text = (element.text or "").replace("\n", LINE_BREAK)
        element.tail = (element.tail or "").replace("\n", LINE_BREAK)
    return found.body


def _unwrapped(text: str | None) -> str | None:
    return unwrapped(text) if text and "\n" in text else text
