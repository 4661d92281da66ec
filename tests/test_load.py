"""Loading: versions, aliases, the audit record, and the same rows whatever the order."""

import contextlib
from collections import Counter
from datetime import UTC, datetime, timedelta

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from staged import BROKEN, CHANGED, HARBOUR, staged

from flows.batches import BatchRead, write_frames
from flows.ingest import Loading
from warehouse import tuning
from warehouse.database import open_build
from warehouse.ledger import FOUND_SCHEMA, KNOWN_SCHEMA, ledger_rows, sort_out
from warehouse.load import FORGET, load
from warehouse.record import Record, Run
from warehouse.schema.catalogue import TABLES, VERSIONED
from warehouse.schema.keys import document_key, text_key
from warehouse.schema.mart import VERSIONED_VIEWS

DAY = datetime(2023, 8, 1, 6, 0, tzinfo=UTC)
#: What may differ between two ways of loading the same documents.
LOADING = ("load_key", "run_id", "valid_from", "valid_to")


def run(number: int = 1, rules: str = "r1") -> Run:
    return Run(
        f"run-{number}", DAY + timedelta(hours=number), rules, "succeeded", DAY + timedelta(hours=number, minutes=1)
    )


def rows(connection: duckdb.DuckDBPyConnection, table: str, *dropped: str) -> pl.DataFrame:
    frame = connection.table(table).pl()
    frame = frame.drop(name for name in dropped if name in frame.columns)
    return frame.sort(name for name, dtype in frame.schema.items() if not dtype.is_nested())


def star(connection: duckdb.DuckDBPyConnection, *dropped: str) -> dict[str, pl.DataFrame]:
    return {t.name: rows(connection, t.name, *dropped) for t in TABLES if t.layer in ("raw", "core")}


def assert_same(left: dict[str, pl.DataFrame], right: dict[str, pl.DataFrame]) -> None:
    for name in left:
        assert_frame_equal(left[name], right[name])


def count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return connection.sql(query).fetchall()[0][0]


def test_facts_stand_in_the_views_with_their_words(build):
    load(build, staged(harbour=HARBOUR), run())
    assert build.sql(
        "SELECT mention, value, unit, indicator, place, period_end::VARCHAR FROM mart.observations ORDER BY char_start"
    ).fetchall() == [
        ("20.5亿元", 2.05e9, "元", "工业总产值", "临港镇", "2023-06-30"),
        ("6.1%", 6.1, "%", "工业总产值", "临港镇", "2023-06-30"),
    ]
    assert build.sql("SELECT mention, start_date::VARCHAR FROM mart.times").fetchall() == [("今年上半年", "2023-01-01")]
    assert build.sql("SELECT name, role FROM mart.entities").fetchall() == [("王立国", "镇长")]
    assert build.sql("SELECT trigger, place, start_date FROM mart.events").fetchall() == [("开工", "临港镇", None)]
    assert count(build, "SELECT count(*) FROM mart.terms WHERE tf_idf > 0") == 2


def test_every_view_reads_a_loaded_document(build):
    load(build, staged(harbour=HARBOUR), run())
    for view in VERSIONED_VIEWS:
        assert count(build, f"SELECT count(*) FROM {view.name}") > 0, view.name  # noqa: S608
        assert count(build, f"SELECT count(*) FROM {view.name}_history") > 0, view.name  # noqa: S608


def test_what_takes_more_memory_than_loads_have_is_loaded_all_the_same(build, tmp_path, monkeypatch):
    many = staged(**{f"page{number}": f"第{number}版\n{HARBOUR}\n{BROKEN}" for number in range(60)})
    load(build, many, run())
    monkeypatch.setattr(tuning, "A_THREAD", 4)
    with contextlib.closing(open_build(tmp_path / "small.duckdb")) as small:
        load(small, [many], run())
        assert_same(star(small), star(build))
        assert not tuning.released(small)  # it was in need of more


def test_a_load_that_begins_again_for_memory_counts_each_file_once(tmp_path, monkeypatch):
    monkeypatch.setattr(tuning, "A_THREAD", 12)  # the first batch takes less, the second more
    small = {"harbour": HARBOUR}
    large = {f"page{number}": f"第{number}版\n{HARBOUR}\n{BROKEN}" for number in range(60)}
    reads, steps = [], []
    for name, pages in (("small", small), ("large", large)):
        write_frames(staged(**pages), tmp_path / name)
        reads.append(BatchRead(tmp_path / name, Counter(), tuple((page, page) for page in pages), ()))
    with contextlib.closing(open_build(tmp_path / "small.duckdb")) as build:
        load(build, Loading(reads, steps.append), run())
        assert not tuning.released(build)  # it was in need of more
        assert count(build, "SELECT count(*) FROM core.dim_document WHERE is_current") == 61
    assert steps == [1, 60]


