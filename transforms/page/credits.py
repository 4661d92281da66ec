"""Who wrote and who photographed: lines and endings such as 记者 张三 通讯员 李四, 王五 摄, 图片由某某街道提供."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.lexicon import read_table
from transforms.page.people import could_be_name, is_name, is_no_words
from transforms.tokens import is_known, words

_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_BEFORE, _BEHIND = _SPACES + "□■●◎◇◆▲△*※—-/|｜", _SPACES + "□■●◎◇◆*※|｜"
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕"}
_SEPARATORS = re.compile(r"[\s、,，;；:：/／|｜+＋&]+")
_PROVIDED = re.compile(
    r"(?:本版|本文|文中|以上|未署名|文内|配图|均|图|片|照|影|資|资|料)*(?:均|皆|都)?由([^。！？，]{2,40}?)(?:提供|供图|拍摄|摄|摄影)\Z"
)
_PROVIDES = ("提供", "供图", "摄", "摄影")
_SENTENCE_MARK = re.compile(r"[。！？；“”!?;]")
_ORGANISATION = re.compile(
    r"(?:街道|镇|乡|村|社区|区|县|市|局|部|委|办|站|所|队|处|厅|署|院|校|园|馆|社|中心|公司|集团|协会|联盟|政府|委员会|"
    r"大学|学院|中学|小学|医院|银行|法院|检察院|公安|海关|日报|晚报|者)\Z"
)
_PROVIDING = frozenset(("供图", "提供", "图片提供", "发"))
_REPORTER_FIRST = re.compile(r"(\w{2,14}?(?:记者|通讯员))(.{2,4})\Z")
_REPORTER = re.compile(r"\w{2,14}?(?:记者|通讯员)")
_THREE_HAN = re.compile(r"[\u4e00-\u9fff]{3}")
_GLUE = "\0"
_TITLES = ("者", "员", "生")
_NAME_FIRST = re.compile(r".[/|｜](?:文|图|摄)\Z")
_LONGEST, _SOME = 120, 2
_LONGEST_SOURCE = 24


@dataclass(frozen=True)
class BylineWord:
    """A word that says what the people beside it did; `side` is where it stands: before or after them, or both."""

    word: str
    role: tuple[str, ...]
    side: str


#: Stands where a word has claimed its people and none is open.
_NOBODY = BylineWord("", (), "after")


@dataclass(slots=True)
class Credits:
    """People and sources named by a line.

    `is_bare` when no word says what they did; `is_doubtful` when it could be a common word too (何志强, 高新区).
    """

    authors: list[str] = field(default_factory=list)
    photo: list[str] = field(default_factory=list)
    is_bare: bool = False
    is_doubtful: bool = False


@functools.cache
def byline_words() -> dict[str, BylineWord]:
    """The words of bylines."""
    return {row.word: row for row in read_table("byline_words.csv", BylineWord)}


def _word(chunk: str) -> BylineWord | None:
    """The word of bylines that a chunk is; 长沙晚报全媒体记者 is 记者."""
    chunk = chunk.removeprefix(_GLUE)
    return byline_words().get(chunk) or (byline_words()["记者"] if _REPORTER.fullmatch(chunk) else None)


@functools.cache
def _glued() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a word, not of one character, before and behind what it is written together with."""
    words = sorted((row for row in byline_words().values() if len(row.word) > 1), key=lambda row: -len(row.word))
    before = "|".join(re.escape(row.word) for row in words if row.side != "after")
    behind = "|".join(re.escape(row.word) for row in words if row.side != "before")
    return re.compile(rf"({before})(.+)"), re.compile(rf"(.+?)({behind})\Z")


def parse_credits(text: str) -> Credits | None:
    """What a byline or credit says, or None where `text` is something else."""
    if len(text) > _LONGEST:
        return None
    marked = text[:1] in ("□", "■")  # the press's own sign of a byline
    text = _unwrapped(text)
    stated = text.rstrip("。")
    provided = _PROVIDED.match(stated) if stated.endswith(_PROVIDES) else None
    if provided:
        return Credits(photo=[name for name in _SEPARATORS.split(provided[1]) if name])
    if not text or _SENTENCE_MARK.search(text):
        return None
    found = _assign([part for chunk in _spaced_names(_split(text)) for part in _unglued(chunk)])
    if found and marked:
        found.is_bare = found.is_doubtful = False
    return found


def _unwrapped(text: str) -> str:
    text = text.lstrip(_BEFORE).rstrip(_BEHIND)
    while len(text) > 2 and _BRACKETS.get(text[0]) == text[-1]:
        text = text[1:-1].lstrip(_BEFORE).rstrip(_BEHIND)
    return text


def _split(text: str) -> list[str]:
    """Chunks between separators; 文/图 is one word."""
    chunks = []
    for part in re.split(r"\s+", text):
        cleaned = part.replace("／", "/").strip(":：")
        chunks.extend([cleaned] if cleaned in byline_words() else filter(None, _joined_words(cleaned)))
    return chunks


def _joined_words(part: str) -> Sequence[str]:
    for word in ("文/图", "图/文", "文/摄", "摄影/报道", "文/视频"):
        if word in part:
            before, after = part.split(word, 1)
            return *_SEPARATORS.split(before), word, *_SEPARATORS.split(after)
    if _NAME_FIRST.search(part):  # 张三/文
        return *_SEPARATORS.split(part[:-2]), _GLUE + part[-1]
    return _SEPARATORS.split(part)


