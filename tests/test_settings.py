"""Settings: what is read from where, and what is refused by name."""

from pathlib import Path

import pytest

from flows.errors import SettingsInvalid
from flows.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BAOKU_{name.upper()}", raising=False)


def test_defaults():
    settings = load_settings()
    assert (settings.inbox, settings.warehouse) == (Path("seeds"), Path("warehouse/baoku.duckdb"))
    assert (settings.runner, settings.cron) == ("process", "*/15 * * * *")


def test_options_win_over_environment_and_environment_over_file(tmp_path, monkeypatch):
    Path(".env").write_text("BAOKU_INBOX=from-file\nBAOKU_RUNNER=process\nBAOKU_BATCH_DOCUMENTS=7\nOTHER=1\n")
    monkeypatch.setenv("BAOKU_RUNNER", "thread")
    monkeypatch.setenv("BAOKU_BATCH_DOCUMENTS", "8")
    settings = load_settings(batch_documents=9, inbox=None)
    assert (settings.inbox, settings.runner, settings.batch_documents) == (Path("from-file"), "thread", 9)


def test_an_empty_variable_is_not_given(monkeypatch):
    monkeypatch.setenv("BAOKU_INBOX", "")
    assert load_settings().inbox == Path("seeds")


REFUSED = [
    # variable, value, words that the message must hold
    ("BAOKU_RUNNER", "fork", ["BAOKU_RUNNER", "'fork'", "'process', 'thread', 'dask' or 'ray'"]),
    ("BAOKU_CRON", "every day", ["BAOKU_CRON", "'every day'", "five fields"]),
    ("BAOKU_CRON", "99 * * * *", ["BAOKU_CRON", "'99 * * * *'", "five fields"]),
    ("BAOKU_TIMEZONE", "Ningbo", ["BAOKU_TIMEZONE", "'Ningbo'", "time zone"]),
    ("BAOKU_TIMEZONE", "../etc/passwd", ["BAOKU_TIMEZONE", "time zone"]),
    ("BAOKU_BATCH_DOCUMENTS", "0", ["BAOKU_BATCH_DOCUMENTS", "'0'", "1 to 10000"]),
    ("BAOKU_BATCH_DOCUMENTS", "many", ["BAOKU_BATCH_DOCUMENTS", "'many'", "1 to 10000"]),
    ("BAOKU_MAX_FILE_MB", "-1", ["BAOKU_MAX_FILE_MB", "'-1'", "megabytes"]),
    ("BAOKU_MAX_FILE_MB", "nan", ["BAOKU_MAX_FILE_MB", "'nan'", "megabytes"]),
    ("BAOKU_KEEP_GENERATIONS", "1.5", ["BAOKU_KEEP_GENERATIONS", "'1.5'", "1 to 1000"]),
    ("BAOKU_INBOXX", "seeds", ["BAOKU_INBOXX", "the environment", "BAOKU_INBOX,"]),
    ("BAOKU_", "x", ["BAOKU_", "no setting"]),
]


@pytest.mark.parametrize(("variable", "value", "words"), REFUSED)
def test_refused_by_name(monkeypatch, variable, value, words):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsInvalid) as refusal:
        load_settings()
    assert all(word in str(refusal.value) for word in words)


def test_an_unknown_name_in_the_file_is_refused():
    Path(".env").write_text("BAOKU_WAREHOSE=x.duckdb\n")
    with pytest.raises(SettingsInvalid, match=r"BAOKU_WAREHOSE in \.env is no setting"):
        load_settings()


def test_a_bad_option_is_named_as_an_option():
    with pytest.raises(SettingsInvalid, match=r"--batch-documents is '0'; allowed: documents a batch"):
        load_settings(batch_documents=0)


def test_every_fault_is_named_at_once(monkeypatch):
    monkeypatch.setenv("BAOKU_RUNNER", "fork")
    monkeypatch.setenv("BAOKU_WORKERS", "none")
    with pytest.raises(SettingsInvalid, match=r"BAOKU_RUNNER.*\nBAOKU_WORKERS"):
        load_settings()
