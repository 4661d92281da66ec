"""Quantities of sentences: what each counts, in which unit, how exactly; and what counts nothing."""

import csv
import math
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.quantities import find_numbers, find_quantities
from transforms.quantities.forms import FORMS
from transforms.quantities.refusals import REFUSALS
from transforms.quantities.scan import MASKS
from transforms.quantities.tables import hedges, measure_words, units
from transforms.tokens import tokenize
from warehouse.schema.words import BOUNDS, KINDS, SALIENCES

with Path(__file__).with_name("quantities_corpus.csv").open(encoding="utf-8", newline="") as lines:
    CORPUS = [(row["text"], row["quantities"]) for row in csv.DictReader(lines)]

#: Numerals that count nothing; a comment above says of which kind.
NO_QUANTITIES = [
    # slogans and names in quotes
    "深入推进“三个年”活动，全力打好“五场硬仗”，奋力实现“十四五”良好开局。",
    "学习贯彻党的二十大精神，落实省委十四届三次全会部署，推进“八大战略”“七大产业集群”建设。",
    "实施三年行动计划和“百日攻坚”行动，开展“千企万户大走访”。",
    "落实“四不两直”、“三管三必须”、“两个责任”，开展“三亮三比三评”。",
    "“四个100%”“6个100%”扬尘防控措施落实到位，完成“两个80%”目标。",
    "推行“1+3+N”模式，干部以“5+2”“白加黑”的劲头工作。",
    # areas named by time
    "30分钟高铁圈、1小时交通圈、“一刻钟”便民生活圈建设加快推进。",
    # grades, and what is the highest of some years
    "三四级手术、二三线城市、一类项目，收购价为近五年最高。",
    # set phrases, 一 as an article
    "坚持“两手抓、两手都要硬”，一体推进，一以贯之，善始善终。",
    "一个干部一面旗，一个支部一座堡垒。",
    "第一书记王强带领两委班子成员，一家一户走访，一件一件解决。",
    "一次性告知、一窗受理、一网通办、一站式服务让企业少跑腿，实现零跑腿。",
    "大家七嘴八舌，你一言我一语，会场热闹非凡。",
    "千方百计稳就业，百尺竿头更进一步。",
    "有的村民三三两两聚在一起，三五成群，七七八八说着，一问三不知。",
    "一边是山，一边是海，一头连着农户，一头连着市场，两头都要抓。",
    "一时间，一方面，一旦，一定，一般，一致，一边，一起，一直，一律，统一，唯一，万一，专一。",
    "两个文明一起抓，三农工作，四大班子，五年规划，六安市，七夕节，八角楼，九寨沟，十堰市。",
    # orders without a number
    "百年老店焕发新生，千年古镇迎来新机遇，万亩良田变身聚宝盆。",
    "千家万户的百姓，亿元楼宇，万元户，百强县，千岛湖。",
    # ordinals that number
    "第三方机构评估，第三产业占比提升，第二课堂丰富多彩，第四次全国经济普查。",
    "第一批、第一时间、第一步、第一次、第八届、第12期、第3号、第二季度、第一等次。",
    # codes, models, roads, telephones
    "三甲医院、双一流高校、4A级景区、5G基站、A股上市、C919大飞机、PM2.5、ISO9001认证。",
    "沿着G15高速行驶，在S2出口下，经318国道到达，12345热线、110接警。",
    "咨询电话0571-87654321，手机13812345678，网址http://www.example.com/2023/12个。",
    # names
    "四川、百度、千瓦、万科、万达广场、亿联网络、十堰、三一重工、六和塔、一汽大众。",
    "张三、李四、王五等人参加，三亚、九江、万宁、百色、八一路、五四大街、二七区、二七街道。",
    "“二十四节气”民俗活动举行，“三八”妇女节、“五一”假期、“六一”儿童节。",
    # lists
    "会议强调，一要提高站位，二要压实责任，三要强化保障。",
    "（一）总体要求；（二）基本原则；1.加强领导；2、落实责任；③强化督查。",
    "2.1主要任务；3.2重点工作；图1所示，表2-3列出。",
    # dates and times of day
    "2023年3月15日，十三届全国人大一次会议闭幕；1949年10月1日，新中国成立。",
    "星期一至星期五上午8:30—11:30，下午14:00—17:30，晚上7点，凌晨4时30分。",
    "近三年来，过去10年，未来5年，3年前，五天后，十年间，3年内，这5年，2018年至2020年，1至8月。",
    "20世纪90年代，90后、00后，二〇二二年十月，5月1日至3日，6、7月间，建党100周年。",
    # units that are the beginning of another word
    "2成立于当地，3成为标杆，5分会场，4天津市，6元旦，7级别，8时间。",
    # scores
    "以3比1战胜对手，总比分2:0领先。",
    # titles of works
    "印发《关于进一步加强10项工作的意见》《三体》《2023年第3批名单》。",
]


