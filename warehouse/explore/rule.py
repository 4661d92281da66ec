"""The row behind a mark, the rule that made it, and what the extractors see in its sentence."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from warehouse.explore.facts import Page
from warehouse.explore.language import Language
from warehouse.explore.marked_text import Passage, marked_text
from warehouse.explore.marks import Fact
from warehouse.explore.values import shown
from warehouse.explore.visit import Visit

#: What a row says of where it stands, not of what it means.
_PLACING = ("key", "pieces", "sentence", "is_reprint")


def show_facts(facts: Sequence[Fact], page: Page, visit: Visit) -> None:
    """Open a window above the page with the facts' rows."""
    st.dialog(visit.say("Row and rule"), width="large")(_rows)(facts, page, visit)


def _rows(facts: Sequence[Fact], page: Page, visit: Visit) -> None:
    say = visit.say
    for fact in facts:
        title = f"{say.word(fact.kind)} · {say.word('rule')} {fact.row['rule']}"
        marked_text([Passage(title=title, fields=_fields(fact, say), kind=fact.kind)], (), say, f"row {fact.key}")
        if fact.kind == "quantity":
            st.caption(say("The same on the command line:"))
            st.code(f"baoku explain {fact.row['key']}", language=None)
    _explanation(facts[0], page, visit)


def _fields(fact: Fact, say: Language) -> list[tuple[str, str]]:
    """Names and values of a row, keys and what is null left out."""
    named = ((name, value) for name, value in fact.row.items() if name not in _PLACING and not name.endswith("_key"))
    return [(say.word(name), text) for name, value in named if (text := shown(value, say, name))]


def _explanation(fact: Fact, page: Page, visit: Visit) -> None:
    say = visit.say
    sentence = next(each for each in page.sentences if each["sentence_key"] == fact.row["sentence_key"])
    article = next(each for each in page.articles if each["article_key"] == fact.row["article_key"])
    st.subheader(say("What is read in the sentence"))
    st.text(str(sentence["text"]))
    with st.spinner(say("Reading…")):
        tables = visit.explain(str(sentence["text"]), article["published"])
    for table in tables:
        st.caption(say(table.title))
        columns = {say.word(name): [shown(row[at], say) for row in table.rows] for at, name in enumerate(table.columns)}
        st.dataframe(pl.DataFrame(columns), hide_index=True)
