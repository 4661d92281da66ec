"""Chinese search without an extension: an inverted index that grows with each load, and macros in SQL that rank by it.

A posting says that an article holds a term, and how often. Terms are pairs of neighbouring Han characters (so that any
part of a word is found), single ones, words of three characters and more as segmentation cuts them, Latin words,
numbers and signs. Postings come in the order of loads; once enough have come they are sorted by term into a segment,
of which a query then reads a few row groups only. Terms stand as keys: as texts they took four times the place.
"""

import duckdb
import numpy as np
import polars as pl

from warehouse.rows import insert, registered
from warehouse.schema.search import FCT_POSTING

#: Rows that wait before they are sorted into a segment.
WAITING = 4_000_000
DOCUMENTS_AT_ONCE = 2_000

_PRINTED = """
CREATE OR REPLACE TEMP TABLE printed AS
SELECT a.load_key, a.ordinal, mart.folded(string_agg(coalesce(s.simplified, s.text), chr(10))) AS text
FROM core.dim_sentence AS s JOIN core.dim_article AS a USING (load_key, article_key)
WHERE s.load_key IN (SELECT load_key FROM fresh_versions)
GROUP BY ALL
"""
_HAN = r"SELECT load_key, ordinal, regexp_replace(text, '\P{Han}', ' ', 'g') AS han FROM printed"
#: Words of Han characters alone are folded as they are. A term is keyed once, however often it stands.
_OTHER_TERMS = """
INSERT INTO core.fct_posting BY NAME
WITH said AS (
    SELECT load_key, ordinal, unnest(mart.other_terms(text)) AS term, 1 AS count FROM printed
    UNION ALL
    SELECT t.load_key, a.ordinal, t.term, t.count
    FROM core.fct_term AS t JOIN core.dim_article AS a USING (load_key, article_key)
    WHERE t.load_key IN (SELECT load_key FROM fresh_versions) AND regexp_full_match(t.term, '\\p{Han}{3,}')
), counted AS (
    SELECT term, load_key, ordinal, sum(count)::INTEGER AS count FROM said GROUP BY ALL
), keyed AS (
    SELECT term, mart.term_key(term) AS term_key FROM (SELECT DISTINCT term FROM counted)
)
SELECT term_key, load_key, ordinal, count, 0 AS segment FROM counted JOIN keyed USING (term)
ORDER BY load_key, ordinal, term_key
"""
_WAITING = "SELECT count(*) FROM core.fct_posting WHERE segment = 0"
_SORT = (
    "INSERT INTO core.fct_posting BY NAME "
    "SELECT * REPLACE ((SELECT max(segment) + 1 FROM core.fct_posting) AS segment) "
    "FROM core.fct_posting WHERE segment = 0 ORDER BY term_key, load_key, ordinal",
    "DELETE FROM core.fct_posting WHERE segment = 0",
)


def index_articles(connection: duckdb.DuckDBPyConnection, lineage: pl.DataFrame) -> None:
    """Add the postings of the versions just loaded (`lineage` names their load keys). The caller holds the
    transaction."""
    if lineage.is_empty():
        return
    with registered(connection, fresh_versions=lineage.select("load_key")):
        connection.execute(_PRINTED)
        insert(connection, FCT_POSTING, _han_terms(connection.execute(_HAN).pl()))
        connection.execute(_OTHER_TERMS)
        connection.execute("DROP TABLE printed")


def _han_terms(articles: pl.DataFrame) -> pl.DataFrame:
    """Han characters and pairs of neighbouring ones: rows of `core.fct_posting`.

    articles: load_key, ordinal, han (an article's folded text with a blank for all that is no Han character). Counted
    article by article: sorting 3,000 integers takes a twentieth of what grouping two million rows takes.
    """
    counted = [np.unique(_character_keys(han), return_counts=True) for han in articles["han"]]
    terms = [len(keys) for keys, _ in counted]
    empty = np.empty(0, np.int64)
    return pl.DataFrame(
        {
            "term_key": np.concatenate([empty, *(keys for keys, _ in counted)]),
            "load_key": articles["load_key"].to_numpy().repeat(terms),
            "ordinal": articles["ordinal"].to_numpy().repeat(terms),
            "count": np.concatenate([empty, *(counts for _, counts in counted)]),
            "segment": 0,
        }
    )


def _character_keys(han: str) -> np.ndarray:
    """`mart.pair_key` of each character alone, and of each with its neighbour."""
    signs = np.frombuffer(han.encode("utf-32-le"), "<u4").astype(np.int64)
    is_han = signs != ord(" ")
    first, second = signs[:-1], signs[1:]
    pairs = is_han[:-1] & is_han[1:]
    return np.concatenate([(signs[is_han] << 21) - 1, (first[pairs] << 21) + second[pairs]])


def sort_postings(connection: duckdb.DuckDBPyConnection, waiting: int = WAITING) -> None:
    """Sort postings into a segment of their own once `waiting` of them have come. The caller holds the transaction."""
    if connection.execute(_WAITING).fetchone()[0] >= waiting:
        for statement in _SORT:
            connection.execute(statement)


def index_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Index what stands in a file of before there was an index, some documents at a time."""
    known = connection.execute("SELECT DISTINCT load_key FROM core.dim_article WHERE load_key > 0 ORDER BY ALL").pl()
    for lineage in known.iter_slices(DOCUMENTS_AT_ONCE):
        index_articles(connection, lineage)
        sort_postings(connection)
