"""Where a person's name ends in a sentence, by its surname, the words that it is cut into and what follows.

The posts that may stand before it are here too, since none of them is a name.
"""

import functools
import re
from collections.abc import Iterator

from transforms.names.called import is_name_of_three
from transforms.names.line import Line, is_closed, is_proper
from transforms.names.person_acts import acts, tells
from transforms.names.tables import any_of, roles
from transforms.names.words import Word
from transforms.page.people import surnames
from transforms.tokens import is_known, part_of_speech

_HAN = re.compile(r"[\u4e00-\u9fd5]")
_DOTTED = re.compile(r"[\u4e00-\u9fd5]{1,5}·[\u4e00-\u9fd5]{1,5}?(?=说|表示|介绍|告诉|坦言|[，。、]|作|在)")
_ASPECTS = ("了", "过", "着")
#: Verbs that begin like an aspect.
_NO_ASPECT = ("了解", "过去", "过来", "着手", "着力", "着急", "了结")
_NAME_LIKE = frozenset({"nr", "nrt", "nrfg", "ns", "nz"})
PERSON_TAGS = frozenset({"nr", "nrt", "nrfg"})
#: Departments and ranks that stand in one word with a post: 生产副总, 常务副县长, 首席工程师.
DEPARTMENT = (
    "生产|销售|技术|财务|行政|市场|运营|研发|人事|质量|采购|物流|安全|工程|"
    "常务|执行|首席|项目|总|副|原|时任|现任|驻村|老"
)
#: 局长|应邀|出席.
_NO_NAME = re.compile("应[邀约聘]|马上|时常|经常|常常|从而|平时|和谐|安排|安全|高度|成功|全面|全力|方便")
_BEHIND = frozenset("，。、；：（）等在")
_NO_SECOND = frozenset("的了着过和与及在是有为对向从到们些个")
#: 村民|戴着草帽, 居民|家查看: no names without a verb of speaking after them.
_NEVER = re.compile("家|[\u4e00-\u9fd5][着过了们]")
#: A single character after two that is no part of a name: 李某|说, 王某|在.
NOT_GIVEN = frozenset(
    "到作赴来去出说在的和与及等是为把将也还都就又已则便向对从于到有被让给称道等率带来去做当任兼作以、，"
)
#: Nor is what ends one word with a name: 雷华平用, 谌宏阶正, 妹家.
_NOT_LAST = NOT_GIVEN | frozenset("用正家每")


#: What stands between posts of one person.
_BETWEEN_POSTS = ("兼", "、", "和")


@functools.cache
def role_pattern() -> re.Pattern[str]:
    """A post, or some of one person side by side: 党委书记、主任."""
    post = any_of(roles())
    return re.compile(rf"(?:{post})(?:(?:兼|、|和)(?:{DEPARTMENT})?(?:{post})){{0,3}}")


def posts(line: Line) -> Iterator[Word]:
    """The posts in a sentence, those of one person side by side as one."""
    free = 0
    for role in line.found.get("role", ()):
        if role.start >= free:
            free = role.end
            if line.text.startswith(_BETWEEN_POSTS, free):
                free = role_pattern().match(line.text, role.start).end()
            yield Word(role.start, free, line.text[role.start : free])


