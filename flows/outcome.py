"""What a run did: what its summary tells, and what stands of it in the audit tables."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from expectations.verdict import Verdict, together
from flows import staging
from flows.arrivals import Arrival
from flows.batches import BatchRead
from flows.funnel import steps
from flows.news import News
from flows.progress import StageTime
from flows.refusals import Refusal, refusal, refusal_frame
from flows.sources.fetched import fetched_folder
from flows.sources.kept import kept_rows
from flows.withholding import Checked
from transforms.version import rules_version
from warehouse.drift import volumes
from warehouse.ledger import ledger_rows
from warehouse.record import Record, Run
from warehouse.schema import audit, stage
from warehouse.schema.declare import Table


def begin() -> Run:
    """A run that begins now. Its identity sorts by time; the random end keeps two of one second apart."""
    now = datetime.now(UTC)
    return Run(f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}", now, rules_version())


@dataclass
class Outcome:
    """A run, as far as it has come.

    reads: the batches, in the order of their files; checked: the same after their checks; published: the generation
    made; overall: the verdict on the run as a whole, once it is given.
    """

    run: Run
    warehouse: Path
    news: News
    reads: list[BatchRead] = field(default_factory=list)
    checked: list[Checked] = field(default_factory=list)
    stages: Sequence[StageTime] = ()
    published: Path | None = None
    overall: list[Verdict] = field(default_factory=list)
    _readings: list[pl.DataFrame] = field(default_factory=list)

    def add(self, reads: Iterable[BatchRead], checked: Iterable[Checked]) -> None:
        """A part of the batches, read and checked."""
        part = list(checked)
        self.reads += reads
        self.checked += part
        self._readings += [staging.read(read.folder, stage.READING.name) for read in passed(part)]

    @property
    def refused(self) -> list[Refusal]:
        """What was refused in this run: in the inbox, on reading, by a check, and with a batch that a check stopped."""
        return [*self.news.refused, *self._refused(self.checked)]

    @property
    def passed(self) -> list[BatchRead]:
        """Batches that no critical check stopped: these are loaded."""
        return passed(self.checked)

    @property
    def counts(self) -> Counter[str]:
        """Rows that were loaded, by stage table, and `tokens`."""
        return sum((read.counts for read in self.passed), Counter())

    @property
    def steps(self) -> dict[str, int]:
        """How many there were at each step so far, in order."""
        return steps(self.news, self.reads, self.checked)

    @property
    def volumes(self) -> pl.DataFrame:
        """How much of each newspaper is loaded, or is to be: rows of `audit.volume` without `run_id`."""
        return volumes(pl.concat([stage.READING.empty(), *self._readings]))

    @property
    def verdict(self) -> Verdict:
        """The checks of all batches together, before anything was left out, and of the run as a whole."""
        return together([*(one.first for one in self.checked), *self.overall])

    @property
    def is_blocked(self) -> bool:
        """Whether a critical check stopped a whole batch."""
        return any(one.is_blocked for one in self.checked)

    def record(self, part: Sequence[Checked] | None = None, is_last: bool = True) -> Record:
        """What the audit tables keep with a `part` of the batches (None: all), and with the last of them of all else.

        Stages, funnel and checks are of the whole run so far.
        """
        part = self.checked if part is None else part
        refused = self._refused_content(part)
        # a file that could not be read to its end has no bytes that the ledger could know
        unread = [item.path for item in refused if item.sha256 is None]
        files = self._files(part, is_last).filter(~pl.col("owner").is_in(unread))
        seen = ledger_rows(files, [item.path for item in refused])
        return Record(
            files=pl.concat([seen, self.news.healed.select(seen.columns)]) if is_last else seen,
            stages=stage_rows(self.stages),
            funnel=numbered(audit.FUNNEL, list(self.steps.items())),
            checks=self.verdict.checks,
            volumes=self.volumes,
            quarantine=refusal_frame([*(self.news.refused if is_last else ()), *self._refused(part)]),
            mended=self.news.mended if is_last else (),
            fetched=kept_rows(self._loaded(part), fetched_folder(self.warehouse)),
        )

    def ended(self) -> Run:
        """The run as `audit.run` keeps it at its end."""
        status = "blocked" if self.is_blocked else "succeeded"
        return replace(self.run, status=status, finished_at=datetime.now(UTC))

    def _files(self, part: Sequence[Checked], is_last: bool) -> pl.DataFrame:
        """The files that are told with a part: those of its batches and their copies; with the last all others too."""
        if not is_last:
            return self.news.files.filter(pl.col("owner").is_in(_paths(part)))
        told = _paths(self.checked[: len(self.checked) - len(part)])
        return self.news.files.filter(~pl.col("owner").is_in(told))

    def _loaded(self, part: Sequence[Checked]) -> list[Arrival]:
        """The files of a part whose documents are loaded."""
        paths = {path for read in passed(part) for path, _ in read.documents}
        return [arrival for arrival in self.news.arrivals if arrival.path in paths]

    def _refused(self, part: Sequence[Checked]) -> list[Refusal]:
        rows = [item for one in part for item in one.read.refused if not item.is_of_file]
        return [*self._refused_content(part), *rows]

    def _refused_content(self, part: Sequence[Checked]) -> list[Refusal]:
        """What was refused for its bytes, not for its place: whoever holds the same bytes is refused with it."""
        of_files = [item for one in part for item in one.read.refused if item.is_of_file]
        of_owners = [*of_files, *_unpublished(part)]
        return [*of_owners, *self._aliases_of(of_owners)]

    def _aliases_of(self, refused: Sequence[Refusal]) -> Iterator[Refusal]:
        """Files with the same bytes as a refused one, which are refused with it."""
        by_owner = {item.path: item for item in refused}
        aliases = self.news.files.filter((pl.col("news") == "alias") & pl.col("owner").is_in(list(by_owner)))
        for path, owner in aliases.select("path", "owner").iter_rows():
            yield replace(by_owner[owner], path=path)


def passed(checked: Iterable[Checked]) -> list[BatchRead]:
    """Batches that no critical check stopped."""
    return [one.read for one in checked if not one.is_blocked]


def _unpublished(checked: Iterable[Checked]) -> Iterator[Refusal]:
    for one in checked:
        if one.is_blocked:
            for path, sha256 in one.read.documents:
                yield refusal("unpublished", path, "", sha256)


def _paths(checked: Iterable[Checked]) -> list[str]:
    """Paths of the files of batches, read or refused."""
    reads = [one.read for one in checked]
    refused = (item.path for read in reads for item in read.refused if item.is_of_file)
    return [*(path for read in reads for path, _ in read.documents), *refused]


def stage_rows(times: Sequence[StageTime]) -> pl.DataFrame:
    """Stages as rows for the record of a run."""
    return numbered(audit.STAGE, [(time.stage, time.seconds, time.row_count) for time in times])


def numbered(table: Table, rows: Sequence[tuple]) -> pl.DataFrame:
    """Rows as a frame of an audit table without `run_id`, whose first column counts them."""
    schema = {column.name: column.dtype.polars for column in table.columns[1:]}
    return pl.DataFrame([(number, *row) for number, row in enumerate(rows, 1)], schema, orient="row")
