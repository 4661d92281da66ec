"""A warehouse of many articles: rows that were read are copied inside the database, each copy with keys of its own."""

from pathlib import Path

import duckdb

from warehouse.build import writing
from warehouse.publish import publish
from warehouse.schema.catalogue import VERSIONED, table
from warehouse.schema.declare import Table
from warehouse.search import sort_postings
from warehouse.tuning import released

#: Keys of rows that belong to one version of one document; members of shared dimensions stay the same.
OWN = {
    f"{name}_key" for name in ("document", "article", "sentence", "observation", "mention", "entity", "event", "check")
}
OWN |= {"other_observation_key", "claim_key", "level_key", "earlier_key", "result_key"}
OWN.add("shingle")  # a copy is other news, no reprint
COPIED = (*VERSIONED, table("core.dim_document"), table("core.fct_validity"))


def grow(warehouse: Path, articles: int) -> int:
    """Copy what `warehouse` holds until it has about so many articles, publish, and say how many it has."""
    with writing(warehouse) as connection:
        made = multiply(connection, articles)
        publish(connection, warehouse)
    return made


def multiply(connection: duckdb.DuckDBPyConnection, articles: int) -> int:
    """Copy the articles of a build file until there are about so many; gives their number."""
    (known,) = connection.execute("SELECT count(*) FROM core.dim_article WHERE article_key <> 0").fetchone()
    (loads,) = connection.execute("SELECT max(load_key) FROM core.dim_document").fetchone()
    copies = articles // known - 1
    released(connection)  # no load changes all rows of a table at once
    for declared in COPIED:
        _copy(connection, declared, copies, loads)
    connection.execute("UPDATE core.fct_posting SET segment = 0")
    sort_postings(connection, 0)  # as loads do when enough have come
    connection.execute("UPDATE core.term_frequency SET articles = articles * ?", [copies + 1])
    connection.execute("CHECKPOINT")
    return known * (copies + 1)


def _copy(connection: duckdb.DuckDBPyConnection, declared: Table, copies: int, loads: int) -> None:
    """Insert `copies` of every row of a table; `loads` is the highest load key so far."""
    changed = ", ".join(filter(None, (_changed(column.name) for column in declared.columns)))
    connection.execute(
        f"INSERT INTO {declared.name} SELECT r.* REPLACE ({changed}) "  # noqa: S608 (declared names)
        "FROM (SELECT unnest(range(1, $copies + 1)) AS n, $loads::BIGINT AS loads) AS copies, "
        f"(SELECT * FROM {declared.name}) AS r WHERE r.{declared.key[0]} <> 0 ORDER BY n",
        {"copies": copies, "loads": loads},
    )


def _changed(name: str) -> str | None:
    """What a column of copy `n` holds, None where it holds what the row held."""
    if name in OWN:
        return f"CASE WHEN {name} = 0 THEN 0 ELSE (hash({name}, n) >> 1)::BIGINT END AS {name}"
    if name == "load_key":
        return "load_key + n * loads AS load_key"
    if name in ("path", "document"):
        return f"n || '-' || {name} AS {name}"
    if name == "sha256":
        return "sha256(sha256 || n) AS sha256"
    if name in ("value", "base_value"):
        return f"{name} * (0.5 + hash({name}, n) % 1000 / 1000) AS {name}"
    return None
