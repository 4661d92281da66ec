"""The warehouse as a lake: the same rows as a plain file, writers in turn, readers that never wait, time travel."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest
from conftest import baoku
from lakes import INSTALLED, SECONDS, ask, load_pages, loader, page, postgres, run, until
from polars.testing import assert_frame_equal
from staged import BROKEN, CHANGED, HARBOUR, staged

from flows.errors import SettingsInvalid
from flows.housekeeping import tidy
from flows.reader import answer
from flows.settings import load_settings
from warehouse.build import writing
from warehouse.database import open_build, reading, transaction
from warehouse.errors import (
    GenerationMissing,
    LakeNotInstalled,
    WarehouseBusy,
    WarehouseError,
    WarehouseMissing,
    WarehouseTooOld,
    WarehouseUnreadable,
    WriteRefused,
)
from warehouse.explore.access import generation_of, rows, sealed
from warehouse.lake import keeping
from warehouse.lake.address import Lake, warehouse_at
from warehouse.lake.attaching import load_extension
from warehouse.lake.turns import turn
from warehouse.load import load
from warehouse.publish import bring_up_to_date, generations, publish, rollback
from warehouse.schema.catalogue import TABLES
from warehouse.schema.mart import VERSIONED_VIEWS, VIEWS

#: What may differ between two orders of loading the same documents.
LOADING = ("load_key", "run_id", "valid_from", "valid_to", "last_loaded")
WORDS = "dbname=press host=db user=baoku"


def installed() -> bool:
    try:
        with duckdb.connect() as connection:
            load_extension(connection, "ducklake")
    except LakeNotInstalled:
        return False
    return True


needs_lake = pytest.mark.skipif(not installed(), reason="needs the extra `lake`")
KINDS = [
    "sqlite",
    pytest.param("postgres", marks=pytest.mark.skipif(not INSTALLED, reason="needs Debian's postgresql")),
]


# ---- addresses and settings


def test_an_address_names_a_file_or_a_lake(tmp_path):
    assert warehouse_at("warehouse/baoku.duckdb") == Path("warehouse/baoku.duckdb")
    lake = warehouse_at(f"ducklake:sqlite:{tmp_path}/press.sqlite")
    assert (lake.parent, lake.stem, lake.data) == (tmp_path, "press", f"{tmp_path}/press.files")
    other = warehouse_at(f"ducklake:postgres:{WORDS}", "s3://press/lake")
    assert (other.catalogue, other.stem, other.data) == (f"postgres:{WORDS}", "press", "s3://press/lake")
    for one in (lake, other):
        assert warehouse_at(str(one), one.data) == warehouse_at(Path(str(one)), one.data) == one


@pytest.mark.parametrize(
    "address",
    [
        "ducklake:",
        "ducklake:sqlite:",
        "ducklake:mysql:db=press",
        "ducklake:postgres:host=db",
        "ducklake:postgres:dbname='press",
        "ducklake:postgres:dbname=../press",
        "ducklake:postgres:postgresql://baoku@db/press",
        "ducklake:postgres:dbname=press password=hunter2",
    ],
)
def test_an_address_that_names_no_lake_is_refused_without_its_password(address):
    with pytest.raises(SettingsInvalid, match=r"BAOKU_WAREHOUSE.*ducklake:") as refused:
        load_settings(warehouse=address)
    assert "hunter2" not in str(refused.value)


def test_the_settings_bring_the_place_of_the_files(monkeypatch):
    monkeypatch.setenv("BAOKU_WAREHOUSE", f"ducklake:postgres:{WORDS}")
    monkeypatch.setenv("BAOKU_LAKE_DATA", "s3://press/lake")
    settings = load_settings()
    assert settings.warehouse == warehouse_at(f"ducklake:postgres:{WORDS}", "s3://press/lake")
    assert load_settings(warehouse=settings.warehouse).warehouse == settings.warehouse  # what a flow is given


def test_snapshots_are_never_younger_than_seven_days(monkeypatch):
    monkeypatch.setenv("BAOKU_SNAPSHOT_DAYS", "6")
    with pytest.raises(SettingsInvalid, match="7 to"):
        load_settings()


# ---- lakes


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres() as words:
        yield words


@pytest.fixture
def lake(request, tmp_path, monkeypatch) -> Iterator[Lake]:
    """A new lake: SQLite with files in a folder, or PostgreSQL with files in moto's S3."""
    monkeypatch.chdir(tmp_path)
    if getattr(request, "param", "sqlite") == "sqlite":
        yield warehouse_at(f"ducklake:sqlite:{tmp_path}/lake.sqlite")
        return
    boto3 = pytest.importorskip("boto3")
    from moto.server import ThreadedMotoServer

    words = request.getfixturevalue("server")
    name = f"press{abs(hash(request.node.name)) % 10**9}"
    ask(f"{words} dbname=postgres", f"CREATE DATABASE {name}")
    store = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    store.start()
    host, port = store.get_host_and_port()
    for key, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(key, value)
    boto3.client("s3").create_bucket(Bucket=name)
    try:
        yield warehouse_at(f"ducklake:postgres:{words} dbname={name}", f"s3://{name}/lake")
    finally:
        store.stop()


