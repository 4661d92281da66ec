"""The overview: how fresh the warehouse is, what ran, what came out of each step, what failed and what was refused."""

from datetime import date, datetime

import polars as pl
import streamlit as st

from warehouse.explore.access import Row, frame
from warehouse.explore.charts import coverage, funnel
from warehouse.explore.language import Language
from warehouse.explore.values import shown
from warehouse.explore.visit import Visit
from warehouse.status import Status, read_status

SHOWN_RUNS = 10
#: Of the last run that has one: runs without new files have none.
_FUNNEL = """
SELECT step, row_count, ordinal FROM audit.funnel
WHERE run_id = (SELECT run_id FROM audit.run JOIN audit.funnel USING (run_id) ORDER BY started_at DESC LIMIT 1)
ORDER BY ordinal
"""
#: Nine newspapers have a colour each, the others one together: a legend of all would leave no room for the chart.
_COVERAGE = """
WITH newspaper AS (
    SELECT coalesce(publication, $unknown) AS publication, month, articles FROM mart.coverage WHERE month IS NOT NULL
), large AS (
    SELECT publication FROM newspaper GROUP BY publication ORDER BY sum(articles) DESC, publication LIMIT 9
)
SELECT if(publication IN (FROM large), publication, $others) AS publication, month, sum(articles)::INTEGER AS articles
FROM newspaper GROUP BY ALL ORDER BY month, publication
"""
_REFUSED = """
SELECT code, path, text, message, mend, opened_at FROM audit.quarantine
WHERE closed_at IS NULL ORDER BY opened_at DESC, path LIMIT 500
"""


def draw(visit: Visit) -> None:
    """The whole page."""
    say = visit.say
    status = read_status(visit.connection, runs=SHOWN_RUNS)
    _figures(status, say)
    runs, steps = st.columns(2, gap="large")
    with runs:
        st.subheader(say("Last runs"))
        _table(status.runs, ("started_at", "status", "message", "run_id"), say, say("Nothing has run yet."))
    with steps:
        st.subheader(say("From files to facts, in the last run"))
        counts = frame(visit.connection, _FUNNEL)
        if counts.is_empty():
            st.text(say("No run has been counted yet."))
        else:
            st.altair_chart(funnel(counts, say), width="stretch")
    words = {"unknown": say("unknown newspaper"), "others": say("other newspapers")}
    months = frame(visit.connection, _COVERAGE, words)
    if not months.is_empty():
        st.subheader(say("Articles by newspaper and month"))
        st.altair_chart(coverage(months, say), width="stretch")
    st.subheader(say("Quality checks that failed in the last run"))
    names = ("severity", "code", "table_name", "failed_rows", "meaning", "mend", "examples")
    _table(status.failed_checks, names, say, say("All checks passed."))
    st.subheader(say("Quarantine"))
    refused = visit.connection.execute(_REFUSED).pl().to_dicts()
    _table(refused, ("code", "path", "message", "mend", "text", "opened_at"), say, say("Nothing is in quarantine."))


def _figures(status: Status, say: Language) -> None:
    fresh, counts = status.freshness, status.counts
    figures = (
        ("Articles", counts["articles"]),
        ("Quantities", counts["observations"]),
        ("Newest issue", fresh.published),
        ("Last good run", fresh.succeeded_at),
        ("Last new document", fresh.document_at),
    )
    with st.container(horizontal=True):
        for name, value in figures:
            st.metric(say(name), _brief(value, say), border=True, width="content")


def _brief(value: int | date | datetime | None, say: Language) -> str:
    return say("never") if value is None else f"{value:%Y-%m-%d}" if isinstance(value, date) else f"{value:,}"


def _table(rows: list[Row], names: tuple[str, ...], say: Language, nothing: str) -> None:
    """`rows` as a table; where there are none, the sentence that says so."""
    if not rows:
        st.text(nothing)
        return
    columns = {say.word(name): [shown(row[name], say, name) for row in rows] for name in names}
    st.dataframe(pl.DataFrame(columns), hide_index=True, width="stretch")
