"""The election of the year of publication among those that the text's words speak for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

#: Words by which a text counts years from the day on which it is told.
NOW, LAST, NEXT = frozenset({"今年", "本年度"}), frozenset({"去年", "上年"}), frozenset({"明年"})
#: What a vote must weigh to close the matter.
_SURE = 2
#: No text is told so long after the newest year that it names.
_LONGEST = 8
#: Small weights beside the votes: how far from the running year papers name years by number.
_AFTER_NEWEST, _AFTER_END, _BEFORE_NEXT, _TWO_AFTER, _CLASH = 0.75, 0.5, 1.0, 0.25, 0.5


class Years(NamedTuple):
    """The likely year of publication, the next likely one where that is open, and the words that told it."""

    best: int
    other: int | None
    evidence: str


class Told(NamedTuple):
    """A year that a sentence tells: `adverbial` ones say when (2021年，…), others stand in a name (2022年发展大会).

    A `to_come` year is planned for; a year of `history` founded something; one that has `ended` stands with its end.
    """

    year: int
    start: int
    end: int
    adverbial: bool
    to_come: bool
    history: bool
    ended: bool


class _Standing(NamedTuple):
    """What the years of a text bound: told as past up to `newest`, so that it appears from `floor` to `ceiling`.

    when: years that say when something was; coming: years that are planned for, those that stand with their end apart;
    ends: years told by their end (较2019年底), as papers do of the last one even where they say 去年 of it elsewhere.
    """

    newest: int
    floor: int
    ceiling: int | None
    when: frozenset[int]
    coming: frozenset[int]
    ends: frozenset[int]

    @property
    def span(self) -> range:
        """The years in which the text can have appeared."""
        last = self.floor + _LONGEST
        return range(self.floor, min(self.ceiling or last, last) + 1)


def elect(
    votes: Mapping[int, float],
    evidence: Mapping[int, str],
    told: Sequence[Told],
    relative: Collection[str],
    since: int = 0,
    outright: Collection[int] = (),
) -> Years | None:
    """The year between what is told as past and what is told as to come that most speaks for.

    `votes` are the weights of years, `evidence` the words behind them, `relative` words such as 今年 that the text has:
    who says 今年 of one year and 2018年 of another speaks of two, and so with 去年 and 明年. Before `since` the text
    cannot have appeared. An `outright` year stands against what a year bounds that is told without a sign of a plan.
    None where nothing speaks for any.
    """
    stand = _standing(told)
    worth = {
        year: votes.get(year, 0) + _small(year, stand, relative)
        for year in {*votes, *stand.span}
        if year in outright or (year >= max(stand.floor, since) and (stand.ceiling is None or year <= stand.ceiling))
    }
    if not worth:
        return _unvoted(stand, relative)
    best = min(worth, key=lambda year: (-worth[year], year))
    if worth[best] <= 0:
        return _unvoted(stand, relative)
    sure = votes.get(best, 0) >= _SURE and all(worth[best] > other for year, other in worth.items() if year != best)
    other = best - 1 if best > stand.floor > 0 else best + 1
    return Years(best, None if sure else other, evidence.get(best, _words(stand)))


def _standing(told: Sequence[Told]) -> _Standing:
    past = [year for year in told if not year.to_come]
    # 2016年底，全县尚有…: it is over
    floor = max((year.year + year.ended for year in past), default=0)
    ahead = [year for year in told if year.to_come and year.year >= floor]
    return _Standing(
        newest=max((year.year for year in past), default=0),
        floor=floor,
        ceiling=min((year.year for year in ahead), default=None) if floor else None,
        when=frozenset(year.year for year in past if year.adverbial and not year.history),
        coming=frozenset(year.year for year in ahead if not year.ended),
        ends=frozenset(year.year for year in past if year.ended),
    )


def _small(year: int, stand: _Standing, relative: Collection[str]) -> float:
    """What small things say for a year, or against it."""
    worth = 0.0
    if not NOW.isdisjoint(relative) and stand.newest in stand.when:
        worth += {stand.newest + 1: _AFTER_NEWEST, stand.newest + 2: _TWO_AFTER}.get(year, 0)
    if stand.newest in stand.ends and year == stand.newest + 1:
        worth += _AFTER_END
    if (
        stand.ceiling and stand.ceiling % 5 and year == stand.ceiling - 1
    ):  # 到2025年 is a plan's end, told for five years
        worth += _BEFORE_NEXT
    clashes = (
        not LAST.isdisjoint(relative) and year - 1 == stand.newest in stand.when - stand.ends,
        not NEXT.isdisjoint(relative) and year + 1 in stand.coming,
        not NOW.isdisjoint(relative) and year in stand.coming,
    )
    return worth - _CLASH * sum(clashes)


def _unvoted(stand: _Standing, relative: Collection[str]) -> Years | None:
    if not stand.newest:  # “新农合2021按照计划: a bare number that may be a plan's, and no other year
        return None
    says_now = not NOW.isdisjoint(relative) and stand.newest + 1 in stand.span
    best = stand.newest + 1 if says_now else stand.floor
    return Years(best, stand.newest if best > stand.newest else best + 1, f"{stand.newest}年")


def _words(stand: _Standing) -> str:
    return f"{stand.newest}年…今年" + (f"…{stand.ceiling}年" if stand.ceiling else "")


def planned_year(told: Iterable[Told]) -> int:
    """The year of a text that names only years still to come: 2024年，全市计划接待游客…; to 2035 is too far."""
    return min((year.year for year in told if year.adverbial and year.year % 5), default=0)
