"""Publishing: a new generation under the old name, readers never wait, a crash leaves a whole file."""

import contextlib
import multiprocessing
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from staged import HARBOUR, staged
from test_load import refusal, refused_file, run

from warehouse.build import build_path, writing
from warehouse.database import open_build, open_reading, reading
from warehouse.errors import (
    GenerationMissing,
    WarehouseBusy,
    WarehouseForeign,
    WarehouseMissing,
    WarehouseTooNew,
    WarehouseTooOld,
    WarehouseUnreadable,
)
from warehouse.ledger import known_in
from warehouse.load import load, note
from warehouse.publish import MERGED_EVERY, generations, publish, rollback
from warehouse.record import Record, Run


def load_and_publish(warehouse: Path, number: int, keep: int = 3) -> None:
    """One more document, one more generation."""
    pages = {f"page{number}": f"{HARBOUR}第{number}页。"}
    with writing(warehouse) as connection:
        load(connection, staged(**pages), Run(f"run-{number}", datetime(2023, 8, number, tzinfo=UTC), "r1"))
        publish(connection, warehouse, keep)


def run_and_publish(warehouse: Path, number: int, keep: int = 3) -> None:
    """One more run on record, one more generation: enough where it does not matter what stands in them."""
    with writing(warehouse) as connection:
        note(connection, Run(f"run-{number}", datetime(2023, 8, number, tzinfo=UTC), "r1"))
        publish(connection, warehouse, keep)


def runs(warehouse: Path) -> int:
    with reading(warehouse) as connection:
        return connection.sql("SELECT count(*) FROM audit.run").fetchall()[0][0]


def documents(warehouse: Path) -> int:
    with reading(warehouse) as connection:
        return connection.sql("SELECT count(DISTINCT document) FROM mart.articles").fetchall()[0][0]


@pytest.fixture
def warehouse(empty_build, tmp_path: Path) -> Path:
    """Where nothing is published yet; the build file beside it has its tables."""
    path = tmp_path / "baoku.duckdb"
    build_path(path).parent.mkdir()
    shutil.copy(empty_build, build_path(path))
    return path


def test_a_reader_keeps_its_generation_and_a_new_one_sees_the_new(warehouse):
    load_and_publish(warehouse, 1)
    held = open_reading(warehouse)
    load_and_publish(warehouse, 2)
    assert held.sql("SELECT count(DISTINCT document) FROM mart.articles").fetchall() == [(1,)]
    assert documents(warehouse) == 2
    held.close()


def test_the_last_generations_stay(warehouse):
    for number in range(1, 6):
        run_and_publish(warehouse, number, keep=2)
    assert [(g.number, g.is_published) for g in generations(warehouse)] == [(4, False), (5, True)]


def test_row_groups_that_runs_leave_are_merged_at_each_so_many_generations(warehouse):
    groups = []
    for number in range(1, MERGED_EVERY + 2):
        load_and_publish(warehouse, number)
        with reading(warehouse) as connection:
            counted = "SELECT count(DISTINCT row_group_id) FROM pragma_storage_info('core.fct_observation')"
            groups.append(connection.execute(counted).fetchone()[0])
    assert groups == [*range(1, MERGED_EVERY), 1, 2]
    assert documents(warehouse) == MERGED_EVERY + 1


def test_rollback_publishes_an_earlier_generation(warehouse):
    for number in (1, 2, 3):
        run_and_publish(warehouse, number)
    assert rollback(warehouse).number == 2
    assert runs(warehouse) == 2
    assert rollback(warehouse, 3).is_published
    assert runs(warehouse) == 3
    with pytest.raises(GenerationMissing, match=r"generation 9; kept are: 1, 2, 3\."):
        rollback(warehouse, 9)


