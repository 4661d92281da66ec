"""Versions of documents (type 2): which are new, which come back, which are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from warehouse.record import Run
from warehouse.rows import insert, registered
from warehouse.schema.dimensions import DIM_DOCUMENT, FCT_VALIDITY

if TYPE_CHECKING:
    from warehouse.load import Loaded


#: What is known of a document from outside its bytes: it may change without them.
OUTSIDE = ("publication", "published", "page", "url")


@dataclass(frozen=True)
class VersionPlan:
    """What a batch does to the versions of documents.

    documents: rows of `stage.document` with what the warehouse holds of them (`known_load_key`, `known_rules`,
    `was_current`, `current_at_path`: the key of the version now current at that path).
    lineage: document_key, load_key, run_id, rules_version of the versions whose rows are to be loaded.
    """

    documents: pl.DataFrame
    lineage: pl.DataFrame

    @property
    def replaced(self) -> pl.DataFrame:
        """Load keys of versions that are read again: by other rules, or because other things are known of them."""
        known = self.documents.join(self.lineage, on="document_key", how="semi").select(load_key="known_load_key")
        return known.drop_nulls()

    @property
    def opened(self) -> pl.DataFrame:
        """Documents whose version becomes the current one: new ones, and old ones that come back."""
        return self.documents.filter(~pl.col("was_current"))

    def count(self, loaded: Loaded) -> None:
        """Add to the counts of `loaded`."""
        is_new = pl.col("known_load_key").is_null()
        read = self.documents.join(self.lineage, on="document_key", how="semi")
        counted = self.documents.select(
            new=(is_new & pl.col("current_at_path").is_null()).sum(),
            changed=(is_new & pl.col("current_at_path").is_not_null()).sum(),
            returned=(~is_new & ~pl.col("was_current")).sum(),
        ).row(0, named=True)
        loaded.new += counted["new"]
        loaded.changed += counted["changed"]
        loaded.returned += counted["returned"]
        loaded.reread += read.filter(pl.col("was_current")).height
        loaded.unchanged += self.documents.filter("was_current").height - read.filter(pl.col("was_current")).height


def plan_versions(
    connection: duckdb.DuckDBPyConnection, documents: pl.DataFrame, run: Run, again: bool = False
) -> VersionPlan:
    """Compare a batch's documents with the warehouse; load keys are given out in order of path.

    Versions that the same rules have read are to be loaded only `again`.
    """
    with registered(connection, batch=documents.select("document_key", "path")):
        known = connection.execute(
            "SELECT document_key, load_key AS known_load_key, rules_version AS known_rules, is_current AS was_current, "
            "publication AS known_publication, published AS known_published, page AS known_page, url AS known_url "
            "FROM core.dim_document WHERE document_key IN (SELECT document_key FROM batch)"
        ).pl()
        current = connection.execute(
            "SELECT path, document_key AS current_at_path FROM core.dim_document "
            "WHERE is_current AND path IN (SELECT path FROM batch)"
        ).pl()
    found = documents.join(known, on="document_key", how="left").join(current, on="path", how="left")
    found = found.with_columns(pl.col("was_current").fill_null(False)).sort("path")
    other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"known_{name}")) for name in OUTSIDE)
    to_read = found.filter(
        pl.col("known_load_key").is_null() | (pl.col("known_rules") != run.rules_version) | other | again
    )
    last = last_load_key(connection)
    lineage = to_read.select(
        "document_key",
        load_key=pl.int_range(last + 1, last + 1 + pl.len(), dtype=pl.Int64),
        run_id=pl.lit(run.run_id),
        rules_version=pl.lit(run.rules_version),
    )
    return VersionPlan(found, lineage)


def last_load_key(connection: duckdb.DuckDBPyConnection) -> int:
    """The load key given out last; 0 where nothing is loaded."""
    return connection.execute("SELECT coalesce(max(load_key), 0) FROM core.dim_document").fetchone()[0]


def opening_time(connection: duckdb.DuckDBPyConnection, run: Run) -> datetime:
    """When the versions of a load become current: the run's start, or a moment after the last that did or ended.

    That is so where one run loads in several transactions, or the clock was set back: no two loads have one moment.
    """
    moments = connection.execute("SELECT max(valid_from), max(valid_to) FROM core.fct_validity").fetchone()
    last = max(filter(None, moments), default=None)
    return run.started_at if last is None or run.started_at > last else last + timedelta(microseconds=1)


_REPLACED = """
SELECT document_key FROM core.dim_document
WHERE is_current AND document_key NOT IN (SELECT document_key FROM opened)
  AND (path IN (SELECT path FROM opened) OR sha256 IN (SELECT sha256 FROM opened))
