"""Indicators under standard names: the same measure in two papers is one member, with a topic and a place above it."""

from transforms.indicators.members import indicator_rows
from transforms.indicators.standard import Standard, standardize

__all__ = ["Standard", "indicator_rows", "standardize"]
