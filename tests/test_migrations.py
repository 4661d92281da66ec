"""Files of older versions: opened, brought to the tables of now, and read again into the rows of a fresh build.

`warehouse_version_1.duckdb.xz` was made by baoku of version 1 of the tables (commit 3ed5a6e, two `baoku run`): three
composed pages, one of them changed between the runs, and an empty file. DDL alone would not show what DuckDB makes of a
file that another release has written.
"""

import contextlib
import lzma
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from test_load import rows

from flows.settings import Settings
from flows.upgrading import upgrade
from transforms.pipeline import read_batch
from transforms.version import rules_version
from warehouse import migrations, views
from warehouse.database import is_older, open_build, open_reading
from warehouse.errors import WarehouseTooOld
from warehouse.load import load
from warehouse.publish import bring_up_to_date, generations
from warehouse.record import Run
from warehouse.schema.catalogue import SCHEMA_VERSION, TABLES
from warehouse.schema.declare import Table
from warehouse.schema.dimensions import SHARED
from warehouse.schema.mart import CURRENT_VIEWS
from warehouse.stored import documents_again, select_stored

VERSION_1 = Path(__file__).with_name("warehouse_version_1.duckdb.xz")
NOW = Run("run-now", datetime(2030, 1, 1, tzinfo=UTC), rules_version(), "succeeded", datetime(2030, 1, 1, tzinfo=UTC))


@pytest.fixture
def old(tmp_path) -> Path:
    """A published warehouse of version 1."""
    path = tmp_path / "baoku.duckdb"
    path.write_bytes(lzma.decompress(VERSION_1.read_bytes()))
    return path


def test_every_version_has_a_step_to_the_next():
    assert list(migrations.STEPS) == list(range(migrations.OLDEST, SCHEMA_VERSION))


def test_an_old_file_gets_the_tables_of_now_and_keeps_its_rows(old):
    with contextlib.closing(duckdb.connect(str(old))) as before:
        kept = {t.name: before.sql(f"FROM {t.name}").pl().height for t in _tables_of(before)}
        words = before.sql(
            "SELECT mention, indicator, place, place_code FROM mart.observations ORDER BY ALL"
        ).fetchall()
        history = before.sql(
            "SELECT mention, valid_from, valid_to FROM mart.observations_history ORDER BY ALL"
        ).fetchall()
    with contextlib.closing(open_build(old)) as now:
        for table in TABLES:
            described = [row[:2] for row in now.execute(f"DESCRIBE {table.name}").fetchall()]
            declared = [
                (c.name, c.dtype.duckdb.replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE")) for c in table.columns
            ]
            assert described == declared, table.name
            if table.name in kept:
                assert now.sql(f"FROM {table.name}").pl().height == kept[table.name], table.name
        assert (
            now.sql("SELECT mention, indicator, place, place_code FROM mart.observations ORDER BY ALL").fetchall()
            == words
        )
        assert (
            now.sql("SELECT mention, valid_from, valid_to FROM mart.observations_history ORDER BY ALL").fetchall()
            == history
        )
        assert now.sql("SELECT DISTINCT owner FROM audit.check").fetchall() == [("",)]  # nobody wrote it down then
        assert views.are_fresh(now) and len(words) > 10 and len(history) > len(words)


def _tables_of(connection: duckdb.DuckDBPyConnection) -> list:
    found = {
        f"{schema}.{name}"
        for schema, name in connection.sql("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
    }
    return [table for table in TABLES if table.name in found]


def test_read_again_an_old_file_is_like_a_fresh_one(old, tmp_path):
    with (
        contextlib.closing(open_build(old)) as mended,
        contextlib.closing(open_build(tmp_path / "new.duckdb")) as fresh,
    ):
        documents = documents_again(mended, select_stored(mended, NOW.rules_version))
        assert documents.height == 3
        load(mended, read_batch(documents), NOW)
        load(fresh, read_batch(documents), NOW)
        for view in CURRENT_VIEWS:
            if view.short_name == "changes":  # a fresh file has no earlier versions
                continue
            assert_frame_equal(*(_seen(connection, view) for connection in (mended, fresh)))
        for dimension in SHARED:  # members that only earlier versions point to stay
            members = rows(fresh, dimension.name)
            assert_frame_equal(
                rows(mended, dimension.name).join(members.select(dimension.key), on=dimension.key, how="semi"), members
            )


def _seen(connection: duckdb.DuckDBPyConnection, view: Table) -> pl.DataFrame:
    """A view's rows but for when they came."""
    frame = connection.sql(f"FROM {view.name}").pl()
    kept = [name for name in frame.columns if name not in ("valid_from", "valid_to", "run_id", "last_loaded")]
    return frame.select(kept).sort(name for name in kept if not frame.schema[name].is_nested())


def test_nothing_is_left_of_members_that_only_older_rules_knew(old):
    with contextlib.closing(open_build(old)) as connection:
        earlier = connection.sql(
            "SELECT document_key FROM core.dim_document WHERE NOT is_current AND document_key <> 0"
        )
        assert earlier.fetchall()
        load(connection, read_batch(documents_again(connection, select_stored(connection))), NOW)
        unused = connection.sql(
            "SELECT indicator FROM core.dim_indicator WHERE indicator_key <> 0 AND indicator_key NOT IN "
            "(SELECT indicator_key FROM core.fct_observation UNION ALL SELECT parent_key FROM core.dim_indicator)"
        )
        assert unused.fetchall() == []


def test_a_published_old_file_is_published_anew_and_says_so(old):
    with pytest.raises(WarehouseTooOld, match="baoku run"):
        open_reading(old)
    said: list[str] = []
    for _ in range(2):  # the second time there is nothing to do
        upgrade(Settings(warehouse=old), said.append)
    assert len(said) == 1 and "baoku backfill" in said[0]
    assert not is_older(old) and bring_up_to_date(old) is None
    assert [generation.is_published for generation in generations(old)] == [True]


def test_an_error_on_the_way_leaves_the_file_as_it_was(old, monkeypatch):
    monkeypatch.setitem(migrations.STEPS, 1, ("SELECT * FROM nowhere",))
    with pytest.raises(duckdb.CatalogException):
        open_build(old)
    assert is_older(old)
    monkeypatch.undo()
    open_build(old).close()
    assert not is_older(old)


def test_a_file_of_now_is_left_alone(tmp_path):
    with contextlib.closing(open_build(tmp_path / "new.duckdb")) as connection:
        before = connection.sql("SELECT table_oid FROM duckdb_tables() ORDER BY ALL").fetchall()
        for table in TABLES:
            migrations._make_like(connection, table)
        assert connection.sql("SELECT table_oid FROM duckdb_tables() ORDER BY ALL").fetchall() == before
