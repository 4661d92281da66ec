"""Whether all that was staged of the documents of a load stands in the star: counted there, before the load is kept."""

from collections.abc import Mapping

import duckdb
import polars as pl

from warehouse.schema import dimensions, facts, stage

#: Stage tables, and the tables of the star that have a row for each of theirs.
LOADED = {
    stage.DOCUMENT.name: dimensions.RAW_DOCUMENT.name,
    stage.ARTICLE.name: dimensions.DIM_ARTICLE.name,
    stage.SENTENCE.name: dimensions.DIM_SENTENCE.name,
    stage.OBSERVATION.name: facts.FCT_OBSERVATION.name,
    stage.MENTION.name: facts.FCT_MENTION.name,
    stage.TERM.name: facts.FCT_TERM.name,
    stage.SHINGLE.name: facts.FCT_SHINGLE.name,
    stage.EVENT.name: facts.FCT_EVENT.name,
    stage.ENTITY.name: facts.FCT_ENTITY.name,
}
_COUNTS = {
    name: f"SELECT count(*) FROM {name} WHERE load_key BETWEEN ? AND ?"  # noqa: S608 (declared names)
    for name in LOADED.values()
}


class RowsLost(Exception):
    """A load put fewer or more rows into the star than were staged: an error of ours, and nothing of it is kept."""


def require_loaded(
    connection: duckdb.DuckDBPyConnection, staged: Mapping[str, pl.DataFrame], lineage: pl.DataFrame
) -> None:
    """That the star holds every staged row of the documents in `lineage` (document_key, load_key), and no other.

    Raises:
        RowsLost: it does not (Q055); the message says which table, and both numbers.
    """
    if lineage.is_empty():
        return
    keys = [lineage["load_key"].min(), lineage["load_key"].max()]
    for name, table in LOADED.items():
        (loaded,) = connection.execute(_COUNTS[table], keys).fetchone()
        wanted = staged[name].join(lineage, on="document_key", how="semi").height
        if loaded != wanted:
            raise RowsLost(
                f"Q055 {table}: {wanted} rows were staged, {loaded} are loaded; nothing of the load is kept."
            )