def test_the_command_says_which_generation_is_published_now(warehouse, cli):
    for number in (1, 2, 3):
        run_and_publish(warehouse, number)
    told = ("rollback", "--warehouse", warehouse)
    assert f"{warehouse} is generation 2 now" in cli(*told).out and runs(warehouse) == 2
    assert "generation 3 now" in cli(*told, 3).out and runs(warehouse) == 3
    missing = cli(*told, 7)
    assert missing.status == 2 and "no generation 7; kept are: 1, 2, 3" in missing.err
    with writing(warehouse):
        busy = cli(*told)
    assert busy.status == 3 and "try again" in busy.err and runs(warehouse) == 3


@pytest.mark.parametrize("kept", [9_000, 0.5])
def test_rollback_heals_a_cut_file(warehouse, kept):
    run_and_publish(warehouse, 1)
    run_and_publish(warehouse, 2)
    cut(warehouse, kept)
    with pytest.raises(WarehouseUnreadable, match="baoku rollback"):
        open_reading(warehouse)
    rollback(warehouse)
    assert runs(warehouse) == 1


def cut(path: Path, kept: float = 9_000) -> None:
    """Cut a file to its first bytes: a share of them or a number."""
    content = path.read_bytes()
    path.write_bytes(content[: int(kept * len(content)) if kept < 1 else int(kept)])


def test_what_a_killed_publish_left_is_swept(warehouse):
    run_and_publish(warehouse, 1)
    left = build_path(warehouse).with_name("000002.part")
    left.write_bytes(b"half a copy")
    run_and_publish(warehouse, 2)
    assert not left.exists() and runs(warehouse) == 2


def read_until(warehouse: Path, stop, failures, reads) -> None:
    while not stop.is_set():
        try:
            documents(warehouse)
            reads.value += 1
        except Exception as error:
            failures.put(repr(error))
            return


def test_what_a_killed_load_had_put_aside_is_swept(warehouse):
    run_and_publish(warehouse, 1)
    aside = build_path(warehouse).parent / "build.duckdb.tmp" / "duckdb_temp_storage_DEFAULT-0.tmp"
    aside.parent.mkdir()
    aside.write_bytes(bytes(1000))
    run_and_publish(warehouse, 2)
    assert not aside.parent.exists()


@pytest.mark.slow
def test_readers_in_another_process_never_fail(warehouse):
    load_and_publish(warehouse, 1)
    spawn = multiprocessing.get_context("spawn")
    stop, failures, reads = spawn.Event(), spawn.Queue(), spawn.Value("i", 0)
    reader = spawn.Process(target=read_until, args=(warehouse, stop, failures, reads))
    reader.start()
    deadline = time.monotonic() + 20
    number = 1
    while (number < 6 or reads.value < 5) and time.monotonic() < deadline:
        number += 1
        load_and_publish(warehouse, number % 27 + 1)
    stop.set()
    reader.join(20)
    assert failures.empty() and reads.value >= 5


def hold_open(warehouse: Path, ready, stop) -> None:
    with writing(warehouse) as connection:
        # Publishing reads the build file: closing that must not give up the writer's lock.
        publish(connection, warehouse)
        ready.set()
        stop.wait(20)


@pytest.mark.slow
def test_a_second_writer_is_told_that_another_is_first(warehouse):
    spawn = multiprocessing.get_context("spawn")
    ready, stop = spawn.Event(), spawn.Event()
    first = spawn.Process(target=hold_open, args=(warehouse, ready, stop))
    first.start()
    try:
        assert ready.wait(20)
        with pytest.raises(WarehouseBusy, match="try again"), writing(warehouse):
            pass
        with pytest.raises(WarehouseBusy):
            rollback(warehouse, 1)
    finally:
        stop.set()
        first.join(20)
    run_and_publish(warehouse, 2)


@pytest.mark.parametrize(
    "damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"cut"), lambda path: cut(path)]
)
def test_a_lost_or_damaged_build_file_begins_again_from_what_is_published(warehouse, damage):
    run_and_publish(warehouse, 1)
    damage(build_path(warehouse))
    run_and_publish(warehouse, 2)
    assert runs(warehouse) == 2


