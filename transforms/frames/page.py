"""Stage frames of the page: articles, sentences, terms."""

import functools
import itertools
import operator
from collections import Counter

import polars as pl

from transforms.facts import ArticleFacts, DocumentFacts
from transforms.frames.members import Known
from transforms.frames.rows import (
    ARTICLE_KEY,
    INSIDE,
    PLACED,
    SENTENCE_KEY,
    SPAN,
    Readings,
    as_frame,
    each_article,
    inside,
    of_columns,
    span,
)
from transforms.identity import Identities
from transforms.shingles import sketch
from transforms.simplified import simplified
from transforms.tokens import part_of_speech
from warehouse.schema import stage
from warehouse.schema.keys import row_keys

_OF_ARTICLE = (
    "title", "kicker", "subtitle", "authors", "photo_credits", "headings", "captions", "char_start", "char_end",
)  # fmt: skip
_OF_PUBLISHED = {
    "published": "best",
    "published_earliest": "earliest",
    "published_latest": "latest",
    "published_basis": "basis",
    "published_evidence": "evidence",
}
_article_values, _published_values = operator.attrgetter(*_OF_ARTICLE), operator.attrgetter(*_OF_PUBLISHED.values())
_ARTICLE = ("document_key", "ordinal", *_OF_ARTICLE, "char_count", *_OF_PUBLISHED, "place_key")


def article_frame(readings: Readings, known: Known) -> pl.DataFrame:
    """Rows of `stage.article`, `publication` apart; `known` tells the members that each document's names are."""
    rows = (
        (
            document_key,
            ordinal,
            *_article_values(facts.article),
            sum(len(sentence.text) for sentence in facts.article.sentences),
            *_published_values(reading.published),
            _home_key(reading, facts, known[document_key]),
        )
        for document_key, ordinal, reading, facts in each_article(readings)
    )
    return as_frame(stage.ARTICLE, _ARTICLE, rows).with_columns(
        article_key=row_keys("article", "document_key", "ordinal")
    )


def _home_key(reading: DocumentFacts, facts: ArticleFacts, known: Identities) -> int | None:
    if facts.home is None:
        return None
    home = reading.entities[facts.home]
    return known.place(home.name, home.place_code)


_SENTENCE = (*PLACED, *SPAN, "ordinal", "paragraph", "role", "text", "simplified")


def sentence_frame(readings: Readings) -> pl.DataFrame:
    """Rows of `stage.sentence`."""
    rows = (
        (
            *inside(document_key, article_ordinal, sentence),
            *span(sentence.pieces),
            *(ordinal, sentence.paragraph, sentence.role, sentence.text),
            other if (other := simplified(sentence.text)) != sentence.text else None,
        )
        for document_key, article_ordinal, _, facts in each_article(readings)
        for ordinal, sentence in enumerate(facts.article.sentences, 1)
    )
    return as_frame(stage.SENTENCE, _SENTENCE, rows, **INSIDE).with_columns(ARTICLE_KEY, SENTENCE_KEY)


def term_frame(readings: Readings) -> pl.DataFrame:
    """Rows of `stage.term`: words with at least one letter, digit or Han character, in order of their first use."""
    columns = {name: [] for name in ("document_key", "article_ordinal", "term", "count")}
    document_keys, ordinals, terms, counts = columns.values()
    for document_key, ordinal, _, facts in each_article(readings):
        counted = Counter(map(_word, itertools.chain.from_iterable(facts.tokens)))
        document_keys += [document_key] * len(counted)
        ordinals += [ordinal] * len(counted)
        terms += counted
        counts += counted.values()
    columns["part_of_speech"] = list(map(_tag, terms))
    return of_columns(stage.TERM, columns, **INSIDE).drop_nulls("part_of_speech").with_columns(ARTICLE_KEY)


_word = operator.attrgetter("word")


@functools.lru_cache(maxsize=1 << 13)
def _tag(term: str) -> str | None:
    """The part of speech of a term; None for punctuation, which is none."""
    return part_of_speech(term) if any(map(str.isalnum, term)) else None


def shingle_frame(readings: Readings) -> pl.DataFrame:
    """Rows of `stage.shingle`: the sketch of each article's body."""
    columns = {name: [] for name in ("document_key", "article_ordinal", "shingle")}
    document_keys, ordinals, shingles = columns.values()
    for document_key, ordinal, _, facts in each_article(readings):
        found = sketch("".join([part.text for part in facts.article.sentences if part.role == "body"]))
        document_keys += [document_key] * len(found)
        ordinals += [ordinal] * len(found)
        shingles += found
    return of_columns(stage.SHINGLE, columns, **INSIDE).with_columns(ARTICLE_KEY)
