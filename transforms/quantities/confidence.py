"""How sure a reading is, between 0 and 1: the form's own figure, less for what the genre often means otherwise."""

import functools

from transforms.quantities.candidate import Candidate
from transforms.quantities.forms import FORMS

#: Kinds that state a statistic even in small Chinese numerals: 八成, 两倍, 三美元.
STATISTICS = frozenset({"percent", "money", "rank", "multiple", "ratio"})
_HALF, _FIRST = 0.9, 0.95
_LARGE_HAN, _SMALL_HAN, _DURATION = 0.95, 0.7, 0.85


@functools.cache
def _of_forms() -> dict[str, float]:
    return {form.name: form.confidence for form in FORMS} | {"half": _HALF, "first": _FIRST}


def confidence(candidate: Candidate) -> float:
    """The share of readings like `candidate` that are right in value, unit, kind and bound."""
    figure = _of_forms()[candidate.form]
    if candidate.kind == "duration":
        figure = min(figure, _DURATION)
    if candidate.arabic or candidate.form in ("fraction", "half", "ordinal", "first"):
        return figure
    small = candidate.small_han and candidate.kind not in STATISTICS
    return min(figure, _SMALL_HAN if small else _LARGE_HAN)
