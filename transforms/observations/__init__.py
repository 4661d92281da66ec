"""Observations: from the quantities, times and names of an article to what a statistician would write down.

The way of a sentence: slots (what stands beside each number) → views (predicate, phrases) → indicator → measure →
period → status → subject → place → confidence. Subjects and periods reach over the sentences that follow.
"""

from collections.abc import Sequence

from transforms.model import Observation, Published
from transforms.observations.comparing import Measured
from transforms.observations.confidence import confidence
from transforms.observations.dating import Period
from transforms.observations.found import Found, View
from transforms.observations.line import Line
from transforms.observations.linking import STEPS, ArticleReading, Linked, Linking, linked_lines
from transforms.observations.place import Places
from transforms.observations.status import STANDING, to_come
from transforms.observations.subject import Subject
from transforms.observations.subject_types import subject_type
from transforms.observations.titled import date_titles
from transforms.observations.words import StatusWord

__all__ = ["ArticleReading", "Linked", "link_articles", "link_observations", "linked_lines", "observations_of"]


def link_articles(readings: Sequence[ArticleReading]) -> list[list[Observation]]:
    """One observation a quantity for each article, in order of its sentences.

    Each step is made for all articles before the next, see `transforms.reading.read_documents`.
    """
    articles = list(map(Linking, readings))
    for step in STEPS:
        for article in articles:
            step(article)
    return list(map(_observations, articles))


def link_observations(reading: ArticleReading) -> list[Observation]:
    """The observations of one article."""
    return link_articles([reading])[0]


def _observations(article: Linking) -> list[Observation]:
    reading = article.reading
    places = Places(reading.entities, reading.home)
    rows = [row for linked in article.linked for row in observations_of(linked, reading.published, places)]
    return date_titles(rows, reading.sentences, reading.times)


def observations_of(linked: Linked, published: Published, places: Places) -> list[Observation]:
    """The observations of a linked sentence; those of one article must come in order."""
    places.hear(linked.line)
    columns = (linked.views, linked.found, linked.measured, linked.periods, linked.subjects, linked.statuses)
    return [_observation(linked.line, published, places, *row) for row in zip(*columns, strict=True)]


def _observation(
    line: Line,
    published: Published,
    places: Places,
    seen: View,
    found: Found,
    measured: Measured,
    period: Period,
    subject: Subject,
    status: StatusWord,
) -> Observation:
    planned = status.status == "planned" or (status is not STANDING and to_come(period, published.best))
    measure = status.measure if planned and status.measure and measured.measure == "level" else measured.measure
    place, code = places.of(line, seen, subject)
    return Observation(
        sentence=line.index,
        quantity=seen.slot.quantity,
        indicator=found.text,
        measure=measure,
        direction=measured.direction,
        comparison=measured.comparison,
        subject=subject.text,
        subject_type=subject_type(subject),
        place=place,
        place_code=code,
        period_start=period.start,
        period_end=period.end,
        period_basis=period.basis,
        status="planned" if planned else "actual",
        rule=found.rule,
        confidence=confidence(seen, found, period, subject),
    )
