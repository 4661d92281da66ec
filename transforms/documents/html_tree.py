"""The tree of an HTML page, by lxml, without what its reader does not see."""

import re
from typing import TYPE_CHECKING

from transforms.documents.refusal import refuse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
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
        root = document_fromstring(text.replace("\0", "").encode(), parser=parser)
    except etree.LxmlError as error:
        raise refuse("without_main_text", name, str(error)) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise refuse("damaged", name, "its elements are nested too deep")
    for element in root.iter():
        if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
            element.tag = "script"
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    return root
