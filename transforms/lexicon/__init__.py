"""Knowledge as tables: CSV files beside this module, read once and checked row by row.

Each table has a row type here; README.md names the source and licence of each. A bad row stops the program at its
start with `LexiconInvalid`, which names file, line and column.
"""

import csv
import dataclasses
import functools
import typing
from importlib import resources


class LexiconInvalid(ValueError):
    """A row of a lexicon table cannot be used; the message names file, line and column."""


Row = typing.TypeVar("Row")

_READERS: dict[object, typing.Callable[[str], object]] = {
    str: str,
    int: int,
    float: float,
    bool: {"yes": True, "no": False}.__getitem__,
    tuple[str, ...]: lambda cell: tuple(cell.split("|")) if cell else (),
}


@functools.cache
def read_table(file: str, row_type: type[Row]) -> tuple[Row, ...]:
    """Rows of `file` (a CSV beside this module) as instances of the dataclass `row_type`.

    Columns are the dataclass's fields; an empty cell takes the field's default; `a|b` fills a tuple.

    Raises:
        LexiconInvalid: a column is missing or unknown, or a cell does not fit its type.
    """
    source = resources.files(__package__).joinpath(file)
    fields = {field.name: field for field in dataclasses.fields(row_type)}
    with source.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        names = next(reader, [])
        if set(names) != set(fields):
            raise LexiconInvalid(f"{file}: columns are {names}, expected {list(fields)}")
        columns = [(name, fields[name].type, fields[name].default is not dataclasses.MISSING) for name in names]
        return tuple(_row(file, reader.line_num, cells, row_type, columns) for cells in reader if cells)


def _row(file: str, line: int, cells: list[str], row_type: type[Row], columns: list[tuple[str, type, bool]]) -> Row:
    if len(cells) != len(columns):
        raise LexiconInvalid(f"{file}, line {line}: {len(cells)} cells in a table of {len(columns)} columns")
    values = {}
    for cell, (name, kind, has_default) in zip(cells, columns, strict=True):
        if cell == "" and has_default:
            continue
        try:
            values[name] = cell if kind is str else _READERS[kind](cell)
        except (KeyError, ValueError) as error:
            raise LexiconInvalid(f"{file}, line {line}, column {name}: {cell!r} does not fit {kind}") from error
    try:
        return row_type(**values)
    except ValueError as error:  # a row type's own __post_init__
        raise LexiconInvalid(f"{file}, line {line}: {error}") from error


@dataclasses.dataclass(frozen=True)
class UserWord:
    """A word that jieba's dictionary lacks: general words of the genre, never a name from a page."""

    word: str
    frequency: int
    tag: str


@functools.cache
def user_words() -> tuple[UserWord, ...]:
    """Our own words for jieba."""
    return read_table("words.csv", UserWord)
