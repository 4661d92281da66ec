"""The patterns of the rules, by the names that `rules` lists them under; those that need a lexicon are functions."""

import re
from collections.abc import Iterable

from transforms.times.grammar import (
    CLOCK,
    COUNT,
    DAY,
    DAY_END,
    DAY_NUMBER,
    DAY_PART,
    DAY_TAIL,
    FULL_YEAR_HEAD,
    MONTH,
    MONTH_CORE,
    MONTH_NUMBER,
    MONTH_PART,
    OF_THE_DAY,
    SPAN,
    TO,
    YEAR,
    YEAR_HEAD,
    _,
)
from transforms.times.tables import SOLAR_TERMS, VagueTime, eras, festivals, plan_periods, reigns, vague_times

_HEAD = f"(?:{YEAR_HEAD})?"
_YEAR_FIGURES = r"(?:1[5-9]|20|21)\d\d"

DATE = rf"{_HEAD}{MONTH}{_}{DAY}{DAY_TAIL}"
#: 八月十五, 1月3至2月10: without 日 only where nothing can be counted after it
UNMARKED_DATE = rf"{_HEAD}{MONTH}(?P<day>{DAY_NUMBER}){DAY_END}(?=$|[，,。；;！!？?）)、\s至到—-]|出生|那[天日])"
MONTH_OF_YEAR = rf"{_HEAD}{MONTH}(?:的?{_}{MONTH_PART})?(?![嫂饼球薪均])"
PLAIN_YEAR = rf"{FULL_YEAR_HEAD}(?![龄级])"
#: 07年, 零八年, 九七年; 三五年, 二十年 and 15年 are spans, 98年 needs a month
PLAIN_SHORT_YEAR = (
    r"(?P<short>(?<![\d.．第])0\d|(?<![〇零一二三四五六七八九十百千])(?:[〇零][一二三四五六七八九]|三三|[五六七八九][〇零一三七九]))"
    rf"{_}年(?![代多余来间内里历])"
)
YEAR_PART = rf"{_HEAD}(?P<part>[上下前后]半年|上个半年|(?<![近两几一二三四五六七八九十\d])年[初底末中内]|全年|岁末)"
YEAR_END = rf"{YEAR_HEAD}(?P<part>[初底末])"
QUARTER = (
    rf"{_HEAD}(?P<quarter>(?<![〇零一二三四五六七八九十])第?[一二三四]|[首末]|(?<![\d.第])第?[1-4]|[Qq][1-4])个?季度"
)
FIRST_QUARTERS = rf"{_HEAD}前(?P<count>[二两三23])个?季度"
FIRST_MONTHS = rf"{_HEAD}前(?P<count>1[01]|[2-9]|十一?|[二两三四五六七八九])(?:个月|月份?)"
NTH_MONTH = rf"{YEAR_HEAD}(?:第(?P<count>{MONTH_NUMBER})个月|首月)"
#: 今年春茶, 今年夏粮, 今冬小麦 are crops and works, not seasons
_CROP = "(?![茶粮耕播种收汛运晚训招装菜笋薯麦油])"
SEASON = rf"{YEAR_HEAD}(?P<season>[春夏秋冬]){_CROP}[天季]?"
SHORT_SEASON = f"(?P<word>[今去明])(?P<season>[春夏秋冬]){_CROP}"

_FIRST_MONTH = rf"(?<![\d.．/第-])(?<![一二三四五六七八九十百千])(?P<first>{MONTH_NUMBER}){_}"
MONTH_RANGE = rf"{_HEAD}{_FIRST_MONTH}(?:(?:月份?)?{TO}|、){MONTH_CORE}(?!{_}{DAY_NUMBER}[日号])"
DAY_RANGE = rf"{_HEAD}{MONTH}{_}(?P<first>{DAY_NUMBER})[日号]?(?:{TO}|、){DAY}{DAY_TAIL}"
BARE_DAY_RANGE = (
    r"(?<![\d.．/第月〇零一二三四五六七八九十百千-])"
    rf"(?P<first>{DAY_NUMBER})[日号]?{TO}(?P<day>{DAY_NUMBER})日(?![游均内])"
)
YEAR_RANGE = (
    rf"(?P<first>{YEAR}){_}年?(?:{TO}|(?<=年)[与和](?=[^，,。]{{4,6}}间))"
    rf"(?P<last>{_YEAR_FIGURES}|\d\d(?!\d)|[一二][〇零一二三四五六七八九]{{3}}){_}"
    r"(?:(?P<school>学年)|年度?|(?![\d.．%％年/\-万亿元]))(?:之?间)?"
)
TWO_YEARS = "(?:去今|今明|明后|前去)(?:两|二)年|去冬今春|今冬明春"
FIRST_UNITS = rf"{YEAR_HEAD}(?P<side>前|最后)(?P<count>\d\d?|[一二两三四五六七八九十]{{1,3}})个?(?P<unit>[天日周]|星期)"
MONTH_FIRST_DAYS = (
    rf"(?:{_HEAD}{MONTH}|(?P<month_word>上个?月|本月|下个?月))的?"
    rf"(?P<side>前|最后)(?P<count>\d\d?|[一二两三四五六七八九十]{{1,3}})个?(?P<unit>[天日周]|星期)"
)

