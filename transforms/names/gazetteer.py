"""The official divisions with their codes, places of the wide world, and what both are called for short.

Codes are GB/T 2260 for provinces (2 digits), cities (4) and counties or districts (6), and those of the National
Bureau of Statistics for towns and sub-districts (9); a code begins with its parent's. Sources: lexicon/README.md.
"""

import functools
import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from transforms.lexicon import read_table
from transforms.names.tables import word_set

# the 55 minorities, as they stand in names of autonomous areas
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|"
    "仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
# 广西壮族自治区 → 广西, 恩施土家族苗族自治州 → 恩施, 莫力达瓦达斡尔族自治旗 → 莫力达瓦
_LONG_TAIL = re.compile(
    rf"^(.{{2,12}}?)(?:(?:{_PEOPLES})族?){{0,6}}(?:特别行政区|自治区|自治州|自治县|自治旗|民族乡|族乡|民族苏木)$"
)
_TAIL = re.compile(
    r"(?:[\u4e00-\u9fd5]{1,4}?族){0,4}(?:维吾尔)?(?:特别行政区|自治区|自治州|自治县|自治旗|民族乡|民族苏木)$"
)
_TAIL = re.compile(r"(?:街道|地区|苏木|新区|矿区|林区|[省市区县旗镇乡盟])$")
_ADMINISTRATIVE = ("街道", "苏木", "省", "市", "县", "旗", "镇", "乡", "盟", "州")
_NO_DISTRICT = frozenset("社小园景片街商库")
#: Names in the table that name no place by themselves: 经济开发区, 工业集中区, 化工园区.
_GENERIC = re.compile(
    r"^(?:国家级|省级|高新技术|经济|技术|工业|化工|产业|农业|循环|综合|现代|科技|开发|示范|旅游|商贸|物流|保税|生态|高新|新型|集中|城[东南西北]"
    r"|先进|制造业|装备|智造|智能|信息|软件|食品|医药|生物|新?材料|新?能源|文化|文旅|临[港空]|空港|港口|高铁|高端|功能"
    r"|自由贸易|边境|特色|民营|返乡|创业|创新|南|北|东|西){1,6}"
    r"(?:开发区|园区|集中区|集聚区|工业园|产业园|示范区|管理区|合作区|新区|园|区)$"
)


@dataclass(frozen=True)
class WorldPlace:
    """A country, foreign city, macro-region, river or mountain, and where it lies."""

    name: str
    kind: str
    parent: str = ""


@dataclass(frozen=True)
class DivisionChange:
    """A division that ended in the year `ended`, and the one that its area belongs to since.

    `way`: the successor is the same area under another name or code (`renamed`), was made of several at that time
    (`founded`), or had been there before (`merged`).
    """

    code: str
    name: str
    ended: int
    successor_code: str
    successor: str
    way: str


