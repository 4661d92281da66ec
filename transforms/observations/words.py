"""What the rules for observations know: row types of the lexicon tables and how they are looked up."""

import functools
import re
from dataclasses import dataclass

from transforms.lexicon import LexiconInvalid, read_table
from transforms.names.tables import any_of
from warehouse.schema.words import DIRECTIONS, MEASURES, STATUSES

_GOVERNS = ("always", "object", "start", "never")
_CHANGE_ROLES = ("verb", "noun", "gain", "self")
_INDICATOR_ROLES = ("rate", "amount", "time", "dimension", "quantifier", "countable", "bound", "thing")
_SUBJECT_ROLES = ("place", "org", "thing", "same", "region")
_CLAUSE_ROLES = (
    "setting", "aside", "opener", "nature", "inside", "institution", "common", "actor", "modal",
    "turned", "mean", "pronoun", "held", "manner", "way", "deed", "named", "each", "private", "happening", "echo",
    "work", "of work", "life", "room", "founding", "grant", "at",
)  # fmt: skip
_ABROAD = ("country", "city", "continent")


@dataclass(frozen=True)
class GoverningVerb:
    """A verb that takes what is counted as its object: it stands before an indicator, not in it.

    `always`; as one that takes an `object` unless another verb governs it (热线受理诉求, but 设受理窗口); only at the
    `start` of a phrase (改造老旧小区, but 旧城改造面积); or `never`, having no object (上市企业; 8家企业上市).
    """

    word: str
    when: str

    def __post_init__(self) -> None:
        _check(self.word, self.when in _GOVERNS)


@dataclass(frozen=True)
class LinkingWord:
    """A word between an indicator and its number: 达, 为, 累计, 已, 超过."""

    word: str


@dataclass(frozen=True)
class ChangeWord:
    """A word that tells growth or fall: a `verb`, a `noun` that holds the figure (增幅), a `gain` (新增).

    A `self` verb names what grows (提速, 增收).
    """

    word: str
    direction: str
    role: str

    def __post_init__(self) -> None:
        _check(self.word, self.role in _CHANGE_ROLES and self.direction in DIRECTIONS)


@dataclass(frozen=True)
class IndicatorWord:
    """A word that tells what kind of figure the phrase that it ends is, or that is no part of an indicator.

    `thing` ones are what figures are of (项目总投资); `bound` ones end compounds that a verb before them belongs to
    (办理|量, 流转|面积) and don't stand alone.
    """

    word: str
    role: str

    def __post_init__(self) -> None:
        _check(self.word, self.role in _INDICATOR_ROLES)


@dataclass(frozen=True)
class SpeechVerb:
    """A verb of speaking: 说, 介绍."""

    word: str


@dataclass(frozen=True)
class StatusWord:
    """A word that makes what follows planned or actual; some plans are targets."""

    word: str
    status: str
    measure: str = ""

    def __post_init__(self) -> None:
        _check(self.word, self.status in STATUSES and (not self.measure or self.measure in MEASURES))


@dataclass(frozen=True)
class SubjectWord:
    """A word that stands for a name told before: 全市, 该镇, 公司; `to` is the level or kind of what it refers to."""

    word: str
    refers: str
    to: str = ""

    def __post_init__(self) -> None:
        _check(self.word, self.refers in _SUBJECT_ROLES)


@dataclass(frozen=True)
class ClauseWord:
    """A word by what it does in a clause.

    `setting` opens a clause that is about nothing of its own (作为, 在), `aside` ends one (以来), `opener` stands
    before its topic; an `institution`'s name ends so, a `common` noun or one of `nature` too; `inside` follows a place
    where something is; an `actor` does what the verb after it says; `modal` verbs leave the object to the next verb,
    `turned` ones take what changes as theirs; `mean` is 户均 and its like; a `pronoun` ends a phrase;
    with `held` a meeting took place; `manner` words tell how something grew (年均, 实际); a `way` word leads to the
    place that the next sentences are about (走进, 来到); a `deed` is what the counted did, not what they are
    (8家企业|入选百强); any word before a `named` one makes a name (安踏集团); `each` is 每人;
    whom a `private` word stands before, speaks and works for himself (种粮大户, 村民), not for a body; a `happening`'s
    name ends so (博览会, 越野赛), and an `echo` stands for one that was told (展会, 赛事, 开幕当日);
    a thing built or made is called by a `work` word (项目, 示范段), and `of work` words begin what else
    is told of it (占地, 建成后); after a `life` word a clause tells of a person's own way (是, 毕业于, 辞去), whatever
    post he holds; a `room` is where people work in a body (车间, 大门); a `founding` verb makes or brings a body
    (成立, 引进); a `grant` verb has for its object who gets the money (让利市民580万元);
    `at` words stand right before the place where something is (位于, 家住).
    """

    word: str
    role: str

    def __post_init__(self) -> None:
        _check(self.word, self.role in _CLAUSE_ROLES)


