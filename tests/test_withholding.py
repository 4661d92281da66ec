"""What breaks a critical check is left out and put into quarantine; the rest of its batch is loaded."""

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import pytest
from staged import BROKEN, HARBOUR, staged

from expectations.offenders import find_offenders
from expectations.validation import validate
from flows.batches import BatchRead, counted, staged_frames, write_frames
from flows.withholding import withhold
from warehouse.schema import stage

Frames = dict[str, pl.DataFrame]


def changed(table: str, mention: str, **values: object) -> Callable[[Frames], Frames]:
    """The row of `table` with `mention` given other values."""

    def change(frames: Frames) -> Frames:
        is_it = pl.col("mention" if "mention" in frames[table].columns else "text") == mention
        new = {name: pl.when(is_it).then(pl.lit(value)).otherwise(name) for name, value in values.items()}
        return frames | {table: frames[table].with_columns(**new)}

    return change


def batch(folder: Path, *spoilers: Callable[[Frames], Frames]) -> tuple[BatchRead, Mapping[str, pl.DataFrame]]:
    frames = staged(harbour=HARBOUR, village=BROKEN)
    for spoil in spoilers:
        frames = spoil(frames)
    folder.mkdir()
    write_frames(frames, folder)
    documents = tuple(frames[stage.DOCUMENT.name].select("path", "sha256").iter_rows())
    return BatchRead(folder, counted(frames), documents, ()), frames


FAULTS = [
    # what is spoilt, what is refused (code, path, text), documents and mentions of quantities that stay
    ([], set(), {"harbour.txt", "village.txt"}, {"20.5亿元", "6.1%", "300吨"}),
    (
        [changed("stage.observation", "6.1%", confidence=1.5)],
        {("Q033", "harbour.txt", "6.1%")},
        {"harbour.txt", "village.txt"},
        {"20.5亿元", "300吨"},
    ),
    (
        [changed("stage.observation", "6.1%", measure="nonsense", confidence=-1.0)],
        {("Q033", "harbour.txt", "6.1%"), ("Q108", "harbour.txt", "6.1%")},
        {"harbour.txt", "village.txt"},
        {"20.5亿元", "300吨"},
    ),
    (
        [changed("stage.sentence", "青山村卖出杨梅300吨。", text="青山村卖出杨梅三百吨。")],
        {("Q012", "village.txt", "青山村卖出杨梅三百吨。"), ("F031", "village.txt", None)},
        {"harbour.txt"},
        {"20.5亿元", "6.1%"},
    ),
]


@pytest.mark.parametrize(("spoilers", "refused", "documents", "mentions"), FAULTS)
def test_only_what_is_wrong_is_left_out(tmp_path, spoilers, refused, documents, mentions):
    read, _ = batch(tmp_path / "0", *spoilers)
    checked = withhold(read, validate)
    assert {(item.code, item.path, item.text) for item in checked.read.refused} == refused
    assert not checked.is_blocked and checked.first.blocks == bool(refused)
    frames = staged_frames(tmp_path / "0")
    assert {path for path, _ in checked.read.documents} == documents == set(frames["stage.document"]["path"])
    assert set(frames["stage.observation"]["mention"]) == mentions
    assert checked.read.counts["stage.observation"] == len(mentions)
    assert frames["stage.reading"].height == len(documents)
    withheld = frames["stage.reading"]["observations_withheld"].sum()
    assert frames["stage.reading"]["observations"].sum() == len(mentions) + withheld


def test_what_points_to_a_row_that_is_left_out_goes_with_it(tmp_path):
    read, frames = batch(tmp_path / "0", lambda frames: frames)
    entity = frames["stage.entity"]["entity_key"][0]
    is_it = pl.col("entity_key") == entity
    wrong = frames["stage.entity"].with_columns(mentions=pl.when(is_it).then(0).otherwise("mentions"))
    write_frames({**frames, "stage.entity": wrong}, read.folder)
    checked = withhold(read, validate)
    assert {item.code for item in checked.read.refused} == {"Q034", "Q003"} and not checked.is_blocked
    left = staged_frames(read.folder)
    assert entity not in left["stage.entity"]["entity_key"].to_list() + left["stage.mention"]["entity_key"].to_list()


def test_a_refusal_says_where_the_row_stands(tmp_path):
    read, _ = batch(tmp_path / "0", changed("stage.observation", "6.1%", confidence=1.5))
    (refused,) = withhold(read, validate).read.refused
    assert HARBOUR[refused.char_start : refused.char_end] == "6.1%" and "confidence" in refused.message
    assert not refused.is_of_file and refused.sha256 and refused.mend


def test_offenders_are_those_that_the_verdict_counts():
    """The queries of the suites and of the offenders are the same: each critical check finds as many rows."""
    spoilt = staged(harbour=HARBOUR, village=BROKEN)
    for spoil in (
        changed("stage.observation", "6.1%", confidence=2.0, kind="nonsense"),
        changed("stage.observation", "300吨", place_code="33O2"),
        changed("stage.sentence", "青山村卖出杨梅300吨。", text="青山村"),
    ):
        spoilt = spoil(spoilt)
    verdict = validate(spoilt)
    key = ["code", "table_name", "column_name"]
    counted_rows = verdict.failed("critical").select(*key, "failed_rows").sort(key)
    found = find_offenders(spoilt, verdict).group_by(key).len("failed_rows").sort(key)
    assert found.cast({"failed_rows": pl.Int64}).equals(counted_rows)


def test_a_row_is_loaded_again_when_the_rules_are_mended(prefect, settings, monkeypatch):
    """The whole way: a run leaves the row out, the file counts as loaded; a backfill by other rules brings it in."""
    import flows.batches
    from flows.ingest import ingest
    from flows.rereading.backfill import backfill
    from warehouse.database import reading

    for page in settings.inbox.iterdir():
        page.unlink()
    (settings.inbox / "a.txt").write_text("全镇新增企业123家，关闭45家。\n")
    read_batch = flows.batches.read_batch

    def ask(sql: str) -> list[tuple]:
        with reading(settings.warehouse) as connection:
            return connection.execute(sql).fetchall()

    with monkeypatch.context() as other_rules:
        wrong = changed("stage.observation", "45家", confidence=7.0)
        other_rules.setattr(flows.batches, "read_batch", lambda documents: wrong(read_batch(documents)))
        for module in ("flows.outcome", "flows.rereading.backfill", "flows.news"):
            other_rules.setattr(f"{module}.rules_version", lambda: "other")
        outcome = ingest(settings.inbox, settings.warehouse)
        assert [item.code for item in outcome.refused] == ["Q033"] and outcome.published
    assert ask("SELECT mention FROM mart.observations") == [("123家",)]
    assert ask("SELECT path, status FROM audit.file") == [("a.txt", "loaded")]
    assert ask("SELECT code, text, closed_at IS NULL FROM audit.quarantine") == [("Q033", "45家", True)]
    assert ask("SELECT status FROM audit.run") == [("succeeded",)]
    assert not ingest(settings.inbox, settings.warehouse).news  # the file itself is as it was
    backfill(settings.warehouse)
    assert ask("SELECT mention FROM mart.observations ORDER BY char_start") == [("123家",), ("45家",)]
    assert ask("SELECT count(*) FROM audit.quarantine WHERE closed_at IS NULL") == [(0,)]
