"""The explorer without a browser: what is marked where, its words, its connection, how it starts."""

import ast
import csv
import socket
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from staged import BROKEN, HARBOUR, staged

from warehouse.build import writing
from warehouse.errors import WarehouseMissing
from warehouse.explore import facts, language
from warehouse.explore.access import generation_of, rows, sealed
from warehouse.explore.marks import Fact, placed, stretches
from warehouse.explore.values import number, period, shown
from warehouse.load import load
from warehouse.publish import publish
from warehouse.record import Run
from warehouse.schema import words

EXPLORER = Path(facts.__file__).parent


def publish_pages(warehouse: Path, run_number: int = 1, **pages: str) -> None:
    """One more generation, with `pages` in it."""
    with writing(warehouse) as connection:
        load(connection, staged(**pages), Run(f"run-{run_number}", datetime(2023, 8, run_number, tzinfo=UTC), "r1"))
        publish(connection, warehouse)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("explore") / "baoku.duckdb"
    publish_pages(path, harbour=HARBOUR, broken=BROKEN)
    return path


def spans_in(length: int):
    edges = st.lists(st.integers(0, length), min_size=2, max_size=6, unique=True).map(sorted)
    return edges.map(lambda found: tuple(zip(found[::2], found[1::2], strict=False)))


@given(st.data())
def test_stretches_are_the_text_and_each_fact_its_characters(data):
    text = data.draw(st.text(alphabet="今年完成20亿元。\n<😀\u202e", min_size=1, max_size=40))
    found = [Fact(f"f{i}", "quantity", data.draw(spans_in(len(text))), {}) for i in range(data.draw(st.integers(0, 4)))]
    first, last = data.draw(spans_in(len(text)))[0] if len(text) > 1 else (0, 1)
    cut = stretches(text, found, [("title", [(first, last)])], (first, last))
    assert "".join(each.text for each in cut) == text[first:last]
    assert all(text[each.start :].startswith(each.text) for each in cut)
    for fact in found:
        inside = "".join(text[max(s, first) : min(e, last)] for s, e in fact.pieces if s < last and e > first)
        assert "".join(each.text for each in cut if fact.key in each.keys) == inside


PLACED = [
    # source, pieces, sentence, start and end in it, where that stands
    ("完成开工仪式。", [(0, 7)], "完成开工仪式。", 2, 4, ((2, 4),)),
    # the layout breaks the word
    ("完成开\n\n工仪式。", [(0, 3), (5, 9)], "完成开工仪式。", 2, 4, ((2, 3), (5, 6))),
    # white space within a piece
    ("完成开 工。", [(0, 6)], "完成开工。", 2, 4, ((2, 3), (4, 5))),
    # a sentence that is not what the pieces hold
    ("完成。", [(0, 3)], "开工。", 0, 2, ()),
]


@pytest.mark.parametrize(("source", "pieces", "text", "start", "end", "expected"), PLACED)
def test_words_of_a_sentence_are_found_in_the_source(source, pieces, text, start, end, expected):
    assert placed(source, pieces, text, start, end) == expected


def test_a_page_has_its_facts_where_the_views_say(warehouse):
    with sealed(warehouse) as connection:
        keys = rows(connection, "SELECT document_key FROM mart.documents ORDER BY document")
        broken, harbour = (facts.read_page(connection, row["document_key"]) for row in keys)
        assert facts.read_page(connection, 4711) is None
    told = sorted(
        (fact.kind, "".join(harbour.text[start:end] for start, end in fact.pieces)) for fact in harbour.facts.values()
    )
    quantities = [("quantity", "20.5亿元"), ("quantity", "6.1%")]
    assert told == [("event", "开工"), ("name", "王立国"), *quantities, ("time", "今年上半年")]
    assert [fact.row["mention"] for fact in broken.facts.values()] == ["300吨"]


REFUSED = [
    "CREATE TABLE baoku.core.planted (i INTEGER)",
    "DELETE FROM core.fct_observation",
    "COPY (SELECT 1) TO 'planted.csv'",
    "SELECT * FROM read_text('/etc/hostname')",
    "ATTACH 'planted.duckdb'",
    "SET enable_external_access = true",
    "INSTALL httpfs",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_the_connection_reads_the_warehouse_and_nothing_else(warehouse, sql):
    with sealed(warehouse) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql)


