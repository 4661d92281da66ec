"""Whether a verb is the predicate of a happening where it stands: not a noun, a habit, a wish or a statistic."""

import re
from typing import NamedTuple

from transforms.events.vocabulary import Trigger

#: After these a verb is a noun's attribute or part of another word: 开工率, 启动区, 通车里程, 收购价, 创建成果.
_NOUN_AFTER = re.compile(
    r"(?:了|大约|近)?[0-9一二三四五六七八九十百]+[余多]?周年|会(?!议)|率|区(?!域)|时间|面积|点(?!火)|权|人(?!工)|量|费|方案|计划|工作|引资|概念|之|者|力|大会|论坛|峰会|讲座|式(?![^，。]{0,20}举[行办])|现场|仪式感|成立|"
    r"(?<=退休|退伍|退役|下岗|返乡|回乡|转业|复员|归国)(?:教师|干部|职工|工友|姐妹|矿工|人员|工人|女工|军人|老|士兵|兵|医生|党员|大学生|青年|能人|人才|创客|农民工|群众|乡亲|客流|潮|旅客|就业|再就业|留学生|华侨)|"
    r"(?<=出生)一件事|(?<=开学)(?:第一课|季|典礼|报到)|(?<=受灾)(?:群众|农[田户]|地区|面积|企业|点|村|居民|作物|程度|情况|严重)|(?<=供货)(?:合同|协议|商|渠道|周期|订单)|(?<=获奖)(?:补|者|作品|名单|感言|选手|项目)|(?<=转移)(?:就业|支付|性|登记)|(?<=直播)(?:间|基地|电商|平台|带货(?:基地|大赛|培训))|(?<=下水)[道管井]|"
    r"(?<=出海)(?:品牌|企业|产品|捕捞|作业|远洋)|(?<=创业)(?:大学生|青年|园|典型|培训|大赛|项目|贷款|担保)|(?:的)?(?:企业|作品|名单|单位|事项|服务|产品|过程|目标|任务|阶段|条件)(?!\d)|加权|统计|"
    r"里程|价(?!值)|额(?!外)|数(?![百千万十])|入住|安置|成果|成效|期(?!间|待|工程)|标准|茶园|果园|岗位|启事|启示|公告|基金|进度|步伐|热潮"
)
#: 成立以来, 建成后 with a date of its own tells an event, without one a condition: 明年6月投产后, 建成后可….
_AFTERWARDS = re.compile("之?后(?!续)|以来|至今")
#: 供暖前, 开学起 tell when something else is.
_BEFOREHAND = re.compile("之?前(?!往)|起(?!来)|当[天日]|期间")
#: What has been open for a while: 开业半年, 上线两个月; 停水12小时 is an event.
_FOR_A_WHILE = re.compile(
    r"了?(?:(?:[0-9]{1,2}|[一二三四五六七八九十两半几]+)[余多]?(?:个[多半]?月|年|天|周)|不[到足])"
)
_LASTING = frozenset({"opening", "launch", "production", "completion"})
_PROJECT = re.compile(r"的?项目")
#: Verbs that need an object: 推动工作向纵深开展 tells nothing.
_TRANSITIVE = frozenset({"开展", "推出", "举办", "发布", "获得", "获", "参加", "签订", "签署", "聘任", "出台", "创建"})
_AMOUNT = re.compile(r"了?(?:投资|产值|销售|税收)|[0-9.]+[亿万]")
_OF = re.compile(r"的(?!是)")
#: 在…召开的大会上: a meeting may be told as an attribute.
HELD = frozenset({"召开", "举行", "举办"})
#: 是今年引进|的最大项目 compares.
_IS = re.compile("[是系]")
_ONE_OF_A_KIND = re.compile("的(?:最|首|唯一|第|又一|重[点大])")
#: 这是今年举行|的第27场发布会 counts them.
_NTH = re.compile("的第")
_NOT_BEFORE = re.compile(
    r"(?:未|没有?|无法|不|尚未|如果|一旦|争取|力争|希望|为|为了|要|可|能|需|须|应|请|待|便于|有待|准备|申请|促|早|快|抓|保|新|(?<![隆郑慎])重|再|以|(?:早日|尽快|尽早|及早).{0,4}|"
    r"推动|推进|加快|加速|促进|助力|计划|抓紧|狠抓|围绕|聚焦|着力|努力|全力|超额|合力|共同|持续|不断|如何|从[^，]{0,10}到[^，]{0,4}|从)$"
)
#: Counts of what happened over a time are statistics: 新建成投产规上企业42家, 累计获得专利218件, 签约项目120个.
_STATISTIC = re.compile(
    r"了?(?:规模?以上|规上|亿元以上|重点|各类|省级|市级)*(?:企业|项目|工程|住房|专利|公路|里程)?共?[0-9]+[余多]?[个家项件套条户所]"
    r"|了?(?:生猪|肉牛|肉羊|肉鸡|家禽|牛羊|牛|羊|猪|鸡|鸭|鹅|蛋鸡)[0-9]"
)
#: 水位持续|上涨 is no wish.
_UNCEASING = ("持续", "不断")
_PLANNED = re.compile("(?:(?:将|拟)(?:再|新|陆续|集中)?|还要|又要|就要)$")
_COUNTING = re.compile(
    r"累计|共计|总计|已有|推动[^年月日]{0,10}$|促进[^年月日]{0,10}$|力争[^年月日]{0,10}$|实现.{0,6}[0-9]+个.{0,4}$"
)
#: Verbs that tell an event with some objects only, by what the rest of their clause must hold.
_OBJECT = {
    "通过": re.compile(
        r"验收|环评|审批|审核|审查|考核|备案|论证|过会|复审|评审|复评|复核|复检|认证|评估|审定|鉴定|普查验收|考核验收"
    ),
    "获得": re.compile(
        r"奖|称号|荣誉|认定|批准|认证|资格|授牌|第[一二三]|冠军|亚军|资质|牌照|立项|表彰|命名|许可|订单|银牌|金牌|证书|点赞"
    ),
    "获": re.compile(
        r"奖|称号|荣誉|认定|批|认证|资格|授牌|第[0-9一二三四五六]|冠军|亚军|资质|牌照|立项|表彰|命名|许可|银|(?<![资基])金"
    ),
    "列入": re.compile("试点|名录|名单|目录|示范|项目库"),
    "纳入": re.compile("试点|名录|名单|目录|示范|项目库"),
    "刷新": re.compile("[纪记]录"),
    "创下": re.compile("[纪记]录"),
    "回到": re.compile("家乡|老家|故乡|故土|母校|村里|[一-鿿]村"),
    "查出": re.compile("[癌瘤病]|尿毒症|血栓"),
    "作出": re.compile("决定|决策|判决|裁[定决]|承诺"),
    "做出": re.compile("决定|决策|判决|裁[定决]|承诺"),
    "领到": re.compile("钥匙|证|执照|房|补[贴助]|赔款|工资|奖"),
    "拿到": re.compile("钥匙|证|执照|批[文复]|补[贴助]|赔款|冠军|奖|许可"),
    "登上": re.compile("榜|舞台|央视|热搜|领奖台|杂志|期刊|封面|头条"),
    "载入": re.compile("名录|史册|[纪记]录|县志|村志"),
    "恢复": re.compile("供[水电气暖]|通[车行航]|运[营行]|营业|开放|生产|施工|堂食|航班|线下|交通|秩序|正常|办理"),
    "解除": re.compile("预警|响应|警报|封[控闭]|隔离|管[控制]|限[制行]|合同"),
    "揭开": re.compile("序幕|帷幕|大幕"),
    "按下": re.compile("启动键|暂停键|按钮"),
    "当": re.compile("^[上了起过]?[^，。]{0,4}(?:支书|书记|主任|村官|兵|[校队厂社]长|学徒|[教老]师|医生|会计)"),
    "迎来": re.compile("首[批位个趟班场架列次]|第一[批位个趟班场架列]"),
    "拉开": re.compile("序幕|帷幕|大幕"),
    "办": re.compile(
        "^(?:了|起|一?场|首届|第.{1,3}届|“)*[^，]{0,12}(?:会|节|展|赛|晚会|讲座|培训|村晚|集市|庙会)(?![员馆])"
    ),
    "开": re.compile("^(?:了|起|到|过|一?场|第.{1,3}次)*[^，]{0,10}(?:会|课)(?![员馆计])|^(?:得|到了?)[^，]{2,}"),
    "调整": re.compile("至|到|为|线路|票价|站点|班次|时刻|运行"),
    "上调": re.compile("标准|额度|价格|票价|利率|待遇|比例|工资|养老金|电价|水价|气价|至|到"),
    "下调": re.compile("标准|额度|价格|票价|利率|待遇|比例|电价|水价|气价|至|到"),
}
#: …and what must stand before others: A轮|融资, 全县|脱贫, 公开|招聘, 一场|冻害, 现场会|开到了坡坎上.
_BEFORE = {
    "融资": re.compile("轮$"),
    "脱贫": re.compile("(?:全部|整村|整县|整乡|全县|全乡|全村|率先|如期|正式|最后[^，]{1,8})$"),
    "招聘": re.compile("(?:公开|面向.{1,8}|集中|将|拟|计划)$"),
    "上涨": re.compile("(?:水位|河水|江水|湖水|洪水|潮位)[^，]{0,4}$"),
    "手术": re.compile("(?:做了?|动了?|接受|进行|实施|完成)[^，]{0,8}$"),
    "表决": re.compile("(?:举手|投票|集体|现场|逐项|最后|最终)$"),
    "开": re.compile("(?:又|再|还|就|里|组织|次|会|要|将|连)$"),
    "办": re.compile("(?:又|再|还|就|里|将|将要|要|首次|正式|刚)$"),
}
#: 开了一场|板凳会, 办起|“村晚”.
_ONE = re.compile("[了起]?(?:一[场次堂]|首[场届次]|“)|[了起]")
_HARM = re.compile("(?:一场|一次|遭遇|遭|突遇|突发|特大|罕见的?|一起)[^，]{0,4}$")
_HARMS = frozenset(
    {"冻害", "洪灾", "水灾", "旱灾", "火灾", "雪灾", "雹灾", "冰雹", "山洪", "洪水", "泥石流", "暴雨", "车祸"}
)
#: 发布|消息 tells of the news, not of what happened.
_NEWS = re.compile("了?(?:的?消息|通告|提醒|提示|预报|预警|通知)")
#: 向…发起冲刺: a figure.
_FIGURE = re.compile("(?:总?攻|冲[刺锋]|挑战)")
#: What has a relative clause says what a thing is: 发往德国的压力变送器, 落户我县的首个项目.
_RELATIVE = re.compile("[^，。的]{1,8}的[^，。]{2}")
_RELATING = frozenset({"落户", "发往", "入驻", "参加", "获得", "获", "搬迁", "来自"})
#: 完成了各项目标任务 tells a result of a year; 完成改制 an event.
_RESULT = re.compile(r"目标|任务|投资|产值|收入|税收")
_DEED = re.compile(r"改革|改制|并购|重组|换届|搬迁|股改|主体|封顶|吊装|铺轨|首[飞航单批]|签约|交割|选举|测试|下水|引入")
#: 深入开展“…”活动 tells a line of work.
_ONGOING = re.compile(r"(?:深入|持续|扎实|广泛|大力|积极|继续|全面|常态化|深化|认真|有序|稳步)$")
_LINES_OF_WORK = frozenset({"开展", "实施", "推行", "建立", "打造", "试行", "实行", "创建"})
#: 推行“敲门行动” has a name of its own.
_NAMED = re.compile("了?“[^”+]{2,12}”")
_INVESTED = re.compile(r"(?:投资|投入|斥资|出资).{0,4}[0-9.]+[余多]?[万亿]+[余多]?元(?:资金)?(?:人民币)?$")
#: How far from a verb its clause is looked at.
_REACH = 60
#: Habits and series are no single happening.
_HABIT = re.compile(r"轮番|每[年月周天日季]|定期|常态化|经常|历年|逐年|基础上$|[0-9]+[余多]?(?:[场次期台例起趟]|人次)$")
#: What shows that a `soft` verb tells a completed or announced act.
_DONE_BEFORE = re.compile(r"(?:将|已|正式|成功|顺利|全面|如期|率先|即|还|先后|实现)$")
#: A clause that says what the thing told of is: 这是…落户我县的首个项目.
_SAYS_WHAT = re.compile("这也?是|这标志|这些是|也是|系|随着")
#: Who sees and does not act, or what is carried by figure: 记者|走进, 把课堂|搬到田间.
_NO_DEED = {
    "走进": re.compile("(?:记者|笔者|我们|人们|游客)[^，]{0,4}$"),
    "搬到": re.compile("[把将]"),
    "搬进": re.compile("[把将]"),
    "开进": re.compile("[把将]"),
    "检查": re.compile("(?:开展|进行|组织|接受|安全|全面)$"),
}


