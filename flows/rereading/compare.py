"""What two readings of the same documents differ in, row by row.

A row's key is a hash of its document version and its place there, so that the two readings of one place meet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import polars as pl

from warehouse.rows import registered
from warehouse.schema import mart, stage
from warehouse.schema.declare import Table

CHANGES = {
    "table": pl.String,
    "change": pl.String,
    "rule": pl.String,
    "document": pl.String,
    "mention": pl.String,
    "sentence": pl.String,
    "differences": pl.List(pl.String),
}
#: What says where a row stands, not what it says.
_PLACES = ("document", "document_key", "article_key", "sentence_key", "entity_key", "char_start", "char_end", "pieces")


@dataclass(frozen=True, slots=True)
class Compared:
    """A kind of fact that is compared: the stage table and the view whose rows must meet, and the word that names one.

    `query` gives the view's rows of the documents in `reread`; `kind` is the one that the view shows, where the stage
    table holds several.
    """

    table: Table
    view: Table
    word: str
    query: str
    kind: str | None = None

    @property
    def key(self) -> str:
        """The column that both have as their key."""
        return self.view.key[0]

    @property
    def fields(self) -> list[str]:
        """The columns that are compared."""
        both = [name for name in self.table.column_names if name in self.view.column_names]
        return [name for name in both if name not in (self.key, *_PLACES)]


COMPARED = (
    Compared(
        stage.OBSERVATION,
        mart.OBSERVATIONS,
        "mention",
        "FROM mart.observations WHERE document_key IN (SELECT document_key FROM reread)",
    ),
    Compared(
        stage.MENTION,
        mart.TIMES,
        "mention",
        "FROM mart.times WHERE document_key IN (SELECT document_key FROM reread)",
        "time",
    ),
    Compared(
        stage.ENTITY,
        mart.ENTITIES,
        "name",
        "FROM mart.entities WHERE document_key IN (SELECT document_key FROM reread)",
    ),
    Compared(
        stage.EVENT,
        mart.EVENTS,
        "trigger",
        "FROM mart.events WHERE document_key IN (SELECT document_key FROM reread)",
    ),
)


def compare(connection: duckdb.DuckDBPyConnection, staged: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows that a new reading (`staged`: stage frames by table name) adds, loses and changes in the warehouse.

    Columns: `CHANGES`. `change` is added, lost or changed; `rule` the one that makes the row now, or made a lost one;
    `differences` holds "field: before → after" for every field that changed, else "field: value" for each.
    """
    documents = staged[stage.DOCUMENT.name].select("document_key", "document")
    sentences = staged[stage.SENTENCE.name].select("sentence_key", sentence="text")
    return pl.concat([_changes(connection, one, staged, documents, sentences) for one in COMPARED])


def _changes(
    connection: duckdb.DuckDBPyConnection,
    compared: Compared,
    staged: Mapping[str, pl.DataFrame],
    documents: pl.DataFrame,
    sentences: pl.DataFrame,
) -> pl.DataFrame:
    is_kind = pl.lit(True) if compared.kind is None else pl.col("kind") == compared.kind
    after = _as_text(staged[compared.table.name].filter(is_kind), compared)
    with registered(connection, reread=documents.select("document_key")):
        held = connection.execute(compared.query).pl()
    before = _as_text(held, compared)
    met = before.join(after, on=compared.key, suffix="_after").with_columns(differences=_differences(compared.fields))
    added = after.join(before, on=compared.key, how="anti").with_columns(differences=_says(compared.fields))
    lost = before.join(after, on=compared.key, how="anti").with_columns(differences=_says(compared.fields))
    changed = met.filter(pl.col("differences").list.len() > 0)
    changes = {"added": added, "lost": lost, "changed": changed}
    found = pl.concat([rows.with_columns(change=pl.lit(word)) for word, rows in changes.items()], how="diagonal")
    found = found.join(documents, on="document_key", how="left").join(sentences, on="sentence_key", how="left")
    named = found.with_columns(table=pl.lit(compared.view.short_name), mention=compared.word, rule=_rule(found))
    return named.select(list(CHANGES)).cast(CHANGES).sort("document", "change", "mention", "sentence", "differences")


def _rule(found: pl.DataFrame) -> pl.Expr:
    """Who made the row as it is after; entities bear no rule."""
    names = [name for name in ("rule_after", "rule") if name in found.columns]
    return pl.coalesce(names) if names else pl.lit(None, pl.String)


def _as_text(frame: pl.DataFrame, compared: Compared) -> pl.DataFrame:
    """Key, document, sentence, and the compared fields as text, so that rows of both readings are of one form."""
    places = [
        pl.col(name) if name in frame.columns else pl.lit(None, pl.Int64).alias(name)
        for name in ("document_key", "sentence_key")
    ]
    return frame.select(compared.key, *places, *(_text(name, frame.schema[name]) for name in compared.fields))


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    value = pl.col(name)
    return value.list.join("、") if isinstance(dtype, pl.List) else value.cast(pl.String)


def _differences(fields: list[str]) -> pl.Expr:
    shown = [
        pl.when(pl.col(name).ne_missing(pl.col(f"{name}_after"))).then(
            pl.format("{}: {} → {}", pl.lit(name), pl.col(name).fill_null("—"), pl.col(f"{name}_after").fill_null("—"))
        )
        for name in fields
        if name != "rule"  # another rule that says the same changes nothing
    ]
    return pl.concat_list(shown).list.drop_nulls()


def _says(fields: list[str]) -> pl.Expr:
    shown = [pl.format("{}: {}", pl.lit(name), pl.col(name)) for name in fields if name != "rule"]
    return pl.concat_list(shown).list.drop_nulls()
