"""Runs that died or hang: the next one knows, says so, and does their work."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from flows.failing import note_dead
from flows.freshness import end_hanging
from flows.heartbeat import end_stuck, heartbeat_path, last_life, living
from flows.lock import lock
from flows.settings import Settings
from warehouse.build import writing
from warehouse.errors import WarehouseBusy
from warehouse.record import Run

#: A run that takes the lock, comes as far as the stage `read`, says so, and goes no further.
HANGING = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from flows.heartbeat import living
from flows.lock import lock
from warehouse.record import Run

warehouse = Path(sys.argv[1])
with lock(warehouse, "run"), living(warehouse, Run("hanging", datetime.now(UTC), "rules")) as heart:
    heart.beat("read")
    print("reading", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def hanging(settings: Settings):
    """A process with a run that hangs."""
    process = subprocess.Popen([sys.executable, "-c", HANGING, settings.warehouse], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "reading\n"
    yield process
    process.kill()
    process.wait()


def runs(warehouse: Path) -> list[tuple]:
    with writing(warehouse) as connection:
        return connection.execute("SELECT run_id, status, message FROM audit.run").fetchall()


def test_a_run_that_ends_leaves_no_sign(settings: Settings):
    with living(settings.warehouse, Run("one", datetime.now(UTC), "rules")) as heart:
        heart.beat("read")
        assert last_life(settings.warehouse).stage == "read"
    assert last_life(settings.warehouse) is None and not heartbeat_path(settings.warehouse).exists()


def test_a_killed_run_is_put_on_record_by_the_next(settings: Settings, hanging):
    hanging.kill()
    hanging.wait()
    with lock(settings.warehouse, "run"):
        note_dead(settings.warehouse)
    ((run_id, status, message),) = runs(settings.warehouse)
    assert (run_id, status) == ("hanging", "failed") and message.startswith("read: the process ended without a word")


def test_a_run_that_goes_on_is_left_alone(settings: Settings, hanging):
    with pytest.raises(WarehouseBusy), lock(settings.warehouse, "run", timedelta(minutes=5)):
        pass
    assert hanging.poll() is None


def test_a_run_that_hangs_is_ended_and_its_lock_taken(settings: Settings, hanging):
    time.sleep(0.1)
    with pytest.raises(WarehouseBusy), lock(settings.warehouse, "run"):
        pass
    with lock(settings.warehouse, "run", timedelta(seconds=0.05)):
        assert not psutil.pid_exists(hanging.pid)
        note_dead(settings.warehouse)
    ((_, status, message),) = runs(settings.warehouse)
    assert status == "failed" and "no step forward" in message and "ended by the next run" in message


def test_on_a_schedule_freshness_ends_a_run_that_hangs(settings: Settings, hanging):
    time.sleep(0.1)
    for minutes, is_ended in ((0, False), (120, False), (0.001, True)):
        assert end_hanging(settings.model_copy(update={"stuck_minutes": minutes})) == is_ended
    assert not psutil.pid_exists(hanging.pid)
    assert not end_hanging(settings.model_copy(update={"stuck_minutes": 0.001})), "it left its sign, but holds no lock"


def test_another_process_with_the_same_number_is_not_ended(settings: Settings, hanging):
    place = heartbeat_path(settings.warehouse)
    place.write_text(place.read_text().replace('"process_started": ', '"process_started": 1'))
    time.sleep(0.1)
    assert not end_stuck(settings.warehouse, timedelta(seconds=0.05))
    assert psutil.pid_exists(hanging.pid) and hanging.poll() is None


NO_LIFE = ["", "{", "[]", '{"run_id": 1}', "null"]


@pytest.mark.parametrize("content", NO_LIFE)
def test_a_sign_that_cannot_be_read_is_none(settings: Settings, content):
    place = heartbeat_path(settings.warehouse)
    place.parent.mkdir(parents=True)
    place.write_text(content)
    assert last_life(settings.warehouse) is None
