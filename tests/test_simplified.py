"""Traditional text is matched as simplified text, character for character."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.simplified import simplified

CASES = [
    ("characters", "臺灣鐵路局", "台湾铁路局"),
    ("one character for two", "頭髮發展", "头发发展"),
    ("a single one among simplified", "三天後开工", "三天后开工"),
    ("OpenCC's phrases: some characters stay", "乾坤與乾燥", "乾坤与干燥"),
    (
        "a paragraph of a Hong Kong paper",
        "截至去年底，累計簽約項目32個，總投資1,200億元。",
        "截至去年底，累计签约项目32个，总投资1,200亿元。",
    ),
    ("beyond the basic plane", "\U000217b5", "\u36df"),
    ("NUL, which ends a string in C", "臺灣\0臺灣", "台湾\0台湾"),
    ("half of a surrogate pair", "\ud800臺灣", "\ud800台湾"),
    ("no Chinese", "GDP 5.2%", "GDP 5.2%"),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_traditional_to_simplified(text, expected):
    assert simplified(text) == expected


@pytest.mark.parametrize("text", ["陕西省乾县梁山镇", "哪吒动画", "红菜薹种植1200亩", "覆盖著名景区，瞭望塔3座"])
def test_simplified_text_stays_as_it_is(text):
    assert simplified(text) is text


@given(st.text(st.characters() | st.sampled_from("臺灣鐵路後乾燥著麼藉憑髮發裡")))
def test_length_stays(text):
    assert len(simplified(text)) == len(text)


def test_long_text_takes_little_time():
    simplified("臺")
    started = time.process_time()
    assert simplified("今年實現總產值" * 200_000) == "今年实现总产值" * 200_000
    assert simplified("今年实现总产值" * 200_000) == "今年实现总产值" * 200_000
    assert time.process_time() - started < 20
