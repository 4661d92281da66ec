"""Blocks of a page: lines that a column broke put together, each with what it looks like."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from transforms.lazy import lazy
from transforms.page.lines import PLAIN, WIDEST, Line, read_lines
from transforms.page.strand import Strand, read_strand

_FINISHED = re.compile(r"(?:[。！？!?…；;：:｡．]|[\u4e00-\u9fff]\.)[”’」』》）)】\]\"]{0,4}\Z")
_ENDED = re.compile(r"(?:[。！？!?…｡]|[\u4e00-\u9fff]\.)[”’」』》）)】\]\"]{0,4}\Z")
#: A paragraph that its writer has signed: …每亩25斤至30斤。（王琳）
_SIGNED = re.compile(r"[。！？!?…]”?[（(][^（）()。，]{2,40}[）)]\Z")
_STOP_INSIDE = re.compile(r"[。；;]|[！？!?](?![”’」』》）)]*\Z)")
_ONLY_CLOSING = re.compile(r"[。！？；，、,;!?…”’」』》）)】\]]{1,4}\Z")
_RUNNING = re.compile(r"[，。、,；;]")
_SPACED = re.compile(r"\S\s\S")
#: A line may end so many half characters early, before a mark that must not begin a line.
_LEEWAY = 4
#: From so many characters on a line is prose, whatever it ends with.
_LONG = 45


@dataclass
class Block:
    """A piece of the page that stands by itself: `source[start:end]`.

    `figure` says that the layout left the place of a picture before it, `soft` that only one line break is before it,
    `is_row` that it is a row of a table.
    """

    strand: Strand
    start: int
    end: int
    level: int = PLAIN
    soft: bool = False
    figure: bool = False
    indented: bool = False
    source: str = field(default="", repr=False)
    is_row: bool = False

    @property
    def text(self) -> str:
        return self.strand.text

    @property
    def is_finished(self) -> bool:
        """Whether it ends as a sentence, a list item or an announcement ends."""
        return self.is_row or bool(_FINISHED.search(self.text[-6:]) or self.is_signed)

    @property
    def is_signed(self) -> bool:
        """Whether a bracket follows its last sentence: the name of who wrote it, or a remark."""
        return bool(_SIGNED.search(self.text[-_LONG:]))

    @property
    def is_prose(self) -> bool:
        """Whether it is running text beyond doubt: long, or with the marks of sentences."""
        if self.level < PLAIN:
            return len(self.text) >= 2 * _LONG
        text = self.text
        return len(text) >= _LONG or bool(_ENDED.search(text[-6:])) or bool(_STOP_INSIDE.search(text))

    @lazy
    def titled(self) -> Strand:
        """The strand as a title or byline shows it: spaces kept."""
        if len(self.strand.pieces) == 1 and " " not in self.strand.text:
            return self.strand
        return read_strand(self.source, self.start, self.end, keep_spaces=True)

    def part(self, start: int, end: int) -> "Block":
        """The block of `text[start:end]` alone."""
        strand = self.strand.cut(start, end)
        first, last = strand.pieces[0][0], strand.pieces[-1][1]
        return Block(strand, first, last, self.level, source=self.source)

    def extended(self, below: "Block") -> "Block":
        """This block and the one below as one."""
        strand = read_strand(self.source, self.start, below.end)
        return Block(strand, self.start, below.end, self.level, self.soft, self.figure, self.indented, self.source)


def read_blocks(source: str) -> list[Block]:
    """The blocks of a page in reading order; images only leave their mark on what follows."""
    lines = read_lines(source)
    full = _fullness(source, lines)
    usual = _usual_newlines(lines)
    blocks: list[Block] = []
    group: list[Line] = []
    figure = False
    for line in lines:
        if group and not line.is_image and _continues(source, group[-1], line, full):
            group.append(line)
            continue
        if group:
            blocks.append(_block(source, group, figure and bool(blocks), bool(blocks)))
            figure = False
        group = [] if line.is_image else [line]
        figure = figure or line.is_image or line.newlines > max(2, usual)
    if group:
        blocks.append(_block(source, group, figure and bool(blocks), bool(blocks)))
    return blocks


def _block(source: str, group: Sequence[Line], figure: bool, is_later: bool) -> Block:
    first = group[0]
    strand = read_strand(source, first.start, group[-1].end)
    soft = is_later and first.newlines == 1
    return Block(strand, first.start, group[-1].end, first.level, soft, figure, first.indented, source)


def _usual_newlines(lines: Sequence[Line]) -> int:
    counts = Counter(line.newlines for line in lines[1:])
    return min(counts, key=lambda newlines: (-counts[newlines], newlines), default=1)


def _fullness(source: str, lines: Sequence[Line]) -> frozenset[int]:
    """Widths of lines that fill their column: where running text was broken, most lines have one of few widths."""
    broken = [line.width for group in _prose_groups(source, lines) for line in group[:-1]]
    widths = Counter(width for width in broken if width < WIDEST)
    columns = (
        width for width in widths if sum(widths[width - back] for back in range(_LEEWAY)) >= max(3, 0.25 * len(broken))
    )
    full = frozenset(width - back for width in columns for back in range(_LEEWAY))
    return full if sum(widths[width] for width in full) >= 0.5 * len(broken) else frozenset()


def _prose_groups(source: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of three lines and more, single line breaks between, that hold the punctuation of running text."""
    group: list[Line] = []
    for line in [*lines, None]:
        if line and group and line.newlines == 1:
            group.append(line)
            continue
        marks = len(_RUNNING.findall(source, group[0].start, group[-1].end)) if len(group) > 2 else 0
        if 2 * marks > len(group):
            yield group
        group = [line] if line else []


def _continues(source: str, before: Line, line: Line, full: frozenset[int]) -> bool:
    """Whether `line` goes on with the paragraph of the line before."""
    if line.newlines != 1 or line.level != before.level:
        return False
    if _ONLY_CLOSING.match(source[line.start : line.end][:5]):
        return True
    return before.width in full and not line.indented and not _is_display(source, before, line)


def _is_display(source: str, before: Line, line: Line) -> bool:
    """Whether two lines are shown, not run on: both have spaces inside and no punctuation (two headings, two names)."""
    return all(
        _SPACED.search(source, one.start, one.end) and not _RUNNING.search(source, one.start, one.end)
        for one in (before, line)
    )
