"""Where a time may begin: a quick look before any rule is tried. What begins elsewhere is never found."""

import functools
import re

from transforms.times.grammar import BACKWARD_YEARS, OF_THE_DAY, RELATIVE_YEARS
from transforms.times.tables import SOLAR_TERMS, eras, festivals, plan_periods, reigns, vague_times

_HAN = "〇零○OＯ一二两三四五六七八九十"
#: What may stand after the numeral that a time begins with.
_AFTER_NUMBER = "年月日号天周星季个世点时:：至到、与和多余几来礼代—–─~～﹣－\\-"
_YEAR, _FIGURES = "(?<![0-9].)[0-9]{3}", rf"(?<![0-9].)[0-9]{{0,2}}(?= ?[{_AFTER_NUMBER}])"
_HAN_NUMERAL = rf"(?<![{_HAN}].)(?=[{_HAN}百千0-9]{{0,6}}[ \u3000]?[{_AFTER_NUMBER}历”’\"])"
#: First characters of numbers and what must stand around and behind them.
_NUMBERS = (
    ("12", _YEAR),
    ("0123456789", _FIGURES),
    (_HAN, _HAN_NUMERAL),
    ("几数半百", "(?=[多余年个月天日周十季星])"),
    ("多", "(?=[年个月天日周季星])"),
)
_DIGITS = f"0123456789{_HAN}"
#: First and second characters that open expressions of no table.
_OPENINGS = {
    "上": f"多数几百半个一上月季周星礼世{_DIGITS}", "下": "半个一下月季周星礼", "前": f"多百半天去{_DIGITS}几数",
    "后": f"多百半天{_DIGITS}几数", "年": "初底末中内", "这": f"百周个星礼几数{_DIGITS}", "去": "今春夏秋冬",
    "今": "日天晚晨早夜春夏秋冬明从", "明": "日天晚晨早夜春夏秋冬后", "昨": "日天晚晨早夜从获", "大": "前后",
    "本": "日月周个星礼季世", "当": "月天日晚初", "同": "月天日一期", "次": "月日", "翌": "月日", "该": "月",
    "第": "1234一二三四", "首": "季", "末": "季", "Q": "1234", "q": "1234", "全": "年", "岁": "末尾",
    "月": "初底末", "周": "一二三四五六日天", "星": "期", "礼": "拜", "新": "年的一", "开": "年",
    "近": f"百的这几数多半 \u3000{_DIGITS}", "最": "近", "刚": "刚", "过": "去", "此": "前后", "未": "来", "接": "下",
    "往": "后年常", "短": "短", "春": "时天季日", "夏": "时天季日", "秋": "时天季日", "冬": "时天季日",
    "初": "春夏秋冬", "仲": "春夏秋冬", "深": "春夏秋冬", "早": "春夏秋冬先", "金": "秋", "盛": "夏", "隆": "冬",
    "严": "冬", "暖": "春冬", "寒": "假春夏秋冬", "暑": "假期",
    "从": "前", "起": "初", "原": "先", "其": "间", "期": "间", "节": "日", "假": "日", "以": "前",
    "那": "时会", "常": "年", "平": "时", "农": "历", "正": "月", "腊": "月", "党": "的", "每": "年月个周星日天晚",
}  # fmt: skip
_HOUR = "[ \u3000]?[0-9一二三四五六七八九十]"


@functools.cache
def beginnings() -> re.Pattern[str]:
    """Matches (a character or two) wherever some rule's match may begin."""
    seconds = {first: set(following) for first, following in _OPENINGS.items()}
    for word in (
        *RELATIVE_YEARS,
        *BACKWARD_YEARS,
        *SOLAR_TERMS,
        *eras(),
        *reigns(),
        *(dynasty + reign for reign, row in reigns().items() for dynasty in row.dynasties),
        *festivals(),
        *plan_periods(),
        *vague_times(),
    ):
        seconds.setdefault(word[0], set()).add(word[1])
    pairs = "|".join(f"{first}[{''.join(sorted(following))}]" for first, following in seconds.items())
    opens = f"(?=[{''.join(seconds)}][{''.join(sorted(set().union(*seconds.values())))}])"
    clocks = [word + _HOUR for word in (*OF_THE_DAY.split("|"), *"晚早夜")]
    numbers = [f"[{firsts}]{rest}" for firsts, rest in _NUMBERS]
    every = {*seconds, *"".join(firsts for firsts, _ in _NUMBERS), *(word[0] for word in clocks), "深"}
    # most characters begin none, and most that might are no pair: the hundreds of branches are tried at few places
    return re.compile(
        f"(?=[{''.join(sorted(every))}])(?:{'|'.join((*numbers, f'{opens}(?:{pairs})', *clocks, '深夜'))})"
    )
