"""A publication day that is printed: in the file's name, or on the page as a dateline."""

import re
from collections.abc import Sequence
from datetime import date

from transforms.model import Sentence
from transforms.times.periods import a_date

_IN_NAME = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d\d)(?:([-_.]?)(1[0-2]|0[1-9])\2(3[01]|[12]\d|0[1-9])|年(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日)"
    r"(?![0-9A-Za-z])"
)
_DATE = (
    r"(?P<year>(?:19|20)\d\d)(?:年(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日"
    r"|[-/.](?P<month2>1[0-2]|0?[1-9])[-/.](?P<day2>3[01]|[12]\d|0?[1-9])(?!\d))"
)
#: 2022年10月14日 星期五, 发布时间：2022-10-14 09:12, 2022年10月14日 第03版; alone in its line: 2024年5月8日, also with
#: the hour and what web pages set beside it (2024-05-08 10:22 来源：临港发布)
_LINES = (
    re.compile(rf"(?:发布时间|发布日期|发表时间|出版日期|更新时间|日期|时间|发布于)[：: ]{{0,2}}{_DATE}"),
    re.compile(rf"{_DATE} ?[（(]?(?:星期|周)[一二三四五六日天]"),
    re.compile(rf"{_DATE} ?第? ?[A-Z]?\d{{1,3}} ?版"),
    re.compile(rf"(?:[A-Z]?\d{{1,3}} ?版|(?:日|晚|时|早|商|都市)报|新闻网|来源[：:]\S{{2,12}}) ?{_DATE}(?=\s|$)"),
    re.compile(
        rf"^[（(\s]?{_DATE}[）)]?(?:\s*\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?"
        r"(?:\s*(?:来源|作者|编辑|责编|记者|通讯员|阅读|浏览)[：:\s].*)?$"
    ),
)
_ANY = re.compile(_DATE)
_LONGEST_LINE = 60


def date_in_file_name(name: str) -> tuple[date | None, str | None]:
    """The day that a file's name carries (`2022-10-14_03.txt`, `20221014.txt`), with the part that says so."""
    for match in _IN_NAME.finditer(name):
        day = a_date(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]))
        if day is not None:
            return day, f"file name: {match.group()}"
    return None, None


def dateline(sentences: Sequence[Sentence]) -> tuple[date | None, str | None]:
    """The day of the first line that is a dateline: short, a full date with its weekday, page number or 发布时间."""
    for sentence in sentences:
        text = sentence.text
        if len(text) > _LONGEST_LINE or not ("19" in text or "20" in text) or not _ANY.search(text):
            continue
        for pattern in _LINES:
            match = pattern.search(text)
            day = match and a_date(
                int(match["year"]), int(match["month"] or match["month2"]), int(match["day"] or match["day2"])
            )
            if day:
                return day, text
    return None, None
