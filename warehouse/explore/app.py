"""The frame of the explorer: language, pages, and the watch for a new generation."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

import duckdb
import streamlit as st

from warehouse.errors import WarehouseError, WarehouseMissing
from warehouse.explore import agreement, indicators, overview, plans, reader, search
from warehouse.explore.access import generation_of, rows, sealed
from warehouse.explore.language import CODES, Language, preferred
from warehouse.explore.visit import Explain, Visit

#: How often an open page looks whether another generation is published.
WATCH_SECONDS = 3
#: Streamlit's sizes are made for a few words of English on a wide screen.
_STYLE = """<style>
.stMainBlockContainer { padding-top: 3.5rem }
.stMain h1 { font-size: 1.8rem } .stMain h2 { font-size: 1.4rem } .stMain h3 { font-size: 1.2rem }
[data-testid="stMetricValue"] { font-size: 1.5rem }
</style>"""
#: Pages in their order, the first being the one to begin with: address, what draws it, its name, its icon.
PAGES = (
    ("overview", overview.draw, "Overview", ":material/monitoring:"),
    ("read", reader.draw, "Read", ":material/article:"),
    ("search", search.draw, "Search", ":material/search:"),
    ("indicators", indicators.draw, "Indicators", ":material/show_chart:"),
    ("plans", plans.draw, "Plans", ":material/flag:"),
    ("agreement", agreement.draw, "Agreement", ":material/fact_check:"),
)


def show(warehouse: Path, explain: Explain) -> None:
    """Draw the page of `warehouse` that the browser asks for; `explain` is what `Visit` is given."""
    st.set_page_config(page_title="报库 baoku", page_icon="📰", layout="wide")
    st.html(_STYLE)
    say = _language()
    pages: dict[str, st.Page] = {}

    def turn_to(address: str, query: dict[str, str]) -> NoReturn:
        st.switch_page(pages[address], query_params=query)

    def visit(draw: Callable[[Visit], None]) -> None:
        with sealed(warehouse) as connection:
            _draw(draw, Visit(connection, say, explain, turn_to))

    for address, draw, name, icon in PAGES:
        page = st.Page(partial(_guarded, partial(visit, draw), say, name), title=say(name), icon=icon, url_path=address)
        pages[address] = page
    chosen = st.navigation(list(pages.values()))
    _watch(warehouse, generation_of(warehouse))
    chosen.run()


def _language() -> Language:
    """What is chosen in the side bar, and before that what the address or the browser says."""
    asked = preferred(st.query_params.get("lang"), st.context.locale)
    with st.sidebar:
        code = st.segmented_control(
            "语言 Language",
            list(CODES),
            format_func=CODES.__getitem__,
            default=asked,
            key="language",
            required=True,
            label_visibility="collapsed",
        )
    if code != asked:
        st.query_params["lang"] = code
    return Language(code)


@st.fragment(run_every=WATCH_SECONDS)
def _watch(warehouse: Path, seen: tuple[int, ...] | None) -> None:
    """Draw everything anew when the published name stands for another generation than the one that was `seen`."""
    if generation_of(warehouse) != seen:
        st.rerun()


def _guarded(visit: Callable[[], None], say: Language, name: str) -> None:
    """A page below its name, or in its place what is wrong with the warehouse and what to do."""
    st.title(say(name))
    try:
        visit()
    except WarehouseMissing as error:
        st.subheader(say("There is no warehouse yet"))
        st.text(say("There is nothing at {path}. This page fills by itself once a run has published:", path=error.path))
        st.code("baoku run", language=None)
    except WarehouseError as error:
        st.subheader(say("The warehouse cannot be read"))
        st.text(str(error))
    except duckdb.CatalogException as error:
        st.subheader(say("The warehouse was made by another version of baoku"))
        st.text(say("It lacks a view that this page reads; the next run that publishes makes it."))
        st.text(str(error).split("\n", 1)[0])


def _draw(draw: Callable[[Visit], None], visit: Visit) -> None:
    if not rows(visit.connection, "SELECT 1 FROM mart.articles LIMIT 1"):
        st.info(visit.say("The warehouse is empty: put page files into the inbox, then"))
        st.code("baoku run", language=None)
        if draw is not overview.draw:
            return
    draw(visit)
