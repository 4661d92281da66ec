"""What runs leave behind stays bounded."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from flows import housekeeping as module
from flows.errors import UsageInvalid
from flows.housekeeping import LONGEST_LOG_BYTES, housekeeping, tidy
from flows.lock import staging
from flows.settings import Settings, load_settings
from warehouse.build import build_path, writing
from warehouse.errors import WarehouseMissing
from warehouse.load import note
from warehouse.publish import generations, publish
from warehouse.record import Record, Run
from warehouse.schema import audit

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def _checks(*outcomes: bool) -> pl.DataFrame:
    rows = [
        {
            "code": f"Q{number:03}", "table_name": "stage.document", "column_name": "", "severity": "warning",
            "passed": passed, "failed_rows": 0, "examples": [], "meaning": "m", "mend": "m", "owner": "steward",
        }
        for number, passed in enumerate(outcomes)
    ]  # fmt: skip
    schema = {column.name: column.dtype.polars for column in audit.CHECK_COLUMNS}
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema)


def _run(settings: Settings, at: datetime) -> None:
    steps = pl.DataFrame(
        {"ordinal": [1], "step": ["files"], "row_count": [1]},
        {"ordinal": pl.Int32, "step": pl.String, "row_count": pl.Int64},
    )
    refused = {"code": "F001", "path": f"{at:%j}.txt", "message": "m", "mend": "m"}
    quarantine = pl.DataFrame([refused], {column.name: column.dtype.polars for column in audit.REFUSAL_COLUMNS})
    record = Record(funnel=steps, checks=_checks(True, False), quarantine=quarantine, mended=[f"{at:%j}.txt"])
    with writing(settings.warehouse) as connection:
        note(connection, Run(f"{at:%Y%m%d}", at, "rules", "succeeded", at), record)
        publish(connection, settings.warehouse, settings.keep_generations)


def _counts(settings: Settings) -> dict[str, int]:
    with writing(settings.warehouse) as connection:
        names = ("run", "check", "funnel")
        return {name: connection.table(f"audit.{name}").aggregate("count(*)").fetchone()[0] for name in names}


def test_details_of_old_runs_go_and_their_failed_checks_stay(settings: Settings):
    for days in (500, 401, 399, 1):
        _run(settings, NOW - timedelta(days=days))
    assert _counts(settings) == {"run": 4, "check": 8, "funnel": 4}
    gone = tidy(settings, NOW)
    assert gone["audit.check"] == 2 and gone["audit.funnel"] == 2
    assert _counts(settings) == {"run": 4, "check": 6, "funnel": 2}


def test_generations_beyond_the_setting_go(settings: Settings):
    for days in (4, 3, 2, 1):
        _run(settings, NOW - timedelta(days=days))
    fewer = settings.model_copy(update={"keep_generations": 1})
    assert len(generations(settings.warehouse)) == 3
    assert tidy(fewer, NOW)["generations"] == 2
    (kept,) = generations(settings.warehouse)
    assert kept.is_published


def test_what_killed_runs_have_left_goes(settings: Settings):
    _run(settings, NOW)
    left = staging(settings.warehouse) / settings.warehouse.stem / "run" / "000000"
    left.mkdir(parents=True)
    (left / "stage.article.parquet").write_bytes(b"x")
    damaged = build_path(settings.warehouse).with_suffix(".damaged")
    damaged.write_bytes(b"x")
    assert tidy(settings, datetime.now(UTC))["staged folders"] == 1 and damaged.exists()
    assert tidy(settings, datetime.now(UTC) + timedelta(days=31))["damaged files"] == 1 and not damaged.exists()


def test_a_long_log_is_emptied_while_it_is_written(settings: Settings):
    _run(settings, NOW)
    log = settings.warehouse.parent / ".prefect" / "server.log"
    log.parent.mkdir()
    with log.open("ab") as writer:
        writer.write(b"x" * (LONGEST_LOG_BYTES + 1))
        writer.flush()
        assert tidy(settings, NOW)["bytes of logs"] == LONGEST_LOG_BYTES + 1
        writer.write(b"and on")
    assert log.read_bytes() == b"and on"


@pytest.mark.slow
def test_a_year_of_runs_every_quarter_of_an_hour_takes_bounded_room(settings: Settings):
    """Records of 15-minute runs, housekeeping once a day: the second half-year adds nothing to the first.

    Written in steps of a day's 96 runs, whose checks are as many as a real run has.
    """
    sizes = []
    kept = settings.model_copy(update={"keep_days": 10})
    checks = _checks(*[True] * 250)
    for day in range(60):
        at = NOW + timedelta(days=day)
        with writing(settings.warehouse) as connection:
            for quarter in range(0, 96, 24):
                began = at + timedelta(minutes=15 * quarter)
                note(connection, Run(f"{began:%Y%m%d%H%M}", began, "rules", "succeeded", began), Record(checks=checks))
            publish(connection, settings.warehouse, 1)
        tidy(kept, at)
        sizes.append(build_path(settings.warehouse).stat().st_size)
    assert max(sizes[30:]) <= 1.1 * max(sizes[:30])


def test_the_flow_says_what_went(prefect, settings: Settings):
    with pytest.raises(WarehouseMissing):
        housekeeping(settings.warehouse)
    _run(settings, NOW)
    assert housekeeping(settings.warehouse)["audit.check"] == 0


HOLDER = """
import pathlib, sys, time
from flows.lock import lock
with lock(pathlib.Path(sys.argv[1]), "run"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def test_it_tries_again_while_a_run_is_at_work(prefect, settings: Settings, monkeypatch):
    monkeypatch.setattr(module, "WAIT_SECONDS", (1,) * 20)
    _run(settings, NOW)
    with subprocess.Popen([sys.executable, "-c", HOLDER, settings.warehouse, "1"], stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert housekeeping(settings.warehouse)["audit.check"] == 0
        assert holder.wait(timeout=30) == 0


def test_what_is_no_busy_warehouse_is_not_tried_again(prefect, settings: Settings, monkeypatch):
    monkeypatch.setattr(module, "WAIT_SECONDS", (600,))
    _run(settings, NOW)
    build_path(settings.warehouse).with_suffix(".lock").unlink()
    build_path(settings.warehouse).with_suffix(".lock").mkdir()
    with pytest.raises(IsADirectoryError):
        housekeeping(settings.warehouse)


def test_days_are_a_setting(monkeypatch):
    monkeypatch.setenv("BAOKU_KEEP_DAYS", "0")
    with pytest.raises(UsageInvalid, match="BAOKU_KEEP_DAYS"):
        load_settings()