class Occurrence(NamedTuple):
    """A verb at `text[start:end]` in the clause `text[low:high]`; a date of that clause, if any, ends at `dated`.

    `since` says that a time from which on something holds leads to it: 10月1日起，….
    """

    text: str
    start: int
    end: int
    low: int
    high: int
    dated: int | None = None
    since: bool = False


def is_predicate(here: Occurrence, trigger: Trigger) -> bool:
    """Whether the verb tells a happening where it stands."""
    text, start, end = here.text, here.start, here.end
    low, high = max(here.low, start - _REACH), min(here.high, end + _REACH)
    before = text[max(0, start - 8) : start]
    if (
        _NOUN_AFTER.match(text, end)
        or _BEFOREHAND.match(text, end)
        or _HABIT.search(text[low:high])
        or (_is_wished(here, before) and not (trigger.type == "disaster" and before.endswith(_UNCEASING)))
    ):
        return False
    if here.dated is None and (_AFTERWARDS.match(text, end)):
        return False
    if _SAYS_WHAT.match(text, here.low) and here.dated is None:
        return False
    if trigger.type in _LASTING and _FOR_A_WHILE.match(text, end):
        return False
    if trigger.word in HELD and _NTH.match(text, end):
        return False
    if trigger.type not in ("visit", "meeting") and _PROJECT.match(text, end):
        return False
    if trigger.word == "上线" and before.endswith("线"):  # 线上线下
        return False
    if trigger.word in _TRANSITIVE and (end == len(text) or text[end] in "，,。；;"):
        return trigger.word in HELD and before.endswith(("成功", "圆满", "如期", "顺利", "隆重"))
    if trigger.type != "visit" and _is_statistic(here, trigger.word, low, high):
        return False
    return not _is_attribute(here, trigger.word) and _is_done(here, trigger, before, low, high)


