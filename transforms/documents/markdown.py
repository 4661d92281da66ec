"""Blocks of a document as text: the marks that the page room reads, one blank line between blocks."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

#: Where a picture stood; the page room then knows that a caption may follow.
FIGURE = "![]()"
_HAN = r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·、。，\U00020000-\U0003ffff]"
_BREAK_INSIDE_HAN = re.compile(rf"(?<={_HAN})[ \t]*[\n\r\f\v\x85\u2028\u2029]\s*(?={_HAN})")
_SPACES = re.compile(r"[^\S\u3000]+")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_SENTENCE_END = re.compile(r"[。！？；!?;][”’」』》）)】\]\"]*\Z")
_FONT_FORMS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]+")
_LONGEST_HEADING = 40


class Block(NamedTuple):
    """A paragraph or heading; `level` is 1–6 for a heading, 0 else; `bold` says that all of it is set in bold."""

    text: str
    level: int = 0
    bold: bool = False


def clean(text: str) -> str:
    """`text` on one line as a reader sees it: no control and no zero-width characters, white space as one space."""
    return _SPACES.sub(" ", unwrapped(readable(text))).strip()


def unwrapped(text: str) -> str:
    """`text` without the line breaks between Chinese characters, which are the source's layout."""
    return _BREAK_INSIDE_HAN.sub("", text)


def readable(text: str) -> str:
    """`text` without control and zero-width characters; white space as it is."""
    return _INVISIBLE.sub("", text)


def join_blocks(blocks: Iterable[Block]) -> str:
    """The text of a document: each block marked and on its own, empty ones left out."""
    return "\n\n".join(_marked(block) for block in blocks if block.text.strip())


def _marked(block: Block) -> str:
    if block.level:
        return f"{'#' * min(block.level, 6)} {block.text}"
    if block.bold and len(block.text) <= _LONGEST_HEADING and not _SENTENCE_END.search(block.text):
        return f"**{block.text}**"
    return block.text


def unified(text: str) -> str:
    """`text` with the letters for which fonts put radicals (⼤) and compatibility forms (U+F900–FAFF, ﬁ)."""
    return _FONT_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
