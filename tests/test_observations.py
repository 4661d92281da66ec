"""Observations: one a quantity on any text, fields within their vocabulary, linear time, readings of single parts."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.lexicon import LexiconInvalid
from transforms.model import Entity, Published, Sentence, Time
from transforms.names import find_names
from transforms.observations import ArticleReading, link_observations, words
from transforms.observations.comparing import COMPARISONS
from transforms.observations.line import Line
from transforms.observations.phrases import phrase_before
from transforms.quantities import find_quantities
from transforms.times import find_times
from transforms.tokens import tokenize
from warehouse.schema.words import COMPARISONS as COMPARISON_WORDS
from warehouse.schema.words import DIRECTIONS, MEASURES, PERIOD_BASES, STATUSES, SUBJECT_TYPES

TODAY = date(2023, 6, 30)


def read(*texts: str, home: Entity | None = None, paragraphs: bool = False):
    """Observations of sentences, one paragraph unless each is its own."""
    sentences = [Sentence(text, ((0, len(text)),), paragraph=i if paragraphs else 1) for i, text in enumerate(texts, 1)]
    tokens = [tokenize(text) for text in texts]
    published = Published(TODAY, TODAY, TODAY, "manifest", None)
    quantities = [find_quantities(text, t) for text, t in zip(texts, tokens, strict=True)]
    times = [find_times(text, t, published, []) for text, t in zip(texts, tokens, strict=True)]
    entities, mentions = find_names(sentences, tokens)
    return link_observations(
        ArticleReading(sentences, tokens, quantities, times, entities, mentions, home, published, None)
    )


MARKS = "，。、（）“”的占从到增长下降同比其中分别每"
TEXTS = st.text(
    st.sampled_from("一二三十百万亿0123456789.%个家元亩年月日人企业项目收入全市该镇公司比上" + MARKS), max_size=60
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_one_row_a_quantity_on_any_text(text):
    rows = read(text)
    assert [row.quantity for row in rows] == find_quantities(text, tokenize(text))
    for row in rows:
        assert row.measure in MEASURES and row.status in STATUSES and 0 <= row.confidence <= 1
        assert row.direction in (*DIRECTIONS, None) and row.comparison in (*COMPARISON_WORDS, None)
        assert row.period_basis in (*PERIOD_BASES, None) and row.subject_type in (*SUBJECT_TYPES, None)
        assert row.indicator is None or row.indicator.strip()
        assert (row.period_start is None) == (row.period_end is None)


WORST = [
    "（",
    "）",
    "“",
    "占",
    "从",
    "、",
    "的",
    "分别",
    "5家",
    "增长5%、",
    "从1万元提高到",
    "镇",
    "博览会",
    "总投资5亿元的示范段",
    "34岁的王",
    "成立公司",
]


@pytest.mark.parametrize("part", WORST)
def test_time_stays_bounded_on_the_worst_texts(part):
    read(part * 50)
    started = time.process_time()
    read(part * 400)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        # a verb with its object, a compound with a verb in it, and who acts
        ("走访企业", "企业"),
        ("网上办理量", "网上办理量"),
        ("党员干部走访困难群众", "困难群众"),
        ("投入抢修人员", "抢修人员"),
        ("城市更新项目", "城市更新项目"),
        # what it is of: the minimal phrase
        ("项目总投资", "总投资"),
        ("学校占地面积", "占地面积"),
        # lists of examples, quotations, attributes
        ("汽车模具、磁性材料等项目", "项目"),
        ("国家级“绿色工厂”企业", "国家级“绿色工厂”企业"),
        ("隐患的整改率", "整改率"),
        ("企业的数量", "企业的数量"),
    ],
)
def test_phrases(text, indicator):
    line = Line(0, Sentence(text, ((0, len(text)),)), tokenize(text), [], [], [], [])
    assert phrase_before(line, 0, len(text)).text == indicator


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("公司将税收从1万元提高到5万元。", ["actual", "actual"]),  # 将 as 把
        ("公司将投资5亿元建设新厂。", ["planned"]),
        ("街道将以33幢楼宇为基础打造星级楼宇。", ["actual"]),  # what exists already
        ("预计全年产值100亿元，增长8%。", ["planned", "planned"]),
        ("计划投资5亿元，目前已完成3亿元。", ["planned", "actual"]),
        ("入选“鲲鹏”计划人才3人。", ["actual"]),  # a plan's name
        ("力争到2025年产值突破500亿元。", ["planned"]),
    ],
)
def test_status(text, statuses):
    assert [row.status for row in read(text)] == statuses


@pytest.mark.parametrize(
    ("texts", "paragraphs", "periods"),
    [
        # the sentence's time reaches over its clauses and over the next sentence
        (("2022年，新增企业50家，其中工业企业20家。", "引进人才300人。"), False, [2022, 2022, 2022]),
        # not into the next paragraph, nor beyond 此外
        (("2022年，新增企业50家。", "引进人才300人。"), True, [2022, None]),
        (("2022年，新增企业50家。", "此外，引进人才300人。"), False, [2022, None]),
        # a base of comparison dates nothing, nor does a year in a name
        (("产值100亿元，比2019年增长8%。",), False, [None, None]),
        # 近年来 says no days, and ends what was set before
        (("2022年，新增企业50家。", "近年来，引进人才300人。"), False, [2022, None]),
    ],
)
def test_periods_reach(texts, paragraphs, periods):
    rows = read(*texts, paragraphs=paragraphs)
    assert [row.period_start and row.period_start.year for row in rows] == periods


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("同比增长5%", "yoy"),
        ("比上年增长5%", "yoy"),
        ("较去年同期增长5%", "yoy"),
        ("环比增长5%", "qoq"),
        ("较上季度提高5%", "qoq"),
        ("比上年末增加5亿元", "vs_period"),
        ("比年初增加5亿元", "vs_period"),
        ("比2019年增长5%", "vs_period"),
        ("增长5%", None),
    ],
)
def test_comparisons(text, comparison):
    assert [row.comparison for row in read("产值" + text)] == [comparison]


def test_comparison_rules_have_names():
    assert len({rule.name for rule in COMPARISONS}) == len(COMPARISONS)


def test_subject_of_a_town_is_resolved_and_placed():
    town = Entity("余姚市泗门镇", ("泗门镇",), "place", parent="余姚市")
    rows = read("泗门镇工业发达。", "该镇去年工业总产值100亿元。", home=town)
    assert rows[0].subject.endswith("泗门镇") and rows[0].place.endswith("泗门镇")


def test_nothing_is_invented_without_home_or_time():
    (row,) = read("新增托位100个。")
    assert (row.subject, row.place, row.period_start, row.period_basis) == (None, None, None, None)


def test_times_without_dates_are_no_periods():
    sentence = "近年来引进人才300人。"
    published = Published(None, None, None, None, None)
    when = Time(0, 3, "近年来", None, None, "vague", "")
    reading = ArticleReading(
        [Sentence(sentence, ((0, len(sentence)),))],
        [tokenize(sentence)],
        [find_quantities(sentence, tokenize(sentence))],
        [[when]],
        [],
        [],
        None,
        published,
        None,
    )
    assert link_observations(reading)[0].period_start is None


def test_tables_refuse_unknown_codes():
    with pytest.raises(LexiconInvalid):
        words.ChangeWord("增长", "sideways", "verb")
    with pytest.raises(LexiconInvalid):
        words.GoverningVerb("建成", "sometimes")
