"""Which files are news: what stands in the inbox now, beside what the warehouse's ledger and quarantine know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import polars as pl

from flows.arrivals import Arrival, FileRefused
from flows.digests import Digests
from flows.inbox import Barred, Candidate, Source, find_files
from flows.manifest import NOTHING_KNOWN, Manifest, read_manifest
from flows.refusals import Identity, Refusal, refusal, refusals_in
from flows.sources.fetched import NOTHING, Fetched
from transforms.version import rules_version
from warehouse.database import reading
from warehouse.errors import WarehouseMissing
from warehouse.ledger import FOUND_SCHEMA, KNOWN_SCHEMA, known_in, sort_out
from warehouse.schema.codes import named

#: Codes of refusals that stand for an address, not for a file.
UNFETCHED = tuple(named(reason).code for reason in ("fetch_failed", "fetch_forbidden", "too_large"))


@dataclass(frozen=True, slots=True)
class News:
    """What a look into the inbox gave.

    files: the answer of `warehouse.ledger.sort_out` for all files that could be read.
    arrivals: the new and changed ones among them, by path.
    refused: refusals that do not stand in quarantine yet; `still_refused` counts those that do.
    healed: rows of the ledger whose files could not be read for a while and now stand there as they were.
    mended: addresses that could not be fetched and now can be.
    seen: files and addresses that were looked at; refused_before: those of them that were refused unread and stand in
    quarantine for it.
    is_unpublished: whether the published warehouse does not know all that the build file holds.
    """

    files: pl.DataFrame
    arrivals: tuple[Arrival, ...]
    refused: tuple[Refusal, ...]
    still_refused: int
    healed: pl.DataFrame
    mended: tuple[str, ...] = ()
    is_unpublished: bool = False
    seen: int = 0
    refused_before: int = 0

    def count(self, news: str) -> int:
        """How many files are `new`, `changed`, `alias` or `same`."""
        return self.files.filter(pl.col("news") == news).height

    def __bool__(self) -> bool:
        is_new = self.refused or self.mended or self.healed.height or self.count("same") < self.files.height
        return bool(is_new or self.is_unpublished)


def find_news(
    places: Iterable[Source],
    warehouse: Path,
    limit: int,
    fetched: Fetched = NOTHING,
    again: Sequence[str] = (),
    build: duckdb.DuckDBPyConnection | None = None,
) -> News:
    """Look at every file of `places` and compare it with the ledger; files above `limit` bytes are refused.

    What was `fetched` is looked at in the same way, and what could not be fetched is refused. Refused files with a path
    in `again` count as new. The ledger is that of the published warehouse; where a `build` file is open its own, so
    that what a run that was interrupted has loaded is not read again, only published.

    Raises:
        UsageInvalid: a manifest cannot be used.
        WarehouseError: the published warehouse cannot be read.
    """
    looked = [*_look((*places, *fetched.places), warehouse, limit), *fetched.refused]
    rules = rules_version()
    published = _published(warehouse, rules)
    news = compare(looked, _without(published[0], again), published[1], fetched.asked)
    if build is None:
        return news
    held = known_in(build, rules), refusals_in(build)
    if held[0].equals(published[0]) and held[1] == published[1]:
        return news
    return replace(compare(looked, _without(held[0], again), held[1], fetched.asked), is_unpublished=bool(news))


def _published(warehouse: Path, rules: str) -> tuple[pl.DataFrame, set[Identity]]:
    """Ledger and quarantine of what is published, so that work which a crash left unpublished is found again."""
    try:
        with reading(warehouse) as connection:
            return known_in(connection, rules), refusals_in(connection)
    except WarehouseMissing:
        return pl.DataFrame(schema=KNOWN_SCHEMA), set()


def _without(known: pl.DataFrame, again: Sequence[str]) -> pl.DataFrame:
    return known if not again else known.filter((pl.col("status") != "refused") | ~pl.col("path").is_in(list(again)))


def compare(
    looked: Sequence[Arrival | Refusal], known: pl.DataFrame, quarantine: set[Identity], asked: Sequence[str] = ()
) -> News:
    """What is new in what was `looked` at, beside the ledger (`known`) and what stands in quarantine.

    `asked` are the addresses of the sources that were asked.
    """
    refused = [item for item in looked if isinstance(item, Refusal)]
    arrivals = [item for item in looked if not isinstance(item, Refusal)] if refused else looked
    files = sort_out(known, _as_found(arrivals))
    paths_to_read = files.filter(pl.col("news").is_in(["new", "changed"]))["path"]
    by_path = {item.path: item for item in arrivals} if len(paths_to_read) else {}
    fresh = tuple(item for item in refused if item.identity not in quarantine)
    return News(
        files,
        tuple(by_path[path] for path in paths_to_read),
        fresh,
        len(refused) - len(fresh) + _refused_before(known, files),
        _healed(known, files, {path for path, _, _ in quarantine}),
        _mended(quarantine - {item.identity for item in refused}, asked),
        seen=len(looked),
        refused_before=len(refused) - len(fresh),
    )


def _as_found(arrivals: Sequence[Arrival]) -> pl.DataFrame:
    paths, _, digests, sizes, known = zip(*arrivals, strict=True) if arrivals else ((),) * 5
    said = [None if row is NOTHING_KNOWN else row.as_json() for row in known]
    return pl.DataFrame({"path": paths, "sha256": digests, "byte_count": sizes, "manifest": said}, FOUND_SCHEMA)


def _look(places: Sequence[Source], warehouse: Path, limit: int) -> list[Arrival | Refusal]:
    looked: dict[str, Arrival | Refusal] = {}
    digests = Digests(warehouse)
    for source in places:
        manifest = read_manifest(source)
        for candidate in find_files(source):
            looked[candidate.path] = _look_at(candidate, manifest, digests, limit)
    if any(source.is_inbox for source in places):  # else what is remembered of the inbox would be forgotten
        digests.save()
    return list(looked.values())


def _look_at(candidate: Candidate | Barred, manifest: Manifest, digests: Digests, limit: int) -> Arrival | Refusal:
    path = candidate.path
    if isinstance(candidate, Barred):
        return refusal(candidate.reason, path, candidate.message)
    if path in manifest.faults:
        return refusal("manifest_row", path, manifest.faults[path])
    try:
        sha256, byte_count = digests.of(candidate.place, limit)
    except FileRefused as error:
        return refusal(error.reason, path, str(error))
    return Arrival(path, candidate.place, sha256, byte_count, manifest.rows.get(path, NOTHING_KNOWN))


def _refused_before(known: pl.DataFrame, files: pl.DataFrame) -> int:
    """Files whose bytes were read and refused before, and have not changed since."""
    before = known.filter(pl.col("status") == "refused").select("path", "sha256")
    return files.join(before, on=["path", "sha256"], how="semi").filter(pl.col("news") == "same").height


def _healed(known: pl.DataFrame, files: pl.DataFrame, quarantined: set[str]) -> pl.DataFrame:
    was_shut_out = (pl.col("status") != "refused") & pl.col("path").is_in(list(quarantined))
    same = files.filter(pl.col("news") == "same")
    return known.filter(was_shut_out).join(same, on="path", how="semi", maintain_order="left")


def _mended(quarantine: set[Identity], asked: Sequence[str]) -> tuple[str, ...]:
    """Addresses below those that were asked that stand in quarantine because they could not be had."""
    open_addresses = {path for path, code, _ in quarantine if code in UNFETCHED}
    return tuple(sorted(path for path in open_addresses if path.startswith(tuple(asked))))
