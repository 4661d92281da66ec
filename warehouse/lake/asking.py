"""What a sealed lake may be asked: its extensions reach files and servers in ways that DuckDB's own seal lets pass."""

import re
from collections.abc import Iterator

import duckdb

from warehouse.errors import WriteRefused
from warehouse.lake.address import Lake

#: The folder of the lake's files has to be open to DuckDB, and what is open may be written: by COPY, also in EXPLAIN.
_KINDS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
_WORDS = frozenset({"attach", "copy", "export"})
#: They open any SQLite file and any server, and `query` runs text that is put together while it runs.
_FUNCTIONS = re.compile(r"(sqlite|postgres)_\w+|query")
_WORD = re.compile(rb'"(?:[^"]|"")*"|\w+')
_NAMES = (duckdb.token_type.identifier, duckdb.token_type.keyword)


def require_question(connection: duckdb.DuckDBPyConnection, lake: Lake, sql: str) -> None:
    """Let `sql` pass where it only reads, from the lake itself.

    Raises:
        WriteRefused: it could do more; the message says by which word or kind of statement.
        duckdb.Error: it is no SQL.
    """
    for statement in connection.extract_statements(sql):
        is_type_of_pivot = statement.type == duckdb.StatementType.CREATE and not statement.query
        if statement.type not in _KINDS and not is_type_of_pivot:
            raise _refused(lake, statement.type.name)
    for name in _names(sql):
        if name in _WORDS or _FUNCTIONS.fullmatch(name):
            raise _refused(lake, name)


def _names(sql: str) -> Iterator[str]:
    """Keywords and names as DuckDB's own tokenizer sees them: not those in comments and literals. It counts bytes."""
    content = sql.encode()
    for offset, kind in duckdb.tokenize(sql):
        if kind in _NAMES and (found := _WORD.match(content, offset)):
            yield found.group().decode().strip('"').lower()


def _refused(lake: Lake, what: str) -> WriteRefused:
    return WriteRefused(lake, f"`baoku query` reads the warehouse and nothing else: no {what} of a lake.")
