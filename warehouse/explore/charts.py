"""Charts. Numbers on axes and labels are written as people write them: 亿 and 万, or billions and millions."""

import altair as alt
import polars as pl

from warehouse.explore.language import Language
from warehouse.schema.words import STATUSES

_COLOURS = alt.Scale(scheme="tableau10")
_HAN = (
    "abs(datum.value) >= 1e8 ? format(datum.value / 1e8, ',.4~f') + '亿' : "
    "abs(datum.value) >= 1e4 ? format(datum.value / 1e4, ',.4~f') + '万' : format(datum.value, ',.4~f')"
)
_LATIN = "abs(datum.value) >= 1e4 ? replace(format(datum.value, '.4~s'), 'G', 'B') : format(datum.value, ',.4~f')"


def funnel(counts: pl.DataFrame, say: Language) -> alt.LayerChart:
    """Bars of `counts` (step, row_count, ordinal), a bar a step, in their order; lengths by square root."""
    steps = counts.with_columns(pl.col("step").map_elements(say.word, return_dtype=pl.String))
    longest = 1.3 * max(counts["row_count"].max(), 1)  # the number stands right of its bar
    base = alt.Chart(steps).encode(
        y=alt.Y("step:N", sort=alt.SortField("ordinal"), title=None, axis=alt.Axis(labelLimit=160)),
        x=alt.X("row_count:Q", scale=alt.Scale(type="sqrt", domainMax=longest), axis=None),
        tooltip=[
            alt.Tooltip("step:N", title=say.word("step")),
            alt.Tooltip("row_count:Q", title=say.word("row_count"), format=","),
        ],
    )
    labels = base.mark_text(align="left", dx=4).encode(text=alt.Text("row_count:Q", format=","))
    return (base.mark_bar() + labels).properties(height=alt.Step(26))