"""
_CLOSE = (
    "UPDATE core.dim_document SET valid_to = $at, is_current = false "
    "WHERE document_key IN (SELECT document_key FROM closing)",
    "UPDATE core.fct_validity SET valid_to = $at "
    "WHERE valid_to IS NULL AND document_key IN (SELECT document_key FROM closing)",
)


def close_replaced(connection: duckdb.DuckDBPyConnection, plan: VersionPlan, at: datetime) -> None:
    """Close, as of `at`, what stands at the paths of the opened versions, and what holds the same bytes elsewhere.

    The second happens where a file was copied and then changed into something that is refused: its last good version
    stays until another path brings those bytes in as a document of its own.
    """
    opened = plan.opened.select("document_key", "path", "sha256")
    if opened.height:
        with registered(connection, opened=opened):
            _close(connection, connection.execute(_REPLACED).pl(), at)


def close_aliased(connection: duckdb.DuckDBPyConnection, files: pl.DataFrame, at: datetime) -> None:
    """Close, as of `at`, the versions at paths that now hold a copy of another document (`files`: as in `Record`)."""
    copies = files.filter(pl.col("status") == "alias").select("path")
    if copies.height:
        with registered(connection, copies=copies):
            closing = connection.execute(
                "SELECT document_key FROM core.dim_document WHERE is_current AND path IN (SELECT path FROM copies)"
            ).pl()
        _close(connection, closing, at)


def _close(connection: duckdb.DuckDBPyConnection, closing: pl.DataFrame, at: datetime) -> None:
    """Their files and aliases leave the ledger: what this run has seen at those paths is written afterwards."""
    if closing.is_empty():
        return
    with registered(connection, closing=closing):
        for statement in _CLOSE:
            connection.execute(statement, {"at": at})
        connection.execute("DELETE FROM audit.file WHERE document_key IN (SELECT document_key FROM closing)")


def open_versions(connection: duckdb.DuckDBPyConnection, plan: VersionPlan, run: Run, at: datetime) -> None:
    """Write `core.dim_document` for every version that is loaded or becomes current, and open its period at `at`."""
    written = plan.documents.join(plan.lineage, on="document_key", how="left").filter(
        pl.col("load_key").is_not_null() | ~pl.col("was_current")
    )
    if written.is_empty():
        return
    with registered(connection, written=written.select("document_key")):
        before = connection.execute(
            "SELECT document_key, aliases, valid_from, run_id AS known_run FROM core.dim_document "
            "WHERE document_key IN (SELECT document_key FROM written)"
        ).pl()
        connection.execute("DELETE FROM core.dim_document WHERE document_key IN (SELECT document_key FROM written)")
    began = pl.when("was_current").then("valid_from").otherwise(pl.lit(at))
    rows = written.join(before, on="document_key", how="left", maintain_order="left").with_columns(
        pl.col("aliases").fill_null([]),
        began.alias("valid_from"),
        valid_to=pl.lit(None),
        is_current=pl.lit(True),
        load_key=pl.coalesce("load_key", "known_load_key"),
        run_id=pl.coalesce("run_id", "known_run"),
        rules_version=pl.coalesce("rules_version", "known_rules"),
    )
    insert(connection, DIM_DOCUMENT, rows)
    insert(connection, FCT_VALIDITY, rows.filter(~pl.col("was_current")).with_columns(run_id=pl.lit(run.run_id)))
