"""Agreement: numbers recomputed from others or told by another article too, with both sentences side by side."""

import duckdb
import streamlit as st

from warehouse.explore.access import Row, rows
from warehouse.explore.marked_text import Passage, marked_text
from warehouse.explore.marks import Fact, Stretch, occurrence, stretches
from warehouse.explore.values import brief, joined, period
from warehouse.explore.visit import Visit
from warehouse.schema.words import CHECK_OUTCOMES

SHOWN_AT_ONCE = 20
_HINT = "Click to read it in its article"
_COUNTS = "SELECT outcome, count(*) AS checks FROM mart.checks GROUP BY outcome"
#: The few that are shown are chosen first: 160,000 checks joined with all sentences take a second.
_CHECKS = """
WITH shown AS MATERIALIZED (
    SELECT *, abs(difference / nullif(expected, 0)) AS off FROM mart.checks WHERE outcome = ?
    ORDER BY off DESC NULLS LAST, check_key LIMIT ? OFFSET ?
)
SELECT
    c.*, o.char_start - s.char_start AS near, x.char_start - xs.char_start AS other_near,
    a.title, xa.title AS other_title
FROM shown AS c
JOIN mart.observations AS o USING (observation_key)
JOIN mart.observations AS x ON x.observation_key = c.other_observation_key
JOIN mart.sentences AS s ON s.sentence_key = c.sentence_key
JOIN mart.sentences AS xs ON xs.sentence_key = c.other_sentence_key
JOIN mart.articles AS a ON a.article_key = c.article_key
JOIN mart.articles AS xa ON xa.article_key = c.other_article_key
ORDER BY c.off DESC NULLS LAST, c.check_key
"""


def draw(visit: Visit) -> None:
    """Choose how the checks came out, conflicts first, and read both sentences of each."""
    say = visit.say
    st.text(say("Numbers that follow from others are recomputed, and the same fact in several articles is compared."))
    counts = {row["outcome"]: row["checks"] for row in rows(visit.connection, _COUNTS)}
    outcomes = [outcome for outcome in reversed(CHECK_OUTCOMES) if outcome in counts]
    if not outcomes:
        st.text(say("Nothing could be checked yet."))
        return
    outcome = st.pills(
        say.word("outcome"),
        outcomes,
        format_func=lambda name: f"{say.word(name)} · {counts[name]:,}",
        default=outcomes[0],
        required=True,
        label_visibility="collapsed",
    )
    for check in _part(visit.connection, outcome, counts[outcome], visit):
        _pair(check, visit)


def _part(connection: duckdb.DuckDBPyConnection, outcome: str, count: int, visit: Visit) -> list[Row]:
    """Some of the checks that came out so: the part that is chosen where there are many."""
    parts = -(-count // SHOWN_AT_ONCE)
    chosen = 1 if parts == 1 else st.number_input(visit.say("Part, of {n}", n=parts), 1, parts, key=f"part {outcome}")
    return rows(connection, _CHECKS, [outcome, SHOWN_AT_ONCE, (chosen - 1) * SHOWN_AT_ONCE])


def _pair(check: Row, visit: Visit) -> None:
    say = visit.say
    about = joined((check["indicator"], check["subject"], period(check["period_start"], check["period_end"])))
    printed, expected = brief(check["printed"], say), brief(check["expected"], say)
    with st.container(border=True):
        st.text(joined((say.word(check["kind"]), about)))
        st.text(say("Printed {printed}, compared with {expected}", printed=printed, expected=expected))
        here, there = st.columns(2)
        with here:
            _sentence(check, "", visit)
        with there:
            _sentence(check, "other_", visit)


def _sentence(check: Row, side: str, visit: Visit) -> None:
    """One side of a check: the sentence with its number marked, under the article's title, which opens the article."""
    key, text, mention = (check[f"{side}{name}"] for name in ("observation_key", "sentence", "mention"))
    start = occurrence(text, mention, check[f"{side}near"])
    spans = ((start, start + len(mention)),) if start >= 0 else ()
    fact = Fact(f"quantity-{key}", "quantity", spans, {})
    passage = Passage(
        stretches(text, [fact], [], (0, len(text))) if text else [Stretch("", 0, (), "")],
        title=str(check[f"{side}title"] or check[f"{side}document"]),
        about=joined((check[f"{side}published"], check[f"{side}document"])),
        key=str(check[f"{side}article_key"]),
    )
    clicked = marked_text([passage], [fact], visit.say, key=f"check {check['check_key']} {side}", hint=_HINT)
    if clicked.facts or clicked.passage:
        visit.open("read", {"article": str(check[f"{side}article_key"]), "fact": fact.key})
