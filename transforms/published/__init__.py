"""When a document was published: told from outside, by its file name, by its own dateline, or inferred."""

from collections.abc import Sequence
from datetime import date

from transforms.model import Published, Sentence
from transforms.published.dateline import date_in_file_name, dateline
from transforms.published.window import window
from transforms.published.years import publication_years

UNKNOWN = Published(None, None, None, None, None)


def infer_published(
    sentences: Sequence[Sentence], manifest_date: date | None, file_name: str, stated: date | None = None
) -> Published:
    """The day of publication, the window it lies in, what that rests on, and the evidence in words.

    A date known from outside, stated by the file (a web page's metadata) or printed on the page is exact. Otherwise
    the text must name a year; its newest past time and its nearest coming one then bound the window. A text without
    any year stays without a date.
    """
    for basis, day, evidence in (
        ("manifest", manifest_date, f"manifest: {manifest_date}"),
        ("text", stated, f"the file states: {stated}"),
        ("file name", *date_in_file_name(file_name)),
        ("text", *dateline(sentences)),
    ):
        if day is not None:
            return Published(day, day, day, basis, evidence)
    texts = [sentence.text for sentence in sentences]
    years = publication_years(texts)
    if years is None:
        return UNKNOWN
    return window(texts, years)
