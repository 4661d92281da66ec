"""Sections of work reports: the year of a heading dates what stands below it, and a plan's figures are planned."""

import pytest

from transforms.reading import read_document

REPORT = """政府工作报告（摘要）

2021年工作回顾

一年来，我们攻坚克难，完成了各项任务。全县实现地区生产总值312.4亿元，增长8.1%。

产业发展提质增效。新增规模以上企业21家，建成高标准农田3.6万亩。

2022年工作安排

今年经济社会发展的主要目标是：地区生产总值增长7.5%。

重点抓好以下工作。新建改建农村公路160公里，新增养老床位300张。目前已开工建设学校4所。
"""

EXPECTED = {
    "312.4亿元": ("2021-01-01", "2021-12-31", "actual"),
    "8.1%": ("2021-01-01", "2021-12-31", "actual"),
    "21家": ("2021-01-01", "2021-12-31", "actual"),
    "3.6万亩": ("2021-01-01", "2021-12-31", "actual"),
    "7.5%": ("2022-01-01", "2022-12-31", "planned"),
    "160公里": ("2022-01-01", "2022-12-31", "planned"),
    "300张": ("2022-01-01", "2022-12-31", "planned"),
}


@pytest.fixture(scope="module")
def facts():
    (article,) = read_document(REPORT).articles
    return {
        one.quantity.mention: (str(one.period_start), str(one.period_end), one.status) for one in article.observations
    }


@pytest.mark.parametrize("mention", EXPECTED)
def test_a_section_dates_and_plans(facts, mention):
    assert facts[mention] == EXPECTED[mention]


def test_what_is_done_is_no_plan(facts):
    assert facts["4所"][2] == "actual"


def test_what_goes_on_by_parts_keeps_the_period_of_the_paragraph_before():
    text = "2023年上半年，全市实现地区生产总值512.6亿元。\n\n分产业看，第一产业增加值32.4亿元，增长3.8%。\n"
    (article,) = read_document(text).articles
    periods = {one.quantity.mention: str(one.period_end) for one in article.observations}
    assert periods == {"512.6亿元": "2023-06-30", "32.4亿元": "2023-06-30", "3.8%": "2023-06-30"}


def test_a_heading_without_a_year_dates_nothing():
    (article,) = read_document("县里的变化\n\n工作回顾\n\n全县建成公路120公里，改造农房800户。\n").articles
    assert {one.period_start for one in article.observations} == {None}
