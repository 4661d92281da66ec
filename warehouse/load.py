"""Loading: stage frames and the record of the run into the build file, all in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import polars as pl

from warehouse.accounting import require_loaded
from warehouse.agreement import check_numbers, forget_claims
from warehouse.database import transaction
from warehouse.history import (
    close_aliased,
    close_replaced,
    last_load_key,
    open_versions,
    opening_time,
    plan_versions,
)
from warehouse.members import forget_unused_members, keep_members
from warehouse.record import Record, Run, write_record
from warehouse.reprints import forget_reprints, link_reprints
from warehouse.rows import insert, registered
from warehouse.schema.catalogue import table
from warehouse.search import index_articles, sort_postings
from warehouse.star import Frames, versioned_rows
from warehouse.terms import count_terms, forget_terms
from warehouse.tuning import released


@dataclass
class Loaded:
    """What a load did: counts of document versions, and rows inserted by table name."""

    new: int = 0
    changed: int = 0
    reread: int = 0
    returned: int = 0
    unchanged: int = 0
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether every document was already loaded as it is."""
        return not (self.new or self.changed or self.reread or self.returned)


def load(
    connection: duckdb.DuckDBPyConnection,
    staged: Mapping[str, pl.DataFrame] | Iterable[Mapping[str, pl.DataFrame]],
    run: Run,
    record: Record | None = None,
    *,
    again: bool = False,
) -> Loaded:
    """Load a batch (stage frames by table name) or several, and the run's record, in one transaction.

    A document version that is already loaded and was read by the same rules is left alone; one that was read by other
    rules, or of which the manifest says something else now, is replaced in place: its keys and its period stay.
    New bytes at a known path make a new version and close the old one, whose rows stay. The same bytes at a second
    path are an alias: the caller says so in `record.files` (see `warehouse.ledger.sort_out`), and what stood at that
    path before is closed. No two current versions hold the same bytes. With `again` versions that the same rules have
    read are replaced too.
    Any error leaves the warehouse as it was. What takes more memory than loads have is loaded without that bound:
    several batches are gone through a second time then.

    Raises:
        RowsLost: what is loaded is not what was staged.
        polars.exceptions.PolarsError, duckdb.Error: the frames do not fit their declarations.
    """
    batches = [staged] if isinstance(staged, Mapping) else staged
    try:
        return _load(connection, batches, run, record or Record(), again)
    except duckdb.OutOfMemoryException:
        if not released(connection):
            raise
        return _load(connection, batches, run, record or Record(), again)


def _load(
    connection: duckdb.DuckDBPyConnection, batches: Iterable[Frames], run: Run, record: Record, again: bool
) -> Loaded:
    loaded = Loaded()
    with transaction(connection):
        at, before = opening_time(connection, run), last_load_key(connection)
        for batch in batches:
            _load_batch(connection, batch, run, at, loaded, again)
        close_aliased(connection, record.files, at)
        check_numbers(connection, before, at)
        count_terms(connection, before, at)
        sort_postings(connection)
        if loaded.reread:
            forget_unused_members(connection)
        write_record(connection, run, record)
    return loaded


def note(connection: duckdb.DuckDBPyConnection, run: Run, record: Record | None = None) -> None:
    """Write a run and its record without loading anything: a failed run, or one that died.

    Nothing is counted: the run may have loaded before it failed, and what it opened would be counted a second time.
    """
    with transaction(connection):
        write_record(connection, run, record or Record())


def _load_batch(
    connection: duckdb.DuckDBPyConnection, staged: Frames, run: Run, at: datetime, loaded: Loaded, again: bool
) -> None:
    plan = plan_versions(connection, staged["stage.document"], run, again)
    plan.count(loaded)
    if plan.lineage.height:
        _forget_rows(connection, plan.replaced)
        keep_members(connection, staged)
        for name, frame in versioned_rows(staged, plan.lineage).items():
            loaded.rows[name] = loaded.rows.get(name, 0) + insert(connection, table(name), frame)
        require_loaded(connection, staged, plan.lineage)
    close_replaced(connection, plan, at)
    open_versions(connection, plan, run, at)
    link_reprints(connection, plan.lineage)
    index_articles(connection, plan.lineage)


#: Fixed statements, one for each table in `warehouse.schema.catalogue.VERSIONED` (a test holds them equal).
FORGET = {
    "raw.document": "DELETE FROM raw.document WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.dim_article": "DELETE FROM core.dim_article WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.dim_sentence": "DELETE FROM core.dim_sentence WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.fct_observation": "DELETE FROM core.fct_observation WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.fct_mention": "DELETE FROM core.fct_mention WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.fct_term": "DELETE FROM core.fct_term WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.fct_event": "DELETE FROM core.fct_event WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.fct_entity": "DELETE FROM core.fct_entity WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.fct_shingle": "DELETE FROM core.fct_shingle WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.bridge_person_role": "DELETE FROM core.bridge_person_role WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.bridge_event_participant": (
        "DELETE FROM core.bridge_event_participant WHERE load_key IN (SELECT load_key FROM replaced)"
    ),
    "core.bridge_article_author": (
        "DELETE FROM core.bridge_article_author WHERE load_key IN (SELECT load_key FROM replaced)"
    ),
    "core.fct_claim": "DELETE FROM core.fct_claim WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.fct_check": "DELETE FROM core.fct_check WHERE load_key IN (SELECT load_key FROM replaced)",
    "core.fct_posting": "DELETE FROM core.fct_posting WHERE load_key IN (SELECT load_key FROM replaced)",
}


def _forget_rows(connection: duckdb.DuckDBPyConnection, replaced: pl.DataFrame) -> None:
    """Delete the rows of versions that are read again; load keys cluster them, so this touches few row groups."""
    if replaced.is_empty():
        return
    with registered(connection, replaced=replaced):
        forget_claims(connection)
        forget_terms(connection)
        forget_reprints(connection)
        for statement in FORGET.values():
            connection.execute(statement)
