"""What was read from a document and from each of its articles."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.model import Article, Entity, Event, NameMention, Observation, Published, Quantity, Time
from transforms.tokens import Token


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

    @property
    def last(self) -> int:
        """The index behind that of the article's last sentence in the document."""
        return self.first + len(self.article.sentences)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document with what was read in it; `names` index sentences of the whole document.

    `articles` are all of its articles or a part of them, with `before` others before it; the rest is the document's.
    `home` is the index of the entity which is the place that most sentences are about.
    """

    articles: Sequence[ArticleFacts]
    published: Published
    entities: Sequence[Entity]
    names: Sequence[NameMention]
    home: int | None = field(default=None, repr=False)
    before: int = field(default=0, repr=False)
