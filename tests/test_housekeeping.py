"""What runs leave behind stays bounded."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
from warehouse.rows import insert
from warehouse.schema import audit
from warehouse.schema.declare import Table

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


#: Rows that a run of every quarter of an hour leaves in each table beside its own row.
LEFT = {audit.CHECK: 200, audit.FUNNEL: 15, audit.STAGE: 5}
QUARTERS = 96


def _day(settings: Settings, at: datetime) -> None:
    """The records of a day's runs but the last, which is a run of its own with a refusal and one that is mended."""
    begun = [at + timedelta(minutes=15 * quarter) for quarter in range(QUARTERS - 1)]
    runs = pl.DataFrame({"run_id": [f"{one:%Y%m%dT%H%M}" for one in begun], "started_at": begun}).with_columns(
        finished_at="started_at", status=pl.lit("succeeded"), rules_version=pl.lit("rules"), message=pl.lit(None)
    )
    with writing(settings.warehouse) as connection:
        insert(connection, audit.RUN, runs)
        for table, count in LEFT.items():
            insert(connection, table, _filled(table, runs["run_id"], count))
    _run(settings, at + timedelta(hours=23, minutes=45))


def _filled(table: Table, run_ids: pl.Series, count: int) -> pl.DataFrame:
    """`count` rows of a table for each run, with other words and numbers in each."""
    number = pl.int_range(pl.len())
    values = {
        "passed": pl.lit(True),
        "ordinal": (number % count).cast(pl.Int32),
        "examples": pl.lit([], pl.List(pl.String)),
    }
    for column in table.columns[1:]:
        dtype = column.dtype.polars
        words = pl.format("{} {}", pl.lit(column.name), number % count)
        values.setdefault(column.name, words if dtype == pl.String else (number % 997).cast(dtype))
    rows = run_ids.to_frame().select(pl.col("run_id").repeat_by(count).explode())
    return rows.with_columns(**{name: value for name, value in values.items() if name in table.column_names})


def _bytes_below(folder: Path) -> int:
    """What stands on the disk; a file with two names counts once."""
    states = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({state.st_ino: state.st_size for state in states}.values())


@pytest.mark.slow
def test_a_year_of_runs_every_quarter_of_an_hour_takes_bounded_room(settings: Settings):
    """35,040 runs, housekeeping each night: once details begin to go, the room stays what it is."""
    kept = settings.model_copy(update={"keep_days": 60})
    sizes = []
    for day in range(365):
        _day(kept, NOW + timedelta(days=day))
        tidy(kept, NOW + timedelta(days=day + 1))
        sizes.append(_bytes_below(settings.warehouse.parent))
    print([round(size / 1e6, 1) for size in sizes[::30]], "MB every 30 days")
    assert _counts(settings)["run"] == 365 * QUARTERS
    assert max(sizes[180:]) <= 1.1 * max(sizes[:180])


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
