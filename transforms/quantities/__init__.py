"""Numbers and quantities of one sentence: what they are worth, in which unit, how exactly."""

from transforms.quantities.bare import find_numbers
from transforms.quantities.reading import find_quantities

__all__ = ["find_numbers", "find_quantities"]
