"""Events: sentences with a time and what happens in them (events_corpus.csv), and what the fields hold."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.events import find_events
from transforms.events.triggers import find_triggers, triggers
from transforms.model import Sentence, Time
from transforms.names import find_names, home_place
from transforms.tokens import tokenize
from warehouse.schema.words import EVENT_TYPES

CORPUS = list(csv.DictReader(Path(__file__).with_name("events_corpus.csv").open(encoding="utf-8")))


def read(text: str, mention: str = "", start: str = "", end: str = "", role: str = "body"):
    sentences = [Sentence(text, ((0, len(text)),), role)]
    tokens = [tokenize(text)]
    at = text.find(mention)
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    times = [[Time(at, at + len(mention), mention, *days, "point", "test")] if mention else []]
    entities, names = find_names(sentences, tokens)
    return find_events(sentences, tokens, times, entities, names, home_place(sentences, entities, names))


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["text"][:14])
def test_a_sentence_tells_the_events_it_should(case):
    events = read(case["text"], case["mention"], case["start"], case["end"])
    assert {f"{event.trigger}:{event.type}" for event in events} == set(filter(None, case["events"].split("|")))
    for event in events:
        dated = event.rule in ("dated clause", "open clause")
        assert (event.start_date is not None) == dated
        assert not dated or event.start_date.isoformat() == case["start"]


def test_an_event_holds_its_place_participants_and_what_happens():
    text = "6月3日，江苏云帆重工集团有限公司总部基地在无锡市惠山区开工，总投资20亿元。"
    (event,) = read(text, "6月3日", "2024-06-03", "2024-06-03")
    assert event.place == "惠山区"
    assert event.participants[0].startswith("江苏云帆重工集团有限公司")
    assert event.what == "江苏云帆重工集团有限公司总部基地在无锡市惠山区开工"


def test_titles_and_bylines_tell_no_events():
    assert not read("6月3日云帆基地开工", "6月3日", "2024-06-03", "2024-06-03", role="title")


def test_every_trigger_has_a_known_type():
    assert {trigger.type for trigger in triggers().values()} <= set(EVENT_TYPES)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="开工启动了的在，。；签约项目线上6月3日“”举行仪式每年以来促", max_size=80))
def test_any_text_is_read(text):
    for match in find_triggers(text, tokenize(text)):
        assert text[match.start : match.end] == match.trigger.word
        assert match.clause_start <= match.start < match.end <= match.clause_end
