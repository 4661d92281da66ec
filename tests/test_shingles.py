"""Reprints are recognised through small differences; different articles are not."""

import pytest

from transforms.shingles import KEPT, similarity, sketch

ARTICLE = (
    "昨日，记者从市统计局获悉，前三季度全市实现地区生产总值2316.8亿元，同比增长5.2%。其中，第一产业增加值98.4亿元，增长3.1%；"
    "第二产业增加值1021.5亿元，增长6.0%；第三产业增加值1196.9亿元，增长4.7%。从投资看，固定资产投资同比增长7.9%，"
    "工业投资增长14.3%，拉动全部投资增长4.4个百分点。从消费看，社会消费品零售总额达812.6亿元，增长4.1%，"
    "限额以上单位通过公共网络实现的商品零售额增长18.5%。下一步，全市将紧盯重点项目，持续优化营商环境。"
)
OTHER = (
    "秋收时节，走进青山县石桥镇的高标准农田，收割机来回穿梭，金黄的稻谷颗粒归仓。种粮大户刘建国告诉记者，"
    "今年他流转土地1200亩，全部种上了优质稻，亩产预计超过650公斤。近年来，石桥镇大力推进土地整治，"
    "新建高标准农田2.3万亩，配套沟渠46公里，灌溉水有效利用系数明显提高，粮食产量连续三年稳定在1.5万吨以上。"
)

SAME = [
    ("one character misread", ARTICLE.replace("紧盯", "紧町")),
    ("other line breaks and spaces", ARTICLE.replace("，", "，\n ")),
    ("a lead of its own", "本报讯（记者 王芳）" + ARTICLE),
    ("the last sentence cut", ARTICLE[: ARTICLE.rindex("下一步")]),
]


@pytest.mark.parametrize(("difference", "text"), SAME, ids=[name for name, _ in SAME])
def test_a_reprint_is_similar(difference, text):
    assert similarity(sketch(ARTICLE), sketch(text)) >= 0.6


def test_another_article_is_not():
    assert similarity(sketch(ARTICLE), sketch(OTHER)) < 0.1


def test_sketches_are_small_sorted_and_stable():
    values = sketch(ARTICLE)
    assert len(values) == KEPT
    assert values == sorted(set(values))
    assert all(0 <= value < 2**63 for value in values)
    assert values == sketch(ARTICLE)


@pytest.mark.parametrize("text", ["", "短讯", "，。！" * 200, "\ud800" * 100, "好" * 200])
def test_short_and_odd_texts(text):
    assert len(sketch(text)) <= KEPT
    assert similarity(sketch(text), []) == 0.0
