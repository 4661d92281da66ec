"""How many current articles have each term: kept in step with what comes and goes, never counted anew."""

from datetime import datetime

import duckdb

_CHANGE = "CREATE TEMP TABLE IF NOT EXISTS term_change (term VARCHAR, articles INTEGER)"
_FORGET = """
INSERT INTO term_change
SELECT term, -count(*) FROM core.fct_term
WHERE load_key IN (SELECT load_key FROM replaced)
  AND document_key IN (SELECT document_key FROM core.dim_document WHERE is_current)
GROUP BY term
"""
#: A version closed in the load that opened it, or that read it again, has not been counted, or no longer.
_COUNT = """
INSERT INTO term_change
WITH moved AS (
    SELECT load_key, document_key, 1 AS sign FROM core.dim_document
    WHERE is_current AND (load_key > $before OR valid_from = $at)
    UNION ALL
    SELECT load_key, document_key, -1 FROM core.dim_document
    WHERE valid_to = $at AND valid_from <> $at AND load_key <= $before
)
SELECT t.term, sum(m.sign) FROM core.fct_term AS t JOIN moved AS m USING (load_key, document_key) GROUP BY t.term
"""
_APPLY = (
    "CREATE OR REPLACE TEMP TABLE term_change AS "
    "SELECT term, sum(articles)::INTEGER AS articles FROM term_change GROUP BY term HAVING sum(articles) <> 0",
    "UPDATE core.term_frequency AS f SET articles = f.articles + c.articles "
    "FROM term_change AS c WHERE c.term = f.term",
    "INSERT INTO core.term_frequency BY NAME "
    "SELECT term, articles FROM term_change ANTI JOIN core.term_frequency USING (term) ORDER BY term",
    "DELETE FROM core.term_frequency WHERE articles = 0",
    "DROP TABLE term_change",
)


def count_terms(connection: duckdb.DuckDBPyConnection, before: int, at: datetime) -> None:
    """Bring `core.term_frequency` up to date after a load.

    `before` is the last load key before the load, `at` the moment at which it opens and closes versions. The caller
    holds the transaction.
    """
    connection.execute(_CHANGE)
    connection.execute(_COUNT, {"before": before, "at": at})
    for statement in _APPLY:
        connection.execute(statement)


def forget_terms(connection: duckdb.DuckDBPyConnection) -> None:
    """Take away the terms of current versions in the registered frame `replaced`, before their rows go."""
    connection.execute(_CHANGE)
    connection.execute(_FORGET)
