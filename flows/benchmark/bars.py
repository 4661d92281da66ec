"""The bars: what is measured in a round, and what it must and should be."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.benchmark.corpus import Source, write_corpus
from flows.benchmark.growth import grow
from flows.benchmark.product import ProductRun, run_product
from flows.benchmark.segmenters import jieba_seconds, rjieba_seconds


@dataclass(frozen=True)
class Bar:
    """A figure, what it must not and should not exceed, and its unit (empty: a ratio)."""

    name: str
    must: float | None = None
    aim: float | None = None
    unit: str = ""


PROCESSOR = "processor time beyond a start's / J's"
WALL, BARE, FAST, SPEED = "wall / J", "J: jieba.lcut alone", "B: rjieba.cut alone", "the whole product"
LARGER, GROWN, LOAD = "wall, large / small", "1,000 articles into a grown warehouse / into none", "their load alone"
WORKERS, PEAK, PEAK_SMALL = "2 workers / 1 worker", "peak memory, large", "peak memory, small"
PUBLISH, NOTHING, COLD = "publish, a GB", "nothing new: start to prompt", "five pages, cold start to prompt"

BARS = (
    Bar(WALL, 1.0, 0.5),
    Bar(PROCESSOR),
    Bar(BARE, unit="s"),
    Bar(FAST, unit="s"),
    Bar(SPEED, unit="s"),
    Bar(LARGER, 5.0, 4.5),
    Bar(GROWN, 1.3, 1.1),
    Bar(LOAD),
    Bar(WORKERS, 0.7, 0.6),
    Bar(PEAK, 2.0, 1.0, "GB"),
    Bar(PEAK_SMALL, unit="GB"),
    Bar(PUBLISH, 2.0, 1.2, "s"),
    Bar(NOTHING, 2.0, 1.0, "s"),
    Bar(COLD, 20.0, 15.0, "s"),
)
NEW_ARTICLES = 1_000


@dataclass(frozen=True)
class Plan:
    """What a benchmark works on.

    small, large: folders of pages (`large` may be None); sentences: those of `small`; pages: the real pages; grown:
    articles of the grown warehouse, 0 for none.
    """

    small: Path
    large: Path | None
    pages: Path
    sentences: list[str]
    source: Source
    folder: Path
    grown: int
    workers: int
    runner: str

    def run(self, inbox: Path, name: str, **settings: object) -> tuple[ProductRun, Path]:
        """`baoku run` of a folder into a warehouse called `name`; gives where it is, too."""
        warehouse = self.folder / name / "baoku.duckdb"
        return run_product(inbox, warehouse, runner=self.runner, **({"workers": self.workers} | settings)), warehouse


def measured(plan: Plan, rounds: int, report: Callable[[str], None]) -> dict[str, list[float]]:
    """The figures of each round by the name of their bar; what the plan leaves out is not there."""
    figures: dict[str, list[float]] = defaultdict(list)
    if plan.grown:
        report(f"growing a warehouse to {plan.grown:,} articles")
        _grown_warehouse(plan)
    for number in range(1, rounds + 1):
        report(f"round {number} of {rounds}")
        for name, value in _round(plan, number):
            figures[name].append(value)
            report(f"  {name}: {value:.3f}")
    return figures


def _round(plan: Plan, number: int) -> Iterator[tuple[str, float]]:
    bare = jieba_seconds(plan.sentences)
    yield BARE, bare.wall
    yield FAST, rjieba_seconds(plan.sentences).wall
    small, warehouse = plan.run(plan.small, f"small{number}")
    yield SPEED, small.wall
    for stage, seconds in small.stages.items():  # told, but no bars
        yield f"  {stage}", seconds
    yield WALL, small.wall / bare.wall
    yield PEAK_SMALL, small.peak / 1e9
    yield NOTHING, plan.run(plan.small, f"small{number}")[0].prompt
    five, _ = plan.run(plan.pages, f"five{number}")
    yield COLD, five.prompt
    yield PROCESSOR, (small.processor - five.processor) / bare.processor
    if plan.workers > 1:
        yield WORKERS, small.wall / plan.run(plan.small, f"one{number}", workers=1)[0].wall
    if plan.large is not None:
        large, larger = plan.run(plan.large, f"large{number}")
        yield LARGER, large.wall / small.wall
        yield PEAK, large.peak / 1e9
        yield PUBLISH, _a_gigabyte(large, larger)
    else:  # where two fsyncs, of which no file needs more, count seven times
        yield PUBLISH, _a_gigabyte(small, warehouse)
    if plan.grown:
        yield from _into_grown(plan, number)


def _a_gigabyte(run: ProductRun, warehouse: Path) -> float:
    return run.stages["publish"] / (warehouse.stat().st_size / 1e9)


def _grown_warehouse(plan: Plan) -> None:
    _, warehouse = plan.run(_new_articles(plan, 0), "grown")
    grow(warehouse, plan.grown)


def _into_grown(plan: Plan, number: int) -> Iterator[tuple[str, float]]:
    """The same new pages into a warehouse that holds nothing, and into the grown one."""
    inbox = _new_articles(plan, number)
    empty, full = plan.run(inbox, f"none{number}")[0], plan.run(inbox, "grown")[0]
    yield GROWN, full.without_publish / empty.without_publish
    yield LOAD, full.stages["load"] / empty.stages["load"]


def _new_articles(plan: Plan, number: int) -> Path:
    folder = plan.folder / f"new{number}"
    size = NEW_ARTICLES * 4_350 / 1e6  # bytes of an article
    write_corpus(folder, plan.source, size, 2, seed=10_000 + number)
    return folder


def rows(figures: dict[str, list[float]]) -> Iterator[tuple[str, str, str, str, str]]:
    """A row for each bar: name, must, aim, the median with the least and the most, and what that means."""
    for bar in BARS:
        values = figures.get(bar.name, [])
        told = "not measured"
        if values:
            told = f"{statistics.median(values):.2f} {bar.unit} ({min(values):.2f}–{max(values):.2f})".replace(
                "  ", " "
            )
        yield bar.name, _limit(bar.must, bar.unit), _limit(bar.aim, bar.unit), told, verdict(bar, values)


def _limit(limit: float | None, unit: str) -> str:
    return "" if limit is None else f"≤ {limit:g} {unit}".rstrip()


def verdict(bar: Bar, values: list[float]) -> str:
    """`aim`, `must` or `short` by the median; empty where there is no bar or no figure."""
    if bar.must is None or not values:
        return ""
    median = statistics.median(values)
    return "aim" if bar.aim is not None and median <= bar.aim else "must" if median <= bar.must else "short"
