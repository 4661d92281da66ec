"""The year that 今年 stands for: what the text's years, names, anniversaries and contrasts say of it."""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from transforms.published.clauses import is_to_come
from transforms.times.numerals import whole
from transforms.times.refusals import counts_something
from transforms.times.tables import eras, plan_periods
from transforms.tokens import tokenize

_YEAR = re.compile(
    r"(?<![\d.．/A-Za-z%+-])(?P<year>19[5-9]\d|20[0-4]\d)(?:(?P<marked> ?年)(?!代)|(?=[“《\u4e00-\u9fff]))"
)
_THIS_YEAR = re.compile("今年|本年度")
_RECENT = re.compile(r"今年|日前|近日|昨[日天]|前不久|(?<![年\d])1?\d月[1-3]?\d日")
_UNTIL_NOW = re.compile("截至目前|截止目前|截至[^，。]{1,6}(?:底|日)")
_AWARD = re.compile("[获评授]|荣|入选|跻身|命名|表彰|新晋|认定|列入")
#: Words of a text that opens a year.
NEW_YEAR = re.compile("新年伊始|新春伊始|开年以来|新年新|新年开局")
_FAR = re.compile("[到至—–-]$")
_STARTS_CLAUSE = re.compile("(?:^|[，,。；;：:！!？?、”\\s在于自从比较到早截至]|以及|与|和|及)$")
_PLAN = re.compile(
    r"(?:今年|本年度?)[^，。]{0,12}[“\"]?(?P<plan>十[一二三四五]?五)[”\"]?(?:规划)?的?(?P<place>开局|收官|最后)"
)
_STRONG, _FAIR, _WEAK = 4, 2, 1


class Years(NamedTuple):
    """The likely year of publication, the next likely one where that is open, and the words that told it."""

    best: int
    other: int | None
    evidence: str


def publication_years(texts: Sequence[str]) -> Years | None:
    """The year of publication, None when the text names no year."""
    told, votes, evidence = [], Counter(), {}
    for text in texts:
        for year, weight, quote in _votes(text):
            votes[year] += weight
            evidence.setdefault(year, quote)
        told += _past_years(text)
    if not told and not votes:
        return None
    newest = max((year for year, _ in told), default=0)
    speaks_of_now = any(_THIS_YEAR.search(text) for text in texts)
    if any(NEW_YEAR.search(text) for text in texts) and newest:
        votes[newest + 1] += _STRONG
        evidence.setdefault(newest + 1, "新年伊始")
    return _elected(votes, evidence, newest, speaks_of_now)


def _elected(votes: Counter[int], evidence: dict[int, str], newest: int, speaks_of_now: bool) -> Years:
    possible = {year: weight for year, weight in votes.items() if year >= newest}
    if possible:
        best = max(possible, key=lambda year: (possible[year], -year))
        sure = possible[best] >= _FAIR and all(
            possible[best] > weight for year, weight in possible.items() if year != best
        )
        return Years(best, None if sure else best + 1, evidence[best])
    # only years that the text looks back at: 2021年全年…；今年…
    best = newest + 1 if speaks_of_now else newest
    return Years(best, newest if speaks_of_now else newest + 1, f"{newest}年")


def _past_years(text: str) -> list[tuple[int, bool]]:
    """Years that the sentence tells of as past or present, with whether they are told as 2021年."""
    found = []
    for match in _YEAR.finditer(text):
        if _FAR.search(text[: match.start()]) or is_to_come(text, match.start(), match.end()):
            continue
        if match["marked"] or not counts_something(match.end(), tokenize(text)):
            found.append((int(match["year"]), bool(match["marked"])))
    return found


def _votes(text: str) -> list[tuple[int, int, str]]:
    """What one sentence says of the year of publication: year, weight, quotation."""
    votes = [*_anniversaries(text)]
    years = [match for match in _YEAR.finditer(text) if not _FAR.search(text[: match.start()])]
    adverbial = []
    for match in years:
        year = int(match["year"])
        if match["marked"] and _STARTS_CLAUSE.search(text[: match.start()]) and not _names(text, match.end()):
            adverbial.append(match)
            continue
        if not match["marked"] and counts_something(match.end(), tokenize(text)):
            continue
        if _RECENT.search(text) and not _AWARD.search(text[max(0, match.start() - 6) : match.start()]):
            votes.append((year, _STRONG, text[max(0, match.start() - 12) : match.end() + 8]))
        else:
            votes.append((year, _WEAK, text[max(0, match.start() - 12) : match.end() + 8]))
    return votes + _of_adverbials(text, adverbial)


def _names(text: str, end: int) -> bool:
    """Whether a year is part of a meeting's or a list's name: 2022年高质量发展大会."""
    return (
        re.match(r"[\u4e00-\u9fff]{2,14}(?:大会|会议|论坛|峰会|活动|大赛|节|行动|名单)", text[end : end + 18])
        is not None
    )


def _of_adverbials(text: str, adverbial: list[re.Match[str]]) -> list[tuple[int, int, str]]:
    """2020年…计划…，截至目前已完成: that year is now. 2018年、2019年…，今年…: now is the year after."""
    if not adverbial:
        return []
    until = _UNTIL_NOW.search(text)
    before = [match for match in adverbial if until and match.end() <= until.start()]
    if before:
        match = before[-1]
        return [(int(match["year"]), _FAIR, text[match.start() : until.end() if until else match.end()])]
    this_year = _THIS_YEAR.search(text)
    if this_year:
        newest = max(int(match["year"]) for match in adverbial)
        return [(newest + 1, _FAIR, f"{newest}年…{this_year.group()}")]
    return []


@functools.cache
def _anniversary() -> re.Pattern[str]:
    names = "|".join(sorted(eras(), key=len, reverse=True))
    before = "今年|正值|适逢|迎来|喜迎|庆祝"
    return re.compile(
        rf"(?:{before})[^，。；]{{0,10}}?(?P<era>{names})(?P<count>\d{{2,3}}|[一二三四五六七八九十百]{{1,5}})周年"
    )


def _anniversaries(text: str) -> list[tuple[int, int, str]]:
    """今年是“十四五”开局之年 is 2021, 庆祝建党一百周年 too."""
    votes = []
    for match in _PLAN.finditer(text):
        row = plan_periods().get(match["plan"])
        if row is not None:
            votes.append((row.first_year if match["place"] == "开局" else row.last_year, _STRONG, match.group()))
    for match in _anniversary().finditer(text):
        votes.append((eras()[match["era"]].year + whole(match["count"]), _FAIR, match.group()))
    return votes
