"""A warehouse of 100,000 articles: how long analysts' questions, searches and a publish take, and how large it is.

`uv run pytest -m bench -s -k hundred_thousand`. The pages of the project and generated ones are read and loaded in the
ordinary way; the rows are then copied inside the database, each copy with documents, keys, paths and figures of its
own, so that every table has the shape that loading gives it. Reading 100,000 texts is not what is measured here.
"""

import os
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from conftest import SEEDS
from page_generator import make_page
from staged import documents

from transforms.pipeline import read_batch
from warehouse.build import build_path, writing
from warehouse.database import reading
from warehouse.examples import EXAMPLES
from warehouse.load import load
from warehouse.publish import publish
from warehouse.record import Run
from warehouse.schema.catalogue import VERSIONED, table
from warehouse.schema.declare import Table
from warehouse.search import sort_postings

pytestmark = pytest.mark.bench

ARTICLES = int(os.environ.get("BENCH_ARTICLES", "100000"))
ROUNDS = 5
#: Keys of rows that belong to one version of one document; members of shared dimensions stay the same.
OWN = {
    f"{name}_key" for name in ("document", "article", "sentence", "observation", "mention", "entity", "event", "check")
}
OWN |= {"other_observation_key", "claim_key", "level_key", "earlier_key", "result_key"}
COPIED = (*VERSIONED, table("core.dim_document"), table("core.fct_validity"))
SEARCHES = ("工业增加值", "乡村振兴", "招商引资 项目", "“同比增长”", "人民医院", "稻")


def _copies(connection: duckdb.DuckDBPyConnection, declared: Table, copies: int, loads: int) -> None:
    """Insert `copies` of every row of a table; `loads` is the highest load key so far."""
    changed = []
    for column in declared.columns:
        name = column.name
        if name in OWN:
            changed.append(f"CASE WHEN {name} = 0 THEN 0 ELSE (hash({name}, n) >> 1)::BIGINT END AS {name}")
        elif name == "load_key":
            changed.append(f"load_key + n * {loads} AS load_key")
        elif name in ("path", "document"):
            changed.append(f"n || '-' || {name} AS {name}")
        elif name == "sha256":
            changed.append(f"sha256(sha256 || n) AS {name}")
        elif name in ("value", "base_value"):
            changed.append(f"{name} * (0.5 + hash({name}, n) % 1000 / 1000) AS {name}")
    connection.execute(
        f"INSERT INTO {declared.name} SELECT r.* REPLACE ({', '.join(changed)}) "  # noqa: S608 (declared names)
        f"FROM range(1, {copies + 1}) AS copies(n), (SELECT * FROM {declared.name}) AS r "
        f"WHERE r.{declared.key[0]} <> 0 ORDER BY n"
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory) -> Path:
    """A published warehouse of about `ARTICLES` articles, and how long the publish took."""
    path = tmp_path_factory.mktemp("large") / "baoku.duckdb"
    pages = {f"seed{number}": page.read_text() for number, page in enumerate(sorted(SEEDS.glob("*.txt")))}
    pages |= {f"page{seed}": make_page(seed).text for seed in range(95)}
    with writing(path) as connection:
        run = Run("r", datetime(2024, 1, 1, tzinfo=UTC), "r", "succeeded", datetime(2024, 1, 1, tzinfo=UTC))
        load(connection, read_batch(documents(**pages)), run)
        (articles,) = connection.execute("SELECT count(*) FROM core.dim_article").fetchone()
        (loads,) = connection.execute("SELECT max(load_key) FROM core.dim_document").fetchone()
        copies = ARTICLES // articles
        for declared in COPIED:
            _copies(connection, declared, copies, loads)
        connection.execute("UPDATE core.fct_posting SET segment = 0")
        sort_postings(connection, 0)  # as loads do when enough have come
        connection.execute("UPDATE core.term_frequency SET articles = articles * ?", [copies + 1])
        connection.execute("CHECKPOINT")
        size = build_path(path).stat().st_size
        start = time.perf_counter()
        publish(connection, path)
        taken = time.perf_counter() - start
    made = articles * (copies + 1)
    print(f"\n{made:,} articles: {size / 1e9:.2f} GB, {size / made / 1e3:.1f} MB per 1,000 articles")
    print(f"publish {taken:.2f} s, {taken / (size / 1e8):.2f} s per 100 MB")
    return path


def _median(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[float, int]:
    taken, rows = [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        rows = len(connection.execute(sql).fetchall())
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), rows


def test_questions_of_a_hundred_thousand_articles(warehouse: Path):
    with reading(warehouse) as connection:
        for example in EXAMPLES:
            seconds, rows = _median(connection, example.sql)
            print(f"{seconds:8.3f} s {rows:6} rows  {example.view}: {example.question}")


def test_searches_among_a_hundred_thousand_articles(warehouse: Path):
    with reading(warehouse) as connection:
        for words in SEARCHES:
            taken, rows = [], 0
            for _ in range(ROUNDS):
                start = time.perf_counter()
                rows = len(connection.execute("FROM mart.search(?) ORDER BY score DESC LIMIT 20", [words]).fetchall())
                taken.append(time.perf_counter() - start)
            print(f"{statistics.median(taken):8.3f} s {rows:6} rows  search {words}")
