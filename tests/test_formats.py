"""Formats of documents: which reader reads a file, and what Word and PDF files become. Web pages: test_html.py."""

import random
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_files import archive, locked, parts_of, pdf, picture, picture_pdf, saved, word

from transforms.documents import DocumentUnreadable
from transforms.documents.formats import FORMATS, read_document
from transforms.documents.source import Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINES = [f"今年前三季度，青山县石桥镇实现地区生产总值{number}.8亿元，同比增长5.2%。" for number in range(20, 26)]
HTML = f"<!DOCTYPE html><html><body><h1>秋粮满仓</h1><p>{LINES[0]}</p></body></html>".encode()


def refused(content: bytes, name: str) -> str:
    with pytest.raises(DocumentUnreadable) as caught:
        read_document(content, name)
    assert name in caught.value.message
    assert caught.value.mend
    return caught.value.code


def report(document) -> None:
    """A document with everything that one has."""
    document.add_heading("石桥镇秋粮满仓", 0)
    document.add_heading("一、党员带头", 1)
    paragraph = document.add_paragraph("全镇32名党员")
    paragraph.add_run("带头流转土地").bold = True
    paragraph.add_run("1.5万亩。")
    hidden = paragraph.add_run("不给人看的话")
    hidden.font.hidden = True
    document.add_paragraph().add_run("二、农机下田").bold = True
    picture(document)
    document.add_paragraph("农机手在石桥镇收割水稻。王树 摄")
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("指标", "总量", "增速"), ("总产值", "12亿元", "5.2%")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("棉花1万吨。\n大豆2万吨。")


def test_a_word_document():
    assert read_document(word(report), "报告.docx") == Source(
        "# 石桥镇秋粮满仓\n\n## 一、党员带头\n\n全镇32名党员带头流转土地1.5万亩。\n\n**二、农机下田**\n\n![]()\n\n"
        "农机手在石桥镇收割水稻。王树 摄\n\n指标\t总量\t增速\n\n总产值\t12亿元\t5.2%\n\n棉花1万吨。\n\n大豆2万吨。",
        "docx",
    )


def test_a_word_document_that_begins_with_a_heading_has_it_as_its_title():
    def fill(document):
        document.add_heading("秋粮满仓", 1)
        document.add_heading("党员带头", 2)
        document.add_paragraph("全镇32名党员。")

    assert read_document(word(fill), "a.docx").text == "# 秋粮满仓\n\n## 党员带头\n\n全镇32名党员。"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BOX = f"<w:txbxContent>{paragraph(run('框中的话。'))}</w:txbxContent>"
CHOICE = f"<mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
DRAWN = f'<mc:AlternateContent xmlns:mc="{MC}">{CHOICE}</mc:AlternateContent>'
RUBY = f"<w:r><w:ruby><w:rt>{run('qì')}</w:rt><w:rubyBase>{run('碛')}</w:rubyBase></w:ruby></w:r>"
CELL = f"<w:tc>{paragraph(run('第一段。'))}{paragraph(run('第二段。'))}</w:tc>"
BODIES = [
    (
        "insertion",
        paragraph(f"<w:ins>{run('新增')}</w:ins><w:del>{run('旧')}</w:del>", run("农机60台。")),
        "新增农机60台。",
    ),
    ("content control", f"<w:sdt><w:sdtContent>{paragraph(run('农机。'))}</w:sdtContent></w:sdt>", "农机。"),
    ("a reading above a character", paragraph(RUBY, run("口镇")), "碛口镇"),
    ("a field's code", paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>", run("农机")), "农机"),
    ("a link", paragraph(f"<w:hyperlink>{run('农机')}</w:hyperlink>"), "农机"),
    ("a text box and its older copy", paragraph(run("正文。"), f"<w:r>{DRAWN}</w:r>"), "正文。\n\n框中的话。"),
    ("a table that only arranges", f"<w:tbl><w:tr>{CELL}</w:tr></w:tbl>", "第一段。\n\n第二段。"),
    ("a tab and a zero-width space", paragraph("<w:r><w:t>姓名</w:t><w:tab/></w:r>", run("张\u200b三")), "姓名 张三"),
]


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in BODIES], ids=[case[0] for case in BODIES])
def test_what_word_writes_into_a_body(body, expected):
    parts = parts_of(word(lambda document: None))
    parts["word/document.xml"] = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    assert read_document(archive(parts), "a.docx").text == expected


