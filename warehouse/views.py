"""Views for analysts: one SQL file each beside this module in marts/, line 1 its description."""

import functools
import hashlib
from importlib import resources

import duckdb

from warehouse.ddl import comments, quoted
from warehouse.lake.attaching import lake_of
from warehouse.schema.catalogue import LAYERS
from warehouse.schema.declare import Table
from warehouse.schema.mart import VERSIONED_VIEWS, VIEWS, history

#: Macros of search in macros/, scalar ones first: the others and the index (`warehouse.search`) stand on them.
SEARCH_MACROS = ("folded", "other_terms", "search_terms", "pair_key", "term_key", "search_sentences", "search")


@functools.cache
def view_sql(name: str) -> str:
    """The query of the view `mart.<name>`, without its description line.

    Raises:
        FileNotFoundError: no such view.
    """
    text = resources.files("warehouse").joinpath("marts", f"{name}.sql").read_text(encoding="utf-8")
    return text.split("\n", 1)[1]


def as_of_sql(view: Table) -> tuple[str, str]:
    """A table macro `…_as_of(day)`, a view's rows as they were known at the end of that day, and its comment."""
    end = "CAST(day AS DATE) + INTERVAL 1 DAY"
    macro = (
        f"CREATE OR REPLACE MACRO {view.name}_as_of(day) AS TABLE "  # noqa: S608 (declared names)
        f"SELECT * EXCLUDE (valid_from, valid_to) FROM {history(view).name} "
        f"WHERE valid_from < {end} AND (valid_to IS NULL OR valid_to >= {end})"
    )
    told = f"{view.description}, as known at the end of a day · {view.description_zh}（截至某日所知）"
    return macro, f"COMMENT ON MACRO TABLE {view.name}_as_of IS {quoted(told)}"


@functools.cache
def search_macros() -> tuple[str, ...]:
    """Statements that make the macros of search, and their comments: the first lines of their files."""
    statements = []
    for name in SEARCH_MACROS:
        told, _, sql = resources.files("warehouse").joinpath("macros", f"{name}.sql").read_text("utf-8").partition("\n")
        kind = "MACRO TABLE" if " AS TABLE" in sql else "MACRO"
        statements += [sql, f"COMMENT ON {kind} mart.{name} IS {quoted(told.removeprefix('-- '))}"]
    return tuple(statements)


def create_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Create or replace every view with its comments, the macros that ask views as of a day, and those that search."""
    in_lake = lake_of(connection) is not None
    for view in VIEWS:
        connection.execute(f"CREATE OR REPLACE VIEW {view.name} AS {view_sql(view.short_name)}")
        told = comments(view, "VIEW")
        connection.execute(";".join(told[:1] if in_lake else told))  # DuckLake 1.0 has none on columns of views
    if not in_lake:
        for statement in _all_macros():
            connection.execute(statement)
    connection.execute("UPDATE audit.schema_version SET views = ?", [_digest()])


def _all_macros() -> list[str]:
    """Statements that make the macros and their comments, those first that others stand on."""
    return [part for view in VERSIONED_VIEWS for part in as_of_sql(view)] + list(search_macros())


def hold_macros(connection: duckdb.DuckDBPyConnection, alias: str) -> None:
    """Give a connection that has attached a lake as `alias` the macros in its own memory, under their names.

    DuckLake 1.0 turns a macro's default NULL into the text "NULL", and takes no comments on macros.
    """
    connection.execute("CREATE SCHEMA IF NOT EXISTS memory.mart")
    places = ",".join((*(f"{alias}.{layer}" for layer in LAYERS), "memory.mart"))
    connection.execute(f"SET search_path = '{places}'")
    for statement in _all_macros():
        if not statement.startswith("COMMENT"):
            connection.execute(statement.replace(" MACRO mart.", " MACRO memory.mart.", 1))


def are_fresh(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database has the views as they are declared now."""
    return connection.execute("SELECT views FROM audit.schema_version").fetchone() == (_digest(),)


@functools.cache
def _digest() -> str:
    """Changes whenever a view's query, columns or comments do."""
    statements = [part for view in VIEWS for part in (view_sql(view.short_name), *comments(view, "VIEW"))]
    statements += _all_macros()
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()[:12]
