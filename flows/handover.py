"""Bytes of files handed over: workers on other machines see the staging place, not the inbox."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from flows import staging
from flows.arrivals import Arrival, FileRefused, read_bytes
from flows.errors import OutsideFailed
from transforms.version import rules_version

if TYPE_CHECKING:
    from flows.batches import Batch

SCHEMA = {"path": pl.String, "content": pl.Binary, "reason": pl.String, "message": pl.String}
NAME = "files"


def hand_over(batch: "Batch") -> "Batch":
    """The same batch, for workers that see the staging place alone: the bytes of its files stand there as Parquet."""
    rows = [(arrival.path, *_told(_content(arrival, batch.limit))) for arrival in batch.arrivals]
    staging.write(pl.DataFrame(rows, SCHEMA, orient="row"), batch.folder, NAME)
    return replace(batch, handed=str(batch.folder), rules=rules_version())


def contents(batch: "Batch") -> Iterator[tuple[Arrival, bytes | FileRefused]]:
    """The files of a batch with their bytes, or why these cannot be had.

    Raises:
        OutsideFailed: they were handed over, but this machine sees nothing of it, or reads by other rules.
    """
    if not batch.handed:
        for arrival in batch.arrivals:
            yield arrival, _content(arrival, batch.limit)
        return
    require_rules(batch.rules)
    files = {row["path"]: row for row in handed(batch.handed, NAME).iter_rows(named=True)}
    for arrival in batch.arrivals:
        row = files[arrival.path]
        yield arrival, FileRefused(row["reason"], row["message"]) if row["reason"] else row["content"]


def handed(place: str, name: str) -> pl.DataFrame:
    """What the parent has left under `name` in `place`.

    Raises:
        OutsideFailed: this machine sees nothing of it.
    """
    try:
        return staging.read(place, name)
    except FileNotFoundError as error:
        raise OutsideFailed(
            f"the worker on {socket.gethostname()} sees nothing of {place}: set BAOKU_STAGING to a folder that all "
            "machines share under one path, or to an address such as s3://bucket/folder"
        ) from error


def require_rules(version: str) -> None:
    """See that this worker reads by the same rules as its parent: other ones would give other rows.

    Raises:
        OutsideFailed: it does not.
    """
    if rules_version() != version:
        raise OutsideFailed(
            f"the worker on {socket.gethostname()} reads by rules {rules_version()}, this baoku by {version}: install "
            "the same release on both"
        )


def _content(arrival: Arrival, limit: int) -> bytes | FileRefused:
    try:
        return read_bytes(arrival.file, limit)
    except FileRefused as error:
        return error


def _told(content: bytes | FileRefused) -> tuple[bytes | None, str | None, str | None]:
    return (None, content.reason, str(content)) if isinstance(content, FileRefused) else (content, None, None)
