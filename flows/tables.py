"""Results of SQL as tables on the terminal."""

import itertools
from collections.abc import Iterable, Sequence

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.reader import names_of, rows_of

SHOWN_ROWS = 500
#: Where nobody watches (a pipe, a file) nothing is cut to a terminal's width.
WIDE = 10_000


def console() -> Console:
    """Standard output: as wide as the terminal, and where there is none as wide as what is printed."""
    terminal = Console()
    return terminal if terminal.is_terminal else Console(width=WIDE)


def print_result(result: duckdb.DuckDBPyConnection) -> None:
    """Print a result; of a long one the first rows, and how to get the others."""
    screen = console()
    rows = list(itertools.islice(rows_of(result), SHOWN_ROWS + 1))
    table = as_table(names_of(result), rows[:SHOWN_ROWS])
    screen.print(table)
    if len(rows) > SHOWN_ROWS:
        screen.print(f"The first {SHOWN_ROWS} rows; --csv, --json and --parquet FILE give all.")


def as_table(names: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> Table:
    """Rows as a table; texts stand as they are, whatever marks they hold."""
    table = Table(title=title, title_justify="left")
    for name in names:
        table.add_column(Text(name))
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value), overflow="fold") for value in row))
    return table
