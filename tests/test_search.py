"""Search finds what the sentences hold, wherever it came from and however it is asked."""

import itertools
import json

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from staged import BROKEN, CHANGED, HARBOUR, staged
from test_load import run

from flows.searching import folded, spans
from transforms.simplified import simplified
from warehouse.database import open_build, transaction
from warehouse.load import load
from warehouse.search import index_all, sort_postings

SAID = "# 招商\n临港镇招商引资ＧＤＰ增长，港口与5G网络、Apple公司签约。招商局的人来了。😀也在。\n"


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    connection = open_build(tmp_path_factory.mktemp("search") / "build.duckdb")
    load(connection, staged(a=HARBOUR, b=BROKEN, c=SAID), run(1))
    yield connection
    connection.close()


def found(connection, words: str, **only: object) -> list[str]:
    asked = "".join(f", {name} := ${name}" for name in only)
    sql = f"SELECT document FROM mart.search($words{asked}) ORDER BY document"  # noqa: S608 (names of this test)
    return [row[0] for row in connection.execute(sql, {"words": words, **only}).fetchall()]


ASKED = {
    "工业总产值": ["a.txt"],
    "业总": ["a.txt"],
    "临港镇": ["a.txt", "c.txt"],
    "临港镇 工业": ["a.txt"],
    "临港镇\t\n工业　总产值": ["a.txt"],
    "临港镇 杨梅": [],
    "青山村卖出杨梅": ["b.txt"],  # the layout breaks the line there
    "产值工业": [],  # its pairs stand in the text, it does not
    "招商 招商": ["c.txt"],
    "gdp": ["c.txt"],
    "ｇＤp": ["c.txt"],
    "APPLE": ["c.txt"],
    "5g网络": ["c.txt"],
    "6.1%": ["a.txt"],
    "6.2%": [],
    "300吨": ["b.txt"],
    "人": ["c.txt"],
    "镇": ["a.txt", "c.txt"],
    "😀": ["c.txt"],
    "%": ["a.txt"],
    "％": ["a.txt"],
    "。 ，": ["a.txt", "c.txt"],
    "_": [],
    "': DROP TABLE core.fct_posting; --": [],
    "' OR ''='": [],
    "\\": [],
    "\0": [],
    "": [],
    "   ": [],
    "工" * 10_000: [],
    "业 " * 5_000: ["a.txt"],
    "'%_\"😀\\" * 2_000: [],
}


@pytest.mark.parametrize("words", ASKED, ids=lambda words: repr(words[:20]))
def test_articles_that_hold_all_words(index, words):
    assert found(index, words) == ASKED[words]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 60), length=st.integers(1, 12))
def test_any_part_of_a_sentence_is_found(index, at, length):
    text = "".join(row[0] for row in index.sql("SELECT text FROM mart.sentences WHERE document = 'a.txt'").fetchall())
    sentences = [row[0] for row in index.sql("SELECT text FROM mart.sentences").fetchall()]
    part = text[at : at + length].strip()
    # A number or Latin word is found whole: 20 of 20.5, not 0.
    if part and not (part[0].isascii() or part[-1].isascii()) and any(part in sentence for sentence in sentences):
        assert "a.txt" in found(index, part)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30))
def test_any_text_can_be_asked(index, words):
    found(index, words.encode("utf-8", "replace").decode())


def test_an_article_with_more_of_it_comes_first(index):
    rows = index.sql("SELECT document, score FROM mart.search('临港镇')").fetchall()
    assert rows == sorted(rows, key=lambda row: -row[1])
    scores = "SELECT document, score FROM mart.search(?)"
    common, rare = (dict(index.execute(scores, [word]).fetchall()) for word in ("增长", "工业"))
    assert rare["a.txt"] > common["a.txt"] > 0  # as often in it; one article holds the one, two the other


def test_the_best_sentence_and_where_it_stands(index):
    sentence, start, end = index.sql("SELECT sentence, char_start, char_end FROM mart.search('总产值 增长')").fetchone()
    assert sentence == "今年上半年，临港镇完成工业总产值20.5亿元，同比增长6.1%。"
    assert HARBOUR[start:end] == sentence
    sentences = index.sql("SELECT sentence, words FROM mart.search_sentences('临港镇 招商')").fetchall()
    assert sentences == [
        ("临港镇招商引资ＧＤＰ增长，港口与5G网络、Apple公司签约。", ["临港镇", "招商"]),
        ("招商", ["招商"]),
        ("招商局的人来了。", ["招商"]),
    ]


