"""What a reader hands over: the text, and what the file itself says of its publication."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A document as text; every later offset counts code points of `text`.

    `encoding` names the codec, or the format where bytes are no text ("docx", "pdf"). The other fields are None where
    the file does not say them beyond doubt.
    """

    text: str
    encoding: str
    published: date | None = None
    publication: str | None = None
    page: str | None = None
    url: str | None = None
