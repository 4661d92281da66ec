"""Whether text goes on over a break of the layout: what the two sides of the break say."""

import functools
import re

from transforms.tokens import is_known, tokenize, words

_OPENERS = re.compile(r"[“‘「『《（(]")
_CLOSERS = re.compile(r"[”’」』》）)]")
_UNDONE_END = re.compile(
    r"[，、,—·～~\-+＋/和与及或的地得在将把被对向从以为于由让使令等是有着其该各每这那第到至自“‘《（(「『]\Z"
)
_MIDDLE_START = re.compile(r"[，。、；：！？,.;:!?”’》）)」』%％的了着过们等之而并且和与及或也则]")
_MIDDLE_WORDS = frozenset(["p", "c", "uj", "ul", "uz", "ud", "ug", "uv", "d", "r", "m", "q", "mq"])
#: These look back on whole sentences, so no sentence is going on before them.
_CONNECTIVE = re.compile(
    r"(?:此外|与此同时|为此|因此|接下来|下一步|据悉|据了解|据介绍|据统计|另外|其次|不仅如此|除此之外|总之|由此可见|值得一提的是)[，,]|"
    r"（[一二三四五六七八九十]）|[一二三四五六七八九十]、"
)
#: These open paragraphs; inside a sentence a comma or a preposition stands before them (截至|目前，).
_OPENING = re.compile(
    r"(?:同时|近年来|近日|日前|目前|截至目前|眼下|当前|如今|一直以来|多年来|今年以来|去年以来|今年上半年|今年下半年|首先|最后)[，,]"
)
_WINDOW = 12


def crosses(before: str, after: str) -> bool:
    """Whether a word stands across the break (宜居宜|业宜学), and the two sides are fewer words for it.

    争先进位|海曙 are not, though the dictionary has a word 位海; nor is a word that only the statistical model made.
    """
    return _crosses(before[-_WINDOW:], after[:_WINDOW])


@functools.lru_cache(maxsize=1 << 10)
def _crosses(left: str, right: str) -> bool:
    joined, start = words(left + right), 0
    for word in joined:
        if start < len(left) < start + len(word):
            break
        start += len(word)
        if start >= len(left):
            return False
    else:
        return False
    if word.isascii():
        return word.isalnum()
    return is_known(word) and len(joined) < len(words(left)) + len(words(right))


def is_undone(before: str) -> bool:
    """Whether text cannot end here: at a comma, a particle, a preposition, inside a quotation."""
    if _UNDONE_END.search(before):
        return True
    if opened(before[-200:]):
        return True
    tokens = tokenize(before[-_WINDOW:])
    return bool(tokens) and tokens[-1].tag in _MIDDLE_WORDS and before[-1] not in "”’》）)%"


def begins_clause(text: str) -> bool:
    """Whether text opens as sentences do and headings don't: 围绕…, 随着…, 在…"""
    first = tokenize(text[:_WINDOW])[0]
    return first.tag == "p" and first.word not in ("以", "从", "为", "向", "靠")


def opened(text: str) -> bool:
    """Whether `text` leaves a quotation or a bracket open."""
    return len(_OPENERS.findall(text)) > len(_CLOSERS.findall(text))


def starts_inside(after: str) -> bool:
    """Whether text cannot begin here."""
    return bool(_MIDDLE_START.match(after)) or len(_CLOSERS.findall(after[:60])) > len(_OPENERS.findall(after[:60]))


def looks_back(before: str, after: str) -> bool:
    """Whether `after` opens with a connective between sentences (为此，), so that `before` ends elsewhere."""
    return bool(_CONNECTIVE.match(after)) and before[-1:] not in "，,、—"


def goes_on(before: str, after: str, is_indented: bool) -> bool:
    """Whether `after` continues the unfinished `before`."""
    if not after or looks_back(before, after):
        return False
    if starts_inside(after) or is_undone(before) or crosses(before, after):
        return True
    return not (is_indented or _OPENING.match(after))
