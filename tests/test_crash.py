"""Killed anywhere, the next run does what is left: the rows of a run that nobody has disturbed, and no others."""

import contextlib
import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from crashing import Point, copy_half, kill, start
from staged import HARBOUR, staged
from test_flow import _ask, _rows

from warehouse.build import build_path, writing
from warehouse.database import reading
from warehouse.load import load, note
from warehouse.publish import KEEP, generations, publish
from warehouse.record import Run

#: No run takes so long unless it hangs, however busy the machine is.
SECONDS = 600
BEFORE, AFTER = "before", "after"
LOAD, RECORD, PUBLISH = "warehouse.load:insert", "warehouse.record:insert", "warehouse.publish:"
OUTBOX = "flows.alerts.outbox:Outbox."

#: The tables of documents, and the members that they share.
TABLES = [Point(LOAD, AFTER, nth) for nth in range(1, 13)]
MEMBERS = [Point("warehouse.members:insert", AFTER, nth) for nth in (1, 3, 5, 7)]
POINTS = [
    # look
    Point("flows.once:upgrade", BEFORE),
    Point("flows.once:look_around", BEFORE),
    Point("flows.digests:read_bytes", AFTER, 2),
    Point("flows.once:look_around", AFTER),
    Point("flows.ingest:begin", AFTER),
    Point("flows.ingest:look", BEFORE),
    Point("flows.heartbeat:_write", BEFORE),
    Point("flows.heartbeat:_write", AFTER),
    # read
    Point("flows.ingest:read_all", BEFORE),
    Point("flows.batches:_document", AFTER),
    Point("flows.batches:read_batch", AFTER),
    Point("flows.batches:write_frames", AFTER),
    Point("flows.ingest:read_all", AFTER),
    # check
    Point("flows.withholding:staged_frames", AFTER),
    Point("flows.ingest:check_all", AFTER),
    # load, all of it inside one transaction
    Point("warehouse.build:_open", BEFORE),
    Point("warehouse.build:_open", AFTER),
    Point("flows.ingest:load_all", BEFORE),
    Point("warehouse.load:_load_batch", BEFORE),
    *MEMBERS,
    *TABLES,
    Point("warehouse.load:close_replaced", AFTER),
    Point("warehouse.load:open_versions", AFTER),
    Point("warehouse.load:link_reprints", AFTER),
    Point("warehouse.load:index_articles", AFTER),
    Point("warehouse.load:close_aliased", AFTER),
    Point("warehouse.load:check_numbers", AFTER),
    Point("warehouse.load:count_terms", AFTER),
    Point("warehouse.load:sort_postings", AFTER),
    *[Point(RECORD, AFTER, nth) for nth in (1, 3, 5)],
    Point("warehouse.load:write_record", AFTER),
    Point("flows.ingest:load_all", AFTER),
    # publish
    Point("flows.ingest:publish_all", BEFORE),
    Point(f"{PUBLISH}_sweep", BEFORE),
    Point(f"{PUBLISH}copy_file", BEFORE, of="build.duckdb"),
    Point(f"{PUBLISH}copy_file", BEFORE, of="build.duckdb", action=copy_half),
    Point(f"{PUBLISH}copy_file", AFTER, of="build.duckdb"),
    *[Point("os:fsync", when, nth) for nth in (1, 2, 3) for when in (BEFORE, AFTER)],
    Point("pathlib:Path.replace", BEFORE, of=".generations/000002.part"),
    Point("pathlib:Path.replace", AFTER, of=".generations/000002.part"),
    Point("pathlib:Path.hardlink_to", BEFORE),
    Point("pathlib:Path.hardlink_to", AFTER),
    Point("pathlib:Path.replace", BEFORE, of="000002.link"),
    Point("pathlib:Path.replace", AFTER, of="000002.link"),
    Point(f"{PUBLISH}expire", BEFORE),
    Point("pathlib:Path.unlink", BEFORE, of="000001.duckdb"),
    Point("pathlib:Path.unlink", AFTER, of="000001.duckdb"),
    Point("flows.ingest:publish_all", AFTER),
    # after it
    Point("flows.ingest:leave_artifact", AFTER),
    Point("flows.alerts.watching:_note_good_end", BEFORE),
]
#: Where a message is decided, put into the outbox, sent, recorded; before them, where what it tells of is loaded.
ALERT_POINTS = [
    Point("flows.ingest:load_all", AFTER),
    Point("flows.ingest:publish_all", AFTER),
    Point("flows.alerts.telling:tell_of_run", BEFORE),
    Point(f"{OUTBOX}keep", AFTER),
    Point(f"{OUTBOX}post", AFTER),
    Point(f"{OUTBOX}due", AFTER),
    Point(f"{OUTBOX}accepted", BEFORE),
    Point(f"{OUTBOX}accepted", AFTER),
    Point("flows.alerts.telling:tell_of_run", AFTER),
]


