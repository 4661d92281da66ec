"""Figures that no time told before governs: what is fixed by rule, told of one thing alone, or said of now."""

import bisect
import re
from collections.abc import Sequence

from transforms.observations.dating import Period
from transforms.observations.found import Found, View
from transforms.observations.line import Line

#: How far before a number what rules it is looked for.
_NEAR = 60
#: What is laid down holds for every day: 立下规矩：亩均投资不低于450万元; 定下“硬杠杠”：酒席不超15桌.
_LAID_DOWN = re.compile(
    r"(?:规矩|硬杠杠|杠杠|门槛|村规民约|公约|条例|章程|红线|底线|约定|准入标准|准入条件|条件是|标准是|规定)[”’]?(?:，|：|:|是)"
    r"|(?:按照?|根据|依据)[^，。；]{0,8}(?:规定|规矩|政策|标准|章程|条例|公约|协议|合同)[，,]"
)
#: What everyone gets, told in a sentence of its own: “气代煤”用户每立方米补贴1元，每户每季最高1200元.
_STANDARD = re.compile(r"每[^，。；\d]{1,10}(?:补贴|补助|奖补|奖励|补偿|给予|最高|报销|减免)[^，。；\d]{0,4}$")
_LIMITS = ("不超", "不超过", "不得超过", "不得高于", "不得低于", "不得少于", "不能超过")
#: How big a thing is, which its opening day does not date: 项目10月开工，占地56亩.
_SIZE = re.compile(
    r"^(?:总?占地|用地|总?库容|总?建筑面积|(?:线路|路线|道路|大桥|隧道|全线)?[全总]长|设计|概算|建设工期|总?工期)"
)
#: A time that only says which thing is meant, whose size and stock it does not date: 去年9月开工的|工程总投资19.8亿元.
_BEGAN = (
    "开工|动工|奠基|启动|建成|竣工|落成|投产|投用|启用|运营|成立|组建|创办|开业|开园|开馆|开通|通车|上线|挂牌|揭牌|"
    "落户|签约|引进|入驻|始建|修建|兴建|新建|改建|扩建|重建|搬迁|迁建|打造|流转|返乡|获批|入选|推出"
)
_WHICH_THING = re.compile(
    rf"[，]?(?:正式|全面|全线|建成|开始|投入|引进|开工|)(?:{_BEGAN}|建设|投入使用|投入运营)的(?!(?:约|近|超|逾)?[\d一二三四五六七八九十两]+(?![\d号期级线路标届]))"
)
#: A year of somebody's life, of which what follows is not: 1985年参加工作，…。他管护林子1.2万亩.
_OF_LIFE = re.compile(
    "(?:[他她]|就|便|开始|正式)?(?:参加工作|参加革命|入党|入伍|参军|出生|退休|退伍|转业|复员|毕业|上任|到任|担任|出任|当选|当上|任[村镇乡县校院厂党]|"
    "嫁|结婚|成家|回乡|返乡|回村|还乡|进厂|入职|入行|从业|从医|从教|从军|拜师|学艺|调[任到入]|大学毕业|加入)"
)
#: 线路2013年12月开工，总投资143亿元: its size is of no month
_BEGUN_ALONE = re.compile(
    rf"(?:正式|全面|全线|已|就)?(?:{_BEGAN}|建设|投入使用|投入运营)(?:建设|使用|运营)?，"
    "(?=总?投资|床位|占地|用地|总?建筑|[设配有]|拥有|全长|总长|库容|规模|概算|年产|年供|日供|日处理|主跨|车位|工期)"
)
#: 年底总数达到31家，总产值42.6亿元: the stock is of the year's end, the flow of the year
_AT_YEARS_END = re.compile("，年[底末](?=[^，。；\d]{0,10}(?:总数|达|存栏|余额|户籍|常住|人口|共有|拥有|实有|在册))")
#: 10月12日，总投资3.8亿元的小学项目开工; not 26个项目集中签约，总投资112亿元
_COST = re.compile("(?<!完成)总投资额?(?:约|近|超|逾|达|为|超过)*$")
_SEVERAL = re.compile("\\d+[个项家]|一批|[两二三四五六七八九十]个|共|批次|项目\\d")
#: What a thing has by now: 园区6月投用，…，已入驻企业63家; and has done since: …，已接待游客12万人次.
_STOCK = re.compile(
    rf"(?:{_BEGAN}|投入使用|投入运营)(?:运营|使用|以来)?，[^。；]*?(?:现已|目前已|如今已|已)(?:有|经?入驻|引进|吸引|落户|集聚|聚集|签约|发展|拥有|培育|覆盖|接入|吸纳|带动|汇聚)"
)
#: 2016年3月启动的|“三城联创”，拆除违建27万平方米: a campaign goes on
_CAMPAIGN = re.compile(
    r"(?:启动|开展|实施|推行|试行|部署|发起|打响|推出)的(?:“[^”]{2,12}”|[^，。；“\d]{2,12}(?:行动|整治|攻坚|改革|试点|创建|活动|计划|工程))"
    r"(?:行动|工程|活动|改革|计划|试点|机制|制度|创建)?，"
)
_KINDS = frozenset({"area", "length", "volume", "duration", "money", "mass", "power"})
#: Who tells of now: “公司里八成是…”; 某公司经理某某说，20个泊位满负荷.
_TELLS = re.compile(r"[^，。：；“]{2,20}(?:说|介绍|介绍说|告诉记者|表示|坦言|透露)[，：]")
_CLOSE = '”’」"'
#: A time that only says which thing is meant: 这家1998年由村办厂改制而来的|企业，产品出口…
_WHICH = re.compile(r"[^，。；：“”\d]{1,40}的[^的，。；：“”\d]{1,12}[，,]")
#: 4月1日启幕的某某节|已接待游客487万人次: since that day.
_BEGUN = re.compile(
    r"(?:启幕|开幕|开业|开园|开馆|开街|开市|开村|开营|开张|开放|开通|开行|上线|启动|启用|投用|投产|揭牌|成立|落成|推出|上市|挂牌)的"
    r"[^，。；]{2,40}?(?:已|累计|共|总共|先后)"
)
#: What a thing will do once it stands has no period: 预计明年6月投产，达产后可年产3万吨.
_ONCE_DONE = re.compile("(?:达产|投产|建成|竣工|满产|投用|投运|建成投产|投入使用|投入运营|全部建成)(?:之)?后")
_RECURS = re.compile("每个?[年月天日周](?![末初底])")
_LOOKED_AT = re.compile("盘点|回顾|回望|总结|展望|期待|畅谈|畅想|见证|亲历|告别|喜迎|迎接|谋划|聚焦|讲述|回首")
#: What a thing can hold or do, whenever it was built: 去年10月冷库建成，可储存鲜枣500吨; 届时 tells when.
_CAPACITY = re.compile(
    "可(?:同时|一次性?|日均?|年)?(?:容纳|停泊|停放|提供|储存|存放|储藏|消化|加工|处理|供应|供|吞吐|接待|减排|满足|养殖|种植|服务|"
    "覆盖|安置|节约|节省|节电|发电|灌溉|蓄水|生产|产出|年产|入住|就读)[^，。；\\d]{0,10}$"
)
_EACH = ("一班", "一趟", "一次", "一辆", "发一班", "一列")
#: How far before a number 现有, 现设 are looked for in a sentence that no time dates.
_FAR = 200
_NOW = re.compile(r"现(?:有|设|拥有|辖|存|已|共有|下辖)")


