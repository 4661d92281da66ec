"""The head of an article on an HTML page: kicker, title, subtitle and byline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.documents.html_facts import Clues
from transforms.documents.html_main import find_body
from transforms.documents.markdown import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KICKER = re.compile(r"(?:intro|pre|yin|shoulder)[-_]?(?:title|ti\b|biaoti)|kicker", re.IGNORECASE)
_SUBTITLE = re.compile(r"(?:sub|fu)[-_]?(?:title|ti\b|biaoti|head)", re.IGNORECASE)
_BYLINE = re.compile(r"(?:\A|[\s_-])(?:author|byline|zuozhe)(?:\Z|[\s_-])", re.IGNORECASE)
#: 作者：张三 李四, 记者：王五, in the line of date and source
_NAMED = re.compile(
    r"(?P<label>作者|撰稿|撰文|记者|通讯员)\s{0,2}[:：]\s{0,2}"
    r"(?P<names>[\u4e00-\u9fff·]{2,8}(?:[ 、，,\u3000]{1,3}[\u4e00-\u9fff·]{2,8}(?![:：\u4e00-\u9fff])){0,5})"
)
#: 本报记者 张三 通讯员 李四, a line of its own in the head
_SIGNED = re.compile(r"[\u4e00-\u9fff]{0,6}(?:记者|通讯员)[ 　：:][\u4e00-\u9fff·、，,/ 　：:]{2,60}\Z")
_LABEL = re.compile(r"\A(?:作者|来源)\s{0,2}[:：]\s{0,2}")
_SITE = re.compile(r"(?:网|报|报社|新闻|频道|政府|客户端|在线|首页|门户网站|数字报|电子报|电子版|数字版|多媒体|版)\Z")
#: A name that is no title by itself: 青山日报, 青山新闻网, 青山县人民政府
_SITE_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:[日晚晨早时商周]报|都市报|数字报|电子报|电子版|数字版|新闻网|在线|政府|门户网站|融媒体中心|客户端)\Z"
)
_TAIL = re.compile(r"[\s_|｜–—-]+([^_|｜–—-]{2,20})\Z")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above an article's text; None for those that it does not have."""

    kicker: str | None
    title: str | None
    subtitle: str | None
    byline: str | None


def read_head(clues: Clues, root: "HtmlElement") -> Head:
    """The head as Founder's elements and properties say it, else by `h1`, what stands beside it, and meta elements."""
    told = {name: _founder(root, f"founder-{name}") for name in ("introtitle", "title", "subtitle", "author")}
    told = {name: text or clues.properties.get(name) or None for name, text in told.items()}
    if told["title"]:
        return Head(told["introtitle"], told["title"], told["subtitle"], _line(told["author"]) or _byline(clues))
    title, element = _title(clues, root)
    kicker, subtitle, byline = _beside(element, find_body(root)) if element is not None else (None, None, None)
    return Head(kicker, title, subtitle, byline or _byline(clues))


def _founder(root: "HtmlElement", tag: str) -> str | None:
    return next(filter(None, map(_text, root.iter(tag))), None)


def _text(element: "HtmlElement") -> str:
    return clean(" ".join(element.itertext()) if element.find(".//br") is not None else "".join(element.itertext()))


def _line(text: str | None) -> str | None:
    """`text` if it can be a line of the head."""
    bare = _LABEL.sub("", text or "")
    return bare if 1 < len(bare) <= _LONGEST and "。" not in bare else None


def _title(clues: Clues, root: "HtmlElement") -> tuple[str | None, "HtmlElement | None"]:
    """The title, and its `h1`: one that the window's title or a meta element repeats, else the page's only one."""
    window, sites = _without_sites(clues.window)
    sites |= {clues.metas.get(name, "") for name in ("og:site_name", "sitename")}
    stated = [clues.metas.get("articletitle", ""), clues.metas.get("og:title", ""), window]
    stated = [text for text in stated if text and text not in sites]
    headings = [(_text(heading), heading) for heading in root.iter("h1")]
    headings = [one for one in headings if one[0] and one[0] not in sites and not _SITE_NAME.match(one[0])]
    repeated = "\n".join("".join(text.split()) for text in stated)
    for text, heading in headings:
        if "".join(text.split()) in repeated:
            return text, heading
    if len(headings) == 1:
        return headings[0]
    return (_without_sites(stated[0])[0] if stated else None), None


def _without_sites(text: str) -> tuple[str, set[str]]:
    """A window's title without the names of page and site behind it, and these names (…-第A03版-青山日报)."""
    sites: set[str] = set()
    tail = _TAIL.search(text)
    while tail and _SITE.search(tail[1]):
        sites.add(tail[1])
        text = text[: tail.start()]
        tail = _TAIL.search(text)
    return ("", sites | {text}) if _SITE_NAME.match(text) else (text, sites)


def _beside(title: "HtmlElement", body: "HtmlElement | None") -> tuple[str | None, str | None, str | None]:
    """Kicker, subtitle and byline beside the title: headings next to it, and what its container's classes call so."""
    scope = _scope(title, body)
    kicker = subtitle = byline = None
    if scope is not None:
        for element in _outside(scope, title, body):
            name = f"{element.get('class', '')} {element.get('id', '')}"
            kicker = kicker or (_line(_text(element)) if _KICKER.search(name) else None)
            subtitle = subtitle or (_line(_text(element)) if _SUBTITLE.search(name) else None)
            byline = byline or (_line(_text(element)) if _BYLINE.search(name) else None)
    if body is not None:
        before, after = title.getprevious(), title.getnext()
        kicker = kicker or (_line(_text(before)) if before is not None and before.tag in _HEADINGS else None)
        subtitle = subtitle or (_line(_text(after)) if after is not None and after.tag in _HEADINGS else None)
    return kicker, subtitle, byline


def _scope(title: "HtmlElement", body: "HtmlElement | None") -> "HtmlElement | None":
    """The container of the title, at most two elements up, the page's whole body never."""
    parent = title.getparent()
    above = parent.getparent() if parent is not None else None
    return next((one for one in (above, parent) if one is not None and one.tag not in ("body", "html")), None)


def _outside(scope: "HtmlElement", title: "HtmlElement", body: "HtmlElement | None") -> Iterator["HtmlElement"]:
    """Elements of `scope` with a class or id, the article's body and the title apart, and what holds either."""
    inside = set(body.iter()) if body is not None else set()
    around = {title, *title.iterancestors(), *(body.iterancestors() if body is not None else ())}
    for element in scope.iter():
        if element not in inside and element not in around and (element.get("class") or element.get("id")):
            yield element


def _byline(clues: Clues) -> str | None:
    """Who a line of the head names: 作者：张三 → 张三, 记者：王五 → 记者 王五, 本报记者 张三 as it is."""
    for line in clues.lines:
        if _SIGNED.match(line):
            return line
        if match := _NAMED.search(line):
            return match["names"] if match["label"] == "作者" else f"{match['label']} {match['names']}"
    return None
