"""Indicators: what was told of one measure, by place and period, as a chart and as the sentences behind it."""

import polars as pl
import streamlit as st

from warehouse.explore.access import Row, frame, rows
from warehouse.explore.address import choose
from warehouse.explore.charts import by_period, by_place
from warehouse.explore.language import Language
from warehouse.explore.sentences import choose_sentence
from warehouse.explore.values import joined
from warehouse.explore.visit import Visit

MOST_INDICATORS, MOST_PLACES, MOST_ROWS = 1000, 10, 5000
_INDICATORS = """
SELECT standard_indicator AS indicator, any_value(topic) AS topic, count(*) AS observations
FROM mart.observations WHERE standard_indicator IS NOT NULL AND NOT is_reprint
GROUP BY standard_indicator ORDER BY observations DESC, indicator LIMIT ?
"""
#: A target is a level that is planned.
_FORMS = """
SELECT if(measure = 'target', 'level', measure) AS measure, comparison, coalesce(base_unit, unit) AS unit,
    count(*) AS observations
FROM mart.observations WHERE standard_indicator = ? AND NOT is_reprint
GROUP BY ALL ORDER BY observations DESC, measure, comparison, unit
"""
#: A fall stands below zero; a value in a unit without a base stands as it was written.
_SERIES = """
SELECT
    coalesce(place, subject, '—') AS place, subject, period_start, period_end,
    coalesce(base_value, value) * if(direction = 'down' AND measure = 'change', -1, 1) AS value,
    status, mention, sentence, document, article_key, observation_key
FROM mart.observations
WHERE standard_indicator = $indicator AND if(measure = 'target', 'level', measure) = $measure
    AND comparison IS NOT DISTINCT FROM $comparison AND coalesce(base_unit, unit) = $unit AND NOT is_reprint
ORDER BY period_end DESC NULLS LAST, place, value LIMIT $most
"""


def draw(visit: Visit) -> None:
    """Choose an indicator, its form and places; see them in a chart, and the sentences below."""
    say = visit.say
    known = {row["indicator"]: row for row in rows(visit.connection, _INDICATORS, [MOST_INDICATORS])}
    if not known:
        st.text(say("No indicator was read yet."))
        return
    indicator = choose(say.word("indicator"), {name: _name(row, say) for name, row in known.items()}, "indicator")
    forms = rows(visit.connection, _FORMS, [indicator])
    at = st.pills(
        say("Form"),
        range(len(forms)),
        format_func=lambda at: _form(forms[at], say),
        default=0,
        required=True,
        key=f"form {indicator}",
    )
    form = {name: value for name, value in forms[at].items() if name != "observations"}
    found = frame(visit.connection, _SERIES, {"indicator": indicator, "most": MOST_ROWS, **form})
    _shown(found, str(form["unit"]), visit)


def _name(indicator: Row, say: Language) -> str:
    topic = say.word(indicator["topic"]) if indicator["topic"] else None
    return joined((indicator["indicator"], topic, f"{indicator['observations']:,}"))


def _form(form: Row, say: Language) -> str:
    comparison = say.word(form["comparison"]) if form["comparison"] else ""
    return joined((f"{comparison} {say.word(form['measure'])}".strip(), form["unit"], f"{form['observations']:,}"))


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
            if "planned" in dated["status"]:
                st.caption(say("Hollow diamonds are plans."))
            if missing := len(found) - len(dated):
                st.caption(say("{n} without a period stand in the table only.", n=missing))
    with by_places:
        st.altair_chart(by_place(found, unit, say), width="stretch")
    choose_sentence(found, ("place", "subject", "mention", "status", "period_start", "period_end", "sentence"), visit)
