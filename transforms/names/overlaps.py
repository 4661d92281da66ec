"""Which candidates of a sentence overlap: asked by bisection, since a sentence may hold thousands."""

import bisect
import itertools
import operator
from collections.abc import Collection, Iterator, Sequence

from transforms.names.line import Candidate

start_of = operator.attrgetter("start")


class Spans:
    """Candidates by where they start; they may overlap one another."""

    def __init__(self, candidates: Collection[Candidate]) -> None:
        self._ordered: Sequence[Candidate] = ()
        self._starts: Sequence[int] = ()
        self._reach: Sequence[int] = ()
        if candidates:
            self._index(candidates)

    def _index(self, candidates: Collection[Candidate]) -> None:
        self._ordered = sorted(candidates, key=start_of)
        self._starts = [candidate.start for candidate in self._ordered]
        #: The farthest end of each one and those before it.
        self._reach = list(itertools.accumulate([candidate.end for candidate in self._ordered], max))

    def over(self, start: int, end: int) -> Iterator[Candidate]:
        """Those that share a character with `text[start:end]`, the last first."""
        at = bisect.bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._ordered[at].end > start:
                yield self._ordered[at]
            at -= 1

    def overlap(self, one: Candidate) -> bool:
        """Whether any shares a character with `one`."""
        return bool(self._starts) and next(self.over(one.start, one.end), None) is not None

    def cover(self, start: int, end: int) -> bool:
        """Whether any holds all of `text[start:end]`."""
        at = bisect.bisect_right(self._starts, start) - 1
        return at >= 0 and self._reach[at] >= end


def leading_places(start: int, end: int, places: Sequence[Candidate]) -> list[Candidate]:
    """The places side by side that a name at `start` begins with; `places` come in order and do not overlap."""
    chain: list[Candidate] = []
    for place in itertools.islice(places, bisect.bisect_left(places, start, key=start_of), None):
        if place.start != start or place.end > end + 1:
            break
        chain.append(place)
        start = place.end
    return chain


def beginning(places: Sequence[Candidate], start: int, end: int) -> Sequence[Candidate]:
    """The places that begin within `text[start:end]`."""
    low = bisect.bisect_left(places, start, key=start_of)
    return places[low : bisect.bisect_left(places, end, lo=low, key=start_of)]
