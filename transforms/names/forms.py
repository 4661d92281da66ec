"""Where the known forms of a document's names stand: looked up by their first two characters, without a pattern."""

import itertools
from collections.abc import Iterable, Iterator, Sequence


class Forms:
    """Forms of two characters and more, to be found in texts; cheaper to make than a pattern of them."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = frozenset(forms)
        lengths: dict[str, set[int]] = {}
        for form in self._forms:
            lengths.setdefault(form[:2], set()).add(len(form))
        self._lengths = {pair: sorted(found, reverse=True) for pair, found in lengths.items()}

    def find(self, texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Where forms begin, by text and position, and the longest at each place; forms found do not overlap."""
        whole = "\n".join(texts)
        ends = list(itertools.accumulate([len(text) + 1 for text in texts]))
        index = begin = free = 0
        for at in self._places(whole):
            if at < free:
                continue
            while at >= ends[index]:
                index, begin = index + 1, ends[index]
            for length in self._lengths[whole[at : at + 2]]:
                form = whole[at : at + length]
                if form in self._forms:
                    free = at + length
                    yield index, at - begin, form
                    break

    def _places(self, text: str) -> list[int]:
        """Where the first two characters of forms stand."""
        places = []
        for first in {pair[0] for pair in self._lengths}:
            at = text.find(first)
            while at >= 0:
                if text[at : at + 2] in self._lengths:
                    places.append(at)
                at = text.find(first, at + 1)
        return sorted(places)
