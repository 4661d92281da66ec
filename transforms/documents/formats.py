"""The formats that are read: each a suffix or two, a sign in the content, and one reader in a file of its own."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from transforms.documents import docx, html, pdf, plain
from transforms.documents.refusal import refuse
from transforms.documents.source import Source

__all__ = ["FORMATS", "Format", "Source", "read_document"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `is_sure` knows it by its content, whatever the file is called."""

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Source]
    is_sure: Callable[[bytes], bool] = lambda content: False


FORMATS = (
    Format((".pdf",), pdf.read, pdf.is_pdf),
    Format((".docx",), docx.read, docx.is_word),
    Format((".html", ".htm", ".xhtml", ".shtml"), html.read, html.is_html),
    Format((".txt", ".text", ".md", ".markdown", ""), plain.read),
)
#: A suffix is a Latin word; 第3版.要闻 and page.2022-10-20 have none.
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}\Z")


def read_document(content: bytes, name: str) -> Source:
    """The text of a file's bytes, and what it says of itself, by the reader of its format.

    The content decides where it is sure (a PDF called .txt is read as a PDF), else the suffix of `name`.

    Raises:
        DocumentUnreadable: F012 a format that is not read; else as the format's reader and `decode` say.
    """
    if not content:
        raise refuse("empty", name)
    suffix = suffix_of(name)
    found = next((one for one in FORMATS if one.is_sure(content)), None)
    found = found or next((one for one in FORMATS if suffix in one.suffixes), None)
    if found is None:
        raise refuse("unsupported_format", name, suffix)
    return found.read(content, name)


def suffix_of(name: str) -> str:
    """The suffix of a file's name in lower case, with its dot; empty where it has none."""
    match = _SUFFIX.search(PurePosixPath(name).suffix.lower())
    return match[0] if match else ""
