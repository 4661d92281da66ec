"""Documents as the warehouse keeps them, to be read again: their text never leaves, whatever the rules were."""

from collections.abc import Iterator, Sequence
from datetime import date

import duckdb
import polars as pl

from warehouse.rows import registered
from warehouse.schema.stage import DOCUMENT

_SELECT = """
SELECT d.document_key, d.load_key, d.char_count, d.rules_version
FROM core.dim_document AS d
WHERE d.is_current
  AND ($since IS NULL OR d.document_key IN (SELECT document_key FROM mart.articles WHERE published >= $since))
  AND ($rule IS NULL OR d.document_key IN (
    SELECT document_key FROM core.fct_observation WHERE rule = $rule
    UNION ALL SELECT document_key FROM core.fct_mention WHERE rule = $rule
    UNION ALL SELECT document_key FROM core.fct_event WHERE rule = $rule
    UNION ALL SELECT document_key FROM core.fct_entity WHERE rule = $rule))
  AND ($rules IS NULL OR d.rules_version <> $rules)
  AND ($paths IS NULL OR d.path IN (SELECT unnest($paths)))
ORDER BY d.load_key
"""
_DOCUMENTS = """
SELECT d.*, r.text FROM core.dim_document AS d JOIN raw.document AS r USING (document_key)
WHERE d.document_key IN (SELECT document_key FROM wanted) ORDER BY d.load_key
"""


def select_stored(
    connection: duckdb.DuckDBPyConnection,
    read_before: str | None = None,
    since: date | None = None,
    rule: str | None = None,
    paths: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Current documents: document_key, load_key, char_count, rules_version, in the order in which they were loaded.

    read_before: only those that were read by other rules than those of this version; since: only those with an article
    published on that day or later; rule: only those with a row that this rule made; paths: only those at these paths.
    """
    wanted = None if paths is None else list(paths)
    return connection.execute(_SELECT, {"since": since, "rule": rule, "rules": read_before, "paths": wanted}).pl()


def documents_again(connection: duckdb.DuckDBPyConnection, documents: pl.DataFrame) -> pl.DataFrame:
    """Rows of `stage.document` for `documents` (column document_key), as they were handed over the first time."""
    with registered(connection, wanted=documents.select("document_key")):
        return DOCUMENT.conform(connection.execute(_DOCUMENTS).pl())


def batches_of(documents: pl.DataFrame, count: int, characters: int) -> Iterator[pl.DataFrame]:
    """Split the answer of `select_stored` in its order: at most `count` documents and, above one, `characters`."""
    begin = weight = 0
    for end, size in enumerate(documents["char_count"]):
        if end > begin and (end - begin == count or weight + size > characters):
            yield documents[begin:end]
            begin, weight = end, 0
        weight += size
    if begin < documents.height:
        yield documents[begin:]
