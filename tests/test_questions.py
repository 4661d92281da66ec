"""Views that answer what people ask, on composed pages that the real rules read; each example has rows."""

from datetime import date

import pytest
from test_agreement import pages
from test_load import run
from test_reprints import REPRINT
from test_shingles import ARTICLE

from warehouse import examples
from warehouse.database import open_build, reading
from warehouse.load import load
from warehouse.schema.mart import VERSIONED_VIEWS
from warehouse.schema.questions import QUESTIONS

PLAN = "2023年，青田县计划完成工业总产值50亿元，计划完成固定资产投资30亿元，实现社会消费品零售总额12亿元。"
REPORT = "2023年，青田县完成工业总产值52.1亿元，同比增长6.1%；完成固定资产投资28.4亿元，同比下降3.2%。"
NEIGHBOUR = "2023年，松阳县完成工业总产值33亿元，同比增长8.4%。"
OPENING = (
    "2023年3月5日，宁波海天集团股份有限公司投资12亿元的智能装备项目在青田县开工。"
    "青田县委书记王立国出席开工仪式。青田县开展“清河护水”专项行动。"
)
ELSEWHERE = "松阳县开展“清河护水”专项行动，松阳县水利局局长李卫东介绍情况。"
RIVAL = "记者昨日从县统计局获悉，2023年，青田县工业总产值57亿元。"
WRONG = "全县森林覆盖率从81.2%提高到85.4%，提高5.2个百分点。今年上半年，青田县接待游客30万人次。"
RIGHT = "全县森林覆盖率从81.2%提高到85.4%，提高4.2个百分点。今年上半年，青田县新建公路12公里。"


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    path = tmp_path_factory.mktemp("questions") / "build.duckdb"
    connection = open_build(path)
    load(connection, pages(date(2022, 12, 20), plan=PLAN), run(1))
    load(connection, pages(date(2023, 3, 6), opening=OPENING, elsewhere=ELSEWHERE, corrected=WRONG), run(2))
    load(connection, pages(date(2024, 2, 20), report=REPORT, neighbour=NEIGHBOUR), run(3))
    load(connection, pages(date(2024, 2, 21), rival=RIVAL), run(4))
    load(connection, pages(date(2023, 3, 6), corrected=RIGHT), run(48))
    load(connection, pages(date(2023, 3, 7), daily=ARTICLE, evening=REPRINT), run(49))
    connection.close()
    with reading(path) as read_only:
        yield read_only


ASKED = {view.name for view in QUESTIONS} | {f"{view.name}_as_of" for view in VERSIONED_VIEWS}
EXAMPLES = [example for example in examples.EXAMPLES if any(name in example.sql for name in ASKED)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question)
def test_every_example_has_rows(build, example):
    assert build.execute(example.sql.replace("2026-06-30", "2023-08-02")).fetchall()


def test_every_question_has_an_example():
    assert {view.name for view in QUESTIONS} <= {example.view for example in EXAMPLES}


def test_keys_of_questions_are_unique(build):
    for view in QUESTIONS:
        keys = ", ".join(view.key)
        twice = f"SELECT {keys} FROM {view.name} GROUP BY ALL HAVING count(*) > 1"  # noqa: S608 (declared names)
        assert build.execute(twice).fetchall() == [], view.name


def test_plans_are_achieved_missed_or_open(build):
    found = build.sql("SELECT indicator, outcome, planned / 1e8, reported / 1e8 FROM mart.plans ORDER BY planned DESC")
    assert [(row[0], row[1], round(row[2], 1), row[3] and round(row[3], 1)) for row in found.fetchall()] == [
        ("工业总产值", "achieved", 50.0, 57.0),
        ("固定资产投资", "missed", 30.0, 28.4),
        ("社会消费品零售总额", "open", 12.0, None),
    ]


def test_a_series_has_each_fact_once_and_shows_where_articles_differ(build):
    found = build.sql(
        "SELECT place, period_type, articles, lowest / 1e8, highest / 1e8 FROM mart.indicator_series "
        "WHERE indicator = '工业总产值' AND measure = 'level' AND status = 'actual' ORDER BY place"
    ).fetchall()
    assert found == [("松阳县", "year", 1, 33.0, 33.0), ("青田县", "year", 2, 52.1, 57.0)]


def test_growth_is_ranked_among_places_of_one_level(build):
    found = build.sql(
        "SELECT indicator, rank, places, place, growth FROM mart.growth_leaders ORDER BY indicator, rank"
    ).fetchall()
    assert found == [
        ("固定资产投资", 1, 1, "青田县", -3.2),
        ("工业总产值", 1, 2, "松阳县", 8.4),
        ("工业总产值", 2, 2, "青田县", 6.1),
    ]


def test_a_project_has_its_stage_and_a_company_what_is_said_of_it(build):
    amounts = build.sql("SELECT amount, stage FROM mart.projects WHERE document = 'opening.txt' AND kind = 'money'")
    assert amounts.fetchall() == [(12e8, "construction_start")]
    said = build.sql("SELECT DISTINCT company, said FROM mart.companies ORDER BY said").fetchall()
    assert ("宁波海天集团股份有限公司", "event") in said or ("宁波海天集团股份有限公司", "quantity") in said


def test_coverage_counts_reprints(build):
    assert build.sql("SELECT sum(articles), sum(reprints) FROM mart.coverage").fetchall() == [(9, 1)]


def test_a_corrected_number_stands_beside_the_wrong_one(build):
    found = build.sql(
        "SELECT change, fields, old_mention, new_mention FROM mart.changes ORDER BY change, old_mention"
    ).fetchall()
    assert found == [
        ("came", [], None, "12公里"),
        ("changed", ["value"], "5.2个百分点", "4.2个百分点"),
        ("went", [], "30万人次", None),
    ]
    assert build.sql("SELECT DISTINCT changed_at FROM mart.changes").fetchall() == [(run(48).started_at,)]


def test_what_was_known_on_a_day(build):
    known = "SELECT mention FROM mart.observations_as_of(?) WHERE document = 'corrected.txt' ORDER BY char_start"
    assert build.execute(known, ["2023-07-31"]).fetchall() == []
    before = [row[0] for row in build.execute(known, ["2023-08-02"]).fetchall()]
    after = [row[0] for row in build.execute(known, ["2023-08-03"]).fetchall()]
    assert (before[2], after[2]) == ("5.2个百分点", "4.2个百分点")
    now = build.sql("SELECT mention FROM mart.observations WHERE document = 'corrected.txt' ORDER BY char_start")
    assert after == [row[0] for row in now.fetchall()]


@pytest.mark.parametrize("view", VERSIONED_VIEWS, ids=lambda view: view.name)
def test_long_after_the_last_load_all_is_known_that_is_current(build, view):
    rows = (
        f"SELECT count(*) FROM {view.name}_as_of(DATE '2100-01-01')",  # noqa: S608 (declared names)
        f"SELECT count(*) FROM {view.name}",  # noqa: S608 (declared names)
    )
    assert build.execute(rows[0]).fetchall() == build.execute(rows[1]).fetchall()


def test_macros_are_told_of_in_both_languages(build):
    told = dict(
        build.sql(
            "SELECT function_name, comment FROM duckdb_functions() "
            "WHERE schema_name = 'mart' AND function_type = 'table_macro'"
        ).fetchall()
    )
    assert set(told) >= {f"{view.short_name}_as_of" for view in VERSIONED_VIEWS}
    assert [name for name, comment in told.items() if not comment or " · " not in comment] == []
