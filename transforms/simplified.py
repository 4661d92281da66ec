"""Traditional characters as simplified ones, one for one: for matching only, offsets stay in the original."""

import functools
import re
import typing

_IDEOGRAPHS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32000))
#: Changed by OpenCC, and yet in the table of standard simplified characters (2013): 乾县, 哪吒, 菜薹, 袷袢.
_BOTH = frozenset("乾吒薹袷")


class _Tables(typing.NamedTuple):
    """`convert` is OpenCC with its phrases, `letters` its answer for each character alone, as `str.translate` takes it.

    `sign` finds a character that simplified text does not hold.
    """

    convert: typing.Callable[[str], str]
    letters: dict[int, str]
    sign: re.Pattern[str]


#: OpenCC holds five copies of what it converts; no phrase of its goes over a line.
_CONVERTED_AT_ONCE = re.compile(r"(?s:.{1,100000})[^\n]*\n?")


def simplified(text: str) -> str:
    """`text` in simplified characters, always as long as it came: character n of it is read from character n of `text`.

    Text without a traditional character is returned as it is: OpenCC would read 乾县 as 干县. OpenCC's phrases decide
    the rest (乾坤 stays, 乾燥 → 干燥); where they would change the length, or the text is none that OpenCC takes (NUL,
    lone surrogates), each character is converted alone.
    """
    tables = _tables()
    if not tables.sign.search(text):
        return text
    try:
        converted = "".join([tables.convert(part[0]) for part in _CONVERTED_AT_ONCE.finditer(text)])
    except UnicodeEncodeError:
        return text.translate(tables.letters)
    return converted if len(converted) == len(text) else text.translate(tables.letters)


@functools.cache
def _tables() -> _Tables:
    import opencc

    convert = opencc.OpenCC("t2s").convert
    every = [chr(code) for first, end in _IDEOGRAPHS for code in range(first, end)]
    pairs = zip(every, convert("\n".join(every)).split("\n"), strict=True)
    changed = {character: other for character, other in pairs if other != character and len(other) == 1}
    traditional = "".join(character for character in changed if character < "\uffff" and character not in _BOTH)
    # A class of single characters beyond U+FFFF makes `re` three hundred times slower than a range of all of them.
    return _Tables(convert, str.maketrans(changed), re.compile(f"[{traditional}\U00020000-\U00031fff]"))
