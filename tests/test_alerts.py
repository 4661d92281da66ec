"""Alerts: what is told, when, and that it arrives once; against a real mail server and a real HTTP receiver."""

import email
import email.policy
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import polars as pl
import pytest
from aiosmtpd.controller import Controller
from hypothesis import given
from hypothesis import strategies as st

from expectations.verdict import SCHEMA
from flows.alerts.channels import channels, parse
from flows.alerts.condition import Alert, Condition, Found
from flows.alerts.deciding import decide
from flows.alerts.message import Message, compose, how_long
from flows.alerts.outbox import open_alerts, opened, outbox_path
from flows.alerts.telling import tell, tell_of_run
from flows.alerts.watching import Watching
from flows.doctor import examine
from flows.errors import OutsideFailed, SettingsInvalid
from flows.failing import note_dead
from flows.heartbeat import living
from flows.lock import lock
from flows.refusals import refusal, refusal_frame
from flows.settings import Settings, load_settings
from warehouse.build import writing
from warehouse.load import note
from warehouse.publish import publish
from warehouse.record import Record, Run

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECRET = "geheim"
BLANK = Condition("F001", "warning", "The file is empty.", "Put it in again.", "warehouse", "", "inbox", 1, ("a.txt",))


# --- what is decided ---------------------------------------------------------------------------------------------


def told(*looks: tuple[timedelta, int | None, str], repeat: timedelta = DAY) -> list[list[str]]:
    """What is told at each look (time since NOW, count of `BLANK` or None where it is found no more, severity)."""
    alerts: dict[tuple, Alert] = {}
    changes = []
    for after, count, severity in looks:
        found = () if count is None else (replace(BLANK, count=count, severity=severity),)
        decision = decide(alerts, Found(found, frozenset({"warehouse"})), NOW + after, repeat)
        alerts |= {alert.condition.fingerprint: alert for alert in decision.alerts}
        changes.append([event.change for event in decision.events])
    return changes


STORIES = [
    # looks, what is told at each
    ([(0 * HOUR, 1, "warning"), (HOUR, 1, "warning"), (25 * HOUR, 1, "warning")], ["new", "", "still"]),
    ([(0 * HOUR, 3, "warning"), (HOUR, 5, "warning"), (2 * HOUR, 6, "warning")], ["new", "", "worse"]),
    ([(0 * HOUR, 3, "warning"), (HOUR, 3, "critical"), (2 * HOUR, 3, "warning")], ["new", "worse", ""]),
    ([(0 * HOUR, 3, "warning"), (HOUR, None, ""), (2 * HOUR, None, "")], ["new", "resolved", ""]),
    # it comes and goes: its coming back, and its going then, are not told within the time of repeats
    (
        [(0 * HOUR, 3, "warning"), (HOUR, None, ""), (2 * HOUR, 3, "warning"), (3 * HOUR, None, "")],
        ["new", "resolved", "", ""],
    ),
    # it comes back and stays
    (
        [(0 * HOUR, 3, "warning"), (HOUR, None, ""), (2 * HOUR, 3, "warning"), (3 * HOUR, 3, "warning")],
        ["new", "resolved", "", "new"],
    ),
    ([(0 * HOUR, 3, "warning"), (HOUR, None, ""), (25 * HOUR, 3, "warning")], ["new", "resolved", "new"]),
    ([(0 * HOUR, 3, "warning"), (HOUR, None, ""), (2 * HOUR, 6, "warning")], ["new", "resolved", "new"]),
    ([(0 * HOUR, 3, "info")], [""]),
    # the clock was two days ahead, and is set right
    ([(2 * DAY, 3, "warning"), (0 * HOUR, 3, "warning"), (HOUR, 3, "warning")], ["new", "still", ""]),
]


@pytest.mark.parametrize(("looks", "changes"), STORIES)
def test_each_thing_is_told_when_it_changes(looks, changes):
    assert told(*looks) == [[change] if change else [] for change in changes]


def test_nothing_is_told_again_where_repeats_are_off():
    assert told((0 * DAY, 1, "warning"), (400 * DAY, 1, "warning"), repeat=timedelta(0)) == [["new"], []]


def test_only_the_look_that_found_it_may_call_it_resolved():
    alert = decide({}, Found((BLANK,)), NOW, DAY).alerts[0]
    before = {BLANK.fingerprint: alert}
    assert decide(before, Found((), frozenset({"schedule"})), NOW + HOUR, DAY).events == []


