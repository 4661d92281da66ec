"""Which times go on governing the sentences that follow, and which sentences break off what was told before."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from transforms.lexicon import LexiconInvalid, read_table
from transforms.observations.dating import Period
from transforms.observations.line import NAME, TEXT, TIME, Line, Word
from transforms.observations.words import subject_words

#: Another time than the one told before, though no days: 入社前，…; 4年过去，…; 8年下来，…
_OTHER_TIME = re.compile(
    r"[“‘]?(?:(?:以前|从前|早些年|早年|原来|原先|往年|那时候?|那会儿|搁在?(?:从前|以前))[，,最的还一]"
    r"|(?:每|一)个?年度内?[，,]"
    r"|[^，。；：\d年月日底末周]{1,6}(?:之|以)?前[，,]"
    r"|(?:\d{1,2}|[一二三四五六七八九十几两]{1,3})(?:多|来)?(?:年|个月)(?:过去|下来|后|里)[，,])"
)
#: What one of a kind costs or yields, it does at no one time: 一把练习琴300元，手工琴卖到2.6万元
_EACH_ONE = re.compile(
    r"[“‘]?一(?:[把件台斤亩瓶盒箱套吨份碗支株棵条头只张袋桶碟枚双]|个(?=\d))[^，。；]{1,12}?(?:\d|，|卖|售)"
)
#: 到2020年达到1000亿元。新建厂房120万平方米: the far year is that of its own figure; 截至5月末 sets
_AIM = re.compile("(?<!截)(?<!截止)[到至]$")
_BEFORE_TIME = frozenset(
    {
        "在",
        "于",
        "从",
        "自",
        "截至",
        "截止",
        "到",
        "至",
        "据统计",
        "数据显示",
        "其中",
        "早",
        "早在",
        "仅",
        "自从",
        "预计",
        "据介绍",
        "据悉",
        "据了解",
        "其中，",
    }
)
#: 今年6月竣工。工程共清淤43.6万立方米
_FINISHED = re.compile("(?:竣工|完工|建成|落成|通车|封顶|收官)[^，。；]{0,6}(?:[，。；]|$)")
_NEAR = 20
_FUTURE = re.compile("预计|即将")
_WILL = re.compile("将(?=正式|于|在|[^，,]{0,4}[开投建启])")


_BEGAN = re.compile("开工|动工|奠基|启动|建成|竣工|完工|落成|投产|投用|启用|成立|开业|开园|开馆|通车|挂牌|上线|获批")
_SHORT = frozenset({"day", "month", "ten_days", "week"})
_PART = re.compile("其中|单看|仅|光")
_EFFECTS = ("breaks", "continues")


@dataclass(frozen=True)
class DiscourseWord:
    """A word at a sentence's start that breaks with, or continues, what the sentences before set."""

    word: str
    effect: str

    def __post_init__(self) -> None:
        if self.effect not in _EFFECTS:
            raise LexiconInvalid(f"{self.word}: {self.effect}")


def _words_that_open(first: str) -> tuple[tuple[str, str], ...]:
    """Words at a sentence's start that begin with the character `first`, with the effect of each."""
    return _discourse_words().get(first, ())


@functools.cache
def _discourse_words() -> dict[str, tuple[tuple[str, str], ...]]:
    rows = {row.word: row.effect for row in read_table("discourse_words.csv", DiscourseWord)}
    firsts = {word[0] for word in rows}
    return {first: tuple(item for item in rows.items() if item[0][0] == first) for first in firsts}


def is_outlook(line: Line, told: tuple[int, Period], today: date | None) -> bool:
    """Whether a time to come ends a sentence of figures, of which it dates none: 减贫3100人，明年整县摘帽."""
    start, period = told
    behind = bool(line.quantities) and line.quantities[-1].end <= start and line.clause_at(start) > 0
    return behind and bool(period.start and today and period.start > today)


def has_finished(line: Line, start: int) -> bool:
    """Whether something was finished at a time at `start`, which dates nothing that is told of it afterwards."""
    return _FINISHED.search(line.text, start, start + _NEAR) is not None


def is_to_come(line: Line, start: int) -> bool:
    """Whether what a time at `start` dates is still to come, and nothing that follows goes on with it."""
    figures = [quantity.start for quantity in line.quantities if quantity.start > start]
    first = figures[0] if figures else len(line.text)  # 今年播种126万亩，预计总产52万吨: the year has been told of
    return bool(_FUTURE.search(line.text, start, first) or _WILL.search(line.text, start))


def is_part_of(line: Line, told: tuple[int, Period], carried: Period | None) -> bool:
    """Whether a time behind others is a part of what was told before, which goes on: …，10月3日客流6.2万人."""
    start, period = told
    if not (carried and period.start and period.end and carried.start and carried.end):
        return False
    behind = line.clause_at(start) > 0 and line.quantities and line.quantities[0].end <= start
    if period.granularity not in _SHORT or not (behind or _PART.match(line.text)):
        return False
    inside = carried.start <= period.start and period.end <= carried.end
    return inside and period.end - period.start < carried.end - carried.start


def only_began(line: Line, start: int) -> bool:
    """Whether a time behind all figures of its sentence only tells when a thing began: 总投资7.3亿元，2018年9月开工."""
    figures = bool(line.quantities) and line.quantities[-1].end <= start
    return figures and line.clause_at(start) > 0 and _BEGAN.search(line.text, start, start + _NEAR) is not None


def of_its_year(period: Period) -> Period:
    """年末 dates the stocks of its own sentence; what follows goes on with the year: 年末企业86户。增加值18.9亿元."""
    if not period.told.endswith(("年末", "年底")) or period.end is None:
        return period
    return period._replace(start=date(period.end.year, 1, 1), end=date(period.end.year, 12, 31), granularity="year")


def effect_of(line: Line) -> str | None:
    """What a sentence's first words do to the time told before: it `continues`, it `breaks` off, or None."""
    if _OTHER_TIME.match(line.text) or _EACH_ONE.match(line.text):
        return "breaks"
    head = line.text[:6].lstrip("“‘ ")
    for word, effect in _words_that_open(head[:1]):
        if head.startswith(word):
            return effect
    return None


def sets(line: Line, start: int) -> bool:
    """Whether a time opens its clause or follows its subject, so that it governs what comes after."""
    clause = line.clauses[line.clause_at(start)][0]
    if _AIM.search(line.text, max(0, start - 3), start):
        return False
    return all(_precedes(word) for word in line.between(clause, start))


def _precedes(word: Word) -> bool:
    """Whether a word may stand before a time that governs the sentence: 据统计，；江夏在去年; 全市前三季度."""
    if word.role in (TIME, NAME) or word.text in subject_words():
        return True
    return word.role == TEXT and (word.text in _BEFORE_TIME or word.tag[:1] in ("c", "d", "x"))


def setting_times(
    line: Line, times: Sequence[tuple[int, int, Period]], carried: Period | None, today: date | None
) -> list[tuple[int, Period]]:
    """The times of a sentence that may govern those that follow, with where they begin; `carried` did so before."""
    setting = [(start, period) for start, _, period in times if period.until is None and sets(line, start)]
    setting = [(start, period) for start, period in setting if not only_began(line, start)]
    while setting and is_part_of(line, setting[-1], setting[-2][1] if len(setting) > 1 else carried):
        setting.pop()
    while setting and is_outlook(line, setting[-1], today):
        setting.pop()
    return setting
