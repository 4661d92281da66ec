"""The year that 今年 stands for: what the text's years, names, anniversaries and contrasts say of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from transforms.published.calendars import paired
from transforms.published.clauses import is_to_come
from transforms.published.dated_words import dated_by_words
from transforms.published.election import LAST, NEXT, NOW, Told, Years, elect, planned_year
from transforms.published.reckoning import FAIR, STRONG, WEAK, passed, reckoned, running_plan, zodiac
from transforms.published.series import counted
from transforms.times.refusals import counts_something
from transforms.tokens import Token, tokenize

_YEAR = re.compile(
    r"(?<![\d.．/A-Za-z%+-])(?P<year>19[5-9]\d|20[0-4]\d)(?:(?P<marked> ?年)(?!代)|(?=[“《\u4e00-\u9fff]))"
)
_THIS_YEAR = re.compile("今年|本年度")
_RELATIVE = re.compile("|".join(sorted(NOW | LAST | NEXT)))
#: A year of which the account is given is over: 2019年国民经济和社会发展统计公报
_ENDED = re.compile("年?(?:[底末终]|全年|[\u4e00-\u9fff]{0,14}(?:统计公报|决算|年度报告))")
_AIM = re.compile("(?:力争|争取|计划|规划|预[计期]|将于?|拟于?|定于|[最至]迟|[向到至在于期])$")
_RECENT = re.compile(r"今年|日前|近日|昨[日天]|前不久|(?<![年\d])1?\d月[1-3]?\d日")
_UNTIL_NOW = re.compile("截至目前|截止目前|截至[^，。]{1,6}(?:底|日)")
_AWARD = re.compile("[获评授]|荣|入选|跻身|命名|表彰|新晋|认定|列入")
#: Words of a text that opens a year.
NEW_YEAR = re.compile("新年伊始|新春伊始|开年以来|新年新|新年开局")
_FAR = re.compile("(?:[到–—-]|(?<!截)至)$")
_STARTS_CLAUSE = re.compile("(?:^|[“，,。；;：:！!？?、”\\s在于自从比较到早截至]|以及|与|和|及)$")
_NAME = re.compile("[\u4e00-\u9fff]{2,14}(?:大会|会议|论坛|峰会|活动|大赛|节|行动|名单)")
#: Figures for a part of a year come out in that year: 2023年上半年，全县…
_PART = r"(?:上半年|前三季度|[一二三]季度|前\d{1,2}个?月|1[至到—-]\d{1,2}月)"
_PART_FIGURES = re.compile(rf"(?<![\d比较])(?P<year>20[0-4]\d)年{_PART}(?!同期)[^。]{{0,20}}(?:实现|完成|增长|达|经济)")
_COMPARED_BEFORE, _COMPARED_AFTER = re.compile("[比较]$"), re.compile(r"(?:全年|上半年)?(?:同期|相比|的[\d.]+倍)")
_HISTORY = re.compile(
    r"(?:\d{1,2}月)?(?:成立|创办|创建|建成|建厂|建校|注册|始建|组建|设立|出生|毕业|开办|挂牌|创立"
    r"|(?:正式)?(?:投产|投用|开业|开园|开馆|通车|启用|上市|落成|落户|入驻)|从[^，。；]{2,14}?(?:毕业|退伍|退役|回乡|返乡|回到|来到))"
)
_FOUNDED = re.compile(r"(?:成立|创办|创建|建成|建厂|建校|注册|始建|组建|设立|出生|毕业|开办|挂牌|创立|投产|通车)于\Z")
#: What takes years begins with such words.
_BEGUN = re.compile(
    r"(?:\d{1,2}月)?(?:底|初|中旬|[上下]旬)?(?:\d{1,2}日)?[^，。；]{0,8}?(?:动工|开工|启动|立项|奠基|落户|签约|起步|试点)"
)
#: Parts of one text that look back and ahead under headings of one form: 2020年：战疫战贫, 2021年：良好开局.
_YEAR_HEADING = re.compile(r"(?:[一二三四五六][、.．])?(?P<year>20[0-4]\d)年[：:\s][^，。；]{2,24}")
#: 回眸2012 展望2013 heads the last pages of a year or the first ones of the next.
_TURN = re.compile(
    r"(?:回[眸望顾首]|盘点|再见|告别)\D{0,4}(?P<old>20[0-4]\d)\D{1,8}(?:展望|你好|迎接|奋进|谋划|眺望)?\D{0,4}(?P<new>20[0-4]\d)"
)
#: Below such a heading all is planned: 明年这样干, 展望2023.
_PLANS = re.compile("明年|来年|展望|下一步|未来[一三五]年|新的一年|谋划|打算|计划安排")
_LONGEST_HEADING, _SENTENCE_ENDS = 20, "。！？；，：…"
#: So many characters before a year tell how it stands.
_LEFT = 3


def publication_years(texts: Sequence[str]) -> Years | None:
    """The year of publication, None when the text names no year."""
    votes: Counter[int] = Counter()
    evidence: dict[int, str] = {}
    every: list[Told] = []

    def vote(found: Iterable[tuple[int, int, str]]) -> None:
        for year, weight, quote in found:
            votes[year] += weight
            evidence.setdefault(year, quote)

    told: list[Told] = []
    for text, planned_below in _below_plans(texts):
        told = _told(text, told, planned_below)
        every += told
        vote([*reckoned(text), *counted(text), *_votes(text, told)])
    vote(passed(texts))
    past = [year for year in every if not year.to_come]
    newest = max((year.year for year in past), default=0)
    vote(pair for text in texts for pair in paired(text, newest))
    vote(outright := _headings(texts))
    planned = 0 if newest else planned_year(every)
    first, last, quote = dated_by_words(texts)
    if not (newest or planned or votes):
        return Years(first, None, quote) if 0 < first == last else None  # 喜迎党的二十大
    if planned and not votes:
        return Years(planned, planned - 1, f"{planned}年")
    aimed = _aimed_from(every, newest)
    if aimed and not any(weight >= FAIR for weight in votes.values()):
        return aimed
    if not votes and not planned and all(year.history for year in past):
        return None  # 合作社成立于2009年 does not say when it is told
    vote(_of_all(texts, newest))
    for since, word in (running_plan(texts), (first, quote)):
        if since > max((newest, *votes)):
            return Years(since, since + 1, word)
    for year in votes:  # 县环保局 is told of until 2019
        votes[year] -= WEAK if last and year > last >= newest else 0
    return elect(votes, evidence, every, _relative(texts), first, {year for year, _, _ in outright})


def _below_plans(texts: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each text, and whether the heading above it, or it itself, promises plans."""
    planned = False
    for text in texts:
        if 0 < len(text) <= _LONGEST_HEADING and text[-1] not in _SENTENCE_ENDS:
            planned = _PLANS.search(text) is not None
        yield text, planned


