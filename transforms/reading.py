"""One document's way: text → articles → sentences → tokens → times, quantities, names → observations, events."""

import bisect
import itertools
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from transforms.events import find_events
from transforms.model import Article, Entity, Event, NameMention, Observation, Published, Quantity, Sentence, Time
from transforms.names import PlaceMentions, home_places, names_of_documents, page_place
from transforms.observations import ArticleReading, link_articles
from transforms.original import Original, printed_sentence
from transforms.page import take_apart
from transforms.plain import plain
from transforms.published import infer_published
from transforms.quantities import Numerals, read_numerals
from transforms.times.article import times_of
from transforms.tokens import Token, tokenize

#: Bylines sign and state nothing. Titles do: 总投资86亿元 集中开工9个重大项目.
WITHOUT_FACTS = frozenset({"byline"})
_sentence = operator.attrgetter("sentence")


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article with what was read in it; lists a sentence long run beside `article.sentences`.

    `first` is the index of the article's first sentence in the document, `home` that of the entity which is the place
    that it is about. `numerals` counts the candidates for quantities in its sentences, `refused` those that are none,
    `without_unit` those with no unit that is known.
    """

    article: Article
    first: int
    tokens: Sequence[Sequence[Token]]
    times: Sequence[Sequence[Time]]
    quantities: Sequence[Sequence[Quantity]]
    observations: Sequence[Observation]
    events: Sequence[Event]
    home: int | None = None
    numerals: int = 0
    refused: int = 0
    without_unit: int = 0


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document with what was read in it; `names` index sentences of the whole document."""

    articles: Sequence[ArticleFacts]
    published: Published
    entities: Sequence[Entity]
    names: Sequence[NameMention]


class Given(NamedTuple):
    """A document's decoded text, and what is known of the day on which it was published.

    `manifest_date` is known from outside, `file_name` may carry one, `stated` is what the file itself states.
    """

    text: str
    manifest_date: date | None = None
    file_name: str = ""
    stated: date | None = None


def read_document(
    text: str, manifest_date: date | None = None, file_name: str = "", stated: date | None = None
) -> DocumentFacts:
    """Everything that is read from one document: see `Given` and `read_documents`."""
    return read_documents([Given(text, manifest_date, file_name, stated)])[0]


def read_documents(given: Sequence[Given]) -> list[DocumentFacts]:
    """Everything that is read from documents, each by itself.

    Traditional characters are read as simplified ones, half-width marks as full-width ones; what is given back keeps
    the characters that were printed.

    Each step is made for all of them before the next: its rules and lexicons stay in the processor's caches, where they
    would make room for those of the other steps again and again. That saves a fifth of the time.
    """
    plains = [plain(one.text) for one in given]
    facts = _read_pages([take_apart(text) for text in plains], given)
    rows = zip(facts, plains, given, strict=True)
    return [read if text == one.text else _as_printed(read, one.text) for read, text, one in rows]


def _as_printed(facts: DocumentFacts, text: str) -> DocumentFacts:
    """What was read from plain characters, in the characters of the source `text`."""
    read = [sentence for one in facts.articles for sentence in one.article.sentences]
    printed = [printed_sentence(sentence, text) for sentence in read]
    original = Original(read, printed)
    articles = [
        replace(
            one,
            article=original.restore(one.article)._replace(
                sentences=tuple(printed[one.first : one.first + len(one.article.sentences)])
            ),
            observations=[original.restore(observation) for observation in one.observations],
            events=[original.restore(event) for event in one.events],
        )
        for one in facts.articles
    ]
    return replace(facts, articles=articles, entities=[original.restore(entity) for entity in facts.entities])


def read_articles(articles: Sequence[Article], manifest_date: date | None = None) -> DocumentFacts:
    """Everything that is read from a document that is taken apart into `articles`."""
    return _read_pages([articles], [Given("", manifest_date)])[0]


def _read_pages(pages: Sequence[Sequence[Article]], given: Sequence[Given]) -> list[DocumentFacts]:
    sentences = [[sentence for article in page for sentence in article.sentences] for page in pages]
    tokens = [[tokenize(sentence.text) for sentence in here] for here in sentences]
    published = [infer_published(here, *one[1:]) for here, one in zip(sentences, given, strict=True)]
    named = names_of_documents(sentences, tokens)
    rows = zip(pages, sentences, tokens, published, named, strict=True)
    articles = iter(_read_articles([begun for row in rows for begun in _begun(*row)]))
    return [
        DocumentFacts(list(itertools.islice(articles, len(page))), day, entities, names)
        for page, day, (entities, names) in zip(pages, published, named, strict=True)
    ]


class _Begun(NamedTuple):
    """An article with what its document tells of it; `alone` is the place that it is about by its own words."""

    article: Article
    first: int
    tokens: Sequence[Sequence[Token]]
    published: Published
    entities: Sequence[Entity]
    names: Sequence[NameMention]
    home: Entity | None
    alone: Entity | None


def _begun(
    page: Sequence[Article],
    sentences: Sequence[Sentence],
    tokens: Sequence[Sequence[Token]],
    published: Published,
    named: tuple[Sequence[Entity], Sequence[NameMention]],
) -> Iterator[_Begun]:
    entities, names = named
    places = PlaceMentions(sentences, entities, names)
    around, first = page_place(places), 0
    for article in page:
        last = first + len(article.sentences)
        homes = home_places(places, first, last, around)
        yield _Begun(article, first, tokens[first:last], published, entities, _within(names, first, last), *homes)
        first = last


def _read_articles(articles: Sequence[_Begun]) -> list[ArticleFacts]:
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


def _reading(one: _Begun, times: Sequence[Sequence[Time]], numerals: Sequence[Numerals]) -> ArticleReading:
    quantities = [found.quantities for found in numerals]
    known = one.entities, one.names, one.home, one.published, one.article.title
    return ArticleReading(one.article.sentences, one.tokens, quantities, times, *known)


def _facts(
    one: _Begun,
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
        next((index for index, entity in enumerate(one.entities) if entity is one.home), None),
        sum(found.count for found in numerals),
        sum(found.refused for found in numerals),
        sum(found.without_unit for found in numerals),
    )


def article_reading(facts: ArticleFacts, document: DocumentFacts) -> ArticleReading:
    """What the observations of one article of a document were linked from: for who asks why they say what they say."""
    sentences, last = facts.article.sentences, facts.first + len(facts.article.sentences)
    names = _within(document.names, facts.first, last)
    home = None if facts.home is None else document.entities[facts.home]
    return ArticleReading(
        sentences,
        facts.tokens,
        facts.quantities,
        facts.times,
        document.entities,
        names,
        home,
        document.published,
        facts.article.title,
    )


def _within(names: Sequence[NameMention], first: int, last: int) -> Sequence[NameMention]:
    """The names in the sentences `first` to `last` (which is left out) of a document, counted from `first`."""
    low = bisect.bisect_left(names, first, key=_sentence)
    own = names[low : bisect.bisect_left(names, last, lo=low, key=_sentence)]
    return own if not first else [NameMention(name.sentence - first, *name[1:]) for name in own]