def _is_wished(here: Occurrence, before: str) -> bool:
    """要建成, 争取开工; not 计划9月|交付, and 将再开工 is announced."""
    if here.dated == here.start or _PLANNED.search(before):
        return False
    return _NOT_BEFORE.search(before) is not None


def _is_attribute(here: Occurrence, word: str) -> bool:
    """开业的商店, 落户我县的项目; 1958年|建成的工厂 was built then."""
    if _OF.match(here.text, here.end):
        if _ONE_OF_A_KIND.match(here.text, here.end) and _IS.search(
            here.text, max(here.low, here.start - _REACH), here.start
        ):
            return True
        return word not in HELD and (here.dated is None or here.start - here.dated > 2)
    return word in _RELATING and _RELATIVE.match(here.text, here.end) is not None


def _is_statistic(here: Occurrence, word: str, low: int, high: int) -> bool:
    """Whether a verb counts what happened over a time, lacks the object that would make it an event, or goes on."""
    text, start, end = here.text, here.start, here.end
    planned = _PLANNED.search(text, max(0, start - 4), start) is not None
    if (_STATISTIC.match(text, end) and not planned) or _COUNTING.search(text, low, start):
        return True
    if word in _LINES_OF_WORK and _ONGOING.search(text, low, start):
        return True
    if word == "完成":
        return bool(_RESULT.search(text, end, high))
    return not _has_its_words(here, word, low, high)


