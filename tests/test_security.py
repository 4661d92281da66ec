"""What must never happen: a path outside the inbox is read, a value becomes SQL, a secret is told, a port is open."""

import ast
import inspect
import logging
import re
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import SEEDS, baoku
from test_formats import bomb
from test_house import ROOT, SOURCES

from flows.commands.explore import explore
from flows.errors import OutsideFailed, UsageInvalid
from flows.ingest import ingest
from flows.looking import look_around
from flows.named_secrets import secret
from flows.settings import Settings, load_settings
from warehouse.ddl import quoted

OUTSIDE = "只在外面的文件里的话"


@pytest.fixture
def surrounded(tmp_path) -> Settings:
    """An empty inbox with a file beside it that it must not give."""
    (tmp_path / "secret.txt").write_text(OUTSIDE)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return Settings(inbox=inbox, warehouse=tmp_path / "baoku.duckdb")


MANIFEST_PATHS = ["../secret.txt", "/etc/passwd", "sub/../../secret.txt", "./../secret.txt", ".."]


@pytest.mark.parametrize("path", MANIFEST_PATHS)
def test_a_manifest_names_no_path_outside(surrounded, path):
    (surrounded.inbox / "manifest.csv").write_text(f"file,page\n{path},A01\n")
    with pytest.raises(UsageInvalid, match="allowed: a path below the folder of the manifest"):
        look_around(surrounded)


def test_links_lead_to_nothing_outside(surrounded):
    outside = surrounded.inbox.parent
    (surrounded.inbox / "relative.txt").symlink_to("../secret.txt")
    (surrounded.inbox / "absolute.txt").symlink_to(outside / "secret.txt")
    (surrounded.inbox / "folder").symlink_to(outside)
    (surrounded.inbox / "chain.txt").symlink_to("relative.txt")
    news = look_around(surrounded)
    assert not news.arrivals and {item.code for item in news.refused} == {"F011"} and len(news.refused) == 4


def test_an_archive_that_would_fill_the_disk_is_refused_by_a_run(surrounded):
    from flows.batches import plan_batches, read_files

    (surrounded.inbox / "bomb.docx").write_bytes(bomb())
    news = look_around(surrounded)
    (batch,) = plan_batches(news.arrivals, surrounded.inbox.parent / "frames", 9, 1 << 30, surrounded.max_file_bytes)
    assert [item.code for item in read_files(batch).refused] == ["F016"]


#: Calls that hand SQL to an engine.
ASKING = {"execute", "executemany", "executescript", "sql", "query"}
#: What may stand in SQL that is put together, by file: names from declarations, or a whole statement of ours.
BUILT = {
    "expectations/datasource.py": ("schema", "table"),  # names of stage tables
    "expectations/offenders.py": ("schema", "table", "name"),  # names of stage tables
    "flows/benchmark/correctness.py": ("view.name",),  # declared names
    "flows/benchmark/growth.py": ("declared.name", "changed", "declared.key[0]"),  # declared names
    "warehouse/agreement.py": ("_sql(kind)", "left"),  # statements of ours in files, names of temporary tables
    # a path cannot be bound in ATTACH, nor in SET: it is quoted
    "warehouse/database.py": ("ddl.quoted(str(path))", "ALIAS", "ddl.quoted(data_path(connection, ALIAS))"),
    "warehouse/ddl.py": ("layer",),  # names of schemas
    "warehouse/export.py": ("view.name",),  # declared names
    # our alias, quoted paths and hosts, a truth value
    "warehouse/lake/attaching.py": (
        "alias",
        "quoted(address.netloc)",
        "quoted(str(path))",
        "str(address.scheme == 'https').lower()",
    ),
    "warehouse/lake/keeping.py": ("ALIAS", "call", "table.name", "then"),  # declared names, calls of ours, a number
    "warehouse/lake/turns.py": ("quoted(words)",),  # words of a connection
    "warehouse/members.py": ("dimension.name", "key"),  # declared names
    "warehouse/migrations.py": ("table.name", "table.short_name", "values", "before", "view", "layer"),  # declared
    # declared names, statements of ours in files
    "warehouse/views.py": ("view.name", "view_sql(view.short_name)", "places"),
}


