"""`baoku-bench`: how fast the whole product is on this machine."""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from flows.benchmark import bars, correctness, machine, segmenters
from flows.benchmark.corpus import Source, source_of, write_corpus
from flows.cli import MISUSED, OUTSIDE, REFUSED
from flows.errors import OutsideFailed, UsageInvalid
from flows.samples import sample_inbox
from flows.tables import as_table, console
from transforms.page import take_apart

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
#: Pages of the gate: enough for many batches, few enough to be loaded three times.
_GATE_MEGABYTES = 0.5


@app.command()
def bench(
    megabytes: Annotated[float, typer.Option(help="Size of the corpus.", min=0.05)] = 20,
    large: Annotated[float, typer.Option(help="Size of the large corpus; 0 leaves it out.", min=0)] = 100,
    grown: Annotated[int, typer.Option(help="Articles of a grown warehouse; 0 leaves it out.", min=0)] = 0,
    rounds: Annotated[int, typer.Option(help="Rounds, of which the median is told.", min=1)] = 5,
    workers: Annotated[int, typer.Option(help="Workers of a run.", min=1)] = 2,
    runner: Annotated[str, typer.Option(help="BAOKU_RUNNER of the runs.")] = "process",
    articles: Annotated[int, typer.Option(help="Articles in a file.", min=1)] = 2,
    seed: Annotated[int, typer.Option(help="The same seed makes the same text.")] = 1,
    pages: Annotated[Path | None, typer.Option(help="Folder of the pages that text is made from.")] = None,
) -> None:
    """Check that rows are right, then measure the whole product on generated text, beside bare jieba in each round."""
    screen = console()
    with _workplace() as folder:
        pages = pages or sample_inbox()
        source = source_of([page.read_text(encoding="utf-8") for page in sorted(pages.glob("*.txt"))])
        gate, small = folder / "gate", folder / "small"
        write_corpus(gate, source, min(megabytes, _GATE_MEGABYTES), articles, seed)
        screen.print("the gate: spans, workers and batches, words", style="bold")
        _pass_gate(gate, folder, runner)
        made = write_corpus(small, source, megabytes, articles, seed)
        plan = bars.Plan(
            small, _large(folder, source, large, articles, seed), pages, sentences_of(small), source, folder, grown,
            workers, runner,
        )  # fmt: skip
        segmenters.reference(folder)
        figures = bars.measured(plan, rounds, screen.print)
        screen.print(_table(figures, f"{megabytes:g} MB, {made:,} articles, {workers} workers, {rounds} rounds"))
        for name, value in machine.described():
            screen.print(f"{name}: {value}")
        if (peer := segmenters.jionlp_speed(plan.sentences)) is not None:
            screen.print(f"jionlp, times and money alone: {peer:.0f} KB/s (how well it reads: pytest -m accuracy)")


@contextlib.contextmanager
def _workplace() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="baoku-bench-") as name:
        yield Path(name)


def _pass_gate(gate: Path, folder: Path, runner: str) -> None:
    """Leave with the faults told if there are any: no figure is worth taking then."""
    found = list(correctness.faults(gate, folder, runner, sentences_of(gate)))
    if found:
        raise typer.Exit(_refused(found))


def _refused(found: list[str]) -> int:
    for fault in found:
        print(f"baoku-bench: {fault}", file=sys.stderr)
    return REFUSED


def _large(folder: Path, source: Source, megabytes: float, articles: int, seed: int) -> Path | None:
    if not megabytes:
        return None
    write_corpus(folder / "large", source, megabytes, articles, seed + 1)
    return folder / "large"


def sentences_of(inbox: Path) -> list[str]:
    """The sentences of the pages in a folder, as reading finds them."""
    pages = (page.read_text(encoding="utf-8") for page in sorted(inbox.glob("*.txt")))
    return [sentence.text for page in pages for article in take_apart(page) for sentence in article.sentences]


def _table(figures: dict[str, list[float]], title: str) -> Table:
    return as_table(("bar", "must", "aim", "median (least–most)", "reached"), bars.rows(figures), title)


def main() -> None:
    """Run the benchmark and leave with its exit status."""
    try:
        app()
    except (OutsideFailed, OSError) as error:
        sys.exit(_told(error, OUTSIDE))
    except UsageInvalid as error:
        sys.exit(_told(error, MISUSED))


def _told(error: Exception, status: int) -> int:
    print(f"baoku-bench: {error}", file=sys.stderr)
    return status
