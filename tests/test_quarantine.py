"""`baoku quarantine`: what was refused is listed, shown, tried again and released."""

import json
from pathlib import Path

import polars as pl
import pytest

from flows.settings import Settings
from transforms.pipeline import read_batch
from warehouse.database import reading

TEXT = "全镇新增企业123家，关闭45家。\n"


def ask(warehouse: Path, sql: str) -> list[tuple]:
    with reading(warehouse) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def spoilt_rules(monkeypatch):
    """Rules that are wrong about 45家."""
    import flows.batches

    def read(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
        frames = read_batch(documents)
        wrong = pl.when(pl.col("mention") == "45家").then(7.0).otherwise("confidence")
        return frames | {"stage.observation": frames["stage.observation"].with_columns(confidence=wrong)}

    with monkeypatch.context() as patch:
        patch.setattr(flows.batches, "read_batch", read)
        yield patch


@pytest.fixture
def refused(prefect, settings: Settings, spoilt_rules, monkeypatch) -> Settings:
    """A warehouse with one row and one file in quarantine."""
    from prefect.settings import PREFECT_API_URL

    from flows.ingest import ingest

    for page in settings.inbox.iterdir():
        page.unlink()
    (settings.inbox / "a.txt").write_text(TEXT)
    (settings.inbox / "empty.txt").write_bytes(b"")
    ingest(settings.inbox, settings.warehouse)
    monkeypatch.setenv("PREFECT_API_URL", PREFECT_API_URL.value())
    return settings


def test_entries_are_listed_and_shown(cli, refused: Settings):
    place = ("--warehouse", refused.warehouse)
    entries = json.loads(cli("quarantine", "list", "--json", *place).out)
    assert {entry["code"]: entry["path"] for entry in entries} == {"Q033": "a.txt", "F001": "empty.txt"}
    said = cli("quarantine", "list", "--code", "Q033", *place)
    assert "45家" in said.out and "empty.txt" not in said.out
    (key,) = [entry["quarantine_key"] for entry in entries if entry["code"] == "Q033"]
    shown = cli("quarantine", "show", key, *place).out
    assert "关闭45家" in shown and "confidence" in shown and "Mend the rule" in shown
    missing = cli("quarantine", "show", 5, *place)
    assert missing.status == 2 and "quarantine list" in missing.err
    assert "Nothing" in cli("quarantine", "list", "--code", "Q099", *place).out


@pytest.mark.slow
def test_replay_reads_rows_and_files_again(cli, refused: Settings, spoilt_rules):
    places = ("--warehouse", refused.warehouse, "--inbox", refused.inbox)
    said = cli("quarantine", "replay", *places)
    assert said.status == 1 and "0 are out of quarantine, 2 stay" in said.out
    spoilt_rules.undo()
    said = cli("quarantine", "replay", "--code", "Q033", *places)
    assert said.status == 0 and "1 are out" in said.out
    assert ask(refused.warehouse, "SELECT mention FROM mart.observations ORDER BY 1") == [("123家",), ("45家",)]
    assert ask(refused.warehouse, "SELECT code FROM audit.quarantine WHERE closed_at IS NULL") == [("F001",)]
    (refused.inbox / "empty.txt").write_text("第二页。")
    assert cli("quarantine", "replay", *places).status == 0
    assert "Nothing to replay" in cli("quarantine", "replay", *places).out


def test_what_is_released_is_refused_no_more(cli, refused: Settings, spoilt_rules):
    from flows.ingest import ingest

    place = ("--warehouse", refused.warehouse)
    keys = dict(ask(refused.warehouse, "SELECT code, quarantine_key FROM audit.quarantine"))
    assert cli("quarantine", "release", keys["Q033"], "--why", " ", *place).status == 2
    assert cli("quarantine", "release", keys["Q033"], "--why", "looked at it", *place).status == 0
    assert ask(refused.warehouse, "SELECT mention FROM mart.observations ORDER BY 1") == [("123家",), ("45家",)]
    assert cli("quarantine", "release", keys["F001"], "--why", "nobody wants it", *place).status == 0
    assert not ingest(refused.inbox, refused.warehouse).news
    reasons = ask(refused.warehouse, "SELECT code, why, closed_at IS NULL FROM audit.quarantine ORDER BY code")
    assert reasons == [("F001", "nobody wants it", False), ("Q033", "looked at it", False)]
    said = cli("quarantine", "list", "--all", *place).out
    assert "looked at it" in said and "Nothing" in cli("quarantine", "list", *place).out
