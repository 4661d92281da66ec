"""Bytes to text: the encoding found by content, and what is no text refused by name."""

from transforms.documents.encodings import find_encoding
from transforms.documents.refusal import DocumentUnreadable, refuse

__all__ = ["DocumentUnreadable", "decode"]

#: Beginnings of formats that are met under the name of a text file.
_SIGNATURES = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP (Word, Excel)",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Microsoft Office before 2007",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"\x7fELF": "ELF",
    b"{\\rtf": "RTF",
}
_TEXT_CONTROLS = "\t\n\v\f\r"
#: A damaged page may hold a stray control character; one in a hundred characters is another matter.
_CONTROL_SHARE = 0.01


def decode(content: bytes, name: str = "") -> tuple[str, str]:
    """The text of a file's bytes and the name of its encoding; `name` is the file's, for messages.

    The text is verbatim, a byte order mark apart: no newline is translated, so that offsets point into it.

    Raises:
        DocumentUnreadable: F001 empty, F002 blank, F003 binary, F004 encoding, F007 control characters.
    """
    if not content:
        raise refuse("empty", name)
    for signature, format_name in _SIGNATURES.items():
        if content.startswith(signature):
            raise refuse("binary", name, f"it begins like {format_name}")
    encoding = find_encoding(content)
    if encoding is None:
        raise refuse("binary" if b"\0" in content else "encoding", name)
    text = content.decode(encoding).removeprefix("\ufeff")
    if not text.strip(" \t\n\v\f\r\u3000\xa0\u200b\ufeff\0"):
        raise refuse("blank", name)
    controls = _count_controls(text)
    if controls > max(1, _CONTROL_SHARE * len(text)):
        raise refuse("control_characters", name, f"{controls} of {len(text)} characters")
    return text, encoding


def _count_controls(text: str) -> int:
    controls = (chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)))
    return sum(text.count(control) for control in controls if control not in _TEXT_CONTROLS)
