"""What a quotation names: a program, an award, a venue, a product, or nothing but a figure.

QUOTED is judged in order; the first rule that fits decides. `makes` is the entity type, None for no name.
"""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from transforms.names import gazetteer
from transforms.names.quotations import Quotation, program_heads
from transforms.names.tables import word_set
from transforms.tokens import is_known, part_of_speech

_COUNTED = re.compile(r"^[一二三四五六七八九十百千万两双0-9]|^[0-9X][0-9A-Z+＋-]+$")
_IDIOM_COUNT = re.compile(
    r"^[一千万百].{2}$|^一.难.$|^[两双][翼轮手]|^[一二三四五六七八九十半]山.*[水田]|^[一两二三四五六七八九十][亩头只棵间栋杯碗][^，]|^一(?:体|河|路|墙|江|街|线|步|字|纸|张|片|盘|股).{1,2}$|^[两三四五六七八九十]大|^\d+$|^[一二三四五六七八九十]小$"
    r"|^[双两]轮$|^[两双三]不误$|^.+之.$|^一[老小]$|^一老一小$|^两代表一委员$|^.{1,3}连[涨跌增降冠升]$"
    r"|[0-9]比[0-9]|^[一二三四五六七八九]星$|^[一二三四五六七八九十][道][题关坎]$|^[一二三四五六七八九]合一$|^[红黄绿一二三四五]色灯$|.不.{3}"
    r"|^[一两二三][根件股块把颗份].{1,3}$|^[0-9０]{2}后.{0,2}$|^两委$|^三包$"
)
_SENTENCE = re.compile(r"[。！？；…]|，.*，|什么|怎么|如何|谁|吗|呢|[我你他][们的是]")
_FIGURE_END = re.compile(
    r"(?:样本|样板|铁军|答卷|密码|故事|力量|之路|之[制治问变举计]|精神|名片|底色|成色|范本|答案|担当|速度|温度|指数|牌(?<![品招]牌))$"
)
_AWARD_END = re.compile(
    r"(?:示范.{1,6}|之乡|强[镇村县市区]|先进.{2,6}|文明[单家村镇].?|标兵|百强.{0,3}|十佳.{0,4}|奖|鼎)$"
)
_AWARD_VERBS = frozenset(
    {"荣获", "获评", "获", "获得", "评为", "被评为", "夺取", "摘得", "斩获", "蝉联", "授予", "命名", "认定", "创成"}
    | {"捧回", "荣膺", "被誉为", "誉为", "争创", "创建", "命名为", "定为"}
)
_AWARD_TAIL = re.compile(r"称号|荣誉|奖项|殊荣|美誉|名录|名单")
_LEVEL = re.compile("[\u4e00-\u9fd5]{2,3}[省市]|全[国省市]|国家|省级|市级|中国")
#: What neighbours and branches have under names of their own: “坝坝会”, “积分银行”, “新时代文明实践大篷车”.
_LOCAL = re.compile(
    "(?:坝坝|板凳|院坝|屋场|院落|方桌|圆桌|火塘|田坎|地头|湾坝|夜谈|茶话|恳谈|评议|议事|民情|庭院|场院|炕头|楼道|邻里|围炉)会$|议事$|"
    "(?:积分|时间|道德|爱心|文明|公益|志愿)(?:积分)?(?:银行|存折)$|(?:大篷车|轻骑兵|大巴|直通车|流动书屋|夜话|夜谈|主题党日|微心愿|茶馆)$|^[\u4e00-\u9fd5]{2,5}(?<!借)贷$|^(?:红色|信托|阳光|暖心)物业$"
)
_TARGET = re.compile(r"(?:城市|街道|乡镇|小镇|社区|乡村|校园|门户|高地|中心|窗口|之城|强区|强市)$")
_SLOGAN_AFTER = re.compile(
    r"的?(?:驱动|联动|并进|并举|齐飞|发力|融合|衔接|互动|转变|跨越|原则|目标|要求|总要求|理念|定位|效应|精神|氛围|现象|问题|难题|标准|局面|循环|道路|步伐|形象|态势|导向|方针|思路|追求|初心|姿态|格调)"
)
_VENUE_END = re.compile(r"(?:餐厅|驿站|书房|书吧|民宿|客厅|会客厅|食堂|空间|小屋|茶馆|咖啡馆|工作室|咖(?<=.咖))$")
_VENUE_TAIL = re.compile(r"民宿|餐厅|驿站|书房|小店|酒店|客栈|农家乐|服务站|展馆")
_PRODUCT_TAIL = re.compile(r"等?(?:系列)?.{0,3}(?:名茶|品种|产品|商标|草莓|葡萄|大米|水果|白酒|黄酒)")
_ZONE_END = re.compile(r"^[^、，,·]*(?:[\u4e00-\u9fd5]{2}谷|走廊|产业园|科技园|新城|小镇|大湾区)$")
_FESTIVAL = re.compile(r"^[\u4e00-\u9fd5]{2,6}(?<![环季细情关枝礼时音章])节$|村晚$")
_HOLIDAY = re.compile(
    "元旦|春|元宵|清明|端午|七夕|中秋|重阳|国庆|劳动|五一|儿童|妇女|青年|教师|护士|父亲|母亲|情人|圣诞|感恩|光棍|植树|建军|记者"
)
_SERVICE_NAME = re.compile(r"^[\u4e00-\u9fd5]{2,4}(?:通|办|码|宝|帮|e家|掌办)$")
_EXPERIENCE = re.compile(r"^[\u4e00-\u9fd5]{2,4}(?:经验|模式|医改)$")
_MEASURE_LIST = re.compile(r"^.{2,10}?(?:[0-9]+|[一二三四五六七八九十]+)条$")
_SERVICE_TAIL = re.compile(r"贷款|贷(?!款)|保险|融资|服务窗口|专窗|专区|金融产品")


