"""The audit record of a run, written in the transaction that loads what the run read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import polars as pl

from warehouse.rows import insert, registered
from warehouse.schema import audit
from warehouse.schema.declare import Column
from warehouse.schema.fetched import RAW_FETCH
from warehouse.schema.keys import UNKNOWN_KEY, text_keys
from warehouse.schema.lineage import RUN_ID


@dataclass(frozen=True)
class Run:
    """A run as `audit.run` keeps it; `status` is one of `warehouse.schema.words.RUN_STATUSES`."""

    run_id: str
    started_at: datetime
    rules_version: str
    status: str = "running"
    finished_at: datetime | None = None
    message: str | None = None


def _no_rows(columns: tuple[Column, ...]) -> pl.DataFrame:
    return pl.DataFrame(schema={column.name: column.dtype.polars for column in columns})


@dataclass(frozen=True)
class Record:
    """What a run did; each frame holds the audit table's columns without `run_id` (added on writing).

    files: what was seen in the inbox and is new: path, sha256, byte_count, status, document_key (0 when refused),
        manifest.
    stages, funnel, checks, volumes: of the whole run so far; they replace what the run recorded before.
    quarantine: code, path, sha256, char_start, char_end, text, message, mend.
    mended: paths at which no file stands whose refusals are over: addresses that can be fetched again.
    fetched: rows of `raw.fetch`, some at a time.
    """

    files: pl.DataFrame = field(default_factory=lambda: _no_rows(audit.FILE.columns[:-1]))
    stages: pl.DataFrame = field(default_factory=lambda: _no_rows(audit.STAGE.columns[1:]))
    funnel: pl.DataFrame = field(default_factory=lambda: _no_rows(audit.FUNNEL.columns[1:]))
    checks: pl.DataFrame = field(default_factory=lambda: _no_rows(audit.CHECK_COLUMNS))
    volumes: pl.DataFrame = field(default_factory=lambda: _no_rows(audit.VOLUME.columns[1:]))
    quarantine: pl.DataFrame = field(default_factory=lambda: _no_rows(audit.REFUSAL_COLUMNS))
    mended: Sequence[str] = ()
    fetched: Iterable[pl.DataFrame] = ()


#: What a run recorded before of each kind, replaced when it records more of that kind.
_FORGET_BEFORE = {
    "stages": "DELETE FROM audit.stage WHERE run_id = ?",
    "funnel": "DELETE FROM audit.funnel WHERE run_id = ?",
    "checks": "DELETE FROM audit.check WHERE run_id = ?",
    "volumes": "DELETE FROM audit.volume WHERE run_id = ?",
}


def write_record(connection: duckdb.DuckDBPyConnection, run: Run, record: Record) -> None:
    """Write the run and its record; what the same run recorded before is replaced. The caller holds the transaction.

    Where the record has none of these those from before stay: a run that died has loaded what they tell.
    """
    (before,) = connection.execute("DELETE FROM audit.run WHERE run_id = ?", [run.run_id]).fetchone()
    for name, statement in _FORGET_BEFORE.items():
        if before and getattr(record, name).height:  # each of these looks through all history
            connection.execute(statement, [run.run_id])
    connection.execute(
        "INSERT INTO audit.run BY NAME SELECT ? AS run_id, ? AS started_at, ? AS finished_at, ? AS status, "
        "? AS rules_version, ? AS message",
        [run.run_id, run.started_at, run.finished_at, run.status, run.rules_version, run.message],
    )
    insert(connection, audit.STAGE, _of(run, record.stages))
    insert(connection, audit.FUNNEL, _of(run, record.funnel))
    insert(connection, audit.CHECK, _of(run, record.checks))
    insert(connection, audit.VOLUME, _of(run, record.volumes))
    _write_quarantine(connection, run, record)
    _write_files(connection, run, record.files)
    for rows in record.fetched:
        _write_fetched(connection, run, rows)


def _write_fetched(connection: duckdb.DuckDBPyConnection, run: Run, rows: pl.DataFrame) -> None:
    """Keep bytes as they came; a version that is read again has them already."""
    with registered(connection, fetched_rows=rows.select("document_key")):
        known = connection.execute(
            "SELECT document_key FROM raw.fetch WHERE document_key IN (SELECT document_key FROM fetched_rows)"
        ).pl()
    insert(connection, RAW_FETCH, _of(run, rows.join(known, on="document_key", how="anti", maintain_order="left")))


def quarantine_key() -> pl.Expr:
    """Key of a refusal, in a frame with its code, path, sha256, char_start and char_end."""
    natural = ("code", "path", "sha256", "char_start", "char_end")
    return text_keys(pl.concat_str([pl.col(n).cast(pl.String).fill_null("") for n in natural], separator="\n"))


def _of(run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.lit(run.run_id).alias(RUN_ID.name))


#: Documents that have other aliases than before; most have none, and an UPDATE of no row costs as much as one of some.
_ALIASES = """
SELECT d.document_key, coalesce(list(f.path ORDER BY f.path) FILTER (f.path IS NOT NULL), []) AS paths
FROM core.dim_document AS d
LEFT JOIN audit.file AS f ON f.document_key = d.document_key AND f.status = 'alias'
WHERE d.document_key IN (SELECT document_key FROM touched WHERE document_key <> 0)
GROUP BY d.document_key, d.aliases
HAVING paths IS DISTINCT FROM d.aliases
"""


def _write_files(connection: duckdb.DuckDBPyConnection, run: Run, files: pl.DataFrame) -> None:
    """Bring the ledger up to date, and the aliases of every document that won or lost a path."""
    if files.is_empty():
        return
    files = _of(run, files.with_columns(pl.col("document_key").fill_null(UNKNOWN_KEY)))
    with registered(connection, seen_files=files):
        touched = connection.execute(
            "SELECT document_key FROM audit.file WHERE path IN (SELECT path FROM seen_files) "
            "UNION SELECT document_key FROM seen_files"
        ).pl()
        connection.execute("DELETE FROM audit.file WHERE path IN (SELECT path FROM seen_files)")
    insert(connection, audit.FILE, files)
    with registered(connection, touched=touched):
        changed = connection.execute(_ALIASES).pl()
    if changed.height:
        with registered(connection, changed=changed):
            connection.execute(
                "UPDATE core.dim_document AS d SET aliases = c.paths "
                "FROM changed AS c WHERE c.document_key = d.document_key"
            )


def _write_quarantine(connection: duckdb.DuckDBPyConnection, run: Run, record: Record) -> None:
    """Open what this run refuses; close what it no longer refuses at the paths it has read."""
    refused = (
        _of(run, record.quarantine)
        .with_columns(
            quarantine_key=quarantine_key(),
            rules_version=pl.lit(run.rules_version),
            opened_at=pl.lit(run.started_at),
            closed_at=pl.lit(None),
            why=pl.lit(None),
        )
        .unique("quarantine_key", keep="first", maintain_order=True)
    )
    paths = pl.concat([record.files["path"], pl.Series("path", record.mended, pl.String)]).to_frame()
    with registered(connection, refused=refused.select("quarantine_key"), seen_files=paths):
        connection.execute(
            "UPDATE audit.quarantine SET closed_at = ? WHERE closed_at IS NULL "
            "AND path IN (SELECT path FROM seen_files) "
            "AND quarantine_key NOT IN (SELECT quarantine_key FROM refused)",
            [run.started_at],
        )
        connection.execute(
            "UPDATE audit.quarantine SET closed_at = NULL, rules_version = ? "
            "WHERE why IS NULL AND quarantine_key IN (SELECT quarantine_key FROM refused)",
            [run.rules_version],
        )
        known = connection.execute(
            "SELECT quarantine_key FROM audit.quarantine WHERE quarantine_key IN (SELECT quarantine_key FROM refused)"
        ).pl()
    insert(connection, audit.QUARANTINE, refused.join(known, on="quarantine_key", how="anti"))
