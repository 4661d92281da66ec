"""`baoku doctor`: each thing that stands in the way is named, with what to do."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import duckdb
import pytest

from flows.doctor import examine
from flows.doctor.installed import libraries
from flows.lock import lock
from flows.settings import Settings
from warehouse.build import build_path, writing
from warehouse.load import note
from warehouse.publish import publish
from warehouse.record import Run


def findings(settings: Settings) -> dict[str, tuple[str, str, str]]:
    return {one.subject: (one.state, one.says, one.mend) for one in examine(settings)}


@pytest.fixture
def settings(inbox, tmp_path) -> Settings:
    """Settings of somebody who has not begun: nothing stands where the warehouse will be."""
    return Settings(inbox=inbox, warehouse=tmp_path / "warehouse" / "baoku.duckdb")


def test_a_sound_installation_is_fine(settings: Settings):
    found = findings(settings)
    assert {state for state, _, _ in found.values()} == {"fine"}, found
    assert "baoku run" in found["warehouse"][1]


def test_nothing_is_made_where_nothing_was(settings: Settings):
    examine(settings)
    assert not settings.warehouse.parent.exists()


def _publish(settings: Settings, at: datetime) -> None:
    with writing(settings.warehouse) as connection:
        note(connection, Run("run", at, "rules", status="succeeded", finished_at=at))
        publish(connection, settings.warehouse)


def _inbox_missing(settings: Settings) -> None:
    for page in settings.inbox.iterdir():
        page.unlink()
    settings.inbox.rmdir()


def _warehouse_damaged(settings: Settings) -> None:
    _publish(settings, datetime.now(UTC))
    with settings.warehouse.open("rb+") as file:
        file.truncate(5000)


def _warehouse_foreign(settings: Settings) -> None:
    settings.warehouse.parent.mkdir()
    duckdb.connect(settings.warehouse).close()


def _clock_set_back(settings: Settings) -> None:
    _publish(settings, datetime.now(UTC) + timedelta(days=2))


def _disk_too_small(settings: Settings) -> None:
    build_path(settings.warehouse).parent.mkdir(parents=True)
    with build_path(settings.warehouse).open("wb") as file:
        file.truncate(10**13)  # sparse: it takes no room, but its copy would


def _damaged_file_left(settings: Settings) -> None:
    build_path(settings.warehouse).parent.mkdir(parents=True)
    build_path(settings.warehouse).with_suffix(".damaged").write_bytes(b"x")


FAULTS = [
    # what is done, subject, state, words that the finding holds
    (_inbox_missing, "inbox", "broken", ["no folder", "BAOKU_INBOX"]),
    (_warehouse_damaged, "warehouse", "broken", ["damaged", "rollback"]),
    (_warehouse_foreign, "warehouse", "broken", ["no baoku warehouse", "BAOKU_WAREHOUSE"]),
    (_clock_set_back, "clock", "warning", ["last run", "Set the clock"]),
    (_disk_too_small, "disk", "broken", ["free", "Make room"]),
    (_damaged_file_left, "damaged file", "warning", ["build.damaged", "Delete it"]),
]


@pytest.mark.parametrize(("spoil", "subject", "state", "words"), FAULTS)
def test_what_is_wrong_is_named_with_what_to_do(settings: Settings, spoil, subject, state, words):
    spoil(settings)
    found = findings(settings)[subject]
    assert found[0] == state and all(word in found[1] + found[2] for word in words), found


def test_a_run_under_way_is_seen(settings: Settings):
    assert findings(settings)["lock"][1] == "no run is under way"
    with lock(settings.warehouse, "run"):
        assert findings(settings)["lock"][1] == "a run is under way"


def test_a_library_outside_its_range_is_named(settings: Settings, tmp_path, monkeypatch):
    other = tmp_path / "site" / "polars-1.0.0.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: polars\nVersion: 1.0.0\n")
    monkeypatch.setattr(sys, "path", [str(other.parent), *sys.path])
    (found,) = libraries(settings)
    assert (found.subject, found.state) == ("polars", "broken") and "1.0.0; wanted is <3,>=2.1" in found.says


class _Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/api/health" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: the test's output stays readable."""


def test_a_prefect_server_is_asked_how_it_is(settings: Settings, monkeypatch):
    with ThreadingHTTPServer(("127.0.0.1", 0), _Healthy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{server.server_port}/api")
        assert findings(settings)["Prefect"][0] == "fine"
        server.shutdown()
    state, says, mend = findings(settings)["Prefect"]
    assert state == "broken" and "does not answer" in says and "PREFECT_API_URL" in mend


def test_the_command_leaves_with_3_when_something_is_broken(cli, settings: Settings):
    said = cli("doctor", "--inbox", settings.inbox, "--warehouse", settings.warehouse)
    assert said.status == 0 and "0 broken" in said.out
    os.environ.pop("PREFECT_API_URL", None)
    said = cli("doctor", "--inbox", "gone", "--warehouse", settings.warehouse, "--json")
    broken = [one["subject"] for one in json.loads(said.out) if one["state"] == "broken"]
    assert said.status == 3 and broken == ["inbox"]