def _of_all(texts: Sequence[str], newest: int) -> Iterator[tuple[int, int, str]]:
    """What the sentences say together, beside the `newest` year that they tell as past: year, weight, quotation."""
    if newest and any(NEW_YEAR.search(text) for text in texts):
        yield newest + 1, STRONG, "新年伊始"
    year, quote = zodiac(texts, newest)
    if year and newest:
        yield year, FAIR, quote


def _relative(texts: Sequence[str]) -> frozenset[str]:
    """The words that the text counts its years by from the day on which it is told."""
    return frozenset(match for text in texts if "年" in text for match in _RELATIVE.findall(text))


def _told(text: str, earlier: Sequence[Told], planned: bool = False) -> list[Told]:
    """The years of a sentence, ends of ranges into the future and bare numbers that count something left out.

    `earlier` are those of the sentence before it; `planned` says that the heading above it promises plans.
    """
    found: list[Told] = []
    if "19" not in text and "20" not in text:
        return found
    tokens: list[Token] | None = None
    for match in _YEAR.finditer(text):
        before = text[max(0, match.start() - _LEFT) : match.start()]
        if not match["marked"]:
            tokens = tokenize(text) if tokens is None else tokens
            if counts_something(match.end(), tokens):
                continue
        ended = _ENDED.match(text, match.end()) is not None
        compared = _COMPARED_BEFORE.search(before) or _COMPARED_AFTER.match(text, match.end())
        if compared and not (ended and text[match.end()] in "底末"):  # 较2019年底提高 is told after that year
            continue
        says_when = bool(match["marked"] and _STARTS_CLAUSE.search(before) and not _names(text, match.end()))
        to_come = planned or _FAR.search(before) is not None or is_to_come(text, match.start(), match.end())
        history = bool(_HISTORY.match(text, match.end()) or _FOUNDED.search(before))
        # 计划2020年11月试生产；二期2022年动工
        to_come = to_come or any(one.to_come and one.year < int(match["year"]) for one in (*earlier, *found))
        found.append(Told(int(match["year"]), match.start(), match.end(), says_when, to_come, history, ended))
    return found