WEEK_OF_MONTH = rf"{_HEAD}{MONTH}的?第?(?P<count>[一二三四五1-5])个?(?:周|星期)(?![年岁一二三四五六日天])"

_CODE_BEFORE = r"(?<![\d.．/A-Za-z-])"
ISO_DAY = (
    rf"{_CODE_BEFORE}(?P<year>{_YEAR_FIGURES})(?P<sign>[-/.．])(?P<month>1[0-2]|0?[1-9])[-/.．](?P<day>3[01]|[12]\d|0?[1-9])"
    rf"(?![\d/]|[.．]\d){DAY_TAIL}"
)
#: 1999.08-2002.02, 2018/1/10-2018/7/10
_ISO_END = rf"{_YEAR_FIGURES}(?:[/.．](?:1[0-2]|0?[1-9])(?:[/.．](?:3[01]|[12]\d|0?[1-9]))?)?"
ISO_RANGE = rf"{_CODE_BEFORE}(?P<first>{_ISO_END}){TO}(?P<last>{_ISO_END})(?![\d/%％年]|[.．]\d)"
ISO_MONTH = rf"{_CODE_BEFORE}(?P<year>{_YEAR_FIGURES})[-/.．](?P<month>1[0-2]|0?[1-9])(?![\d.．])"
#: 2022 directly before a name or an enumerated year; `refusals` asks the tokens whether it counts something
YEAR_OF_NAME = (
    r"(?<![\d.．/A-Za-z%％+-])(?<!\d[:：])(?P<year>(?:19[5-9]|20[0-4])\d)"
    rf"(?=[“《\u4e00-\u9fff]|、{_YEAR_FIGURES}年|{_}看)"
)

_MONTH_WORD = "(?P<month_word>本月|当月|上上个?月|上个?月|上一个月|下下个?月|下个?月|下一个月|同月|次月|翌月|该月)"
_DAY_OR_PART = f"(?:(?P<day>{DAY_NUMBER})[日号]{DAY_TAIL}|{MONTH_PART})?"
RELATIVE_MONTH = rf"(?:(?P<relative>去年|前年|今年|明年))?{_MONTH_WORD}(?:份)?{_DAY_OR_PART}"
BARE_MONTH_PART = r"(?<![\d个〇零一二三四五六七八九十本上下当])月(?P<third>[初底末])"
RELATIVE_DAY = (
    r"(?:(?P<word>大前|大后|[前昨今明])天|(?P<word2>后)天(?!性|天)|(?P<word3>[昨今明本])日(?!头条|说法|关注|之星)|(?:(?P<word4>[昨今明])(?=[晚晨早夜])|(?P<word5>[昨今])(?=从|获悉)))"
    rf"{DAY_TAIL}"
)
#: 12号 alone: a bus, a building and a pit have numbers too
BARE_DAY_IN_TALK = rf"(?:(?<=[，,。；;在于到])|^)(?P<day>3[01]|[12]\d|0?[1-9])号(?=$|[，,。；;]|{DAY_PART}){DAY_TAIL}"
_NO_NUMBER_BEFORE = r"(?<![\d.．/第月〇零一二三四五六七八九十百千万-])"
BARE_DAY = rf"{_NO_NUMBER_BEFORE}(?P<day>3[01]|[12]\d|0?[1-9])日(?![游均内元龄圆以前后之]){DAY_TAIL}"
_HOURS = r"(?:凌晨|清晨|早[上晨]?|上午|中午|下午|傍晚|晚上?|夜间)?\d{1,2}(?:[时点](?:\d{1,2}分|半)?|[:：]\d\d)"
#: 每年3月至5月, 每周三, 每月15日: no days of one year
RECURRENT = (
    rf"每年的?(?:{MONTH_NUMBER}月(?:份|{DAY_NUMBER}[日号])?(?:{TO}{MONTH_NUMBER}月(?:{DAY_NUMBER}[日号])?)?|[春夏秋冬]季?)"
    rf"|每[日天晚](?:{_HOURS})(?:{TO}(?:次日|翌日|第二天)?(?:{_HOURS}))?"
    rf"|每个?(?:周|星期)[一二三四五六日天末]|每个?月的?{DAY_NUMBER}[日号]"
)
WEEK = (
    "(?P<week>上上?个?|[本这]个?|下下?个?)(?:周|星期|礼拜)"
    rf"(?:(?P<weekday>[一二三四五六日天末]){DAY_PART}?)?(?![年岁刊报])"
)
WEEKDAY = (
    rf"(?<![每逢上下本这至到])(?P<week>)(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天]){DAY_PART}?(?![至到—年岁-])"
)
SAME_PERIOD = rf"(?:(?:(?P<before>去年|上年|上一年|前年)|(?P<year>{YEAR})年)的?)?(?:同期(?!生|声)|同一时期)"
BACKWARD_DAY = rf"(?:当[天日晚]|同一?[天日]|次日|翌日|第二天){DAY_PART}?"