def test_a_generation_is_told_from_the_next(tmp_path):
    path = tmp_path / "baoku.duckdb"
    assert generation_of(path) is None
    with pytest.raises(WarehouseMissing), sealed(path):
        pass
    publish_pages(path, 1, harbour=HARBOUR)
    first = generation_of(path)
    assert generation_of(path) == first
    publish_pages(path, 2, broken=BROKEN)
    assert generation_of(path) != first


def test_pages_read_views_of_mart_and_audit_only():
    """`audit.run` and `mart.articles` stand in the pages' SQL; `core`, `raw`, `stage` do not."""
    strings = [
        node.value
        for path in EXPLORER.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert any("mart.articles" in text for text in strings)
    assert [text for text in strings if any(f"{layer}." in text for layer in ("core", "raw", "stage", "ref"))] == []


SHOWN = [
    (1234567.0, "", "1,234,567"),
    (0.1 + 0.2, "", "0.3"),
    (20_500_000.25, "", "20,500,000.25"),
    (date(2023, 6, 30), "", "2023-06-30"),
    (["甲", "乙"], "", "甲、乙"),
    (True, "", "是"),
    (None, "", ""),
    ("planned", "status", "计划"),
    ("planned", "title", "planned"),  # a text is not translated
]


@pytest.mark.parametrize(("value", "name", "text"), SHOWN)
def test_values_are_written_for_people(value, name, text):
    assert shown(value, language.Language("zh"), name) == text


def test_a_period_is_written_once():
    assert period(date(2023, 1, 1), date(2023, 6, 30)) == "2023-01-01 – 2023-06-30"
    assert period(None, date(2023, 6, 30)) == period(date(2023, 6, 30), date(2023, 6, 30)) == "2023-06-30"
    assert (number(99.38), number(-3.0)) == ("99.38", "-3")


LANGUAGES = [
    ("en", "zh-CN", "en"),
    (None, "zh-TW", "zh"),
    (None, "de-DE", "en"),
    (None, None, "zh"),
    ("xx", "en-GB", "en"),
]


@pytest.mark.parametrize(("asked", "browser", "code"), LANGUAGES)
def test_the_address_decides_the_language_then_the_browser(asked, browser, code):
    assert language.preferred(asked, browser) == code


def spoken() -> set[str]:
    """Phrases that the pages say: first arguments of `say(…)` and `say.word(…)`, names in tables of theirs."""
    found = set()
    for path in EXPLORER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("say", "word") and isinstance(node.args[0].value, str):
                    found.add(node.args[0].value)
    return found


def test_every_phrase_has_both_languages():
    with (EXPLORER / "phrases.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    names = [row["name"] for row in table]
    assert len(names) == len(set(names))
    assert [row["name"] for row in table if not row["chinese"].strip()] == []
    assert spoken() - set(names) == set()
    coded = (*words.KINDS, *words.MEASURES, *words.STATUSES, *words.EVENT_TYPES, *words.ENTITY_TYPES, *words.BOUNDS)
    coded += (*words.DIRECTIONS, *words.COMPARISONS, *words.GRANULARITIES, *words.RUN_STATUSES, *words.SEVERITIES)
    shown_names = {name for kind in facts.SHOWN.values() for name in kind}
    assert {*coded, *shown_names, *facts.KINDS} - set(names) == set()


def test_without_its_libraries_it_says_what_to_install(tmp_path):
    code = "import sys; sys.modules['streamlit'] = None; from flows.cli import main; main()"
    said = subprocess.run(
        [sys.executable, "-c", code, "explore"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert said.returncode == 2
    assert said.stderr.strip() == 'baoku: `baoku explore` needs Streamlit and Altair: pip install "baoku[explore]"'


def test_a_port_that_is_taken_is_outside(cli):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = cli("explore", "--port", taken.getsockname()[1])
    assert said.status == 3
    assert "Try --port 0" in said.err


def test_a_host_that_is_none_is_wrong_use(cli):
    said = cli("explore", "--host", "no such host", "--port", 0)
    assert said.status == 2
    assert "--host no such host" in said.err
