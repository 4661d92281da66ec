"""One document's way: text → articles → sentences → tokens → times, quantities, names → observations, events."""

import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from transforms.events import find_events
from transforms.facts import ArticleFacts, DocumentFacts
from transforms.model import Article, Event, Observation, Sentence, Time
from transforms.observations import ArticleReading, link_articles
from transforms.original import Original
from transforms.outline import Begun, Given, Outline, outlines, within
from transforms.page import take_apart
from transforms.parts import part_lengths
from transforms.plain import plain
from transforms.quantities import Numerals, read_numerals
from transforms.times.article import times_of
from transforms.tokens import Token

#: Bylines sign and state nothing. Titles do: 总投资86亿元 集中开工9个重大项目.
WITHOUT_FACTS = frozenset({"byline"})
#: Documents by their index among those that are read together, each with the articles of one part.
Part = dict[int, DocumentFacts]


def read_document(
    text: str, manifest_date: date | None = None, file_name: str = "", stated: date | None = None
) -> DocumentFacts:
    """Everything that is read from one document: see `Given` and `read_in_parts`."""
    return read_documents([Given(text, manifest_date, file_name, stated)])[0]


def read_documents(given: Sequence[Given]) -> list[DocumentFacts]:
    """Everything that is read from documents, each by itself: see `read_in_parts`."""
    return _whole(*read_in_parts(given))


def read_in_parts(given: Sequence[Given]) -> tuple[list[DocumentFacts], Iterator[Part]]:
    """Documents as they are known before their articles are read, and these with their articles, part by part.

    Traditional characters are read as simplified ones, half-width marks as full-width ones; what is given back keeps
    the characters that were printed.

    Each step is made for all articles of a part before the next: its rules and lexicons stay in the processor's caches,
    where they would make room for those of the other steps again and again. That saves a fifth of the time.
    """
    plains = [plain(one.text) for one in given]
    pages = outlines([take_apart(text) for text in plains], given)
    originals = [
        None if text == one.text else Original(page.sentences(), one.text)
        for page, text, one in zip(pages, plains, given, strict=True)
    ]
    known = [page.facts for page in pages]
    for index, original in enumerate(originals):
        if original is not None:
            known[index] = replace(known[index], entities=list(map(original.restore, known[index].entities)))

    def printed(part: Part) -> Part:
        return {index: _as_printed(facts, known[index], originals[index]) for index, facts in part.items()}

    return known, map(printed, _parts(pages))


def _as_printed(facts: DocumentFacts, known: DocumentFacts, original: Original | None) -> DocumentFacts:
    """What was read from plain characters, in those of the source; `known` is what its document was told to be."""
    if original is None:
        return facts
    articles = [
        replace(
            one,
            article=original.restore(one.article)._replace(
                sentences=tuple(map(original.printed, one.article.sentences)),
            ),
            observations=[original.restore(observation) for observation in one.observations],
            events=[original.restore(event) for event in one.events],
        )
        for one in facts.articles
    ]
    return replace(known, articles=articles, before=facts.before)


def read_articles(articles: Sequence[Article], manifest_date: date | None = None) -> DocumentFacts:
    """Everything that is read from a document that is taken apart into `articles`."""
    pages = outlines([articles], [Given("", manifest_date)])
    return _whole([page.facts for page in pages], _parts(pages))[0]


def _whole(known: Sequence[DocumentFacts], parts: Iterable[Part]) -> list[DocumentFacts]:
    articles: list[list[ArticleFacts]] = [[] for _ in known]
    for part in parts:
        for index, facts in part.items():
            articles[index] += facts.articles
    return [replace(facts, articles=own) for facts, own in zip(known, articles, strict=True)]


def _parts(pages: Sequence[Outline]) -> Iterator[Part]:
    """The articles of documents in their order, each part read when it is asked for, when the last one is gone."""
    every = ((index, at) for index, page in enumerate(pages) for at in range(len(page.articles)))
    sizes = [sum(len(sentence.text) for sentence in article.sentences) for page in pages for article in page.articles]
    return (_read_part(pages, list(itertools.islice(every, count))) for count in part_lengths(sizes))


def _read_part(pages: Sequence[Outline], places: Sequence[tuple[int, int]]) -> Part:
    """The articles at `places`, indices of a document and of an article in it."""
    spans = {index: [at for _, at in own] for index, own in itertools.groupby(places, key=operator.itemgetter(0))}
    begun = [one for index, own in spans.items() for one in pages[index].begun(own[0], own[-1] + 1)]
    read = iter(_read_articles(begun))
    return {
        index: replace(pages[index].facts, articles=list(itertools.islice(read, len(own))), before=own[0])
        for index, own in spans.items()
    }


def _read_articles(articles: Sequence[Begun]) -> list[ArticleFacts]:
    times = [times_of(one.article.sentences, one.tokens, one.published) for one in articles]
    numerals = [_numerals(one.article.sentences, one.tokens) for one in articles]
    readings = [_reading(*row) for row in zip(articles, times, numerals, strict=True)]
    observations = link_articles(readings)
    events = [
        find_events(one.article.sentences, one.tokens, found, one.entities, one.names, one.alone)
        for one, found in zip(articles, times, strict=True)
    ]
    rows = zip(articles, readings, numerals, observations, events, strict=True)
    return [_facts(*row) for row in rows]


def _numerals(sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]]) -> list[Numerals]:
    return [
        Numerals() if sentence.role in WITHOUT_FACTS else read_numerals(sentence.text, words)
        for sentence, words in zip(sentences, tokens, strict=True)
    ]


def _reading(one: Begun, times: Sequence[Sequence[Time]], numerals: Sequence[Numerals]) -> ArticleReading:
    quantities = [found.quantities for found in numerals]
    known = one.entities, one.names, one.home, one.published, one.article.title
    return ArticleReading(one.article.sentences, one.tokens, quantities, times, *known)


def _facts(
    one: Begun,
    reading: ArticleReading,
    numerals: Sequence[Numerals],
    observations: Sequence[Observation],
    events: Sequence[Event],
) -> ArticleFacts:
    return ArticleFacts(
        one.article,
        one.first,
        one.tokens,
        reading.times,
        reading.quantities,
        observations,
        events,
        one.number,
        sum(found.count for found in numerals),
        sum(found.refused for found in numerals),
        sum(found.without_unit for found in numerals),
    )


def article_reading(facts: ArticleFacts, document: DocumentFacts) -> ArticleReading:
    """What the observations of one article of a document were linked from: for who asks why they say what they say."""
    names = within(document.names, facts.first, facts.last)
    home = None if facts.home is None else document.entities[facts.home]
    return ArticleReading(
        facts.article.sentences,
        facts.tokens,
        facts.quantities,
        facts.times,
        document.entities,
        names,
        home,
        document.published,
        facts.article.title,
    )
