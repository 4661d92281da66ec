"""Indicators under standard names: what means the same is one member, what does not stays apart."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.indicators import indicator_rows, standardize
from transforms.indicators.standard import plain
from transforms.indicators.tables import Indicator, indicators, lineage
from transforms.lexicon import LexiconInvalid
from warehouse.schema.keys import text_key
from warehouse.schema.words import TOPICS

SAME = [
    # standard name, what papers write
    ("规模以上工业总产值", "规上工业总产值 规上工业企业总产值 规模以上工业企业产值 全市规上工业总产值 规上企业产值"),
    ("地区生产总值", "GDP 生产总值 全年GDP 实现地区生产总值 GDP增速 地区生产总值(GDP) 国内生产总值"),
    ("社会消费品零售总额", "社零 社零总额 全区社会消费品零售额 社消零总额"),
    ("固定资产投资", "固投 固定资产投资额 全社会固定资产投资 完成固定资产投资"),
    ("研究与试验发展经费支出", "R&D经费支出 研发投入 全社会研发投入"),
    ("城镇居民人均可支配收入", "城镇常住居民人均可支配收入 “城镇居民”人均可支配收入"),
    ("进出口总额", "外贸进出口总额 累计进出口额 进出口"),
    ("旅游接待人次", "接待游客 游客接待量 全年接待游客"),
]
APART = [
    ("工业总产值", "规模以上工业总产值"),
    ("工业增加值", "规模以上工业增加值"),
    ("财政总收入", "一般公共预算收入"),
    ("农村居民人均纯收入", "农村居民人均可支配收入"),
    ("人民币存款余额", "本外币存款余额"),
    ("出口额", "出口交货值"),
    ("汽车产量", "汽车保有量"),
    ("人口自然增长率", "总人口"),
    ("R&D经费支出", "R&D投入强度"),
]
UNKNOWN = [
    # words without a row: the name that stays, and the topic its words tell
    ("全年手工豆腐销售量", "手工豆腐销售量", "trade"),
    ("护林员", "护林员", None),
    ("村口路灯", "村口路灯", "construction"),
    ("新建光伏大棚", "新建光伏大棚", "agriculture"),  # the head of a Chinese name stands last
    ("规上", "规上", None),
]


@pytest.mark.parametrize(("standard", "written"), SAME)
def test_one_measure_is_one_member(standard, written):
    assert {standardize(words).name for words in (standard, *written.split())} == {standard}
    assert standardize(standard).known


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_measures_stay_apart(one, other):
    assert standardize(one).known and standardize(other).known
    assert standardize(one).name != standardize(other).name


@pytest.mark.parametrize(("words", "name", "topic"), UNKNOWN)
def test_what_has_no_row_is_its_own_member(words, name, topic):
    standard = standardize(words)
    assert (standard.name, standard.topic, standard.known) == (name, topic, False)


def test_the_name_of_a_place_before_an_indicator_is_no_part_of_it():
    assert standardize("昆山市规上工业总产值").name == "规模以上工业总产值"
    assert standardize("昆山市特色糕点").name == "昆山市特色糕点"


def test_no_two_standards_share_a_name():
    owners: dict[str, str] = {}
    for row in indicators().values():
        for name in {plain(name) for name in (row.indicator, *row.aliases)}:
            assert owners.setdefault(name, row.indicator) == row.indicator, name


def test_every_name_in_the_table_leads_to_its_row():
    for row in indicators().values():
        assert {standardize(name).name for name in (row.indicator, *row.aliases)} == {row.indicator}
    assert {row.topic for row in indicators().values()} == set(TOPICS)


def test_rows_bring_what_stands_above_them():
    rows = {row["indicator"]: row for row in indicator_rows(["规模以上工业增加值", "护林员"])}
    assert rows["规模以上工业增加值"]["parent_key"] == text_key("工业增加值")
    assert rows["第二产业增加值"]["parent_key"] == text_key("地区生产总值")
    assert rows["地区生产总值"]["parent_key"] is None and "GDP" in rows["地区生产总值"]["aliases"]
    assert rows["护林员"]["is_standard"] is False
    keys = {row["indicator_key"] for row in rows.values()}
    assert all(row["parent_key"] in keys for row in rows.values() if row["parent_key"])


def test_a_bad_row_is_named():
    with pytest.raises(ValueError, match="cooking"):
        Indicator("馒头", "cooking")
    ring = {"甲": Indicator("甲", "economy", "乙"), "乙": Indicator("乙", "economy", "甲")}
    with pytest.raises(LexiconInvalid, match="lies in itself"):
        lineage("甲", ring)


@given(st.text(max_size=60))
@example("U¯")
def test_any_words_have_a_name_that_is_its_own_standard(words):
    standard = standardize(words)
    assert standard.topic is None or standard.topic in TOPICS
    assert standard.name or not words
    assert standardize(standard.name).name == standard.name
