"""Stage frames from the star: what was loaded, in the shape in which it was checked before it was loaded.

The inverse of `warehouse.star`: words and dates stand again in the place of keys of dimensions, and NULL in the place
of the unknown member. What the star does not keep (`stage.reading`) is not given.
"""

import duckdb
import polars as pl

from warehouse.rows import registered
from warehouse.schema.keys import UNKNOWN_KEY
from warehouse.schema.stage import MEMBER_TABLES, STAGE_TABLES

#: Statements by stage table; `wanted` holds the load keys of the documents.
OF_DOCUMENTS = {
    "stage.document": """
SELECT d.*, r.text FROM core.dim_document AS d JOIN raw.document AS r USING (document_key)
WHERE d.load_key IN (SELECT load_key FROM wanted)
""",
    "stage.article": """
SELECT a.*, printed.date AS published, earliest.date AS published_earliest, latest.date AS published_latest
FROM core.dim_article AS a
LEFT JOIN core.dim_date AS printed ON a.published_key = printed.date_key
LEFT JOIN core.dim_date AS earliest ON a.published_earliest_key = earliest.date_key
LEFT JOIN core.dim_date AS latest ON a.published_latest_key = latest.date_key
WHERE a.load_key IN (SELECT load_key FROM wanted)
""",
    "stage.sentence": "SELECT * FROM core.dim_sentence WHERE load_key IN (SELECT load_key FROM wanted)",
    "stage.term": "SELECT * FROM core.fct_term WHERE load_key IN (SELECT load_key FROM wanted)",
    "stage.shingle": "SELECT * FROM core.fct_shingle WHERE load_key IN (SELECT load_key FROM wanted)",
    "stage.mention": """
SELECT m.*, first_day.date AS start_date, last_day.date AS end_date
FROM core.fct_mention AS m
LEFT JOIN core.dim_date AS first_day ON m.start_date_key = first_day.date_key
LEFT JOIN core.dim_date AS last_day ON m.end_date_key = last_day.date_key
WHERE m.load_key IN (SELECT load_key FROM wanted)
""",
    "stage.observation": """
SELECT o.*, u.unit, u.base_unit, if(o.indicator_key = 0, NULL, i.indicator) AS standard_indicator,
    if(o.indicator_key = 0, NULL, i.topic) AS topic, first_day.date AS period_start, last_day.date AS period_end
FROM core.fct_observation AS o
LEFT JOIN core.dim_unit AS u USING (unit_key)
LEFT JOIN core.dim_indicator AS i USING (indicator_key)
LEFT JOIN core.dim_date AS first_day ON o.period_start_key = first_day.date_key
LEFT JOIN core.dim_date AS last_day ON o.period_end_key = last_day.date_key
WHERE o.load_key IN (SELECT load_key FROM wanted)
""",
    "stage.entity": "SELECT * FROM core.fct_entity WHERE load_key IN (SELECT load_key FROM wanted)",
    "stage.event": """
SELECT e.*, first_day.date AS start_date, last_day.date AS end_date
FROM core.fct_event AS e
LEFT JOIN core.dim_date AS first_day ON e.start_date_key = first_day.date_key
LEFT JOIN core.dim_date AS last_day ON e.end_date_key = last_day.date_key
WHERE e.load_key IN (SELECT load_key FROM wanted)
""",
}
OF_MEMBERS = {
    "stage.place": "SELECT * FROM core.dim_place WHERE place_key <> 0",
    "stage.indicator": "SELECT * FROM core.dim_indicator WHERE indicator_key <> 0",
    "stage.organization": "SELECT * FROM core.dim_organization WHERE organization_key <> 0",
    "stage.person": "SELECT * FROM core.dim_person WHERE person_key <> 0",
    "stage.program": "SELECT * FROM core.dim_program WHERE program_key <> 0",
}
_TABLES = {table.name: table for table in STAGE_TABLES}
#: Stage tables of which the star keeps no rows.
NOT_KEPT = frozenset(_TABLES) - frozenset(OF_DOCUMENTS) - frozenset(OF_MEMBERS)


def documents_restaged(connection: duckdb.DuckDBPyConnection, documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Stage frames of `documents` (column load_key), by table name; those that documents share are not among them."""
    with registered(connection, wanted=documents.select("load_key")):
        return {name: _restaged(connection, name, sql) for name, sql in OF_DOCUMENTS.items()}


def members_restaged(connection: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """Stage frames of what documents share (places, indicators, …), by table name: all that the warehouse has."""
    return {table.name: _restaged(connection, table.name, OF_MEMBERS[table.name]) for table in MEMBER_TABLES}


def _restaged(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> pl.DataFrame:
    table = _TABLES[name]
    unknown = [column.name for column in table.columns if column.references and column.nullable]
    frame = connection.execute(sql).pl().with_columns(pl.col(key).replace(UNKNOWN_KEY, None) for key in unknown)
    return table.conform(frame)
