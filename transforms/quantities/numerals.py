"""Numerals: what one looks like and what it is worth, Arabic, full-width, Chinese, financial and mixed forms."""

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from transforms.quantities.tables import numerals

_D = "[0-9０-９]"
#: 4,565 and 82，225.00 are one number; 12,3456 is two. Possessive, so that long digit strings stay linear.
#: 46 210元 as bulletins print it: one space, and a unit right after the last three digits.
_SPACED = (
    r"(?<![0-9.表图第号])(?<![0-9.] )[0-9]{1,3}(?:[ \u2009\u00a0][0-9]{3}){1,3}+"
    r"(?=(?:\.[0-9]+)?[万亿]?[元人户家吨亩件公平千立辆台头])"
)
_ARABIC = rf"(?:{_D}{{1,3}}(?:[,，]{_D}{{3}})++(?!{_D})|{_SPACED}|{_D}++)(?:[.．]{_D}++)?"
_HAN_DIGIT = "[〇零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖廿卅俩倆仨]"
#: 千 belongs to the unit in 5千瓦, 12千米, 5.6万千升 (but 三千米 counts metres), 百 in 百帕.
_MULTIPLIER = "(?:[十万亿拾佰仟萬億]|百(?!帕)|(?<![万亿])千(?![米克瓦伏卡帕赫焦升]))"
#: 两 is a digit where it begins a numeral or an order follows; in 三十两 and 二两 it is the unit.
_TWO = "(?:[两兩](?=[百千万亿佰仟萬億])|(?<![〇零一二两兩三四五六七八九十百千万亿])[两兩])"
_HAN_PART = f"(?:{_HAN_DIGIT}|{_TWO}|{_MULTIPLIER}|(?<![0-9０-９万亿])千(?=[米克升]))"
_VAGUE = "[多余餘来來几幾]"
#: A number as prose writes it, inner hedges included: 1,300, 1.2万, 两千四百五, 500余万, 二十几, 数十, 1千零20.
NUMERAL = (
    rf"(?:{_ARABIC}(?: ?{_VAGUE}?{_MULTIPLIER}++(?:零{_D}++{_MULTIPLIER}*+)?)?"
    rf"|(?:(?<!总)[几幾数數](?={_MULTIPLIER}))?{_HAN_PART}++(?:点{_HAN_DIGIT}++{_MULTIPLIER}*+)?)"
    rf"(?:{_VAGUE}{_MULTIPLIER}*+)?"
)
_TOKEN = re.compile(rf"{_D}+(?:\.{_D}+)?|.", re.DOTALL)
_SPACE = re.compile("[ \\u2009\\u00a0]")
_SIGNS = "-－−﹣负負"
_LONGEST = 40
_APPROXIMATE = re.compile("[一二两三四五六七八九]{2}")
_MORE, _ABOUT = "多余几", "来"
_LARGE = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """What a numeral is worth: `high` is set for ranges such as 七八 or 三四十, `bound` by an inner 多 余 几 来."""

    value: float
    high: float | None = None
    bound: str = "exact"


@functools.cache
def _plain() -> dict[int, str]:
    """Financial, traditional and full-width forms → the plain ones, by code point."""
    plain = {ord(row.surface): row.plain for row in numerals() if row.surface != row.plain}
    return plain | {ord("０") + digit: str(digit) for digit in range(10)} | {ord("．"): ".", ord("，"): ","}


@functools.cache
def _worth() -> dict[str, Decimal]:
    return {row.surface: Decimal(row.value) for row in numerals() if row.value}


@functools.lru_cache(maxsize=1 << 15)
def parse_number(surface: str) -> ParsedNumber:
    """The worth of a numeral: `1.2万` → 12000, `四百五` → 450, `八九亿` → 800 to 900 million, `三十余` → 30, more.

    Raises:
        ValueError: `surface` is no numeral (or longer than any that a page prints).
    """
    text = _SPACE.sub("", surface).translate(_plain())
    sign = -1 if text[:1] in _SIGNS and text else 1
    text = text.lstrip(_SIGNS).replace(",", "")
    if not text or len(text) > _LONGEST:
        raise ValueError(f"no numeral: {surface!r}")
    text, bound = _without_vagueness(text)
    if not text:
        raise ValueError(f"no numeral: {surface!r}")
    span = _APPROXIMATE.search(text)
    if span and _is_approximate(text, span.start()):
        first, second = span.start(), span.start() + 1
        low, high = text[:second] + text[second + 1 :], text[:first] + text[second:]
        return ParsedNumber(float(sign * _read(low)), float(sign * _read(high)), bound)
    return ParsedNumber(float(sign * _read(text)), None, bound)