def _spaced_names(chunks: list[str]) -> list[str]:
    """Names that were spaced to the width of three characters put together: 王 禹."""
    merged: list[str] = []
    for chunk in chunks:
        one_each = merged and len(merged[-1]) == len(chunk) == 1
        if one_each and chunk not in byline_words() and could_be_name(merged[-1] + chunk):
            merged[-1] += chunk
        else:
            merged.append(chunk)
    return merged


def _unglued(chunk: str) -> list[str]:
    """A word of bylines and what it is written together with: 记者张三, 张三摄, 尚田街道供图.

    A word that claims only what it is glued to comes with a mark before it.
    """
    if _word(chunk) or is_name(chunk):
        return [chunk]
    before, behind = _glued()
    if (match := before.match(chunk)) or (match := _REPORTER_FIRST.match(chunk)):
        return [match[1], *_unglued(match[2])]
    if match := behind.match(chunk):
        return [*_unglued(match[1]), _GLUE + match[2]]
    if chunk[-1] in ("图", "文") and could_be_name(chunk) and is_known(chunk[1:]):  # 许宏图 signs by his name
        return [chunk]
    if chunk[-1] in ("摄", "图", "文") and could_be_name(chunk[:-1]):
        return [chunk[:-1], _GLUE + chunk[-1]]
    return [chunk]


def _assign(chunks: list[str]) -> Credits | None:
    """People to what they did; a word claims those behind it, or those before it where none is claimed there."""
    found = Credits()
    current: BylineWord | None = None
    people: list[str] = []
    for position, chunk in enumerate(chunks):
        word = _word(chunk)
        if word is None:
            people.append(chunk)
            continue
        follows = position + 1 < len(chunks) and _word(chunks[position + 1]) is None
        if people and current is None and follows and word.word.endswith(_TITLES) and all(map(is_name, people)):
            found.authors.extend(people)  # 黄文斌 本报记者 朱玉兰: the first has no title
            current, people = word, []
            continue
        claimed, kept = _claimed(chunk, word, current, people, follows)
        if not (_add(found, word.role, claimed) and (not kept or (current and _add(found, current.role, kept)))):
            return None
        current, people = (_NOBODY if claimed or word.side == "after" else word), []
    if people and current is None:
        return _bare(people)
    if people and (current is _NOBODY or not _add(found, current.role, people)):
        return None
    return found if found.authors or found.photo or len(chunks) > 1 or chunks == ["新华社发"] else None


def _claimed(
    chunk: str, word: BylineWord, current: BylineWord | None, people: list[str], follows: bool
) -> tuple[list[str], list[str]]:
    """Of the people before a word, those that it claims and those that stay with the word before them."""
    if current is None or current is _NOBODY:
        fits = _could_be_source if word.word in _PROVIDING else could_be_name
        if all(fits(person) for person in people) or len(people) == 1:
            return people, []
        return [], people  # 外滩夜景 张三 摄: a caption before the credit
    if current.word.endswith(_TITLES):  # 记者 张三 摄: a title, then what he did
        return (people, []) if not follows or word.side == "after" or chunk.startswith(_GLUE) else ([], people)
    if chunk.startswith(_GLUE):  # 撰文 张三 李四 某某街道供图
        return people[-1:], people[:-1]
    return (people, []) if word.side == "after" else ([], people)


def _bare(people: list[str]) -> Credits | None:
    """Names without a word: one at least is a name beyond doubt, or it is a single one that could be."""
    if len(people) > 1 and _ORGANISATION.search(people[0]) and not could_be_name(people[0]):  # 某某融媒体中心 张三
        people = people[1:]
    odd = [chunk for chunk in people if not could_be_name(chunk)]
    # beside a name beyond doubt, three characters that make no words are one too (何俊良 遆雪梅), beside two that no
    # word is (凌晓峰 赵静 农立新)
    fits = is_no_words if sum(map(is_name, people)) < _SOME else lambda one: not is_known(one)
    if odd and not (any(map(is_name, people)) and all(_THREE_HAN.fullmatch(one) and fits(one) for one in odd)):
        return None
    is_doubtful = not any(is_name(chunk) for chunk in people)
    if is_doubtful and (len(people) > 1 or len(words(people[0])) == 1):
        return None
    return Credits(authors=people, is_bare=True, is_doubtful=is_doubtful)


def _could_be_source(chunk: str) -> bool:
    return could_be_name(chunk) or bool(_ORGANISATION.search(chunk))


def _are_names(people: list[str]) -> bool:
    """Whether all can be names.

    Beside one that can, one without a surname may be another people's (王芳 央金拉姆); one alone must be no words
    either: 记者 帖卫东, where 帖 is rare; not 记者 从市里.
    """
    doubtful = [chunk for chunk in people if not could_be_name(chunk)]
    if not doubtful:
        return True
    if len(people) == 1:
        return bool(_THREE_HAN.fullmatch(people[0])) and is_no_words(people[0])
    return len(doubtful) < len(people) and not any(is_known(chunk) or len(chunk) > 4 for chunk in doubtful)


def _add(found: Credits, roles: tuple[str, ...], people: list[str]) -> bool:
    """Enter people; False where they cannot be people or, for pictures, their source."""
    if "author" in roles:
        if not _are_names(people):
            return False
    elif not all(_could_be_source(chunk) or (len(people) == 1 and len(chunk) <= _LONGEST_SOURCE) for chunk in people):
        return False
    if "author" in roles:
        found.authors.extend(people)
    if "photo" in roles:
        found.photo.extend(people)
    return True
