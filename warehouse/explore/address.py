"""Choices that stand in a page's address, so that what one looks at can be sent to somebody else."""

from collections.abc import Mapping

import streamlit as st


def choose(label: str, options: Mapping[str, str], name: str, label_visibility: str = "visible") -> str:
    """The key of `options` that is chosen in a list; `?name=KEY` says which, the first where it names none.

    What else the address says belongs to the choice before and goes when another is made.
    """
    asked = st.query_params.get(name)
    keys = list(options)
    key = st.selectbox(
        label,
        keys,
        index=keys.index(asked) if asked in options else 0,
        format_func=options.__getitem__,
        label_visibility=label_visibility,
    )
    if key != asked:
        language = st.query_params.get_all("lang")
        st.query_params.from_dict({name: key} | ({"lang": language} if language else {}))
    return key