def test_loading_twice_changes_nothing(build):
    load(build, staged(harbour=HARBOUR, broken=BROKEN), run(1))
    before = star(build)
    loaded = load(build, staged(harbour=HARBOUR, broken=BROKEN), run(2))
    assert loaded.is_nothing and loaded.unchanged == 2
    assert_same(before, star(build))


def test_any_order_and_any_batches_give_the_same_rows(build, tmp_path):
    pages = {"harbour": HARBOUR, "broken": BROKEN, "changed": CHANGED}
    load(build, staged(**pages), run())
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=7) for name, frame in staged(**pages).items()}
    one_by_one = [staged(**{name: pages[name]}) for name in reversed(pages)]
    for number, batches in enumerate((shuffled, one_by_one)):
        other = open_build(tmp_path / f"{number}.duckdb")
        load(other, batches, run())
        assert_same(star(build, *LOADING), star(other, *LOADING))
        other.close()


def test_one_batch_in_any_order_is_the_same_to_the_last_column(build, tmp_path):
    frames = staged(harbour=HARBOUR, broken=BROKEN)
    load(build, frames, run())
    other = open_build(tmp_path / "other.duckdb")
    load(other, {name: frame.reverse() for name, frame in frames.items()}, run())
    assert_same(star(build), star(other))
    other.close()


def test_new_bytes_at_a_known_path_make_a_new_version(build):
    load(build, staged(harbour=HARBOUR), run(1))
    loaded = load(build, staged(harbour=CHANGED), run(2))
    assert (loaded.new, loaded.changed) == (0, 1)
    assert build.sql("SELECT mention FROM mart.observations WHERE kind = 'percent'").fetchall() == [("6.2%",)]
    history = "SELECT mention, valid_from, valid_to FROM mart.observations_history WHERE kind = 'percent' ORDER BY 2"
    first, second = run(1).started_at, run(2).started_at
    assert build.sql(history).fetchall() == [("6.1%", first, second), ("6.2%", second, None)]
    versions = "SELECT is_current, valid_to FROM core.dim_document WHERE document_key <> 0 ORDER BY load_key"
    assert build.sql(versions).fetchall() == [
        (False, second),
        (True, None),
    ]


def test_old_bytes_that_come_back_open_their_version_again(build):
    for number, text in enumerate((HARBOUR, CHANGED, HARBOUR), 1):
        loaded = load(build, staged(harbour=text), run(number))
    assert loaded.returned == 1 and not loaded.rows
    assert build.sql("SELECT mention FROM mart.observations WHERE kind = 'percent'").fetchall() == [("6.1%",)]
    assert count(build, "SELECT count(*) FROM mart.observations_history WHERE kind = 'percent'") == 3
    assert count(build, "SELECT count(*) FROM core.dim_document WHERE is_current") == 1


def test_a_clock_set_back_does_not_turn_history_round(build):
    for number, text in ((5, HARBOUR), (1, CHANGED)):
        load(build, staged(harbour=text), run(number))
    first, second = build.sql("SELECT valid_from, valid_to FROM core.fct_validity ORDER BY valid_from").fetchall()
    assert first[0] < first[1] == second[0] and second[1] is None


def test_other_rules_replace_the_rows_of_a_version(build):
    load(build, staged(harbour=HARBOUR, broken=BROKEN), run(1))
    again = staged(harbour=HARBOUR)
    again["stage.observation"] = again["stage.observation"].with_columns(rule=pl.lit("better"))
    loaded = load(build, again, run(2, "r2"))
    assert (loaded.reread, loaded.new) == (1, 0)
    assert build.sql("SELECT DISTINCT rule, rules_version, run_id FROM core.fct_observation ORDER BY 1").fetchall() == [
        ("amount", "r1", "run-1"),
        ("better", "r2", "run-2"),
    ]
    assert count(build, "SELECT count(*) FROM mart.observations") == 3
    assert count(build, "SELECT count(*) FROM core.fct_validity") == 2