def _has_its_words(here: Occurrence, word: str, low: int, high: int) -> bool:
    """Whether what a verb needs stands before and after it."""
    text, start, end = here.text, here.start, here.end
    if word in _HARMS:
        return _HARM.search(text, low, start) is not None
    if (word == "发布" and _NEWS.match(text, end)) or (word == "发起" and _FIGURE.match(text, end)):
        return False
    if word in _NO_DEED and _NO_DEED[word].search(text, low, start):
        return False
    after, needed = _OBJECT.get(word), _BEFORE.get(word)
    if after is not None and not after.search(text[end:high]):
        return False
    if needed is None or needed.search(text, low, start) or here.dated == start:
        return True
    return word in ("开", "办") and _ONE.match(text, end) is not None


def _is_done(here: Occurrence, trigger: Trigger, before: str, low: int, high: int) -> bool:
    """Whether a `soft` verb tells a completed or announced act, and 建设 one with its money."""
    text, start, end = here.text, here.start, here.end
    if trigger.word == "建设":
        return bool(_INVESTED.search(text, low, start))
    if trigger.strength != "soft":
        return True
    word = trigger.word
    if word == "完成" and _DEED.search(text, end, high):
        return True
    named = word in _LINES_OF_WORK and _NAMED.match(text, end) is not None
    done = here.since or named or text[end : end + 1] == "了" or bool(_DONE_BEFORE.search(before))
    return done and not _AMOUNT.match(text, end)
