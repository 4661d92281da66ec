"""Passages with facts marked at their characters, as a part of a page: hover tells the row, a click chooses it."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

import streamlit as st

from warehouse.explore.facts import KINDS, told
from warehouse.explore.language import Language
from warehouse.explore.marks import Fact, Stretch
from warehouse.explore.values import shown


@dataclass(frozen=True)
class Passage:
    """A piece of text to show, below a title and a line about it and above `fields`, pairs of a name and a value.

    With a `key` a click on the title opens it; `kind` is the kind of fact that the fields are of.
    """

    stretches: Sequence[Stretch] = ()
    title: str = ""
    about: str = ""
    key: str | None = None
    fields: Sequence[tuple[str, str]] = ()
    kind: str = ""


@dataclass(frozen=True)
class Clicked:
    """What was clicked just now: keys of the facts under a mark, or the key of a passage."""

    facts: tuple[str, ...]
    passage: str | None


def marked_text(
    passages: Iterable[Passage],
    facts: Iterable[Fact],
    say: Language,
    key: str,
    legend: bool = False,
    focus: str | None = None,
    hint: str = "Click for the whole row and its rule",
) -> Clicked:
    """Show passages; `facts` are all that their stretches name, `focus` the fact or the character to scroll to.

    `hint` says below a fact's row what a click on it does.
    """
    data = {
        "blocks": [_block(passage) for passage in passages],
        "facts": {fact.key: {"kind": fact.kind, "told": _told(fact, say)} for fact in facts},
        "legend": {kind: say.word(kind) for kind in KINDS} if legend else None,
        "hint": say(hint),
        "focus": focus,
    }
    clicked = _component()(key=key, data=data, on_chosen_change=lambda: None, on_opened_change=lambda: None)
    return Clicked(tuple((clicked.chosen or "").split()), clicked.opened)


@functools.cache
def _component():
    files = resources.files("warehouse.explore")
    css, js = (files.joinpath(f"marked_text.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return st.components.v2.component("marked_text", html='<div class="marked"></div>', css=css, js=js)


def _block(passage: Passage) -> dict[str, object]:
    return {
        "title": passage.title,
        "about": passage.about,
        "key": passage.key,
        "fields": passage.fields,
        "kind": passage.kind,
        "stretches": [[each.text, each.start, each.keys, each.role] for each in passage.stretches],
    }


def _told(fact: Fact, say: Language) -> list[tuple[str, str]]:
    return [(say.word(name), shown(value, say, name)) for name, value in told(fact)]