def test_footnotes_stand_at_the_end():
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("全县生产总值120亿元。")
    notes = (
        f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>注：为初步统计数。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert read_document(saved(document), "公报.docx").text == "全县生产总值120亿元。\n\n注：为初步统计数。"


def test_a_pdf_with_a_text_layer():
    read = read_document(pdf([LINES]), "公报.pdf")
    assert read == Source("\n".join(LINES), "pdf")


def test_headers_and_page_numbers_that_only_count_pages_go():
    pages = [[f"青山日报 2022年10月20日 第{n}版", *LINES, f"— {n} —"] for n in (1, 2, 3)]
    text = read_document(pdf(pages), "a.pdf").text
    assert text == "\n\n".join(
        ["青山日报 2022年10月20日 第1版\n" + "\n".join(LINES), "\n".join(LINES), "\n".join(LINES)]
    )


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([["12", *LINES], ["15", *LINES], ["19", *LINES]], id="numbers that do not count"),
        pytest.param([["12", *LINES], ["12", *LINES], ["12", *LINES]], id="a number that stays"),
        pytest.param([["第1版", *LINES], ["第2版", *LINES]], id="two pages only"),
        pytest.param([["一、工业", *LINES], ["二、农业", *LINES], ["三、商业", *LINES]], id="headings"),
    ],
)
def test_what_may_be_text_stays(pages):
    assert read_document(pdf(pages), "a.pdf").text == "\n\n".join("\n".join(lines) for lines in pages)


def test_radicals_and_broken_english_words_of_a_pdf():
    text = read_document(pdf([["⼈⼯智能产业园落户青山县", "The Green Moun-", "tain Park, A-", "12"]]), "a.pdf").text
    assert text == "人工智能产业园落户青山县\nThe Green Mountain Park, A-\n12"


def test_a_pdf_without_a_user_password_is_read():
    assert read_document(locked(pdf([LINES]), ""), "a.pdf").text == "\n".join(LINES)


def test_plain_text_and_markdown_stay_as_they_are():
    text = "# 秋粮满仓\r\n\r\n**一、党员带头**\r\n　　全镇32名党员。\r\n"
    assert read_document(text.encode("gb18030"), "a.md") == Source(text, "gb18030")


BY_CONTENT = [
    ("a PDF called text", pdf([LINES]), "a.txt", "pdf"),
    ("a PDF without a suffix", pdf([LINES]), "第3版.要闻", "pdf"),
    ("a Word document called .zip", word(report), "a.zip", "docx"),
    ("a web page that Word saved as .doc", HTML, "a.doc", "utf-8"),
    ("a web page called text, after a comment", b"\n<!-- saved -->\n" + HTML, "a.TXT", "utf-8"),
    ("a web page in UTF-16", HTML.decode().encode("utf-16"), "a.txt", "utf-16"),
    ("capital letters", HTML, "A.HTM", "utf-8"),
    ("a date is no suffix", LINES[0].encode(), "page.2022-10-20", "utf-8"),
    ("text that speaks of HTML", ("用<html>写的网页。" + LINES[0]).encode(), "a.txt", "utf-8"),
]


@pytest.mark.parametrize(("content", "name", "encoding"), [c[1:] for c in BY_CONTENT], ids=[c[0] for c in BY_CONTENT])
def test_the_content_decides_where_it_is_sure(content, name, encoding):
    source = read_document(content, name)
    assert source.encoding == encoding
    assert "同比增长5.2%" in source.text or "12亿元" in source.text


