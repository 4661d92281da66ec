"""Times in sentences: what they mean, what is none, and that no text breaks the reader."""

import csv
import itertools
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.model import Published, Time
from transforms.times import find_times
from transforms.times.beginnings import beginnings
from transforms.times.rules import rules, rules_at
from transforms.times.tables import festivals, lunar_date, plan_periods, public_holiday, solar_term
from transforms.tokens import tokenize
from warehouse.schema.words import GRANULARITIES

HERE = Path(__file__).parent
CORPUS = [tuple(row.values()) for row in csv.DictReader((HERE / "times_corpus.csv").read_text("utf-8").splitlines())]
REFUSED = (HERE / "times_refused.csv").read_text("utf-8").splitlines()[1:]
UNKNOWN = Published(None, None, None, None, None)


def published(day: str | date) -> Published:
    best = date.fromisoformat(day) if isinstance(day, str) else day
    return Published(best, best, best, "manifest", None)


def read(text: str, day: str, anchors=()) -> str:
    """`mention=start..end|…` of the times of `text`."""
    times = find_times(text, tokenize(text), published(day), anchors)
    return "|".join(f"{t.mention}={t.start_date or ''}..{t.end_date or ''}" for t in times)


@pytest.mark.parametrize(("text", "day", "expected"), CORPUS)
def test_times_mean(text, day, expected):
    assert read(text, day) == expected


@pytest.mark.parametrize("text", REFUSED)
def test_these_are_no_times(text):
    assert read(text, "2022-10-20") == ""


ACROSS = [
    # a chronicle goes on in the year that it named
    ("2019年5月，两镇合并。", "8月，新班子到任。", "8月=2019-08-01..2019-08-31"),
    ("去年3月，厂房开工。", "7月，设备进场了。", "7月=2021-07-01..2021-07-31"),
    # both years before the figures' own year, not one before the other; a comparison dates nothing
    ("2017年，产值比上年增长12.6%。", "利润比上年增加30万元。", "上年=2016-01-01..2016-12-31"),
    ("2017年末，人口比上年末增加300人。", "8月以来，雨量偏少。", "8月以来=2022-08-01..2022-10-20"),
    # not across a word of the future
    ("2019年5月，两镇合并。", "10月将投入使用。", "10月=2022-10-01..2022-10-31"),
    ("2021年上半年，增长5%。", "下半年，增速回升到8%。", "下半年=2021-07-01..2021-12-31"),
    # what is planned for next year goes on there
    ("明年，计划新建幼儿园12所；", "3月启动医院迁建工程。", "3月=2023-03-01..2023-03-31"),
    ("2018年6月，公司成立。", "同年12月，首条生产线投产。", "同年12月=2018-12-01..2018-12-31"),
    ("2018年6月，公司成立。", "次年，产值过亿元。", "次年=2019-01-01..2019-12-31"),
    ("2016年，他回到家乡。", "当年，合作社就挂了牌。", "当年=2016-01-01..2016-12-31"),
    ("10月8日，暴雨如注。", "次日，救援队赶到。", "次日=2022-10-09..2022-10-09"),
    ("10月8日，暴雨如注。", "当天，转移群众300人。", "当天=2022-10-08..2022-10-08"),
    ("去年12月底，电缆遭破坏。", "同一时期，公司中标海外项目。", "同一时期=2021-12-21..2021-12-31"),
    ("今年1至9月，接待游客20万人次。", "比去年同期增长12%。", "去年同期=2021-01-01..2021-09-30"),
    ("今年1至9月，接待游客20万人次。", "恢复到2019年同期的98%。", "2019年同期=2019-01-01..2019-09-30"),
    ("2021年1至2月，用电量上升。", "上年同期为3.1亿千瓦时。", "上年同期=2020-01-01..2020-02-29"),
]


@pytest.mark.parametrize(("before", "text", "expected"), ACROSS)
def test_times_go_back_to_sentences_before(before, text, expected):
    anchors = find_times(before, tokenize(before), published("2022-10-20"))
    assert read(text, "2022-10-20", anchors) == expected


REPORT = [
    ("全年地区生产总值增长8.4%，比上年提高1.2个百分点。", "全年=2021-01-01..2021-12-31|上年=2020-01-01..2020-12-31"),
    ("全年价格上涨0.9%，12月份上涨1.5%。", "全年=2021-01-01..2021-12-31|12月份=2021-12-01..2021-12-31"),
    ("年末常住人口512万人。", "年末=2021-12-01..2021-12-31"),
    ("1—12月，进出口增长9%。", "1—12月=2021-01-01..2021-12-31"),
    ("四季度增速回升。", "四季度=2021-10-01..2021-12-31"),
    ("全年将新建学校8所。", "全年=2022-01-01..2022-12-31"),
    ("一季度要确保开门红。", "一季度=2022-01-01..2022-03-31"),
]


