"""`baoku quality`: checks over runs, their trend, the age of the quarantine; and the flow that checks again."""

import hashlib
import html
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from staged import BROKEN, HARBOUR, staged

from expectations.validation import validate
from expectations.verdict import SCHEMA, ExpectationsFailed, Verdict
from flows.quality.docs import docs_folder, expire_docs
from flows.quality.flow import conditions, quality
from flows.quality.history import Standing, read_quality, sparkline
from flows.quality.rechecking import recheck
from flows.quality.recorded import KEPT, Rechecked, expire_rechecks, keep_recheck, last_rechecks, rechecks_folder
from flows.quality.showing import as_object
from warehouse.build import writing
from warehouse.load import load
from warehouse.publish import publish
from warehouse.quarantine import release
from warehouse.record import Record, Run, quarantine_key
from warehouse.restaging import NOT_KEPT, documents_restaged, members_restaged
from warehouse.schema.stage import STAGE_TABLES
from warehouse.stored import select_stored

TABLES = {table.name: table for table in STAGE_TABLES}


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


def test_what_was_staged_comes_back_from_the_star(build):
    frames = staged(harbour=HARBOUR, broken=BROKEN)
    load(build, frames, run(1))
    again = {**documents_restaged(build, select_stored(build)), **members_restaged(build)}
    assert {*again, *NOT_KEPT} == set(frames)
    for name, frame in again.items():
        key = TABLES[name].key
        told = TABLES[name].conform(frames[name])
        assert frame.sort(key).equals(told.unique(key).sort(key)), name


@pytest.fixture
def published(tmp_path) -> Path:
    """A warehouse with one page, of whose facts one was changed by hand after it was loaded."""
    warehouse = tmp_path / "warehouse" / "baoku.duckdb"
    with writing(warehouse) as connection:
        load(connection, staged(harbour=HARBOUR), run(1))
        connection.execute("UPDATE core.fct_observation SET mention = '2000亿元' WHERE mention = '20.5亿元'")
        publish(connection, warehouse, 1)
    return warehouse


@pytest.mark.slow
def test_what_was_changed_after_it_was_loaded_is_found(prefect, published):
    with pytest.raises(ExpectationsFailed, match="Q010"):
        quality(published)
    (kept,) = last_rechecks(published, 5)
    (one,) = kept.verdict.failed("critical").iter_rows(named=True)
    assert (one["code"], one["failed_rows"], one["table_name"]) == ("Q010", 1, "stage.observation")
    assert [(one.code, one.source, one.scope) for one in conditions(kept.verdict)] == [
        ("Q010", "published", "published")
    ]


@pytest.mark.slow
def test_what_a_steward_has_released_breaks_nothing(published):
    document = pl.Series([hashlib.sha256(HARBOUR.encode()).hexdigest()])
    with writing(published) as connection:
        ((start, end),) = connection.execute(
            "SELECT char_start, char_end FROM core.fct_observation WHERE mention = '2000亿元'"
        ).fetchall()
        refused = {"code": "Q010", "path": "harbour.txt", "sha256": document[0], "char_start": start, "char_end": end}
        refusals = pl.DataFrame([refused | {"text": "2000亿元", "message": "m", "mend": "m"}])
        load(connection, (), run(2), Record(quarantine=refusals))
        (key,) = refusals.select(quarantine_key()).to_series()
        release(connection, key, "It is so.", datetime(2026, 1, 1, tzinfo=UTC))
        publish(connection, published, 1)
    assert recheck(published, lambda frames, *_: validate(frames)).failed("critical").is_empty()


def test_the_command_tells_what_was_found_in_what_is_published(cli, published):
    keep_recheck(published, Rechecked(datetime(2026, 1, 1, tzinfo=UTC), recheck(published, lambda f, *_: validate(f))))
    assert "All that is published was checked again at 2026-01-01" in cli("quality", "--warehouse", published).out
    (told,) = json.loads(cli("quality", "--json", "--warehouse", published).out)["published"]
    assert [one["code"] for one in told["failed"] if one["severity"] == "critical"] == ["Q010"]


SCRIPT = "<script>alert('甲')</script>"


def test_data_docs_name_the_suites_and_what_failed(cli, published):
    with writing(published) as connection:
        load(connection, (), run(2), record(check("Q037", 3, "stage.observation") | {"examples": [SCRIPT]}))
        publish(connection, published, 1)
    said = cli("quality", "--docs", "site", "--warehouse", published)
    index = Path(said.out.removeprefix("Data Docs: ").strip())
    assert said.status == 0 and index == Path.cwd() / "site" / "index.html"
    pages = {page.relative_to(index.parent).as_posix(): page.read_text() for page in index.parent.rglob("*.html")}
    assert all(name in pages["index.html"] for name in TABLES)
    assert "fa-times" in pages["index.html"] and "run-2" in pages["index.html"]
    (failed,) = [text for name, text in pages.items() if "validations/stage/observation/run-2/" in name]
    assert "Q037 (warning, " in failed and "3 rows" in failed
    assert html.escape(SCRIPT) in failed and "<script" not in "".join(pages.values())
    assert not re.findall(r"(?:src|href)=.https?:[^ >]*", "".join(pages.values()))


def test_data_docs_replace_nothing_but_data_docs(cli, published):
    (Path.cwd() / "mine").mkdir()
    (Path.cwd() / "mine" / "letter.txt").write_text("x")
    said = cli("quality", "--docs", "mine", "--warehouse", published)
    assert said.status == 2 and "no folder with Data Docs" in said.err
    assert cli("quality", "mine", "--warehouse", published).status == 2
    for _ in range(2):
        assert cli("quality", "--docs", "--warehouse", published).status == 0
    site = docs_folder(published)
    assert [path.name for path in site.parent.iterdir()] == ["docs"]
    assert expire_docs(published, datetime.now(UTC)) == 0 and (site / "index.html").exists()
    assert expire_docs(published, datetime.now(UTC) + timedelta(days=32)) == 1 and not site.exists()


def test_verdicts_are_bounded_and_one_of_another_version_is_none(tmp_path):
    warehouse = tmp_path / "baoku.duckdb"
    for number in range(KEPT + 2):
        keep_recheck(warehouse, Rechecked(datetime(2026, 1, 1, 0, number, tzinfo=UTC), Verdict(record().checks)))
    assert len(last_rechecks(warehouse, 1000)) == KEPT and expire_rechecks(warehouse) == 0
    last = rechecks_folder(warehouse) / "20260101T003200000000Z.parquet"
    pl.DataFrame({"code": ["Q001"]}).write_parquet(last)
    assert len(last_rechecks(warehouse, 1000)) == KEPT - 1
    last.write_bytes(b"cut short")
    assert last_rechecks(warehouse, 1) == []