def test_members_that_only_older_rules_knew_leave_and_those_of_now_are_mended(build):
    load(build, staged(harbour=HARBOUR), run(1))
    again = staged(harbour=HARBOUR)
    name = {"standard_indicator": pl.lit("规模以上工业总产值"), "topic": pl.lit("industry")}
    again["stage.observation"] = again["stage.observation"].with_columns(**name)
    again["stage.indicator"] = again["stage.indicator"].with_columns(
        indicator=pl.lit("规模以上工业总产值"), indicator_key=text_key("规模以上工业总产值"), topic=pl.lit("industry")
    )
    again["stage.place"] = again["stage.place"].with_columns(county=pl.lit("江夏区"))
    load(build, again, run(2, "r2"))
    indicators = "SELECT indicator, topic FROM core.dim_indicator WHERE indicator_key <> 0"
    assert build.sql(indicators).fetchall() == [("规模以上工业总产值", "industry")]
    assert build.sql("SELECT place, county FROM core.dim_place WHERE place_key <> 0").fetchall() == [
        ("临港镇", "江夏区")
    ]
    seen = "SELECT DISTINCT indicator, standard_indicator, topic FROM mart.observations"
    assert build.sql(seen).fetchall() == [("工业总产值", "规模以上工业总产值", "industry")]


def test_bridges_lead_from_persons_events_and_articles(build):
    frames = staged(harbour=HARBOUR)
    lists = {"authors": ["陈明", "李娜"], "photo_credits": ["陈明"], "publication": "江夏日报"}
    frames["stage.article"] = frames["stage.article"].with_columns(**{n: pl.lit(v) for n, v in lists.items()})
    load(build, frames, run())
    roles = (
        "SELECT person, role, organization, date::VARCHAR FROM core.bridge_person_role JOIN core.dim_person USING "
        "(person_key) JOIN core.dim_organization USING (organization_key) JOIN core.dim_date USING (date_key)"
    )
    assert build.sql(roles).fetchall() == [("王立国", "镇长", "临港镇", "2023-07-20")]
    took_part = (
        "SELECT trigger, ordinal, participant, person FROM core.bridge_event_participant "
        "JOIN core.fct_event USING (event_key) JOIN core.dim_person USING (person_key)"
    )
    assert build.sql(took_part).fetchall() == [("开工", 1, "王立国", "王立国")]
    wrote = (
        "SELECT author, a.publication, part, b.ordinal FROM core.bridge_article_author AS b "
        "JOIN core.dim_author AS a USING (author_key) ORDER BY ALL"
    )
    assert build.sql(wrote).fetchall() == [
        ("李娜", "江夏日报", "writer", 2), ("陈明", "江夏日报", "photographer", 1), ("陈明", "江夏日报", "writer", 1)
    ]  # fmt: skip


def test_every_key_of_the_star_leads_somewhere(build):
    load(build, staged(harbour=HARBOUR, broken=BROKEN), run(1))
    load(build, staged(harbour=CHANGED), run(2))
    for table in (t for t in TABLES if t.layer == "core"):
        for column in (c for c in table.columns if c.references and c.references.startswith("core.")):
            target, _, key = column.references.rpartition(".")
            lost = (
                f"SELECT count(*) FROM {table.name} WHERE {column.name} <> 0 "  # noqa: S608
                f"AND {column.name} NOT IN (SELECT {key} FROM {target})"
            )
            assert count(build, lost) == 0, f"{table.name}.{column.name}"


def known_as(frames: dict[str, pl.DataFrame], **known: object) -> dict[str, pl.DataFrame]:
    """Stage frames of documents of which something else is known from outside."""
    documents = frames["stage.document"].with_columns(**{name: pl.lit(value) for name, value in known.items()})
    return frames | {"stage.document": documents}


def test_another_row_in_the_manifest_replaces_the_rows_of_a_version(build):
    load(build, staged(harbour=HARBOUR, broken=BROKEN), run(1))
    before = star(build, *LOADING)
    loaded = load(build, known_as(staged(harbour=HARBOUR), publication="江夏日报", page="A02"), run(2))
    assert (loaded.reread, loaded.new, loaded.changed) == (1, 0, 0)
    known = "SELECT publication, page, valid_to FROM core.dim_document WHERE path = 'harbour.txt'"
    assert build.sql(known).fetchall() == [("江夏日报", "A02", None)]
    after = star(build, *LOADING)
    assert_same({name: frame for name, frame in before.items() if name != "core.dim_document"}, after)
    assert build.sql("SELECT valid_from FROM core.fct_validity").fetchall() == [(run(1).started_at,)] * 2
    assert load(build, known_as(staged(harbour=HARBOUR), publication="江夏日报", page="A02"), run(3)).is_nothing
    assert load(build, staged(harbour=HARBOUR), run(4)).reread == 1


