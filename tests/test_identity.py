"""Who is who across documents: places through time, organisations, persons and programs."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.frames import stage_frames
from transforms.identity import Identities, Members, divisions
from transforms.identity.organizations import organization_kind
from transforms.identity.persons import is_form_of_address
from transforms.identity.programs import program_kind
from transforms.model import Entity
from transforms.names.gazetteer import division_changes, division_names
from transforms.reading import read_document
from warehouse.schema import stage
from warehouse.schema.keys import document_key
from warehouse.schema.words import ORGANIZATION_KINDS, PLACE_LEVELS, PROGRAM_KINDS

BEILUN = Entity("北仑区", (), "place", parent="宁波市", place_code="330206")
HAISHU = Entity("海曙区", (), "place", parent="宁波市", place_code="330203")
YUYAO = Entity("余姚市", (), "place", parent="宁波市", place_code="330281")
XIAOGANG = Entity("北仑区小港街道", ("小港街道", "小港"), "place", parent="北仑区", place_code="330206003")
VILLAGE = Entity("新民村", (), "place", parent="北仑区小港街道")
KUNMING = Entity("昆明市", (), "place", place_code="530100")


class Page:
    """A document that is about `home`, with the names of `entities` beside it."""

    def __init__(self, home: Entity | None, *entities: Entity, day=date(2023, 5, 1), publication=None, key=1) -> None:
        self.members = Members()
        known = [each for each in (home, *entities) if each is not None]
        self.names = Identities(known, home, day, publication, key, self.members)

    def key(self, name: str, kind: str, **more: str) -> int:
        column = {"org": "organization_key", "person": "person_key", "program": "program_key", "place": "place_key"}
        return getattr(self.names.of_entity(Entity(name, (), kind, **more)), column[kind])

    def place(self, name: str | None, code: str | None = None) -> dict:
        return self.members.places[self.names.place(name, code)]

    def place_of(self, table: str, key: int) -> str | None:
        place = getattr(self.members, table)[key]["place_key"]
        return self.members.places[place]["place"] if place else None


THROUGH_TIME = [
    # code in the text, day, the unit that was valid then, the one that is now
    ("330213", date(2015, 3, 1), "奉化市", "奉化区"),
    ("330283", date(2015, 3, 1), "奉化市", "奉化区"),
    ("330283", date(2016, 11, 1), "奉化市", "奉化区"),  # in the year of the change the text's word stands
    ("330213", date(2016, 11, 1), "奉化区", "奉化区"),
    ("330283", date(2020, 1, 1), "奉化区", "奉化区"),
    ("330204", date(2014, 1, 1), "江东区", "鄞州区"),
    ("330204", date(2019, 1, 1), "鄞州区", "鄞州区"),  # merged into one that was there before
    ("330212", date(2010, 1, 1), "鄞州区", "鄞州区"),  # which was never 江东区
    ("120116", date(2005, 1, 1), "滨海新区", "滨海新区"),  # founded of three: which of them is not known
    ("330283", None, "奉化市", "奉化区"),
]


@pytest.mark.parametrize(("code", "day", "then", "now"), THROUGH_TIME)
def test_a_division_is_the_one_of_the_articles_day(code, day, then, now):
    page = Page(None, day=day)
    row = page.place("某地", code)
    assert row["place"] == then
    assert page.members.places[row["current_place_key"]]["place"] == now


def test_validity_is_known_to_the_year():
    old, new = (divisions.division_row(code) for code in ("330283", "330213"))
    assert (old["valid_to"], new["valid_from"], new["valid_to"]) == (date(2016, 12, 31), date(2016, 1, 1), None)
    assert divisions.division_row("330212")["valid_from"] is None


def test_every_change_leads_to_a_division_that_lasts():
    for change in division_changes():
        now = divisions.current(divisions.bare_code(change.code))
        assert now in division_names() and divisions.current(now) == now, change
        assert change.way in ("renamed", "founded", "merged"), change


@pytest.mark.parametrize("code", ["33", "3302", "330206", "330206003", "110101", "429004", "330283"])
def test_a_division_knows_what_it_lies_in(code):
    page = Page(None)
    row = page.place(None, divisions.printed_code(code))
    assert row["level"] in PLACE_LEVELS and row["province"] == division_names()[code[:2]]
    while row["parent_key"]:
        row = page.members.places[row["parent_key"]]
    assert row["level"] == "province"


def test_a_place_without_a_code_is_known_by_what_it_lies_in():
    page = Page(BEILUN, XIAOGANG, VILLAGE)
    village = page.place("新民村")
    assert (village["level"], village["county"], village["place_code"]) == ("village", "北仑区", None)
    assert page.members.places[village["parent_key"]]["place"] == "小港街道"
    assert page.place("北仑区小港街道新民村") == village
    elsewhere = Page(YUYAO, Entity("新民村", (), "place", parent="余姚市"))
    assert elsewhere.place("新民村")["place_key"] != village["place_key"]


def test_where_nothing_is_known_equal_names_are_one_only_in_one_newspaper():
    town = Entity("临港镇", (), "place")
    keys = [Page(town, publication=paper, key=n).place("临港镇")["place_key"] for n, paper in enumerate("甲甲乙")]
    assert keys[0] == keys[1] != keys[2]
    assert Page(town, key=8).place("临港镇") != Page(town, key=9).place("临港镇")


def test_countries_and_rivers_need_nothing_beside_them():
    one, other = Page(BEILUN), Page(KUNMING)
    for name, level in (("日本", "country"), ("长三角", "world"), ("长江", "natural")):
        assert one.place(name) == other.place(name) and one.place(name)["level"] == level


ORGANIZATIONS = [
    # name, home of one document and of another, whether it is one organisation; its place in the first
    ("市财政局", BEILUN, HAISHU, True, "宁波市"),  # both lie in one city
    ("市财政局", BEILUN, KUNMING, False, "宁波市"),
    ("区税务局", BEILUN, HAISHU, False, "北仑区"),
    ("北仑区税务局", BEILUN, HAISHU, False, "北仑区"),  # the second page does not name the district by itself
    ("浙江大学附属小学", BEILUN, HAISHU, False, "北仑区"),
    ("中国科学院", BEILUN, KUNMING, True, None),
    ("宁波海天集团股份有限公司", BEILUN, KUNMING, True, None),
    ("“海天”集团", BEILUN, KUNMING, False, "北仑区"),
]


@pytest.mark.parametrize(("name", "home", "other", "same", "place"), ORGANIZATIONS)
def test_a_generic_name_is_one_organisation_only_in_one_place(name, home, other, same, place):
    one, two = Page(home, Entity("宁波市", (), "place", place_code="330200")), Page(other)
    key = one.key(name, "org")
    assert (key == two.key(name, "org")) == same
    assert one.place_of("organizations", key) == place


def test_a_county_level_city_calls_itself_a_city():
    page = Page(YUYAO)
    assert page.place_of("organizations", page.key("市教育局", "org")) == "余姚市"


def test_quotation_marks_make_no_other_organisation_or_program():
    page = Page(BEILUN)
    assert page.key("“红领”联盟", "org") == page.key("红领联盟", "org")
    assert page.key("“红领”行动", "program") == page.key("红领行动", "program")


PERSONS = [
    # first person, second person: name, organisation, home; whether they are taken for one
    (("周建国", None, BEILUN), ("周建国", "北仑区政府", BEILUN), True),
    (("周建国", None, BEILUN), ("周建国", None, XIAOGANG), True),  # in one county
    (("周建国", None, BEILUN), ("周建国", None, HAISHU), False),
    (("周建国", "云南省政府", BEILUN), ("周建国", None, BEILUN), False),  # a guest from elsewhere
    (("王师傅", None, BEILUN), ("王师傅", None, BEILUN), False),
    (("老李", None, BEILUN), ("老李", None, BEILUN), False),
]


@pytest.mark.parametrize(("first", "second", "same"), PERSONS)
def test_persons_are_one_by_name_and_county(first, second, same):
    yunnan = Entity("云南省", (), "place", place_code="530000")
    keys = [
        Page(home, BEILUN, yunnan, key=number).key(name, "person", org=org)
        for number, (name, org, home) in enumerate((first, second))
    ]
    assert (keys[0] == keys[1]) == same


@pytest.mark.parametrize("name", ["王师傅", "李女士", "张某", "老李", "小王", "陈书记", "欧阳老师"])
def test_a_form_of_address_says_not_who_it_is(name):
    assert is_form_of_address(name)


@pytest.mark.parametrize("name", ["周建国", "欧阳修", "李明", "小泉纯一郎", "王小明"])
def test_a_name_is_no_form_of_address(name):
    assert not is_form_of_address(name)


def test_national_programs_are_one_everywhere():
    one, two = Page(BEILUN), Page(KUNMING)
    assert one.key("河长制", "program") == two.key("河长制", "program")
    assert one.key("“青蓝”工程", "program") != two.key("“青蓝”工程", "program")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("区教育局", "government"),
        ("某某有限公司", "company"),
        ("第二小学", "school"),
        ("镇党委", "party"),
        ("人民医院", "hospital"),
    ],
)
def test_kinds_of_organisations(name, kind):
    assert organization_kind(name) == kind and kind in ORGANIZATION_KINDS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("蓝天行动", "campaign"),
        ("河长制", "mechanism"),
        ("云上平台", "platform"),
        ("桃花节", "festival"),
        ("一二三四", "other"),
    ],
)
def test_kinds_of_programs(name, kind):
    assert program_kind(name) == kind and kind in PROGRAM_KINDS


def frames_of(**pages: str) -> dict[str, pl.DataFrame]:
    rows = [
        dict.fromkeys(stage.DOCUMENT.column_names)
        | {"document_key": document_key(name, "0" * 64), "document": name, "path": name, "sha256": "0" * 64}
        | {"byte_count": 1, "encoding": "utf-8", "text": text, "char_count": len(text)}
        for name, text in pages.items()
    ]
    documents = pl.DataFrame(rows, schema=stage.DOCUMENT.polars_schema())
    return stage_frames(documents, {row["document_key"]: read_document(row["text"], date(2015, 3, 1)) for row in rows})


PAGE = "去年，奉化市实现农业总产值45.2亿元，增长3.1%。市农业局副局长张志强介绍，全市有龙头企业86家。"


def test_whatever_points_to_a_member_finds_it():
    frames = frames_of(one=PAGE, two="昨日，市财政局局长李建军到昆明市调研“春风行动”。")
    for table in stage.STAGE_TABLES:
        for column in table.columns:
            if column.references:
                target, _, key = column.references.rpartition(".")
                pointing = frames[table.name][column.name].drop_nulls()
                assert pointing.is_in(frames[target][key].to_list()).all(), f"{table.name}.{column.name}"
    assert set(frames["stage.observation"]["standard_indicator"]) >= {"农林牧渔业总产值", "农业龙头企业数"}
    assert frames["stage.person"]["person"].sort().to_list() == ["张志强", "李建军"]
    places = dict(frames["stage.place"].select("place", "place_key").iter_rows())
    assert set(frames["stage.article"]["place_key"]) >= {places["奉化市"]}


@given(st.lists(st.text(alphabet="宁波市北仑区村镇王李局“”行动甲", min_size=1, max_size=6), max_size=6), st.booleans())
def test_any_names_have_members_with_all_that_lies_above_them(names, has_home):
    places = [Entity(name, (), "place", parent=names[i - 1]) for i, name in enumerate(names)]
    page = Page(places[0] if has_home and places else None, *places)
    for name in names:
        for kind in ("place", "org", "person", "program"):
            assert page.key(name, kind, **({"org": name} if kind == "person" else {})) is not None
    rows = page.members.places
    assert all(row["parent_key"] is None or row["parent_key"] in rows for row in rows.values())
    for row in rows.values():
        seen = set()
        while row["parent_key"] is not None and row["place_key"] not in seen:
            seen.add(row["place_key"])
            row = rows[row["parent_key"]]
        assert row["place_key"] not in seen