FILTERS = (
    ({"since": "2023-07-20"}, True),
    ({"since": "2023-07-21"}, False),
    ({"until": "2023-07-20"}, True),
    ({"until": "2023-07-19"}, False),
    ({"in_place": "临港"}, False),  # nothing is known of where these articles belong
    ({"in_publication": "日报"}, False),
)


@pytest.mark.parametrize(("only", "is_found"), FILTERS, ids=str)
def test_filters(index, only, is_found):
    assert found(index, "工业", **only) == (["a.txt"] if is_found else [])


def test_only_current_versions_are_found(build):
    load(build, staged(a=HARBOUR), run(1))
    load(build, staged(a=CHANGED), run(2))
    assert (found(build, "6.1%"), found(build, "6.2%")) == ([], ["a.txt"])
    load(build, staged(a=HARBOUR), run(3))
    assert (found(build, "6.1%"), found(build, "6.2%")) == (["a.txt"], [])


def postings(build) -> list[tuple]:
    return build.sql("SELECT term_key, load_key, ordinal, count FROM core.fct_posting ORDER BY ALL").fetchall()


def test_a_version_that_is_read_again_leaves_no_posting_behind(build):
    load(build, staged(a=HARBOUR, b=BROKEN), run(1))
    before = len(postings(build))
    load(build, staged(a=HARBOUR, b=BROKEN), run(2, "r2"))
    assert len(postings(build)) == before
    assert found(build, "工业") == ["a.txt"]


def test_sorting_and_indexing_anew_change_nothing(build):
    load(build, staged(a=HARBOUR), run(1))
    load(build, staged(b=BROKEN, c=SAID), run(2))
    before, asked = postings(build), {words: ASKED[words] for words in ("临港镇", "工业总产值", "镇", "5g网络")}
    with transaction(build):
        sort_postings(build, waiting=1)
    assert build.sql("SELECT DISTINCT segment FROM core.fct_posting").fetchall() == [(1,)]
    assert postings(build) == before
    assert {words: found(build, words) for words in asked} == asked
    with transaction(build):
        build.execute("DELETE FROM core.fct_posting")
        index_all(build)
    assert postings(build) == before


def test_text_in_traditional_characters_is_found_by_both(build):
    frames = staged(a="# 舊聞\n臨港鎮發展經濟。\n")
    sentences = frames["stage.sentence"]
    plain = pl.Series("simplified", [simplified(text) for text in sentences["text"]])
    load(build, {**frames, "stage.sentence": sentences.with_columns(plain)}, run(1))
    assert found(build, "发展经济") == ["a.txt"]
    assert list(spans("臨港鎮發展經濟。", ["发展", "經濟"])) == [(3, 5), (5, 7)]


@given(st.text(), st.lists(st.text(min_size=1, max_size=3)))
def test_marks_stand_where_words_do(text, words):
    assert len(folded(text)) == len(text)
    marks = list(spans(text, words))
    assert all(folded(text[start:end]) in map(folded, words) for start, end in marks)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(marks))


def test_the_command(cli, five_pages):
    said = cli("search", "增长", "--limit", 3, "--json", "--warehouse", five_pages)
    hits = json.loads(said.out)
    assert said.status == 0 and 0 < len(hits) <= 3
    for hit in hits:
        assert hit["marks"] and all(hit["sentence"][start:end] == "增长" for start, end in hit["marks"])
    shown = cli("search", "增長", "--warehouse", five_pages)  # simplified before it is asked
    assert hits[0]["sentence"] in shown.out
    assert "No article" in cli("search", "增长", "--until", "1900-01-01", "--warehouse", five_pages).out


@pytest.mark.parametrize("words", ["'; DROP TABLE core.dim_article", "%", "🎉", "a" * 10_000, "\udcff"])
def test_the_command_takes_any_words(cli, five_pages, words):
    assert cli("search", words, "--warehouse", five_pages).status == 0
