"""Reading stored documents again: `baoku plan` tells what would change, `baoku backfill` changes it and no more."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from staged import documents

from flows.rereading.compare import compare
from transforms.pipeline import read_batch
from transforms.version import rules_version
from warehouse.build import writing
from warehouse.database import reading
from warehouse.load import load
from warehouse.publish import publish
from warehouse.record import Run
from warehouse.stored import batches_of, documents_again, select_stored

PAGES = {
    "a": "临港镇经济\n\n2024年5月8日\n\n今年一季度，临港镇完成工业总产值20.5亿元，同比增长6.1%。\n",
    "b": "青山村卖杨梅\n\n2023年7月2日\n\n去年，青山村卖出杨梅300吨，收入150万元。\n",
}
ROWS = "SELECT * EXCLUDE (document_key) FROM mart.observations ORDER BY observation_key"


def other_reading(staged: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The frames as other rules would have made them: one value otherwise, one row missing, one too many."""
    observations = staged["stage.observation"].sort("document_key", "char_start")
    wrong = observations.with_columns(
        value=pl.when(pl.col("mention") == "300吨").then(30.0).otherwise("value"),
        rule=pl.when(pl.col("mention") == "300吨").then(pl.lit("an older rule")).otherwise("rule"),
    ).filter(pl.col("mention") != "6.1%")
    more = wrong.filter(pl.col("mention") == "150万元").with_columns(
        observation_key=pl.lit(7, pl.Int64), mention=pl.lit("7月"), rule=pl.lit("an older rule")
    )
    return {**staged, "stage.observation": pl.concat([wrong, more])}


def publish_other_reading(warehouse: Path) -> Path:
    """Publish two pages as other rules have read them."""
    now = datetime(2024, 6, 1, tzinfo=UTC)
    with writing(warehouse) as connection:
        load(connection, other_reading(read_batch(documents(**PAGES))), Run("before", now, "older", "succeeded", now))
        publish(connection, warehouse)
    return warehouse


