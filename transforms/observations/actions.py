"""What clauses do and are about: the action that took a time, the topic that an elliptical clause continues."""

import re

from transforms.observations.found import NOTHING, Readings, View
from transforms.observations.line import NAME, TEXT, TIME, Line, Word
from transforms.observations.nominal import Phrase, is_figure, is_nominal
from transforms.observations.phrases import phrase_before
from transforms.observations.shortening import shorten
from transforms.observations.words import governing_verbs, linking_words

_AFTER_TIME = re.compile(r"[\s，,]*(?:的时间|的|时间|左右|以上|多)?[\s，,]*(?:里|内|中|后|就|便|才|即|以来)?[\s，,]*")
_LONGEST, _FARTHEST = 16, 60


def action(view: View) -> tuple[str, Phrase, int] | None:
    """The action that a duration measures: after it (用了5个月，突破难题), else before 的 (实施工程的20余年)."""
    line, quantity = view.slot.line, view.slot.quantity
    if view.slot.before.endswith("的"):
        start = max(view.slot.left, quantity.start - 1 - _LONGEST)
        text = _verb_phrase(line, start, quantity.start - 1)
        if text:
            return text, NOTHING, -1
    skipped = _AFTER_TIME.match(line.text, quantity.end)
    start = skipped.end()
    clause = line.clause_at(start) if start < len(line.text) else -1
    if clause < 0 or clause > view.slot.clause + 1:
        return None
    text = _verb_phrase(line, start, line.clauses[clause][1])
    return (text, NOTHING, -1) if text else None


def _verb_phrase(line: Line, start: int, end: int) -> str:
    """The words of a clause from its first verb or noun on, without particles."""
    words = [word for word in line.between(start, min(end, start + _FARTHEST)) if word.role != TIME]
    while words and (words[0].text in linking_words() or words[0].tag[:1] in ("d", "r", "c", "p", "t", "x")):
        words.pop(0)
    doer = next((i for i, word in enumerate(words[:3]) if word.role == NAME), -1)
    if 0 <= doer < len(words) - 1 and words[doer + 1].tag.startswith("v"):  # 楼栋长某某|提着手电筒赶到现场
        words = words[doer + 1 :]
    text = "".join(word.text for word in words if word.text not in ("了", "的"))
    return text[:_LONGEST]


def topic(readings: Readings, index: int) -> tuple[str, Phrase, int] | None:
    """What the clause before begins with, when a clause with a number has no subject of its own."""
    slot = readings.views[index].slot
    if slot.clause == 0 or slot.follows:
        return None
    start, end = slot.line.clauses[slot.clause - 1]
    phrase = first_phrase(slot.line, start, end)
    return (phrase.text, phrase, -1) if len(phrase.text) > 1 else None


def after_dash(view: View) -> Phrase:
    """The phrase that ends the clause before a dash: 土地流转的|租金——每年每亩400元."""
    slot, text = view.slot, view.slot.line.text
    if not slot.clause or slot.follows or text[slot.clause_start - 1] != "—":
        return NOTHING
    start, end = slot.line.clauses[slot.clause - 1]
    phrase = phrase_before(slot.line, start, end)
    return phrase if phrase.nominal and is_figure(phrase.text) else NOTHING


_MOST = re.compile(r"最[\u4e00-\u9fff]{1,4}的(?:还?[是为]|当属|当数|要数|非)")
_RATHER = re.compile("不降反升|不减反增|不升反降|不增反减|逆势")


def first_phrase(line: Line, start: int, end: int) -> Phrase:
    """The noun phrase that opens a clause, after times, adverbs and links; 降幅最大的是|二氧化硫."""
    most = _MOST.search(line.text, start, min(end, start + _FARTHEST))
    start = most.end() if most else start
    rather = _RATHER.search(line.text, start, min(end, start + _FARTHEST))  # 臭氧|不降反升
    end = rather.start() if rather else end
    words = list(line.between(start, min(end, start + _FARTHEST)))
    while words and (words[0].role == TIME or words[0].tag[:1] in ("d", "c", "x", "t")):
        words.pop(0)
    kept: list[Word] = []
    for word in words:
        if not is_nominal(word) or (word.role == TEXT and governing_verbs().get(word.text) == "always"):
            break
        kept.append(word)
    return shorten(line, kept, None)
