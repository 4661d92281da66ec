"""Where many meet many: persons and posts, events and participants, articles and authors."""

import polars as pl

from warehouse.schema.keys import UNKNOWN_KEY, text_keys

#: An author is known by name and newspaper; where that is not known, only within the document version.
AUTHOR_KEY = text_keys(
    pl.format("{}\n{}", "author", pl.coalesce("publication", pl.col("document_key").cast(pl.String)))
).alias("author_key")
#: Lists of names of an article, and what they say of those named.
PARTS = {"authors": "writer", "photo_credits": "photographer"}
_MADE = ("load_key", "run_id", "rule", "rules_version")


def person_roles(entities: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Rows of `core.bridge_person_role` from those of `core.fct_entity`: persons of whom a post or an office is said.

    The day is that of the document's first article in `articles` (rows of `core.dim_article`).
    """
    days = articles.group_by("document_key", maintain_order=True).agg(date_key=pl.col("published_key").first())
    named = entities.filter(pl.col("type") == "person", pl.any_horizontal(pl.col("role", "org").is_not_null()))
    joined = named.join(days, on="document_key", how="left", maintain_order="left")
    return joined.with_columns(pl.col("date_key").fill_null(UNKNOWN_KEY))


def event_participants(events: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """Rows of `core.bridge_event_participant`: who is named in `participants`, as entities of the same document."""
    named = (
        events.select("event_key", "article_key", "document_key", *_MADE, participant="participants")
        .with_columns(ordinal=pl.int_ranges(1, pl.col("participant").list.len() + 1))
        .explode("participant", "ordinal")
        .drop_nulls("participant")
    )
    members = ("entity_key", "organization_key", "person_key", "program_key")
    known = (
        entities.sort("entity_key")
        .unique(["document_key", "name"], keep="first", maintain_order=True)
        .select("document_key", *members, participant="name")
    )
    joined = named.join(known, on=["document_key", "participant"], how="left", maintain_order="left")
    return joined.with_columns(pl.col(*members).fill_null(UNKNOWN_KEY))


def article_authors(articles: pl.DataFrame) -> pl.DataFrame:
    """Rows of `core.bridge_article_author` from those of `core.dim_article`."""
    return _authors(articles).with_columns(date_key="published_key", rule=pl.lit("byline"))


def authors(articles: pl.DataFrame) -> pl.DataFrame:
    """Members of `core.dim_author` from rows of `stage.article`, each once."""
    named = _authors(articles).select("author_key", "author", "publication")
    return named.unique("author_key", keep="first", maintain_order=True).sort("author_key")


def _authors(articles: pl.DataFrame) -> pl.DataFrame:
    """Articles once for each name in their bylines and credits, in order: author, author_key, part, ordinal."""
    lists = [
        articles.with_columns(
            author=pl.col(names), ordinal=pl.int_ranges(1, pl.col(names).list.len() + 1), part=pl.lit(part)
        )
        .explode("author", "ordinal")
        .drop_nulls("author")
        for names, part in PARTS.items()
    ]
    return pl.concat(lists).with_columns(AUTHOR_KEY)