@pytest.fixture
def read_before(tmp_path) -> Path:
    """A warehouse that other rules have read."""
    return publish_other_reading(tmp_path / "warehouse" / "baoku.duckdb")


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A warehouse that other rules have read. Read it only."""
    return publish_other_reading(tmp_path_factory.mktemp("rereading") / "baoku.duckdb")


def test_a_new_reading_is_compared_row_by_row(kept):
    with reading(kept) as connection:
        changes = compare(connection, read_batch(documents(**PAGES)))
    found = {(row["change"], row["mention"]): row for row in changes.iter_rows(named=True)}
    assert set(found) == {("added", "6.1%"), ("lost", "7月"), ("changed", "300吨")}
    assert found["changed", "300吨"]["differences"] == ["value: 30.0 → 300.0"]
    assert found["lost", "7月"]["rule"] == "an older rule"
    assert "同比增长6.1%" in found["added", "6.1%"]["sentence"] and found["added", "6.1%"]["document"] == "a.txt"


def test_the_same_reading_changes_nothing(tmp_path):
    staged = read_batch(documents(**PAGES))
    with writing(tmp_path / "baoku.duckdb") as connection:
        load(connection, staged, Run("one", datetime.now(UTC), rules_version()))
        assert compare(connection, staged).is_empty()


SELECTED = [
    # options, documents that are chosen
    ({}, {"a.txt", "b.txt"}),
    ({"read_before": "older"}, set()),
    ({"read_before": "another"}, {"a.txt", "b.txt"}),
    ({"since": date(2024, 1, 1)}, {"a.txt"}),
    ({"since": date(2025, 1, 1)}, set()),
    ({"rule": "an older rule"}, {"b.txt"}),
    ({"rule": "x' OR '1'='1"}, set()),
    ({"rule": "an older rule", "since": date(2024, 1, 1)}, set()),
]


@pytest.mark.parametrize(("options", "wanted"), SELECTED)
def test_documents_are_chosen_by_rules_day_and_rule(kept, options, wanted):
    with reading(kept) as connection:
        found = documents_again(connection, select_stored(connection, **options))
    assert set(found["document"]) == wanted


def test_stored_documents_are_what_was_handed_over(kept):
    with reading(kept) as connection:
        again = documents_again(connection, select_stored(connection))
    assert again.sort("path").equals(documents(**PAGES).sort("path"))


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 5), st.integers(1, 100))
def test_batches_hold_every_document_once_and_keep_their_size(sizes, count, characters):
    chosen = pl.DataFrame(
        {"document_key": range(len(sizes)), "char_count": sizes}, {"document_key": pl.Int64, "char_count": pl.Int32}
    )
    batches = list(batches_of(chosen, count, characters))
    assert [key for batch in batches for key in batch["document_key"]] == list(range(len(sizes)))
    assert all(batch.height <= count for batch in batches)
    assert all(batch.height == 1 or batch["char_count"].sum() <= characters for batch in batches)


def test_plan_tells_and_writes_nothing(cli, kept):
    before = kept.read_bytes()
    said = cli("plan", "--warehouse", kept)
    assert said.status == 0 and "2 documents read again" in said.out
    assert "value: 30.0 → 300.0" in said.out and "an older rule: lost" in said.out
    changes = json.loads(cli("plan", "--warehouse", kept, "--json").out)
    assert sorted(change["change"] for change in changes) == ["added", "changed", "lost"]
    assert json.loads(cli("plan", "--warehouse", kept, "--since", "2024-01-01", "--json").out)[0]["mention"] == "6.1%"
    assert kept.read_bytes() == before


def test_backfill_gives_what_a_first_reading_gives_and_then_has_nothing_to_do(prefect, cli, read_before, tmp_path):
    fresh = tmp_path / "fresh" / "baoku.duckdb"
    with writing(fresh) as connection:
        load(connection, read_batch(documents(**PAGES)), Run("one", datetime.now(UTC), rules_version()))
        publish(connection, fresh)
    said = _backfill(cli, read_before)
    assert said.status == 0 and "2 of 2 documents" in said.out
    assert _rows(read_before) == _rows(fresh)
    with reading(read_before) as connection:
        versions = connection.execute(
            "SELECT count(*), count(*) FILTER (is_current) FROM core.dim_document WHERE document_key <> 0"
        )
        assert versions.fetchone() == (2, 2)
    assert "Nothing to read again" in cli("backfill", "--warehouse", read_before).out
    assert "nothing would change" in cli("plan", "--all", "--warehouse", read_before).out


@pytest.mark.slow
def test_an_interrupted_backfill_goes_on_where_it_was(prefect, cli, read_before, monkeypatch):
    """The disk is full when the second batch is to be loaded; what the first has loaded is not read again."""
    from flows.rereading import backfill

    monkeypatch.setenv("BAOKU_BATCH_DOCUMENTS", "1")
    monkeypatch.setattr(backfill, "AT_ONCE", 1)
    loads = []

    def load_once(*arguments, **options):
        if loads:
            raise OSError(28, "No space left on device")
        loads.append(arguments)
        return load(*arguments, **options)

    with monkeypatch.context() as full:
        full.setattr(backfill, "load", load_once)
        assert _backfill(cli, read_before).status == 3
    with writing(read_before) as connection:
        assert select_stored(connection, rules_version()).height == 1
    said = _backfill(cli, read_before)
    assert "1 of 1 documents" in said.out
    with reading(read_before) as connection:
        assert select_stored(connection, rules_version()).is_empty()


def test_a_document_on_which_the_new_rules_fail_keeps_its_rows(prefect, cli, read_before, monkeypatch):
    from flows import batches

    def fails_on_b(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
        if "b.txt" in documents["path"]:
            raise ValueError("a case that no rule foresaw")
        return read_batch(documents)

    kept = [row for row in _rows(read_before) if "b.txt" in row]
    with monkeypatch.context() as failing:
        failing.setattr(batches, "read_batch", fails_on_b)
        said = _backfill(cli, read_before)
    assert said.status == 1 and "F019 b.txt" in said.out and "1 of 2 documents" in said.out
    assert [row for row in _rows(read_before) if "b.txt" in row] == kept
    assert _backfill(cli, read_before).status == 0
    with reading(read_before) as connection:
        assert connection.execute("SELECT count(*) FROM audit.quarantine WHERE closed_at IS NULL").fetchone() == (0,)


def _backfill(cli, warehouse: Path):
    """`baoku backfill` with the test session's Prefect, so that none is started."""
    from prefect.settings import PREFECT_API_URL

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_API_URL", PREFECT_API_URL.value())
        return cli("backfill", "--warehouse", warehouse)


def _rows(warehouse: Path) -> list[tuple]:
    with reading(warehouse) as connection:
        return connection.execute(ROWS).fetchall()
