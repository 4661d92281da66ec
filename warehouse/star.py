"""From stage frames to rows of the star: keys of dimensions in the place of words and dates."""

from collections.abc import Mapping

import polars as pl

from warehouse import bridges
from warehouse.schema import dimensions, facts
from warehouse.schema.declare import Table
from warehouse.schema.keys import UNKNOWN_KEY, text_keys
from warehouse.schema.stage import MEMBER_TABLES

Frames = Mapping[str, pl.DataFrame]


def pair_key(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    """Key of a member named by two texts; unknown where the first is null."""
    return text_keys(pl.concat_str([first, second.fill_null("")], separator="\n"))


def date_key(name: str) -> pl.Expr:
    """Key of the day in column `name`: 20221031; unknown where null or outside the years 1 to 9999."""
    day = pl.col(name)
    year = day.dt.year().cast(pl.Int64)
    key = year * 10000 + day.dt.month().cast(pl.Int64) * 100 + day.dt.day().cast(pl.Int64)
    return pl.when(year.is_between(1, 9999)).then(key).otherwise(UNKNOWN_KEY).alias(f"{name}_key")


UNIT_KEY = pair_key(pl.col("unit"), pl.col("base_unit")).alias("unit_key")
INDICATOR_KEY = text_keys(pl.col("standard_indicator")).alias("indicator_key")
#: Keys of members that the stage leaves empty where nothing is known.
MEMBERS = ("place_key", "organization_key", "person_key", "program_key")


def known_or_zero(*names: str) -> pl.Expr:
    """Keys of members, `UNKNOWN_KEY` for none."""
    return pl.col(*names).fill_null(UNKNOWN_KEY)


def versioned_rows(staged: Frames, lineage: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Rows that belong to document versions, by table name, clustered by load key.

    `lineage` has a row for each version to load: document_key, load_key, run_id, rules_version. Rows of other
    documents in `staged` are left out.
    """

    def rows(stage: str, *order: str) -> pl.DataFrame:
        kept = staged[stage].join(lineage, on="document_key", how="inner")
        return kept.sort("load_key", *order, maintain_order=True)

    published = [date_key(f"published{end}") for end in ("", "_earliest", "_latest")]
    observed = [UNIT_KEY, INDICATOR_KEY, known_or_zero("place_key"), date_key("period_start"), date_key("period_end")]
    days = [date_key("start_date"), date_key("end_date")]
    articles = rows("stage.article", "ordinal").with_columns(*published, known_or_zero("place_key"))
    events = rows("stage.event", "article_key", "event_key").with_columns(*days, known_or_zero("place_key"))
    entities = (
        rows("stage.entity", "entity_key")
        .with_columns(known_or_zero(*MEMBERS))
        .join(_entity_rules(staged["stage.mention"]), on="entity_key", how="left", maintain_order="left")
        .with_columns(pl.col("rule").fill_null("unknown"))
    )
    return {
        dimensions.RAW_DOCUMENT.name: rows("stage.document"),
        dimensions.DIM_ARTICLE.name: articles,
        dimensions.DIM_SENTENCE.name: rows("stage.sentence", "article_key", "ordinal"),
        facts.FCT_OBSERVATION.name: rows("stage.observation", "char_start", "observation_key").with_columns(observed),
        facts.FCT_MENTION.name: rows("stage.mention", "char_start", "mention_key").with_columns(
            *days, known_or_zero("entity_key")
        ),
        facts.FCT_TERM.name: rows("stage.term", "article_key").with_columns(
            article_terms=pl.col("count").sum().over("article_key"), rule=pl.lit("segmentation")
        ),
        facts.FCT_SHINGLE.name: rows("stage.shingle", "article_key", "shingle").with_columns(rule=pl.lit("sketch")),
        facts.FCT_EVENT.name: events,
        facts.FCT_ENTITY.name: entities,
        facts.BRIDGE_PERSON_ROLE.name: bridges.person_roles(entities, articles),
        facts.BRIDGE_EVENT_PARTICIPANT.name: bridges.event_participants(events, entities),
        facts.BRIDGE_ARTICLE_AUTHOR.name: bridges.article_authors(articles),
    }


def _entity_rules(mentions: pl.DataFrame) -> pl.DataFrame:
    """The rule of each entity's first mention."""
    named = mentions.filter(pl.col("entity_key").is_not_null()).sort("char_start", "mention_key")
    return named.group_by("entity_key").agg(pl.col("rule").first())


def shared_members(staged: Frames) -> dict[str, pl.DataFrame]:
    """Members of dimensions that documents share, by table name, each once."""
    units = staged["stage.observation"].select(
        UNIT_KEY,
        "unit",
        "base_unit",
        factor=pl.when(pl.col("value") != 0).then(pl.col("base_value") / pl.col("value")).round_sig_figs(9),
    )
    taken = {
        f"core.dim_{table.short_name}": staged[table.name].with_columns(known_or_zero(*_pointing(table)))
        for table in MEMBER_TABLES
    }
    return {
        dimensions.DIM_UNIT.name: units.sort("unit_key", "factor", nulls_last=True).unique(
            "unit_key", keep="first", maintain_order=True
        ),
        **{name: frame.sort(frame.columns[0]) for name, frame in taken.items()},
        dimensions.DIM_AUTHOR.name: bridges.authors(staged["stage.article"]),
    }


def _pointing(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.references]


def calendar(days: pl.Series) -> pl.DataFrame:
    """Rows of `core.dim_date` for `days`, in their order."""
    date = pl.col("date")
    month, year = date.dt.month(), date.dt.year()
    # The first five-year plan began in 1953; after the pause of 1963–1965 the third began in 1966.
    plan = (
        pl.when(year.is_between(1953, 1962))
        .then((year - 1953) // 5 + 1)
        .when(year >= 1966)
        .then((year - 1966) // 5 + 3)
    )
    return pl.DataFrame({"date": days}).with_columns(
        date_key("date").alias("date_key"),
        year=year,
        half_year=(month + 5) // 6,
        quarter=date.dt.quarter(),
        month=month,
        ten_days=pl.min_horizontal((date.dt.day() - 1) // 10 + 1, pl.lit(3)),
        day=date.dt.day(),
        iso_year=date.dt.iso_year(),
        iso_week=date.dt.week(),
        weekday=date.dt.weekday(),
        five_year_plan=plan,
    )


#: Where stage tables hold days.
DAYS = (
    ("stage.article", ("published", "published_earliest", "published_latest")),
    ("stage.observation", ("period_start", "period_end")),
    ("stage.mention", ("start_date", "end_date")),
    ("stage.event", ("start_date", "end_date")),
)


def days_of(staged: Frames) -> pl.Series:
    """Every day that `staged` names and the calendar can hold, once, in order."""
    named = pl.concat([staged[stage][column].rename("date") for stage, columns in DAYS for column in columns])
    days = named.drop_nulls().unique().sort()
    return days.filter(days.dt.year().is_between(1, 9999))
