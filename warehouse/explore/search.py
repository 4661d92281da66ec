"""Search: articles that hold all words asked for, with sentences that hold them, the words marked."""

from collections.abc import Iterator, Sequence

import duckdb
import streamlit as st

from warehouse.explore.access import Row, rows
from warehouse.explore.marked_text import Passage, marked_text
from warehouse.explore.marks import Fact, Span, stretches
from warehouse.explore.values import joined
from warehouse.explore.visit import Visit

MOST_ARTICLES, MOST_SENTENCES, MOST_WORDS = 30, 3, 10
_ARTICLES = """
SELECT article_key, title, document, publication, published, sentences
FROM mart.search($words)
ORDER BY score DESC, published DESC NULLS LAST, article_key
LIMIT $most
"""
_SENTENCES = """
SELECT article_key, sentence AS text, char_start
FROM mart.search_sentences($words)
WHERE article_key IN (SELECT unnest($articles))
QUALIFY row_number() OVER (PARTITION BY article_key ORDER BY len(words) DESC, score DESC, char_start) <= $most
ORDER BY char_start
"""


def draw(visit: Visit) -> None:
    """Ask for words (the address may: `?q=WORDS`); see the articles that hold them, the best first."""
    say = visit.say
    asked = st.text_input(
        say("Words"),
        value=st.query_params.get("q", ""),
        placeholder=say("Words that an article holds, with spaces between"),
        label_visibility="collapsed",
    )
    if not asked.strip():
        return
    st.query_params["q"] = asked
    words = list(dict.fromkeys(asked.split()))[:MOST_WORDS]
    articles = rows(visit.connection, _ARTICLES, {"words": " ".join(words), "most": MOST_ARTICLES})
    if not articles:
        st.text(say("No article holds all of: {words}", words=say(", ").join(words)))
        return
    st.caption(say("The best {n} articles", n=len(articles)) if len(articles) == MOST_ARTICLES else
               say("{n} articles", n=len(articles)))  # fmt: skip
    found = _sentences(visit.connection, words, [article["article_key"] for article in articles])
    for article in articles:
        _hit(article, found[article["article_key"]], words, visit)


def _sentences(connection: duckdb.DuckDBPyConnection, words: list[str], articles: list[int]) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for row in rows(connection, _SENTENCES, {"words": " ".join(words), "articles": articles, "most": MOST_SENTENCES}):
        found.setdefault(row["article_key"], []).append(row)
    return found


def _hit(article: Row, sentences: Sequence[Row], words: Sequence[str], visit: Visit) -> None:
    """An article with its sentences; its title opens it where the first of them stands."""
    say = visit.say
    facts = [Fact(f"hit-{i}", "hit", tuple(spans(str(row["text"]), words)), {}) for i, row in enumerate(sentences)]
    passages = [
        Passage(stretches(str(row["text"]), [fact], [], (0, len(str(row["text"])))))
        for row, fact in zip(sentences, facts, strict=True)
    ]
    about = joined((article["publication"], article["published"], article["document"]))
    title = Passage(title=str(article["title"] or article["document"]), about=about, key="title")
    key = f"hit {article['article_key']}"
    with st.container(border=True):
        clicked = marked_text([title, *passages], facts, say, key=key, hint="Click to read it in its article")
    if clicked.passage or clicked.facts:
        at = int(clicked.facts[0].removeprefix("hit-")) if clicked.facts else 0
        visit.open("read", {"article": str(article["article_key"]), "at": str(sentences[at]["char_start"])})


def spans(text: str, words: Sequence[str]) -> Iterator[Span]:
    """Where `words` stand in `text`, in capitals or small letters, none within another."""
    last = 0
    if len(text.lower()) == len(text):
        text, words = text.lower(), [word.lower() for word in words]
    for start in range(len(text)):
        word = max((word for word in words if start >= last and text.startswith(word, start)), key=len, default=None)
        if word:
            last = start + len(word)
            yield start, last
