"""Numbers against those beside them and those of other articles, on composed texts that are read by the real rules."""

import contextlib
import shutil
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from staged import documents
from test_load import run
from test_reprints import REPRINT
from test_shingles import ARTICLE

from transforms.pipeline import read_batch
from warehouse.database import open_build
from warehouse.load import load

DAY = date(2023, 8, 20)


def pages(published: date = DAY, **texts: str) -> dict[str, pl.DataFrame]:
    """Stage frames of one article a page, printed on `published`, as the real rules read them."""
    frame = documents(**{name: f"# 工作动态\n{text}\n" for name, text in texts.items()})
    frame = frame.with_columns(published=pl.lit(published))
    return {"stage.document": frame, **read_batch(frame)}


@pytest.fixture(scope="module")
def composed(tmp_path_factory):
    """The texts of `WITHIN` and `APART`, each a document of its own: what is found in each."""
    connection = open_build(tmp_path_factory.mktemp("composed") / "build.duckdb")
    texts = [*(text for text, _ in WITHIN), *APART]
    load(connection, pages(**{f"{number:02d}": text for number, text in enumerate(texts)}), run())
    found = {text: [] for text in texts}
    query = "SELECT document, kind, outcome, mention FROM mart.checks WHERE scope <> 'articles' ORDER BY 1, 4, 2"
    for document, *row in connection.sql(query).fetchall():
        found[texts[int(document[:2])]].append(tuple(row))
    yield found
    connection.close()


def checks(connection: duckdb.DuckDBPyConnection) -> list[tuple]:
    return connection.sql(
        "SELECT kind, outcome, other_mention, mention FROM mart.checks ORDER BY document, mention, kind"
    ).fetchall()


#: A text, and what is found: kind, outcome, the printed number. `part` is checked beside the others and told apart.
WITHIN = [
    # rates: the whole, the part with the rate's verb, the rate
    ("全县走访收集问题11194个，已解决11125个，解决率99.38%。", [("share", "agree", "99.38%")]),
    ("全县走访收集问题11194个，已解决11125个，解决率98.38%。", [("share", "conflict", "98.38%")]),
    ("今年计划完成投资132.5亿元，目前已完成投资127亿元，完成率95.8%。", [("share", "agree", "95.8%")]),
    ("今年计划完成投资132.5亿元，目前已完成投资127亿元，完成率95.9%。", [("share", "differ_by_rounding", "95.9%")]),
    ("全村共有农户约3000户，已签约2900户，签约率达98%。", [("share", "differ_by_hedge", "98%")]),
    # shares: 其中 … 占, and 占 … 的
    ("全区共有规上企业120家，其中高新技术企业30家，占25%。", [("share", "agree", "25%")]),
    ("全区共有规上企业120家，其中高新技术企业30家，占总数的28%。", [("share", "conflict", "28%")]),
    ("上半年，全县完成固定资产投资85.3亿元，占年度计划150亿元的56.9%。", [("share", "agree", "56.9%")]),
    # from one level to another
    ("2022年，全县工业总产值从16.5亿元增加到20.5亿元，增长24.2%。", [("change", "agree", "24.2%")]),
    ("2022年，全县工业总产值从16.5亿元增加到20.5亿元，增长34.2%。", [("change", "conflict", "34.2%")]),
    ("2022年，全县工业总产值从约16亿元增加到20.5亿元，增长25.5%。", [("change", "differ_by_hedge", "25.5%")]),
    ("全县森林覆盖率从81.2%提高到85.4%，提高4.2个百分点。", [("change", "agree", "4.2个百分点")]),
    ("全县森林覆盖率从81.2%提高到85.4%，提高5.2个百分点。", [("change", "conflict", "5.2个百分点")]),
    ("全县贫困发生率从8.5%下降到2.3%，下降6.2个百分点。", [("change", "agree", "6.2个百分点")]),
    ("全市综合排名从第15位上升到第12位，上升3位。", [("change", "agree", "3位")]),
    ("全市综合排名从第15位上升到第12位，上升5位。", [("change", "conflict", "5位")]),
    # averages
    ("该项目带动120户村民增收360万元，户均增收3万元。", [("per_unit", "agree", "3万元")]),
    ("该项目带动120户村民增收360万元，户均增收5万元。", [("per_unit", "conflict", "5万元")]),
    ("全镇流转土地500亩，村民增收100万元，亩均增收2000元。", [("per_unit", "agree", "2000元")]),
    # a part is not more than its whole
    ("2022年，村级集体经济总收入达3008万元，其中经营性收入1064万元。", [("part", "agree", "1064万元")]),
    ("2022年，村级集体经济总收入达3008万元，其中经营性收入4064万元。", [("part", "conflict", "4064万元")]),
    # parts that are the whole by definition, over several sentences too
    (
        "2022年，全市实现地区生产总值1000亿元。其中，第一产业增加值100亿元；第二产业增加值400亿元；"
        "第三产业增加值500亿元。",
        [("sum", "agree", "1000亿元")],
    ),
    (
        "2022年，全市实现地区生产总值1000亿元。其中，第一产业增加值100亿元；第二产业增加值400亿元；"
        "第三产业增加值600亿元。",
        [("sum", "conflict", "1000亿元")],
    ),
    ("2022年，全市进出口总额200.1亿元，其中出口150亿元，进口50亿元。", [("sum", "differ_by_rounding", "200.1亿元")]),
]
#: What must not be compared: other wholes, other scopes, averages over years.
APART = [
    "上半年，全县新开工项目20个，累计竣工项目10个，竣工率62%。",
    "全县有企业120家，规上企业30家，占全市的28%。",
    "茶叶和草莓年产值达6.47亿元，占农业总产值的64%。",
    "2018年至2022年，全县工业总产值从16.5亿元增加到20.5亿元，年均增长5.6%。",
    "全县工业总产值从16.5亿元增加到20.5亿元，同比增长3%。",
    "该项目带动120户村民就业，投资360万元，户均增收2万元。",
    "全镇共有企业30家、项目50个，其中农户60户参与。",
    "2022年，全市进出口总额200亿元，其中出口150亿元。",
    "全村有120户农户，人均年收入3.6万元，村集体收入360万元。",
]