def content(connection: duckdb.DuckDBPyConnection, *dropped: str) -> dict[str, pl.DataFrame]:
    """Every table and view, in an order that depends on nothing but the rows."""
    frames = {}
    for name in [table.name for table in TABLES] + [view.name for view in VIEWS]:
        frame = connection.sql(f"FROM {name}").pl()
        frame = frame.drop(column for column in dropped if column in frame.columns)
        frames[name] = frame.sort(column for column, dtype in frame.schema.items() if not dtype.is_nested())
    return frames


def assert_same(left: dict[str, pl.DataFrame], right: dict[str, pl.DataFrame]) -> None:
    assert left.keys() == right.keys()
    for name in left:
        assert_frame_equal(left[name], right[name])


def count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return connection.sql(sql).fetchall()[0][0]


def documents(lake: Lake) -> list[str]:
    with reading(lake) as connection:
        rows = connection.sql("SELECT document FROM core.dim_document WHERE document_key <> 0 ORDER BY 1").fetchall()
        runs = connection.sql("SELECT count(*) FROM audit.run").fetchall()
        keys = connection.sql("SELECT count(DISTINCT load_key) FROM core.dim_document WHERE load_key > 0").fetchall()
    assert [(len(rows),)] == runs == keys
    return [document for (document,) in rows]


@needs_lake
def test_a_small_lake(lake, monkeypatch):
    with pytest.raises(WarehouseMissing, match="baoku run"), reading(lake):
        pass
    with writing(lake) as connection:
        load(connection, staged(harbour=HARBOUR), run(1))
        assert publish(connection, lake).is_published
    found = "SELECT title, mention FROM mart.search('工业', since := '2023-01-01'), mart.observations ORDER BY ALL"
    with answer(lake, found) as result:
        assert result.fetchall() == [("临港镇上半年工业增长", mention) for mention in ("20.5亿元", "6.1%")]
    with pytest.raises(WriteRefused), answer(lake, f"COPY (SELECT 1) TO '{lake.data}/own.parquet'"):
        pass


WRITES = (
    "ATTACH '{home}' AS own (TYPE sqlite)",
    "COPY (SELECT 1) TO '{data}/own.parquet'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{data}/own.parquet'",
    "EXPORT DATABASE '{data}/own'",
    "PREPARE own AS COPY (SELECT 1) TO '{data}/own.parquet'",
    "SELECT 1; COPY (SELECT 1) TO '{data}/own.parquet'",
    "CREATE TABLE own (a INTEGER)",
    "SET lock_configuration = false",
    "DELETE FROM __ducklake_metadata_baoku.ducklake_snapshot",
    "CALL ducklake_merge_adjacent_files('baoku')",
    "FROM ducklake_expire_snapshots('baoku', older_than => now())",
    "FROM ducklake_delete_orphaned_files('baoku', cleanup_all => true)",
    "FROM read_text('/etc/passwd')",
    "FROM \"SQLITE_scan\" /* of whatever file */ ('{home}', 'ducklake_snapshot')",
    "SELECT 中文 FROM (SELECT 1 AS 中文), postgres_query('__ducklake_metadata_baoku', 'SELECT 1')",
    "FROM postgres_scan('host=127.0.0.1', 'public', 'pages')",
    "FROM query('FROM sqlite' || '_scan(1)')",
)
READS = (
    "SELECT 'copy, attach' AS said -- copy",
    "PIVOT core.dim_date ON date_key",
    "EXPLAIN FROM mart.documents",
    "DESCRIBE mart.documents",
    "PRAGMA table_info('core.dim_document')",
)


@needs_lake
@pytest.mark.slow
def test_of_a_lake_one_can_only_ask(lake):
    load_pages(lake, 1, 1)
    before = sorted(Path(lake.data).rglob("*"))
    for sql in WRITES:
        with pytest.raises(WriteRefused), answer(lake, sql.format(home=lake.home, data=lake.data)) as result:
            result.fetchall()
    for sql in READS:
        with answer(lake, sql) as result:
            assert result.fetchall(), sql
    assert sorted(Path(lake.data).rglob("*")) == before
    assert documents(lake) == ["page1.txt"]