def _shown(quantity) -> str:
    fields = (quantity.mention, quantity.kind, _number(quantity.value), _number(quantity.value_high), quantity.unit)
    return ";".join((*fields, quantity.bound, quantity.salience))


def _number(value) -> str:
    return "" if value is None else repr(int(value) if value.is_integer() else round(value, 6))


@pytest.mark.parametrize(("text", "expected"), CORPUS, ids=[text[:12] for text, _ in CORPUS])
def test_reads_what_the_genre_prints(text, expected):
    assert "|".join(map(_shown, find_quantities(text, tokenize(text)))) == expected


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_counts_nothing(text):
    assert [quantity.mention for quantity in find_quantities(text, tokenize(text))] == []


NUMBERS = {
    "一只": [1],
    "一切": [],
    "万": [],
    "答案是四不是五": [4, 5],
    "二百五, 还有10,000.233": [250, 10000.233],
    "“一”和“五”": [1, 5],
    "我家在四川": [],
    "两两": [],
    "2023年3月15日": [],
    "去年增长5%，第３": [3],
}


@pytest.mark.parametrize(("text", "values"), NUMBERS.items())
def test_finds_bare_numbers(text, values):
    assert [number.value for number in find_numbers(text, tokenize(text))] == values


def test_base_values_compare():
    """One area in three units."""
    text = "一块地4.6公顷，合69亩，即46000平方米。"
    found = find_quantities(text, tokenize(text))
    assert {quantity.base_unit for quantity in found} == {"平方米"}
    assert [quantity.base_value for quantity in found] == pytest.approx([46000, 46000, 46000])


PIECES = st.sampled_from(
    [
        *"一二两三十百千万亿零半点几数多余来约近超第每成分之年月日个家元亩%．：:，。“”《》、-—～/ (（从至到",
        *("以上", "左右", "百分之", "3", "2023", "1.5", "１２", "100,000", "万元", "平方米", "个百分点", "第一"),
        *("公里/小时", "人次", "PM2.5"),
    ]
)


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=14).map("".join)))
@settings(max_examples=300)
def test_spans_lie_in_the_text(text):
    tokens = tokenize(text)
    for found in (find_quantities(text, tokens), find_numbers(text, tokens)):
        place = 0
        for quantity in found:
            assert text[quantity.start : quantity.end] == quantity.mention != ""
            assert place <= quantity.start
            place = quantity.end
            assert math.isfinite(quantity.value) and 0 <= quantity.confidence <= 1
            assert quantity.value_high is None or abs(quantity.value_high) >= abs(quantity.value)
            assert quantity.kind in (*KINDS, "number")
            assert quantity.bound in BOUNDS and quantity.salience in SALIENCES


WORST = [
    "1",
    "一",
    "1,111",
    "百分之",
    "1-2",
    "1.",
    "a",
    "“",
    "1元1角1分",
    "第一",
    "《",
    "1万2千",
    "近约超",
    "10:00:",
    "两",
]


@pytest.mark.parametrize("piece", WORST)
def test_time_stays_bounded(piece):
    text = piece * (20_000 // len(piece))
    tokens = tokenize(text)
    began = time.process_time()
    find_quantities(text, tokens)
    assert time.process_time() - began < 20


def test_names_are_unique():
    for names in ([form.name for form in FORMS], [refusal.name for refusal in REFUSALS]):
        assert len(set(names)) == len(names)
    assert not {mask.name for mask in MASKS} & {refusal.name for refusal in REFUSALS}
    surfaces = [row.surface for row in (*units(), *measure_words())]
    assert len(set(surfaces)) == len(surfaces)
    assert len({(row.surface, row.side) for row in hedges()}) == len(hedges())


@pytest.mark.parametrize("form", list(FORMS), ids=lambda form: form.name)
def test_examples_are_read(form):
    text = {
        "index": f"消费价格{form.example}。",
        "ordinal": f"排名{form.example}。",
        "proportion": f"比例为{form.example}。",
    }
    shown = text.get(form.name, f"新增{form.example}。")
    assert form.name in [quantity.rule for quantity in find_quantities(shown, tokenize(shown))]