# --- what a message says -----------------------------------------------------------------------------------------

EVIL = '<script>x()</script> <!channel> <at user_id="all"> [x](http://evil) `code` @all a\r\nBcc: b\u202e'


def messages(*conditions: Condition) -> list[Message]:
    return compose(decide({}, Found(conditions), NOW, DAY).events, NOW + 3 * DAY, "/data/baoku.duckdb")


def test_one_message_a_class_of_severity_grouped_with_counts_examples_mend_and_age():
    some = [replace(BLANK, source=f"https://{number}.example") for number in range(20)]
    critical, warning = messages(*some, replace(BLANK, code="Q010", severity="critical", table="core.fct", count=1234))
    assert (critical.title, critical.type) == ("baoku critical: 1 new", "failure")
    assert (warning.title, warning.type) == ("baoku warning: 20 new", "warning")
    body = critical.body("text")
    wanted = ["Q010 core.fct", "1,234 found", "Since 2026-03-02 08:00 UTC (3 days)", "Put it in again.", "a.txt"]
    assert all(words in body for words in wanted), body
    assert "… and 8 more" in warning.body("text")


def test_what_stands_in_files_never_becomes_a_mark():
    (message,) = messages(replace(BLANK, examples=(EVIL,), source=EVIL))
    shown = message.body("html")
    assert "&lt;script&gt;" in shown and "<script" not in shown and "<at" not in shown and "\u202e" not in shown
    for form in ("text", "markdown"):
        shown = message.body(form)
        assert not set("<>[]`@\r\u202e") & set(shown) and "http://" not in shown and "＜script＞" in shown


@given(st.text(), st.sampled_from(["html", "text", "markdown"]))
def test_any_text_is_shown_on_one_line_and_kept_in_the_outbox(text, form):
    (message,) = messages(replace(BLANK, examples=(text,)))
    assert Message.from_json(message.as_json()) == message
    assert message.body(form).count("\n") == messages(BLANK)[0].body(form).count("\n")


def test_how_long():
    times = [timedelta(seconds=-5), timedelta(seconds=59), timedelta(minutes=1), 25 * HOUR, 49 * HOUR]
    assert [how_long(time) for time in times] == ["just now", "just now", "1 minute", "1 day", "2 days"]


# --- real receivers ----------------------------------------------------------------------------------------------


