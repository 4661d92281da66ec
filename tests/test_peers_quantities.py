"""Accuracy against the cases that other extractors test themselves with (needs ../shared)."""

import importlib.util
import json
from pathlib import Path

import pytest

from transforms.quantities import find_numbers, find_quantities
from transforms.tokens import tokenize

PEERS = Path(__file__).parents[2] / "shared" / "peers"
pytestmark = [
    pytest.mark.accuracy,
    pytest.mark.skipif(not PEERS.is_dir(), reason="../shared/peers is not here"),
]
BARS = {
    "numbers": (0.98, ["recognizers_number"]),
    "ordinals": (0.98, ["recognizers_ordinal"]),
    "percent": (0.98, ["recognizers_percent"]),
    "money": (0.97, ["recognizers_currency", "jionlp_money"]),
    "dimensions": (0.97, ["recognizers_dimension"]),
    "ages": (0.9, ["recognizers_age"]),
}


def _suite():
    spec = importlib.util.spec_from_file_location("score_suite", PEERS / "score_suite.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _invents_a_limit(case: dict) -> bool:
    """3000多欧元 up to 4000, 数十亿元 up to 10 billion: the guidelines give a range only where the text has one."""
    return any(item.get("value_high") and set("多数") & set(item["mention"]) for item in case["expected"])


@pytest.mark.parametrize("name", BARS)
def test_reaches(name, capsys):
    suite = _suite()
    bar, files = BARS[name]
    cases = [json.loads(line) for file in files for line in (PEERS / f"{file}.jsonl").open(encoding="utf-8")]
    cases = [case for case in cases if case["domain"] and not _invents_a_limit(case)]
    found = {}
    for case in cases:
        tokens = tokenize(case["text"])
        both = find_quantities(case["text"], tokens) + find_numbers(case["text"], tokens)
        found[case["id"]] = [quantity._asdict() for quantity in both]
    summary, rows = suite.summary(cases, found)
    with capsys.disabled():
        print(f"\n{name:12} {summary['passed']:4} of {summary['cases']:4} {summary['pass_rate']:.4f} (bar {bar})")
    assert summary["pass_rate"] >= bar, [case["text"] for case, row in rows if not row["ok"]]
