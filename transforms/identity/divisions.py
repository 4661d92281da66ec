"""Divisions through time: what a code meant on a day, what it became, and where it lies."""

import functools
import re
from datetime import date

from transforms.names.gazetteer import DivisionChange, division_changes, division_names, parent_code
from warehouse.schema.keys import text_key

_ZEROS = re.compile(r"(?:00){1,2}$")
_LEVELS = {2: "province", 4: "city", 6: "county", 9: "town", 12: "village"}


def bare_code(code: str) -> str:
    """A code as the table of divisions has it: 330200 → 3302."""
    return _ZEROS.sub("", code) if len(code) == 6 else code


def printed_code(code: str) -> str:
    """A code as GB/T 2260 writes it: 3302 → 330200."""
    return code.ljust(6, "0")


def place_key(code: str) -> int:
    """The key of the division `code`."""
    return text_key(f"place\n{printed_code(code)}")


@functools.cache
def _ends() -> dict[str, DivisionChange]:
    return {bare_code(change.code): change for change in division_changes()}


@functools.cache
def _beginnings() -> dict[str, DivisionChange]:
    """Changes by the division that they founded; of several, the one that only renamed it."""
    made = [change for change in division_changes() if change.way != "merged"]
    return {change.successor_code: change for change in sorted(made, key=lambda change: change.way == "renamed")}


def current(code: str) -> str:
    """The division that the area of `code` belongs to now."""
    for _ in range(len(_ends())):  # a table that goes in circles ends too
        if code not in _ends():
            return code
        code = _ends()[code].successor_code
    return code


def as_of(code: str, day: date | None) -> str:
    """The division that was valid on `day` where a text of that day means `code`.

    奉化区 in 2015 is 奉化市, 江东区 in 2018 is 鄞州区. Changes are known to the year: within it the text's word stands.
    """
    if day is None:
        return code
    for _ in range(len(_ends())):
        end, beginning = _ends().get(code), _beginnings().get(code)
        if end is not None and day.year > end.ended:
            code = end.successor_code
        elif beginning is not None and beginning.way == "renamed" and day.year < beginning.ended:
            code = bare_code(beginning.code)
        else:
            break
    return code


def lineage(code: str) -> list[str]:
    """The division and those above it, nearest first; those that it became are not among them."""
    above = [code]
    while upper := parent_code(above[-1]):
        above.append(upper)
    return above


@functools.lru_cache(maxsize=1 << 13)
def rows_above(code: str) -> tuple[dict, ...]:
    """Rows of `stage.place` for a division, those above it, and what each of them is now."""
    above = {*lineage(code), *lineage(current(code))}
    return tuple(division_row(each) for each in sorted(above | {current(each) for each in above}))


def is_known(code: str) -> bool:
    """Whether the table has the division `code`."""
    return code in division_names()


@functools.cache
def division_row(code: str) -> dict:
    """The row of `stage.place` for the division `code`."""
    names, above = division_names(), lineage(code)
    by_length = {len(each): each for each in above}
    end, beginning = _ends().get(code), _beginnings().get(code)
    row = {
        "place_key": place_key(code),
        "place": names[code],
        "place_code": printed_code(code),
        "level": _LEVELS.get(len(code)),
        "parent_key": place_key(above[1]) if len(above) > 1 else None,
        "valid_from": date(beginning.ended, 1, 1) if beginning else None,
        "valid_to": date(end.ended, 12, 31) if end else None,
        "current_place_key": place_key(current(code)),
    }
    for length, level in ((2, "province"), (4, "city"), (6, "county")):
        upper = by_length.get(length)
        row[f"{level}_code"] = printed_code(upper) if upper else None
        row[level] = names[upper] if upper else None
    return row
