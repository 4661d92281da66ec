"""What an HTML page says beside its article: paper, page, date and address."""

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from transforms.documents.html_blocks import read_unlinked_blocks
from transforms.documents.html_dates import read_date
from transforms.documents.html_main import find_body
from transforms.documents.markdown import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: 第A03版：要闻, 第 03 版, A03版
_PAGE = re.compile(r"第\s{0,2}([A-Za-z]{0,2}\d{1,3})\s{0,2}版|(?<![A-Za-z\d])([A-Za-z]{1,2}\d{1,3})\s?版")
#: 《青山日报》（2022年10月20日 第 03 版）, as e-papers sign an article
_SIGNED = re.compile(r"《([^《》\s]{2,15})》\s{0,2}[（(][^（）()]{0,20}第[^（）()]{1,6}版")
#: A paper's own name at an end of the window's title: 第A03版-青山日报, 青山日报数字报
_PAPER = re.compile(r"(?:\A|[\s_|｜–—-])([\u4e00-\u9fff]{2,10}报)(?:社|数字报|电子报|电子版|数字版|多媒体)?\Z")
_PROPERTY = re.compile(r"<(\w{3,20})>([^<]{0,500})</\1>")
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_LONGEST_PROPERTIES = 8_000
#: A line of a page's head is short; a paragraph is not.
_LONGEST_LINE = 100


@dataclass(frozen=True, slots=True)
class Clues:
    """Where facts are looked for: meta elements by name, Founder's properties, the window's title, lines of the head.

    `lines` are short blocks outside the article and outside links (the list of all pages of an e-paper is links).
    """

    metas: Mapping[str, str]
    properties: Mapping[str, str]
    window: str
    lines: Sequence[str]
    source: str

    @property
    def is_epaper(self) -> bool:
        """Whether the page names the page of a paper that it stands on."""
        return any(map(_PAGE.search, [self.properties.get("nodename", ""), self.window, *self.lines]))


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its publication beyond doubt; None where it does not."""

    published: date | None
    publication: str | None
    page: str | None
    url: str | None


def find_clues(text: str, root: "HtmlElement") -> Clues:
    """The clues of a page; `root` is the tree of `text`."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        metas.setdefault(key.lower(), clean(meta.get("content", "")))
    blocks = read_unlinked_blocks(root, find_body(root))
    lines = [block.text for block in blocks if len(block.text) <= _LONGEST_LINE]
    return Clues(metas, _founder_properties(text), clean(root.findtext(".//title") or ""), lines, text)


def read_facts(clues: Clues, root: "HtmlElement") -> PageFacts:
    """Date, paper (on WeChat the account), page and address of a page."""
    signed = next(filter(None, map(_SIGNED.search, clues.lines)), None)
    paper = _PAPER.search(clues.window)
    account = root.find(".//*[@id='js_name']")
    site = clean(account.text_content()) if account is not None else ""
    site = site or clues.metas.get("og:site_name") or clues.metas.get("sitename")
    publication = signed[1] if signed else (site or (paper[1] if paper else None))
    return PageFacts(read_date(clues), publication, _page(clues), _url(clues, root))


def _founder_properties(text: str) -> dict[str, str]:
    """<!--enpproperty <title>…</title><author>…</author> … /enpproperty-->, as Founder's systems write it."""
    start = text.find("<!--enpproperty")
    end = text.find("enpproperty-->", start + 15, start + _LONGEST_PROPERTIES)
    if start < 0 or end < 0:
        return {}
    found = _PROPERTY.findall(text[start:end])
    return {name: clean(_MARKUP.sub(" ", html.unescape(value))) for name, value in found}


def _page(clues: Clues) -> str | None:
    """The page's number, where the head names one only."""
    for texts in ([clues.properties.get("nodename", "")], clues.lines):
        numbers = {_number(match) for text in texts for match in _PAGE.finditer(text)}
        if len(numbers) == 1:
            return numbers.pop()
    return None


def _number(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[1] or match[2]).upper()


def _url(clues: Clues, root: "HtmlElement") -> str | None:
    links = (link.get("href", "") for link in root.iter("link") if link.get("rel", "").lower() == "canonical")
    found = next(links, "") or clues.metas.get("og:url", "")
    return found if found.startswith(("http://", "https://")) else None
