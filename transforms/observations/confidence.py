"""How sure a row is: the share of rows read in the same way that were right in all fields on checked text."""

from transforms.observations.found import Found, View
from transforms.observations.measure import Measured
from transforms.observations.period import Period
from transforms.observations.subject import Subject


def confidence(view: View, found: Found, measured: Measured, period: Period, subject: Subject) -> float:
    """Confidence in 0..1 from the trust in each reading."""
    return round(view.slot.quantity.confidence * found.trust * period.trust * subject.trust, 3)