def bomb() -> bytes:
    parts = parts_of(word(report))
    return archive(parts | {"word/document.xml": parts["word/document.xml"] + b" " * (64 << 20)})


NOISE = random.Random(3).randbytes(4096)
WORD = word(report)
ENCRYPTED_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
REFUSED = [
    ("nothing", b"", "a.pdf", "F001"),
    ("a Word document without a word", word(lambda document: None), "a.docx", "F002"),
    ("a picture called text", b"\xff\xd8\xff\xe0" + bytes(99), "a.txt", "F003"),
    ("a picture", b"\xff\xd8\xff\xe0" + bytes(99), "a.jpg", "F012"),
    ("Word before 2007", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "F012"),
    ("Word before 2007 called .docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", "F012"),
    ("an archive", archive({"a.txt": LINES[0].encode()}), "a.zip", "F012"),
    ("data", b'{"a": 1}', "a.json", "F012"),
    ("random bytes called .pdf", NOISE, "a.pdf", "F013"),
    ("random bytes behind a PDF's beginning", b"%PDF-1.7\n" + NOISE + b"\n%%EOF", "a.pdf", "F013"),
    ("a PDF cut short", pdf([LINES])[:-200], "a.pdf", "F013"),
    ("text called .pdf", LINES[0].encode(), "a.pdf", "F013"),
    ("a Word document cut short", WORD[: len(WORD) // 2], "a.docx", "F013"),
    ("text called .docx", LINES[0].encode(), "a.docx", "F013"),
    ("nested without end", archive(parts_of(WORD) | {"word/document.xml": b"<a>" * 9999}), "a.docx", "F013"),
    ("a PDF with a password", locked(pdf([LINES]), "geheim"), "a.pdf", "F014"),
    ("an older PDF with a password", locked(pdf([LINES]), "geheim", "RC4-128"), "a.pdf", "F014"),
    ("a Word document with a password", ENCRYPTED_WORD, "a.docx", "F014"),
    ("a PDF of pictures", picture_pdf(), "a.pdf", "F015"),
    ("a PDF without pages", pdf([LINES]).replace(b"/Kids [ 4 0 R ]", b"/Kids [       ]"), "a.pdf", "F013"),
    ("a PDF whose pages have a number only", pdf([["1"], ["2"], ["3"]]), "a.pdf", "F015"),
    ("a bomb", bomb(), "a.docx", "F016"),
    ("ten thousand parts", archive(parts_of(WORD) | {f"word/{n}": b"" for n in range(10_000)}), "a.docx", "F016"),
    ("an archive called .docx", archive({"a.txt": LINES[0].encode()}), "a.docx", "F017"),
    ("a spreadsheet called .docx", archive({"xl/workbook.xml": b"<a/>"}), "a.docx", "F017"),
]


@pytest.mark.parametrize(("content", "name", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_cannot_be_read_is_refused_by_its_code(content, name, code):
    assert refused(content, name) == code


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    content = bomb()
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert refused(content, "a.docx") == "F016"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([(pdf([LINES] * 3), "a.pdf"), (WORD, "a.docx"), (HTML, "a.html")]), st.data())
def test_damage_gives_text_or_a_code(file, data):
    content, name = bytearray(file[0]), file[1]
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content
    try:
        assert read_document(bytes(content), name).text.strip()
    except DocumentUnreadable as error:
        assert error.code.startswith("F0")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([suffix for one in FORMATS for suffix in one.suffixes]))
def test_any_bytes_give_text_or_a_code(content, suffix):
    try:
        assert read_document(content, f"a{suffix}").text
    except DocumentUnreadable as error:
        assert error.code.startswith("F0")


def test_no_library_is_loaded_before_its_format_comes():
    heavy = "trafilatura", "docx", "pypdf", "lxml", "opencc"
    code = f"import sys, transforms.documents.formats, transforms.simplified; print(set({heavy}) & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "set()"
