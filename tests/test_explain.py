"""`baoku explain`: what competed in a sentence, what won, why the others lost, and what each field was read from."""

from collections import defaultdict
from datetime import date

import pytest
from test_flow import _ask

from flows.explaining import explain_text, explained, highlighted
from transforms.model import Quantity, Time
from transforms.observations.tracing import trace
from transforms.plain import plain
from transforms.reading import article_reading, read_document

TEXT = "今年上半年，苏州市新增企业12家，比2019年增长5.6%。其中力争投资3.2亿元，平均每3天申报1项专利。"


def tables(text: str, title: str, published: date = date(2023, 8, 1)) -> list[tuple[object, ...]]:
    """Rows of all tables of that title."""
    return [row for table in explained(text, published) if table.title == title for row in table.rows]


@pytest.mark.parametrize(
    ("text", "rule", "outcome"),
    [
        # two forms read a numeral: the one that is tried first wins
        ("企业12万家", "unitless", "lost to measured, which is tried before it"),
        # a candidate that a rule refuses: the rule and its reason
        ("三四级手术占15%", "measured", "refused, grade: which grade something is of, not how many"),
        ("第十四届人大有3位代表", "ordinal", "refused, unranked: an ordinal that ranks nothing"),
        ("2019年建成", "year", "refused, year: no quantity"),
        # rules for times: the one that reads more wins
        ("今年上半年增长3%", "year", "lost to 今年上半年 (year_part), which reads more"),
        ("今年上半年增长3%", "year_part", "stands"),
        # a name inside another
        ("宁波市海曙区人民法院受理案件12件", "org", "stands"),
    ],
)
def test_competition_tells_why_a_reading_lost(text, rule, outcome):
    rows = tables(text, "Competition")
    assert any(outcome == row[4] and rule in (row[3], row[2]) for row in rows), rows


@pytest.mark.parametrize(
    ("number", "field", "value", "source"),
    [
        ("12家", "indicator", "企业", "rule phrase before, from 企业"),
        ("12家", "subject", "苏州市", "opens the number's clause"),
        ("12家", "period", "2023-01-01 – 2023-06-30", "earlier in the sentence: 今年上半年"),
        ("5.6%", "indicator", "企业", "rule change, carried from 12家"),
        ("5.6%", "subject", "苏州市", "opens an earlier clause of the sentence"),
        ("3.2亿元", "status", "planned", "the word 力争"),
        # what is planned is of no time that is over
        ("3.2亿元", "period", "", "no time governs the number"),
        ("3.2亿元", "subject", "苏州市", "what the sentence before is about"),
        ("3.2亿元", "place", "苏州市", "the unit that the subject belongs to"),
    ],
)
def test_choices_tell_what_a_field_was_read_from(number, field, value, source):
    assert (number, field, value, source) in [row[:4] for row in tables(TEXT, "Choices")]


def test_choices_tell_a_period_that_a_sentence_before_set():
    rows = [row[:4] for row in tables("今年上半年，苏州市新增企业12家。其中，出口3.2亿元。", "Choices")]
    inherited = "inherited from the lead before: 今年上半年 (paragraph 1)"
    assert ("3.2亿元", "period", "2023-01-01 – 2023-06-30", inherited) in rows


def test_choices_tell_what_lost():
    lost = {(row[0], row[1]): row[4] for row in tables(TEXT, "Choices")}
    assert "2019年 (compared with, repeated or in a name)" in lost["5.6%", "period"]
    assert "rate (asked later)" in lost["5.6%", "measure"]


LOADED = """
SELECT document_key, char_start, mention, indicator, measure, direction, comparison, subject, place,
    period_start, period_end, status
FROM mart.observations
"""
DOCUMENTS = """
SELECT d.document_key, r.text, d.published, d.document, d.stated
FROM core.dim_document AS d JOIN raw.document AS r USING (document_key) WHERE d.is_current AND r.text <> ''
"""


def _told(text: str, *known: object) -> list[tuple[str, ...]]:
    """What is explained of each observation of a document, with its place there."""
    facts, told = read_document(plain(text), *known), []
    for article in facts.articles:
        for choice in trace(article_reading(article, facts)):
            quantity, sentence = choice.quantity, article.article.sentences[choice.sentence]
            if choice.field == "indicator":
                at = sentence.source_pieces(quantity.start, quantity.end)[0][0]
                told.append((f"{at}", quantity.mention))
            told[-1] += (choice.value,)
    return sorted(told)


def test_what_is_explained_is_what_was_loaded(five_pages):
    """Each field of each row of five pages, though some of them are told by sentences before or after."""
    loaded = defaultdict(list)
    for key, at, mention, indicator, *measure, subject, place, start, end, status in _ask(five_pages, LOADED):
        named = (mention, indicator or "", " ".join(filter(None, measure)), subject or "", place or "")
        loaded[key].append((f"{at}", *map(plain, named), f"{start} – {end}" if start else "", status))
    assert sum(map(len, loaded.values())) > 150
    told = {key: _told(*document) for key, *document in _ask(five_pages, DOCUMENTS)}
    assert told == {key: sorted(rows) for key, rows in loaded.items()}


def test_a_row_is_explained_in_its_place(cli, five_pages):
    """Alone the sentence would tell neither the place nor the time of its numbers."""
    asked = """
    SELECT observation_key, mention, place, period_start FROM mart.observations
    WHERE period_basis = 'previous' AND NOT contains(sentence, place) ORDER BY observation_key LIMIT 1
    """
    ((key, mention, place, start),) = _ask(five_pages, asked)
    said = cli("explain", key, "--warehouse", five_pages)
    assert said.status == 0, said.err
    lines = [line for line in said.out.splitlines() if mention in line]
    assert any("place" in line and place in line for line in lines), said.out
    assert any("period" in line and str(start) in line for line in lines), said.out


def test_text_is_highlighted_by_kind():
    quantity = Quantity(5, 8, "12家", "count", 12.0, None, "家", 12.0, "家", "exact", "core", "measured", 0.98)
    time = Time(0, 2, "今年", None, None, "year", "year")
    shown = highlighted("今年新增企12家", [quantity], [time], [])
    assert {(span.start, span.end, str(span.style)) for span in shown.spans} == {
        (0, 2, "bold cyan"),
        (5, 8, "bold green"),
    }


def test_explaining_prints_any_text(capsys):
    for text in (TEXT, "", "2月30日", "“（【《" * 50, "9" * 400, "序号 名称 金额\n1 甲 3亿元\n2 乙 5亿元"):
        explain_text(text, None)
    assert "Choices" in capsys.readouterr().out