@dataclass(frozen=True, slots=True)
class QuotationRule:
    """What a quotation that `fits` names; with `ends`, none fits whose last character is not one of them."""

    name: str
    makes: str | None
    fits: Callable[[Quotation], bool]
    ends: str = ""


def _is_speech(quote: Quotation) -> bool:
    return not quote.tail and (len(quote.inner) > 24 or bool(_SENTENCE.search(quote.inner)))


def _is_figure(quote: Quotation) -> bool:
    return quote.inner in word_set("figures_of_speech.csv") or (
        not quote.tail and bool(_FIGURE_END.search(quote.inner))
    )


def _is_meeting(quote: Quotation) -> bool:
    """“赛马”风采展: a contest may bear a figure of speech."""
    return bool(quote.tail) and quote.tail.endswith(_meetings())


@functools.cache
def _meetings() -> tuple[str, ...]:
    return tuple(word_set("program_meetings.csv"))


def _is_contrast(quote: Quotation) -> bool:
    """从“一河之隔”到“一体发展”: what was and what is, no names."""
    return quote.contrasted


def _is_award(quote: Quotation) -> bool:
    verb = quote.before.word if quote.before else ""
    if verb in ("入选", "跻身", "上榜", "列入", "入围") and _LEVEL.match(quote.inner):
        return True
    return verb in _AWARD_VERBS or bool(_AWARD_TAIL.match(quote.after) or _AWARD_END.search(quote.inner))


def _is_experience(quote: Quotation) -> bool:
    """“晋江经验”, “枫桥经验”: what was made of a place, whose name is no word of the language else."""
    place = quote.inner[:-2]
    known = place in gazetteer.codes_by_short_name() or (len(place) == 2 and not is_known(place))
    return bool(_EXPERIENCE.match(quote.inner)) and known


def _is_target(quote: Quotation) -> bool:
    """“文明城市”建设: a goal, not a program."""
    return quote.tail in ("建设", "创建", "") and bool(_TARGET.search(quote.inner))


def _is_plain_word(quote: Quotation) -> bool:
    """“赋能”, “主动”: one common word."""
    return quote.one_word and (len(quote.inner) < 4 or is_known(quote.inner)) and not _COUNTED.match(quote.inner)


def _ends_as_program(quote: Quotation) -> bool:
    return quote.inner.endswith(program_heads().get(quote.inner[-1], ()), 2)


