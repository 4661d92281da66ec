"""Plain text and Markdown: the text verbatim. Markdown's marks stay in it; the page room reads them."""

from transforms.documents import decode
from transforms.documents.source import Source


def read(content: bytes, name: str) -> Source:
    """The decoded text of a .txt or .md file.

    Raises:
        DocumentUnreadable: as `decode` does.
    """
    text, encoding = decode(content, name)
    return Source(text, encoding)
