"""How a clause speaks: of what has been, of what is to come, or of what is planned for a far year."""

import re

#: No clause is looked at farther than this.
_REACH = 60
_CUT = re.compile("[，,。；;！!？?：:]")
_TO_COME = re.compile(
    "将|拟(?!人)|预计|预期|还要(?!求)|计划(?!单列)|即将|有望|力争|争取|目标|届时|排到|(?:持续|延续)[到至]|规划|远景|展望|确保|要(?:在|于|达到|实现)|投产后|建成后"
    "|前(?:完成|建成|实现|必须|务必|[需须要应])|冲刺|迈进|(?<![稳固坚确])定于|安排在"
)
#: 计划今年第四季度动工，2024年上半年对外开放: the second step of a schedule says no 将 of its own
_STEP = re.compile(r"今年|明年|\d{4}年|\d月|季度|年[底初末中]|半年")
_DONE = re.compile("了|已|过|获|荣|累计|实现|达|同比|增长|下降|成功|完成")
_NOT_TO_COME = re.compile(
    "将[近军领帅相]|即将[到过]去|比预计|(?:[高低好优快慢大小多少]于|超出?|达到|完成|符合|如|不及|合乎)预期|预期(?:寿命|之[内外中])|按计划|原计划|超(?:出|额完成)?计划|将.{1,24}(?:作为|纳入|列为)"
)


#: 记者4月9日获悉，茶博会将…: the news is of that day, what it tells is to come.
_LEARNT = re.compile("获悉|[讯电]")


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around `start:end`, taken together with its follower when it holds the time alone (10月，…)."""
    reach = max(0, start - _REACH)
    left = max((cut.end() for cut in _CUT.finditer(text, reach, start)), default=reach)
    cut = _CUT.search(text, end, end + _REACH)
    right = cut.start() if cut else min(len(text), end + _REACH)
    if cut and right - end <= 2 and start - left <= 3 and not _LEARNT.match(text, end):
        following = _CUT.search(text, cut.end(), cut.end() + _REACH)
        right = following.start() if following else min(len(text), cut.end() + _REACH)
    return left, right


def is_to_come(text: str, start: int, end: int) -> bool:
    """Whether the clause around `start:end` speaks of the future, or is the next step of a schedule that does."""
    left, right = clause(text, start, end)
    if _speaks_of_future(text[left:right]):
        return True
    if left == 0 or text[left - 1] not in "，," or _DONE.search(text, left, right):
        return False
    before = text[clause(text, left - 1, left - 1)[0] : left - 1]
    return _STEP.search(before) is not None and _speaks_of_future(before)


def _speaks_of_future(words: str) -> bool:
    return _TO_COME.search(_NOT_TO_COME.sub("", words)) is not None
