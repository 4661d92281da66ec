"""One document's way as a whole: what is given back is in the characters that were printed."""

from datetime import date

import pytest

from transforms.reading import read_document
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
