"""Times against the cases that other extractors test themselves with (needs ../shared)."""

import importlib.util
import json
from datetime import date
from pathlib import Path

import pytest

from transforms.model import Published
from transforms.times import find_times
from transforms.tokens import tokenize

PEERS = Path(__file__).parents[2] / "shared" / "peers"
pytestmark = [
    pytest.mark.accuracy,
    pytest.mark.skipif(not PEERS.is_dir(), reason="../shared/peers is not here"),
]
FILES = [
    "recognizers_date",
    "recognizers_date_period",
    "recognizers_datetime_model",
    "jionlp_time",
    "jionlp_time_extract",
]
BAR = 0.95


def _suite():
    spec = importlib.util.spec_from_file_location("score_suite", PEERS / "score_suite.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _is_duration(case: dict) -> bool:
    """两年, 半小时: durations are quantities here, measured with those."""
    return any(item["kind"] == "duration" for item in case["expected"])


def _mentions(case: dict) -> list[dict]:
    """What `baoku mentions` gives of times."""
    day = date.fromisoformat(case["reference_date"][:10]) if case.get("reference_date") else None
    tokens = tokenize(case["text"])
    return [
        {
            "start": time.start,
            "end": time.end,
            "kind": "time",
            "period_start": time.start_date and time.start_date.isoformat(),
            "period_end": time.end_date and time.end_date.isoformat(),
        }
        for time in find_times(case["text"], tokens, Published(day, day, day, "manifest", None))
    ]


@pytest.mark.parametrize("file", FILES)
def test_reaches(file, capsys):
    suite = _suite()
    lines = (PEERS / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case["domain"] and not _is_duration(case)]
    summary, rows = suite.summary(cases, {case["id"]: _mentions(case) for case in cases})
    failed = [case["text"] for case, row in rows if not row["ok"]]
    with capsys.disabled():
        print(f"\n{file:28} {summary['passed']:3} of {summary['cases']:3} {summary['pass_rate']:.4f} {failed}")
    # twelve cases are too few for a rate: one may fail
    assert summary["pass_rate"] >= BAR or len(failed) <= 1
