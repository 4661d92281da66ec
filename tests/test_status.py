"""What `baoku status` reads: runs, freshness, failed checks, quarantine."""

from datetime import UTC, date, datetime

import polars as pl
from staged import HARBOUR, documents, staged

from expectations.verdict import SCHEMA
from warehouse.load import load
from warehouse.record import Record, Run
from warehouse.status import read_status


def run(number: int, status: str = "succeeded") -> Run:
    day = datetime(2023, 8, number, tzinfo=UTC)
    return Run(f"run-{number}", day, "r1", status, day)


def test_an_empty_warehouse_has_a_status(build):
    status = read_status(build)
    assert status.freshness.succeeded_at is None and status.freshness.published is None
    assert status.counts == {"documents": 0, "earlier_versions": 0, "articles": 0, "observations": 0}
    assert (status.runs, status.files, status.failed_checks, status.quarantine) == ([], {}, [], [])


def check(code: str, severity: str, passed: bool) -> dict:
    texts = dict.fromkeys(SCHEMA.names(), "")
    return texts | {"code": code, "severity": severity, "passed": passed, "failed_rows": 1, "examples": ["7"]}


def test_status_tells_of_the_last_runs(build):
    checks = pl.DataFrame(
        [check("Q037", "warning", False), check("Q010", "critical", False), check("Q001", "critical", True)]
    )
    file = documents(harbour=HARBOUR).select(
        "path", "sha256", "byte_count", "document_key", status=pl.lit("loaded"), manifest=None
    )
    refusal = {"code": "F001", "path": "empty.txt", "sha256": "e3", "char_start": None, "char_end": None, "text": None}
    refused = pl.DataFrame([refusal | {"message": "The file is empty.", "mend": "Send it again."}])
    load(build, staged(harbour=HARBOUR), run(1), Record(files=file, quarantine=refused))
    load(build, (), run(2, "blocked"), Record(checks=checks))
    status = read_status(build, runs=1)
    assert [row["run_id"] for row in status.runs] == ["run-2"]
    assert status.freshness.succeeded_at == run(1).finished_at
    assert status.freshness.published == date(2023, 7, 20)
    assert status.counts == {"documents": 1, "earlier_versions": 0, "articles": 1, "observations": 2}
    assert status.files == {"loaded": 1}
    assert [(row["code"], row["severity"]) for row in status.failed_checks] == [
        ("Q010", "critical"),
        ("Q037", "warning"),
    ]
    assert [(row["code"], row["open"], row["message"]) for row in status.quarantine] == [
        ("F001", 1, "The file is empty.")
    ]
