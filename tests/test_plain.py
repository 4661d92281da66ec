"""Text as the rules read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.pipeline import read_batch
from transforms.plain import plain

CASES = [
    ("全县播种23.4万亩,占58.5%,快6.2个百分点。", "全县播种23.4万亩，占58.5%，快6.2个百分点。"),
    ("记者:张三", "记者：张三"),
    ("增长(不含农户)5%", "增长（不含农户）5%"),
    ("“好!”他说", "“好！”他说"),
    ("全縣,10戶", "全县，10户"),
    # numbers, hours, scores and Latin text keep their marks
    ("共1,234元", "共1,234元"),
    ("9:30开放", "9:30开放"),
    ("以2:1获胜", "以2:1获胜"),
    ("ABC Co., Ltd.", "ABC Co., Ltd."),
    ("见 http://a.cn/?x=1", "见 http://a.cn/?x=1"),
]


@pytest.mark.parametrize(("printed", "read"), CASES)
def test_marks_of_chinese_text_are_full_width(printed, read):
    assert plain(printed) == read


@given(st.text(st.sampled_from("甲乙12,.;:?!()% aB縣")))
def test_every_character_keeps_its_place(text):
    read = plain(text)
    assert len(read) == len(text)
    assert all(a == b or a in ",;:?!()縣" for a, b in zip(text, read, strict=True))


def test_a_page_with_half_width_marks_gives_the_same_facts_and_its_own_characters():
    from staged import documents

    full = "临港镇经济\n\n2024年5月8日\n\n今年一季度，临港镇完成工业总产值20.5亿元，同比增长6.1%；新增企业31家。\n"
    half = full.replace("，", ",").replace("；", ";")
    facts = [read_batch(documents(page=text)) for text in (full, half)]
    fields = ["mention", "value", "unit", "indicator", "subject", "period_start", "char_start", "char_end"]
    first, second = (one["stage.observation"].sort("char_start").select(fields) for one in facts)
    assert first.equals(second) and first.height == 3
    assert any("20.5亿元,同比" in text for text in facts[1]["stage.sentence"]["text"])
