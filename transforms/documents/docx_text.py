"""The paragraphs, tables and text boxes of a Word document's body, in reading order."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from transforms.documents.markdown import FIGURE, Block, clean

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_RUN, _TEXT, _TEXT_BOX = f"{_W}r", f"{_W}t", f"{_W}txbxContent"
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PICTURES = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
        "{urn:schemas-microsoft-com:vml}imagedata",
    }
)
#: Not text of the page: deletions, the reading above a character, and the older copy of what a drawing says.
_UNSEEN = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}rt",
        f"{_W}pPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_TITLE = 1
_OFF = frozenset({"0", "false", "off", "none"})


def write_blocks(document: "Document", notes: Iterable["Element"]) -> list[Block]:
    """The blocks of a document, then those of its `notes`.

    A paragraph styled `Title` is level 1 and `Heading 1` level 2; where the document begins with a `Heading 1` and has
    no title, that is level 1.
    """
    levels = _heading_levels(document)
    blocks = list(_blocks(document.element.body, levels))
    told = [block.level for block in blocks if block.text and block.text != FIGURE]
    if told and told[0] == _TITLE + 1 and _TITLE not in told:
        blocks = [block._replace(level=max(0, block.level - 1)) for block in blocks]
    return blocks + [block for note in notes for block in _blocks(note, {})]


def _heading_levels(document: "Document") -> dict[str, int]:
    """Levels by style id; Word names built-in styles in English in every language (style id 1 is `heading 1`)."""
    levels = {}
    for style in document.styles.element.iterchildren(f"{_W}style"):
        name = style.find(f"{_W}name")
        words = name.get(f"{_W}val", "").lower().split() if name is not None else []
        if words == ["title"]:
            levels[style.get(f"{_W}styleId")] = _TITLE
        elif len(words) == 2 and words[0] == "heading" and words[1] in set("123456789"):
            levels[style.get(f"{_W}styleId")] = _TITLE + int(words[1])
    return levels


def _blocks(container: "Element", levels: dict[str, int]) -> Iterator[Block]:
    """Blocks of the paragraphs and tables in `container`, through content controls (w:sdt) and layout tables."""
    waiting = [*reversed(container)]
    while waiting:
        element = waiting.pop()
        if element.tag == _PARAGRAPH:
            yield from _paragraph(element, levels)
        elif element.tag == _TABLE and _is_data(element):
            yield from _table(element)
        elif element.tag not in _UNSEEN:
            waiting.extend(reversed(element))


def _is_data(table: "Element") -> bool:
    """Whether a table has more than one cell a row and no table inside: else it only arranges paragraphs."""
    rows = [sum(1 for _ in row.iter(_CELL)) for row in table.iter(_ROW)]
    return max(rows, default=0) > 1 and table.find(f".//{_TABLE}") is None


def _table(table: "Element") -> Iterator[Block]:
    """A line a row, cells parted by tabs."""
    for row in table.iter(_ROW):
        cells = [" ".join(block.text for block in _blocks(cell, {}) if block.text) for cell in row.iter(_CELL)]
        if any(cells):
            yield Block("\t".join(cells))


def _paragraph(paragraph: "Element", levels: dict[str, int]) -> Iterator[Block]:
    """A picture's mark, the paragraph (a line break in it parts two), then the paragraphs of its text boxes."""
    runs, boxes, has_picture = _runs(paragraph)
    if has_picture:
        yield Block(FIGURE)
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    level = levels.get(style.get(f"{_W}val"), 0) if style is not None else 0
    is_bold = all(bold for text, bold in runs if text.strip())
    lines = [clean(line) for line in "".join(text for text, _ in runs).split("\n")]
    for line in [" ".join(filter(None, lines))] if level else lines:
        yield Block(line, level, is_bold)
    for box in boxes:
        yield from _blocks(box, levels)


def _runs(paragraph: "Element") -> tuple[list[tuple[str, bool]], list["Element"], bool]:
    """Text of a paragraph with whether it is bold, its text boxes, and whether a picture stands in it."""
    runs, boxes, has_picture = [], [], False
    waiting = [*reversed(paragraph)]
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT:
            runs.append((element.text or "", _is_set(element.getparent(), "b")))
        elif element.tag in _CHARACTERS:
            runs.append((_CHARACTERS[element.tag], True))
        elif element.tag == _TEXT_BOX:
            boxes.append(element)
        elif element.tag not in _UNSEEN and not (element.tag == _RUN and _is_set(element, "vanish")):
            has_picture = has_picture or element.tag in _PICTURES
            waiting.extend(reversed(element))
    return runs, boxes, has_picture


def _is_set(run: "Element", name: str) -> bool:
    switch = run.find(f"{_W}rPr/{_W}{name}")
    return switch is not None and switch.get(f"{_W}val", "1") not in _OFF
