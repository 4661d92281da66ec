"""Whose post a person holds where the sentence leaves it to what was named before: 公司董事长马某某, 镇党委书记任某某.

The noun before the post (公司, 合作社, 镇) stands for the last unit named that ends so; some posts (车间主任,
总经理, 校长) tell the kind of their unit themselves. A title ends what was named before.
"""

import re
from collections import Counter
from collections.abc import Sequence

from transforms.model import Sentence
from transforms.names.line import Candidate, Line

_LEVELS = frozenset("镇乡村县市区")
#: What companies are called where their names say something else (…股份有限公司, 华滁仪表).
_COMPANY = frozenset({"公司", "该公司", "企业", "该企业", "集团", "厂", "该厂", "工厂"})
#: Posts that tell the kind of unit that they belong to: by the last part of its name, or a company of any name.
_POSTS = (
    (
        re.compile(
            r"董事长|总经理|副总|总裁|总监|厂长|车间|首席(?!专家)|总工|创始人|创办人|合伙人|生产|销售|^班长|^经理$|主管$"
        ),
        "",
    ),
    (re.compile(r"^(?:楼长|楼栋长|楼道长|单元长)$"), "小区|社区|花园|家园|苑|公寓"),
    (re.compile(r"校长$|(?<!退休)[教老]师$|班主任$"), "学校|小学|中学|完小|中心校|大学|学院"),
    (re.compile(r"(?<![村乡兽])医[生师]$|护士长?$"), "医院|卫生院|卫生室|诊所|卫生服务中心"),
    (re.compile(r"^五保老人$|护理员$|护工$"), "敬老院|福利院|养老院|日间照料中心"),
    (re.compile(r"^副?所长$|^教导员$"), "所"),
    (re.compile(r"^(?:质检员|操作工|装配工|挡车工|巡检工|检验员|化验员|仓管员)$"), ""),
    (re.compile(r"园长$"), "幼儿园"),
    (re.compile(r"行长$"), "银行|支行|分行"),
    (re.compile(r"^理事长$|^社长$"), "合作社|联合社|协会|商会"),
    (
        re.compile(r"^村(?:支书|主任|干部|医|民|妇|会计|文书|级河长)|^驻村|^第一书记$|^老?支书$|^老村长$"),
        "村",
    ),
    (re.compile(r"^镇长$|^副镇长$"), "镇"),
    (re.compile(r"^乡长$|^副乡长$"), "乡"),
    (re.compile(r"^社区(?:书记|干部|民警)"), "社区"),
    (re.compile(r"^(?:市委(?:副?书记|常委)|副?市长|常务副市长)"), "市"),
    (re.compile(r"^(?:县委(?:副?书记|常委)|副?县长|常务副县长)"), "县"),
    (re.compile(r"^(?:区委(?:副?书记|常委)|副?区长|常务副区长)"), "区"),
    (re.compile(r"^(?:村民|果农|菜农|茶农|农户|种植户|养殖户|社员)$"), "村|社区|合作社"),
    (re.compile(r"^(?:居民|住户|业主)$"), "社区|小区|村|街道"),
    (re.compile(r"^(?:队员|队长|教练|主教练)$"), "队"),
)
#: Posts of a place's own bodies, named after the place: 村党支部书记, 镇党委书记.
_BODY = re.compile(r"^(?:党委|党工委|党支部|党总支|纪委|团委)")
_UNNAMED = frozenset({"外资", "民营", "龙头", "相关", "合作", "会员", "成员", "上市", "有关", "部分", "多家", "某"})
#: Nouns before a post that tell of another unit: 项目经理, 协会会长.
_OTHER_UNIT = re.compile(r"[\u4e00-\u9fd5]$")


def complete_offices(
    lines: Sequence[Line],
    sentences: Sequence[Sentence],
    found: Sequence[tuple[int, Candidate]],
    places: Sequence[tuple[int, Candidate]],
) -> list[tuple[int, Candidate]]:
    """`found` in reading order, its persons with the unit that the text before them names.

    `lines` are those of the `sentences`.
    """
    units: list[Candidate] = []
    done: list[tuple[int, Candidate]] = []
    titles = [index for index, sentence in enumerate(sentences) if sentence.role == "title"][::-1]
    levels = _levels(places)
    for index, candidate in sorted([*found, *places], key=lambda pair: (pair[0], pair[1].start)):
        while titles and titles[-1] <= index:
            titles.pop()
            units.clear()
        if candidate.type == "person" and candidate.role and not candidate.org:
            line = lines[index]
            office = _office(line, candidate, units[-_REMEMBERED:])
            candidate = candidate._replace(org=office or _of_level(line, candidate, levels))
        elif candidate.type in ("org", "place", "program") and not _is_past(sentences[index].text, candidate):
            units.append(candidate)
        if candidate.type != "place":
            done.append((index, candidate))
    return done


_REMEMBERED = 40


def _is_past(text: str, unit: Candidate) -> bool:
    """前身是…机修厂: what a unit was before is nobody's today."""
    return "前身" in text[max(0, unit.start - 12) : unit.start]


#: Posts of a place's leaders, by its level: 市委副书记、市长 of the city that the page is about.
_LEADS = re.compile("^(?:常务)?副?([市县区州旗])长|^([市县区州旗])委(?:副?书记|常委|[^、，]{2,4}部部?长)")


def _levels(places: Sequence[tuple[int, Candidate]]) -> dict[str, str]:
    """The place of each level that the document names most."""
    named = Counter(place.name for _, place in places if place.rule == "division")
    return {name[-1]: name for name, _ in reversed(named.most_common())}


def _of_level(line: Line, person: Candidate, levels: dict[str, str]) -> str | None:
    """The place of the level that a leader's post tells, where nothing before the post names another."""
    role = person.role or ""
    start = person.start - len(role)
    leads = _LEADS.match(role)
    if leads is None or (start and "\u4e00" <= line.text[start - 1] <= "\u9fff"):
        return None
    return levels.get(leads[1] or leads[2])


def _office(line: Line, person: Candidate, units: Sequence[Candidate]) -> str | None:
    role = person.role or ""
    if not line.text.endswith(role, 0, person.start):
        return None
    start = person.start - len(role)
    noun = line.token_to(start)
    told = noun is not None and _OTHER_UNIT.search(noun.word) and (noun.tag[0] in "nj" or noun.word in _LEVELS)
    word = noun.word if noun is not None and told else ""
    if word in _COMPANY and _is_another(line, noun.start):
        return None
    level = line.text[start - 1 : start] if noun is None else ""
    word = word or (level if level in _LEVELS else "")  # 镇|党委副书记 in one word
    if word:
        return _with_body(_last(units, re.compile(rf"(?:{re.escape(word)})$"), word in _COMPANY), role)
    ends = next((ends for post, ends in _POSTS if post.search(role)), None)
    return None if ends is None else _last(units, re.compile(rf"(?:{ends})$") if ends else None, not ends)


def _is_another(line: Line, start: int) -> bool:
    """入驻|企业|负责人: of some firm that is not named."""
    before = line.token_to(start)
    return before is not None and (before.tag[0] in "vb" or before.word in _UNNAMED)


def _last(units: Sequence[Candidate], ends: re.Pattern[str] | None, company: bool) -> str | None:
    """The last unit named that ends so, or the last company."""
    for unit in reversed(units):
        if (company and unit.kind == "company") or (ends is not None and ends.search(unit.name)):
            return unit.name
    return None


def _with_body(unit: str | None, role: str) -> str | None:
    body = _BODY.match(role)
    return unit + body.group() if unit and body else unit
