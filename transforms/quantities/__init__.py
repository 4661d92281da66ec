"""Numbers and quantities of one sentence: what they are worth, in which unit, how exactly."""

from collections.abc import Sequence

from transforms.model import Quantity
from transforms.quantities.reading import find_numbers, find_quantities

__all__ = ["find_numbers", "find_quantities"]
