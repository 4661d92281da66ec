"""The words that the rules look for: a vocabulary is what one rule looks for, from a lexicon table.

The signs of a rule are words of which a sentence holds one wherever the rule's pattern matches: without them the
pattern is not tried.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from transforms.names import gazetteer
from transforms.names.tables import government_bodies, org_suffixes, place_suffixes, roles, trades, word_set

_NUMERALS = "一二三四五六七八九十"
#: Nicknames in quotation marks end so: “背篓书记”, “90后”.
NICKNAMES = (
    "书记|村官|村长|校长|站长|队长|所长|司令|大使|掌门人|医生|大夫|老师|教授|专家|警察|哥|姐|嫂|叔|爷|妈|婶|娃|匠|王|侠|"
    "达人|能人|人|好人|明星|英雄|楷模|标兵|卫士|先锋|尖兵|状元|能手|大户|女将|铁人|愚公|儿子|女儿|媳妇|管家"
)
BUILDERS = "中铁|中建|中交|中冶|中水|水电|中国水电|中国铁建|中国能建|中国电建|中国核工业|葛洲坝|中铁建|铁建"
FORCES = "交警|公安|消防|巡特警|特警|海警|禁毒|综合执法|森林消防|交通运输综合执法"
SIGNS: Mapping[str, Sequence[str]] = {
    "called": [
        *("岁的", "家住", "来自", "住在", "0后", "5后", "今年", "，是"),
        *(f"{digit}岁" for digit in "0123456789０１２３４５６７８９"),
        *(f"{level}人" for level in "市县区镇乡村"),
        *(f"{end[-1]}”" for end in NICKNAMES.split("|")),
    ],
    "committee": [f"{level}{organ}" for level in "省市区县镇乡" for organ in "委政"],
    "numbered": BUILDERS.split("|"),
    "brigade": ["大队", "支队", "中队"],
    "board": ["管委会", "管理委员会"],
    "school or hospital": [f"{level}{first}" for level in "省市区县镇乡" for first in f"{_NUMERALS}实妇"],
    "platform": ["平台", "热线", "系统", "APP", "小程序", "专线", "公众号"],
    "honoured": [
        *("老人", "老先生", "奶奶", "爷爷", "大爷", "大妈", "大娘", "大叔", "大婶"),
        *("阿姨", "婆婆", "老伯", "大伯", "女士", "先生", "同志"),
    ],
    "appointed": ["补选", "选举", "任命", "推选", "聘任", "增补", "免去"],
}


def vocabularies() -> Iterator[tuple[str, Iterable[str]]]:
    """Each vocabulary's name and words."""
    yield "division end", gazetteer.division_ends()
    yield "short name", gazetteer.short_words()
    yield "world", (name for name in gazetteer.world_places() if len(name) > 2)
    yield "town suffix", (row.suffix for row in place_suffixes().values() if row.kind == "town")
    yield "place suffix", (row.suffix for row in place_suffixes().values() if row.kind != "town")
    yield "org suffix", (*org_suffixes(), *government_bodies())
    yield "known org", word_set("known_orgs.csv")
    yield "trade", trades()
    yield "role", roles()
    yield "meeting", word_set("program_meetings.csv")
    yield "known program", word_set("known_programs.csv")
    yield "speech verb", word_set("speech_verbs.csv")
    yield from SIGNS.items()
