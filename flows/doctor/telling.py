"""Findings told to people and programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from flows.doctor import examine
from flows.doctor.finding import Finding
from flows.settings import Settings
from flows.tables import as_table, console

DONE, BROKEN = 0, 3
COLUMNS = ("subject", "state", "says", "mend")


def tell(settings: Settings, *, as_json: bool = False, send_test: bool = False) -> int:
    """Examine, print what was found, and return the exit status."""
    findings = examine(settings, send_test=send_test)
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        _print(findings)
    return BROKEN if any(finding.state == "broken" for finding in findings) else DONE


def _print(findings: Sequence[Finding]) -> None:
    screen = console()
    screen.print(as_table(COLUMNS, ([getattr(finding, name) for name in COLUMNS] for finding in findings)))
    states = [finding.state for finding in findings]
    screen.print(f"{states.count('broken')} broken, {states.count('warning')} to be looked at, of {len(states)}.")
