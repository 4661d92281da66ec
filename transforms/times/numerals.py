"""Small whole numbers as dates and spans of time write them: 12, 十二, 廿三, 二〇二二, 两千零四."""

import functools

_DIGITS = {
    char: value for value, chars in enumerate(("〇零○OＯ", "一元首正", "二两", *"三四五六七八九")) for char in chars
}
_ORDERS = {"十": 10, "百": 100, "千": 1000}


@functools.lru_cache(maxsize=4096)
def whole(surface: str) -> int:
    """The worth of a numeral: `08` → 8, `十二` → 12, `二〇二二` → 2022, `初三` → 3, `腊` → 12.

    Raises:
        ValueError: `surface` is no such numeral.
    """
    text = surface.strip().lstrip("初").replace("廿", "二十").replace("冬", "十一").replace("腊", "十二")
    if text.isdecimal():
        return int(text)
    if all(char in _DIGITS or char.isdecimal() for char in text) and text:
        return int("".join(str(_DIGITS.get(char, char)) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _ORDERS:
            total += (1 if digit is None else digit) * _ORDERS[char]
            digit = None
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            raise ValueError(f"no small numeral: {surface!r}")
    if not text:
        raise ValueError("no numeral in an empty string")
    return total + (digit or 0)
