"""The funnel of a run: what came in and went out at each step, and the equations that hold between the steps."""

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl

from flows.batches import BatchRead
from flows.news import News
from flows.withholding import Checked
from warehouse.schema import stage
from warehouse.schema.overall import BALANCE

#: Steps whose counts, put together, are the same on both sides.
EQUATIONS = (
    (("files",), ("new files", "changed files", "known files", "copies", "refused files", "files refused before")),
    (("new files", "changed files"), ("files to read",)),
    (("files to read",), ("documents", "files refused on reading")),
    (("numerals",), ("quantities", "refused numerals")),
    (("quantities",), ("observations",)),
    (("observations",), ("observations to publish", "observations withheld", "observations blocked")),
)


def steps(news: News, reads: Sequence[BatchRead], checked: Sequence[Checked]) -> dict[str, int]:
    """How many there were at each step, in order, of the batches so far; `checked` are `reads` after their checks."""
    read = sum((one.counts for one in reads), Counter())
    after = sum((one.read.counts for one in checked), Counter())
    blocked = sum((one.read.counts for one in checked if one.is_blocked), Counter())
    observations = stage.OBSERVATION.name
    # rows that were left out alone, and all of documents that were left out whole
    withheld = after[_of("observations_withheld")] + read[_of("observations")] - after[_of("observations")]
    return {
        "files": news.seen,
        "new files": news.count("new"),
        "changed files": news.count("changed"),
        "known files": news.count("same"),
        "copies": news.count("alias"),
        "refused files": len(news.refused),
        "files refused before": news.refused_before,
        "files to read": len(news.arrivals),
        "files refused on reading": sum(item.is_of_file for one in reads for item in one.refused),
        "documents": read[stage.DOCUMENT.name],
        "articles": read[stage.ARTICLE.name],
        "sentences": read[stage.SENTENCE.name],
        "mentions": read[stage.MENTION.name],
        "numerals": read[_of("numerals")],
        "refused numerals": read[_of("refused")],
        "quantities": read[_of("quantities")],
        "observations": read[observations],
        "observations withheld": withheld,
        "observations blocked": blocked[observations],
        "observations to publish": after[observations] - blocked[observations],
    }


def _of(column: str) -> str:
    """What `BatchRead.counts` calls a column of `stage.reading`."""
    return f"{stage.READING.name}.{column}"


def balance(counts: Mapping[str, int]) -> pl.DataFrame:
    """Both sides of each equation, for the check that they are the same: rows of `schema.overall.BALANCE`."""
    rows = [
        (f"{' + '.join(left)} = {' + '.join(right)}", sum(map(counts.get, left)), sum(map(counts.get, right)))
        for left, right in EQUATIONS
    ]
    return pl.DataFrame(rows, BALANCE.polars_schema(), orient="row")