ROUNDS = (
    ({"harbour": HARBOUR, "broken": BROKEN}, "r1"),
    ({"harbour": CHANGED}, "r1"),
    ({"harbour": HARBOUR}, "r1"),
    ({"harbour": HARBOUR, "broken": BROKEN}, "r2"),
    (page(3), "r2"),
)


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS, indirect=True)
def test_the_same_rows_as_the_plain_file(lake, tmp_path):
    """New, changed, come back, read again by other rules: each table, each view, and views as of a day."""
    with closing(open_build(tmp_path / "plain.duckdb")) as plain:
        for number, (pages, rules) in enumerate(ROUNDS):
            loaded = load(plain, staged(**pages), run(number, rules))
            with writing(lake) as connection:
                assert load(connection, staged(**pages), run(number, rules)) == loaded
        with reading(lake) as connection:
            assert_same(content(connection), content(plain))
            for view in VERSIONED_VIEWS:
                of_day = f"SELECT count(*) FROM {view.name}_as_of(DATE '2023-08-01')"  # noqa: S608 (declared names)
                assert count(connection, of_day) == count(plain, of_day), view.name
            found = "FROM mart.search('工业', in_place := '临港', candidates := 5)"
            assert_frame_equal(connection.sql(found).pl(), plain.sql(found).pl())


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS, indirect=True)
def test_two_loaders_at_once(lake, tmp_path):
    both = [loader(lake, 1, 4), loader(lake, 5, 8)]
    assert [process.wait(timeout=SECONDS) for process in both] == [0, 0]
    assert documents(lake) == [f"page{number}.txt" for number in range(1, 9)]
    plain = tmp_path / "plain.duckdb"
    load_pages(plain, 1, 8)
    with reading(lake) as left, closing(open_build(tmp_path / ".generations" / "build.duckdb")) as right:
        assert_same(content(left, *LOADING), content(right, *LOADING))


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS, indirect=True)
def test_two_connections_load_in_turn(lake):
    """Neither keeps the other from it while it is open, and each sees what the other has loaded."""
    with writing(lake) as left, writing(lake) as right:
        for number, connection in enumerate((left, right, right, left), 1):
            load(connection, staged(**page(number)), run(number))
    assert documents(lake) == [f"page{number}.txt" for number in range(1, 5)]


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS, indirect=True)
def test_a_lake_of_an_older_release(lake):
    load_pages(lake, 1, 1)
    with writing(lake) as connection:
        now = content(connection)
        connection.execute("ALTER TABLE audit.check DROP COLUMN owner")
        connection.execute("UPDATE audit.schema_version SET version = version - 1")
    with pytest.raises(WarehouseTooOld, match="brings it up to date"), reading(lake):
        pass
    assert bring_up_to_date(lake).is_published
    assert bring_up_to_date(lake) is None
    with reading(lake) as connection:
        assert_same(content(connection), now)


