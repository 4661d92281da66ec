"""The ledger of the inbox: which files the published warehouse knows, and what is new in what was found."""

from collections.abc import Iterable, Mapping, Set

import duckdb
import polars as pl

from warehouse.schema.keys import UNKNOWN_KEY, document_key

KNOWN_SCHEMA = {
    "path": pl.String,
    "sha256": pl.String,
    "byte_count": pl.Int64,
    "status": pl.String,
    "document_key": pl.Int64,
    "manifest": pl.String,
}
FOUND_SCHEMA = {"path": pl.String, "sha256": pl.String, "byte_count": pl.Int64, "manifest": pl.String}
NEWS_SCHEMA = FOUND_SCHEMA | {"news": pl.String, "owner": pl.String, "document_key": pl.Int64}


#: A refused file is known by the refusal of these bytes by these very rules, or by one that a steward has released,
#: while nothing else keeps it out: one that could not even be opened for a while is read again, so that what stands in
#: quarantine is what is wrong now.
#: `refused_by` are the versions of rules of open refusals; where it is NULL the file is known to all rules.
_KNOWN = """
SELECT path, sha256, byte_count, status, document_key, manifest, CAST(NULL AS VARCHAR[]) AS refused_by
FROM audit.file
WHERE status <> 'refused'
UNION ALL
SELECT path, sha256, byte_count, status, document_key, manifest, CASE WHEN NOT EXISTS (
        FROM audit.quarantine AS q WHERE q.path = f.path AND q.sha256 = f.sha256 AND q.why IS NOT NULL
    ) THEN ARRAY(
        SELECT rules_version FROM audit.quarantine AS q
        WHERE q.path = f.path AND q.sha256 = f.sha256 AND q.closed_at IS NULL
    ) END
FROM audit.file AS f
WHERE status = 'refused' AND NOT EXISTS (
    FROM audit.quarantine AS q
    WHERE q.path = f.path AND q.sha256 IS DISTINCT FROM f.sha256 AND q.closed_at IS NULL
)
"""


def known_in(connection: duckdb.DuckDBPyConnection, rules_version: str) -> pl.DataFrame:
    """The files that an open warehouse knows, with the columns of `KNOWN_SCHEMA`.

    A file that was refused by other rules than those of `rules_version` is not known: these may read it.
    """
    # neither .pl() nor a parameter of the statement: they import pandas and pyarrow, 0.6 s of the way to "nothing new"
    files = pl.DataFrame(connection.sql(_KNOWN), schema={**KNOWN_SCHEMA, "refused_by": pl.List(pl.String)})
    return files.filter(pl.col("refused_by").list.contains(rules_version).fill_null(True)).drop("refused_by")


def sort_out(known: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """What is new in `found` (columns of `FOUND_SCHEMA`: every readable file of the inbox), sorted by path.

    Columns: those of `found`, news, owner, document_key. `news` is `same` (nothing to do), `new`, `changed` (new bytes
    at a known path, or another row in the manifest) or `alias` (its bytes stand at the path `owner`; of several new
    paths with the same bytes the first by name is the document). `document_key` is the version that holds the bytes.
    """
    beside = found.join(known, on="path", how="left", suffix="_before", maintain_order="left")
    is_same = (pl.col("sha256") == pl.col("sha256_before")) & pl.col("manifest").eq_missing(pl.col("manifest_before"))
    settled = (is_same & (pl.col("status") == "loaded")).fill_null(False)  # all but some, of very many, as a rule
    kept = beside.filter(settled).with_columns(news=pl.lit("same"), owner="path").select(NEWS_SCHEMA.keys())
    others = beside.filter(~settled).select(FOUND_SCHEMA.keys())
    return (pl.concat([kept, _compared(known, found, others)]) if others.height else kept).sort("path")


def _compared(known: pl.DataFrame, found: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """The answer of `sort_out` for `others` among those that are `found`."""
    bearing = known.join(others, on="path", how="semi"), known.join(others, on="sha256", how="semi")
    ledger = {row["path"]: row for rows in bearing for row in rows.iter_rows(named=True)}
    files = sorted(others.iter_rows(named=True), key=lambda row: row["path"])
    digests = {row["path"]: row["sha256"] for row in files}
    now = found.join(bearing[1], on="path", how="semi")
    digests |= dict(now.select("path", "sha256").iter_rows())
    refused = {row["path"] for row in files if _is_refused(ledger.get(row["path"]), row)}
    owners = _owners(ledger, digests, refused)
    rows = [_news(row, ledger.get(row["path"]), owners) for row in files]
    return pl.DataFrame(rows, schema=NEWS_SCHEMA)


def _owners(ledger: Mapping[str, Mapping], found: Mapping[str, str], refused: Set[str]) -> dict[str, str]:
    """For each digest the path whose document holds those bytes: a loaded one if it still has them, else the first.

    A file that left the inbox keeps its document: the same bytes elsewhere are a file that moved. Refused bytes have
    no document: the same bytes elsewhere are refused on their own account.
    """
    owners = {
        row["sha256"]: path
        for path, row in ledger.items()
        if row["status"] == "loaded" and found.get(path, row["sha256"]) == row["sha256"]
    }
    for path, digest in sorted(found.items()):
        if path not in refused:
            owners.setdefault(digest, path)
    return owners


def _is_refused(before: Mapping | None, row: Mapping) -> bool:
    same = before is not None and all(before[name] == row[name] for name in ("sha256", "manifest"))
    return same and before["status"] == "refused"


def _news(row: Mapping, before: Mapping | None, owners: Mapping[str, str]) -> dict:
    path, digest = row["path"], row["sha256"]
    is_refused = _is_refused(before, row)
    owner = path if is_refused else owners[digest]
    key = UNKNOWN_KEY if is_refused else document_key(owner, digest)
    is_known = before is not None and before["sha256"] == digest and before["document_key"] == key
    if is_known and (owner != path or before["manifest"] == row["manifest"]):
        news = "same"  # what is said of a copy changes nothing: the document's own row counts
    elif owner != path:
        news = "alias"
    else:
        news = "changed" if is_known or (before is not None and before["sha256"] != digest) else "new"
    return {**row, "news": news, "owner": owner, "document_key": key}


def ledger_rows(news: pl.DataFrame, refused: Iterable[str] = ()) -> pl.DataFrame:
    """Rows for `Record.files` from `sort_out`'s answer, all but the same ones.

    Paths in `refused`, and aliases of them, are refused: there is no document they could stand for.
    """
    is_refused = pl.col("owner").is_in(list(refused))
    status = pl.when(is_refused).then(pl.lit("refused")).when(pl.col("news") == "alias").then(pl.lit("alias"))
    return news.filter(pl.col("news") != "same").select(
        "path",
        "sha256",
        "byte_count",
        status=status.otherwise(pl.lit("loaded")),
        document_key=pl.when(is_refused).then(UNKNOWN_KEY).otherwise("document_key"),
        manifest="manifest",
    )
