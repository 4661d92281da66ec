"""Lines of a page: what stands on each, without indentation and markup."""

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)|(#{2,6})(?=[^#\s])")
_HEADING_END = re.compile(r"\s+#+\Z")
_IMAGE = re.compile(r"!\[[^\]]{0,200}\]\([^)]{0,2000}\)\Z|<img\b[^>]{0,2000}>\Z")
#: The level of a line that is bold as a whole: below every `#`.
BOLD = 7
WIDEST = 120
PLAIN = 9


class Line(NamedTuple):
    """A line's content `source[start:end]`; `level` is 1–6 by `#`, BOLD or PLAIN; `newlines` stand before it.

    `width` counts a Han character as two, indentation included; lines longer than a column may be are as wide as that.
    """

    start: int
    end: int
    level: int
    newlines: int
    indented: bool
    is_image: bool
    width: int


def read_lines(source: str) -> list[Line]:
    """The lines that hold anything beside white space and markup."""
    lines, last = [], 0
    for match in _LINE.finditer(source):
        raw = match[0]
        content = raw.strip()
        if not content.strip("*#"):
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        newlines = 1 if source[last:start] == "\n" else len(_NEWLINE.findall(source, last, start))
        indented = raw[:1] in ("\u3000", "\t") or raw.startswith("  ")
        level, begin, end = _without_markup(content)
        shown = raw[:WIDEST].rstrip()
        width = WIDEST if len(shown) == WIDEST else len(shown.encode("gb18030", "replace"))
        is_image = content[0] in "!<" and _IMAGE.match(content) is not None
        lines.append(Line(start + begin, start + end, level, newlines, indented, is_image, width))
        last = match.end()
    return lines


def _without_markup(content: str) -> tuple[int, int, int]:
    """Level of a line and where its content begins and ends."""
    begin, end, level = 0, len(content), PLAIN
    heading = _HEADING.match(content)
    if heading and not (heading[2] and content.endswith("#")):
        level, begin = len(heading[1] or heading[2]), heading.end()
        closing = _HEADING_END.search(content, begin)
        end = closing.start() if closing else end
    inner = content[begin:end]
    bare = inner.strip("*").strip()
    if inner.startswith("**") and inner.endswith("**") and "**" not in bare:
        level = min(level, BOLD)
    if "**" in inner:
        begin += len(inner) - len(inner.lstrip("* \u3000"))
        end -= len(inner) - len(inner.rstrip("* \u3000"))
    return level, begin, max(begin, end)
