"""Words in, articles out: what `baoku search` asks of the warehouse, and how it shows the answer."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rich.text import Text

from flows.tables import console
from transforms.simplified import simplified
from warehouse.database import reading

_ASKED = """
SELECT * FROM mart.search(
    $words, in_place := $place, in_publication := $publication, since := $since, until := $until
) LIMIT $limit
"""
#: How a text is told from what is searched for, character by character.
_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
MARKED = "bold yellow"


def find(
    warehouse: Path,
    words: str,
    *,
    place: str | None = None,
    publication: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 10,
) -> list[dict[str, object]]:
    """The best articles that hold all of `words`, as rows of `mart.search` with `marks`: where the words stand in
    `sentence`, as pairs of code points.

    Raises:
        WarehouseError: there is no warehouse, or it cannot be read.
    """
    words = simplified(_storable(words))
    given = {"words": words, "place": place, "publication": publication, "since": since, "until": until, "limit": limit}
    with reading(warehouse) as connection:
        result = connection.execute(_ASKED, given)
        names = [column[0] for column in result.description]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return [row | {"marks": list(spans(str(row["sentence"]), words.split()))} for row in rows]


def _storable(words: str) -> str:
    """`words` without what no database holds: bytes of the command line that are no UTF-8."""
    return words.encode("utf-8", "replace").decode("utf-8")


def folded(text: str) -> str:
    """`text` as it is compared: simplified, half-width, lower case; character n is read from character n of `text`."""
    narrow = simplified(text).translate(_WIDTH)
    return "".join(low if len(low := character.lower()) == 1 else character for character in narrow)


def spans(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where `words` stand in `text`, from left to right, none within another; the longest where several begin."""
    text, last = folded(text), 0
    wanted = sorted({folded(word) for word in words}, key=len, reverse=True)
    found = sorted((at, -len(word)) for word in wanted for at in _places(text, word))
    for start, length in found:
        if start >= last:
            last = start - length
            yield start, last


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def show(hits: Sequence[dict[str, object]], *, as_json: bool) -> None:
    """Print hits: as JSON, or for people with the words in colour."""
    if as_json:
        json.dump(hits, sys.stdout, ensure_ascii=False, default=str, indent=1)
        print()
        return
    screen = console()
    for number, hit in enumerate(hits, 1):
        about = (hit["published"], hit["publication"], hit["place"], hit["document"])
        screen.print(Text(f"{number}. {hit['title'] or hit['document']}", "bold"))
        screen.print(Text("   " + " · ".join(str(part) for part in about if part), "dim"))
        sentence = Text(str(hit["sentence"]))
        for start, end in hit["marks"]:
            sentence.stylize(MARKED, start, end)
        screen.print(Text("   ") + sentence)
    if not hits:
        screen.print("No article holds all of that.")
