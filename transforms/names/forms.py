"""Where the known forms of a document's names stand: looked up by their first two characters, without a pattern."""

import itertools
import operator
from collections.abc import Iterable, Iterator


class Forms:
    """Forms of two characters and more, to be found in texts; cheaper to make than a pattern of them."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = frozenset(forms)
        lengths: dict[str, set[int]] = {}
        for form in self._forms:
            lengths.setdefault(form[:2], set()).add(len(form))
        self._lengths = {pair: sorted(found, reverse=True) for pair, found in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a form begins, and the longest that does, from left to right; forms found do not overlap."""
        free = 0
        pairs = map(operator.add, text, itertools.islice(text, 1, None))
        for at in itertools.compress(itertools.count(), map(self._lengths.__contains__, pairs)):
            if at < free:
                continue
            longest = (text[at : at + length] for length in self._lengths[text[at : at + 2]])
            form = next((form for form in longest if form in self._forms), None)
            if form is not None:
                free = at + len(form)
                yield at, form
