"""Files of an older version: their tables become those of now, in place, with all their rows.

The tables of the file are compared with the declarations: what is missing is made, what differs is made anew around its
rows. What takes more is a step of its own, by the version that it leads away from. What older rules have read stays as
they read it until `baoku backfill` reads it again from the stored texts.
"""

import duckdb

from warehouse import ddl, views
from warehouse.rows import insert
from warehouse.schema.catalogue import LAYERS, SCHEMA_VERSION, TABLES
from warehouse.schema.declare import Column, Table
from warehouse.schema.dimensions import DIMENSIONS

_COLUMNS = """
SELECT column_name, data_type, is_nullable FROM duckdb_columns()
WHERE database_name = current_database() AND schema_name || '.' || table_name = ? ORDER BY column_index
"""
_VIEWS = """
SELECT schema_name || '.' || view_name FROM duckdb_views()
WHERE database_name = current_database() AND NOT internal AND schema_name = 'mart'
"""
#: What columns that were not there hold until they are read again, where they may not be empty.
_DEFAULTS = {
    "VARCHAR": "'未知'",
    "BIGINT": "0",
    "INTEGER": "0",
    "DOUBLE": "0",
    "BOOLEAN": "false",
    "TIMESTAMPTZ": "TIMESTAMPTZ 'epoch'",
}


def migrate(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Bring a file with tables of `version` to those of now. The caller holds the transaction."""
    for (view,) in connection.execute(_VIEWS).fetchall():
        connection.execute(f"DROP VIEW {view}")
    for layer in LAYERS:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {layer}")
    for table in TABLES:
        _make_like(connection, table)
        connection.execute(";".join(ddl.comments(table)))
    for step in range(version, SCHEMA_VERSION):
        for statement in STEPS[step]:
            connection.execute(statement)
    connection.execute("UPDATE audit.schema_version SET version = ?", [SCHEMA_VERSION])
    views.create_all(connection)
    if version <= BEFORE_SEARCH:
        from warehouse.search import index_all  # and NumPy, which nothing else needs that only opens a warehouse

        index_all(connection)


def _make_like(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Let the table be as it is declared; rows keep their order on the disk."""
    found = {name: (dtype, nullable) for name, dtype, nullable in connection.execute(_COLUMNS, [table.name]).fetchall()}
    if not found:
        connection.execute(ddl.create_table(table))
        if table in DIMENSIONS:
            insert(connection, table, ddl.unknown_member(table))
        return
    declared = {
        c.name: (c.dtype.duckdb.replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"), c.nullable) for c in table.columns
    }
    if list(found.items()) == list(declared.items()):
        return
    before = f"{table.layer}.{table.short_name}_before"
    connection.execute(f"ALTER TABLE {table.name} RENAME TO {table.short_name}_before")
    connection.execute(ddl.create_table(table))
    values = ", ".join(_value(column, column.name in found) for column in table.columns)
    connection.execute(f"INSERT INTO {table.name} SELECT {values} FROM {before}")  # noqa: S608 (declared names)
    connection.execute(f"DROP TABLE {before}")


def _value(column: Column, was_there: bool) -> str:
    """What a column takes over from the table as it was."""
    dtype = column.dtype.duckdb
    value = f'CAST("{column.name}" AS {dtype})' if was_there else f"CAST(NULL AS {dtype})"
    if column.nullable:
        return value
    return f"coalesce({value}, {'[]' if dtype.endswith('[]') else _DEFAULTS[dtype]})"


#: Statements by the version that they lead away from, once the tables are there.
STEPS = {
    # Words and names stood in the dimensions only; now a dimension holds the standard name, the fact its text's words.
    1: (
        "UPDATE core.fct_observation AS o SET indicator = i.indicator "
        "FROM core.dim_indicator AS i WHERE i.indicator_key = o.indicator_key AND i.indicator_key <> 0",
        "UPDATE core.fct_observation AS o SET place = p.place, place_code = p.place_code "
        "FROM core.dim_place AS p WHERE p.place_key = o.place_key AND p.place_key <> 0",
        "UPDATE core.fct_event AS e SET place = p.place "
        "FROM core.dim_place AS p WHERE p.place_key = e.place_key AND p.place_key <> 0",
        "UPDATE core.dim_place SET current_place_key = place_key",
        "UPDATE core.fct_term AS t SET article_terms = a.terms FROM ("
        "    SELECT article_key, sum(count)::INTEGER AS terms FROM core.fct_term GROUP BY article_key"
        ") AS a WHERE a.article_key = t.article_key",
        "INSERT INTO core.term_frequency SELECT term, count(*) FROM core.fct_term "
        "WHERE document_key IN (SELECT document_key FROM core.dim_document WHERE is_current) GROUP BY term",
    ),
    # Search has an index now: `migrate` makes it, of the sentences that are there.
    2: (),
    # Terms of one or two characters are their own keys in it.
    3: ("DELETE FROM core.fct_posting",),
    # Checks have an owner now; who owned those of earlier runs was not written down.
    4: ("UPDATE audit.check SET owner = ''",),
}
OLDEST = min(STEPS)
#: The last version without `core.fct_posting`, or with other keys in it.
BEFORE_SEARCH = 3