@dataclass(frozen=True)
class ForeignPlace:
    """A place of the wide world, its kind, and where it lies."""

    name: str
    kind: str
    parent: str = ""


def _check(word: str, right: bool) -> None:
    if not right:
        raise LexiconInvalid(f"{word}: a code that no rule knows")


@functools.cache
def governing_verbs() -> dict[str, str]:
    """When a verb governs, by the verb."""
    return {row.word: row.when for row in read_table("governing_verbs.csv", GoverningVerb)}


@functools.cache
def linking_words() -> frozenset[str]:
    """Words between an indicator and its number."""
    return frozenset(row.word for row in read_table("linking_words.csv", LinkingWord))


@functools.cache
def change_words() -> dict[str, ChangeWord]:
    """Words of growth and fall."""
    return {row.word: row for row in read_table("change_words.csv", ChangeWord)}


@functools.cache
def indicator_words(role: str) -> frozenset[str]:
    """Words of one role."""
    return frozenset(row.word for row in read_table("indicator_words.csv", IndicatorWord) if row.role == role)


@functools.cache
def speech_verbs() -> frozenset[str]:
    """Verbs of speaking."""
    return frozenset(row.word for row in read_table("speech_verbs.csv", SpeechVerb))


@functools.cache
def status_words() -> dict[str, StatusWord]:
    """Words that set a status."""
    return {row.word: row for row in read_table("status_words.csv", StatusWord)}


@functools.cache
def subject_words() -> dict[str, SubjectWord]:
    """Words that stand for a name."""
    return {row.word: row for row in read_table("subject_words.csv", SubjectWord)}


@functools.cache
def clause_words(role: str) -> frozenset[str]:
    """Words of one role in a clause."""
    return frozenset(row.word for row in read_table("clause_words.csv", ClauseWord) if row.role == role)


@functools.cache
def clause_forms(role: str) -> tuple[str, ...]:
    """Words of one role as beginnings or endings to look for."""
    return tuple(sorted(clause_words(role)))


def ends_as(text: str, role: str) -> bool:
    """Whether a text ends with a word of one role; of hundreds, only those with its last character are tried."""
    return text.endswith(endings_by_last(role).get(text[-1:], ()))


@functools.lru_cache(maxsize=1 << 13)
def begins_as(word: str, role: str) -> bool:
    """Whether a word begins with one of a role."""
    return word.startswith(clause_forms(role))


@functools.cache
def endings_by_last(role: str) -> dict[str, tuple[str, ...]]:
    """Words of one role by their last character."""
    endings: dict[str, tuple[str, ...]] = {}
    for word in clause_forms(role):
        endings[word[-1]] = (*endings.get(word[-1], ()), word)
    return endings


@functools.cache
def clause_hint(role: str) -> re.Pattern[str]:
    """Two characters that words of one role end with, or any two like them: most texts have none."""
    words = clause_words(role)
    if min(map(len, words)) < 2:
        return clause_pattern(role)
    before, last = ("".join(sorted({re.escape(word[at]) for word in words})) for at in (-2, -1))
    return re.compile(f"[{before}][{last}]")


@functools.cache
def clause_pattern(role: str) -> re.Pattern[str]:
    """Words of one role as a pattern to search a text for."""
    return re.compile(any_of(clause_words(role)))


@functools.cache
def countries() -> frozenset[str]:
    """Countries and places abroad."""
    return frozenset(row.name for row in read_table("places_world.csv", ForeignPlace) if row.kind in _ABROAD)