@pytest.fixture(scope="module")
def environment(prefect) -> dict[str, str]:
    """What all runs share: one Prefect, and that one generation is kept."""
    from prefect.settings import PREFECT_API_URL

    return {"PREFECT_API_URL": PREFECT_API_URL.value(), "BAOKU_KEEP_GENERATIONS": "1"}


class Site:
    """An inbox and a warehouse in a folder, and the runs on them."""

    def __init__(self, folder: Path, environment: dict[str, str]):
        self.folder, self.environment = folder, environment
        self.inbox, self.warehouse = folder / "inbox", folder / "warehouse" / "baoku.duckdb"
        self.log = folder / "log"

    def copied(self, folder: Path) -> "Site":
        """The same in another folder; links between the files of the warehouse stay links."""
        subprocess.run(["cp", "--archive", self.folder, folder], check=True)
        return Site(folder, self.environment)

    def start(self, *points: Point, verb: str = "run", **settings: object):
        command = [verb, "--warehouse", self.warehouse, *(["--inbox", self.inbox] if verb == "run" else [])]
        named = {f"BAOKU_{name.upper()}": str(value) for name, value in settings.items()}
        return start(command, self.environment | named, self.log, points)

    def run(self, *points: Point, verb: str = "run", **settings: object) -> int:
        """The exit status of a run; while it works the published file is opened again and again."""
        process = self.start(*points, verb=verb, **settings)
        deadline = time.monotonic() + SECONDS
        while process.exitcode is None and time.monotonic() < deadline:
            self.look()
            process.join(0.02)
        if process.exitcode is None:
            process.kill()
        assert process.exitcode is not None, f"no end in {SECONDS} s; {self.said}"
        self.look()
        return process.exitcode

    def look(self) -> None:
        """What is published is whole: the old rows or the new ones."""
        if self.warehouse.exists():
            with reading(self.warehouse) as connection:
                shown = connection.execute("SELECT count(*) FROM core.dim_document WHERE is_current").fetchone()
            assert shown in {(2,), (3,), (4,)}, shown

    @property
    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else "nothing"

    def state(self) -> dict[str, list[tuple]]:
        """All that must be the same: the star's rows, the ledger, what stands in quarantine, the good runs' counts."""
        asked = {
            "files": "SELECT path, sha256, status FROM audit.file ORDER BY ALL",
            "quarantine": "SELECT path, code, closed_at IS NULL FROM audit.quarantine ORDER BY ALL",
            "current": "SELECT document, count(*) FROM core.dim_document WHERE is_current GROUP BY ALL ORDER BY ALL",
        }
        return _rows(self.warehouse) | {name: _ask(self.warehouse, sql) for name, sql in asked.items()}


