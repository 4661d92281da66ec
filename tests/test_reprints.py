"""The same text in two papers is one cluster, counted once; versions of one document are not."""

import duckdb
import polars as pl
import pytest
from staged import staged
from test_load import run
from test_shingles import ARTICLE, OTHER

from transforms.shingles import KEPT, sketch
from warehouse.load import load
from warehouse.reprints import SKETCH
from warehouse.schema import stage


def pages(**texts: str) -> dict[str, pl.DataFrame]:
    """Stage frames of one article a page, with the sketches of their texts."""
    frames = staged(**texts)
    articles = frames["stage.article"].join(frames["stage.document"].select("document_key", "text"), on="document_key")
    rows = [
        {"article_key": row["article_key"], "document_key": row["document_key"], "shingle": shingle}
        for row in articles.iter_rows(named=True)
        for shingle in sketch(row["text"])
    ]
    return {**frames, "stage.shingle": pl.DataFrame(rows, schema=stage.SHINGLE.polars_schema())}


REPRINT = "本报讯（记者 王芳）" + ARTICLE.replace("紧盯", "紧町")


def clusters(connection: duckdb.DuckDBPyConnection) -> list[tuple]:
    return connection.sql(
        "SELECT document, appearance, appearances, is_reprint FROM mart.reprints ORDER BY ALL"
    ).fetchall()


TWO = [("daily.txt", 1, 2, False), ("evening.txt", 2, 2, True)]


@pytest.mark.parametrize(
    "batches",
    [
        [{"daily": ARTICLE, "evening": REPRINT, "other": OTHER}],
        [{"daily": ARTICLE}, {"other": OTHER}, {"evening": REPRINT}],
        [{"evening": REPRINT, "other": OTHER}, {"daily": ARTICLE}],
    ],
    ids=["together", "one after the other", "the reprint first"],
)
def test_a_reprint_is_found_in_any_order(build, batches):
    for number, batch in enumerate(batches, 1):
        load(build, pages(**batch), run(number))
    assert clusters(build) == TWO
    marked = build.sql("SELECT document, is_reprint FROM mart.articles ORDER BY document").fetchall()
    assert marked == [("daily.txt", False), ("evening.txt", True), ("other.txt", False)]


def test_reading_again_by_other_rules_makes_no_second_pair(build):
    load(build, pages(daily=ARTICLE, evening=REPRINT), run(1))
    load(build, pages(daily=ARTICLE, evening=REPRINT), run(2, rules="r2"))
    assert clusters(build) == TWO
    assert build.sql("SELECT count(*) FROM core.bridge_reprint").fetchall() == [(1,)]


def test_versions_of_one_document_are_no_reprints(build):
    load(build, pages(daily=ARTICLE), run(1))
    load(build, pages(daily=REPRINT), run(2))
    assert clusters(build) == []


def test_a_replaced_version_leaves_its_cluster(build):
    load(build, pages(daily=ARTICLE, evening=REPRINT), run(1))
    load(build, pages(evening=OTHER), run(2))
    assert clusters(build) == []


def test_three_papers_are_one_cluster(build):
    load(build, pages(a=ARTICLE, b=REPRINT, c=ARTICLE.replace("昨日，", "近日，")), run(1))
    assert [row[1:] for row in clusters(build)] == [(1, 3, False), (2, 3, True), (3, 3, True)]


def test_both_rooms_mean_the_same_sketch():
    assert SKETCH == KEPT