@dataclass
class Receiver:
    """An HTTP server that keeps what it accepts; `status` is what it answers with."""

    got: list[dict] = field(default_factory=list)
    status: int = 200
    url: str = ""

    @property
    def titles(self) -> list[str]:
        return [one["title"] for one in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if kept.status == 200:
                kept.got.append(body)
            self.send_response(kept.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: the test's output stays readable."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        kept.url = f"json://user:{SECRET}@127.0.0.1:{server.server_port}/{SECRET}-path"
        yield kept
        server.shutdown()


class Mailbox:
    """A mail server's handler that keeps what came."""

    def __init__(self) -> None:
        self.got: list[email.message.EmailMessage] = []

    async def handle_DATA(self, _server: object, _session: object, envelope) -> str:
        self.got.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"mailto://127.0.0.1:{port}?from=baoku@example.org&to=desk@example.org&mode=insecure"
    controller.stop()


@pytest.fixture
def alerting(settings: Settings) -> Callable[..., Settings]:
    """Settings with alert channels; `settings` with a folder for the warehouse."""
    settings.warehouse.parent.mkdir(exist_ok=True)

    def with_channels(*urls: str, **others: object) -> Settings:
        return settings.model_copy(update={"alerts": parse(" ".join(urls)), **others})

    return with_channels


WAREHOUSE = frozenset({"warehouse"})
SAID: list[str] = []


def test_a_mail_arrives_escaped_with_a_plain_part(mailbox, alerting):
    box, url = mailbox
    tell(alerting(url), Found((replace(BLANK, examples=(EVIL,)),), WAREHOUSE), NOW, SAID.append)
    (mail,) = box.got
    html, text = (mail.get_body((kind,)).get_content() for kind in ("html", "plain"))
    assert mail["Subject"] == "baoku warning: 1 new" and mail["To"] == "desk@example.org" and mail["Bcc"] is None
    assert "&lt;script&gt;" in html and "<script" not in html and "F001" in text


def test_a_webhook_gets_what_is_new_then_nothing_then_that_it_is_resolved(receiver, alerting):
    settings = alerting(receiver.url)
    for found in ((BLANK,), (BLANK,), (), ()):
        tell(settings, Found(found, WAREHOUSE), datetime.now(UTC), SAID.append)
    assert receiver.titles == ["baoku warning: 1 new", "baoku warning: 1 resolved"]
    assert [one["type"] for one in receiver.got] == ["warning", "info"]


def _later(settings: Settings) -> None:
    """Let what waits be due now."""
    with opened(outbox_path(settings.warehouse)) as outbox:
        outbox._connection.execute("UPDATE delivery SET next_at = '2000-01-01T00:00:00.000000+00:00'")


def test_what_a_receiver_that_is_down_has_missed_arrives_once_when_it_is_up(receiver, mailbox, alerting):
    box, url = mailbox
    settings, said = alerting(receiver.url, url), []
    receiver.status = 503
    tell(settings, Found((BLANK,), WAREHOUSE), datetime.now(UTC), said.append)
    assert (len(box.got), said) == (1, ["alerts: channel 1 (json) did not take a message: it answered with 503; "
                                        "it is tried again later"])  # fmt: skip
    (waits,) = open_alerts(outbox_path(settings.warehouse))[1]
    assert (waits.messages, waits.attempts, waits.failure) == (1, 1, "it answered with 503")
    receiver.status = 200
    tell(settings, Found((BLANK,), WAREHOUSE), datetime.now(UTC), said.append)
    assert receiver.got == []  # five minutes have not gone
    _later(settings)
    for _ in range(3):
        tell(settings, Found((BLANK,), WAREHOUSE), datetime.now(UTC), said.append)
    assert receiver.titles == ["baoku warning: 1 new"] and len(box.got) == 1
    assert open_alerts(outbox_path(settings.warehouse))[1] == []


def test_waits_grow_and_end(tmp_path):
    message = messages(BLANK)
    with opened(tmp_path / "outbox.sqlite") as outbox:
        outbox.post(message, ["key"], NOW)
        waits, now = [], NOW
        while due := outbox.due("key", now):
            outbox.failed(due[0], "no connection", now)
            step = timedelta(minutes=1)
            wait = next((n for n in range(1, 500) if outbox.due("key", now + n * step)), None)
            waits.append(wait)
            now += (wait or 0) * step
    assert waits[:8] == [5, 10, 20, 40, 80, 160, 320, 360] and waits[-1] is None
    assert timedelta(days=7) < now - NOW < timedelta(days=8)


#: A process that is killed when the receiver has accepted and nothing is recorded yet.
KILLED = """
import sys, os, signal
from datetime import UTC, datetime
from pathlib import Path
from flows.alerts.channels import Channel
from flows.alerts.condition import RUN_FAILED, Found, condition
from flows.alerts.outbox import Outbox
from flows.alerts.telling import tell
from flows.settings import load_settings

Outbox.accepted = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
found = Found((condition(RUN_FAILED, "run ingest", "it broke"),), frozenset({"run ingest"}))
tell(load_settings(warehouse=Path(sys.argv[1])), found, datetime.now(UTC), print)
"""


def test_a_kill_between_sending_and_recording_costs_one_duplicate_at_most(receiver, alerting):
    settings = alerting(receiver.url)
    environment = os.environ | {"BAOKU_ALERTS": receiver.url}
    killed = subprocess.run([sys.executable, "-c", KILLED, settings.warehouse], env=environment)
    assert killed.returncode == -signal.SIGKILL and len(receiver.got) == 1
    for _ in range(3):
        tell(settings, Found((), frozenset()), datetime.now(UTC), SAID.append)
    assert receiver.titles == ["baoku critical: 1 new"] * 2


def test_two_at_once_send_one(receiver, alerting):
    settings = alerting(receiver.url)
    with lock(settings.warehouse, "alerts"):
        code = KILLED.replace("Outbox.accepted = lambda *_: os.kill(os.getpid(), signal.SIGKILL)", "")
        environment = os.environ | {"BAOKU_ALERTS": receiver.url}
        subprocess.run([sys.executable, "-c", code, settings.warehouse], env=environment, check=True)
        assert receiver.got == []
    tell(settings, Found((), frozenset()), datetime.now(UTC), SAID.append)
    assert len(receiver.got) == 1


def test_a_channel_that_is_named_no_more_is_given_up(receiver, alerting):
    receiver.status = 500
    tell(alerting(receiver.url), Found((BLANK,), WAREHOUSE), datetime.now(UTC), SAID.append)
    settings = alerting("json://127.0.0.1:1")
    tell(settings, Found((BLANK,), WAREHOUSE), datetime.now(UTC), SAID.append)
    assert open_alerts(outbox_path(settings.warehouse))[1] == []


def test_a_damaged_outbox_is_set_aside(receiver, alerting):
    settings = alerting(receiver.url)
    place = outbox_path(settings.warehouse)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"no database " * 100)
    tell(settings, Found((BLANK,), WAREHOUSE), datetime.now(UTC), SAID.append)
    assert len(receiver.got) == 1 and place.with_suffix(".damaged").exists()


def test_an_outbox_that_cannot_be_made_still_tells(receiver, alerting):
    settings, said = alerting(receiver.url), []
    (settings.warehouse.parent / ".alerts").write_text("a file where the folder should be")
    tell(settings, Found((BLANK,), WAREHOUSE), datetime.now(UTC), said.append)
    assert len(receiver.got) == 1 and "without being remembered" in said[0]


# --- runs --------------------------------------------------------------------------------------------------------


def _publish(settings: Settings, run: Run, record: Record) -> None:
    with writing(settings.warehouse) as connection:
        note(connection, run, record)
        publish(connection, settings.warehouse)


def _run(name: str, status: str = "succeeded") -> Run:
    now = datetime.now(UTC)
    return Run(name, now, "rules", status, now)


def _check(code: str, severity: str, passed: bool) -> dict:
    texts = {"meaning": f"{code} means.", "mend": f"Mend {code}.", "table_name": "core.fct_observation"}
    row = dict.fromkeys(SCHEMA.names(), "") | texts
    return row | {"code": code, "severity": severity, "passed": passed, "failed_rows": 7, "examples": ["第一"]}


def test_checks_refusals_and_blocked_runs_are_told_from_what_is_published(receiver, alerting):
    settings = alerting(receiver.url)
    refused = [refusal("empty", "a.txt", "", "0"), refusal("fetch_failed", "https://example.org/b.html")]
    checks = pl.DataFrame([_check("Q037", "warning", False), _check("Q001", "critical", False)], SCHEMA)
    _publish(settings, _run("1", "blocked"), Record(checks=checks, quarantine=refusal_frame(refused)))
    tell_of_run(settings, "ingest", None, None, SAID.append)
    critical, warning = (one["message"] for one in receiver.got)
    assert "A002" in critical and "Q001 core.fct_observation" in critical and "7 found" in critical
    assert "F001 (inbox)" in warning and "F020 (https：//example.org)" in warning and "Mend Q037." in warning
    _publish(settings, _run("2"), Record(checks=pl.DataFrame([_check("Q037", "warning", True)], SCHEMA)))
    tell_of_run(settings, "ingest", None, None, SAID.append)
    assert receiver.titles[2:] == ["baoku critical: 2 resolved", "baoku warning: 1 resolved"]


def test_a_run_that_fails_is_told_and_fails_as_it_would_have(receiver, alerting):
    settings = alerting(receiver.url)
    for _ in range(2):
        with pytest.raises(OutsideFailed, match="no room"), Watching(settings, SAID.append), Watching(settings, print):
            raise OutsideFailed("no room")
    assert receiver.titles == ["baoku critical: 1 new"] and "OutsideFailed: no room" in receiver.got[0]["message"]
    with Watching(settings, SAID.append, "backfill"):
        """Another flow that ends well says nothing of this one."""
    with Watching(settings, SAID.append):
        """The same flow does."""
    assert receiver.titles[1:] == ["baoku critical: 1 resolved"]


def test_a_run_that_died_is_told_once(receiver, alerting):
    settings = alerting(receiver.url)
    life = living(settings.warehouse, _run("dead"))
    heart = life.__enter__()  # and never ends
    heart.beat("read")
    for _ in range(2):
        with lock(settings.warehouse, "run"), Watching(settings, SAID.append):
            note_dead(settings.warehouse)
    assert receiver.titles == ["baoku critical: 1 new", "baoku critical: 1 resolved"]
    assert "A003" in receiver.got[0]["message"] and "read: the process ended" in receiver.got[0]["message"]
    life.__exit__(None, None, None)


def test_a_channel_that_fails_does_not_fail_the_run(prefect, cli, settings: Settings, monkeypatch, caplog):
    """A real run that refuses a file, no receiver: the run ends as it would have, and what waits is shown."""
    from flows.ingest import ingest

    (settings.inbox / "empty.txt").write_bytes(b"")
    for page in settings.inbox.glob("[!e]*.txt"):
        page.unlink()
    monkeypatch.setenv("BAOKU_ALERTS", f"json://user:{SECRET}@127.0.0.1:1/{SECRET}")
    outcome = ingest(settings.inbox, settings.warehouse)
    assert [item.code for item in outcome.refused] == ["F001"] and outcome.published
    state = cli("status", "--warehouse", settings.warehouse)
    assert "Alerts: 1 stand (F001)" in state.out and "no connection" in state.out
    shown = cli("doctor", "--inbox", settings.inbox, "--warehouse", settings.warehouse, "--send-test")
    assert shown.status == 3 and "channel 1 (json)" in shown.out
    everything = caplog.text + repr(outcome) + state.out + state.err + shown.out + shown.err
    kept = b"".join(path.read_bytes() for path in settings.warehouse.parent.rglob("*") if path.is_file())
    assert SECRET not in everything and SECRET.encode() not in kept


def test_where_nobody_is_to_be_told_nothing_is_imported_or_made(settings: Settings):
    code = (
        "import sys; from flows.alerts.watching import Watching; from flows.settings import Settings\n"
        "from pathlib import Path\n"
        "with Watching(Settings(warehouse=Path(sys.argv[1])), print): pass\n"
        "assert not {'apprise', 'flows.alerts.telling'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, settings.warehouse], check=True)
    assert not outbox_path(settings.warehouse).exists()


# --- the setting -------------------------------------------------------------------------------------------------

MALFORMED = [
    # addresses, what the refusal says of them
    (f"json://localhost mailto://{SECRET}", "address 2 of 2 (mailto)"),
    (f"slack://{SECRET}", "address 1 of 1 (slack)"),
    (f"{SECRET}", "address 1 of 1 (unknown scheme)"),
    (f"{SECRET}://host/{SECRET}", "address 1 of 1 (unknown scheme)"),
    (f"json://user:{SECRET}@", "address 1 of 1 (json)"),
]


@pytest.mark.parametrize(("addresses", "said"), MALFORMED)
def test_a_malformed_address_is_refused_without_being_shown(monkeypatch, tmp_path, addresses, said, capfd, caplog):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAOKU_ALERTS", addresses)
    with pytest.raises(SettingsInvalid) as refused:
        load_settings()
    shown = [str(refused.value), repr(refused.value), str(refused.value.__cause__), caplog.text, *capfd.readouterr()]
    assert said in shown[0] and not any(SECRET in one for one in shown), shown


SERVICES = [
    f"mailtos://user:{SECRET}@example.org",
    "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#desk",
    "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "workflows://prod-01.westeurope.logic.azure.com:443/643e69f83c8944/iwAjbYpNWyR2Ll",
    "dingtalk://abcdef0123456789/15888888888",
    "wecombot://693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa",
    "feishu://cc8ea1f6-b90e-4ecf-a5d9-d8ad4ab29ee1",
    f"jsons://user:{SECRET}@example.org/hook",
]


def test_the_services_that_are_promised_are_understood(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAOKU_ALERTS", " ".join(SERVICES))
    settings = load_settings()
    named = channels(settings.alerts)
    assert len({one.key for one in named}) == len(SERVICES)
    assert SECRET not in repr(settings) + repr(named) + settings.model_dump_json()


def test_a_test_message_is_accepted(receiver, alerting):
    found = {one.subject: one.state for one in examine(alerting(receiver.url), send_test=True)}
    assert found["test message, channel 1 (json)"] == "fine" and receiver.titles == ["baoku: test message"]


def test_what_waits_is_a_finding(receiver, alerting):
    receiver.status = 404
    settings = alerting(receiver.url)
    tell(settings, Found((BLANK,), WAREHOUSE), datetime.now(UTC), SAID.append)
    found = {one.subject: one for one in examine(settings)}["alerts, channel 1 (json)"]
    assert found.state == "warning" and "answered with 404" in found.says
