"""The worst texts through the whole reading: a sensible row or none, no invented date, time that grows with length."""

import math
import time
from datetime import date

import pytest

from transforms.facts import DocumentFacts
from transforms.model import Article, Sentence
from transforms.names.line import Line
from transforms.names.org_rules import find_orgs
from transforms.names.person_rules import find_persons
from transforms.names.place_rules import find_places
from transforms.names.words import words_in
from transforms.page.sentences import split_sentences
from transforms.reading import read_articles
from transforms.tokens import tokenize

#: What patterns could backtrack on, or rules could look at again and again, when it is repeated.
PIECES = [
    "9", "1,", "一", "亿", "（", "“", "《", "(【", "1.", "%", "增长5%，", "企业12家、", "分别增长", "1至", "2月30日，",
    "今年以来", "的", "占", "从1万元提高到2万元", "江夏区", "每3天", "第", "数", "5亩的", "“我种了5亩。”", "公司",
    "3万元的甲厂", "投产后年产", "两大产业", "1:2", "——", "12 ", "同比", "，，", "。", "来自",
    "村民张三种了5亩，", "甲与乙合作，", "走进甲公司的车间门，", "青兰高速莘县段", "由甲集团投资5亿元建设的",
    "把它列入，", "老张的儿子李四种了5亩，", "甲县、乙县分列第1位和第2位，", "“我们种了5亩。”总经理",
]  # fmt: skip
#: Characters: each piece is read in less than half a second there.
LENGTH = 6_000


def read(text: str, published: date | None = None) -> DocumentFacts:
    """What is read in one article of one paragraph."""
    spans = split_sentences(text)
    sentences = tuple(Sentence(text[start:end], ((start, end),)) for start, end in spans)
    article = Article(None, None, None, (), (), (), (), sentences, 0, len(text))
    return read_articles([article], published)


def seconds(text: str) -> float:
    """Process time of reading it: other programs on the machine don't count."""
    began = time.process_time()
    read(text)
    return time.process_time() - began


@pytest.mark.parametrize("piece", PIECES)
def test_time_stays_bounded(piece):
    """Patterns that backtrack would take minutes; how fast reading is, the benchmark tells."""
    assert seconds(piece * (LENGTH // len(piece))) < 20


def test_many_posts_in_a_line_take_bounded_time():
    """Each asks which place or body ends right before it: by where they end, not by looking at all of the line."""
    text = "清溪村村民孙小军、梅林村村民李大勇和石湖社区主任王建国，" * 4_000
    sentence = Sentence(text, ((0, len(text)),))
    line = Line(0, sentence, tokenize(text), next(words_in([text])))
    places = find_places(line)
    began = time.process_time()
    persons = find_persons(line, places, find_orgs(line, places))
    assert len(persons) == 12_000
    assert {person.org for person in persons} == {"清溪村", "梅林村", "石湖社区"}
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # a number that no page prints counts nothing
        ("9" * 10_000, []),
        ("7" * 5_000 + "%", []),
        ("1" + ",000" * 3_000 + "元", []),
        # beyond 10^18
        ("总额1234567890123456789亿元", [(1234567890123456789e8, "元", "总额")]),
        ("浮点运算能力达12.5亿亿次", [(12.5e16, "次", "浮点运算能力")]),
        ("亏损0亿元", [(0.0, "元", "亏损")]),
        # half a sentence, unbalanced marks
        ("，增长", []),
        ("“企业（12家，【同比增长5%》", [(12.0, "家", None), (5.0, "%", "企业")]),
        # a table pasted as text
        ("工业总产值 | 100.7亿元 | 5.6%", [(100.7e8, "元", "工业总产值"), (5.6, "%", "工业总产值")]),
        ("序号 单位 产值(亿元)\n1 甲镇 12.5\n2 乙镇 8.7", []),
    ],
)
def test_a_sensible_row_or_none(text, rows):
    (article,) = read(text).articles
    found = [(o.quantity.value, o.quantity.unit, o.indicator) for o in article.observations]
    assert [row[1:] for row in found] == [row[1:] for row in rows]
    assert all(math.isclose(got[0], wanted[0], rel_tol=1e-9) for got, wanted in zip(found, rows, strict=True))


@pytest.mark.parametrize("published", [None, date(1900, 1, 1), date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize(
    "text", ["2月30日投产项目3个", "2023年13月32日建成", "今年比去年增长5%，后年、未来五年投资3亿元", "0000年"]
)
def test_no_date_is_invented(text, published):
    for article in read(text, published).articles:
        times = [time for here in article.times for time in here]
        assert all(time.start_date is None for time in times if time.mention in ("2月30日", "2023年13月32日", "0000年"))
        if published is None:
            assert all(
                time.start_date is None for time in times if "年" in time.mention and not time.mention[0].isdigit()
            )