def _aimed_from(told: list[Told], newest: int) -> Years | None:
    """Where history ends long before, a five-year plan's aim tells: 力争到2025年 is said from 2020 on."""
    aims = [year.year for year in told if year.to_come and year.year % 5 == 0 and year.year > newest + 5]
    if not aims:
        return None
    return Years(min(aims) - 5, min(aims) - 1, f"到{min(aims)}年")


def _votes(text: str, told: list[Told]) -> list[tuple[int, int, str]]:
    """What the years of one sentence say of the year of publication: year, weight, quotation."""
    told = [year for year in told if not _FAR.search(text[max(0, year.start - _LEFT) : year.start])]
    if "20" not in text and not told:
        return []
    votes = [(int(match["year"]), FAIR, match.group()) for match in _PART_FIGURES.finditer(text)]
    named = [year for year in told if not (year.history or year.adverbial or (year.to_come and _is_aim(text, year)))]
    recent = bool(named) and _RECENT.search(text) is not None
    for year in named:
        fresh = recent and not _AWARD.search(text[max(0, year.start - 6) : year.start])
        votes.append((year.year, STRONG if fresh else WEAK, text[max(0, year.start - 12) : year.end + 8]))
    return votes + _of_adverbials(text, [year for year in told if year.adverbial and not year.history])


def _is_aim(text: str, year: Told) -> bool:
    """力争2019年上半年开工 and 二期2022年动工 aim at a year; 2019年招商大会 that is to come is named by its own."""
    if _AIM.search(text[max(0, year.start - _LEFT) : year.start]):
        return True
    return text[year.end - 1] == "年" and not _names(text, year.end)


def _names(text: str, end: int) -> bool:
    """Whether a year is part of a meeting's or a list's name: 2022年高质量发展大会."""
    return _NAME.match(text, end) is not None


def _of_adverbials(text: str, adverbial: list[Told]) -> list[tuple[int, int, str]]:
    """2020年…计划…，截至目前已完成: that year is now. 2018年、2019年…，今年…: now is the year after."""
    if not adverbial:
        return []
    until = _UNTIL_NOW.search(text)
    before = [year for year in adverbial if until and year.end <= until.start()]
    if before and until:
        return [(before[-1].year, FAIR, text[before[-1].start : until.end()])]
    this_year = _THIS_YEAR.search(text)
    # 2016年4月动工，今年6月竣工: works take years
    level = [year for year in adverbial if not _BEGUN.match(text, year.end)]
    if this_year and level:
        newest = max(year.year for year in level)
        return [(newest + 1, FAIR, f"{newest}年…{this_year.group()}")]
    return []


def _headings(texts: Sequence[str]) -> list[tuple[int, int, str]]:
    """2020年：战疫战贫 and 2021年：良好开局 head what was done and what is to be done: the later year is now.

    回眸2012 展望2013 stands above what is told when one year goes into the other: in the old one where 明年 is said.
    """
    dated = [text for text in texts if "20" in text]
    found = {int(match["year"]): text for text in dated if (match := _YEAR_HEADING.fullmatch(text))}
    votes = [(year, STRONG, text) for year, text in found.items() if year - 1 in found and year + 1 not in found]
    for match in (
        match for text in dated if (match := _TURN.match(text)) and int(match["new"]) - int(match["old"]) == 1
    ):
        is_old = any(word in text for word in NEXT for text in texts)
        votes.append((int(match["old" if is_old else "new"]), STRONG, match.group()))
    return votes
