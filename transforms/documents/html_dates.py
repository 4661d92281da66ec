"""When an HTML page was published, by what it states; nothing is guessed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transforms.documents.html_facts import Clues

_DAY = r"(?P<year>\d{4})\s{0,2}[年./-]\s{0,2}(?P<month>\d{1,2})\s{0,2}[月./-]\s{0,2}(?P<day>\d{1,2})"
#: 2022年10月20日 星期四: a date line, trusted where day and weekday agree; not 会议定于2022年10月20日（星期四）召开
_DATELINE = re.compile(
    r"(?:\A|[报版网:：|｜\s])" + _DAY + r"\s{0,2}日?\s{0,3}[（(]?(?:星期|周)(?P<weekday>[一二三四五六日天])"
)
#: 发布时间：2022-10-20 08:30, 2022-10-20 08:30 来源：…, （2022年10月20日 第 03 版）
_STATED = re.compile(
    rf"(?:发布|发表|发稿|刊发|出版)(?:时间|日期|于)?\s{{0,2}}[:：]?\s{{0,2}}{_DAY}"
    rf"|{_DAY.replace('year', 'year2').replace('month', 'month2').replace('day', 'day2')}"
    r"\s{0,2}日?(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?)?\s{0,3}(?:来源|稿源|第\s{0,2}[A-Za-z]{0,2}\d{1,3}\s{0,2}版)"
)
#: PubDate by the State Council's guideline for government sites (2017), the others by schema.org and Open Graph
_METAS = ("pubdate", "publishdate", "article:published_time", "datepublished", "og:release_date", "og:published_time")
_STRUCTURED = re.compile(r"\"datePublished\"\s{0,4}:\s{0,4}\"([\dT:.+Z-]{10,35})\"")
_NO_DATELINE = re.compile(r"[。，！？；]|今天|今日是")
_WEEKDAYS = "一二三四五六日"
_CHINA = timezone(timedelta(hours=8))


def read_date(clues: "Clues") -> date | None:
    """The day of publication: Founder's property or a meta element, a line that says it, or a line with a weekday.

    An e-paper's date line goes before all others; on a news site it may be that of the day on which the page was saved.
    """
    dateline = _only(_dateline(match) for line in _date_lines(clues) for match in _DATELINE.finditer(line))
    if dateline and clues.is_epaper:
        return dateline
    stamps = [clues.properties.get("date", ""), *(clues.metas.get(name, "") for name in _METAS)]
    structured = set(_STRUCTURED.findall(clues.source))
    stamps += structured if len(structured) == 1 else ()
    stated = (_stated(match) for line in clues.lines for match in _STATED.finditer(line))
    return next(filter(None, map(_stamp, stamps)), None) or _only(stated) or dateline


def _only(days: Iterable[date | None]) -> date | None:
    found = set(days) - {None}
    return found.pop() if len(found) == 1 else None


def _date_lines(clues: "Clues") -> Iterator[str]:
    return (line for line in clues.lines if not _NO_DATELINE.search(line))


def _dateline(match: re.Match[str]) -> date | None:
    day = _day(match["year"], match["month"], match["day"])
    weekday = match["weekday"].replace("天", "日")
    return day if day and _WEEKDAYS[day.weekday()] == weekday else None


def _stated(match: re.Match[str]) -> date | None:
    return _day(*(match[part] or match[f"{part}2"] for part in ("year", "month", "day")))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _stamp(text: str) -> date | None:
    """The day, in China, of 2022-10-20, 2022-10-20 08:30:00.0, 2022-10-19T16:30:00Z, 2022年10月20日."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        match = re.match(_DAY, text)
        return _day(*match.group("year", "month", "day")) if match else None
    return (moment.astimezone(_CHINA) if moment.tzinfo else moment).date()
