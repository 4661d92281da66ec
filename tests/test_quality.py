"""`baoku quality`: checks over runs, their trend, and the age of what is in quarantine."""

import json
from datetime import UTC, datetime

import polars as pl
import pytest
from staged import HARBOUR, staged

from expectations.verdict import SCHEMA
from flows.quality.history import Standing, read_quality, sparkline
from flows.quality.showing import as_object
from warehouse.database import open_build
from warehouse.load import load
from warehouse.record import Record, Run


@pytest.fixture
def build(tmp_path):
    connection = open_build(tmp_path / "build.duckdb")
    yield connection
    connection.close()


def run(number: int) -> Run:
    day = datetime(2023, 8, number, tzinfo=UTC)
    return Run(f"run-{number}", day, "r1", "succeeded", day)


def check(code: str, failed: int, table: str, meaning: str = "It is so.") -> dict:
    texts = dict.fromkeys(SCHEMA.names(), "")
    told = {"code": code, "table_name": table, "severity": "warning", "meaning": meaning}
    return texts | told | {"passed": not failed, "failed_rows": failed, "examples": []}


def record(*checks: dict) -> Record:
    return Record(checks=pl.DataFrame(list(checks), schema=SCHEMA))


def test_an_empty_warehouse_has_no_checks(build):
    quality = read_quality(build, 20)
    assert (quality.runs, quality.checks, quality.quarantine) == ((), (), ())


def test_checks_stand_beside_their_history(build):
    load(build, staged(harbour=HARBOUR), run(1), record(check("Q037", 1, "a"), check("Q037", 2, "b")))
    load(build, (), run(2), record())  # a run that read nothing is no part of the history
    load(build, (), run(3), record(check("Q037", 0, "a"), check("Q038", 0, "a")))
    load(
        build, (), run(4), record(check("Q037", 0, "a"), check("Q037", 9, "b", "It fails here."), check("Q038", 0, "a"))
    )
    quality = read_quality(build, 20)
    assert [name for name, _ in quality.runs] == ["run-1", "run-3", "run-4"]
    first, second = quality.checks
    assert (first.code, first.failed_rows, first.state, first.trend) == ("Q037", (3, 0, 9), "failed", "worse")
    assert first.meaning == "It fails here."
    assert (second.code, second.failed_rows, second.state, second.trend) == ("Q038", (None, 0, 0), "passed", "steady")
    assert [name for name, _ in read_quality(build, 1).runs] == ["run-4"]


def test_the_quarantine_has_an_age(build):
    refusal = {"code": "F001", "path": "empty.txt", "sha256": "e3", "char_start": None, "char_end": None, "text": None}
    refused = pl.DataFrame([refusal | {"message": "The file is empty.", "mend": "Send it again."}])
    load(build, (), run(1), Record(quarantine=refused))
    quality = read_quality(build, 20)
    opened = quality.quarantine[0].oldest
    told = as_object(quality, opened.replace(year=opened.year + 1))
    assert [(one["code"], one["open"], one["days"] in (365, 366)) for one in told["quarantine"]] == [("F001", 1, True)]


TRENDS = [
    ((0,), "passed", "new"),
    ((4,), "failed", "new"),
    ((4, 0), "passed", "better"),
    ((4, 9, 4, 4), "failed", "steady"),
    ((0, 0, 7, 1), "failed", "worse"),
    ((3, None), "not checked", ""),
]


@pytest.mark.parametrize(("counts", "state", "trend"), TRENDS)
def test_a_trend_is_the_last_run_beside_the_usual_one(counts, state, trend):
    one = Standing("Q037", "warning", counts, "", "")
    assert (one.state, one.trend) == (state, trend)


@pytest.mark.parametrize(("counts", "bars"), [((), ""), ((0, 0), "▁▁"), ((None, 0, 1, 700, 350), "·▁▂█▅")])
def test_numbers_as_bars(counts, bars):
    assert sparkline(counts) == bars


def test_the_command_tells_of_all_checks(cli, five_pages):
    told = json.loads(cli("quality", "--json", "--warehouse", five_pages).out)
    assert len(told["runs"]) == 1
    assert {one["state"] for one in told["checks"] if one["severity"] == "critical"} == {"passed"}
    shown = cli("quality", "--warehouse", five_pages).out
    assert all(one["code"] in shown for one in told["checks"])


def test_without_a_warehouse_it_says_so(cli):
    assert cli("quality", "--warehouse", "nowhere.duckdb").status == 2
