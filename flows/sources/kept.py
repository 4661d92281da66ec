"""What stands in `raw.fetch` of the files that a run loads: their bytes and where they came from."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from flows.arrivals import Arrival, sha256_of
from flows.sources.mirror import Mirror, Seen
from warehouse.schema.fetched import RAW_FETCH
from warehouse.schema.keys import document_key

AT_ONCE = 100
SCHEMA = {column.name: column.dtype.polars for column in RAW_FETCH.columns[:-1]}


def kept_rows(arrivals: Sequence[Arrival], folder: Path) -> Iterator[pl.DataFrame]:
    """Rows of `raw.fetch` without `run_id` for those of `arrivals` that stand below `folder`, some at a time.

    A file that has changed since it was read is left out: the next run finds it.
    """
    fetched = [arrival for arrival in arrivals if folder in arrival.file.parents]
    mirrors: dict[Path, dict[Path, Seen]] = {}
    for begin in range(0, len(fetched), AT_ONCE):
        rows = [_row(arrival, _seen(arrival.file, folder, mirrors)) for arrival in fetched[begin : begin + AT_ONCE]]
        yield pl.DataFrame([row for row in rows if row], SCHEMA, orient="row")


def _seen(file: Path, folder: Path, mirrors: dict[Path, dict[Path, Seen]]) -> Seen | None:
    """What is known of the file from when it was fetched."""
    root = folder / file.relative_to(folder).parts[0]
    if root not in mirrors:
        mirrors[root] = {root / seen.file: seen for seen in Mirror.open(root).seen.values()}
    return mirrors[root].get(file)


def _row(arrival: Arrival, seen: Seen | None) -> tuple | None:
    content = arrival.file.read_bytes()
    if seen is None or sha256_of(content) != arrival.sha256:
        return None
    address = arrival.known.url or arrival.path
    at = datetime.fromisoformat(seen.fetched_at)
    key = document_key(arrival.path, arrival.sha256)
    return key, address, at, seen.etag, seen.last_modified, len(content), content
