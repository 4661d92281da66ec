"""Word documents (.docx) by python-docx: headings as Markdown marks, tables as tab-separated lines, text boxes."""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from transforms.documents.docx_text import write_blocks
from transforms.documents.markdown import Block, clean, join_blocks
from transforms.documents.refusal import DocumentUnreadable, refuse
from transforms.documents.source import Source

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: word/document.xml; some editors number it (word/document2.xml)
_BODY = "word/document"
#: A page with photographs unpacks to some tens of MB, its XML to less than one.
_MOST_UNPACKED = 256 << 20
_MOST_XML = 32 << 20
_MOST_PARTS = 10_000


def is_word(content: bytes) -> bool:
    """Whether the bytes are a ZIP archive that holds a Word document."""
    return content.startswith(_ZIP) and _BODY.encode() in content


def read(content: bytes, name: str) -> Source:
    """The text of a .docx file in the order of its body; `name` is the file's, for messages.

    Headers, footers, comments, deleted and hidden text stay out.

    Raises:
        DocumentUnreadable: F002 blank, F012 a .doc, F013 damaged, F014 encrypted, F016 too large, F017 not Word.
    """
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise refuse("encrypted", name) if locked else refuse("unsupported_format", name, "Office before 2007")
    text = join_blocks(_take_apart(content, name))
    if not text:
        raise refuse("blank", name)
    return Source(text, "docx")


def _take_apart(content: bytes, name: str) -> list[Block]:
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        _refuse_bomb(zipfile.ZipFile(io.BytesIO(content)), name)
        return write_blocks(*_open(content))
    except DocumentUnreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, LxmlError, OpcError, PythonDocxError) as error:
        raise refuse("damaged", name, clean(str(error))) from error
    except (KeyError, AttributeError, AssertionError, NotImplementedError, RuntimeError, ValueError) as error:
        # zipfile on a method it lacks, python-docx on parts that do not name each other and on other Office documents
        reason = "not_word" if "not a Word file" in str(error) else "damaged"
        raise refuse(reason, name, f"{type(error).__name__}: {clean(str(error))}") from error


def _open(content: bytes) -> tuple["Document", list["Element"]]:
    """The document and its foot- and endnotes, which statistical communiqués use (注：…)."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    document = docx.Document(io.BytesIO(content))
    kinds = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
    links = [link for link in document.part.rels.values() if link.reltype in kinds and not link.is_external]
    return document, [parse_xml(link.target_part.blob) for link in links]


def _refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse by the directory, before anything is unpacked; zipfile unpacks no more than the directory says."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise refuse("encrypted", name)
    if not any(part.filename.startswith(_BODY) for part in parts):
        raise refuse("not_word", name, f"no {_BODY}.xml")
    size = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if size > _MOST_UNPACKED or xml > _MOST_XML or len(parts) > _MOST_PARTS:
        raise refuse("unpacked_too_large", name, f"{len(parts)} parts, {size} bytes, {xml} of them XML")
