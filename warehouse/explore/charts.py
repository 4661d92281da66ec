"""Charts. Numbers on axes and labels are written as people write them: 亿 and 万, or billions and millions."""

import altair as alt
import polars as pl

from warehouse.explore.language import Language

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


def axis(say: Language) -> alt.Axis:
    """An axis of values."""
    return alt.Axis(labelExpr=_HAN if say.code == "zh" else _LATIN, grid=True)
