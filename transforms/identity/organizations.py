"""Organisations: their kind by the end of the name, and whose they are by its beginning."""

import functools

from transforms.names.tables import government_bodies, org_suffixes, word_set

_LONGEST = 12
#: A full company name is registered once in the country.
_REGISTERED = ("有限责任公司", "股份有限公司", "有限公司")
_REGISTERED_LENGTH = 10
_NATIONAL = ("中国", "中华", "全国", "国家", "中央", "中共中央", "国务院", "最高人民", "财政部", "教育部", "商务部")
#: What a generic name begins with, the levels of the place that it then belongs to (市财政局), and that place's end.
_OWN_LEVELS = (
    (("省",), ("province",), ""),
    # a county-level city (余姚市) calls itself 市 too: the nearest that is named so is meant
    (("市",), ("county", "city", "province"), "市"),
    (("区", "县", "旗"), ("county",), ""),
    (("街道", "镇", "乡", "村", "社区"), ("town", "village", "zone"), ""),
)


@functools.lru_cache(maxsize=1 << 13)
def organization_kind(name: str) -> str:
    """The kind of an organisation, by the longest known end of its name; `other` where none is known."""
    known = org_suffixes()
    for start in range(max(0, len(name) - _LONGEST), len(name)):
        if name[start:] in known:
            return known[name[start:]].kind
    if name.endswith(government_bodies()) or name.endswith(("政府", "委员会", "局", "厅", "署")):
        return "government"
    return "company" if name.endswith(("集团", "公司", "股份")) else "other"


def is_national(name: str) -> bool:
    """Whether the name alone says who it is: a national body, a known institution, a registered company name."""
    registered = len(name) >= _REGISTERED_LENGTH and name.endswith(_REGISTERED)
    return registered or name.startswith(_NATIONAL) or name in word_set("known_orgs.csv")


def own_level(name: str) -> tuple[tuple[str, ...], str]:
    """Levels and end of the place that a generic name belongs to (市财政局: the city); no levels where it says none."""
    return next((found for starts, *found in _OWN_LEVELS if name.startswith(starts)), ((), ""))
