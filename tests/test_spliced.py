"""Clauses of real pages, cut anywhere and put together anew: whatever stands beside whatever, the rules do not fail."""

import random
import re
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from mutated_files import SEEDS

from transforms.reading import read_document

HELDOUT = Path(__file__).parent / "heldout"
FAST, ALL = 25, 3_000
CLAUSES = 50
JOINTS = ("", "", "，", "。", "、", "\n", "\n\n", "”", "“", "（", "）")
DATES = (None, date(2020, 3, 1), date(2023, 12, 31))

#: Texts on which rules have failed, each with the kind of place that no rule had thought of.
FOUND = [
    "”和尚村村民孙海洋如此表示。",  # a name of one character that is no token: 和|尚村
    "“新农合2021按照计划",  # a year that may be a plan's, and no other
    "“到2018年底，2022中国（小榄）智能费用省下三分之一。今年5月，贫困发生率降至0.21%。",
]


def clauses() -> list[str]:
    pages = sorted([*HELDOUT.glob("*.txt"), *SEEDS.glob("*.txt")])
    return [clause for page in pages for clause in re.findall(r"[^，、；：。！？\n]+.?", page.read_text("utf-8"))]


def spliced(seed: int):
    """Documents without end, each of clauses that are whole, cut short or torn at a place of chance."""
    chance, known = random.Random(seed), clauses()
    while True:
        parts = []
        for clause in chance.choices(known, k=CLAUSES):
            first, last = sorted((chance.randrange(len(clause) + 1), chance.randrange(len(clause) + 1)))
            cut = chance.choice((clause, clause[first:], clause[:last], clause[first:last], clause[last:] + clause))
            parts += [cut, chance.choice(JOINTS)]
        yield "".join(parts), chance.choice(DATES)


@pytest.mark.parametrize("text", FOUND)
def test_texts_on_which_rules_have_failed_are_read(text):
    read_document(text)


def test_spliced_pages_are_read():
    for text, day in islice(spliced(seed=3), FAST):
        read_document(text, day)


@pytest.mark.slow
def test_thousands_of_spliced_pages_are_read():
    for text, day in islice(spliced(seed=5), ALL):
        read_document(text, day)
