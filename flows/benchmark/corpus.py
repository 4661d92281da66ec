"""Text to measure with: articles recombined from real pages, numbers redrawn and words swapped.

The words swapped in come from jieba's dictionary, one of the same part of speech and length, frequent ones more often:
so the vocabulary grows with the corpus as that of a newspaper does, and no cache of whole sentences would help.
"""

import datetime
import functools
import itertools
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jieba

from flows.errors import UsageInvalid
from flows.inbox import MANIFEST
from transforms.page import take_apart
from transforms.tokens import Token, tokenize

#: Characters of an article.
LENGTH = 1_500
#: Parts of speech of words that may be swapped, and how often they are.
_SWAPPED = frozenset({"n", "v", "vn", "a", "nr", "ns", "nt", "nz"})
_SWAPS = 0.15
#: How often a paragraph is broken where a column ends.
_BREAKS = 0.2
#: A year of four digits, a month, a day or an hour stays what it is: 1738年 would be no date of a newspaper.
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?![\d.]*[年月日时点])")


@dataclass(frozen=True)
class Source:
    """What articles are made of: titles and paragraphs of real pages, as words."""

    titles: Sequence[Sequence[Token]]
    paragraphs: Sequence[Sequence[Token]]


def source_of(pages: Sequence[str]) -> Source:
    """Titles and paragraphs of the text of pages.

    Raises:
        UsageInvalid: there is no article with a title and a paragraph.
    """
    articles = [article for page in pages for article in take_apart(page)]
    titles = [tokenize(article.title) for article in articles if article.title]
    paragraphs = [
        tokenize("".join(sentence.text for sentence in sentences))
        for article in articles
        for _, sentences in itertools.groupby(
            (sentence for sentence in article.sentences if sentence.role == "body"), lambda one: one.paragraph
        )
    ]
    if not titles or not paragraphs:
        raise UsageInvalid("the pages hold no article with a title and a paragraph to make text from")
    return Source(titles, paragraphs)


@functools.cache
def _dictionary() -> dict[tuple[str, int], tuple[list[str], list[int]]]:
    """Words of jieba's dictionary by part of speech and length, with frequencies summed up to each."""
    words: dict[tuple[str, int], tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, frequency, tag = line.decode("utf-8").split()
            if tag in _SWAPPED and len(word) > 1:
                of_kind, sums = words[tag, len(word)]
                of_kind.append(word)
                sums.append(int(frequency) + (sums[-1] if sums else 0))
    return dict(words)


def _varied(chance: random.Random, tokens: Sequence[Token]) -> str:
    """A text with numbers redrawn and words swapped."""
    words = []
    for token in tokens:
        kind = (token.tag, len(token.word))
        if kind in _dictionary() and chance.random() < _SWAPS:
            known, sums = _dictionary()[kind]
            words.append(chance.choices(known, cum_weights=sums)[0])
        else:
            words.append(token.word)
    return _NUMBER.sub(lambda number: _redrawn(chance, number[0]), "".join(words))


def _redrawn(chance: random.Random, number: str) -> str:
    """Other digits, as many and none of them a leading zero."""
    first = str(chance.randint(1, 9))
    return first + re.sub(r"\d", lambda _: str(chance.randint(0, 9)), number[1:])


def make_articles(source: Source, seed: int) -> Iterator[str]:
    """Articles without end, each about `LENGTH` characters; the same seed gives the same."""
    chance = random.Random(seed)
    while True:
        parts = ["# " + _varied(chance, chance.choice(source.titles)).replace("\n", "")]
        size = 0
        while size < LENGTH:
            paragraph = _varied(chance, chance.choice(source.paragraphs))
            size += len(paragraph)
            if chance.random() < _BREAKS and len(paragraph) > 40:
                at = chance.randint(20, len(paragraph) - 20)
                parts.append(paragraph[:at])
                paragraph = paragraph[at:]
            parts.append(paragraph)
        yield "\n\n".join(parts)


def write_corpus(folder: Path, source: Source, megabytes: float, per_file: int, seed: int) -> int:
    """Write pages of `per_file` articles into `folder` up to a size, with a manifest of dates; gives the articles."""
    folder.mkdir(parents=True)
    articles, chance = make_articles(source, seed), random.Random(seed)
    rows, size = ["file,published"], 0
    while size < megabytes * 1_000_000:
        page = "\n\n".join(itertools.islice(articles, per_file)).encode()
        name = f"{seed}-{len(rows):06}.txt"
        (folder / name).write_bytes(page)
        published = datetime.date(2015, 1, 1) + datetime.timedelta(days=chance.randrange(3_600))
        rows.append(f"{name},{published.isoformat()}")
        size += len(page)
    (folder / MANIFEST).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return (len(rows) - 1) * per_file