@functools.cache
def _roles_by_head() -> dict[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    for role in roles():
        heads.setdefault(role[:2], []).append(role)
    return {head: tuple(words) for head, words in heads.items()}


def _is_post(text: str, start: int) -> bool:
    """Whether a post begins at `start`."""
    return text.startswith(_roles_by_head().get(text[start : start + 2], ()), start)


def acted(text: str, end: int) -> bool:
    """Whether a name that ends at `end` was taken with a verb, whose aspect follows: 牧民巴图养|了310只羊."""
    aspect = text[end : end + 1] in _ASPECTS and not text.startswith(_NO_ASPECT, end)
    return aspect and part_of_speech(text[end - 1]) == "v"


def name_end(line: Line, start: int) -> int:
    """Where a person's name ends that begins at `start`; 0 if none does."""
    text = line.text
    double = text[start : start + 2] in surnames()
    if not double and text[start : start + 1] not in surnames():
        return 0
    shortest = start + (3 if double else 2)
    if not all(map(_HAN.match, text[start:shortest])) or shortest > len(text):
        return 0
    if _is_post(text, start) or _NO_NAME.match(text, start):  # 党员|楼栋长
        return 0
    honorific = next((word for word in _honorifics() if text.startswith(word, start + 1)), None)
    if honorific:
        return start + 1 + len(honorific)
    head = line.token_from(start)
    if head is not None and head.end == shortest and _one_more(line, shortest):  # 郑重|阳
        return shortest + 1
    if begins(line, start) and (told := _before_verb(text, shortest)):
        return told
    if _NEVER.match(text, start):
        return 0
    if text[shortest : shortest + 1] in NOT_GIVEN:  # 陈豪|到企业, also where one word
        return shortest if _fits(line, start, shortest) or _fits(line, start, shortest + 1) else 0
    if head is not None and head.tag in PERSON_TAGS and head.end == shortest + 2:
        if is_known(text[start:shortest]) and not _may_name(text[start:shortest]):  # 专家|应邀而来
            return 0
        if text[shortest + 1] in _NOT_LAST or text[shortest + 2 : shortest + 3] in _ASPECTS:  # 教师|周仲元端|着餐盘
            return shortest + 1
    third = line.token_from(shortest)
    if third is not None and third.end == shortest + 2 and text[shortest + 1] in _NOT_LAST and not is_known(third.word):
        return shortest + 1  # 沈国|梁到|汉源县, 黄细|妹家
    if _fits(line, start, shortest + 1) and _longer(line, shortest):
        return shortest + 1
    return shortest if _fits(line, start, shortest) else 0


def titled_end(line: Line, start: int) -> int:
    """The end of a name of three characters after a post, whatever words they make: 区委书记|万里程|讲话; 0 if none."""
    text, end, head = line.text, start + 3, line.token_from(start)
    name = text[start:end]
    if (
        not is_name_of_three(name)
        or head is None
        or head.tag[0] in "pcdru"
        or name[2] in NOT_GIVEN
        or name[1] in _NO_SECOND
    ):
        return 0
    if _is_post(text, start) or name.endswith(tuple(roles())):
        return 0
    return end if end == len(text) or text[end] in _BEHIND or acts().match(text, end) else 0


def _one_more(line: Line, shortest: int) -> bool:
    """Whether a single character that the dictionary knows from names ends a name whose start makes a word."""
    last = line.token_from(shortest)
    return last is not None and last.tag in PERSON_TAGS and len(last.word) == 1


def foreign_end(line: Line, start: int) -> int:
    """The end of a name of another language after a post: 阿依古丽|说, 买买提·艾力; 0 if none begins at `start`."""
    dotted = _DOTTED.match(line.text, start)
    if dotted:
        return dotted.end()
    if _is_post(line.text, start):
        return 0
    token = line.token_from(start)
    named = token is not None and 2 <= len(token.word) <= 6 and token.tag in (*PERSON_TAGS, "x", "n", "ns", "nz")
    strange = named and (token.tag in PERSON_TAGS or not is_known(token.word))
    # 农艺师|干文涛: a name by its form where the surname is a rare one
    by_form = token is not None and len(token.word) == 3 and token.tag == "nr" and not is_known(token.word)
    return token.end if by_form or (strange and tells(line.text, token.end)) else 0


@functools.cache
def _honorifics() -> tuple[str, ...]:
    return tuple(word for word, kind in roles().items() if kind == "honorific")


def _before_verb(text: str, shortest: int) -> int:
    """The end of a name by the verb right after it, whatever the words: 朱家|伟说, 郑建|新作|安排; 0 without one."""
    if acts().match(text, shortest):
        return shortest
    given = text[shortest : shortest + 1]
    full = bool(_HAN.match(given)) and given not in NOT_GIVEN and tells(text, shortest + 1)
    return shortest + 1 if full else 0


def begins(line: Line, start: int) -> bool:
    """Whether a name can begin at `start`: not inside a common word, no function word (向|记者|介绍)."""
    head = line.token_over(start)
    if head is None or (head.start < start and head.end > start + 1):
        return False
    after = line.token_from(head.end)
    if len(head.word) > 1:
        if head.start < start or head.tag in _NAME_LIKE or not is_known(head.word):
            return True
        # 胡果|雄|宣布: two characters of a name may make a word
        third = after is not None and len(after.word) == 1 and after.tag[0] in "na" and head.tag == "n"
        return bool(third and len(head.word) == 2 and acts().match(line.text, after.end))
    if head.tag[0] == "v":  # 谢|兴华, 毕|文静|介绍
        noun = after is not None and len(after.word) == 2 and after.tag[0] in "na"
        return after is not None and (is_proper(after) or bool(noun and tells(line.text, after.end)))
    if head.tag[0] == "p":  # 主任|向红梅|记得, not 向记者|介绍
        given = line.text[start + 1 : start + 3]
        return acts().match(line.text, start + 3) is not None and (_may_name(given) or not is_known(given))
    # 副局长|何|亚平|说: a surname that is a pronoun or adverb too
    open_word = after is not None and len(after.word) == 2 and after.tag[0] in "na" and head.word not in NOT_GIVEN
    named = after is not None and (is_proper(after) or open_word) and tells(line.text, after.end)
    return head.tag[0] not in "cdurmf" or bool(named)


def _fits(line: Line, start: int, end: int) -> bool:
    """A name ends where a word ends, and begins where one begins, unless it is the first part of none."""
    if end > len(line.text) or not all(map(_HAN.match, line.text[start:end])):
        return False
    head = line.token_from(start)
    if is_known(line.text[start:end]) and not _may_name(line.text[start:end]):
        return False  # 村民|代表
    if line.text[end : end + 1] in tuple("省市县区镇乡村"):  # “1+10”|柳树|口镇
        return False
    if head is not None and len(head.word) > 1 and is_known(head.word) and head.tag not in _NAME_LIKE:
        return False  # 党员|干部, 成立|宣讲团
    if head is not None and len(head.word) == 1 and head.tag[0] in "pcduvrmf":
        return False
    return line.token_to(end) is not None or end == len(line.text)


def _may_name(word: str) -> bool:
    return part_of_speech(word) in _NAME_LIKE


def _longer(line: Line, shortest: int) -> bool:
    """Whether the character at `shortest` belongs to the name too: 孙|海洋, 沈阳|林; not 赵某|说, 李某|脱颖而出."""
    token = line.token_over(shortest)
    if token is None or token.end > shortest + 1:
        return False
    after = line.token_from(shortest + 1)
    ends = after is None or (is_closed(after) and after.tag == "x")  # 谭明|猛、
    ends = ends or (token.tag == "d" and after.tag[0] in "tp")  # 董尚|真|日前|向…: no adverb
    return token.start < shortest or ends or token.tag[0] not in "vpcudrym" or token.word == "根"