def test_after_a_rollback_the_next_run_begins_there(warehouse):
    run_and_publish(warehouse, 1)
    run_and_publish(warehouse, 2)
    rollback(warehouse)
    run_and_publish(warehouse, 3)
    with reading(warehouse) as connection:
        assert connection.sql("SELECT run_id FROM audit.run ORDER BY run_id").fetchall() == [("run-1",), ("run-3",)]


def load_slowly(warehouse: Path, ready) -> None:
    def batches():
        yield staged(page2=HARBOUR)
        ready.set()
        time.sleep(20)

    with writing(warehouse) as connection:
        load(connection, batches(), Run("run-2", datetime(2023, 8, 2, tzinfo=UTC), "r1"))


@pytest.mark.slow
def test_a_load_that_is_killed_leaves_what_was_there(warehouse):
    load_and_publish(warehouse, 1)
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    loader = spawn.Process(target=load_slowly, args=(warehouse, ready))
    loader.start()
    assert ready.wait(20)
    loader.kill()
    loader.join(20)
    assert documents(warehouse) == 1
    with writing(warehouse) as connection:
        assert connection.sql("SELECT run_id FROM audit.run").fetchall() == [("run-1",)]
        assert connection.sql("SELECT count(*) FROM mart.articles").fetchall() == [(1,)]
    load_and_publish(warehouse, 2)
    assert documents(warehouse) == 2


def set_version(path: Path, version: int) -> None:
    connection = open_build(path)
    connection.execute("UPDATE audit.schema_version SET version = ?", [version])
    connection.close()


@pytest.mark.parametrize("opens", [open_build, open_reading])
@pytest.mark.parametrize(("version", "error"), [(0, WarehouseTooOld), (99, WarehouseTooNew)])
def test_another_version_of_the_tables_is_refused(tmp_path, version, error, opens):
    path = tmp_path / "other.duckdb"
    set_version(path, version)
    with pytest.raises(error, match=f"version {version}"):
        opens(path)


def test_changed_views_are_made_again(tmp_path):
    path = tmp_path / "build.duckdb"
    connection = open_build(path)
    connection.execute("DROP VIEW mart.terms")
    connection.execute("UPDATE audit.schema_version SET views = 'of an earlier release'")
    connection.close()
    with contextlib.closing(open_build(path)) as again:
        assert again.sql("SELECT count(*) FROM mart.terms").fetchall() == [(0,)]


def test_a_missing_file_says_how_to_make_it(warehouse):
    with pytest.raises(WarehouseMissing, match="baoku run"):
        open_reading(warehouse)


def known_paths(warehouse: Path, rules: str) -> list[str]:
    with reading(warehouse) as connection:
        return known_in(connection, rules)["path"].to_list()


def test_other_rules_read_again_what_was_refused(warehouse):
    with writing(warehouse) as connection:
        load(connection, (), run(1), Record(files=refused_file(), quarantine=refusal()))
        publish(connection, warehouse)
    assert known_paths(warehouse, "r1") == ["empty.txt"]
    assert known_paths(warehouse, "r2") == []
    with writing(warehouse) as connection:
        load(connection, (), run(2, rules="r2"), Record(files=refused_file(), quarantine=refusal()))
        publish(connection, warehouse)
    assert known_paths(warehouse, "r2") == ["empty.txt"]


@pytest.mark.parametrize("opens", [open_build, open_reading])
def test_a_foreign_file_is_refused(tmp_path, opens):
    path = tmp_path / "sales.duckdb"
    connection = duckdb.connect(path)
    connection.execute("CREATE TABLE sales (amount INTEGER)")
    connection.close()
    with pytest.raises(WarehouseForeign, match="BAOKU_WAREHOUSE"):
        opens(path)


@pytest.mark.parametrize("opens", [open_build, open_reading])
@pytest.mark.parametrize("content", [b"", b"no database at all", b"\0" * 20_000])
def test_what_is_no_database_is_refused(tmp_path, content, opens):
    path = tmp_path / "broken.duckdb"
    path.write_bytes(content)
    with pytest.raises(WarehouseUnreadable, match="Move it away"):
        opens(path)