@functools.cache
def division_names() -> dict[str, str]:
    """Full name by code, ended divisions included."""
    packed = resources.files("transforms.lexicon").joinpath("divisions.csv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    names = dict(line.split(",", 1) for line in lines[1:])
    for change in division_changes():
        names.setdefault(change.code, change.name)
    return names


@functools.cache
def division_changes() -> tuple[DivisionChange, ...]:
    """Divisions that ended by renaming or merging, with their successors."""
    return read_table("division_changes.csv", DivisionChange)


@functools.cache
def world_places() -> dict[str, WorldPlace]:
    """Places outside the divisions, by name."""
    return {place.name: place for place in read_table("places_world.csv", WorldPlace)}


@functools.cache
def codes_by_name() -> dict[str, tuple[str, ...]]:
    """Codes of every full name (鼓楼区 has four), of the counties that were, and of names without their peoples."""
    names = _index((name, code) for code, name in division_names().items())
    return _former_counties(names) | _without_peoples(names) | names


def _without_peoples(names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """凉山州 for 凉山彝族自治州, 长阳县 for 长阳土家族自治县, 莫力达瓦旗: as papers write them."""
    short = ((short_form(name) + name[-1], code) for code, name in division_names().items() if name[-3:-1] == "自治")
    return _index((name, code) for name, code in short if len(name) > 2 and name[-1] != "区" and name not in names)


def _former_counties(names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """旬阳县 for 旬阳市 and 茌平县 for 茌平区, where no county bears the name today: texts of all years name them."""
    counties = (
        (f"{name[:-1]}县", code)
        for code, name in division_names().items()
        if len(code) == 6 and len(name) > 2 and name[-1] in "市区" and not _GENERIC.match(name)
    )
    return _index((county, code) for county, code in counties if county not in names)


_ENDS = ("街道", "苏木", "农场", *"省市区县旗镇乡盟州")
#: A longer name is looked up nowhere.
_LONGEST_DIVISION = 15


@functools.cache
def lengths_by_end() -> dict[str, tuple[int, ...]]:
    """Lengths of full names by their last three characters, longest first; 赵县 by its two.

    What ends otherwise than divisions do (林场, 公司, 办事处) is left out.
    """
    found: dict[str, set[int]] = {}
    for name in codes_by_name():
        if len(name) <= _LONGEST_DIVISION and name.endswith(_ENDS) and name not in _ENDS:
            found.setdefault(name[-3:], set()).add(len(name))
    return {end: tuple(sorted(lengths, reverse=True)) for end, lengths in found.items()}


@functools.cache
def division_ends() -> frozenset[str]:
    """The last two characters of full names: 社区, 市区 are none."""
    return frozenset(end[-2:] for end in lengths_by_end())


@functools.cache
def codes_by_short_name() -> dict[str, tuple[str, ...]]:
    """Codes of the short names of provinces, cities and counties (北仑, 内蒙古, 恩施)."""
    pairs = ((short_form(name), code) for code, name in division_names().items() if len(code) < 9)
    return _index((short, code) for short, code in pairs if short)


@functools.cache
def short_words() -> frozenset[str]:
    """Words that may be short names of divisions, or places of the world in two characters."""
    world = {name for name in world_places() if len(name) == 2}
    return frozenset(world | codes_by_short_name().keys() - word_set("ambiguous_places.csv"))


@functools.cache
def towns_by_short_name(county: str) -> dict[str, str]:
    """Codes of the towns and sub-districts of one county (its code) by short name (小港)."""
    towns = ((short_form(division_names()[code]), code) for code in _towns_of().get(county, ()))
    return {short: code for short, code in towns if short}


@functools.cache
def _towns_of() -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for code in division_names():
        if len(code) == 9:
            grouped.setdefault(code[:6], []).append(code)
    return grouped


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, code in pairs:
        found[name] = (*found[name], code) if name in found else (code,)
    return found


@functools.lru_cache(maxsize=1 << 13)
def short_form(name: str) -> str:
    """`北仑区` → `北仑`, `恩施土家族苗族自治州` → `恩施`; empty when less than two characters would stay (赵县)."""
    autonomous = _LONG_TAIL.match(name)
    bare = autonomous[1] if autonomous else _TAIL.sub("", name)
    return bare if len(bare) >= 2 and bare != name else ""


def is_administrative(name: str) -> bool:
    """Whether `name` ends as a province, city, county, town or sub-district does."""
    return name.endswith(_ADMINISTRATIVE) or (name.endswith("区") and name[-2:-1] not in _NO_DISTRICT)


def is_generic(name: str) -> bool:
    """Whether an official name is made of common nouns only."""
    return bool(_GENERIC.match(name))


@functools.lru_cache(maxsize=1 << 13)
def parent_code(code: str) -> str:
    """The code of the division right above, empty for a province: 330206009 → 330206 → 3302 → 33; 110101 → 11."""
    for length in (6, 4, 2):
        if length < len(code) and code[:length] in division_names():
            return code[:length]
    return ""


def lies_in(code: str, other: str) -> bool:
    """Whether the division `code` is inside the division `other`."""
    return len(code) > len(other) and code.startswith(other)
