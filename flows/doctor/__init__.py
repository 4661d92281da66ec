"""`baoku doctor`: whether this installation can do its work, and how to mend what stands in the way.

One file a subject: what is installed, where files stand, what lies outside. Each examination is a function of the
settings that gives findings; `EXAMINATIONS` lists them in the order in which they are told.
"""

from collections.abc import Callable, Iterator

from flows.doctor.alerting import alert_channels, sent_tests
from flows.doctor.finding import Finding
from flows.doctor.installed import lexicons, libraries, python
from flows.doctor.outside import clock, prefect_api
from flows.doctor.places import beside_warehouse, free_space, inbox, locks, warehouse
from flows.settings import Settings

EXAMINATIONS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    python,
    libraries,
    lexicons,
    inbox,
    beside_warehouse,
    warehouse,
    locks,
    free_space,
    clock,
    prefect_api,
    alert_channels,
)


def examine(settings: Settings, *, send_test: bool = False) -> list[Finding]:
    """Everything that the examinations find, in their order; with `send_test` what becomes of test messages, too."""
    examinations = (*EXAMINATIONS, sent_tests) if send_test else EXAMINATIONS
    return [finding for examination in examinations for finding in examination(settings)]