def is_laid_down(view: View, *, dated: bool) -> bool:
    """Whether a rule lays the figure down; in a sentence not `dated` each limit does: 酒席不超15桌."""
    start = view.slot.quantity.start
    if not dated and view.slot.line.text.endswith(_LIMITS, 0, start):
        return True
    return _LAID_DOWN.search(view.slot.line.text, max(0, start - _NEAR), start) is not None


def is_standard(view: View) -> bool:
    """Whether the figure is what everyone gets, in a sentence that begins with such a figure."""
    line, start = view.slot.line, view.slot.quantity.start
    first = line.quantities[0].start
    own = "每" in line.text[view.slot.clause_start : start]
    return own and _STANDARD.search(line.text, max(0, first - _NEAR), first) is not None


def is_attribute(view: View) -> bool:
    """Whether the figure stands before the thing that it tells of: 总投资30亿元的|项目, 沉寂三个多月的|小镇."""
    slot = view.slot
    text, end = slot.line.text, slot.quantity.end
    return view.kind in _KINDS and text.startswith("的", end) and not text.startswith("成绩", end + 1)


def is_size(view: View, found: Found, *, ahead: bool = False) -> bool:
    """Whether the figure is how big a thing is, or what it costs (where the time told is not `ahead`)."""
    if not ahead and is_cost_of_one(view):
        return True
    start = view.slot.quantity.start
    clause = view.slot.line.text[max(view.slot.clause_start, start - _NEAR) : start]
    if _CAPACITY.search(clause) and "届时" not in clause:
        return True
    designed = view.slot.before.startswith(("设计", "概算"))
    return view.kind in _KINDS and (designed or _SIZE.match(found.text or "") is not None)


