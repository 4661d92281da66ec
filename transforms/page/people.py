"""Personal names as they sign a page: by surname, length, and what the dictionary knows of the rest."""

import functools
import re
from dataclasses import dataclass

from transforms.lexicon import read_table
from transforms.tokens import is_known, part_of_speech, words

_HAN_NAME = re.compile(r"[\u4e00-\u9fff㐀-䶿]{2,4}\Z")
_DOTTED_NAME = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•・][\u4e00-\u9fff]{1,6}){1,3}\Z")


@dataclass(frozen=True)
class Surname:
    """A family name."""

    surname: str


@functools.cache
def surnames() -> frozenset[str]:
    """Family names of one and of two characters."""
    return frozenset(row.surname for row in read_table("surnames.csv", Surname))


def could_be_name(chunk: str) -> bool:
    """Whether `chunk` has a surname and the length of a name. 何风云 has, 强产业 too."""
    if _DOTTED_NAME.match(chunk):
        return True
    if not _HAN_NAME.match(chunk):
        return False
    if chunk[:2] in surnames():
        return len(chunk) >= 3 or is_single_surname(chunk)
    return is_single_surname(chunk) and len(chunk) <= 3


def is_single_surname(chunk: str) -> bool:
    """Whether `chunk` begins with a surname of one character."""
    return chunk[0] in surnames()


@functools.lru_cache(maxsize=1 << 13)
def is_name(chunk: str) -> bool:
    """Whether `chunk` is rather a name than anything else: its given name is no common word (强产业, 高质量)."""
    if not could_be_name(chunk):
        return False
    if "·" in chunk or "•" in chunk or "・" in chunk:
        return True
    tag = part_of_speech(chunk)
    if tag.startswith("nr"):
        return True
    if len(words(chunk)) == 1:  # a word of the dictionary that is no name: 温州, 马上
        return False
    given = chunk[2:] if chunk[:2] in surnames() else chunk[1:]
    return len(given) == 1 or part_of_speech(given) in ("x", "nr", "nrt", "nz") or len(words(given)) > 1


def is_no_words(chunk: str) -> bool:
    """Whether segmentation makes no words of a chunk, or a character and a given name."""
    parts = words(chunk)
    return not is_known(chunk) and (len(parts) == 1 or (len(parts[0]) == 1 and part_of_speech(chunk[1:])[:2] == "nr"))
