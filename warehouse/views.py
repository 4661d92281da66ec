"""Views for analysts: one SQL file each beside this module in marts/, line 1 its description."""

import functools
import hashlib
from importlib import resources

import duckdb

from warehouse.ddl import comments
from warehouse.schema.mart import VIEWS


@functools.cache
def view_sql(name: str) -> str:
    """The query of the view `mart.<name>`, without its description line.

    Raises:
        FileNotFoundError: no such view.
    """
    text = resources.files("warehouse").joinpath("marts", f"{name}.sql").read_text(encoding="utf-8")
    return text.split("\n", 1)[1]


def create_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Create or replace every view with its comments."""
    for view in VIEWS:
        connection.execute(f"CREATE OR REPLACE VIEW {view.name} AS {view_sql(view.short_name)}")
        connection.execute(";".join(comments(view, "VIEW")))
    connection.execute("UPDATE audit.schema_version SET views = ?", [_digest()])


def are_fresh(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database has the views as they are declared now."""
    return connection.execute("SELECT views FROM audit.schema_version").fetchone() == (_digest(),)


@functools.cache
def _digest() -> str:
    """Changes whenever a view's query, columns or comments do."""
    statements = (part for view in VIEWS for part in (view_sql(view.short_name), *comments(view, "VIEW")))
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()[:12]
