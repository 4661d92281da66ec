"""Plans: what a place planned, and what it later reported for the same indicator and period."""

import polars as pl
import streamlit as st

from warehouse.explore.access import frame
from warehouse.explore.charts import fulfilment
from warehouse.explore.language import Language
from warehouse.explore.marked_text import Passage, marked_text
from warehouse.explore.marks import Stretch
from warehouse.explore.values import brief, joined, period, shown
from warehouse.explore.visit import Visit

MOST_ROWS, MOST_BARS = 2000, 20
#: In the order in which they are offered.
OUTCOMES = ("missed", "achieved", "open")
_PLANS = """
SELECT * FROM mart.plans ORDER BY reported_on DESC NULLS LAST, planned_on DESC NULLS LAST, plan_observation_key LIMIT ?
"""
_ARTICLE = "SELECT article_key FROM mart.observations WHERE observation_key = ?"
_COLUMNS = ("outcome", "place", "subject", "indicator", "period_end", "planned", "reported", "unit", "planned_on")


def draw(visit: Visit) -> None:
    """Choose plans by what became of them; see how far they were fulfilled, and both sentences of the chosen one."""
    say = visit.say
    plans = frame(visit.connection, _PLANS, [MOST_ROWS])
    if plans.is_empty():
        st.text(say("No plan was read yet that a report could be compared with."))
        return
    counts = dict(plans["outcome"].value_counts().iter_rows())
    chosen = st.pills(
        say.word("outcome"),
        [outcome for outcome in OUTCOMES if outcome in counts],
        selection_mode="multi",
        format_func=lambda outcome: f"{say.word(outcome)} · {counts[outcome]:,}",
        default=[outcome for outcome in OUTCOMES if outcome in counts],
        label_visibility="collapsed",
    )
    plans = plans.filter(pl.col("outcome").is_in(chosen))
    measured = plans.filter(pl.col("ratio").is_not_null()).head(MOST_BARS)
    if not measured.is_empty():
        st.subheader(say("Reported, as a share of what was planned"))
        st.altair_chart(fulfilment(measured, say), width="stretch")
    st.caption(say("Choose a row to read the plan and the report."))
    columns = {say.word(name): [_cell(value, say, name) for value in plans[name]] for name in _COLUMNS}
    event = st.dataframe(
        pl.DataFrame(columns), hide_index=True, on_select="rerun", selection_mode="single-row", key="plans"
    )
    for at in event.selection.rows:
        _sentences(plans.row(at, named=True), visit)


def _cell(value: object, say: Language, name: str) -> str:
    return brief(value, say) if name in ("planned", "reported") else shown(value, say, name)


def _sentences(plan: dict, visit: Visit) -> None:
    say = visit.say
    of = period(plan["period_start"], plan["period_end"])
    about = joined((plan["place"], plan["subject"], plan["indicator"], of))
    for side, column in zip(("plan", "report"), st.columns(2), strict=True):
        with column:
            if plan[f"{side}_sentence"] is None:
                st.text(say("Nothing was reported yet."))
                continue
            printed = plan["planned_on" if side == "plan" else "reported_on"]
            text = Stretch(plan[f"{side}_sentence"], 0, (), "")
            key = plan[f"{side}_observation_key"]
            passage = Passage([text], title=say.word(side), about=joined((printed, about)), key=str(key))
            if marked_text([passage], (), say, key=f"{side} {key}").passage:
                article = frame(visit.connection, _ARTICLE, [key]).item()
                visit.open("read", {"article": str(article), "fact": f"quantity-{key}"})
