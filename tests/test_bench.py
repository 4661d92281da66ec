"""How long things take: `uv run pytest -m bench -s` prints tables; nothing is asserted of time."""

import statistics
import time

import jieba
import pytest
from conftest import SEEDS
from page_generator import make_page

from transforms.page import take_apart
from transforms.reading import read_document

pytestmark = pytest.mark.bench


def seconds(function, *arguments: object, rounds: int = 3) -> float:
    """The median of `rounds` calls."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function(*arguments)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def page_of(megabytes: float) -> str:
    """One page as long as that: generated pages, one below the other."""
    parts, size, seed = [], 0, 0
    while size < megabytes * 1_000_000:
        parts.append(make_page(seed % 400).text)
        size += len(parts[-1].encode())
        seed += 1
    return "\n\n".join(parts)


def test_taking_a_page_apart_grows_with_its_length():
    print("\ntake_apart, one page, median of 3\n      MB   seconds  seconds a MB")
    for megabytes in (0.1, 1, 10):
        taken = seconds(take_apart, page_of(megabytes))
        print(f"{megabytes:8} {taken:9.2f} {taken / megabytes:13.2f}")


def test_reading_beside_jieba():
    texts = [page.read_text(encoding="utf-8") for page in SEEDS.glob("*.txt")]
    lines = [line for text in texts for line in text.splitlines()]
    jieba.initialize()
    read_document(texts[0])
    ours = seconds(lambda: [read_document(text) for text in texts], rounds=5)
    theirs = seconds(lambda: [jieba.lcut(line) for line in lines], rounds=5)
    print(
        f"\nfive pages, one process, median of 5: read {ours:.3f} s, jieba.lcut {theirs:.3f} s, {ours / theirs:.1f} ×"
    )
