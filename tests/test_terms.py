"""How many articles have a term is the same whether kept in step or counted anew, whatever comes and goes."""

import duckdb
import pytest
from staged import BROKEN, CHANGED, HARBOUR, staged
from test_load import ingest, run

from warehouse.load import load

COUNTED = """
SELECT term, count(*)::INTEGER FROM core.fct_term
WHERE document_key IN (SELECT document_key FROM core.dim_document WHERE is_current) GROUP BY term ORDER BY term
"""


def assert_counted(build: duckdb.DuckDBPyConnection) -> None:
    kept = build.sql("SELECT term, articles FROM core.term_frequency ORDER BY term").fetchall()
    assert kept == build.sql(COUNTED).fetchall()


LOADS = {
    "one after the other": [{"a": HARBOUR}, {"b": BROKEN}, {"c": CHANGED}],
    "a new version": [{"a": HARBOUR, "b": BROKEN}, {"a": CHANGED}],
    "a version comes back": [{"a": HARBOUR}, {"a": CHANGED}, {"a": HARBOUR}],
}


@pytest.mark.parametrize("loads", LOADS.values(), ids=LOADS)
def test_kept_in_step(build, loads):
    for number, pages in enumerate(loads, 1):
        load(build, staged(**pages), run(number))
        assert_counted(build)
    assert build.sql("SELECT max(articles) FROM core.term_frequency").fetchone()[0] >= 1


@pytest.mark.parametrize("again", [{"a": HARBOUR}, {"a": HARBOUR, "b": BROKEN}, {"a": CHANGED, "b": BROKEN}], ids=str)
def test_other_rules_count_nothing_twice(build, again):
    load(build, staged(a=HARBOUR, b=BROKEN), run(1))
    load(build, staged(**again), run(2, "r2"))
    assert_counted(build)


def test_a_version_that_comes_back_and_is_read_by_other_rules(build):
    for number, text in enumerate((HARBOUR, CHANGED), 1):
        load(build, staged(a=text), run(number))
    load(build, staged(a=HARBOUR), run(3, "r2"))
    assert_counted(build)


def test_several_batches_of_one_load(build):
    load(build, [staged(a=HARBOUR), staged(a=CHANGED), staged(b=BROKEN)], run(1))
    assert_counted(build)


def test_a_path_that_becomes_a_copy_is_counted_no_more(build):
    ingest(build, 1, a=HARBOUR, b=BROKEN)
    ingest(build, 2, a=HARBOUR, b=HARBOUR)
    assert_counted(build)
    assert build.sql("SELECT DISTINCT articles FROM core.term_frequency").fetchall() == [(1,)]


def test_an_article_knows_how_many_terms_it_has(build):
    load(build, staged(a=HARBOUR), run(1))
    assert build.sql("SELECT DISTINCT article_terms FROM core.fct_term").fetchall() == [(4,)]
    assert build.sql("SELECT DISTINCT tf_idf FROM mart.terms").fetchall() == [(0.5,)]
