"""What a page is given when somebody looks at it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

import duckdb

from warehouse.explore.language import Language


@dataclass(frozen=True)
class Explanation:
    """One table of what is read in a sentence: numerals, times, names, observations or events."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


Explain = Callable[[str, date | None], Sequence[Explanation]]


@dataclass(frozen=True)
class Visit:
    """Somebody looks at a page: what it reads, the language it speaks, and the way to the other pages.

    connection: sealed, to the generation that is published now. explain: what is read in a sentence that was published
    on a day. open: shows another page, with what its address says after `?`.
    """

    connection: duckdb.DuckDBPyConnection
    say: Language
    explain: Explain
    open: Callable[[str, dict[str, str]], NoReturn]
