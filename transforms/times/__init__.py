"""Times of one sentence: dates, periods and vague times, resolved against the publication day."""

from transforms.times.reading import find_times

__all__ = ["find_times"]
