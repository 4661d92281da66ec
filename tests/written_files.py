"""Files of other formats, written by the formats' own libraries, for tests that read them."""

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.shared import Inches
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

#: One grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6368000000820081"
    "77cd72b60000000049454e44ae426082"
)


def word(fill) -> bytes:
    """A .docx that `fill` writes into."""
    document: Document = docx.Document()
    fill(document)
    return saved(document)


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def picture(document: Document) -> None:
    document.add_picture(io.BytesIO(PNG), width=Inches(1))


def archive(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive of `parts`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def pdf(pages: Sequence[Sequence[str]], line_height: int = 18) -> bytes:
    """A PDF with a line of text for each string."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    sheet = canvas.Canvas(target)
    for lines in pages:
        sheet.setFont("STSong-Light", 12)
        for number, line in enumerate(lines):
            sheet.drawString(72, 800 - line_height * number, line)
        sheet.showPage()
    sheet.save()
    return target.getvalue()


def picture_pdf() -> bytes:
    """A PDF whose only page is drawn, without a letter."""
    target = io.BytesIO()
    sheet = canvas.Canvas(target)
    sheet.rect(72, 72, 300, 500, fill=1)
    sheet.showPage()
    sheet.save()
    return target.getvalue()


def locked(content: bytes, password: str, algorithm: str = "AES-256") -> bytes:
    """The PDF `content`, to be opened by `password`."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
