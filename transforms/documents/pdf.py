"""PDF files with a text layer, by pypdf: pages in order, lines as the file sets them."""

import functools
import io
import logging
import re
import struct
import zlib
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from transforms.documents.markdown import readable, unified
from transforms.documents.pdf_furniture import without_furniture
from transforms.documents.refusal import DocumentUnreadable, refuse
from transforms.documents.source import Source

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAGIC = b"%PDF-"
_END = b"%%EOF"
#: How far from the end the end mark may stand: servers append a few bytes.
_TAIL = 4096
_MOST_DRAWING = 64 << 20
_HYPHENATED = re.compile(r"(?<=[a-z]{2})-\n(?=[a-z]{2})")
_ALMOST_BLANK = 8
#: Letters and digits among what is not white space: text has nine of ten, fonts that do not name their letters few.
_LEAST_LETTERS = 0.5


def is_pdf(content: bytes) -> bool:
    """Whether the bytes begin as a PDF, after white space or a byte order mark at most."""
    return content[:64].lstrip(b"\xef\xbb\xbf\r\n\t \0").startswith(_MAGIC)


def read(content: bytes, name: str) -> Source:
    """The text layer of a PDF, a blank line between pages; `name` is the file's, for messages.

    Page numbers and headers that repeat on every page are left out (see `without_furniture`).

    Raises:
        DocumentUnreadable: F013 damaged, F014 encrypted, F015 no text layer, F016 too large.
    """
    if _MAGIC not in content[:1024]:
        raise refuse("damaged", name, "it does not begin as a PDF")
    if _END not in content[-_TAIL:]:
        raise refuse("damaged", name, "its end is missing")
    pages = without_furniture([_lines(page) for page in _page_texts(content, name)])
    text = _HYPHENATED.sub("", "\n\n".join("\n".join(lines).strip("\n") for lines in pages)).strip("\n")
    _refuse_unreadable(text, len(pages), name)
    return Source(text, "pdf")


def _lines(text: str) -> list[str]:
    return [readable(unified(line)).rstrip() for line in text.split("\n")]


def _refuse_unreadable(text: str, pages: int, name: str) -> None:
    ink = sum(not character.isspace() for character in text)
    letters = sum(character.isalnum() for character in text)
    if letters < _ALMOST_BLANK * max(1, pages) or letters < _LEAST_LETTERS * ink:
        raise refuse("pdf_without_text", name, f"{letters} letters on {pages} pages")


@functools.cache
def _pypdf() -> ModuleType:
    """pypdf, which else writes a warning a flaw to the terminal."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return pypdf


def _page_texts(content: bytes, name: str) -> Sequence[str]:
    pypdf = _pypdf()
    try:
        return _extract(pypdf.PdfReader(io.BytesIO(content)), name)
    except DocumentUnreadable:
        raise
    except pypdf.errors.DependencyError as error:
        raise refuse("encrypted", name, str(error)) from error
    except pypdf.errors.LimitReachedError as error:
        raise refuse("unpacked_too_large", name, str(error)) from error
    except (pypdf.errors.PyPdfError, zlib.error, struct.error, RecursionError, NotImplementedError) as error:
        raise refuse("damaged", name, readable(str(error))) from error
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, AssertionError) as error:
        # pypdf takes objects for what a sound file would hold: a page's /MediaBox of two numbers, a /Count of text.
        raise refuse("damaged", name, f"{type(error).__name__}: {readable(str(error))}") from error


def _extract(reader: "PdfReader", name: str) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise refuse("encrypted", name)
    texts, drawing = [], 0
    for page in reader.pages:
        contents = page.get_contents()
        drawing += len(contents.get_data()) if contents is not None else 0
        if drawing > _MOST_DRAWING:
            raise refuse("unpacked_too_large", name, f"more than {_MOST_DRAWING} bytes of drawing")
        texts.append(page.extract_text())
    told = reader.root_object["/Pages"].get("/Count")
    if isinstance(told, int) and told > len(texts):
        raise refuse("damaged", name, f"{len(texts)} of its {told} pages are there")
    return texts
