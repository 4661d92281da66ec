"""Names: sentences of many provinces with what they name and must not name (names_corpus.csv), and whole documents."""

import csv
import functools
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.model import Entity, Sentence
from transforms.names import body_rules, find_names, home_place, person_rules, resolve_place
from transforms.names.called import CALLED
from transforms.names.gazetteer import codes_by_name, codes_by_short_name, division_changes, parent_code, short_form
from transforms.names.linking import abbreviates, is_part
from transforms.names.quotation_rules import QUOTED
from transforms.names.quotations import Quotation
from transforms.names.vocabulary import vocabularies
from transforms.names.words import words_in
from transforms.tokens import tokenize

CORPUS = list(csv.DictReader(Path(__file__).with_name("names_corpus.csv").open(encoding="utf-8")))
TYPES = ("place", "org", "person", "program")
MARKS = re.compile(r"[“”《》]")


def read(*texts: str, roles: dict[int, str] | None = None):
    sentences = [Sentence(text, ((0, len(text)),), (roles or {}).get(i, "body")) for i, text in enumerate(texts)]
    return sentences, *find_names(sentences, [tokenize(text) for text in texts])


def sentences_of(text: str) -> list[str]:
    return re.findall(r"[^。]+。?”?", text)


def forms(entity: Entity) -> set[str]:
    return {MARKS.sub("", form) for form in (entity.name, *entity.aliases)}


def named(entities: list[Entity], kind: str, name: str) -> Entity | None:
    return next((e for e in entities if e.type == kind and MARKS.sub("", name) in forms(e)), None)


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["text"][:12])
def test_a_sentence_names_what_it_should(case):
    _, entities, _ = read(*sentences_of(case["text"]))
    for kind in TYPES:
        wanted = [name for name in case[kind].split("|") if name]
        for name in wanted:
            entity = named(entities, kind, name.split(":")[0])
            assert entity, f"{kind} {name}"
            if ":" in name:
                assert [entity.org or "", entity.role or ""] == name.split(":")[1:]
    for name in filter(None, case["absent"].split("|")):
        assert not any(name in forms(e) for e in entities if e.type in TYPES), name


def test_the_corpus_has_few_names_that_are_none():
    """Precision over the corpus: of all names found at least 95 % are listed."""
    found = listed = 0
    for case in CORPUS:
        _, entities, _ = read(*sentences_of(case["text"]))
        wanted = {MARKS.sub("", name.split(":")[0]) for kind in TYPES for name in case[kind].split("|")}
        own = [e for e in entities if e.type in TYPES]
        found += len(own)
        listed += sum(bool(forms(e) & wanted) for e in own)
    assert listed / found >= 0.95


def test_forms_of_one_town_are_one_place_with_its_parent_and_code():
    sentences, entities, mentions = read(
        "余杭径山聚力打造茶旅融合样板",
        "今年以来，杭州市余杭区径山镇接待游客320万人次。",
        "径山镇党委书记表示，径山将做好茶文章。",
        roles={0: "title"},
    )
    town = named(entities, "place", "径山镇")
    assert (town.name, town.parent, town.place_code[:6]) == ("余杭区径山镇", "余杭区", "330110")
    assert {"径山", "径山镇"} <= set(town.aliases)
    assert home_place(sentences, entities, mentions) == town


def test_an_ambiguous_district_is_the_one_in_the_named_city():
    for city, code in (("福州市", "350102"), ("徐州市", "320302"), ("开封市", "410204")):
        _, entities, _ = read(f"{city}的民生项目加快建设，鼓楼区开工5个。")
        assert named(entities, "place", "鼓楼区").place_code == code


def test_a_short_county_name_needs_evidence():
    _, entities, _ = read("我们要珍惜资源，依靠公安和群众共同守护城市。")
    assert not [e for e in entities if e.type == "place"]


def test_short_forms_of_a_company_join_the_full_name():
    _, entities, _ = read("江苏云帆重工集团股份有限公司扩大生产。", "云帆集团今年产值12亿元。")
    company = named(entities, "org", "云帆集团")
    assert company.name == "江苏云帆重工集团股份有限公司"


def test_names_in_bylines_are_no_persons():
    _, entities, _ = read("记者 张晓明 通讯员 李丽", "居民李建国说，路修好了。", roles={0: "byline"})
    assert [e.name for e in entities if e.type == "person"] == ["李建国"]


def test_mentions_quote_their_sentences_and_find_known_forms_again():
    sentences, entities, mentions = read("泉州市晋江市陈埭镇涵口村村民丁伟说。", "陈埭的鞋业发达。", "丁伟很高兴。")
    for mention in mentions:
        assert sentences[mention.sentence].text[mention.start : mention.end] == mention.mention
        assert mention.mention in (entities[mention.entity].name, *entities[mention.entity].aliases)
    assert {"陈埭", "丁伟"} <= {mention.mention for mention in mentions if mention.sentence > 0}


def test_no_place_no_home():
    assert home_place(*read("今天天气很好。")) is None


