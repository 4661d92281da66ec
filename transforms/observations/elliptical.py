"""Indicators that a clause leaves out since one before it said them: 最少的也有600元; 还要再建20家."""

import re

from transforms.observations.found import Answer, Readings, View, carry, said
from transforms.observations.line import NAME, TIME, Line
from transforms.observations.phrases import phrase_before
from transforms.observations.predicates import peel

#: How many numbers back the same unit is looked for.
_FARTHEST = 4
_EXTREME = re.compile(r"^(?:其中)?，?(?:个人|单户|单个|亩产|单笔|单日)?最[\u4e00-\u9fff]的")
_THE_REST = ("其余", "剩余", "余下", "剩下", "余下的", "剩下的", "其余的", "剩余的", "另外", "另")
_AGAIN = re.compile("再|又|另|还要|还将")
#: 像这样的食堂，某市已建成42家.
_LIKE = ("像这样", "像这种", "像这类", "像", "类似", "这样的", "诸如此类")
_LONGEST_LIKE = 26
#: 在全省17市中排第三: the field of a rank, with a number in it.
_FIELD = re.compile(r"(?:在|(?:位居|位列|[居列排])全?[省市县区州盟])[^，。；在]{0,16}$")
_LONGEST_FIELD = 8
_FIELD_END = re.compile(r"^[^，。；\d]{0,6}?(?:中|里|内|当中|之中)")


def left_out(readings: Readings, index: int) -> Answer:
    """What a number measures whose clause names only whose it is, how extreme it is, or that it comes on top."""
    view = readings.views[index]
    if view.kind == "count" and view.right and view.right.nominal:
        return None
    start = view.slot.clause_start
    clause = view.slot.line.text[start : min(view.slot.quantity.start, start + _LONGEST_LIKE)]
    part = clause.startswith("其中") and _names_part(view)
    extreme = _EXTREME.match(clause) is not None and (not view.left.nominal or view.left.text.endswith("户"))
    again = view.kind == "count" and not view.left.nominal and _AGAIN.search(view.slot.before[-_FARTHEST:]) is not None
    if view.slot.before.endswith(_THE_REST):
        return _whole(readings, index)
    if not (part or extreme or again):
        return None
    return same_unit(readings, index)


def _whole(readings: Readings, index: int) -> Answer:
    """票决产生10件民生实事，已完工7件，其余3件: what the first of numbers in one unit counts."""
    unit = readings.views[index].slot.quantity.unit
    alike = [i for i in range(max(0, index - _FARTHEST), index) if readings.views[i].slot.quantity.unit == unit]
    named = [i for i in alike if readings.found[i].phrase.nominal and readings.text_of(i)]
    return carry(readings, named[0] + 1) if named else None


def _names_part(view: View) -> bool:
    """其中东阿县拿走112万元: a name and a bare verb; 其中醉驾271起 counts what it names."""
    slot = view.slot
    if slot.follows or view.left.nominal or not view.left:
        return False
    return any(
        word.role == NAME
        for word in slot.line.between(max(slot.clause_start, view.left.start - _LONGEST_LIKE), view.left.start)
    )


def same_unit(readings: Readings, index: int) -> Answer:
    """The indicator of the nearest number before in the same unit."""
    unit = readings.views[index].slot.quantity.unit
    for before in range(index - 1, max(-1, index - 1 - _FARTHEST), -1):
        if readings.views[before].slot.quantity.unit == unit and readings.text_of(before):
            return readings.text_of(before), readings.found[before].phrase, before
    return None


def alike(readings: Readings, index: int) -> Answer:
    """像这样的社区工厂，截至9月底，全县已发展到41家: what a clause before only names; times may stand between."""
    view = readings.views[index]
    slot, line = view.slot, view.slot.line
    if view.kind != "count" or index or not slot.clause or view.right:
        return None
    at = slot.clause - 1
    if at and _only_time(line, *line.clauses[at]):
        at -= 1
    start, end = line.clauses[at]
    if end - start > _LONGEST_LIKE or not line.text.startswith(_LIKE, start):
        return None
    return said(phrase_before(line, start, end))


def _only_time(line: Line, start: int, end: int) -> bool:
    words = line.between(start, min(end, start + _LONGEST_LIKE))
    return (
        bool(words) and words[-1].end == end and all(w.role == TIME or w.text in ("截至", "到", "至今") for w in words)
    )


def field_start(readings: Readings, index: int) -> int:
    """Where 在 begins a rank's field that holds the number before (在全镇14个村里排第2位); -1 without one."""
    view = readings.views[index]
    among = bool(_FIELD_END.match(view.slot.before))
    if index and readings.views[index - 1].kind != "count":
        return -1
    if not index or not view.slot.follows or not (among or len(view.slot.before) <= _LONGEST_FIELD):
        return -1
    field = readings.views[index - 1].slot
    start = max(field.clause_start, field.quantity.start - _LONGEST_LIKE)
    match = _FIELD.search(field.line.text, start, field.quantity.start)
    return match.start() if match and (among or not match.group().startswith("在")) else -1


def before_field(readings: Readings, index: int) -> Answer:
    """改善幅度在全省17市中排第三; 集体经济收入26.8万元，在全镇14个村里排第2位: what is ranked."""
    start = field_start(readings, index)
    if start < 0 or readings.views[index].kind != "rank":
        return None
    slot = readings.views[index].slot
    left = slot.clause_start
    phrase = phrase_before(slot.line, left, peel(slot.line, left, start)) if start > left else None
    if phrase and phrase.nominal:
        return said(phrase)
    return carry(readings, index - 1)


def compared_with(view: View) -> bool:
    """Whether the number before is what a change is measured from: 比4%的控制目标|低1.32个百分点."""
    slot = view.slot
    if not slot.follows or not slot.index:
        return False
    base = slot.line.quantities[slot.index - 1]
    return slot.line.text[max(slot.clause_start, base.start - 2) : base.start].endswith(("比", "较")) and bool(
        view.predicate.change
    )
