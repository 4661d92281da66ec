"""Paragraphs, headings, table rows and pictures of a piece of HTML, in reading order.

The same walk reads a page's own elements and what trafilatura makes of them (head, lb, hi, item, row, cell).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from transforms.documents.markdown import FIGURE, Block, clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(_LEVELS) | {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "head",
    "item",
    "list",
    "quote",
    "row",
    "cell",
    "founder-content",
    "founder-title",
    "founder-introtitle",
    "founder-subtitle",
    "founder-author",
}
_BREAKS = frozenset({"br", "lb"})
_PICTURES = frozenset({"img", "graphic"})
_BOLD = frozenset({"b", "strong"})
_TABLES, _ROWS, _CELLS = frozenset({"table"}), frozenset({"tr", "row"}), frozenset({"td", "th", "cell"})
#: Between lines inside a text; parse() lets no NUL in, so that NUL may stand between cells.
LINE_BREAK = "\u2028"
_CELL_BREAK = "\0"
_LONGEST_CELL = 60


class _Walk:
    """What was read so far, and the block being read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._texts: list[str] = []
        self._level, self._bold = 0, 0
        self._is_bold = True
        self._data_depth, self._cells = 0, 0

    def open(self, element: "HtmlElement") -> None:
        """Enter `element` and take the text before its first child."""
        tag = element.tag
        if self._data_depth or (tag in _TABLES and _is_data(element)):
            self._data_depth += tag in _TABLES
            self._open_in_table(tag)
        elif tag in _BLOCKS or tag in _BREAKS:
            self.flush()
            self._level = _level(element) or self._level
        if tag in _PICTURES:
            self._picture()
        self._bold += _is_bold(element)
        self.take(element.text)

    def close(self, element: "HtmlElement") -> None:
        """Leave `element` and take the text behind it."""
        tag = element.tag
        self._bold -= _is_bold(element)
        if self._data_depth:
            if tag in _ROWS or tag in _TABLES:
                self.flush()
            self._data_depth -= tag in _TABLES
        elif tag in _BLOCKS:
            self.flush()
            self._level = 0 if _level(element) else self._level
        self.take(element.tail)

    def _open_in_table(self, tag: str) -> None:
        if tag in _ROWS or tag in _TABLES:
            self.flush()
            self._cells = 0
        elif tag in _CELLS:
            self._texts += [_CELL_BREAK] if self._cells else []
            self._cells += 1

    def _picture(self) -> None:
        if not self._data_depth:
            self.flush()
            self.blocks.append(Block(FIGURE))

    def take(self, text: str | None) -> None:
        """Add text to the block being read."""
        for index, line in enumerate((text or "").split(LINE_BREAK)):
            if index:
                self.flush()
            self._texts.append(line)
            self._is_bold = self._is_bold and (self._bold > 0 or not line.strip())

    def flush(self) -> None:
        """End the block being read."""
        cells = [clean(cell) for cell in "".join(self._texts).split(_CELL_BREAK)]
        if any(cells):
            self.blocks.append(Block("\t".join(cells).rstrip("\t"), self._level, self._is_bold))
        self._texts, self._is_bold = [], True


def read_blocks(element: "HtmlElement") -> list[Block]:
    """The blocks of `element`."""
    walk = _Walk()
    _walk_through(element, walk, lambda found: False)
    return walk.blocks


def read_unlinked_blocks(element: "HtmlElement", body: "HtmlElement | None") -> list[Block]:
    """The blocks of `element` outside links and outside `body`: what the page says around its article."""
    walk = _Walk()
    _walk_through(element, walk, lambda found: found.tag == "a" or found is body)
    return walk.blocks


def _walk_through(element: "HtmlElement", walk: _Walk, is_unread: Callable[["HtmlElement"], bool]) -> None:
    from lxml.etree import iterwalk

    steps = iterwalk(element, events=("start", "end"))
    for event, found in steps:
        if is_unread(found):
            if event == "start":
                steps.skip_subtree()
            else:
                walk.take(found.tail)
        elif event == "start":
            walk.open(found)
        elif found is not element:
            walk.close(found)
    walk.flush()


def _level(element: "HtmlElement") -> int:
    if element.tag == "head":  # trafilatura's heading says its level in `rend`; a page's own head has none
        return _LEVELS.get(element.get("rend", ""), 0)
    return _LEVELS.get(element.tag, 0)


def _is_bold(element: "HtmlElement") -> bool:
    return element.tag in _BOLD or (element.tag == "hi" and element.get("rend") == "#b")


def _is_data(table: "HtmlElement") -> bool:
    """Whether a table holds data, not layout: no table inside, cells side by side, none of them a paragraph long."""
    if table.find(".//table") is not None:
        return False
    rows = [sum(child.tag in _CELLS for child in row) for row in table.iter(*_ROWS)]
    if sum(cells > 1 for cells in rows) < 2:
        return False
    return all(len(clean("".join(cell.itertext()))) <= _LONGEST_CELL for cell in table.iter(*_CELLS))