def is_cost_of_one(view: View) -> bool:
    """Whether the figure is what one project costs in all, whenever it began; those of several are their day's."""
    slot = view.slot
    before = slot.line.text[: slot.quantity.start]
    return "总投资" in before and _COST.search(before[-_NEAR:]) is not None and _SEVERAL.search(before) is None


def is_speech(line: Line) -> bool:
    """Whether somebody speaks in a sentence: its quotation is all of it, or he is named before what he says."""
    text = line.text.rstrip()
    quoted = text.startswith(("“", "‘", "「")) and (text[-1] in _CLOSE or not any(mark in text for mark in _CLOSE))
    return quoted or _TELLS.match(text) is not None


def holds_until(line: Line, end: int) -> int | None:
    """Where a time that ends at `end` ceases to hold: behind its clause, if it only says which thing is meant."""
    which = _WHICH.match(line.text, end) or _WHICH_THING.match(line.text, end)
    if which and line.text.endswith(("中，", "中,", "上，", "里，"), end, which.end()):  # 9月组织的测评中，
        return None
    clause = line.clause_at(max(0, end - 1))
    begun = _BEGUN_ALONE.match(line.text, end)
    stock = clause > 0 and _AT_YEARS_END.search(line.text, max(0, end - 3))
    if begun or stock or (which is None and _OF_LIFE.match(line.text, end)):
        return line.clauses[clause][1]
    return which.end() if which else None


def has_gone_on(line: Line, end: int) -> bool:
    """Whether what began at a time that ends at `end` has gone on since."""
    return _BEGUN.match(line.text, end) is not None or _CAMPAIGN.match(line.text, end) is not None


def is_of_now(line: Line, view: View, times: Sequence[tuple[int, int, Period]]) -> bool:
    """Whether 现有, 现设 stands before the number in its sentence, after the last time there."""
    if not times and "现" not in line.text:
        return False
    before = bisect.bisect_right(times, view.slot.quantity.start, key=lambda item: item[1])
    last = times[before - 1][1] if before else max(0, view.slot.quantity.start - _FAR)
    stands = before > 0 and view.kind == "count" and _stands_by_now(view, last)
    return stands or bool(_NOW.search(line.text, last, view.slot.quantity.start))


def _stands_by_now(view: View, start: int) -> bool:
    """Whether what a thing has had since it began is told from `start` on: 6月投用，…，已入驻企业63家."""
    return _STOCK.search(view.slot.line.text, start, view.slot.quantity.start) is not None


def is_once_done(view: View, start: int) -> bool:
    """Whether the words from `start` to the figure say that it will be so once the thing stands, with no time of it."""
    if start and start >= view.slot.clause_start and _ONCE_DONE.match(view.slot.line.text, start):
        return False  # 10月投产后可新增产值1亿元
    if "后" not in view.slot.line.text:
        return False
    return _ONCE_DONE.search(view.slot.line.text, start, view.slot.quantity.start) is not None


def lasts(view: View, found: Found) -> bool:
    """Whether a duration is a figure of its period: 优良天数146天, 高峰6分钟一班."""
    counts = (found.text or "").endswith(("天数", "日数", "时数", "时长"))
    return counts or view.slot.line.text.startswith(_EACH, view.slot.quantity.end)


def recurs(view: View, period: Period) -> bool:
    """Whether so much is paid or done each month or year, which no day dates: 9月入学，每月补贴1800元."""
    if period.basis != "sentence" or period.granularity not in ("day", "month"):
        return False
    start = view.slot.quantity.start
    return _RECURS.search(view.slot.line.text, max(view.slot.clause_start, start - _NEAR), start) is not None


def is_looked_at(view: View, start: int) -> bool:
    """Whether the time at `start` is what somebody looks back or ahead at: 48万儿女盘点|过去五年的收成."""
    return _LOOKED_AT.search(view.slot.line.text, view.slot.quantity.end, start) is not None


def is_attributive(view: View, until: int) -> bool:
    """Whether the number stands in an attribute (投资1.2亿元的项目预计年底投产): the clause's time is not its own."""
    slot = view.slot
    return slot.line.text.startswith("的", slot.quantity.end) or "的" in slot.line.text[slot.quantity.end : until]