def _built(path: Path) -> set[str]:
    """What is put into the SQL of a source file where it is handed over."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    asked = [
        call.args[0]
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in ASKING and call.args
    ]
    assert not [ast.unparse(sql) for sql in asked if isinstance(sql, ast.BinOp)], f"{path}: SQL is put together by +"
    return {
        ast.unparse(part.value)
        for sql in asked
        for part in ast.walk(sql)
        if isinstance(sql, ast.JoinedStr) and isinstance(part, ast.FormattedValue)
    }


def test_sql_is_built_of_declared_names_alone():
    found = {path.relative_to(ROOT).as_posix(): _built(path) for path in SOURCES}
    strange = {name: built - set(BUILT.get(name, ())) for name, built in found.items()}
    assert not {name: built for name, built in strange.items() if built}


#: Every line at which ruff's rule against built SQL is silenced, by file: how many, and what stands in them.
SILENCED = {
    "expectations/datasource.py": (2, "declared names of stage tables"),
    "expectations/suites.py": (2, "declared columns and conditions"),
    "flows/benchmark/growth.py": (1, "declared names of tables and columns"),
    "warehouse/accounting.py": (1, "declared names of tables"),
    "warehouse/export.py": (3, "declared names of views"),
    "warehouse/lake/attaching.py": (2, "our alias"),
    "warehouse/lake/keeping.py": (5, "our alias, declared names of tables, the number of a snapshot"),
    "warehouse/lake/turns.py": (1, "the number of a lock"),
    "warehouse/members.py": (3, "declared names of dimensions"),
    "warehouse/migrations.py": (1, "declared names, and columns that the file itself names"),
    "warehouse/retention.py": (4, "a condition of ours, with its day bound as a parameter"),
    "warehouse/schema/checks.py": (1, "declared names of stage tables"),
    "warehouse/views.py": (1, "declared names of views"),
}


def test_each_silenced_warning_of_built_sql_has_its_reason():
    found = {path.relative_to(ROOT).as_posix(): len(re.findall(r"noqa: S608", path.read_text())) for path in SOURCES}
    known = {name: count for name, (count, _) in SILENCED.items() if (ROOT / name).exists()}
    assert {name: count for name, count in found.items() if count} == known


HOSTILE = ["'; DROP TABLE x; --", "a''b", "\\", "'", "名'字"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_must_be_quoted_is_one_literal(text):
    import duckdb

    assert duckdb.sql(f"SELECT {quoted(text)}").fetchone() == (text,)


def test_the_explorer_answers_this_machine_alone_unless_told_otherwise():
    assert inspect.signature(explore).parameters["host"].default == "127.0.0.1"


SECRET = "s3cr3t-geheim"


@pytest.mark.slow
def test_a_secret_stands_in_nothing_that_a_run_writes(tmp_path):
    """The run has a secret in its channel and in its source's address, neither of which answers."""
    import os

    environment = os.environ | {
        "BAOKU_ALERTS": f"json://user:{SECRET}@127.0.0.1:9/{SECRET}",
        "BAOKU_SOURCES": "http://127.0.0.1:9/listing/",
        "FSSPEC_HTTP_PASSWORD": SECRET,
        "BAOKU_FETCH_DELAY": "0",
    }
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "empty.txt").write_bytes(b"")
    (tmp_path / "inbox" / "page.txt").write_bytes((SEEDS / "003_96e92ec160f0d580.txt").read_bytes()[:600])
    arguments = ("--inbox", tmp_path / "inbox", "--warehouse", tmp_path / "w" / "baoku.duckdb")
    said = baoku("run", "--verbose", *arguments, cwd=tmp_path, env=environment)
    assert said.returncode == 1 and (tmp_path / "w" / "baoku.duckdb").exists(), said.stderr
    assert "did not take a message" in said.stdout + said.stderr
    assert SECRET not in said.stdout + said.stderr
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 5 and not [path for path in written if SECRET.encode() in path.read_bytes()]


