"""The command line: what it says, what it writes and how it leaves."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from conftest import SEEDS, baoku

WRONG_USE = [
    # arguments, words that the message must hold
    (["run"], ["there is no inbox", "seeds", "--inbox", "--samples"]),
    (["run", "gone.txt"], ["gone.txt"]),
    (["run", "--runner", "fork", "--inbox", SEEDS], ["--runner", "'fork'", "'process', 'thread', 'dask' or 'ray'"]),
    (["run", "--rummer", "thread"], ["--rummer"]),
    (["status"], ["no warehouse", "baoku run"]),
    (["query", "SELECT 1"], ["no warehouse", "baoku run"]),
    (["query", "SELECT 1", "--csv", "--json"], ["exclude"]),
    (["explain", "1234567890123456789"], ["no warehouse"]),
    (["mentions", "--input", "gone.jsonl", "--output", "out.jsonl"], ["gone.jsonl"]),
    (["serve", "--cron", "often", "--inbox", SEEDS], ["--cron", "'often'", "five fields"]),
    (["rollback"], ["no generations", "baoku run"]),
    (["rollback", "last"], ["generation", "integer"]),
    (["rum"], ["rum"]),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG_USE)
def test_wrong_use_is_named_and_leaves_with_2(cli, arguments, words):
    said = cli(*arguments)
    assert said.status == 2
    assert all(word in said.err for word in words), said.err


def test_a_wrong_setting_leaves_with_2(cli, monkeypatch):
    monkeypatch.setenv("BAOKU_RUNER", "thread")
    said = cli("run", "--inbox", SEEDS)
    assert said.status == 2 and "BAOKU_RUNER" in said.err


@pytest.mark.parametrize("command", ["run", "serve", "status", "query", "explain", "mentions", "rollback"])
def test_every_command_has_help(cli, command):
    said = cli(command, "--help")
    assert said.status == 0 and "Usage" in said.out


def test_help_needs_nothing_heavy():
    code = "import sys, flows.cli; print([m for m in ('prefect', 'polars', 'duckdb', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_first_run_tells_what_it_did(first_run, five_pages):
    process, _ = first_run
    for word in ("5 new", "0 changed", "0 refused", "articles", "sentences", "tokens", "observations", "passed"):
        assert word in process.stdout, process.stdout
    assert "critical:" not in process.stdout
    assert str(five_pages) in process.stdout
    assert process.stderr == ""


def test_a_second_run_says_that_nothing_is_new_and_changes_nothing(five_pages):
    before = _state(five_pages)
    process = baoku("run", "--inbox", SEEDS, "--warehouse", five_pages)
    assert process.returncode == 0 and "Nothing is new: 5 files" in process.stdout
    assert _state(five_pages) == before


def test_nothing_new_needs_nothing_heavy(five_pages):
    heavy = {"prefect", "great_expectations", "pandas", "numpy", "pyarrow", "jieba", "rjieba", "httpx", "fsspec"}
    code = (
        "import sys; from flows.cli import main\n"
        "try: main()\n"
        f"except SystemExit as end: print(end.code, {heavy} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, "run", "--inbox", SEEDS, "--warehouse", five_pages]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Nothing is new" in done.stdout and done.stdout.endswith("0 set()\n"), done.stdout


def _state(file: Path) -> tuple[int, ...]:
    state = file.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


def test_another_run_at_work_is_told_and_left_alone(cli, tmp_path):
    warehouse = tmp_path / "baoku.duckdb"
    hold = (
        "import sys, pathlib; from flows.lock import lock\n"
        "with lock(pathlib.Path(sys.argv[1]), 'run'): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, warehouse], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        said = cli("run", "--inbox", SEEDS, "--warehouse", warehouse)
        assert said.status == 3 and "another baoku is at work" in said.err
        other.stdin.close()
        other.wait(timeout=30)
    assert not warehouse.exists()


def test_a_folder_that_cannot_be_written_is_the_outside(cli, tmp_path):
    (tmp_path / "file").write_text("x")
    said = cli("run", "--inbox", SEEDS, "--warehouse", tmp_path / "file" / "baoku.duckdb")
    assert said.status == 3 and "cannot write" in said.err


def test_query_writes_tables_csv_json_and_parquet(cli, five_pages, tmp_path):
    sql = "SELECT document, ordinal, authors, published FROM mart.articles ORDER BY ALL"
    given = ("query", sql, "--warehouse", five_pages)
    shown = cli(*given).out
    rows = json.loads(cli(*given, "--json").out)
    lines = list(csv.DictReader(io.StringIO(cli(*given, "--csv").out)))
    assert "rows in" in cli(*given, "--parquet", tmp_path / "articles.parquet").out
    frame = pl.read_parquet(tmp_path / "articles.parquet")
    assert len(rows) == len(lines) == frame.height >= 5
    assert {row["document"] for row in rows} == {page.name for page in SEEDS.glob("*.txt")}
    assert all(row["document"] in shown for row in rows)
    assert (
        [json.loads(line["authors"]) for line in lines]
        == [row["authors"] for row in rows]
        == frame["authors"].to_list()
    )


NOT_READING = [
    "CREATE TABLE mart.x (a INT)",
    "DELETE FROM core.dim_document",
    "UPDATE audit.run SET status = 'failed'",
    "COPY (SELECT 1) TO 'out.csv'",
    "SELECT * FROM read_text('/etc/passwd')",
    "ATTACH 'other.duckdb'",
    "INSTALL fts",
    "SET threads = 1",
    "EXPORT DATABASE 'out'",
]


@pytest.mark.parametrize("sql", NOT_READING)
def test_query_only_reads(cli, five_pages, tmp_path, sql):
    said = cli("query", sql, "--warehouse", five_pages)
    assert said.status == 2 and "reads the warehouse and nothing else" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT nothing FROM mart.articles", "SELECT 1/'a'", "FROM mart.nothing"])
def test_sql_that_cannot_be_run_is_wrong_use(cli, five_pages, sql):
    said = cli("query", sql, "--warehouse", five_pages)
    assert said.status == 2 and "Error" in said.err and "Traceback" not in said.err


def test_query_shows_text_as_it_is(cli, five_pages):
    sql = "SELECT '[red]<b>“江夏”\U0001f5de' AS \"[link]\", NULL AS nothing"
    said = cli("query", sql, "--warehouse", five_pages)
    assert "[red]<b>“江夏”\U0001f5de" in said.out and "[link]" in said.out


def test_status_tells_of_runs_and_files(cli, five_pages):
    said = cli("status", "--warehouse", five_pages)
    assert said.status == 0
    for word in ("last good run", "5 documents", "5 loaded", "succeeded", "Nothing is in quarantine"):
        assert word in said.out


def test_explain_tells_what_was_read_and_by_which_rule(cli):
    said = cli("explain", "2023年，苏州市新增企业12家，同比增长5.6%。", "--date", "2024-02-01")
    assert said.status == 0
    for word in ("tokens:", "12家", "count", "5.6%", "percent", "2023-01-01", "苏州市", "place"):
        assert word in said.out, said.out


def test_explain_tells_of_a_row_by_its_key(cli, five_pages):
    asked = cli(
        "query", "SELECT observation_key, mention FROM mart.observations LIMIT 1", "--json", "--warehouse", five_pages
    )
    (row,) = json.loads(asked.out)
    said = cli("explain", row["observation_key"], "--warehouse", five_pages)
    assert said.status == 0 and row["mention"] in said.out and "observation_key" in said.out
    assert cli("explain", "9" * 18, "--warehouse", five_pages).status == 2


def test_mentions_keep_order_and_offsets(cli, tmp_path):
    texts = ["新增企业12家，同比增长5.6%。", "", "没有数字\n\u0000😀", "去年12月底，投资3亿元。"]
    lines = [
        {"id": f"{n}", "text": text, "reference_date": "2024-02-01" if n else None} for n, text in enumerate(texts)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    assert cli("mentions", "--input", "in.jsonl", "--output", "out.jsonl").status == 0
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [line["id"] for line in found] == ["0", "1", "2", "3"]
    for text, line in zip(texts, found, strict=True):
        assert all(text[m["start"] : m["end"]] == m["mention"] for m in line["mentions"])
    assert {m["mention"] for m in found[0]["mentions"]} >= {"12家", "5.6%"}
    keys = {
        "start",
        "end",
        "mention",
        "kind",
        "value",
        "value_high",
        "unit",
        "bound",
        "period_start",
        "period_end",
        "rule",
    }
    assert all(set(m) == keys for line in found for m in line["mentions"])


@pytest.mark.parametrize("line", ["{", '{"id": 1}', '{"id": 1, "text": "x", "reference_date": "soon"}', "[]"])
def test_a_line_that_is_no_input_is_named(cli, tmp_path, line):
    (tmp_path / "in.jsonl").write_text(f'{{"id": 0, "text": "x"}}\n{line}\n')
    said = cli("mentions", "--input", "in.jsonl", "--output", "out.jsonl")
    assert said.status == 2 and "in.jsonl, line 2" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
