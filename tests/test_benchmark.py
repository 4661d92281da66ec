"""The benchmark: text from a seed, what a run said of its seconds, verdicts; and once, small, from end to end."""

import itertools
import re
import sys

import pytest
from conftest import SEEDS

from flows.benchmark.bars import BARS, WALL, Bar, rows, verdict
from flows.benchmark.command import main, sentences_of
from flows.benchmark.corpus import LENGTH, make_articles, source_of, write_corpus
from flows.benchmark.product import ProductRun, run_product, stage_seconds
from flows.benchmark.segmenters import disagreements
from flows.errors import OutsideFailed, UsageInvalid
from transforms.tokens import words


@pytest.fixture(scope="module")
def source():
    return source_of([page.read_text(encoding="utf-8") for page in sorted(SEEDS.glob("*.txt"))])


def test_a_seed_makes_its_text_and_no_other(source):
    first, again, other = (list(itertools.islice(make_articles(source, seed), 5)) for seed in (1, 1, 2))
    assert first == again and first != other
    assert all(LENGTH <= len(article) < 3 * LENGTH for article in first)


def test_words_and_numbers_are_new_and_years_stay(source):
    (article,) = itertools.islice(make_articles(source, 3), 1)
    pages = "".join(page.read_text(encoding="utf-8") for page in SEEDS.glob("*.txt"))
    sentences = [sentence for sentence in re.split("[。\n]", article) if len(sentence) > 20]
    assert sum(sentence in pages for sentence in sentences) < len(sentences) / 4
    assert set(re.findall(r"\d{4}(?=年)", article)) <= set(re.findall(r"\d{4}(?=年)", pages))


def test_a_corpus_has_its_size_and_dates(tmp_path, source):
    articles = write_corpus(tmp_path / "corpus", source, 0.05, 2, seed=1)
    pages = list((tmp_path / "corpus").glob("*.txt"))
    assert articles == 2 * len(pages)
    assert 50_000 <= sum(page.stat().st_size for page in pages) < 70_000
    manifest = (tmp_path / "corpus" / "manifest.csv").read_text().splitlines()
    assert len(manifest) == len(pages) + 1 and all(re.search(r",\d{4}-\d\d-\d\d$", row) for row in manifest[1:])
    assert len(sentences_of(tmp_path / "corpus")) > 50


def test_pages_without_text_make_none():
    with pytest.raises(UsageInvalid, match="no article"):
        source_of(["", "12345"])


def test_segmentation_that_differs_is_told():
    assert not disagreements(["今年1至8月，全市规上工业增加值增长6.1%。"], words)
    assert disagreements(["全市增长"], list)


def test_seconds_are_read_from_the_summary():
    row = "│ seconds      │ look 0.14, read 21.02, check 7.35, load 7.67, publish 0.07 │"
    taken = ProductRun(stage_seconds(f"│ checks │ 3 passed │\n{row}\n"), 40.0, 0)
    assert taken.stages == {"look": 0.14, "read": 21.02, "check": 7.35, "load": 7.67, "publish": 0.07}
    assert round(taken.wall, 2) == 36.25 and round(taken.without_publish, 2) == 36.18
    assert stage_seconds("Nothing is new: 5 files are as they were.") == {}


def test_a_run_that_fails_is_no_figure(tmp_path):
    with pytest.raises(OutsideFailed, match="ended with 2"):
        run_product(tmp_path / "nowhere", tmp_path / "warehouse" / "baoku.duckdb", workers=1)


@pytest.mark.parametrize(
    ("values", "reached"),
    [([0.4, 0.5, 3.0], "aim"), ([0.9, 0.9, 0.2], "must"), ([1.2, 1.1, 0.1], "short"), ([], "")],
)
def test_the_median_decides(values, reached):
    assert verdict(Bar("wall", 1.0, 0.5), values) == reached


def test_every_bar_has_its_row():
    told = {row[0]: row for row in rows({WALL: [0.8, 0.9, 1.0]})}
    assert told.keys() == {bar.name for bar in BARS}
    assert told[WALL] == (WALL, "≤ 1", "≤ 0.5", "0.90 (0.80–1.00)", "must")
    assert {row[3] for name, row in told.items() if name != WALL} == {"not measured"}


@pytest.mark.bench
def test_the_command_from_end_to_end(monkeypatch, capsys):
    arguments = ["--megabytes", "0.2", "--large", "0", "--rounds", "1"]
    monkeypatch.setattr(sys, "argv", ["baoku-bench", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr()
    assert not left.value.code, said.err
    assert all(bar.name in said.out for bar in BARS) and "rjieba" in said.out