_INSIDE = "(?:以来|来(?![自到源电临])|之?间(?![接隔])|[里内中](?!心|国))"
BACK = rf"(?:近|最近|(?:刚刚)?过去|此前|这)的?{_}这?{_}{SPAN}(?:的?时间)?{_INSIDE}?"
SINCE_SPAN = rf"{SPAN}(?:以来|来(?![自到源临电访宾客往]))"
AHEAD = rf"(?:未来|今后|接下来|往后|此后)的?{_}{SPAN}(?:的?时间)?(?:之?间(?![接隔])|[里内](?!程|面|容))?"
#: 力争3年内: a term that is set; 三日内答复 is a duration
WITHIN = rf"(?:(?<=力争)|(?<=争取)|(?<=计划)|(?<=将在)|(?<=要在)){SPAN}(?:之内|以内|内)"
AGO = rf"{SPAN}(?:以前|之前|前(?![三来后期往沿列景夕台端所]))"
LATER = rf"{SPAN}(?:以后|之后)"
DURING = rf"(?:短短)?{SPAN}(?:之?间(?![接隔断])|里(?![程面])|下来(?=[，,])|过去(?=[，,了]))"
#: 五年累计投入146亿元, 三年攻坚，: so long did it take, within years told before
SPAN_ALONE = (
    rf"(?:(?<=[，,。；;：:“\s])|^){COUNT}{_}(?P<vague>)(?P<unit>年)(?P<more>)(?="
    "(?:年均|净)[\u4e00-\u9fff]|(?:累计|共|总共|合计)[\u4e00-\u9fff\\d]|(?:提高|增加|增长|减少|下降|降低|上升)了?(?:[\\d近约超逾]|[\u4e00-\u9fff]?[\\d])"
    "|(?:攻坚|奋斗|耕耘|坚守|探索|努力|奋战|拼搏|深耕|磨砺|砥砺|接力|接续|苦干|实践|坚持|蝶变|苦战|创业|打磨|磨一剑)[^，,。；的]{0,4}[，,]"
    "|时间[，,里]|光阴[，,里])"
)
#: 光运费一项，一年就省下30多万元: so much is it in any year
YEARLY = (
    "(?<![第头近同每哪])一年(?:下来(?=[，,])|(?=(?:就|能|可|还|便|又|光)?(?:能|可)?(?:省|节约|节省|多挣|多赚|少花)))"
)
#: Alone they count from today; 假期前三天 counts from the holiday
_BY_ITSELF = r"(?:(?<=[，,。；;：:！!？?、（(“\s在])|^)"
PREVIOUS = rf"{_BY_ITSELF}[前上]{SPAN}"
FOLLOWING = rf"{_BY_ITSELF}后{SPAN}"
#: Once, before, meanwhile; not 走过去, 2018年以前, 活动期间
FORMERLY = (
    r"(?:(?<=[，,。；;：:！!？?、（(“‘\s比和与跟像到由从是较们他她我])|^)"
    "(?:过去(?![了后看吧吗呢])|以前(?!所)|从前(?![门线排方端来台])|[起当]初(?![步级期中])|原先|早先|往年|[节假]日期间|[期其]间(?=[，,将还共已])|那时候?(?=[，,最的还他我家村每])|那会儿)"
    "|(?<=[在])从前(?=[，,。；])|(?<=[比较])(?:常年(?!同期)|往常|平时)"
)
CLOCK_ALONE = (
    f"{DAY_PART.removesuffix(')')})?{CLOCK}|(?:{OF_THE_DAY})[一二三四五六七八九十]{{1,2}}点(?![多名是就])半?"
    "|(?<=[到至了])深夜(?![食档班里])"
)
#: Said in general at a clause's end: 秋天，正是收获的季节; not 春天的故事
SEASON_IN_GENERAL = (
    "[初仲深早金盛隆严暖寒]?[春夏秋冬](?:时节|[天季日](?=[，,]))|[寒暑]假(?:期间|(?=[，,里]))|暑期(?=[，,])"
)
LUNAR_DAY = (
    "(?:三十|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|初[一二三四五六七八九十])"
)
LUNAR = rf"{_HEAD}(?:农历|(?=[正腊]月))(?P<month>[正冬腊]|{MONTH_NUMBER})月(?P<day>{LUNAR_DAY})(?:当[天日晚])?"
CENTURY = (
    r"(?P<century>上|本|(?<!\d)\d\d|[一二]十[一二三四五六七八九]?|十[一二三四五六七八九])个?世纪"
    "(?P<part>[初末]期?|中[期叶]|[前后]期)?"
)
DECADE = (
    r"(?:(?P<century>上|本|(?<!\d)\d\d|[一二]?十[一二三四五六七八九]?)个?世纪|(?<![第〇零一二三四五六七八九十\d]))"
    r"(?P<decade>[1-9]0|[一二三四五六七八九]十)年代(?P<part>[初末]期?|中[期叶]|[前后]期)?"
)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def word() -> str:
    """Fixed expressions, longest first: 截至目前 before 目前."""
    rows = sorted(vague_times().values(), key=lambda row: -len(row.surface))
    return f"(?P<word>{'|'.join(_fixed(row) for row in rows)})"


