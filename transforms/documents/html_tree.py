"""The tree of an HTML page, by lxml, without what its reader does not see."""

import re
from typing import TYPE_CHECKING

from transforms.documents.refusal import refuse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
#: What XML, and so lxml, cannot hold, as a character or as a reference to one (&#11;).
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,8})|0*(\d{1,8}));?")
#: WeChat hides an article until its script has run.
_SHOWN_LATER = "js_content"
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "svg", "button", "select", "textarea")


def parse(text: str, name: str) -> "HtmlElement":
    """The tree of a page or of a part of one; `name` is the file's, for messages.

    libxml2 drops, without a word, what is nested deeper than 2,048 elements: such a page is refused.

    Raises:
        DocumentUnreadable: F013 nested too deep, F018 no element at all.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(_legal(text).encode(), parser=parser)
    except etree.LxmlError as error:
        raise refuse("without_main_text", name, str(error)) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise refuse("damaged", name, "its elements are nested too deep")
    for element in root.iter():
        if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
            element.tag = element.tag if element.get("id") == _SHOWN_LATER else "script"
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    return root


def _legal(text: str) -> str:
    return _REFERENCE.sub(_without_illegal, _ILLEGAL.sub(" ", text))


def _without_illegal(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    is_character = code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return reference[0] if is_character and not _ILLEGAL.match(chr(code)) else " "