@pytest.mark.parametrize(("text", "expected"), WITHIN, ids=[text for text, _ in WITHIN])
def test_within_an_article(composed, text, expected):
    found = composed[text]
    asked = {kind for kind, *_ in expected}
    assert [row for row in found if row[0] in asked] == expected
    assert {outcome for kind, outcome, _ in found if kind not in asked} <= {"agree"}


@pytest.mark.parametrize("text", APART)
def test_what_must_not_be_compared(composed, text):
    assert [row for row in composed[text] if row[:2] != ("part", "agree")] == []


#: Facts of one county for the first half of 2023, in two articles: how the second's number comes out.
BETWEEN = [
    ("工业总产值20.5亿元", "工业总产值20.5亿元", ["agree"]),
    ("工业总产值20.5亿元", "工业总产值20.46亿元", ["differ_by_rounding"]),
    ("工业总产值20.5亿元", "工业总产值20.9亿元", ["conflict"]),
    ("工业总产值20.5亿元", "工业总产值突破20亿元", ["differ_by_hedge"]),
    ("工业总产值20.5亿元", "工业产值23.4亿元", ["conflict"]),  # another name of the same
    # other facts
    ("工业总产值20.5亿元", "规模以上工业总产值18.1亿元", []),
    ("工业总产值20.5亿元", "同口径工业总产值18.1亿元", []),
    ("地区生产总值增长5.8%", "工业总产值增长6.4%", []),
]


#: One a row: what stands in several articles of one load is compared only where it is of the same place.
COUNTIES = ("青田县", "缙云县", "遂昌县", "云和县", "庆元县", "嘉善县", "海盐县", "德清县")


@pytest.fixture(scope="module", params=["one batch", "in another order"])
def between(request, empty_build, tmp_path_factory) -> dict[str, list[tuple]]:
    """What is found in the articles of `BETWEEN`: document, the one that it is compared with, outcome."""
    first = {f"a{number}": f"今年上半年，{at}实现{row[0]}。" for number, (at, row) in enumerate(PLACED)}
    told = "记者昨日从县统计局获悉，上半年，{}{}。"
    second = {f"b{number}": told.format(at, row[1]) for number, (at, row) in enumerate(PLACED)}
    path = tmp_path_factory.mktemp("between") / "build.duckdb"
    with contextlib.closing(open_build(Path(shutil.copy(empty_build, path)))) as connection:
        for number, texts in enumerate([first | second] if request.param == "one batch" else [second, first]):
            load(connection, pages(**texts), run(number))
        return connection.sql(
            "SELECT document, other_document, outcome FROM mart.checks WHERE kind = 'same_fact' ORDER BY ALL"
        ).fetchall()


PLACED = list(zip(COUNTIES, BETWEEN, strict=True))


@pytest.mark.parametrize("number", range(len(BETWEEN)), ids=[" | ".join(row[:2]) for row in BETWEEN])
def test_the_same_fact_in_two_articles(between, number):
    found = [row for row in between if {f"a{number}.txt", f"b{number}.txt"} & set(row)]
    assert found == [(f"b{number}.txt", f"a{number}.txt", outcome) for outcome in BETWEEN[number][2]]


#: What stands beside the same county's 工业总产值 for the first half of 2023 and is another fact.
OTHER_FACTS = {
    "another place": "今年上半年，松阳县完成工业总产值33亿元。",
    "another period": "今年1至7月，缙云县完成工业总产值24亿元。",
    "another year": "2022年上半年，遂昌县完成工业总产值19.3亿元。",
    "a plan": "今年上半年，云和县计划完成工业总产值25亿元。",
    "a period that is not over": "今年，庆元县完成工业总产值22亿元。",
    "its town": "今年上半年，青田县温溪镇完成工业总产值9亿元。",
}


