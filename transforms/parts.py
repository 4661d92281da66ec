"""What is read together: documents, or a long one's articles, part by part, so that memory does not grow with them.

What the rules know of a sentence while they read (words, lines, clauses) takes a hundred times the room of its text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")

#: Characters that are read together and made into rows, before the next are: each step is made for all of them, so that
#: its rules stay in the processor's caches, and what is known of their sentences meanwhile takes 20 MB.
READ_AT_ONCE = 200_000
#: Items of a long document that are made together where all of them are gone through.
_MADE_AT_ONCE = 256


def part_lengths(sizes: Iterable[int]) -> Iterator[int]:
    """How many items each part has, of items in their order that have so many characters; one part where none are.

    A part has `READ_AT_ONCE` characters at most, or a single item.
    """
    count = characters = 0
    for size in sizes:
        characters += size
        if count and characters > READ_AT_ONCE:
            yield count
            count, characters = 0, size
        count += 1
    yield count


def made(make: Callable[[int, int], list[T]], sizes: Sequence[int]) -> Sequence[T]:
    """Items that `make` gives from one index to another (left out), of texts that have so many characters.

    Those of a long document are made anew whenever they are asked for: no more of them are held than are looked at.
    """
    return make(0, len(sizes)) if sum(sizes) <= READ_AT_ONCE else _MadeAnew(make, len(sizes))


class _MadeAnew(Sequence[T]):
    def __init__(self, make: Callable[[int, int], list[T]], count: int) -> None:
        self._make, self._count = make, count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        start, stop, step = (index if isinstance(index, slice) else slice(index, index + 1)).indices(self._count)
        found = self._make(start, max(start, stop))[::step]
        return found if isinstance(index, slice) else found[0]

    def __iter__(self) -> Iterator[T]:
        for start in range(0, self._count, _MADE_AT_ONCE):
            yield from self._make(start, min(start + _MADE_AT_ONCE, self._count))
