"""Surrogate keys: stable, positive, different."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from warehouse.schema.keys import UNKNOWN_KEY, document_key, row_keys, text_key, text_keys


def test_keys_never_change():
    """A changed hash would give every row of every warehouse a new key: these values are for ever."""
    assert text_key("规模以上工业总产值") == 2637601372584851773
    assert document_key("a/b.txt", "00ff") == 3070432767610313685
    frame = pl.DataFrame({"a": [1, 2], "b": [3, 3]}).select(key=row_keys("kind", "a", "b"))
    assert frame["key"].to_list() == [997391546894538739, 1503420260217132315]


@given(st.lists(st.tuples(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1)), unique=True))
def test_row_keys_are_positive_and_distinct(rows):
    frame = pl.DataFrame(rows, schema={"a": pl.Int64, "b": pl.Int64}, orient="row")
    keys = frame.select(key=row_keys("kind", "a", "b"))["key"]
    assert keys.n_unique() == len(rows)
    assert (keys >= 0).all()


@given(st.lists(st.one_of(st.none(), st.text(max_size=5).filter(lambda t: t.isprintable()))))
def test_text_keys_agree_with_text_key(texts):
    keys = pl.DataFrame({"t": texts}, schema={"t": pl.String}).select(text_keys(pl.col("t"))).to_series().to_list()
    assert keys == [UNKNOWN_KEY if text is None else text_key(text) for text in texts]


def test_kind_and_order_of_parts_matter():
    frame = pl.DataFrame({"a": [1], "b": [2]})
    keys = frame.select(
        one=row_keys("kind", "a", "b"), other_kind=row_keys("kind2", "a", "b"), other_order=row_keys("kind", "b", "a")
    ).row(0)
    assert len(set(keys)) == 3