@contextmanager
def commits_held(lake: Lake) -> Iterator[None]:
    """The catalogue lets nobody commit inside the `with` block; others may read."""
    if lake.is_sqlite:
        with closing(sqlite3.connect(lake.home, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
        return
    words = lake.catalogue.removeprefix("postgres:")
    with subprocess.Popen([INSTALLED[-1] / "psql", "-q", words], stdin=subprocess.PIPE, text=True) as session:
        session.stdin.write("BEGIN; LOCK TABLE ducklake_snapshot IN EXCLUSIVE MODE;\n")
        session.stdin.flush()
        until(lambda: ask(words, "SELECT count(*) FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation > 0") != "0")
        yield
        session.stdin.close()


def waits_to_commit(lake: Lake) -> bool:
    """Whether a loader has written its rows and stands before the catalogue's lock."""
    if lake.is_sqlite:
        return len(list(Path(lake.data).glob("audit/run/*.parquet"))) > 1
    return ask(lake.catalogue.removeprefix("postgres:"), "SELECT count(*) FROM pg_locks WHERE NOT granted") != "0"


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS, indirect=True)
def test_a_loader_killed_in_mid_commit(lake):
    load_pages(lake, 1, 1)
    with reading(lake) as connection:
        before = content(connection)
    with commits_held(lake):
        killed = loader(lake, 2, 2)
        until(lambda: waits_to_commit(lake))
        killed.send_signal(signal.SIGKILL)
        killed.wait(timeout=SECONDS)
        with reading(lake) as connection:
            assert_same(content(connection), before)
    with reading(lake) as connection:
        assert_same(content(connection), before)
    load_pages(lake, 2, 3)
    assert documents(lake) == ["page1.txt", "page2.txt", "page3.txt"]


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS[1:], indirect=True)
def test_a_catalogue_that_goes_away_before_the_commit(lake):
    load_pages(lake, 1, 1)
    ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    with (
        writing(lake) as connection,
        pytest.raises(WarehouseUnreadable, match="the next run"),
        transaction(connection),
    ):
        connection.execute("DELETE FROM core.dim_document")
        ask(lake.catalogue.removeprefix("postgres:"), ending + "pg_backend_pid()")
    assert documents(lake) == ["page1.txt"]
    load_pages(lake, 2, 2)
    assert documents(lake) == ["page1.txt", "page2.txt"]


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS, indirect=True)
def test_a_second_writer_waits_and_is_told(lake):
    with turn(lake), pytest.raises(WarehouseBusy, match="Another process"), turn(lake, patience=0.5):
        pass
    with turn(lake, patience=0.5):
        pass


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS, indirect=True)
def test_time_travel(lake):
    load_pages(lake, 1, 1)
    with reading(lake) as early:
        numbers = [generation.number for generation in generations(lake)]
        then = datetime.now(UTC)
        load_pages(lake, 2, 2)
        assert count(early, "SELECT count(*) FROM mart.documents") == 1  # a reader keeps its snapshot
    with reading(lake) as connection:
        assert count(connection, "SELECT count(*) FROM mart.documents") == 2
        for moment in (f"VERSION => {numbers[-1]}", f"TIMESTAMP => TIMESTAMPTZ '{then}'"):
            assert count(connection, f"SELECT count(*) FROM core.dim_article AT ({moment})") == 2  # noqa: S608
        assert count(connection, "SELECT count(*) FROM core.dim_article") == 3  # with the unknown one
        now = content(connection)
    with pytest.raises(GenerationMissing, match="kept are"):
        rollback(lake, 0)
    back = rollback(lake)
    assert documents(lake) == ["page1.txt"]
    assert rollback(lake, back.number - 1).is_published
    with reading(lake) as connection:
        assert_same(content(connection), now)


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS, indirect=True)
def test_readers_never_wait_and_see_whole_loads(lake):
    load_pages(lake, 1, 1)
    seen = []
    with turn(lake):  # somebody is loading, however long it takes
        seen.append(seen_in(lake))
    running = loader(lake, 2, 4)
    while running.poll() is None:
        seen.append(seen_in(lake))
    assert running.returncode == 0
    assert [*dict.fromkeys(seen)][:1] == [(1, 1)] and seen == sorted(seen) and seen_in(lake) == (4, 4)
    assert all(runs == loaded for runs, loaded in seen)


def seen_in(lake: Lake) -> tuple[int, int]:
    """What a reader sees that comes now: how many runs, and how many documents."""
    with reading(lake) as connection:
        return connection.sql("SELECT (SELECT count(*) FROM audit.run), count(*) FROM mart.documents").fetchall()[0]


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS, indirect=True)
def test_compaction_and_expiry(lake):
    load_pages(lake, 1, 6)
    with writing(lake) as connection:
        before, kept = content(connection), keeping.snapshots(connection)
        gone = keeping.tidy(connection, datetime.now(UTC), days=0)
        assert gone["snapshots"] == 0 and gone["files merged or written anew"] > 6
        assert [one.number for one in kept] == [one.number for one in keeping.snapshots(connection)][: len(kept)]
        gone = keeping.tidy(connection, datetime.now(UTC) + timedelta(days=8), days=0)
        assert gone["snapshots"] >= len(kept) and gone["files"] > 6
        assert_same(content(connection), before)
        assert len(keeping.snapshots(connection)) < len(kept)
    with reading(lake) as connection:
        assert_same(content(connection), before)
    load_pages(lake, 7, 7)
    assert documents(lake)[-1] == "page7.txt"