@pytest.fixture(scope="module")
def before(environment, tmp_path_factory) -> Site:
    """Two pages are loaded; then one changes, one comes, one is copied, and one that is empty will be refused."""
    site = Site(tmp_path_factory.mktemp("crash") / "before", environment)
    site.inbox.mkdir(parents=True)
    (site.inbox / "1.txt").write_text("全镇新增企业123家。\n")
    (site.inbox / "2.txt").write_text("本报讯 记者张三报道，今年全县工业总产值12亿元，同比增长5.2%。\n")
    assert site.run() == 0, site.said
    (site.inbox / "1.txt").write_text("全镇新增企业321家，投资额3亿元。\n")
    (site.inbox / "3.txt").write_text("市长李四在会上说，2023年粮食产量40万吨，比上年增长8%。\n")
    shutil.copy(site.inbox / "2.txt", site.inbox / "2 副本.txt")
    (site.inbox / "empty.txt").write_bytes(b"")
    return site


@pytest.fixture(scope="module")
def undisturbed(before) -> dict[str, list[tuple]]:
    """What a run that nobody disturbs makes of it."""
    site = before.copied(before.folder.with_name("undisturbed"))
    assert site.run() == 1, site.said  # one file is refused
    state = site.state()
    assert state["core.fct_observation"] and dict(state["current"])["1.txt"] == 1
    assert [code for _, code, _ in state["quarantine"]] == ["F001"]
    return state


@pytest.fixture
def site(before, tmp_path) -> Site:
    return before.copied(tmp_path / "site")


def _heals(site: Site, undisturbed: dict[str, list[tuple]]) -> None:
    """The next run does what is left; the one after it finds nothing new, and nothing is left lying."""
    site.log = site.folder / "log of the next"
    assert site.run() in (0, 1) and "Traceback" not in site.said, site.said
    assert site.state() == undisturbed
    kept = sorted(path.name for path in build_path(site.warehouse).parent.iterdir())
    assert not [name for name in kept if name.endswith(".link")] and len(generations(site.warehouse)) <= KEEP
    published = site.warehouse.stat().st_ino
    assert site.run() == 0 and site.warehouse.stat().st_ino == published, site.said
    assert site.state() == undisturbed


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS, ids=str)
def test_killed_anywhere_the_next_run_gives_the_same_rows(site, undisturbed, point):
    assert site.run(point) == -9, f"{point} is never reached: {site.said}"
    _heals(site, undisturbed)


def one_batch_a_transaction(*_: object) -> None:
    """Load after each batch, as a run does after some of them where files are many."""
    import flows.ingest

    flows.ingest.AT_ONCE = 1


IN_PARTS = Point("flows.ingest:look", BEFORE, action=one_batch_a_transaction)
#: Between two batches of a transaction, and between two transactions.
BETWEEN = [
    [Point("warehouse.load:_load_batch", BEFORE, 2)],
    [IN_PARTS, Point("flows.ingest:load_all", AFTER)],
    [IN_PARTS, Point("flows.ingest:check_all", AFTER, 2)],
    [IN_PARTS, Point("warehouse.load:write_record", AFTER, 2)],
]


@pytest.mark.slow
@pytest.mark.parametrize("points", BETWEEN, ids=lambda points: str(points[-1]))
def test_killed_between_two_batches_the_next_run_gives_the_same_rows(site, undisturbed, points):
    assert site.run(*points, batch_documents=1) == -9, site.said
    _heals(site, undisturbed)


@pytest.mark.slow
@pytest.mark.parametrize("share", [number / 10 for number in range(1, 10, 2)])
def test_killed_at_any_moment_the_next_run_gives_the_same_rows(site, before, undisturbed, share, tmp_path):
    began = time.monotonic()
    before.copied(tmp_path / "timed").run()
    lasts = time.monotonic() - began
    process = site.start()
    process.join(lasts * share)
    process.kill()
    process.join()
    site.look()
    _heals(site, undisturbed)


@pytest.mark.slow
def test_killed_again_and_again_the_last_run_gives_the_same_rows(site, undisturbed):
    for point in (POINTS[10], TABLES[2], TABLES[8], POINTS[-8], POINTS[-6]):
        assert site.run(point) in (-9, 0, 1)
    _heals(site, undisturbed)


