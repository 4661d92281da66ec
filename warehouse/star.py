"""From stage frames to rows of the star: keys of dimensions in the place of words and dates."""

from collections.abc import Mapping

import polars as pl

from warehouse.schema import dimensions, facts
from warehouse.schema.keys import UNKNOWN_KEY, text_keys

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
INDICATOR_KEY = text_keys(pl.col("indicator")).alias("indicator_key")
PLACE_KEY = pair_key(pl.col("place"), pl.col("place_code")).alias("place_key")
EVENT_PLACE_KEY = pair_key(pl.col("place"), pl.lit("")).alias("place_key")


def versioned_rows(staged: Frames, lineage: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Rows that belong to document versions, by table name, clustered by load key.

    `lineage` has a row for each version to load: document_key, load_key, run_id, rules_version. Rows of other
    documents in `staged` are left out.
    """

    def rows(stage: str, *order: str) -> pl.DataFrame:
        kept = staged[stage].join(lineage, on="document_key", how="inner")
        return kept.sort("load_key", *order, maintain_order=True)

    published = [date_key(f"published{end}") for end in ("", "_earliest", "_latest")]
    observed = [UNIT_KEY, INDICATOR_KEY, PLACE_KEY, date_key("period_start"), date_key("period_end")]
    days = [date_key("start_date"), date_key("end_date")]
    return {
        dimensions.RAW_DOCUMENT.name: rows("stage.document"),
        dimensions.DIM_ARTICLE.name: rows("stage.article", "ordinal").with_columns(published),
        dimensions.DIM_SENTENCE.name: rows("stage.sentence", "article_key", "ordinal"),
        facts.FCT_OBSERVATION.name: rows("stage.observation", "char_start", "observation_key").with_columns(observed),
        facts.FCT_MENTION.name: rows("stage.mention", "char_start", "mention_key").with_columns(
            *days, pl.col("entity_key").fill_null(UNKNOWN_KEY)
        ),
        facts.FCT_TERM.name: rows("stage.term", "article_key", "term").with_columns(rule=pl.lit("segmentation")),
        facts.FCT_SHINGLE.name: rows("stage.shingle", "article_key", "shingle").with_columns(rule=pl.lit("sketch")),
        facts.FCT_EVENT.name: rows("stage.event", "article_key", "event_key").with_columns(*days, EVENT_PLACE_KEY),
        facts.FCT_ENTITY.name: rows("stage.entity", "entity_key")
        .join(_entity_rules(staged["stage.mention"]), on="entity_key", how="left", maintain_order="left")
        .with_columns(pl.col("rule").fill_null("unknown")),
    }


def _entity_rules(mentions: pl.DataFrame) -> pl.DataFrame:
    """The rule of each entity's first mention."""
    named = mentions.filter(pl.col("entity_key").is_not_null()).sort("char_start", "mention_key")
    return named.group_by("entity_key").agg(pl.col("rule").first())


def shared_members(staged: Frames) -> dict[str, pl.DataFrame]:
    """Members of dimensions that documents share (units, indicators, places), by table name, each once."""
    observations = staged["stage.observation"]
    units = observations.select(
        UNIT_KEY,
        "unit",
        "base_unit",
        factor=pl.when(pl.col("value") != 0).then(pl.col("base_value") / pl.col("value")).round_sig_figs(9),
    )
    indicators = observations.select(INDICATOR_KEY, "indicator")
    places = pl.concat(
        [
            observations.select(PLACE_KEY, "place", "place_code"),
            staged["stage.event"].select(EVENT_PLACE_KEY, "place", place_code=pl.lit(None, pl.String)),
        ]
    )
    return {
        dimensions.DIM_UNIT.name: units.sort("unit_key", "factor", nulls_last=True).unique(
            "unit_key", keep="first", maintain_order=True
        ),
        dimensions.DIM_INDICATOR.name: _members(indicators, "indicator_key"),
        dimensions.DIM_PLACE.name: _members(places, "place_key").with_columns(_divisions()),
    }


def _members(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    return frame.filter(pl.col(key) != UNKNOWN_KEY).unique(key).sort(key)


def _divisions() -> list[pl.Expr]:
    """Level and parents from a code: 2 digits a province each, 4 a city, 6 a county, 9 a town, 12 a village."""
    code = pl.col("place_code")
    bare = pl.when(code.str.len_chars() <= 6).then(code.str.replace(r"(?:00){1,2}$", "")).otherwise(code)
    length = bare.str.len_chars()
    level = length.replace_strict(
        {2: "province", 4: "city", 6: "county", 9: "town", 12: "village"}, default=None, return_dtype=pl.String
    )

    def parent(digits: int) -> pl.Expr:
        return pl.when(length >= digits).then(code.str.slice(0, digits).str.pad_end(6, "0"))

    return [
        level.alias("level"),
        parent(2).alias("province_code"),
        parent(4).alias("city_code"),
        parent(6).alias("county_code"),
    ]


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
