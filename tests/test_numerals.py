"""Numerals: every number, however it is written, is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.quantities.numerals import parse_number, vague_limit

VALUES = {
    # plain, and 两 for 二
    "零": 0,
    "五": 5,
    "十": 10,
    "十五": 15,
    "二十": 20,
    "一百零五": 105,
    "两百": 200,
    "一千零五十": 1050,
    "两万": 20000,
    "一百零一万一千": 1011000,
    "一千两百三十四万": 12340000,
    # a last digit counts the next lower order
    "四百五": 450,
    "一万三": 13000,
    "九十二万四": 924000,
    "两千四百五": 2450,
    # orders on orders
    "一万五千亿": 1.5e12,
    "二十万亿": 2e13,
    "3千万亿": 3e15,
    "四千五百六十九万八千三百一十一亿四千八百七十二万五千三百八十二": 4569831148725382,
    # decimals
    "十五点七": 15.7,
    "一万零一十八点一五": 10018.15,
    "三点五亿": 3.5e8,
    # financial, traditional, old
    "壹万贰仟叁佰肆拾伍": 12345,
    "九佰": 900,
    "兩萬五千": 25000,
    "廿五": 25,
    "卅": 30,
    # digits
    "1,050,000,000": 1050000000,
    "82，225.00": 82225,
    "４，５６５": 4565,
    "２．７８９０": 2.789,
    "1,100.9亿": 1.1009e11,
    "57.83亿": 5783000000,
    "1 万": 10000,
    "1千零20": 1020,
    "2千零30万": 20300000,
    # one digit after the other
    "二〇二二": 2022,
    # signs
    "-3.5": -3.5,
    "－122": -122,
    "负三": -3,
}
VAGUE = {
    # surface: value, bound, what it stays below
    "1300余": (1300, "more", 1400),
    "1万多": (10000, "more", 20000),
    "500余万": (5000000, "more", 6000000),
    "二十几": (20, "more", 30),
    "一百零几万": (1000000, "more", 2000000),
    "数十": (10, "more", 100),
    "数十亿": (1e9, "more", 1e10),
    "几百": (100, "more", 1000),
    "10来": (10, "about", None),
    "十来万": (100000, "about", None),
}
SPANS = {
    "八九亿": (8e8, 9e8),
    "七八百": (700, 800),
    "三四十": (30, 40),
    "十七八": (17, 18),
    "一百五六十": (150, 160),
    "三五": (3, 5),
    "两三百万": (2e6, 3e6),
}
NO_NUMERAL = ["", "年", "多", "-", "1" * 41, "一" * 41, "三点", "3a"]


@pytest.mark.parametrize(("surface", "value"), VALUES.items())
def test_reads(surface, value):
    assert parse_number(surface).value == pytest.approx(value, rel=1e-12)
    assert (parse_number(surface).high, parse_number(surface).bound) == (None, "exact")


@pytest.mark.parametrize(("surface", "expected"), VAGUE.items())
def test_reads_vague_numbers(surface, expected):
    number = parse_number(surface)
    assert (number.value, number.bound, vague_limit(surface)) == expected


@pytest.mark.parametrize(("surface", "expected"), SPANS.items())
def test_reads_two_digits_as_a_span(surface, expected):
    number = parse_number(surface)
    assert (number.value, number.high) == expected


@pytest.mark.parametrize("surface", NO_NUMERAL)
def test_refuses(surface):
    with pytest.raises(ValueError, match=r"no numeral|no digit"):
        parse_number(surface)


DIGITS, ORDERS = "零一二三四五六七八九", ("", "十", "百", "千")
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
TRADITIONAL = str.maketrans("万亿", "萬億")


def written(number: int) -> str:
    """A number below 10^16 in Chinese."""
    if number < 10_000:
        return _thousands(number) or "零"
    order, name = (100_000_000, "亿") if number >= 100_000_000 else (10_000, "万")
    above, below = divmod(number, order)
    gap = "零" if below and below < order // 10 else ""
    return written(above) + name + gap + (written(below) if below else "")


def _thousands(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + ORDERS[place]
        gap = not digit
    return text


NUMBERS = st.one_of(st.integers(0, 99_999), st.integers(0, 10**16 - 1))


@given(NUMBERS)
def test_chinese_is_read_back(number):
    text = written(number)
    for form in (text, text.translate(FINANCIAL), text.translate(TRADITIONAL)):
        assert parse_number(form).value == float(number)
    if text.startswith("一十"):
        assert parse_number(text[1:]).value == float(number)


@given(NUMBERS, st.integers(0, 9999))
def test_chinese_decimals_are_read_back(number, fraction):
    digits = f"{fraction:04}"
    text = f"{written(number)}点{''.join(DIGITS[int(digit)] for digit in digits)}"
    assert parse_number(text).value == pytest.approx(float(f"{number}.{digits}"), rel=1e-12)


@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_arabic_is_read_back(number):
    wide = str(number).translate({ord("0") + digit: chr(ord("０") + digit) for digit in range(10)})
    for text in (str(number), f"{number:,}", wide.replace(".", "．")):
        assert parse_number(text).value == pytest.approx(float(number), rel=1e-15)


@given(st.decimals(min_value="0.01", max_value=10**4, places=2), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_orders_multiply(number, order):
    name, worth = order
    assert parse_number(f"{number}{name}").value == float(number * worth)