def _fixed(row: VagueTime) -> str:
    return f"{row.surface}(?![{row.stops}])" if row.stops else row.surface


_PLAN_TAIL = "以来|时期|期间|末期?|初期?|开局之年|收官之年|第一年|最后一年|首年"


def plan() -> str:
    """十四五, “十四五”末; not 十一五天."""
    alone = _any(row.plan for row in plan_periods().values() if row.alone)
    name = f"(?<![〇零一二三四五六七八九十百])(?P<plan>{alone})(?![一二三四五六七八九十天年个])"
    return rf"{name}(?:[”’\"]?(?P<tail>{_PLAN_TAIL}))?"


def plan_quoted() -> str:
    """“九五”期间: the shorter names in quotation marks only."""
    named = rf"[”’\"](?P<tail>{_PLAN_TAIL})|(?=[”’\"](?:规划|计划))"
    return rf"(?<=[“‘\"])(?P<plan>{_any(plan_periods())})(?:{named})"


def era() -> str:
    """党的十八大以来."""
    return rf"(?:党的)?(?P<era>{_any(eras())})(?:[召胜]开)?以来"


def reign() -> str:
    """清光绪十二年, 明代万历元年, 民国二十六年."""
    dynasties = _any({name for row in reigns().values() for name in row.dynasties})
    count = r"(?P<count>元|\d{1,2}|[一二三四五六七八九十]{1,3})"
    return rf"(?:{dynasties})?(?P<reign>{_any(reigns())}){count}年(?![代间来级])"


def festival() -> str:
    """国庆假期, 今年春节; `refusals` says which bare names are none."""
    tail = "小?长?假期?|黄金周|假日|期间|前夕|前一天|前后|临近|来临之际|将至|当[天日]|[3-8三四五六七八]天(?![前后内])"
    quote = '(?:[”’"](?=小?长?假|期间|黄金周|[前后当]))?'
    return rf"(?:{YEAR_HEAD}[“‘]?)?(?P<festival>{_any(festivals())})(?P<tail>{quote}(?:{tail}){{0,2}})"


def solar_term() -> str:
    """立秋, 今年冬至时节."""
    return rf"{_HEAD}(?P<term>{_any(SOLAR_TERMS)})(?:节气|时节|当[天日]|前后)?"
