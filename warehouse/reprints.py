"""Reprints (通稿): pairs of articles in different documents whose shingle sketches agree."""

import duckdb
import polars as pl

from warehouse.rows import registered

#: Enough to call two articles one text: a reprint that was cut by a third still has it.
SIMILAR = 0.5
#: Shingles of a sketch that two articles share before they are compared at all.
SHARED = 8
#: A shingle that more articles have is a phrase of the trade (本报讯记者从市统计局获悉), not evidence.
COMMON = 200
#: Shingles a sketch; `transforms.shingles.KEPT` (a test holds them equal).
SKETCH = 32

_LINK = """
INSERT INTO core.bridge_reprint BY NAME
WITH fresh AS MATERIALIZED (
    SELECT article_key, shingle FROM core.fct_shingle WHERE load_key IN (SELECT load_key FROM fresh_versions)
), near AS MATERIALIZED (
    SELECT article_key, shingle FROM core.fct_shingle
    WHERE shingle IN (SELECT shingle FROM fresh)
    QUALIFY count(*) OVER (PARTITION BY shingle) <= $common
), candidates AS MATERIALIZED (
    SELECT DISTINCT least(one, other) AS a, greatest(one, other) AS b
    FROM (
        SELECT f.article_key AS one, n.article_key AS other
        FROM fresh AS f JOIN near AS n USING (shingle)
        WHERE f.article_key <> n.article_key
        GROUP BY one, other
        HAVING count(*) >= $shared
    )
), placed AS MATERIALIZED (
    SELECT article_key, path FROM core.dim_article JOIN core.dim_document USING (document_key)
    WHERE article_key IN (SELECT a FROM candidates UNION ALL SELECT b FROM candidates)
), of_different_documents AS MATERIALIZED (
    SELECT a, b
    FROM candidates
    JOIN placed AS one ON one.article_key = a
    JOIN placed AS other ON other.article_key = b
    WHERE one.path <> other.path
), merged AS (
    SELECT a, b, shingle, count(*) AS articles
    FROM (
        SELECT a, b, shingle FROM of_different_documents JOIN core.fct_shingle ON article_key = a
        UNION ALL
        SELECT a, b, shingle FROM of_different_documents JOIN core.fct_shingle ON article_key = b
    )
    GROUP BY a, b, shingle
    QUALIFY row_number() OVER (PARTITION BY a, b ORDER BY shingle) <= $sketch
)
SELECT a AS article_key, b AS other_article_key, count(*) FILTER (articles = 2) / count(*) AS similarity
FROM merged
GROUP BY a, b
HAVING similarity >= $similar
"""

_FORGET = """
DELETE FROM core.bridge_reprint
WHERE article_key IN (SELECT article_key FROM core.dim_article WHERE load_key IN (SELECT load_key FROM replaced))
   OR other_article_key IN (SELECT article_key FROM core.dim_article WHERE load_key IN (SELECT load_key FROM replaced))
"""


def link_reprints(connection: duckdb.DuckDBPyConnection, lineage: pl.DataFrame) -> None:
    """Compare the articles of the versions just loaded (`lineage` names their load keys) with all others.

    Versions of one document are not reprints of each other. The caller holds the transaction.
    """
    if lineage.is_empty():
        return
    limits = {"common": COMMON, "shared": SHARED, "sketch": SKETCH, "similar": SIMILAR}
    with registered(connection, fresh_versions=lineage.select("load_key")):
        connection.execute(_LINK, limits)


def forget_reprints(connection: duckdb.DuckDBPyConnection) -> None:
    """Delete the pairs of versions in the registered frame `replaced`, before their articles go."""
    connection.execute(_FORGET)