def read_number(surface: str) -> ParsedNumber | None:
    """`parse_number`, or None where `surface` is no numeral that a page prints."""
    try:
        return parse_number(surface)
    except ValueError:
        return None


def vague_limit(surface: str) -> float | None:
    """What a number with an inner 多 余 几 stays below (`3000多` → 4000, `数十亿` → 10 billion); None for others."""
    number = parse_number(surface)
    if number.bound != "more" or number.high is not None:
        return None
    value = Decimal(number.value).normalize()
    step = value * 9 if surface[0] in "几幾数數" else Decimal(1).scaleb(int(value.as_tuple().exponent))
    return float(value + step)


def _without_vagueness(text: str) -> tuple[str, str]:
    """`500余万` → 500万, more; `几十`, `数百` → the least they can be: 10, 100, more."""
    if text[0] in "几数" and len(text) > 1:
        return text[1:], "more"
    for position, char in enumerate(text):
        if char in _MORE:
            return text[:position].rstrip("零") + text[position + 1 :], "more"
        if char in _ABOUT:
            return text[:position] + text[position + 1 :], "about"
    return text, "exact"


def _is_approximate(text: str, position: int) -> bool:
    """Whether the two digits at `position` stand for a span (七八, 三五, 两三百, 十七八), not for a digit string."""
    digits = _worth()
    first, second = digits[text[position]], digits[text[position + 1]]
    alone = not any(char in digits and digits[char] < 10 for char in text[position + 2 : position + 3])
    return alone and (second == first + 1 or (first, second) == (3, 5)) and not _positional(text[:position])


def _positional(before: str) -> bool:
    return bool(before) and before[-1] not in "十百千万亿"


def _read(text: str) -> Decimal:
    whole, point, fraction = text.partition("点")
    if not point:
        return _whole(text)
    tail = fraction.lstrip("".join(_digits_of_one()))
    digits = fraction[: len(fraction) - len(tail)]
    if not digits:
        raise ValueError(f"no digit after 点: {text!r}")
    shown = "".join(str(_worth()[char]) for char in digits)
    return (_whole(whole) + Decimal("0." + shown)) * (_whole(tail) if tail else 1)


@functools.cache
def _digits_of_one() -> frozenset[str]:
    return frozenset(char for char, worth in _worth().items() if worth < 10)


def _whole(text: str) -> Decimal:
    """A numeral without 点: sections of thousands between 万 and 亿, a last digit of the next order (四百五)."""
    total, section, digit, zero, last = Decimal(0), Decimal(0), None, False, Decimal(0)
    largest = Decimal(0)
    for token in _TOKEN.findall(text):
        worth = _worth_of(token, text)
        if worth < 10 or token[0].isdigit():
            zero |= token in "零〇" and digit is None
            digit = worth if digit is None else digit * 10 + worth
        elif worth < _LARGE:
            section += (1 if digit is None else digit) * worth
            digit, zero, last = None, False, worth
        else:
            alone = digit is None and not section
            section += digit or 0
            # 一万五千亿 is (10000 + 5000)亿, 五亿三千万 is 五亿 and 三千万, 12.5亿亿 is 12.5亿 times 亿
            if worth > largest or (alone and largest):
                total = (Decimal(1) if alone and not largest and not total else total + section) * worth
            else:
                total += section * worth
            section, digit, zero, last, largest = Decimal(0), None, False, worth, max(largest, worth)
    if digit is not None and last >= 100 and not zero and digit < 10 and text[-1] in _digits_of_one():
        digit *= last / 10
    return total + section + (digit or 0)


def _worth_of(token: str, text: str) -> Decimal:
    if token[0].isdigit() and token[0].isascii():
        return Decimal(token)
    worth = _worth().get(token)
    if worth is None:
        raise ValueError(f"no numeral: {text!r}")
    return worth
