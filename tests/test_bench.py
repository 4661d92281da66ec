"""How long things take: `uv run pytest -m bench -s` prints tables; nothing is asserted of time."""

import statistics
import time
from datetime import UTC, datetime

import jieba
import polars as pl
import pytest
from conftest import SEEDS
from page_generator import make_page
from staged import documents

from flows import digests
from flows.digests import Digests
from flows.inbox import Source, find_files
from transforms.page import take_apart
from transforms.pipeline import read_batch
from transforms.reading import read_document
from warehouse.database import open_build
from warehouse.load import load
from warehouse.record import Run
from warehouse.schema import stage

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


def test_looking_at_very_many_files(tmp_path, monkeypatch):
    monkeypatch.setattr(digests, "SETTLED_NS", 0)
    inbox = tmp_path / "inbox"
    for number in range(200_000):
        if number % 1_000 == 0:
            folder = inbox / f"{number:06}"
            folder.mkdir(parents=True)
        (folder / f"{number:06}.txt").write_text(f"石桥镇第{number}次会议\n今年全镇新增企业{number}家。\n")
    print("\na look at 200,000 files of two lines, seconds of the processor")
    for look in ("first", "second", "third"):
        began = time.process_time()
        known = Digests(tmp_path / "baoku.duckdb")
        for found in find_files(Source(inbox)):
            known.of(found.place, 1_000)
        known.save()
        print(f"{look:>8} {time.process_time() - began:6.2f}")


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


#: Keys that a copy of a batch needs of its own; members of shared dimensions stay the same.
OWN_KEYS = [f"{name}_key" for name in ("document", "article", "sentence", "observation", "mention", "entity", "event")]


def copy_of(frames: dict[str, pl.DataFrame], number: int) -> dict[str, pl.DataFrame]:
    """The batch as if it were printed elsewhere, `number` years earlier: other documents, texts and periods."""
    salt = number * 0x9E3779B97F4A7C15 & (1 << 62) - 1
    changed = {
        "stage.document": [
            pl.format("{}/{}", pl.lit(number), "path").alias("path"),
            pl.format("{}{}", pl.col("sha256").str.slice(0, 50), pl.lit(f"{number:014}")).alias("sha256"),
        ],
        "stage.shingle": [(pl.col("shingle") ^ pl.col("article_key")) + number],
        "stage.observation": [pl.col("period_start", "period_end").dt.offset_by(f"-{number}y")],
    }
    members = {table.name for table in stage.MEMBER_TABLES}
    return {
        name: frame
        if name in members
        else frame.with_columns(changed.get(name, [])).with_columns(
            pl.col(key) ^ salt for key in OWN_KEYS if key in frame.columns
        )
        for name, frame in frames.items()
    }


def test_load_stays_flat(tmp_path):
    pages = {f"page{seed}": make_page(seed).text for seed in range(250)}
    frames = read_batch(documents(**pages))
    connection = open_build(tmp_path / "build.duckdb")
    taken = []
    for number in range(24):
        batch, run = copy_of(frames, number), Run(f"r{number}", datetime(2024, 1, 1, tzinfo=UTC), "r", "succeeded")
        start = time.perf_counter()
        load(connection, batch, run)
        taken.append(time.perf_counter() - start)
    connection.close()
    print(
        f"\nload, {len(pages)} pages ({frames['stage.observation'].height:,} observations) a batch\n  batches  seconds"
    )
    for first in range(0, len(taken), 6):
        print(f"{first + 1:4}–{first + 6:<4} {statistics.median(taken[first : first + 6]):8.2f}")