@pytest.mark.parametrize(
    ("name", "context", "expected"),
    [
        ("奉化区", (), ("奉化区", "330213")),
        ("闸北区", (), ("闸北区", "310108")),
        ("泗门镇", ("3302",), ("余姚市泗门镇", "330281103")),
        ("鼓楼区", (), ("鼓楼区", "")),
        ("鼓楼区", ("3201",), ("鼓楼区", "320106")),
        ("不存在的镇", (), ("不存在的镇", "")),
    ],
)
def test_resolve_place(name, context, expected):
    assert resolve_place(name, context) == expected


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("北仑区", "北仑"),
        ("广西壮族自治区", "广西"),
        ("恩施土家族苗族自治州", "恩施"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("赵县", ""),
        ("小港街道", "小港"),
    ],
)
def test_short_form(name, short):
    assert short_form(name) == short


def test_the_divisions_are_complete_and_lead_up_to_a_province():
    codes = [code for codes in codes_by_name().values() for code in codes]
    assert sum(len(code) == 2 for code in codes) == 34
    assert sum(len(code) == 9 for code in codes) > 41_000
    assert parent_code("330206003") == "330206" and parent_code("110101") == "11" and parent_code("33") == ""
    assert len(codes_by_short_name()["鼓楼"]) == 4
    assert all(change.successor_code in codes for change in division_changes())


def test_linking_of_forms():
    assert abbreviates("海天集团", "宁波海天集团股份有限公司")
    assert not abbreviates("天海集团", "宁波海天集团股份有限公司")
    assert is_part("“五问五破”", "“五问五破、五比五先”专项行动")
    assert not is_part("“三服务”", "“五问五破、五比五先”专项行动")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.text(
            alphabet="区县镇乡村街道社“”《》、，。公司集团党委书记王李说年20第届大赛平台X（）· 中国浙江", max_size=60
        ),
        max_size=4,
    )
)
def test_any_text_is_read_and_mentions_fit(texts):
    sentences, entities, mentions = read(*texts)
    for mention in mentions:
        assert sentences[mention.sentence].text[mention.start : mention.end] == mention.mention
        assert 0 <= mention.entity < len(entities)


@pytest.mark.parametrize(
    "piece", ["“", "村", "有限公司", "第一届", "区街道", "宁波", "书记王", "2020", "、“三”", "街道社区"]
)
def test_adversarial_text_takes_bounded_time(piece):
    """What backtracks would take minutes; a quiet machine takes less than a second."""
    start = time.process_time()
    read(piece * 1600)
    assert time.process_time() - start < 20


SIGNED = [
    (CALLED, "called"),
    (body_rules._COMMITTEE, "committee"),
    (body_rules._NUMBERED, "numbered"),
    (body_rules._BRIGADE, "brigade"),
    (body_rules._BOARD, "board"),
    (body_rules._NUMBERED_SCHOOL, "school or hospital"),
    (body_rules._NUMBERED_HOSPITAL, "school or hospital"),
    (person_rules._APPOINTED, "appointed"),
]


@pytest.mark.parametrize(("pattern", "signs"), SIGNED, ids=[signs for _, signs in SIGNED])
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_where_a_pattern_matches_a_sign_of_its_rule_stands(pattern, signs, data):
    assert signs in next(words_in([data.draw(st.from_regex(re.compile(pattern.pattern, re.ASCII)))]))


@functools.cache
def some_words() -> tuple[tuple[str, str], ...]:
    return tuple((name, word) for name, words in vocabularies() for word in sorted(set(words)))


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_words_of_all_vocabularies_are_found_where_they_begin(data):
    pieces = st.lists(st.sampled_from([word for _, word in some_words()]) | st.text("局中国大\n\ud800𬭎1", max_size=3))
    texts = data.draw(st.lists(pieces.map("".join), max_size=3))
    for text, found in zip(texts, words_in(texts), strict=True):
        longest = {
            (name, at): word
            for name, word in sorted(some_words(), key=lambda pair: len(pair[1]))
            for at in range(len(text))
            if word in text and text.startswith(word, at)
        }
        assert {(name, word.start): word.word for name, here in found.items() for word in here} == longest
        assert all(text[word.start : word.end] == word.word for here in found.values() for word in here)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from([rule for rule in QUOTED if rule.ends]), st.data())
def test_a_quotation_that_a_rule_fits_ends_as_the_rule_says(rule, data):
    known = ["经验", "模式", "医改", "10条", "城市", "高地", "议事", "银行", "村晚", "新城", "硅谷", "e家", "掌办"]
    ends = st.sampled_from(known)
    first = data.draw(st.sampled_from(["枫桥", "浙江", "盘王", "板凳", "阳光"]))
    inner = first + data.draw(ends | st.text("会节镇区办码", min_size=1))
    quote = Quotation(0, len(inner) + 2, inner, "", "", None, one_word=False)
    assert not rule.fits(quote) or inner[-1] in rule.ends