@pytest.mark.parametrize(("text", "expected"), REPORT)
def test_a_report_printed_early_in_the_year_speaks_of_the_last(text, expected):
    assert read(text, "2022-02-18") == expected


def test_without_a_reference_day_only_absolute_dates_have_days():
    text = "去年、近三年、目前和9月都不可知，2021年3月与“十四五”期间可知。"
    found = {t.mention: t.start_date for t in find_times(text, tokenize(text), UNKNOWN)}
    assert found["2021年3月"] == date(2021, 3, 1)
    assert found["十四五”期间"] == date(2021, 1, 1)
    assert found["目前"] is None and found["去年"] is None and found["9月" if "9月" in found else "去年"] is None


_HAN = "〇一二三四五六七八九"


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十") + ("" if ones == 0 else _HAN[ones])


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))
WAYS = [
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    lambda d: "".join(_HAN[int(c)] for c in str(d.year)) + f"年{_han(d.month)}月{_han(d.day)}日",
    lambda d: "".join(_HAN[int(c)] for c in str(d.year)).replace("〇", "零") + f"年{_han(d.month)}月{_han(d.day)}日",
    lambda d: f"{d.year}年{d.month}月{d.day}日".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    lambda d: d.isoformat(),
    lambda d: f"{d.year}/{d.month}/{d.day}",
]


@settings(max_examples=120, deadline=None)
@given(DAYS, st.sampled_from(WAYS), DAYS)
def test_every_day_is_read_back_however_it_is_written(day, way, reference):
    text = f"于{way(day)}举行。"
    (found,) = find_times(text, tokenize(text), published(reference))
    assert (found.start_date, found.end_date, found.granularity) == (day, day, "day")


WORDS = ["10", "13", "31", "99", "2022", "季度", "世纪", "年代", "以来", "截至", "十四五", "春节", "国庆", "假期"]
WORDS += ["立春", "农历", "正月", "腊月", "目前", "期间", "最后", "星期", "同期", "小时", "秋天"]
CHARS = (
    "0129一二三十百〇年月日号天周上下前后近今去明当同本半至到—-～./：起来间底初末旬自从“”的，。千第每个多余点时分A😀"
)
PIECES = st.sampled_from([*CHARS, *WORDS])


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40), st.none() | st.dates())
def test_no_text_breaks_the_reader(text, reference):
    found = find_times(text, tokenize(text), published(reference) if reference else UNKNOWN)
    assert all(text[t.start : t.end] == t.mention and t.mention for t in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    assert all(t.granularity in GRANULARITIES for t in found)
    assert all(t.start_date is None or t.end_date is None or t.start_date <= t.end_date for t in found)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=10).map("".join))
def test_every_rule_begins_where_the_reader_looks(text):
    looked = {match.start() for start in range(len(text)) for match in [beginnings().match(text, start)] if match}
    for rule in rules():
        for start in range(len(text)):
            match = rule.pattern.match(text, start)
            if match and match.end() > start:
                assert start in looked and rule in rules_at(text, start), (rule.name, match.group())


@pytest.mark.parametrize(
    "unit", ["2022年", "1", "一", "十", "至", "1至", "前三", "今年", "上上", "年月日", "“", "以来", "近 ", "1月"]
)
def test_time_stays_bounded(unit):
    text = unit * 4000
    tokens = tokenize(text)
    begun = time.process_time()
    find_times(text, tokens, published("2022-10-20"))
    assert time.process_time() - begun < 20


def test_a_rule_is_named_once_and_rows_know_theirs():
    (found,) = find_times("10月13日下午", tokenize("10月13日下午"), published("2022-10-20"))
    assert isinstance(found, Time) and found.rule == "day"
    assert {"day", "month", "year", "word", "plan"} <= {rule.name for rule in rules()}


def test_tables_agree_with_the_almanac():
    assert lunar_date(2024, 1, 1) == date(2024, 2, 10)
    assert lunar_date(2023, 8, 15) == date(2023, 9, 29)  # after a repeated second month
    assert lunar_date(2021, 12, 30) == date(2022, 1, 31)  # a last month of 29 days
    assert lunar_date(1800, 1, 1) is None and lunar_date(2022, 2, 31) is None
    assert solar_term(2022, 6) == date(2022, 4, 5)
    assert public_holiday("国庆节", 2022) == (date(2022, 10, 1), date(2022, 10, 7))
    assert festivals()["五一"].festival == "劳动节"
    assert plan_periods()["十三五"].last_year == 2020
