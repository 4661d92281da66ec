"""Kinds of subjects that only words tell."""

import pytest

from transforms.model import Entity
from transforms.observations.found import Subject
from transforms.observations.subject_types import subject_type

TYPES = [
    ("双沟酒业股份有限公司", "org"),
    ("县红十字会", "org"),
    ("第三届洋河山歌节", "program"),
    ("2018宜兴国际马拉松", "program"),
    ("汊河大桥改建工程", "venue"),
    ("半导体产业园二期", "venue"),
    ("“粮仓1958”文创园", "venue"),
    ("县产业集聚区", "place"),
    ("全市", "place"),
    ("食堂", "group"),
    ("大黄鱼", "group"),
]


@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_a_subject_that_is_no_entity_has_the_type_that_its_name_tells(text, kind):
    assert subject_type(Subject(None, text, "literal")) == kind


def test_an_entity_has_its_own_type_and_nobody_none():
    assert subject_type(Subject(Entity("石狮市", (), "place"), "石狮市", "home")) == "place"
    assert subject_type(Subject(None, None, "home")) is None