def test_what_is_forgotten_is_what_belongs_to_versions():
    assert list(FORGET) == [table.name for table in VERSIONED]


def test_an_error_leaves_the_warehouse_as_it_was(build):
    load(build, staged(harbour=HARBOUR), run(1))
    before = star(build)
    bad = staged(broken=BROKEN)
    bad["stage.observation"] = bad["stage.observation"].with_columns(kind=pl.lit(None, pl.String))
    with pytest.raises(duckdb.ConstraintException):
        load(build, bad, run(2))
    assert_same(before, star(build))
    assert count(build, "SELECT count(*) FROM audit.run") == 1


def files(**pages: str) -> pl.DataFrame:
    return staged(**pages)["stage.document"].select("path", "sha256", "byte_count", manifest=pl.lit(None, pl.String))


def ledger(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    return connection.table("audit.file").pl()


def ingest(connection: duckdb.DuckDBPyConnection, number: int, **pages: str) -> dict[str, str]:
    """A run over an inbox that holds `pages`; what each file was."""
    news = sort_out(ledger(connection), files(**pages))
    to_read = news.filter(pl.col("news").is_in(["new", "changed"]))["path"]
    frames = staged(**{path.removesuffix(".txt"): pages[path.removesuffix(".txt")] for path in to_read})
    load(connection, frames, run(number), Record(files=ledger_rows(news)))
    return dict(zip(news["path"], news["news"], strict=True))


def test_the_same_bytes_at_a_second_path_are_an_alias(build):
    assert ingest(build, 1, b=HARBOUR, a=HARBOUR) == {"a.txt": "new", "b.txt": "alias"}
    assert ingest(build, 2, b=HARBOUR, a=HARBOUR) == {"a.txt": "same", "b.txt": "same"}
    assert ingest(build, 3, b=HARBOUR, a=HARBOUR, c=HARBOUR)["c.txt"] == "alias"
    assert build.sql("SELECT path, aliases FROM core.dim_document WHERE is_current").fetchall() == [
        ("a.txt", ["b.txt", "c.txt"])
    ]
    assert count(build, "SELECT count(*) FROM mart.articles") == 1


def test_an_alias_outlives_the_change_of_its_document(build):
    ingest(build, 1, a=HARBOUR, b=HARBOUR)
    assert ingest(build, 2, a=CHANGED, b=HARBOUR) == {"a.txt": "changed", "b.txt": "new"}
    assert build.sql(
        "SELECT document, mention FROM mart.observations WHERE kind = 'percent' ORDER BY 1"
    ).fetchall() == [
        ("a.txt", "6.2%"),
        ("b.txt", "6.1%"),
    ]
    assert ingest(build, 3, a=CHANGED, b=HARBOUR) == {"a.txt": "same", "b.txt": "same"}


def test_an_alias_that_changes_is_a_document_of_its_own(build):
    ingest(build, 1, a=HARBOUR, b=HARBOUR)
    assert ingest(build, 2, a=HARBOUR, b=CHANGED) == {"a.txt": "same", "b.txt": "changed"}
    assert build.sql("SELECT path, aliases FROM core.dim_document WHERE is_current ORDER BY 1").fetchall() == [
        ("a.txt", []),
        ("b.txt", []),
    ]


MANIFESTS = [
    # what the manifest said of a and b, what it says now → what they are (b is a copy of a)
    ((None, None), ("A02", None), ["changed", "same"]),
    (("A02", None), (None, None), ["changed", "same"]),
    (("A02", "A02"), ("A02", "A02"), ["same", "same"]),
    ((None, None), (None, "A02"), ["same", "same"]),
]


@pytest.mark.parametrize(("before", "now", "news"), MANIFESTS)
def test_a_document_is_changed_by_what_the_manifest_says_of_it_and_a_copy_is_not(before, now, news):
    first, second = (as_found({"a.txt": ("x", a), "b.txt": ("x", b)}) for a, b in (before, now))
    known = ledger_rows(sort_out(pl.DataFrame(schema=KNOWN_SCHEMA), first))
    assert sort_out(known, second)["news"].to_list() == news


def test_a_file_that_moved_is_an_alias(build):
    ingest(build, 1, a=HARBOUR)
    assert ingest(build, 2, b=HARBOUR) == {"b.txt": "alias"}


REFUSAL = {
    "code": "F001",
    "path": "empty.txt",
    "sha256": "e3",
    "message": "The file is empty.",
    "mend": "Send it again.",
}


def refusal(**changed: object) -> pl.DataFrame:
    return pl.DataFrame([REFUSAL | {"char_start": None, "char_end": None, "text": None} | changed])


def refused_file(sha256: str = "e3", status: str = "refused") -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "path": "empty.txt",
                "sha256": sha256,
                "byte_count": 0,
                "status": status,
                "document_key": None,
                "manifest": None,
            }
        ],
        schema_overrides={"document_key": pl.Int64, "manifest": pl.String},
    )


