"""Indicators: what was told of one measure, by place and period, as a chart and as the sentences behind it."""

import polars as pl
import streamlit as st

from warehouse.explore.access import frame, rows
from warehouse.explore.address import choose
from warehouse.explore.charts import by_period, by_place
from warehouse.explore.sentences import choose_sentence
from warehouse.explore.visit import Visit

MOST_INDICATORS, MOST_PLACES, MOST_ROWS = 1000, 10, 5000
_INDICATORS = """
SELECT indicator, count(*) AS observations
FROM mart.observations WHERE indicator IS NOT NULL AND NOT is_reprint
GROUP BY indicator ORDER BY observations DESC, indicator LIMIT ?
"""
_FORMS = """
SELECT measure, coalesce(base_unit, unit) AS unit, count(*) AS observations
FROM mart.observations WHERE indicator = ? AND NOT is_reprint
GROUP BY ALL ORDER BY observations DESC, measure, unit
"""
#: A fall stands below zero; a value in a unit without a base stands as it was written.
_SERIES = """
SELECT
    coalesce(place, subject, '—') AS place, subject, period_start, period_end,
    coalesce(base_value, value) * if(direction = 'down' AND measure = 'change', -1, 1) AS value,
    status, mention, sentence, document, article_key, observation_key
FROM mart.observations
WHERE indicator = ? AND measure = ? AND coalesce(base_unit, unit) = ? AND NOT is_reprint
ORDER BY period_end DESC NULLS LAST, place, value LIMIT ?
"""


def draw(visit: Visit) -> None:
    """Choose an indicator, its form and places; see them in a chart, and the sentences below."""
    say = visit.say
    counts = {row["indicator"]: row["observations"] for row in rows(visit.connection, _INDICATORS, [MOST_INDICATORS])}
    if not counts:
        st.text(say("No indicator was read yet."))
        return
    indicator = choose(say.word("indicator"), {name: f"{name} · {n:,}" for name, n in counts.items()}, "indicator")
    forms = rows(visit.connection, _FORMS, [indicator])
    form = st.pills(
        say("Form"),
        range(len(forms)),
        format_func=lambda at: f"{say.word(forms[at]['measure'])} {forms[at]['unit']} · {forms[at]['observations']:,}",
        default=0,
        required=True,
        key=f"form {indicator}",
    )
    found = frame(visit.connection, _SERIES, [indicator, forms[form]["measure"], forms[form]["unit"], MOST_ROWS])
    _shown(found, str(forms[form]["unit"]), visit)


def _shown(found: pl.DataFrame, unit: str, visit: Visit) -> None:
    say = visit.say
    places = found["place"].value_counts(sort=True).sort("count", "place", descending=[True, False])["place"].to_list()
    if len(places) > 1:
        chosen = st.multiselect(say("Places"), places, default=places[:MOST_PLACES])
        found = found.filter(pl.col("place").is_in(chosen)) if chosen else found
    dated = found.filter(pl.col("period_end").is_not_null())
    periods, by_places = st.tabs([say("By period"), say("By place")])
    with periods:
        if dated.is_empty():
            st.text(say("No period is told of these; they stand in the table."))
        else:
            st.altair_chart(by_period(dated, unit, say), width="stretch")
            if missing := len(found) - len(dated):
                st.caption(say("{n} without a period stand in the table only.", n=missing))
    with by_places:
        st.altair_chart(by_place(found, unit, say), width="stretch")
    choose_sentence(found, ("place", "subject", "mention", "status", "period_start", "period_end", "sentence"), visit)
