"""One document's way: text → articles → sentences → tokens → times, quantities, names → observations, events."""

import bisect
import operator
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from transforms.events import find_events
from transforms.model import Article, Entity, Event, NameMention, Observation, Published, Quantity, Sentence, Time
from transforms.names import PlaceMentions, find_names, home_places, page_place
from transforms.observations import ArticleReading, link_observations
from transforms.original import Original, printed_sentence
from transforms.page import take_apart
from transforms.plain import plain
from transforms.published import infer_published
from transforms.quantities import Numerals, read_numerals
from transforms.times import find_times
from transforms.times.rolling import COUNTED_BACK
from transforms.times.scene import COMPARED
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


def read_document(
    text: str, manifest_date: date | None = None, file_name: str = "", stated: date | None = None
) -> DocumentFacts:
    """Everything that is read from one document's decoded text.

    `manifest_date` is the date of publication known from outside, `file_name` may carry one, `stated` is the one that
    the file itself states. Traditional characters are read as simplified ones, half-width marks as full-width ones;
    what is given back keeps the characters that were printed.
    """
    read = plain(text)
    facts = read_articles(take_apart(read), manifest_date, file_name, stated)
    return facts if read == text else _as_printed(facts, text)


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


def read_articles(
    articles: Sequence[Article], manifest_date: date | None = None, file_name: str = "", stated: date | None = None
) -> DocumentFacts:
    """Everything that is read from a document that is taken apart into `articles`; see `read_document`."""
    sentences = [sentence for article in articles for sentence in article.sentences]
    tokens = [tokenize(sentence.text) for sentence in sentences]
    published = infer_published(sentences, manifest_date, file_name, stated)
    entities, names = find_names(sentences, tokens)
    page = PlaceMentions(sentences, entities, names)
    around = page_place(page)
    read, first = [], 0
    for article in articles:
        last = first + len(article.sentences)
        own_names, homes = _within(names, first, last), home_places(page, first, last, around)
        read.append(_read_article(article, first, tokens[first:last], published, entities, own_names, homes))
        first = last
    return DocumentFacts(read, published, entities, names)


def _read_article(
    article: Article,
    first: int,
    tokens: Sequence[Sequence[Token]],
    published: Published,
    entities: Sequence[Entity],
    names: Sequence[NameMention],
    homes: tuple[Entity | None, Entity | None],
) -> ArticleFacts:
    sentences, (home, alone) = article.sentences, homes
    times = _times(sentences, tokens, published)
    numerals = [
        Numerals() if sentence.role in WITHOUT_FACTS else read_numerals(sentence.text, words)
        for sentence, words in zip(sentences, tokens, strict=True)
    ]
    quantities = [found.quantities for found in numerals]
    reading = ArticleReading(sentences, tokens, quantities, times, entities, names, home, published, article.title)
    return ArticleFacts(
        article,
        first,
        tokens,
        times,
        quantities,
        link_observations(reading),
        find_events(sentences, tokens, times, entities, names, alone),
        next((index for index, entity in enumerate(entities) if entity is home), None),
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


def _times(sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]], published: Published) -> list[list[Time]]:
    """Times of each sentence; those of the sentences before are the anchors of 当年, 同期 and the like.

    What a figure is only compared with (比一季度提高1.2个百分点) anchors nothing.
    """
    found: list[list[Time]] = []
    anchors: list[Time] = []
    years: list[Time] = []  # 过去五年, which 五年间 far below goes back to
    for sentence, words in zip(sentences, tokens, strict=True):
        here = [] if sentence.role == "byline" else find_times(sentence.text, words, published, years + anchors)
        found.append(here)
        text = sentence.text
        anchors += [time for time in here if not COMPARED.search(text, max(0, time.start - 2), time.start)]
        anchors = anchors[-8:]
        years = [time for time in here if time.rule in COUNTED_BACK and time.start_date][-1:] or years
    return found


def _within(names: Sequence[NameMention], first: int, last: int) -> list[NameMention]:
    """The names in the sentences `first` to `last` (which is left out) of a document, counted from `first`."""
    low = bisect.bisect_left(names, first, key=_sentence)
    own = names[low : bisect.bisect_left(names, last, lo=low, key=_sentence)]
    return [NameMention(name.sentence - first, *name[1:]) for name in own]
