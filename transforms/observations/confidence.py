"""How sure a row is: how often rows read by the same rules were right on text whose answers are known.

The shares below, and `trust` of the rules for indicators, were counted on the gold files, the pages in tests/heldout
and the cases in tests/, 1,862 rows; readings that rest on several rules multiply. Of the 1,074 rows at 0.9 or more 95 %
were right in every field (134 of 135 on the five pages); of those in sentences read for the first time, 89 to 94 %.
"""

from transforms.observations.dating import Period
from transforms.observations.found import Found, Subject, View

#: By the rule that told the subject.
SUBJECTS = {
    "owner": 0.99,
    "stands for": 0.99,
    "age": 0.97,
    "happening": 0.95,
    "work": 0.95,
    "clause": 0.96,
    "sentence": 0.98,
    "described": 0.93,
    "sentence before": 0.98,
    "literal": 0.95,
    "speaker": 0.9,
    "home": 0.88,
    "main": 0.93,
    "story": 0.9,
    "among": 0.95,
    "unresolved": 0.75,
}
#: By where the period stands; None where there is none.
PERIODS = {"own": 0.99, "clause": 0.97, "sentence": 0.97, "previous": 0.95, None: 0.98}
#: What a quantity's own confidence is when nothing about it is in doubt.
_CERTAIN = 0.98
#: Indicators longer than this hold more than the indicator more often.
_LONG, _LONG_TRUST = 12, 0.93


def confidence(view: View, found: Found, period: Period, subject: Subject) -> float:
    """Confidence in 0..1 that all fields of a row are right."""
    quantity = min(1.0, view.slot.quantity.confidence / _CERTAIN)
    length = _LONG_TRUST if len(found.text or "") > _LONG else 1.0
    return round(quantity * found.trust * length * SUBJECTS[subject.rule] * PERIODS[period.basis], 3)
