"""Where numerals stand in a sentence, and which of them are dates, codes or list marks from the start."""

import re
from dataclasses import dataclass

from transforms.quantities.numerals import NUMERAL

#: A sentence without any of these holds no numeral.
_ANY = re.compile("[0-9０-９〇零一二两兩三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億廿卅半俩倆仨首]")
_FULL_WIDTH = {ord(full): chr(ord(full) - 0xFEE0) for full in "０１２３４５６７８９％．／＋－～＜＞＝"}
_FULL_WIDTH |= {code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％．／＋－～＜＞＝]")
_D = "[0-9]"
_DAY = "(?:[12]?[0-9]|3[01])"
_HAN = "[一二三四五六七八九十]{1,3}"
_DAY_OR_HAN = f"(?:{_D}{{1,2}}|{_HAN})"
_TO = "[-—–~至到、]{1,2}"
_YEAR = f"(?:1[89]|20){_D}{{2}}"
#: GDP100亿元 is a level and LED300盏 a count, PM2.5 and G20 are names.
_NOT_MODEL = "(?![0-9.]|[万亿多余%元家个名项盏台套座])"


@dataclass(frozen=True, slots=True)
class Mask:
    """What holds numerals and is no quantity whatever stands around it."""

    name: str
    pattern: str


#: Tried in this order at every place, before a numeral is read there.
MASKS = (
    Mask(
        "address",
        r"https?://[!-~]{1,200}|www\.[!-~]{1,200}|(?<![A-Za-z0-9._-])[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,64}",
    ),
    # 1+8+N, 5+2
    Mask("formula", rf"{_D}{{1,4}}(?:\+[0-9A-Za-z]{{1,4}})+(?![0-9%万亿])"),
    Mask("model", rf"(?<![A-Za-z])[A-Za-z]++-?{_D}++(?:\.{_D}++)?(?:-{_D}++)?{_NOT_MODEL}[A-Za-z]*"),
    Mask("date", rf"{_D}{{4}}[-/.]{_D}{{1,2}}[-/.]{_D}{{1,2}}(?!{_D})"),
    Mask("years", rf"(?<!{_D}){_YEAR}年?{_TO}(?:{_YEAR}|{_D}{{2}})(?:年度?|学年|财年)"),
    Mask("year", rf"(?<!{_D}){_YEAR}年(?:{_D}{{1,2}}月(?:{_D}{{1,2}}[日号])?)?"),
    Mask("year", r"[一二][〇零一二三四五六七八九]{3}年"),
    Mask(
        "month",
        rf"(?<![0-9.]){_DAY_OR_HAN}(?:月?{_TO}{_DAY_OR_HAN})?月(?!嫂|子|光|饼)"
        rf"(?:{_DAY_OR_HAN}[日号]?(?:{_TO}{_DAY_OR_HAN})?[日号])?",
    ),
    Mask("day", rf"(?<![0-9.]){_DAY}(?:[日号]?{_TO}{_DAY})?[日号](?!均|元|[夜游])|{_HAN}号"),
    Mask("decade", rf"(?:{_D}{{2,4}}|{_HAN})年代"),
    Mask("cohort", rf"{_D}{{2}}后"),
    # 师生比1:12 and 比例为1:10 are ratios
    Mask(
        "clock",
        rf"(?<![0-9:：比])(?<!比[为约达])(?<!例[为约达])(?<!比例){_D}{{1,2}}[:：]{_D}{{2}}(?:[:：]{_D}{{2}})?(?!{_D})",
    ),
    Mask(
        "clock",
        rf"(?<![0-9.])(?:[01]?{_D}|2[0-4])(?:[点點](?!{_HAN})|时(?!间|刻|代))(?:{_D}{{1,2}}分|半|整|许|钟)?",
    ),
    Mask("clock", rf"{_HAN}[点點时](?:{_HAN}分|[一二三]刻|半|整|许|钟)"),
    Mask("version", rf"{_D}++(?:\.{_D}++){{2,}}"),
    Mask("telephone", rf"(?<!{_D})(?:0{_D}{{2,3}}-{_D}{{7,8}}|1[3-9]{_D}{{9}}|[48]00-{_D}{{3,4}}-{_D}{{3,4}})(?!{_D})"),
    Mask("list mark", rf"(?<!\S){_DAY_OR_HAN}(?:、|\.(?!{_D}))|[（(]{_DAY_OR_HAN}[)）]"),
)
#: What a numeral or a mask begins with: nothing is tried elsewhere.
_BEGINS = re.compile(
    "[0-9A-Za-z〇零一二两兩三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億廿卅半几幾数數俩倆仨首（(]"
)
#: What begins a mask: a letter, a bracket, a telephone number, or a numeral with one of these right behind it.
_MAY_BE_MASKED = (
    rf"(?=[A-Za-z(（]|{_D}{{11}}|(?:{_D}*+|[〇零一二三四五六七八九十]*+)[-+./:：—–~至到、年月日号后点點时@_A-Za-z])"
)
_SCAN = re.compile(
    f"{_MAY_BE_MASKED}(?:{'|'.join(f'(?P<mask{number}>{mask.pattern})' for number, mask in enumerate(MASKS))})"
    rf"|(?P<half>一半|半数|半成(?![品熟]))|(?P<first>首位(?!度))|(?P<numeral>{NUMERAL})"
)
_MASK_OF = {f"mask{number}": mask.name for number, mask in enumerate(MASKS)}
_NUMERAL = re.compile(NUMERAL)


def plain_text(text: str) -> str:
    """`text` with full-width digits, letters and signs in their narrow forms, offsets unchanged."""
    return text.translate(_FULL_WIDTH) if _WIDE.search(text) else text


def holds_numeral(text: str) -> bool:
    """Whether any character of `text` may be part of a numeral."""
    return _ANY.search(text) is not None


def next_numeral(text: str, start: int) -> re.Match[str] | None:
    """The first numeral (group `numeral`), half (`half`) or masked place (`mask0`, …) from `start` on."""
    while begin := _BEGINS.search(text, start):
        if match := _SCAN.match(text, begin.start()):
            return match
        start = begin.end()
    return None


def numeral_at(text: str, start: int) -> re.Match[str] | None:
    """The numeral that begins at `start`, or None."""
    return _NUMERAL.match(text, start)


def masked_by(match: re.Match[str]) -> str:
    """The name of the mask that made `match`, "" for a numeral."""
    return _MASK_OF.get(match.lastgroup or "", "")


def is_masked(name: str | None) -> bool:
    """Whether `name` is one of the masks' names."""
    return name in _MASK_OF.values()
