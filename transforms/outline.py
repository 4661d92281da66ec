"""A document before its articles are read: taken apart, with what is known of it as a whole."""

import bisect
import itertools
import operator
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from transforms.facts import DocumentFacts
from transforms.model import Article, Entity, NameMention, Published, Sentence
from transforms.names import PlaceMentions, home_places, names_of_documents, page_place
from transforms.parts import made
from transforms.published import infer_published
from transforms.tokens import Token, tokenize

_sentence = operator.attrgetter("sentence")


class Given(NamedTuple):
    """A document's decoded text, and what is known of the day on which it was published.

    `manifest_date` is known from outside, `file_name` may carry one, `stated` is what the file itself states.
    """

    text: str
    manifest_date: date | None = None
    file_name: str = ""
    stated: date | None = None


class Begun(NamedTuple):
    """An article with what its document tells of it; `alone` is the place that it is about by its own words.

    `number` is the index of `home` among the entities.
    """

    article: Article
    first: int
    tokens: Sequence[Sequence[Token]]
    published: Published
    entities: Sequence[Entity]
    names: Sequence[NameMention]
    home: Entity | None
    alone: Entity | None
    number: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A document taken apart; `facts` are those of the whole, `tokens` run beside its sentences.

    By article: `firsts`, the index of its first sentence, and `homes`, the place that it is about on its page and by
    its own words; `numbers` are the indices of places among the entities, by identity.
    """

    articles: Sequence[Article]
    tokens: Sequence[Sequence[Token]]
    facts: DocumentFacts
    firsts: Sequence[int]
    homes: Sequence[tuple[Entity | None, Entity | None]]
    numbers: Mapping[int, int]

    def sentences(self) -> Iterator[Sentence]:
        """Those of all its articles."""
        return (sentence for article in self.articles for sentence in article.sentences)

    def begun(self, start: int, end: int) -> Iterator[Begun]:
        """The articles from one index to another (left out), as their reading begins."""
        facts = self.facts
        rows = zip(self.articles[start:end], self.firsts[start:end], self.homes[start:end], strict=True)
        for article, first, homes in rows:
            last = first + len(article.sentences)
            names, number = within(facts.names, first, last), self.numbers.get(id(homes[0]))
            yield Begun(article, first, self.tokens[first:last], facts.published, facts.entities, names, *homes, number)


def outlines(pages: Sequence[Sequence[Article]], given: Sequence[Given]) -> list[Outline]:
    """Documents that are taken apart into `pages`, each step made for all of them before the next."""
    sentences = [[sentence for article in page for sentence in article.sentences] for page in pages]
    tokens = list(map(_tokens, sentences))
    published = [infer_published(here, *one[1:]) for here, one in zip(sentences, given, strict=True)]
    named = names_of_documents(sentences, tokens)
    return list(map(_outline, pages, sentences, tokens, published, named))


def _tokens(sentences: Sequence[Sentence]) -> Sequence[Sequence[Token]]:
    def make(start: int, end: int) -> list[list[Token]]:
        return [tokenize(sentence.text) for sentence in sentences[start:end]]

    return made(make, [len(sentence.text) for sentence in sentences])


def _outline(
    page: Sequence[Article],
    sentences: Sequence[Sentence],
    tokens: Sequence[Sequence[Token]],
    published: Published,
    named: tuple[Sequence[Entity], Sequence[NameMention]],
) -> Outline:
    entities, names = named
    places = PlaceMentions(sentences, entities, names)
    around = page_place(places)
    firsts = list(itertools.accumulate((len(article.sentences) for article in page), initial=0))
    homes = [home_places(places, first, last, around) for first, last in itertools.pairwise(firsts)]
    numbers = {id(entity): number for number, entity in enumerate(entities) if entity.type == "place"}
    weights: Counter[int] = Counter()
    for article, (home, _) in zip(page, homes, strict=True):
        if home is not None:
            weights[numbers[id(home)]] += len(article.sentences)
    most = max(weights, key=lambda number: (weights[number], -number), default=None)
    return Outline(page, tokens, DocumentFacts((), published, entities, names, most), firsts, homes, numbers)


def within(names: Sequence[NameMention], first: int, last: int) -> list[NameMention]:
    """The names in the sentences `first` to `last` (which is left out) of a document, counted from `first`."""
    low = bisect.bisect_left(names, first, key=_sentence)
    own = names[low : bisect.bisect_left(names, last, lo=low, key=_sentence)]
    return [NameMention(name.sentence - first, *name[1:]) for name in own]
