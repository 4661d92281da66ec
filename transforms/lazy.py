"""Values made when they are first asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Of = TypeVar("Of")


class lazy(Generic[T]):
    """`functools.cached_property` without its lock, which costs 2 µs a value in Python 3.11."""

    def __init__(self, make: Callable[..., T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> T:
        value = instance.__dict__[self._name] = self._make(instance)
        return value


class Remembered(dict[str, T]):
    """What `make` tells of words, by word; begun anew where it holds very many.

    A plain dictionary, for what is asked of each word: `lru_cache` moves each to the front, which takes as long again.
    """

    def __init__(self, make: Callable[[str], T]) -> None:
        self._make = make

    def __missing__(self, word: str) -> T:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[word] = self._make(word)
        return value


_REMEMBERED = 1 << 15


def of_the_last(make: Callable[[Of], T]) -> Callable[[Of], T]:
    """`make`, whose value is kept for the very object that it was last made of, until it is asked of another.

    Articles of a document come one after the other and share one list of its entities: what hangs on that alone is made
    once a document, however many articles it has.
    """
    kept: tuple[Of, T] | None = None

    def made(of: Of) -> T:
        nonlocal kept
        found = kept
        if found is None or found[0] is not of:
            kept = found = of, make(of)
        return found[1]

    return functools.update_wrapper(made, make)