def test_a_refused_file_opens_quarantine_once_and_closes_when_mended(build):
    state = "SELECT opened_at, closed_at FROM audit.quarantine"
    for number in (1, 2):
        load(build, (), run(number), Record(files=refused_file(), quarantine=refusal()))
    assert build.sql(state).fetchall() == [(run(1).started_at, None)]
    load(build, (), run(3), Record(files=refused_file("ab", "loaded")))
    assert build.sql(state).fetchall() == [(run(1).started_at, run(3).started_at)]


def test_a_refused_file_is_the_same_until_its_bytes_change():
    known = refused_file().with_columns(document_key=pl.lit(0, pl.Int64))
    found = pl.DataFrame([("empty.txt", "e3", 0, None)], FOUND_SCHEMA, orient="row")
    assert sort_out(known, found)["news"].to_list() == ["same"]
    assert sort_out(known, found.with_columns(sha256=pl.lit("ab")))["news"].to_list() == ["changed"]
    assert sort_out(known, found.with_columns(manifest=pl.lit("{}")))["news"].to_list() == ["new"]
    # The same unreadable bytes elsewhere are refused on their own account, not an alias of nothing.
    assert sort_out(known, found.with_columns(path=pl.lit("other.txt")))["news"].to_list() == ["new"]


def test_a_run_writes_its_record_again(build):
    stages = pl.DataFrame({"ordinal": [1], "stage": ["read"], "seconds": [0.5], "row_count": [5]})
    load(build, (), Run("run-1", DAY, "r1"), Record(stages=stages))
    load(build, (), run(1), Record(stages=stages))
    assert build.sql("SELECT status FROM audit.run").fetchall() == [("succeeded",)]
    assert count(build, "SELECT count(*) FROM audit.stage") == 1


PATHS = st.sampled_from(["a.txt", "b.txt", "c.txt", "d/a.txt"])
INBOX = st.dictionaries(PATHS, st.tuples(st.sampled_from(["x", "y", "z"]), st.sampled_from([None, "A02"])))


def as_found(inbox: dict[str, tuple[str, str | None]]) -> pl.DataFrame:
    rows = [(path, digest, 1, manifest) for path, (digest, manifest) in inbox.items()]
    return pl.DataFrame(rows, FOUND_SCHEMA, orient="row")


@given(st.lists(INBOX, max_size=4), INBOX)
def test_whatever_the_inbox_becomes_each_file_has_its_bytes_and_a_second_look_finds_nothing(inboxes, last):
    ledger = pl.DataFrame(schema=KNOWN_SCHEMA)
    for inbox in [*inboxes, last]:
        news = sort_out(ledger, as_found(inbox))
        backwards = sort_out(ledger.reverse(), as_found(inbox).reverse())
        assert news.equals(backwards)
        assert {path: (digest, manifest) for path, digest, _, manifest, *_ in news.iter_rows()} == inbox
        # What stands for a file holds its bytes; owners that are read hold them now.
        for row in news.iter_rows(named=True):
            assert row["document_key"] == document_key(row["owner"], row["sha256"])
            assert row["owner"] not in inbox or inbox[row["owner"]][0] == row["sha256"]
        rows = ledger_rows(news)
        ledger = pl.concat([ledger.join(rows, on="path", how="anti"), rows.select(ledger.columns)])
        assert set(sort_out(ledger, as_found(inbox))["news"]) <= {"same"}
