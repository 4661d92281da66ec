"""Where the known forms of a document's names stand: looked up by their first two characters, without a pattern.

As in `transforms.names.words` each two characters make a number, and a table tells with which of them forms begin.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from transforms.names.words import pair_numbers

_BITS = 14


class Forms:
    """Forms of two characters and more, to be found in texts; cheaper to make than a pattern of them."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = frozenset(form for form in forms if len(form) > 1)
        lengths: dict[str, set[int]] = {}
        for form in self._forms:
            lengths.setdefault(form[:2], set()).add(len(form))
        self._lengths = {pair: sorted(found, reverse=True) for pair, found in lengths.items()}
        self._begins = np.zeros(1 << _BITS, dtype=bool)
        self._begins[pair_numbers("".join(self._lengths), _BITS)[::2]] = True

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
            for length in self._lengths.get(whole[at : at + 2], ()):
                form = whole[at : at + length]
                if form in self._forms:
                    free = at + length
                    yield index, at - begin, form
                    break

    def lines_by_form(self, texts: Sequence[str]) -> dict[str, list[int]]:
        """The indices of the texts that hold each form, whatever else stands there; forms that no text holds apart."""
        found: dict[str, dict[int, None]] = {}
        for index, text in enumerate(texts):
            for at in self._places(text):
                for length in self._lengths.get(text[at : at + 2], ()):
                    if (form := text[at : at + length]) in self._forms:
                        found.setdefault(form, {})[index] = None
        return {form: list(lines) for form, lines in found.items()}

    def _places(self, text: str) -> list[int]:
        """Where the first two characters of forms may stand: few others share a number with them."""
        return np.flatnonzero(self._begins[pair_numbers(text, _BITS)]).tolist()
