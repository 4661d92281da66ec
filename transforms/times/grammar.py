"""The parts that patterns of times are built of. Digits are ASCII here: full-width ones are mapped before.

Every quantifier is bounded, so matching at a place takes constant time. `_` is one space at most: 2008 年 10 月.
"""

_ = "[ \u3000]?"
_HAN = "[〇零○OＯ一二三四五六七八九]"
#: 8:30 and 2：1 run on after their colon, 通告：1月20日起 does not.
_NO_NUMERAL_BEFORE = r"(?<![\d.．/第A-Za-z])(?<!\d[:：—–~～-])(?<![〇零一二三四五六七八九十百千万亿两])"

#: 2022, 二〇二二, 二零二二, 两千零四
_HAN_YEAR = f"[一二]{_HAN}{{3}}|[两二]千(?:零[一二三四五六七八九]|零?[一二]?十{_HAN}?)?"
YEAR = rf"(?<![\d.．第])(?:(?:1[5-9]|20|21)\d\d(?!\d)|(?<![〇零一二三四五六七八九十百])(?:{_HAN_YEAR}))"
#: 07, 98, 零八, 九七; approximate numbers (三五年) and counts of ten (十五年) are none
SHORT_YEAR = rf"(?<![\d.．第])(?:\d\d|(?<![〇零一二三四五六七八九十百千]){_HAN}{{2}})"
#: 今年 and the like, with the years to add; 当年 and the like hang on a time told before.
RELATIVE_YEARS = {
    "今年度": 0, "今年": 0, "本年度": 0, "本年": 0, "大前年": -3, "前年": -2, "上一年度": -1, "上一年": -1,
    "上年度": -1, "去年": -1, "上年": -1, "明年": 1, "来年": 1, "下一年": 1, "后年": 2,
}  # fmt: skip
BACKWARD_YEARS = {
    "当年": 0, "第一年": 0, "头一年": 0, "首年": 0, "同年": 0, "该年": 0, "这一年": 0, "那一年": 0, "次年": 1,
    "翌年": 1, "第二年": 1, "第三年": 2,
}  # fmt: skip
_RELATIVE = "|".join(sorted([*RELATIVE_YEARS, *BACKWARD_YEARS], key=len, reverse=True))
#: The year that a date begins with: groups `year`, `short` or `relative`.
YEAR_HEAD = rf"(?:(?P<year>{YEAR}){_}年度?|(?P<short>{SHORT_YEAR}){_}年|(?P<relative>{_RELATIVE}))(?:{_}的?{_})"
FULL_YEAR_HEAD = rf"(?:(?P<year>{YEAR}){_}年度?|(?P<relative>{_RELATIVE}))"

MONTH_NUMBER = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
#: 10月, 十二月, 3月份; not 3个月, 月均, 月饼
MONTH_CORE = rf"(?P<month>{MONTH_NUMBER}){_}月(?:份)?"
MONTH = _NO_NUMERAL_BEFORE + MONTH_CORE
DAY_NUMBER = (
    "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)
#: A numeral that runs on is no day: 10月200家
DAY_END = r"(?![\d.．%％,，]?\d)"
DAY = rf"(?P<day>{DAY_NUMBER}){_}[日号]"
MONTH_PART = "(?P<third>月?初|月?底|月?末|月中|上旬|中旬|下旬|中下旬|上中旬)"

#: Between the ends of a range; a single dash or a double one.
TO = f"{_}(?:至|到|[—–─~～﹣－-]{{1,2}}){_}"
CLOCK = r"(?:(?<![\d.])[0-2]?\d(?:[:：][0-5]\d|[点时](?![间候代期钟刻髦尚评速效差])(?:[0-5]?\d分|半|整|许|[一三]刻)?))"
OF_THE_DAY = "凌晨|清晨|早晨|早上|一早|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|夜间|深夜|夜里|当晚"
_OF_THE_DAY = f"(?:{OF_THE_DAY}|[晚早夜](?![会餐报宴班市景读期点高]))"
#: 下午, 晚, 上午9时30分
DAY_PART = rf"(?:{_}{_OF_THE_DAY}(?:{_}{CLOCK})?)"
#: 0时至24时, 18:00至次日6:00
_CLOCKS = f"{CLOCK}(?:{TO}(?:次日|翌日)?{CLOCK})?"
#: What may follow a day without changing it: （周四）, 下午, 9时30分
DAY_TAIL = (
    rf"(?:{_}[（(](?:周|星期)[一二三四五六日天][）)])?(?:{DAY_PART}|{_}{_CLOCKS}|[零十][零一二三四五六七八九]?[时点])?"
)

#: A count of units of time: 3, 十, 几; 多 and 余 inside make it vague.
_HAN_COUNT = "(?<![〇零一二三四五六七八九十百千第])[一二两三四五六七八九十百]{1,4}"
COUNT = rf"(?P<count>(?<![\d.．第])[1-9]\d{{0,2}}|{_HAN_COUNT}|数十|几十|[几数多半])"
UNIT = "(?P<unit>周年|年|个月|月|周|个?星期|个?季度|天|日)"
SPAN = rf"{COUNT}{_}(?P<vague>[多余几来]?){_}{UNIT}(?P<more>[多半]?)"