@needs_lake
@pytest.mark.parametrize("open_it", [reading, writing])
def test_a_catalogue_that_refuses_connections(open_it, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refusing = warehouse_at("ducklake:postgres:dbname=press host=127.0.0.1 port=1", str(tmp_path / "files"))
    with pytest.raises(WarehouseUnreadable, match=r"does not answer.*Connection refused"), open_it(refusing):
        pass
    assert not (tmp_path / "files").exists()


@needs_lake
@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="needs Debian's postgresql")
@pytest.mark.parametrize("open_it", [reading, writing])
@pytest.mark.parametrize(("words", "said"), [("dbname=none", "does not exist"), ("dbname=postgres port=no", "port")])
def test_a_wrong_address_is_told(open_it, words, said, server, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with (
        pytest.raises(WarehouseUnreadable, match=said),
        open_it(warehouse_at(f"ducklake:postgres:{server} {words}", str(tmp_path / "files"))),
    ):
        pass


@needs_lake
@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="needs Debian's postgresql")
def test_a_new_lake_needs_a_place_for_its_files(server, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ask(f"{server} dbname=postgres", "CREATE DATABASE homeless")
    homeless = warehouse_at(f"ducklake:postgres:{server} dbname=homeless")
    with pytest.raises(WarehouseMissing, match="baoku run"), reading(homeless):
        pass
    with pytest.raises(WarehouseError, match="BAOKU_LAKE_DATA"), writing(homeless):
        pass


@needs_lake
def test_a_catalogue_that_is_none(tmp_path):
    (tmp_path / "lake.sqlite").write_text("no database at all " * 100)
    with (
        pytest.raises(WarehouseUnreadable, match="or is none"),
        reading(warehouse_at(f"ducklake:sqlite:{tmp_path}/lake.sqlite")),
    ):
        pass


@needs_lake
@pytest.mark.slow
def test_the_commands_on_a_lake(lake, cli, inbox, tmp_path, monkeypatch):
    monkeypatch.setenv("BAOKU_WAREHOUSE", str(lake))
    assert "baoku run" in cli("status").err
    done = baoku("run", "--inbox", inbox, cwd=tmp_path)
    assert done.returncode == 0 and "5 new" in done.stdout, done.stdout + done.stderr
    assert "Nothing is new: 5 files" in baoku("run", "--inbox", inbox, cwd=tmp_path).stdout
    assert "5 documents" in cli("status").out
    assert "\n5\n" in cli("query", "--csv", "SELECT count(*) FROM mart.documents").out
    assert "工业" in cli("search", "工业").out
    assert cli("export", "out").status == 0 and (tmp_path / "out" / "datapackage.json").exists()
    assert "generations kept: snapshots" in cli("doctor", "--json").out
    assert cli("plan").status == cli("quality").status == cli("quarantine", "list").status == 0
    assert cli("backfill").status == 0
    early = generations(lake)[1].number
    assert f"kept are: snapshots 0 to {early + 2}" in cli("rollback", early).out
    assert "0 documents" in cli("status").out
    assert "cannot go back to snapshot 9999" in cli("rollback", 9999).err
    assert cli("query", f"ATTACH '{lake.home}' AS own (TYPE sqlite)").status == 2
    tidied = tidy(load_settings(), datetime.now(UTC))
    assert tidied["snapshots"] == 0 and "generations" not in tidied


@needs_lake
@pytest.mark.slow
@pytest.mark.parametrize("lake", KINDS[1:], indirect=True)
def test_two_machines_run_at_once(lake, tmp_path):
    """As far as a lake sees: two working folders, each with its own locks, inbox and Prefect."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run"]
    place = {"BAOKU_WAREHOUSE": str(lake), "BAOKU_LAKE_DATA": lake.data, "PYTHONPATH": str(Path(__file__).parents[1])}
    running = []
    for number in (1, 2):
        inbox = tmp_path / f"machine{number}" / "inbox"
        inbox.mkdir(parents=True)
        for name, text in (page(number) | {"both": HARBOUR}).items():
            (inbox / f"{name}.txt").write_text(text)
        given = os.environ | place | {"BAOKU_INBOX": str(inbox)}
        running.append(subprocess.Popen(command, cwd=inbox.parent, env=given))
    assert [process.wait(timeout=2 * SECONDS) for process in running] == [0, 0]
    with reading(lake) as connection:
        found = connection.sql("SELECT document FROM mart.documents ORDER BY ALL").fetchall()
    assert found == [("both.txt",), ("page1.txt",), ("page2.txt",)]


@needs_lake
@pytest.mark.slow
def test_the_pages_of_the_explorer_see_a_new_snapshot(lake):
    assert generation_of(lake) is None
    load_pages(lake, 1, 1)
    before = generation_of(lake)
    with sealed(lake) as connection:
        assert rows(connection, "SELECT count(*) AS count FROM mart.articles") == [{"count": 1}]
    assert generation_of(lake) == before
    load_pages(lake, 2, 2)
    assert generation_of(lake) != before
