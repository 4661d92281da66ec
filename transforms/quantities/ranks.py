"""Ranks: ordinals that compare (居全省第3, 排名第一), against ordinals that number (第一批, 第三种)."""

import functools
import re

from transforms.quantities.candidate import Candidate
from transforms.quantities.context import Context
from transforms.quantities.tables import cue_words

#: What ordinals number: 第一批, 第三产业, 第二季度, 第一等次, 第十三届.
_NUMBERING = re.compile(
    "[个批次期届种类条项件块座家所章款点步轮阶段站代天年月日周季版卷集部支只场道线人间产课时书监责负方层梯任话等]|[一二]季度|副"
)
_ENDS = re.compile("[，。；、！？,;!?（(）)“”的和及并且]|$|以内|左右|强")
_CLAUSE = re.compile("[，,。；;！？!?]")
_GREAT = "大"
#: 由上年的第六|升至第三: a place that another is reached from.
_MOVES = re.compile("位?(?:上升|跃升|攀升|提升|前移|升|进|下滑|退|降|滑落|跃居|跃至|晋升|进位)(?:到|至|为|居)?第?")
_MOVED_FROM = re.compile("[由从][^，。；]{0,12}$")
#: 居全省首位; not 摆在首位.
_FIRST = re.compile("[居列排踞占][^，。；、]{0,10}$")


@functools.cache
def _ranking() -> re.Pattern[str]:
    return re.compile(f"(?:{cue_words('rank_verb')})[^，。；]{{0,12}}$")


@functools.cache
def _field() -> re.Pattern[str]:
    return re.compile(f"(?:{cue_words('rank_field')}|[省市县区]中?)的?$")


def tells_rank(context: Context, candidate: Candidate) -> bool:
    """Whether an ordinal says a place in a comparison: a word for ranking or the field of it stands before."""
    if candidate.form == "first":
        return _FIRST.search(context.before(candidate.start, 12)) is not None
    if _MOVES.match(context.text, candidate.end) and _MOVED_FROM.search(context.before(candidate.start, 14)):
        return True
    # a list is one clause here: 列全省第4、苏北第1
    text, before = context.text, _CLAUSE.split(context.before(candidate.start, 20))[-1]
    ends = candidate.meaning.unit != "" or _ENDS.match(text, candidate.end) is not None
    if _field().search(before) and (ends or text.startswith(_GREAT, candidate.end)):
        return True
    if not _ranking().search(before):
        return False
    return ends or (text[candidate.start] == "第" and not _NUMBERING.match(text, candidate.end))
