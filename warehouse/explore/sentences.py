"""Facts as a table, each with the way to the article that it was read in."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from warehouse.explore.values import shown
from warehouse.explore.visit import Visit


def choose_sentence(found: pl.DataFrame, names: Sequence[str], visit: Visit, key: str = "facts") -> None:
    """Show the columns `names` of observations; a row that is chosen opens its article.

    `found` has `article_key` and `observation_key` besides.
    """
    say = visit.say
    st.caption(say("Choose a row to read it in its article."))
    columns = {say.word(name): [shown(value, say, name) for value in found[name]] for name in names}
    event = st.dataframe(
        pl.DataFrame(columns), hide_index=True, on_select="rerun", selection_mode="single-row", key=key
    )
    if event.selection.rows:
        row = found.row(event.selection.rows[0], named=True)
        visit.open("read", {"article": str(row["article_key"]), "fact": f"quantity-{row['observation_key']}"})
