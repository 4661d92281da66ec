"""HTML pages: e-paper and news pages by the marks of their systems, any other by trafilatura's main text."""

import codecs
import re
from collections.abc import Iterator, Sequence

from transforms.documents import decode
from transforms.documents.html_blocks import read_blocks
from transforms.documents.html_facts import find_clues, read_facts
from transforms.documents.html_head import Head, read_head
from transforms.documents.html_main import find_main, is_list_of_links, read_links
from transforms.documents.html_tree import parse
from transforms.documents.markdown import FIGURE, Block, join_blocks
from transforms.documents.refusal import refuse
from transforms.documents.source import Source

_BEGINNING = re.compile(
    r"(?:\s|<!--(?:[^-]|-(?!->)){0,500}-->|<\?xml[^>]{0,200}\?>){0,8}<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
#: What pages declare, read as browsers read it.
_DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "cp950", "big5-hkscs": "big5hkscs"}


def is_html(content: bytes) -> bool:
    """Whether the bytes begin as an HTML page; white space, comments and an XML declaration may come before."""
    head = content[:4096].removeprefix(codecs.BOM_UTF8)
    is_wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return bool(_BEGINNING.match(head.decode("utf-16" if is_wide else "latin-1", "replace")))


def read(content: bytes, name: str) -> Source:
    """The article of an HTML page: kicker, `# title`, subtitle and byline, then its paragraphs, headings and captions.

    Scripts, comments and hidden elements never enter the text. `name` is the file's, for messages.

    Raises:
        DocumentUnreadable: F013 nested too deep, F018 without main text; else as `decode` does.
    """
    text, encoding = _decode(content, name)
    root = parse(text, name)
    clues = find_clues(text, root)
    facts, head = read_facts(clues, root), read_head(clues, root)
    links, main = read_links(root), find_main(text, root, name)
    if main is None or is_list_of_links(main, links):
        raise refuse("without_main_text", name, "" if main is None else "nearly all of it are links")
    whole = join_blocks([*_lines(head), *_body(read_blocks(main), head)])
    return Source(whole, encoding, facts.published, facts.publication, facts.page, facts.url)


def _decode(content: bytes, name: str) -> tuple[str, str]:
    """By what the page declares, where the bytes are no UTF-8: a page is mostly markup, its content tells less."""
    found = _CHARSET.search(content[:8192])
    codec = _DECLARED.get(found[1].decode("ascii").lower()) if found else None
    if codec and not _is_in(content, "utf-8") and _is_in(content, codec):
        return decode(content.decode(codec).encode(), name)[0], codec
    return decode(content, name)


def _is_in(content: bytes, codec: str) -> bool:
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _lines(head: Head) -> Iterator[Block]:
    for text, level in ((head.kicker, 0), (head.title, 1), (head.subtitle, 0), (head.byline, 0)):
        if text:
            yield Block(text, level)


def _body(blocks: Sequence[Block], head: Head) -> Iterator[Block]:
    """The blocks of the body without what the head says already; its headings below the title of the one article."""
    said = {_bare(text) for text in (head.kicker, head.title, head.subtitle, head.byline) if text}
    begun = False
    is_one = bool(head.title) and sum(block.level == 1 for block in blocks) < 2
    for block in blocks:
        begun = begun or (_bare(block.text) not in said and block.text != FIGURE)
        if begun or block.text == FIGURE:
            yield block._replace(level=max(2, block.level)) if block.level and is_one else block


def _bare(text: str) -> str:
    return "".join(text.split())
