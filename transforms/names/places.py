"""Which place a name means in its document: codes, parents, full names."""

import itertools
from collections import Counter
from collections.abc import Sequence

from transforms.names import gazetteer
from transforms.names.line import Candidate


class Atlas:
    """What a document's place names say together about where it is: the divisions that it supports.

    Built from all place candidates of the document, by sentence; `resolve` then gives the code of each.
    """

    def __init__(self, chains: Sequence[Sequence[Candidate]]) -> None:
        every = [candidate for chain in chains for candidate in chain if candidate.codes]
        self._firm: Counter[str] = Counter()
        self._resolved: dict[tuple[tuple[str, ...], str, str], str] = {}
        for candidate in every:
            if len(candidate.codes) == 1 and (candidate.rule != "division short" or len(candidate.codes[0]) <= 4):
                self._support(candidate.codes[0])
        for chain in chains:
            for upper, lower in itertools.pairwise(chain):
                for code in lower.codes:
                    if any(gazetteer.lies_in(code, above) for above in upper.codes):
                        self._support(code)

    def _support(self, code: str) -> None:
        for length in (9, 6, 4, 2):
            if len(code) >= length:
                self._firm[code[:length]] += 1

    def resolve(self, candidate: Candidate, above: str = "") -> str:
        """The code that `candidate` means here, empty when nothing decides; `above` is the place right before it."""
        key = candidate.codes, candidate.rule, above
        if key not in self._resolved:
            self._resolved[key] = self._resolve(candidate, above)
        return self._resolved[key]

    def _resolve(self, candidate: Candidate, above: str) -> str:
        inside = [code for code in candidate.codes if above and gazetteer.lies_in(code, above)]
        if inside:
            return min(inside, key=len)
        best = max(candidate.codes, key=self._score, default="")
        if not best or (candidate.rule == "division short" and not self._named(best)):
            return ""
        if len(candidate.codes) > 1 and not any(self._score(best)[:3]):
            wider = [code for code in candidate.codes if len(code) < 9]
            return wider[0] if len(wider) == 1 else ""
        return best

    def _score(self, code: str) -> tuple[int, int, int, int]:
        upper = gazetteer.parent_code(code)
        return self._firm[code], self._firm[upper], self._firm[code[:4]] if len(code) > 4 else 0, -len(code)

    def _named(self, code: str) -> bool:
        """A county's short name needs its full name, its city or a town of it; a province's or city's needs nothing."""
        return len(code) <= 4 or self._firm[code] > 0 or self._firm[code[:4]] > 0


def resolve_place(name: str, context: Sequence[str] = ()) -> tuple[str, str]:
    """The official full name (县 before 乡镇) and code of `name`, given codes of places named beside it.

    An unknown or undecided name comes back as it is, with an empty code.
    """
    codes = gazetteer.codes_by_name().get(name) or gazetteer.codes_by_short_name().get(name) or ()
    fitting = [code for code in codes if any(code.startswith(other) or other.startswith(code) for other in context)]
    chosen = fitting or list(codes)
    if len(chosen) != 1:
        return name, ""
    return full_name(chosen[0]), chosen[0]


def full_name(code: str) -> str:
    """`330206003` → 北仑区小港街道; counties, cities and provinces alone."""
    names = gazetteer.division_names()
    above = names.get(gazetteer.parent_code(code), "") if len(code) == 9 else ""
    return above + names[code]
