"""Where the known forms of a document's names stand: looked up by their first two characters, without a pattern."""

import itertools
from collections.abc import Iterable, Iterator

from transforms.names.line import Line


class Forms:
    """Forms of two characters and more, to be found in sentences; cheaper to make than a pattern of them."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = frozenset(forms)
        lengths: dict[str, set[int]] = {}
        for form in self._forms:
            lengths.setdefault(form[:2], set()).add(len(form))
        self._lengths = {pair: sorted(found, reverse=True) for pair, found in lengths.items()}

    def find(self, line: Line) -> Iterator[tuple[int, str]]:
        """Where a form begins, and the longest that does, from left to right; forms found do not overlap."""
        text, free = line.text, 0
        if self._lengths.keys().isdisjoint(line.pairs):
            return
        for at in itertools.compress(itertools.count(), map(self._lengths.__contains__, line.pairs)):
            if at < free:
                continue
            for length in self._lengths[line.pairs[at]]:
                form = text[at : at + length]
                if form in self._forms:
                    free = at + len(form)
                    yield at, form
                    break
