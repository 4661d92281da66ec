"""Numerals that words around them make part of an expression, a title or a slogan."""

import re

from transforms.quantities.candidate import Candidate
from transforms.quantities.context import Context

SLOGAN_KINDS = frozenset({"count", "duration", "age", "rank", "length", "frequency", "other"})
_SLOGAN, _LONG_SLOGAN = 16, 24
_SENTENCE = re.compile("[。；！？]")
_SPEECH = re.compile("[，。；！？、,!?;:：…]")


def _inside(spans: tuple[tuple[int, int], ...], candidate: Candidate) -> tuple[int, int] | None:
    for span in spans:
        if span[0] <= candidate.start and candidate.end <= span[1]:
            return span
    return None


def in_phrase(context: Context, candidate: Candidate) -> bool:
    """Whether it is part of a fixed expression: 千方百计."""
    spans = context.phrases
    return bool(spans) and any(start < candidate.end and candidate.start < end for start, end in spans)


def in_title(context: Context, candidate: Candidate) -> bool:
    """Whether it stands in the title of a work."""
    return _inside(context.titles, candidate) is not None


def in_slogan(context: Context, candidate: Candidate) -> bool:
    """Whether a candidate of `SLOGAN_KINDS` stands in a short quotation that is no speech."""
    quote = _inside(context.quotes, candidate)
    if quote is None:
        return False
    quoted = context.text[quote[0] : quote[1]]
    if candidate.arabic and candidate.kind == "duration" and quoted.endswith(("。", "！")):  # “签约只用了47天。”
        return False
    # “争做四个先锋，交出高分答卷” is a slogan of two parts, “今年产值5亿元，增长一成” is speech
    if candidate.small_han and len(quoted) <= _LONG_SLOGAN and not _SENTENCE.search(quoted):
        return True
    return len(quoted) <= _SLOGAN and not _SPEECH.search(quoted[:-1])
