"""Where the words that the rules look for begin in a sentence: one pass by pairs of characters for all of them.

A vocabulary is what one rule looks for, from a lexicon table. The signs of a rule are words of which a sentence holds
one wherever the rule's pattern matches: without them the pattern is not tried.
"""

import functools
import itertools
import operator
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from transforms.names import gazetteer
from transforms.names.tables import government_bodies, org_suffixes, roles, trades, word_set

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


def _vocabularies() -> Iterator[tuple[str, Iterable[str]]]:
    yield "division end", gazetteer.lengths_by_end()
    yield "short name", gazetteer.short_words()
    yield "world", (name for name in gazetteer.world_places() if len(name) > 2)
    yield "org suffix", (*org_suffixes(), *government_bodies())
    yield "known org", word_set("known_orgs.csv")
    yield "trade", trades()
    yield "role", roles()
    yield "meeting", word_set("program_meetings.csv")
    yield "known program", word_set("known_programs.csv")
    yield from SIGNS.items()


class Word(NamedTuple):
    """A word of a vocabulary at `text[start:end]`."""

    start: int
    end: int
    word: str


#: A tuple as a word, without the Python function `Word._make`.
_word = functools.partial(tuple.__new__, Word)
#: All words that begin alike, and those of each vocabulary, the longest first.
_Alike = tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]


@functools.cache
def _by_head() -> dict[str, _Alike]:
    """Words by their first two characters; one of one character (局) by itself, and by all pairs that it begins."""
    alike: dict[str, dict[str, list[str]]] = {}
    every = [(vocabulary, word) for vocabulary, words in _vocabularies() for word in words]
    for vocabulary, word in sorted(every, key=lambda pair: -len(pair[1])):
        alike.setdefault(word[:2], {}).setdefault(vocabulary, []).append(word)
    for char in [head for head in alike if len(head) == 1]:
        for head in [head for head in alike if head[0] == char and head != char]:
            for vocabulary, words in alike[char].items():
                alike[head].setdefault(vocabulary, []).extend(words)
    return {
        head: (tuple(itertools.chain(*here.values())), tuple((name, tuple(words)) for name, words in here.items()))
        for head, here in alike.items()
    }


@functools.cache
def _single() -> list[str]:
    return [head for head in _by_head() if len(head) == 1]


def words_in(text: str) -> dict[str, list[Word]]:
    """Where words begin in `text`, by vocabulary, the longest at each place.

    They may overlap; a vocabulary of which no word is there has no entry.
    """
    heads, pairs = _by_head(), map(operator.add, text, text[1:])
    found: defaultdict[str, list[Word]] = defaultdict(list)
    places = list(itertools.compress(itertools.count(), map(heads.__contains__, pairs)))
    for char in _single():
        if char in text:
            places = sorted({*places, *(at for at, other in enumerate(text) if other == char)})
    for at in places:
        every, alike = heads.get(text[at : at + 2]) or heads[text[at]]
        if not text.startswith(every, at):
            continue
        for vocabulary, words in alike:
            for word in words:
                if text.startswith(word, at):
                    found[vocabulary].append(_word((at, at + len(word), word)))
                    break
    return found
