"""What looks like a time and is none: part of a longer word, a number that counts, an idiom."""

import bisect
import operator
import re
from collections.abc import Sequence

from transforms.tokens import Token, is_known

_start = operator.itemgetter(0)
_IDIOMS = re.compile("[一1][年月日周季天]一|一年四季|五年[规计]|年年|日日|天天")
#: 去年9月至今|年3月 is cut wrongly, and figures are no words
_TO = "至到0123456789"
#: 每天补助4元, 每人每月385元 are rates, not times; 每日通报进度 tells when
_RATE = re.compile(r"(?:每[\u4e00-\u9fff]{1,2}|[约近超逾仅只])?\d")
#: 一碗米线每天卖出1500碗, but 财政每年安排2000万元
_RATE_OF_A_DAY = re.compile(r"[^，,。；;！!？?、\d]{0,3}\d")
#: 每人每年6600元, 每生每天补助4元
_OF_EACH = re.compile("每[人户生亩村家次吨台]$")
#: 今年雨水勤 tells of rain
_RAIN = re.compile("[勤多少足好偏丰不来比充调均稀旺大太较很]")
#: 苦战两个|冬天, 三天来|一回
_COUNTED_SEASON = re.compile("[一二两三四五六七八九十几\\d]个$")
_AGAIN = re.compile("(?<=来)[一两][回次趟遍]")
#: 笔企去年|产笔800万支, though 年产 is a word; not 过去|年产, 如今|年产
_PLAIN_YEAR = re.compile("(?:^|[^过失除下如而现至当说表证以])[去今明上]年|(?:^|[比较是为于在自到和与，。“])前年")
_AFTER_NEXT = re.compile("^$|[，,。；;：:“（(、到至在从于和与及明]")
#: 连续第三年; 第一年补贴50%，第二年补贴30% are terms of a contract
_NOT_THAT_YEAR = re.compile("(?:连续|已是|这是|是)的?$")
_NTH_YEARS = frozenset({"第一年", "第二年", "第三年", "头一年", "首年"})
_TERMS = re.compile("[^，。；]{0,4}(?:补贴|补助|奖|免|减半|按|给予|返还|租金|全额)")
_LONGEST_TITLE = 60
_COUNTED = frozenset("mq")
_FESTIVAL_FOLLOWS = re.compile(r"[，,。；;！!？?、）)\s前后期假长将临当至到是就起]|一过|$")
#: Names that mostly stand in other names (五一路, 七一勋章): they need a year or 假期, 期间 beside them.
_BARE_NAMES = frozenset({"五一", "六一", "七一", "十一", "圣诞", "双12", "双11"})


def is_refused(rule: str, match: re.Match[str], tokens: Sequence[Token]) -> bool:
    """Whether the match of `rule` is no time: 江夏, 一月一主题, 2022余亩, 五一路."""
    text, start, end = match.string, match.start(), match.end()
    if _IDIOMS.match(text, start) or _AGAIN.match(text, end):
        return True
    if rule == "year" and match["relative"] and _is_no_year(match["relative"], text, start, end):
        return True
    if rule == "year" and match["relative"] and _runs_into_a_word(text, start, end, tokens):
        return True
    if rule == "year_of_name":
        return counts_something(end, tokens)
    if (
        rule == "word"
        and text[start] == "每"
        and (
            (_RATE_OF_A_DAY if text[start + 1] in "天日" else _RATE).match(text, end)
            or _OF_EACH.search(text, max(0, start - 2), start)
        )
    ):
        return True
    if rule == "solar_term" and text.endswith("雨水", start, end) and _RAIN.match(text, end):
        return True
    if rule in ("festival", "solar_term") and not match["year"]:
        return _is_plain_name(match, tokens)
    if rule.startswith("season") and _COUNTED_SEASON.search(text, max(0, start - 2), start):
        return True
    if rule == "word" and text[end : end + 1] in tuple("的，,"):  # 由此前的1亿元: 由此 is no word here
        return False
    return _cuts_a_word(start, end, tokens) or (rule == "relative_day" and _in_title(text, start))


def _is_no_year(word: str, text: str, start: int, end: int) -> bool:
    """达产后|年产能将翻一番; 连续第三年; 第一年补贴五成."""
    if word == "后年":
        return not _AFTER_NEXT.search(text[max(0, start - 1) : start])
    if word not in _NTH_YEARS:
        return False
    return bool(_NOT_THAT_YEAR.search(text, max(0, start - 6), start) or _TERMS.match(text, end))


def token_at(tokens: Sequence[Token], offset: int) -> int:
    """The index of the token that holds `offset`; the tokens tile their text."""
    return bisect.bisect_right(tokens, offset, key=_start) - 1


def _runs_into_a_word(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether a dictionary word begins inside and reaches over the end: 投产后|年产值, 当|年轻人."""
    index = token_at(tokens, end - 1)
    reaches = index >= 0 and start < tokens[index].start and tokens[index].end > end and is_known(tokens[index].word)
    return reaches and not _PLAIN_YEAR.match(text, max(0, start - 1))


def _in_title(text: str, start: int) -> bool:
    """Whether 《 stands open before: 《明日之后》."""
    before = max(0, start - _LONGEST_TITLE)
    return text.rfind("《", before, start) > text.rfind("》", before, start)


def _cuts_a_word(start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether a dictionary word reaches over the start: 以上年 is no 上年, 江夏天 no 夏天."""
    index = token_at(tokens, start)
    if index < 0 or tokens[index].start == start:
        return False
    token = tokens[index]
    return start < token.end <= end and token.word[0] not in _TO and is_known(token.word)


def counts_something(end: int, tokens: Sequence[Token]) -> bool:
    """Whether what follows a bare number is counted by it: 2022余亩, 2020户, 2000多名."""
    index = token_at(tokens, end)
    if index < 0 or tokens[index].end <= end:
        return True
    if tokens[index].word == " " and index + 1 < len(tokens):
        index += 1
    token = tokens[index]
    return token.tag[:1] in _COUNTED or len(token.word) < 2 or token.word[0] in "余多来几万亿个"


def _is_plain_name(match: re.Match[str], tokens: Sequence[Token]) -> bool:
    if match.groupdict().get("tail") or match["relative"]:
        return False
    name = match.group()
    follows = _FESTIVAL_FOLLOWS.match(match.string, match.end())
    return name in _BARE_NAMES or not follows or _cuts_a_word(match.start(), match.end(), tokens)