def test_other_facts_are_not_compared(build):
    facts = {f"county {place}": f"今年上半年，{place}完成工业总产值20.5亿元。" for place in COUNTIES}
    load(build, pages(**facts, **OTHER_FACTS), run())
    assert build.sql("SELECT document, other_document FROM mart.checks").fetchall() == []
    read = build.sql("SELECT document FROM mart.observations WHERE indicator = '工业总产值' AND place IS NOT NULL")
    assert len(set(read.fetchall())) == len(facts) + len(OTHER_FACTS)


def test_a_year_that_was_under_way_is_not_compared_with_itself(build):
    load(build, pages(date(2023, 7, 20), a="今年，青田县完成固定资产投资30亿元。"), run(1))
    load(build, pages(date(2023, 11, 20), b="今年，青田县完成固定资产投资52亿元。"), run(2))
    assert checks(build) == []


GROWTH = [
    ("6.2%", "agree"),
    ("6.1%", "differ_by_rounding"),
    ("9.1%", "conflict"),
]


@pytest.mark.parametrize(("printed", "outcome"), GROWTH)
def test_growth_against_the_year_before_in_another_article(build, printed, outcome):
    load(build, pages(date(2022, 7, 20), a="今年上半年，青田县完成工业总产值19.3亿元。"), run(1))
    load(build, pages(b=f"今年上半年，青田县完成工业总产值20.5亿元，同比增长{printed}。"), run(2))
    assert checks(build) == [("growth", outcome, "19.3亿元", printed)]
    (expected,) = build.sql("SELECT expected FROM mart.checks").fetchone()
    assert round(expected, 3) == round(100 * (20.5 / 19.3 - 1), 3)


def test_growth_at_constant_prices_is_not_recomputed_from_levels(build):
    load(build, pages(date(2022, 7, 20), a="今年上半年，青田县实现地区生产总值119.3亿元。"), run(1))
    load(build, pages(b="今年上半年，青田县实现地区生产总值130.5亿元，同比增长6.1%。"), run(2))
    assert checks(build) == []


FACT = "今年上半年，青田县完成工业总产值20.5亿元。"
OTHER = "记者昨日从县统计局获悉，上半年，青田县工业总产值23.4亿元。"
AGAIN = "全县经济形势分析会日前召开，会议通报，上半年，青田县工业总产值20.5亿元。"


def test_a_corrected_article_takes_its_conflict_with_it(build):
    load(build, pages(a=FACT, b=OTHER), run(1))
    assert [row[1] for row in checks(build)] == ["conflict"]
    load(build, pages(b=OTHER.replace("23.4", "20.5")), run(2))
    assert [row[1] for row in checks(build)] == ["agree"]
    load(build, pages(b=OTHER), run(3))  # the old bytes come back
    assert [row[1] for row in checks(build)] == ["conflict"]


def test_reading_again_by_other_rules_leaves_each_check_once(build):
    load(build, pages(a=FACT, b=OTHER, c="全县森林覆盖率从81.2%提高到85.4%，提高4.2个百分点。"), run(1))
    before = checks(build)
    load(build, pages(a=FACT, c="全县森林覆盖率从81.2%提高到85.4%，提高4.2个百分点。"), run(2, "r2"))
    assert checks(build) == before and len(before) == 2
    assert build.sql("SELECT count(*), count(DISTINCT check_key) FROM core.fct_check").fetchall() == [(2, 2)]


def test_three_articles_are_compared_with_the_first(build):
    load(build, pages(date(2023, 8, 3), c=OTHER), run(1))
    load(build, pages(date(2023, 8, 1), a=FACT), run(2))
    load(build, pages(date(2023, 8, 2), b=AGAIN), run(3))
    assert build.sql("SELECT document, outcome, other_document FROM mart.checks ORDER BY 1").fetchall() == [
        ("b.txt", "agree", "a.txt"),
        ("c.txt", "conflict", "a.txt"),
    ]


def test_a_reprint_is_no_second_witness(build):
    told = ARTICLE + FACT
    load(build, pages(date(2023, 8, 1), a=told), run(1))
    load(build, pages(date(2023, 8, 2), b=REPRINT + FACT, c=OTHER), run(2))
    assert build.sql("SELECT count(*) FROM mart.reprints").fetchall() == [(2,)]
    found = build.sql("SELECT document, outcome, other_document FROM mart.checks WHERE kind = 'same_fact'").fetchall()
    assert found == [("c.txt", "conflict", "a.txt")]


def test_an_article_that_says_two_things_says_neither(build):
    load(build, pages(a=FACT, b=FACT + OTHER), run())
    assert [row for row in checks(build) if row[0] == "same_fact"] == []


def test_both_sentences_stand_side_by_side(build):
    load(build, pages(a=FACT, b=OTHER), run())
    row = build.sql(
        "SELECT sentence, other_sentence, printed, expected, difference, indicator, place, len(inputs) FROM mart.checks"
    ).fetchone()
    assert row[:2] == (OTHER, FACT)
    assert row[2:5] == (23.4e8, 20.5e8, pytest.approx(2.9e8))
    assert row[5:] == ("工业总产值", "青田县", 1)