def _is_counted(quote: Quotation) -> bool:
    """“六争攻坚”, “三个一”, “1+1+N”; not “一支笔”, “246”."""
    counted = _COUNTED.match(quote.inner) and 2 <= len(quote.inner) <= 14
    return bool(counted) and not _IDIOM_COUNT.match(quote.inner)


def _is_coined(quote: Quotation) -> bool:
    """One word of four characters and more that the dictionary lacks (“浙里好办”)."""
    return quote.one_word and 4 <= len(quote.inner) <= 6 and part_of_speech(quote.inner) != "eng"


def _is_launched(quote: Quotation) -> bool:
    verb = quote.before
    short = 3 <= len(quote.inner) <= 10 and "、" not in quote.inner and "+" not in quote.inner
    return verb is not None and verb.word in word_set("program_verbs.csv") and short


def _is_work(quote: Quotation) -> bool:
    long = len(quote.inner) >= 4
    return long and quote.after.startswith(("工作", "六项", "等工作", "试点", "资金", "专项资金", "补助资金", "行进中"))


def _is_festival(quote: Quotation) -> bool:
    """“盘王节”, “开山节”; not “关键环节”."""
    return bool(_FESTIVAL.search(quote.inner)) and not _HOLIDAY.match(quote.inner)


QUOTED = (
    QuotationRule("known", "program", lambda quote: quote.inner in word_set("known_programs.csv")),
    QuotationRule("meeting", "program", _is_meeting),
    QuotationRule("contrast", None, _is_contrast),
    QuotationRule("experience", "program", _is_experience, "验式改"),
    QuotationRule("measures", "program", lambda quote: bool(_MEASURE_LIST.match(quote.inner)), "条"),
    QuotationRule("figure of speech", None, lambda quote: quote.inner.isdigit() or _is_figure(quote)),
    QuotationRule("speech", None, _is_speech),
    QuotationRule("service", "program", lambda quote: bool(_SERVICE_TAIL.match(quote.after))),
    QuotationRule("award", "award", _is_award),
    QuotationRule("target", None, _is_target, "市道镇区村园户地心口城"),
    QuotationRule("head noun", "program", lambda quote: bool(quote.tail)),
    QuotationRule("local form", "program", lambda q: bool(_LOCAL.search(q.inner)), "会事行折车兵巴屋话谈日愿馆贷业"),
    QuotationRule("listed", "program", lambda quote: quote.listed),
    QuotationRule("venue", "venue", lambda q: bool(_VENUE_END.search(q.inner) or _VENUE_TAIL.match(q.after))),
    QuotationRule("product", "product", lambda quote: bool(_PRODUCT_TAIL.match(quote.after))),
    QuotationRule("zone", "place", lambda quote: bool(_ZONE_END.search(quote.inner)), "谷廊园城镇区"),
    QuotationRule("ends as program", "program", _ends_as_program),
    QuotationRule("festival", "program", _is_festival, "节晚"),
    QuotationRule("plain word", None, _is_plain_word),
    QuotationRule("slogan", None, lambda quote: bool(_SLOGAN_AFTER.match(quote.after))),
    QuotationRule("internet plus", "program", lambda quote: quote.inner.startswith(("互联网+", "互联网＋"))),
    QuotationRule("counted", "program", _is_counted),
    QuotationRule("work", "program", _is_work),
    QuotationRule("coined", "program", _is_coined),
    QuotationRule("service name", "program", lambda q: bool(_SERVICE_NAME.match(q.inner)), "通办码宝帮家"),
    QuotationRule("launched", "program", _is_launched),
)


@functools.lru_cache(maxsize=1 << 13)
def _rules_for(last: str) -> tuple[QuotationRule, ...]:
    """The rules that quotations which end with the character `last` may fit."""
    return tuple(rule for rule in QUOTED if not rule.ends or last in rule.ends)


def judge(quote: Quotation) -> QuotationRule | None:
    """The rule that decides about a quotation, None if no rule knows it."""
    for rule in _rules_for(quote.inner[-1]):
        if rule.fits(quote):
            return rule
    return None
