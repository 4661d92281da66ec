"""Bytes to text: encodings by content, and what is refused by which code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.documents import DocumentUnreadable, decode
from warehouse.schema.codes import FILE_CODES, named

SIMPLIFIED = "全市规模以上工业增加值同比增长6.5%，其中高新技术产业占比达到62%。\r\n\n新建成的大桥“连心桥”昨日通车。"
TRADITIONAL = (
    "全市規模以上工業增加值同比增長6.5%，其中高新技術產業佔比達到62%。\r\n\n"
    "新建成的大橋「連心橋」昨日通車，里長陳先生恒常關心。"
)

ENCODED = [
    (SIMPLIFIED, "utf-8", "utf-8"),
    (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
    (SIMPLIFIED, "gb18030", "gb18030"),
    (SIMPLIFIED, "gbk", "gb18030"),
    (SIMPLIFIED, "utf-16", "utf-16"),
    (SIMPLIFIED, "utf-16-le", "utf-16-le"),
    (SIMPLIFIED, "utf-16-be", "utf-16-be"),
    (TRADITIONAL, "utf-8", "utf-8"),
    (TRADITIONAL.replace("恒", "恆"), "big5", "cp950"),
    # traditional characters in the mainland's encoding
    (TRADITIONAL, "gb18030", "gb18030"),
    # rare characters that only the four bytes of GB18030 hold
    ("记者王𬭎从会上获悉，全市新增就业5.2万人。", "gb18030", "gb18030"),
    # little but digits
    ("2021年GDP 1234.5 8.2% 67.8", "gb18030", "gb18030"),
    ("plain ASCII, 12.5%", "ascii", "utf-8"),
    # one stray control character is the scanner's, not another format
    ("第一段。\x0c第二段\x01。" + SIMPLIFIED, "utf-8", "utf-8"),
]


@pytest.mark.parametrize(("text", "written", "reported"), ENCODED)
def test_encoding_is_found_and_text_is_verbatim(text, written, reported):
    assert decode(text.encode(written), "page.txt") == (text, reported)


REFUSED = [
    (b"", "empty"),
    (b" \r\n\t\n", "blank"),
    ("\ufeff　\n".encode(), "blank"),
    (b"%PDF-1.7 ...", "binary"),
    (b"PK\x03\x04rest of a word file", "binary"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    (bytes(range(256)) * 20, "binary"),
    ("一般社団法人日本新聞協会は、東京都で会議を開いた。".encode("shift_jis"), "encoding"),
    ("日本語の新聞は東京で発行されている。".encode("euc_jp"), "encoding"),
    ("대한민국의 신문은 서울에서 발행된다. 경제가 성장했다.".encode("euc_kr"), "encoding"),
    ("Газета вышла в понедельник, тираж вырос.".encode("cp1251"), "encoding"),
    ("Les recettes ont augmenté de 3 % à l’été.".encode("cp1252"), "encoding"),
    (SIMPLIFIED.encode("utf-32"), "binary"),
    # cut in the middle of a character
    (SIMPLIFIED.encode()[:-1], "encoding"),
    ("报\0告\0\0\0\0".encode(), "control_characters"),
]


@pytest.mark.parametrize(("content", "reason"), REFUSED)
def test_refused_by_code(content, reason):
    with pytest.raises(DocumentUnreadable) as refused:
        decode(content, "页 面🙂.txt")
    assert refused.value.code == named(reason).code
    assert "页 面🙂.txt" in refused.value.message
    assert refused.value.mend == named(reason).mend


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(content):
    try:
        text, encoding = decode(content, "f.txt")
    except DocumentUnreadable as error:
        assert error.code in {code.code for code in FILE_CODES}
    else:
        assert content.decode(encoding).removeprefix("\ufeff") == text


def test_codes_are_unique():
    assert len({code.code for code in FILE_CODES}) == len({code.name for code in FILE_CODES}) == len(FILE_CODES)
