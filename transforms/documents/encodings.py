"""Which encoding bytes are in, by what they say when they are decoded.

GB18030 decodes nearly anything, Korean and Japanese bytes too, so a decoding is believed only when it reads like
Chinese: among its Han characters the commonest few hundred must be common.
"""

import codecs
import functools
from dataclasses import dataclass

from transforms.lexicon import read_table

#: cp950 is Big5 as it is written in practice (裏 and 恒 are missing from Python's `big5`).
_CODECS = ("gb18030", "cp950", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16
#: Commonest characters among the characters beyond ASCII: ordinary Chinese text has more than half, other bytes
#: read as Chinese about a tenth.
_LEAST_COMMON_SHARE = 0.2
_NUL_SHARE_OF_UTF_16 = 0.1


@dataclass(frozen=True)
class CommonCharacter:
    """One of the commonest characters, in both scripts."""

    simplified: str
    traditional: str


@functools.cache
def _common() -> frozenset[str]:
    rows = read_table("common_characters.csv", CommonCharacter)
    return frozenset("，。、“”：；　").union(*({row.simplified, row.traditional} for row in rows))


def find_encoding(content: bytes) -> str | None:
    """The codec that reads `content`, or None: by byte order mark, as UTF-8, or by how Chinese it reads."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return None
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig" if _decodes(content, "utf-8-sig") else None
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _decodes(content, "utf-16") else None
    # UTF-16 of ASCII is UTF-8 with a NUL at every second byte.
    if content.count(b"\0", 0, _SAMPLE) < _NUL_SHARE_OF_UTF_16 * len(content[:_SAMPLE]) and _decodes(content, "utf-8"):
        return "utf-8"
    shares = {codec: _common_share(content[:_SAMPLE], codec) for codec in _CODECS}
    for codec in sorted(shares, key=shares.__getitem__, reverse=True):
        if shares[codec] >= _LEAST_COMMON_SHARE and _decodes(content, codec):
            return codec
    return "utf-8" if _decodes(content, "utf-8") else None


def _decodes(content: bytes, codec: str) -> bool:
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _common_share(sample: bytes, codec: str) -> float:
    """Commonest characters among the sample's characters beyond ASCII; 0 where it does not decode."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    beyond = [character for character in text if character > "\x7f"]
    return sum(character in _common() for character in beyond) / len(beyond) if beyond else 0.0
