"""Stage frames of the page: articles, sentences, terms."""

import itertools
import operator
from collections import Counter

import polars as pl

from transforms.frames.members import Known
from transforms.frames.rows import (
    ARTICLE_KEY,
    INSIDE,
    SENTENCE_KEY,
    Readings,
    as_frame,
    each_article,
    inside,
    of_columns,
    span,
)
from transforms.identity import Identities
from transforms.reading import ArticleFacts, DocumentFacts
from transforms.shingles import sketch
from transforms.simplified import simplified
from transforms.tokens import part_of_speech
from warehouse.schema import stage
from warehouse.schema.keys import row_keys


def article_frame(readings: Readings, known: Known) -> pl.DataFrame:
    """Rows of `stage.article`, `publication` apart; `known` tells the members that each document's names are."""
    rows = (
        {
            "document_key": document_key,
            "ordinal": ordinal,
            "title": facts.article.title,
            "kicker": facts.article.kicker,
            "subtitle": facts.article.subtitle,
            "authors": facts.article.authors,
            "photo_credits": facts.article.photo_credits,
            "headings": facts.article.headings,
            "captions": facts.article.captions,
            "char_start": facts.article.char_start,
            "char_end": facts.article.char_end,
            "char_count": sum(len(sentence.text) for sentence in facts.article.sentences),
            "published": reading.published.best,
            "published_earliest": reading.published.earliest,
            "published_latest": reading.published.latest,
            "published_basis": reading.published.basis,
            "published_evidence": reading.published.evidence,
            "place_key": _home_key(reading, facts, known[document_key]),
        }
        for document_key, ordinal, reading, facts in each_article(readings)
    )
    return as_frame(stage.ARTICLE, rows).with_columns(article_key=row_keys("article", "document_key", "ordinal"))


def _home_key(reading: DocumentFacts, facts: ArticleFacts, known: Identities) -> int | None:
    if facts.home is None:
        return None
    home = reading.entities[facts.home]
    return known.place(home.name, home.place_code)


def sentence_frame(readings: Readings) -> pl.DataFrame:
    """Rows of `stage.sentence`."""
    rows = (
        {
            **inside(document_key, article_ordinal, sentence),
            "ordinal": ordinal,
            "paragraph": sentence.paragraph,
            "role": sentence.role,
            "text": sentence.text,
            "simplified": other if (other := simplified(sentence.text)) != sentence.text else None,
            **span(sentence.pieces),
        }
        for document_key, article_ordinal, _, facts in each_article(readings)
        for ordinal, sentence in enumerate(facts.article.sentences, 1)
    )
    return as_frame(stage.SENTENCE, rows, **INSIDE).with_columns(ARTICLE_KEY, SENTENCE_KEY)


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
    tags = {term: part_of_speech(term) if any(map(str.isalnum, term)) else None for term in set(terms)}
    columns["part_of_speech"] = list(map(tags.__getitem__, terms))
    return of_columns(stage.TERM, columns, **INSIDE).drop_nulls("part_of_speech").with_columns(ARTICLE_KEY)


_word = operator.attrgetter("word")


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