@pytest.mark.parametrize("name", ["BAOKU_SOURCES", "BAOKU_ALERTS"])
def test_a_refused_address_is_told_without_its_secret(cli, monkeypatch, name):
    address = f"sftp://user:{SECRET}@host/x" if name == "BAOKU_SOURCES" else f"unknown://user:{SECRET}@host"
    monkeypatch.setenv(name, address)
    said = cli("status")
    assert said.status == 2 and name in said.err and SECRET not in said.out + said.err


@pytest.fixture
def service() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An HTTP service that takes messages and refuses, as a store, whoever asks for files; and the headers it got."""
    got: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            got.append({"path": self.path, **self.headers})
            self.send_response(200)
            self.end_headers()

        def do_GET(self) -> None:
            got.append({"path": self.path, **self.headers})
            self.send_response(403)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: the test's output stays readable."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", got
        server.shutdown()


def _kept_by_prefect() -> str:
    """All that the server keeps of runs, for people: states with their data, parameters, artifacts, the last logs."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import LogSort

    with get_client(sync_client=True) as client:
        logs = client.read_logs(sort=LogSort.TIMESTAMP_DESC)
        kept = (client.read_flow_runs(), client.read_task_runs(), logs, client.read_artifacts())
    assert all(kept)
    return "".join(one.model_dump_json() for part in kept for one in part)


@pytest.mark.slow
def test_a_secret_in_a_prefect_block_is_used_and_stands_in_nothing(prefect, service, tmp_path, monkeypatch, caplog):
    """Blocks keep the channel's address and the store's key: the one is told, the other refused by the store."""
    import fsspec.config
    from prefect.blocks.system import Secret

    host, got = service
    Secret(value=f"json://user:{SECRET}@{host}/{SECRET}").save("steward")
    Secret(value=SECRET).save("store")
    store = {"key": "reader", "secret": "prefect://secret/store", "endpoint_url": f"http://{host}"}
    monkeypatch.setitem(fsspec.config.conf, "s3", store)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("BAOKU_ALERTS", "prefect://secret/steward prefect://secret/nobody")
    monkeypatch.setenv("BAOKU_SOURCES", "s3://pages")
    for name in ("prefect", "prefect.flow_runs", "prefect.task_runs"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "empty.txt").write_bytes(b"")
    (tmp_path / "inbox" / "page.txt").write_bytes((SEEDS / "003_96e92ec160f0d580.txt").read_bytes()[:600])
    outcome = ingest(tmp_path / "inbox", tmp_path / "w" / "baoku.duckdb")
    assert {item.code for item in outcome.refused} == {"F001", "F020"}
    assert any(one["path"] == f"/{SECRET}" and "Authorization" in one for one in got), "the channel's block was used"
    assert any("Credential=reader/" in one.get("Authorization", "") for one in got), "the store's block was used"
    deadline = time.monotonic() + 60
    while "prefect://secret/nobody) did not take a message" not in (kept := _kept_by_prefect()):
        assert time.monotonic() < deadline  # logs are sent by and by
        time.sleep(0.5)
    assert "ingest inbox into baoku" in kept and "read 1/1: " in kept and "load 1 batches" in kept
    assert SECRET not in kept + caplog.text + repr(outcome) + repr(load_settings())
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 5 and not [path for path in written if SECRET.encode() in path.read_bytes()]


NAMED = [
    # what a setting holds, what a Prefect server keeps under the name, what is told of it
    ("prefect://secret/lost", None, "cannot be had"),
    ("prefect://secret/odd", {"password": SECRET}, "holds no text"),
]


@pytest.mark.parametrize(("text", "value", "told"), NAMED)
def test_a_block_that_cannot_be_used_is_told_by_its_name(prefect, text, value, told):
    from prefect.blocks.system import Secret

    if value:
        Secret(value=value).save(text.rpartition("/")[2], overwrite=True)
    with pytest.raises(OutsideFailed, match=told) as error:
        secret(text)
    assert text.rpartition("/")[2] in str(error.value) and SECRET not in "".join(
        traceback.format_exception(error.value)
    )


def test_without_a_server_a_block_is_told_to_need_one(monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    code = "from flows.named_secrets import secret; secret('prefect://secret/steward')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert "OutsideFailed: the Secret block steward needs a Prefect server" in done.stderr
    assert secret("json://user:word@host") == "json://user:word@host"
