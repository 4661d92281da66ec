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
        self._heads = frozenset([pair[0] for pair in self._lengths])

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

    def lines_by_form(self, texts: Sequence[str]) -> dict[str, list[int]]:
        """The indices of the texts that hold each form, whatever else stands there; forms that no text holds apart."""
        found: dict[str, dict[int, None]] = {}
        for index, text in enumerate(texts):
            for at in self._places(text):
                for length in self._lengths[text[at : at + 2]]:
                    if (form := text[at : at + length]) in self._forms:
                        found.setdefault(form, {})[index] = None
        return {form: list(lines) for form, lines in found.items()}

    def _places(self, text: str) -> list[int]:
        """Where the first two characters of forms stand."""
        heads, pairs = self._heads, self._lengths
        return [at for at, char in enumerate(text) if char in heads and text[at : at + 2] in pairs]
