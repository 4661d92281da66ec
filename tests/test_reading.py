"""One document's way as a whole: what is given back is in the characters that were printed."""

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