@contextlib.contextmanager
def receiver() -> Iterator[tuple[str, list[str]]]:
    """A webhook's address, and what it has got."""
    got: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append(body["title"] + body["message"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"json://127.0.0.1:{server.server_port}/", got
        server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("point", ALERT_POINTS, ids=str)
def test_killed_while_it_tells_nothing_is_lost_and_one_message_comes_twice_at_most(site, undisturbed, point):
    with receiver() as (address, got):
        assert site.run(point, alerts=address) == -9, f"{point} is never reached: {site.said}"
        site.run(alerts=address)
        site.run(alerts=address)
    of_file = [text for text in got if "F001" in text]
    assert 1 <= len(of_file) <= (2 if point.place.endswith("accepted") and point.when == BEFORE else 1), got
    assert site.state() == undisturbed


@contextlib.contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A file system of `size` at `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "baoku", folder], capture_output=True)
    if made.returncode:
        pytest.skip(f"a file system of a set size takes root's right to mount: {made.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def remount(folder: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", folder], check=True)


@contextlib.contextmanager
def on_a_small_disk(before: Site, folder: Path, spare: int) -> Iterator[Site]:
    """`before` with its warehouse on a file system that has `spare` bytes left."""
    folder.mkdir()
    site = Site(folder, before.environment)
    shutil.copytree(before.inbox, site.inbox)
    with mounted(site.warehouse.parent, "1g") as disk:
        subprocess.run(["cp", "--archive", f"{before.warehouse.parent}/.", disk], check=True)
        used = int(subprocess.check_output(["df", "--output=used", "-B1", disk]).split()[-1])
        remount(disk, f"size={used + spare}")
        yield site


@pytest.mark.slow
@pytest.mark.parametrize("spare", [20_000, 300_000, 1_500_000, 6_000_000])
def test_a_full_disk_stops_the_run_and_nothing_else(before, undisturbed, tmp_path, spare):
    with on_a_small_disk(before, tmp_path / "site", spare) as site:
        rows = _rows(site.warehouse)
        status = site.run()
        assert status == 3 or (status == 1 and site.state() == undisturbed), site.said
        if status == 3:
            assert "space" in site.said.lower() and "Traceback" not in site.said.rsplit("baoku: ")[-1]
            assert _rows(site.warehouse) == rows
        remount(site.warehouse.parent, "size=1g")
        _heals(site, undisturbed)


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_is_told_and_left_alone(before, undisturbed, tmp_path):
    with on_a_small_disk(before, tmp_path / "site", 50_000_000) as site:
        rows = _rows(site.warehouse)
        remount(site.warehouse.parent, "ro")
        assert site.run() == 3
        assert "cannot write beside the warehouse" in site.said and "Traceback" not in site.said
        assert _rows(site.warehouse) == rows
        remount(site.warehouse.parent, "rw")
        _heals(site, undisturbed)


def append_to_page(*_: object) -> None:
    """An editor saves the page between the look and the reading."""
    page = Path(PAGE_FILE.read_text())
    page.write_text(page.read_text() + "又及：新增企业7家。\n")


PAGE_FILE = Path("page to change")


@pytest.mark.slow
def test_a_file_that_changes_while_it_is_read_is_read_by_the_next_run(site, monkeypatch):
    monkeypatch.chdir(site.folder)
    PAGE_FILE.write_text(str(site.inbox / "3.txt"))
    point = Point("flows.ingest:read_all", BEFORE, action=append_to_page)
    assert site.run(point) == 1
    refused = "SELECT path FROM audit.quarantine WHERE closed_at IS NULL ORDER BY path"
    assert _ask(site.warehouse, refused) == [("3.txt",), ("empty.txt",)]
    assert site.run() == 0, site.said
    assert _ask(site.warehouse, refused) == [("empty.txt",)]
    assert _ask(site.warehouse, "SELECT mention FROM mart.observations WHERE mention = '7家'") == [("7家",)]


def wait_for_the_other(*_: object) -> None:
    """Work until the file that says so is gone."""
    Path("is at work").touch()
    while Path("is at work").exists():
        time.sleep(0.05)


@pytest.mark.slow
def test_of_two_at_once_one_works_and_the_other_leaves(site, undisturbed, monkeypatch):
    monkeypatch.chdir(site.folder)
    first = site.start(Point("flows.ingest:read_all", BEFORE, action=wait_for_the_other))
    flag = site.folder / "is at work"
    deadline = time.monotonic() + SECONDS
    while not flag.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    second = Site(site.folder, site.environment)
    second.log = site.folder / "log of the second"
    assert second.run() == 3
    assert "another baoku is at work" in second.said and "Traceback" not in second.said
    flag.unlink()
    first.join(SECONDS)
    assert first.exitcode == 1
    assert site.state() == undisturbed


def _in_the_future(site: Site) -> None:
    """All moments of the warehouse a year later: as if the clock had been set back by one since."""
    columns = (
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal "
        "AND data_type LIKE 'TIMESTAMP%' AND (schema_name, table_name) IN "
        "(SELECT (schema_name, table_name) FROM duckdb_tables())"
    )
    with writing(site.warehouse) as connection:
        for schema, table, column in connection.execute(columns).fetchall():
            connection.execute(f"UPDATE {schema}.{table} SET {column} = {column} + INTERVAL 1 YEAR")  # noqa: S608
        publish(connection, site.warehouse)


@pytest.mark.slow
def test_a_clock_set_back_by_a_year_changes_no_row(site, undisturbed):
    _in_the_future(site)
    assert site.run() == 1, site.said
    assert site.state() == undisturbed
    turned = "SELECT count(*) FROM core.fct_validity WHERE valid_to <= valid_from"
    assert _ask(site.warehouse, turned) == [(0,)]
    assert site.run() == 0
    assert site.state() == undisturbed


@pytest.mark.slow
@pytest.mark.parametrize("kept", [0, 4_096, 0.5, 0.95])
def test_a_cut_warehouse_is_told_and_rollback_heals_it(site, undisturbed, kept):
    assert site.run(keep_generations=3) == 1
    content = site.warehouse.read_bytes()
    site.warehouse.write_bytes(content[: int(kept * len(content)) if 0 < kept < 1 else int(kept)])
    process = site.start()
    process.join(SECONDS)
    assert process.exitcode == 3
    assert "baoku rollback" in site.said and "Traceback" not in site.said
    process = site.start(verb="rollback")
    process.join(SECONDS)
    assert process.exitcode == 0, site.said
    _heals(site, undisturbed)


def test_points_are_many_and_each_stands_once():
    for points in (POINTS, ALERT_POINTS):
        assert len({str(point) for point in points}) == len(points)
        assert {point.action for point in points} <= {kill, copy_half}
    assert len(POINTS) >= 30


@pytest.mark.parametrize("point", [*POINTS, *ALERT_POINTS], ids=str)
def test_points_are_there(point):
    assert callable(point.found()[2])


def test_each_table_of_a_document_has_its_point(tmp_path):
    with writing(tmp_path / "baoku.duckdb") as connection:
        loaded = load(connection, staged(page=HARBOUR), Run("run-1", datetime(2023, 8, 1, tzinfo=UTC), "r1"))
    assert len(loaded.rows) == len(TABLES)


def test_a_run_that_dies_after_its_load_is_noted_and_its_terms_are_counted_once(tmp_path):
    warehouse, run = tmp_path / "baoku.duckdb", Run("run-1", datetime(2023, 8, 1, tzinfo=UTC), "r1")
    frequencies = "SELECT term, articles FROM core.term_frequency ORDER BY term"
    with writing(warehouse) as connection:
        load(connection, staged(page=HARBOUR), run)
        counted = connection.execute(frequencies).fetchall()
        note(connection, replace(run, status="failed"))
        assert counted and connection.execute(frequencies).fetchall() == counted
        assert connection.execute("SELECT status FROM audit.run").fetchall() == [("failed",)]
