"""Figures of a headline that name no time: they are of the time that the headline names, or of the same in the text."""

from collections.abc import Iterator, Sequence
from datetime import date

from transforms.model import Observation, Quantity, Sentence, Time

#: Times of figures: 一季度, 上半年, 1至9月; a day in a title is that of what happened.
_OF_FIGURES = frozenset({"quarter", "half_year", "year", "range", "month"})
_AGES = frozenset({"age", "duration"})


def date_titles(
    rows: Sequence[Observation], sentences: Sequence[Sentence], times: Sequence[Sequence[Time]]
) -> list[Observation]:
    """The rows of an article, in order, those of its headline with a period where it or the text tells one.

    前三季度我市经济稳中提质 / 财政收入增幅列泰州第二; 单月吞吐量首破140万标箱 tells what the text dates.
    """
    titles = {index for index, sentence in enumerate(sentences) if sentence.role == "title"}
    undated = {id(row) for row in rows if row.sentence in titles and row.period_start is None}
    if not undated:
        return list(rows)
    told = {_figure(row.quantity): row for row in reversed(rows) if row.sentence not in titles and row.period_start}
    own = next(_title_times([times[index] for index in sorted(titles)]), None)
    return [_dated(row, told, own) if id(row) in undated else row for row in rows]


def _figure(quantity: Quantity) -> tuple[float, str]:
    return quantity.value, quantity.unit


def _title_times(times: Sequence[Sequence[Time]]) -> Iterator[tuple[date, date]]:
    for line in times:
        for time in line:
            names_year = time.rule == "year_of_name"  # 2025中国·楚雄彝族火把节
            if time.granularity in _OF_FIGURES and not names_year and time.start_date and time.end_date:
                yield time.start_date, time.end_date


def _dated(row: Observation, told: dict[tuple[float, str], Observation], own: tuple[date, date] | None) -> Observation:
    if row.quantity.kind in _AGES:
        return row
    same = told.get(_figure(row.quantity))
    if same is not None and same.quantity.kind == row.quantity.kind != "rank":
        return row._replace(period_start=same.period_start, period_end=same.period_end, period_basis="previous")
    if own is None:
        return row
    return row._replace(period_start=own[0], period_end=own[1], period_basis="previous")
