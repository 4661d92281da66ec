"""Freshness: that nothing comes any more is noticed, by a flow that works while no run does."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from staged import HARBOUR, staged

from flows.alerts.standing import aged, died, due_after, no_good_run, no_new_file, running
from flows.alerts.watching import Watching, ended_well_at
from flows.freshness import look
from flows.heartbeat import heartbeat_path, last_life, living
from flows.lock import lock
from flows.refusals import refusal, refusal_frame
from flows.settings import Settings
from warehouse.build import writing
from warehouse.load import load
from warehouse.publish import publish
from warehouse.record import Record, Run

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)  # a Monday, 16:00 in Shanghai
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

DUE = [
    # cron, times, after NOW comes to
    ("*/15 * * * *", 1, timedelta(minutes=15)),
    ("*/15 * * * *", 8, 2 * HOUR),
    ("0 6 * * 1-5", 1, 14 * HOUR),  # Tuesday 06:00 in Shanghai
    ("0 6 * * 1-5", 5, 6 * DAY + 14 * HOUR),  # the weekend does not count
]


@pytest.mark.parametrize(("cron", "times", "after"), DUE)
def test_intervals_are_those_of_the_schedule(cron, times, after):
    assert due_after(NOW, cron, "Asia/Shanghai", times) == NOW + after


RUNS = [
    # hours since the last good run (None: there was none), fresh_intervals, whether it is told
    (2, 8, False),
    (2.1, 8, True),
    (2.1, 0, False),
    (None, 8, False),
    (-5, 8, False),  # the clock was set back
]


@pytest.mark.parametrize(("hours", "intervals", "told"), RUNS)
def test_no_good_run(settings: Settings, hours, intervals, told):
    last = None if hours is None else NOW - hours * HOUR
    found = no_good_run(last, settings.model_copy(update={"fresh_intervals": intervals}), NOW)
    assert [one.code for one in found] == (["A012"] if told else [])


FILES = [
    # days since the newest file (None: none ever came), fresh_days, whether it is told
    (3, 3, False),
    (3.01, 3, True),
    (300, 0, False),
    (None, 3, False),
    (-5, 3, False),
]


@pytest.mark.parametrize(("days", "fresh_days", "told"), FILES)
def test_no_new_file(days, fresh_days, told):
    newest = None if days is None else NOW - days * DAY
    assert [one.code for one in no_new_file(newest, fresh_days, NOW)] == (["A011"] if told else [])


def _publish(settings: Settings) -> datetime:
    """A warehouse with a page and a refused file, and when the run was."""
    now = datetime.now(UTC)
    record = Record(quarantine=refusal_frame([refusal("empty", "empty.txt", "", "0")]))
    with writing(settings.warehouse) as connection:
        load(connection, staged(harbour=HARBOUR), Run("1", now, "rules", "succeeded", now), record)
        publish(connection, settings.warehouse)
    return now


AGES = [
    # after the run, codes that are told
    (HOUR, {"F001"}),
    (3 * HOUR, {"F001", "A012"}),
    (4 * DAY, {"F001", "A012", "A011"}),
    (15 * DAY, {"F001", "A012", "A011", "A010"}),
]


def test_what_grows_old_is_found_in_a_published_warehouse(settings: Settings):
    now = _publish(settings)
    for after, codes in AGES:
        assert {one.code for one in look(settings, now + after).conditions} == codes


def test_ageing_can_be_off_and_counts(settings: Settings):
    now = _publish(settings)
    with writing(settings.warehouse) as connection:
        (old,) = aged(connection, 14, now + 15 * DAY)
        assert (old.count, old.examples) == (1, ("F001 empty.txt",))
        assert aged(connection, 0, now + 15 * DAY) == []


def test_runs_that_find_nothing_new_are_good_runs(settings: Settings):
    """They leave no row in `audit.run`: nothing is published by them."""
    now = _publish(settings)
    with lock(settings.warehouse, "run"), Watching(settings, print):
        """Nothing is new."""
    stamp = settings.warehouse.parent / ".staging" / "baoku.ended_well"
    later = now + 30 * DAY
    os.utime(stamp, (later.timestamp(), later.timestamp()))
    assert abs(ended_well_at(settings.warehouse) - later) < timedelta(seconds=1)
    assert "A012" not in {one.code for one in look(settings, later + HOUR).conditions}


def test_a_run_that_fails_is_no_good_run(settings: Settings):
    with pytest.raises(OSError), lock(settings.warehouse, "run"), Watching(settings, print):
        raise OSError
    with lock(settings.warehouse, "run"), Watching(settings, print, "backfill"):
        """Another flow fetches nothing."""
    assert ended_well_at(settings.warehouse) is None


def test_a_run_that_hangs_or_died_is_seen_without_its_lock(settings: Settings):
    run = Run("hanging", datetime.now(UTC), "rules")
    with lock(settings.warehouse, "run"), living(settings.warehouse, run) as heart:
        heart.beat("read")
        beat = last_life(settings.warehouse).beat_at
        assert running(settings, beat + HOUR) == []
        (stuck,) = running(settings, beat + 3 * HOUR)
        assert stuck.code == "A004" and "hanging: read since" in stuck.examples[0]
        left = heartbeat_path(settings.warehouse).read_bytes()
    assert running(settings, NOW) == []
    heartbeat_path(settings.warehouse).write_bytes(left)
    assert running(settings, NOW) == [died(last_life(settings.warehouse))]


def test_the_flow_works_while_a_run_holds_the_lock(prefect, settings: Settings, monkeypatch):
    from flows.freshness import freshness

    _publish(settings)
    monkeypatch.setenv("BAOKU_ALERTS", "json://127.0.0.1:1")
    monkeypatch.setenv("BAOKU_FRESH_DAYS", "0.0000001")
    with lock(settings.warehouse, "run"):
        assert {one.code for one in freshness(settings.warehouse)} == {"F001", "A011"}
    assert (settings.warehouse.parent / ".alerts" / "baoku.sqlite").exists()


def test_without_a_warehouse_nothing_is_old(settings: Settings):
    assert look(settings, NOW).conditions == ()