def coverage(months: pl.DataFrame, say: Language) -> alt.Chart:
    """How many articles of each newspaper there are a month: `months` has publication, month, articles."""
    named = months.with_columns(pl.col("month").cast(pl.Datetime("ms")))
    return (
        alt.Chart(named)
        .mark_bar()
        .encode(
            x=alt.X("yearmonth(month):T", title=None, axis=alt.Axis(format="%Y-%m", labelAngle=0, labelOverlap=True)),
            y=alt.Y("articles:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("publication:N", title=None, scale=_COLOURS, legend=_legend()),
            tooltip=[
                alt.Tooltip("publication:N", title=say.word("publication")),
                alt.Tooltip("yearmonth(month):T", title=say.word("month"), format="%Y-%m"),
                alt.Tooltip("articles:Q", title=say.word("articles"), format=","),
            ],
        )
        .properties(height=340)
    )


def by_period(found: pl.DataFrame, unit: str, say: Language) -> alt.LayerChart:
    """Values over time, a colour a place: a line as long as the period that the value is of, a point at its end.

    `found` has place, period_start, period_end, value, status, mention, sentence; no period_end is null. What is
    planned has a hollow diamond.
    """
    places = alt.Color("place:N", title=None, scale=_COLOURS, legend=_legend())
    base = alt.Chart(_days(found)).encode(
        y=alt.Y("value:Q", title=unit, axis=_values_axis(say, titleAngle=0), scale=_values_scale(found)),
        color=places,
        tooltip=_told(say),
    )
    days = {
        "axis": alt.Axis(format="%Y-%m", labelAngle=0, labelOverlap=True),
        "title": None,
        "scale": alt.Scale(padding=12),
    }
    periods = base.mark_rule(strokeWidth=2, opacity=0.5).encode(x=alt.X("first:T", **days), x2="last:T")
    ends = base.mark_point(size=70, strokeWidth=2).encode(
        x=alt.X("last:T", **days),
        shape=alt.Shape("status:N", legend=None, scale=alt.Scale(domain=STATUSES, range=["circle", "diamond"])),
        fill=alt.condition(alt.datum.status == "actual", places, alt.value("transparent")),
    )
    return (periods + ends).properties(height=380)


def by_place(found: pl.DataFrame, unit: str, say: Language) -> alt.Chart:
    """Values of places side by side: a point a value, what was told several times is seen; grey without a day."""
    days = alt.Legend(orient="top", format="%Y-%m", gradientLength=200)
    period = alt.Color("last:T", title=None, scale=alt.Scale(scheme="viridis"), legend=days)
    highest = alt.EncodingSortField("value", op="max", order="descending")
    return (
        alt.Chart(_days(found))
        .mark_point(size=70, filled=True, opacity=0.8, invalid="show")
        .encode(
            y=alt.Y("place:N", sort=highest, title=None, axis=alt.Axis(labelLimit=130, grid=True)),
            x=alt.X("value:Q", title=unit, axis=_values_axis(say, labelOverlap=True), scale=_values_scale(found)),
            color=alt.when("datum.last === null").then(alt.value("#b8b8b8")).otherwise(period),
            tooltip=_told(say),
        )
        .properties(height=alt.Step(30))
    )


def fulfilment(plans: pl.DataFrame, say: Language) -> alt.LayerChart:
    """Bars of what was reported as a share of what was planned, a line at the whole.

    `plans` has place, subject, indicator, period_end, ratio, outcome, planned, reported, unit.
    """
    name = (pl.coalesce("subject", "place", pl.lit("—")), "indicator", pl.col("period_end").dt.strftime("%Y-%m"))
    named = plans.select(
        "ratio", "planned", "reported", "unit",
        plan=pl.concat_str(*name, separator=" · ", ignore_nulls=True),
        outcome=pl.col("outcome").map_elements(say.word, return_dtype=pl.String),
    )  # fmt: skip
    told = [
        alt.Tooltip("plan:N", title=say.word("plan")),
        *(alt.Tooltip(f"{name}:Q", title=say.word(name), format=",") for name in ("planned", "reported")),
        alt.Tooltip("unit:N", title=say.word("unit")),
    ]
    colours = alt.Scale(domain=[say.word("achieved"), say.word("missed")], range=["#4c78a8", "#e45756"])
    bars = alt.Chart(named).encode(
        y=alt.Y("plan:N", sort=None, title=None, axis=alt.Axis(labelLimit=170)),
        x=alt.X("ratio:Q", title=None, axis=alt.Axis(format=".0%", labelOverlap=True)),
        color=alt.Color("outcome:N", title=None, scale=colours, legend=_legend()),
        tooltip=told,
    )
    whole = alt.Chart(pl.DataFrame({"ratio": [1.0]})).mark_rule(strokeDash=[4, 4]).encode(x="ratio:Q")
    return (bars.mark_bar() + whole).properties(height=alt.Step(28))


def _values_axis(say: Language, **options: object) -> alt.Axis:
    return alt.Axis(labelExpr=_HAN if say.code == "zh" else _LATIN, grid=True, **options)


def _values_scale(found: pl.DataFrame) -> alt.Scale:
    """From zero, unless all values are far from it: 97 % and 99 % are to be told apart."""
    low, high = found["value"].min(), found["value"].max()
    return alt.Scale(zero=True) if low < high / 2 else alt.Scale(zero=False, padding=16)


def _legend() -> alt.Legend:
    """Above the chart, narrow enough for a telephone."""
    return alt.Legend(orient="top", columns=2, labelLimit=125)


def _days(found: pl.DataFrame) -> pl.DataFrame:
    """The columns that charts need: days as midnights without a time zone, and the period's last month as a word."""
    last = pl.col("period_end")
    return found.select(
        "place", "value", "status", "mention", "sentence",
        first=pl.coalesce("period_start", "period_end").cast(pl.Datetime("ms")),
        last=last.cast(pl.Datetime("ms")),
        period=last.dt.strftime("%Y-%m").fill_null("—"),
    )  # fmt: skip


def _told(say: Language) -> list[alt.Tooltip]:
    names = ("place", "mention", "period", "status", "sentence")
    return [alt.Tooltip(f"{name}:N", title=say.word(name)) for name in names]
