"""One document's way as a whole: what is given back is in the characters that were printed."""

from datetime import date

import pytest

from transforms.lazy import of_the_last
from transforms.outline import Given
from transforms.reading import read_document, read_documents
from transforms.simplified import simplified

TRADITIONAL = """佛山市上半年工業產值突破千億元

記者 陳美玲

今年上半年，佛山市規模以上工業總產值1025.6億元，同比增長5.2%。

順德區樂從鎮新建廠房3.2萬平方米，吸納就業1200餘人。
"""


@pytest.fixture(scope="module")
def facts():
    return read_document(TRADITIONAL)


def test_traditional_characters_are_read_as_simplified_ones(facts):
    plain = read_document(simplified(TRADITIONAL))
    values = [(o.quantity.value, o.quantity.unit) for a in plain.articles for o in a.observations]
    assert values
    assert [(o.quantity.value, o.quantity.unit) for a in facts.articles for o in a.observations] == values


def test_what_is_given_back_is_what_was_printed(facts):
    (only,) = facts.articles
    assert only.article.title == "佛山市上半年工業產值突破千億元"
    assert only.article.authors == ("陳美玲",)
    for sentence in only.article.sentences:
        assert "".join(TRADITIONAL[start:end] for start, end in sentence.pieces) == sentence.text
    told = [o.indicator for o in only.observations] + [entity.name for entity in facts.entities]
    assert {"廠房", "順德區樂從鎮"} <= set(told)
    assert all(words in TRADITIONAL for words in told)


@pytest.mark.parametrize("text", ["", "\n \n", "。", "\x00", "第", "1", "# ", "億" * 1000])
def test_any_text_is_a_document(text):
    read_document(text)


PAGES_OF_ONE_PLACE = [
    # the first article names the place, the second does not, or names only a smaller one and speaks of the larger
    "一季度，全市接待游客12.5万人次。",
    "来自柳坪镇的市人大代表陈明说，全市家庭医生签约率达72%。",
]


@pytest.mark.parametrize("second", PAGES_OF_ONE_PLACE)
def test_an_article_is_about_the_place_of_its_page(second):
    page = f"# 阆中市经济开局良好\n\n今年一季度，四川省阆中市实现地区生产总值60亿元。\n\n# 春来客满园\n\n{second}\n"
    facts = read_document(page, date(2021, 4, 20))
    assert [one.observations[-1].place for one in facts.articles] == ["阆中市", "阆中市"]


def test_an_article_of_a_town_keeps_its_place():
    first = "# 阆中市开局良好\n\n一季度，四川省阆中市接待游客12万人次。\n\n"
    page = f"{first}# 柏垭镇修路\n\n柏垭镇修通公路3公里，居全市第一。\n"
    facts = read_document(page, date(2021, 4, 20))
    assert "柏垭镇" in facts.articles[1].observations[0].place


PERIODS = [
    # 今年以来 goes on behind a semicolon and over sentences
    (
        "2023-10-20",
        "# 河湾社区换新颜\n\n今年以来，社区投入资金310万元，整修道路6条；加装路灯48盏，还有12盏正在安装。"
        "新增停车位85个。",
        {"48盏": "2023-01-01 2023-10-20", "85个": "2023-01-01 2023-10-20"},
    ),
    # a report tells one period to its end, what has its own time apart
    (
        "2024-04-22",
        "# 一季度安丰县经济运行平稳\n\n本报讯 4月20日，县统计局发布数据，经初步核算，一季度全县"
        "实现生产总值98.6亿元，同比增长5.2%。\n\n"
        "农业生产稳定。全县生猪出栏12.3万头，增长1.8%。3月末生猪存栏9.6万头。\n\n"
        "工业加快增长。规模以上工业增加值增长7.4%。",
        {
            "12.3万头": "2024-01-01 2024-03-31",
            "9.6万头": "2024-03-31 2024-03-31",
            "7.4%": "2024-01-01 2024-03-31",
        },
    ),
    # what is told of the event that was just dated
    (
        "2022-06-10",
        "# 一批项目集中签约\n\n6月8日，南溪县举行二季度项目集中签约仪式。此次签约项目11个，总投资56.8亿元。",
        {"11个": "2022-06-08 2022-06-08", "56.8亿元": "2022-06-08 2022-06-08"},
    ),
    # what a thing will do once it stands
    (
        "2022-06-10",
        "# 新厂开建\n\n项目建设3条生产线，预计2023年9月建成，达产后可年产轴承500万套。",
        {"500万套": "None None"},
    ),
    ("2022-06-10", "# 邻里一家亲\n\n6月6日，58岁的村民周桂兰领到了2袋大米。", {"58岁": "None None"}),
    # sections of a report: 过去一年 is the year looked back on, 全年 the year of the section
    (
        "2019-01-11",
        "# 政府工作报告\n\n——2019年1月9日在市第八届人民代表大会第三次会议上\n\n2018年工作回顾\n\n"
        "过去一年，全市上下真抓实干。一般公共预算收入完成82.6亿元，增长9.8%。全年新建公路120公里。\n\n2019年重点工作\n\n"
        "一是抓项目。全年开工亿元以上项目130个，完成投资210亿元。",
        {
            "82.6亿元": "2018-01-01 2018-12-31",
            "120公里": "2018-01-01 2018-12-31",
            "130个": "2019-01-01 2019-12-31",
            "210亿元": "2019-01-01 2019-12-31",
        },
    ),
]


@pytest.mark.parametrize(("published", "page", "expected"), PERIODS)
def test_periods_reach_over_sentences(published, page, expected):
    (article,) = read_document(page, date.fromisoformat(published)).articles
    found = {row.quantity.mention: f"{row.period_start} {row.period_end}" for row in article.observations}
    assert {mention: found[mention] for mention in expected} == expected


def test_documents_that_are_read_together_are_read_as_each_is_alone():
    texts = [TRADITIONAL, "", *(page for _, page, _ in PERIODS), TRADITIONAL]
    given = [Given(text, date(2021, 8, 2)) for text in texts]
    assert read_documents(given) == [read_document(*one) for one in given]


def test_a_title_states_facts_too_and_a_byline_none():
    page = (
        "总投资36.5亿元 云州集中开工12个项目\n\n本报记者 李一鸣\n\n昨日，云州市举行集中开工仪式，市民代表参加了活动。\n"
    )
    found = [o.quantity.mention for article in read_document(page).articles for o in article.observations]
    assert found == ["36.5亿元", "12个"]


def test_what_is_kept_is_of_the_very_list_that_was_asked_of_last():
    made = []
    total = of_the_last(lambda numbers: made.append(numbers) or sum(numbers))
    one, alike = [1, 2], [1, 2]
    assert [total(of) for of in (one, one, alike, alike, one)] == [3] * 5
    assert [of is one for of in made] == [True, False, True]
