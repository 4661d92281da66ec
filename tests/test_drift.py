"""Drift: a day of a newspaper beside its own history. Silent on little history and small days; real DuckDB and GX."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import duckdb
import polars as pl
import pytest
from staged import HARBOUR, staged

from expectations.validation import validate_run
from expectations.verdict import ExpectationsFailed
from flows.alerts.standing import failed_checks
from flows.funnel import balance
from flows.quality.history import read_quality
from warehouse.accounting import RowsLost
from warehouse.build import writing
from warehouse.database import reading
from warehouse.drift import measure_drift, volumes
from warehouse.record import Run
from warehouse.rows import insert, registered
from warehouse.schema import stage
from warehouse.schema.audit import RUN, VOLUME
from warehouse.schema.overall import BALANCE, DRIFT, OVERALL
from warehouse.schema.owners import OWNERS

NOW = datetime(2024, 5, 15, 10, tzinfo=UTC)  # a Wednesday
ZONE = "Asia/Shanghai"
NEWSPAPER = "临港日报"
Day = dict[str, int]


def day(documents: int = 8, rate: float = 9.0, indicator: float = 0.05, unit: float = 0.2, refused: float = 0.6) -> Day:
    """What a day of so many pages gives, 1,500 characters and 40 numerals each."""
    numerals, observations = documents * 40, round(documents * 1.5 * rate)
    return {
        "documents": documents,
        "characters": documents * 1500,
        "numerals": numerals,
        "refused": round(numerals * refused),
        "without_unit": round(numerals * unit),
        "observations": observations,
        "without_indicator": round(observations * indicator),
    }


def usual(seed: int) -> Day:
    """A day like others: pages and shares vary as those of a newspaper do."""
    chance = random.Random(seed)
    return day(
        chance.choice((7, 8, 8, 8, 9)),
        chance.gauss(9, 1),
        abs(chance.gauss(0.05, 0.02)),
        chance.gauss(0.2, 0.03),
        chance.gauss(0.6, 0.04),
    )


def volume(counts: Day, publication: str = NEWSPAPER) -> pl.DataFrame:
    """Rows of `audit.volume` without `run_id`."""
    row = {"publication": publication, **counts}
    return pl.DataFrame([row], {name: VOLUME.polars_schema()[name] for name in VOLUME.column_names[1:]})


def remember(
    connection: duckdb.DuckDBPyConnection,
    days: int,
    of: Callable[[int], Day | None] = usual,
    now: datetime = NOW,
    publication: str = NEWSPAPER,
) -> None:
    """A run on each of the `days` before `now`."""
    runs, counts = [], []
    for back in range(1, days + 1):
        if found := of(back):
            run = {"run_id": f"run {back}", "started_at": now - timedelta(days=back), "status": "x"}
            runs.append(dict.fromkeys(RUN.column_names) | run | {"rules_version": ""})
            counts.append({"run_id": f"run {back}", "publication": publication, **found})
    insert(connection, RUN, pl.DataFrame(runs, RUN.polars_schema()))
    insert(connection, VOLUME, pl.DataFrame(counts, VOLUME.polars_schema()))


def drifting(connection: duckdb.DuckDBPyConnection, today: pl.DataFrame, now: datetime = NOW) -> list[str]:
    """Codes of what drifts, by the declared conditions; GX asks them below."""
    measures = measure_drift(connection, "run now", now, ZONE, today)
    with registered(connection, measures=measures):
        return [
            check.code
            for _, check in OVERALL["audit.volume"]
            if connection.execute(f"SELECT 1 {check.options['found']}".replace("{table}", "measures")).fetchall()
        ]


FAULTS = [
    (day(rate=4.0), ["Q040"]),
    (day(indicator=0.3), ["Q041"]),
    (day(unit=0.45), ["Q042"]),
    (day(refused=0.25), ["Q043"]),
    (day(documents=60), ["Q044"]),
    (day(), []),
]


def test_a_planted_drift_is_found_and_nothing_else(build):
    remember(build, 40)
    for today, codes in FAULTS:
        assert drifting(build, volume(today)) == codes


def test_an_example_says_which_newspaper_and_what_is_usual(build):
    remember(build, 40, lambda _: day())
    measures = measure_drift(build, "run now", NOW, ZONE, volume(day(rate=4.0)))
    failed = validate_run({"audit.funnel": BALANCE.empty(), "audit.volume": measures}).failed()
    assert failed.select("code", "severity", "owner", "table_name", "column_name", "failed_rows").rows() == [
        ("Q040", "warning", "observations", "audit.volume", "observations", 1)
    ]
    assert failed["examples"].to_list() == [["临港日报 2024-05-15: 4.0, usually 9.0"]]


def test_a_small_day_does_not_shout(build):
    """A page is not enough to know, whatever it holds; of many pages as unlike the others it is."""
    odd = day(documents=1, rate=2.0, indicator=0.4, unit=0.3, refused=0.75)
    remember(build, 40)
    assert drifting(build, volume(odd)) == []
    assert drifting(build, volume({name: 8 * count for name, count in odd.items()})) == ["Q040"]


@pytest.mark.parametrize("days", [0, 1, 9])
def test_with_little_history_nothing_is_said(build, days):
    remember(build, days)
    assert drifting(build, volume(day(documents=90, rate=1.0, indicator=1.0, unit=0.9, refused=0.1))) == []


def test_another_newspaper_has_a_history_of_its_own(build):
    remember(build, 40)
    assert drifting(build, volume(day(rate=1.0, refused=0.1), "远山晚报")) == []


def test_a_newspaper_that_differs_each_day_is_not_unusual(build):
    remember(build, 40, lambda back: day(rate=3.0 if back % 2 else 15.0))
    assert drifting(build, volume(day(rate=4.0))) == []


def test_one_odd_day_does_not_make_the_usual(build):
    remember(build, 40, lambda back: day(rate=30.0) if back == 3 else usual(back))
    assert drifting(build, volume(day(rate=4.0))) == ["Q040"]


def test_files_that_stop_coming_are_told_once_their_day_is_over(build):
    """Until then they may still come; and on the weekday that never has a paper none is missed."""
    remember(build, 40, lambda back: None if back in (1, 4, 11, 18, 25, 32, 39) else usual(back))
    nothing = volume(day(documents=1), "远山晚报")
    assert drifting(build, nothing) == ["Q044"]  # yesterday, a Tuesday, had none
    assert drifting(build, nothing, NOW + timedelta(days=-3)) == []  # a Sunday; Saturdays have none


def test_days_of_chance_alone_are_seldom_unusual(build):
    """Ten weeks of ordinary days, every other one beside those before it: at most one of 150 measures is told."""
    days = [usual(seed) for seed in range(100)]
    remember(build, 100, lambda back: days[100 - back])
    told = [
        code
        for back in range(0, 70, 2)
        for code in drifting(build, volume(usual(1000 + back)), NOW - timedelta(days=back))
    ]
    assert len(told) <= 1


def test_volumes_are_counts_by_newspaper():
    blank = dict.fromkeys(stage.READING.column_names, 0)
    rows = [
        blank | {"document_key": key, "publication": name, "characters": 100 * key, "observations": key}
        for key, name in enumerate(("乙报", None, "乙报"), 1)
    ]
    counted = volumes(pl.DataFrame(rows, stage.READING.polars_schema()))
    assert counted.columns == VOLUME.column_names[1:]
    assert counted.select("publication", "documents", "characters", "observations").rows() == [
        ("", 1, 200, 2),
        ("乙报", 2, 400, 4),
    ]


def test_a_run_that_does_not_add_up_is_critical_and_says_where():
    equations = [("files = new + known", 7, 7), ("new = documents + refused", 3, 2)]
    balance = pl.DataFrame(equations, BALANCE.polars_schema(), orient="row")
    verdict = validate_run({"audit.funnel": balance, "audit.volume": DRIFT.empty()})
    assert verdict.blocks and verdict.failed()["examples"].to_list() == [["new = documents + refused | 3 | 2"]]


def test_every_check_of_a_run_has_an_owner():
    assert {check.owner for checks in OVERALL.values() for _, check in checks} <= set(OWNERS)


@pytest.fixture
def pages(settings):
    """An inbox with two pages, a copy of one, an empty file."""
    for page in settings.inbox.iterdir():
        page.unlink()
    for name, text in (
        ("1", "全镇新增企业123家。\n"),
        ("2", "全镇关闭企业45家。\n"),
        ("3", "全镇新增企业123家。\n"),
        ("4", ""),
    ):
        (settings.inbox / f"{name}.txt").write_text(text)
    return settings


def _ask(settings, sql: str) -> list[tuple]:
    with reading(settings.warehouse) as connection:
        return connection.execute(sql).fetchall()


def test_the_funnel_of_a_run_adds_up_and_its_volume_is_kept(prefect, pages):
    from flows.ingest import ingest

    first = ingest(pages.inbox, pages.warehouse).steps
    (pages.inbox / "2.txt").write_text("全镇关闭企业54家，2023年。\n")
    (pages.inbox / "5.txt").write_text("今年培训7人次。\n")
    outcome = ingest(pages.inbox, pages.warehouse)
    counts = outcome.steps
    seen = ("files", "new files", "changed files", "known files", "copies", "files refused on reading", "documents")
    assert [first[step] for step in seen] == [4, 3, 0, 0, 1, 1, 2]
    assert [counts[step] for step in seen] == [5, 1, 1, 3, 0, 0, 2]
    assert all((balance(one)["whole"] == balance(one)["parts"]).all() for one in (first, counts))
    assert counts["numerals"] == counts["quantities"] + counts["refused numerals"] == 3
    last = "SELECT step, row_count FROM audit.funnel WHERE run_id = (SELECT max_by(run_id, started_at) FROM audit.run)"
    assert dict(_ask(pages, last)) == counts
    volume = (
        "SELECT documents, numerals, observations FROM audit.volume JOIN audit.run USING (run_id) ORDER BY started_at"
    )
    assert _ask(pages, volume) == [(2, 2, 2), (2, 3, 2)]
    checks = "SELECT DISTINCT code, owner, passed FROM audit.check WHERE table_name LIKE 'audit.%' ORDER BY code"
    owners = ("observations", "observations", "quantities", "quantities", "ingest", "warehouse")
    codes = ("Q040", "Q041", "Q042", "Q043", "Q044", "Q054")
    assert _ask(pages, checks) == [(code, owner, True) for code, owner in zip(codes, owners, strict=True)]


def test_a_run_that_drifts_is_published_and_told(prefect, pages):
    """As the check stands in `audit.check` it is shown by `baoku quality`, and alerted with its owner."""
    from flows.ingest import ingest

    with writing(pages.warehouse) as connection:
        remember(connection, 40, usual, datetime.now(UTC), "")
    (pages.inbox / "5.txt").write_text("全镇稳步发展，群众安居乐业。\n" * 2000)
    assert ingest(pages.inbox, pages.warehouse).published
    with reading(pages.warehouse) as connection:
        (told,) = (one for one in failed_checks(connection) if one.code == "Q040")
        (shown,) = (one for one in read_quality(connection, 20).checks if one.code == "Q040")
    assert (told.severity, told.owner, told.table, told.count) == ("warning", "observations", "audit.volume", 1)
    assert "usually" in told.examples[0] and told.mend
    assert (shown.state, shown.owner, shown.failed_rows) == ("failed", "observations", (1,))


def test_a_file_that_is_lost_on_the_way_stops_the_run(prefect, pages, monkeypatch):
    import flows.ingest

    plan = flows.ingest.plan_batches
    monkeypatch.setattr(flows.ingest, "plan_batches", lambda arrivals, *others: plan(arrivals[1:], *others))
    with pytest.raises(ExpectationsFailed, match=r"Q054 .*files to read = documents"):
        flows.ingest.ingest(pages.inbox, pages.warehouse)
    assert not pages.warehouse.exists()
    monkeypatch.undo()
    assert flows.ingest.ingest(pages.inbox, pages.warehouse).published
    runs = "SELECT status, message LIKE '%Q054%' FROM audit.run ORDER BY started_at"
    assert _ask(pages, runs) == [("failed", True), ("succeeded", None)]


def test_a_load_that_loses_rows_is_undone(build, monkeypatch):
    import warehouse.load

    rows = warehouse.load.versioned_rows
    with monkeypatch.context() as losing:
        lost = "core.fct_observation"
        losing.setattr(warehouse.load, "versioned_rows", lambda *of: (f := rows(*of)) | {lost: f[lost][1:]})
        with pytest.raises(RowsLost, match=r"Q055 core.fct_observation: 2 rows were staged, 1 are loaded"):
            warehouse.load.load(build, staged(harbour=HARBOUR), Run("one", NOW, "r"))
    assert build.execute("SELECT count(*) FROM core.dim_document WHERE document_key <> 0").fetchone() == (0,)
    assert warehouse.load.load(build, staged(harbour=HARBOUR), Run("two", NOW, "r")).new == 1
