"""What a run did: what its summary tells, and what stands of it in the audit tables."""

import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from expectations.verdict import Verdict, together
from flows.arrivals import Arrival
from flows.batches import BatchRead
from flows.news import News
from flows.progress import StageTime
from flows.refusals import Refusal, refusal, refusal_frame
from flows.sources.fetched import fetched_folder
from flows.sources.kept import kept_rows
from flows.withholding import Checked
from transforms.version import rules_version
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
    made.
    """

    run: Run
    warehouse: Path
    news: News
    reads: Sequence[BatchRead] = ()
    checked: Sequence[Checked] = ()
    stages: Sequence[StageTime] = ()
    published: Path | None = None

    @property
    def refused(self) -> list[Refusal]:
        """What was refused in this run: in the inbox, on reading, by a check, and with a batch that a check stopped."""
        rows = [item for one in self.checked for item in one.read.refused if not item.is_of_file]
        return [*self.news.refused, *self._refused_content, *rows]

    @property
    def passed(self) -> list[BatchRead]:
        """Batches that no critical check stopped: these are loaded."""
        return [one.read for one in self.checked if not one.is_blocked]

    @property
    def counts(self) -> Counter[str]:
        """Rows that were loaded, by stage table, and `tokens`."""
        return sum((read.counts for read in self.passed), Counter())

    @property
    def verdict(self) -> Verdict:
        """The checks of all batches together, before anything was left out."""
        return together([one.first for one in self.checked])

    @property
    def is_blocked(self) -> bool:
        """Whether a critical check stopped a whole batch."""
        return any(one.is_blocked for one in self.checked)

    def record(self) -> Record:
        """What the audit tables keep of it."""
        refused = self._refused_content
        # a file that could not be read to its end has no bytes that the ledger could know
        unread = [item.path for item in refused if item.sha256 is None]
        files = self.news.files.filter(~pl.col("owner").is_in(unread))
        seen = ledger_rows(files, [item.path for item in refused])
        return Record(
            files=pl.concat([seen, self.news.healed.select(seen.columns)]),
            stages=stage_rows(self.stages),
            funnel=numbered(audit.FUNNEL, list(self._funnel())),
            checks=self.verdict.checks,
            quarantine=refusal_frame(self.refused),
            mended=self.news.mended,
            fetched=kept_rows(self._loaded, fetched_folder(self.warehouse)),
        )

    def ended(self) -> Run:
        """The run as `audit.run` keeps it at its end."""
        status = "blocked" if self.is_blocked else "succeeded"
        return replace(self.run, status=status, finished_at=datetime.now(UTC))

    @property
    def _loaded(self) -> list[Arrival]:
        """The files whose documents are loaded."""
        paths = {path for read in self.passed for path, _ in read.documents}
        return [arrival for arrival in self.news.arrivals if arrival.path in paths]

    @property
    def _refused_content(self) -> list[Refusal]:
        """What was refused for its bytes, not for its place: whoever holds the same bytes is refused with it."""
        of_files = [item for one in self.checked for item in one.read.refused if item.is_of_file]
        of_owners = [*of_files, *self._unpublished()]
        return [*of_owners, *self._aliases_of(of_owners)]

    def _unpublished(self) -> Iterator[Refusal]:
        for one in self.checked:
            if one.is_blocked:
                for path, sha256 in one.read.documents:
                    yield refusal("unpublished", path, "", sha256)

    def _aliases_of(self, refused: Sequence[Refusal]) -> Iterator[Refusal]:
        """Files with the same bytes as a refused one, which are refused with it."""
        by_owner = {item.path: item for item in refused}
        aliases = self.news.files.filter((pl.col("news") == "alias") & pl.col("owner").is_in(list(by_owner)))
        for path, owner in aliases.select("path", "owner").iter_rows():
            yield replace(by_owner[owner], path=path)

    def _funnel(self) -> Iterator[tuple[str, int]]:
        read = sum((read.counts for read in self.reads), Counter())
        yield "files", self.news.files.height + len(self.news.refused) + self.news.still_refused
        yield "files to read", len(self.news.arrivals)
        for table in (stage.DOCUMENT, stage.ARTICLE, stage.SENTENCE, stage.MENTION, stage.OBSERVATION):
            yield f"{table.short_name}s", read[table.name]
        yield "observations to publish", self.counts[stage.OBSERVATION.name]


def stage_rows(times: Sequence[StageTime]) -> pl.DataFrame:
    """Stages as rows for the record of a run."""
    return numbered(audit.STAGE, [(time.stage, time.seconds, time.row_count) for time in times])


def numbered(table: Table, rows: Sequence[tuple]) -> pl.DataFrame:
    """Rows as a frame of an audit table without `run_id`, whose first column counts them."""
    schema = {column.name: column.dtype.polars for column in table.columns[1:]}
    return pl.DataFrame([(number, *row) for number, row in enumerate(rows, 1)], schema, orient="row")
