"""Numbers and quantities of one sentence: what they are worth, in which unit, how exactly."""

from transforms.quantities.bare import find_numbers
from transforms.quantities.reading import Numerals, find_quantities, read_numerals

__all__ = ["Numerals", "find_numbers", "find_quantities", "read_numerals"]
