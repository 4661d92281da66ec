"""Newspaper pages made for tests: clean articles of invented facts, broken into columns with pictures in between.

`make_page(seed)` gives the page as a scan would and what is true of it: the articles, and every place where the layout
broke a sentence.
"""

import random
from dataclasses import dataclass, field

PLACES = [
    "苏州高新区",
    "长沙市望城区",
    "佛山市顺德区",
    "烟台市福山区",
    "绵阳市涪城区",
    "泉州市晋江市",
    "株洲市石峰区",
    "常州市武进区",
    "合肥市肥西县",
    "赣州市章贡区",
]
TOWNS = [
    "狮山街道",
    "铜官镇",
    "北滘镇",
    "门楼镇",
    "青义镇",
    "磁灶镇",
    "响石岭街道",
    "湖塘镇",
    "上派镇",
    "水东镇",
    "横塘街道",
    "乔口镇",
]
NAMES = [
    "张立新",
    "李晓燕",
    "王建军",
    "陈思远",
    "刘海",
    "赵明辉",
    "孙悦",
    "周晨阳",
    "吴倩",
    "郑文博",
    "冯雪",
    "何志强",
    "欧阳静",
    "许杰",
    "高云飞",
    "林芳",
]
FIRMS = [
    "恒达精密机械有限公司",
    "中科新材料股份有限公司",
    "绿源食品有限公司",
    "华盛光电科技有限公司",
    "东方纺织集团",
    "远航物流有限公司",
]
ITEMS = ["新能源汽车零部件", "高端装备", "生物医药", "智能家电", "现代农业", "数字经济", "文旅融合", "绿色建材"]

SENTENCES = """{year}年，{place}实现地区生产总值{n}.{d}亿元，同比增长{d}.{e}%，增速居全市前列。
{town}坚持把项目建设作为经济工作的“牛鼻子”，围绕{item}产业延链补链强链，全年引进亿元以上项目{d}个。
走进{firm}的生产车间，一条条自动化生产线正在高速运转，工人们忙着赶制一批发往海外的订单。
“过去办一件事要跑好几个部门，现在一个窗口就能办好。”企业负责人{name}说。
据统计，今年1至{m}月，全镇规模以上工业企业完成产值{n}.{d}亿元，完成固定资产投资{n}亿元。
为破解群众停车难问题，{town}利用闲置地块新建停车场{d}处，增加车位{n}余个；同时推行错时共享停车，盘活存量资源。
在{town}便民服务中心，工作人员{name}正在指导群众通过手机办理社保业务，整个过程不到5分钟。
围绕“产业强、生态美、百姓富”的目标，当地将农村人居环境整治与美丽庭院创建、文明家庭评选相结合，村容村貌焕然一新。
{place}有关负责人表示，下一步将继续优化营商环境，推动更多政策直达快享、免申即享。
村里的老党员{name}自发组建了一支志愿服务队，每周开展环境整治、矛盾调解、助老扶弱等活动，受到村民的一致好评。
近年来，该区大力实施人才强区战略，先后引进各类高层次人才{n}名，建成省级以上创新平台{d}家。
项目一期占地{n}亩，总投资{d}亿元，建成投产后预计年产值可达{n}亿元，可带动就业{n}余人。
去年以来，{town}累计投入资金{n}万元，完成老旧管网改造{d}公里，惠及居民{n}户。
面对“钱从哪里来、人往哪里去”的现实问题，街道探索出一条以商招商、以才引才的新路子。
这里既有古色古香的老街，也有充满活力的创意园区……传统与现代在此交相辉映，吸引了众多年轻人前来打卡。
{name}告诉记者，合作社今年种植的葡萄喜获丰收，亩产达到{n}公斤，每亩可增收近万元。
产业要发展，要素保障怎么跟上？{town}成立工作专班，对重点项目实行“一对一”跟踪服务。
通过“党建联盟+行业协会+企业”的模式，{d}个支部与{n}家企业结成对子，共同攻克技术难题{d}项。
随着最后一方混凝土浇筑完成，横跨两岸的大桥顺利合龙，比原计划提前了{d}个月。
《乡村振兴三年行动方案》明确提出，到2025年，全区村级集体经济经营性收入全部达到{n}万元以上。
目前，全区已建成居家养老服务中心{d}个，为{n}名老年人提供助餐、助浴、助洁等服务。
该镇还推出“积分制”管理办法，村民参与公益活动可获得积分，凭积分到“爱心超市”兑换生活用品。
{firm}是一家专注于{item}研发、生产和销售的国家级高新技术企业，产品远销{d}个国家和地区。
从“单打独斗”到“抱团发展”，从“靠天吃饭”到“科技种田”，乡亲们的日子越过越红火。
当地还以数字化改革为牵引，打造了集监测、预警、处置于一体的智慧平台，实现了基层治理从被动应对到主动服务的转变。
“只要大家有需要，我们随叫随到！”社区网格员{name}笑着说，“能帮上邻居的忙，心里特别踏实。”
截至目前，已有{n}家企业完成智能化改造，生产效率平均提高{d}%，单位产品能耗下降{e}%。
位于{town}的非遗工坊里，{name}和几位姐妹正飞针走线，一幅幅精美的刺绣作品在她们手中诞生。""".splitlines()

HEADINGS = [
    [
        "聚焦项目建设 夯实发展根基",
        "聚焦产业升级 激活发展动能",
        "聚焦民生改善 增进群众福祉",
        "聚焦基层治理 提升服务效能",
    ],
    [
        "以“实干”开路 跑出项目加速度",
        "以“创新”赋能 激发产业新活力",
        "以“服务”为先 擦亮民生幸福底色",
        "以“党建”引领 画好治理同心圆",
    ],
    [
        "抓项目 强产业 经济发展稳中有进",
        "优环境 惠企业 营商服务提档升级",
        "治环境 美乡村 城乡面貌日新月异",
        "办实事 解民忧 幸福指数节节攀升",
    ],
    ["项目为王蓄积新动能", "改革创新激发新活力", "生态优先绘就新画卷", "民生为本提升新温度"],
    ["强化要素保障", "优化产业结构", "深化改革创新", "美化人居环境"],
]
TITLES = """{p}奋力书写高质量发展新答卷
{p}打造先进制造业“新高地”
老城焕新颜 {p}绘就宜居宜业新图景
{p}以“小网格”托起“大民生”
从“制造”到“智造”：{p}的转型之路
{p}跑出项目建设“加速度”
一江碧水绕城流 {p}生态优势变发展优势""".splitlines()
KICKERS = [
    "凝心聚力谋发展 真抓实干谱新篇",
    "强信心 稳增长 促发展",
    "在高质量发展中走在前列",
    "乡村振兴看变化",
    "优环境 抓项目 惠民生",
]
SUBTITLES = ["——{p}推进基层治理现代化纪实", "——来自{p}的调查与思考", "看{p}如何念好“山海经”"]
CAPTIONS = """{t}全景
俯瞰{t}
{t}产业园一角
航拍{t}中央公园
{f}生产车间
{t}便民服务中心
志愿者在{t}开展环境整治
{t}举办邻里文化节
工人在{f}车间里赶制订单
美丽乡村示范带
新建成的滨江步道
村民喜摘葡萄
图为{t}新貌""".splitlines()


@dataclass
class Made:
    """An article and its truth."""

    title: str
    kicker: str | None
    subtitle: str | None
    authors: list[str]
    photo_credits: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class Page:
    """A page as scanned, its articles, and `breaks`: offsets of the first and second side of each broken sentence.

    `elements` are spans that no sentence may bridge: paragraphs (a list of spans each), headings, captions, titles.
    """

    text: str = ""
    articles: list[Made] = field(default_factory=list)
    breaks: list[tuple[int, int]] = field(default_factory=list)
    elements: list[list[tuple[int, int]]] = field(default_factory=list)


class _Writer:
    def __init__(self, chance: random.Random):
        self.chance, self.page = chance, Page()
        self.mark = chance.random() < 0.25  # headings and titles marked by #
        self.width = chance.choice([0, 0, 0, 34, 44, 56])  # half characters on a line, 0: one line a paragraph
        self.two_lines = chance.random() < 0.4
        self.signed_below = chance.random() < 0.2
        self.figure = chance.choice(["\n\n\n\n", "\n\n\n\n", "\n\n![](images/7c1f.jpg)\n\n", "\n\n"])
        self.comma = chance.choice(["，", "，", ","])

    def add(self, text: str, gap: str = "\n\n") -> tuple[int, int]:
        if self.page.text:
            self.page.text += gap
        start = len(self.page.text)
        self.page.text += text
        return start, len(self.page.text)

    def element(self, text: str, gap: str = "\n\n") -> None:
        self.page.elements.append([self.add(text, gap)])


def make_page(seed: int) -> Page:
    """A page of one to three articles; the same seed gives the same page."""
    writer = _Writer(random.Random(seed))
    count = 1 if writer.signed_below else writer.chance.choice([1, 1, 2, 3])
    for _ in range(count):
        _write(writer, _make_article(writer.chance))
    return writer.page


def _filled(chance: random.Random, template: str) -> str:
    return template.format(
        year=chance.randint(2015, 2024), n=chance.randint(11, 980), d=chance.randint(2, 9), e=chance.randint(1, 9),
        m=chance.randint(2, 11), place=chance.choice(PLACES), town=chance.choice(TOWNS), name=chance.choice(NAMES),
        firm=chance.choice(FIRMS), item=chance.choice(ITEMS), p=chance.choice(PLACES)[-3:] + chance.choice(TOWNS),
        t=chance.choice(TOWNS), f=chance.choice(FIRMS),
    )  # fmt: skip


def _make_article(chance: random.Random) -> Made:
    made = Made(
        _filled(chance, chance.choice(TITLES)),
        chance.choice([None, chance.choice(KICKERS)]),
        _filled(chance, chance.choice(SUBTITLES)) if chance.random() < 0.2 else None,
        chance.sample(NAMES, chance.randint(1, 3)),
        headings=chance.choice(HEADINGS)[: chance.choice([0, 2, 3, 4])],
    )
    for _ in range(max(4, 2 * len(made.headings))):
        sentences = chance.sample(SENTENCES, chance.randint(1, 4))
        made.paragraphs.append("".join(_filled(chance, sentence) for sentence in sentences))
    return made


def _write(writer: _Writer, made: Made) -> None:
    chance, page = writer.chance, writer.page
    page.articles.append(made)
    for text, mark in ((made.kicker, "## "), (made.title, "# "), (made.subtitle, "## ")):
        if text:
            writer.element((mark if writer.mark else "") + text)
    if not writer.signed_below:
        label = chance.choice(["", "", "记者 ", "本报记者 ", "□"])
        writer.add(label + " ".join(made.authors))
    lead = len(made.paragraphs) - 2 * len(made.headings)
    for at, paragraph in enumerate(made.paragraphs):
        if made.headings and at >= lead and (at - lead) % 2 == 0:
            _write_heading(writer, made.headings[(at - lead) // 2])
        if chance.random() < 0.02:  # the scan lost the stop
            paragraph = paragraph.rstrip("。！？”")
        _write_paragraph(writer, made, paragraph.replace("，", writer.comma))
    if writer.signed_below:
        writer.add("撰文 " + " ".join(made.authors))
    elif chance.random() < 0.4:
        source = chance.choice(TOWNS)
        made.photo_credits.append(source)
        writer.add(f"（图片由{source}提供）")


def _write_heading(writer: _Writer, heading: str) -> None:
    parts = heading.split(" ")
    if writer.two_lines and len(parts) == 2 and not writer.mark:
        writer.element("  \n".join(parts))
    else:
        writer.element(("### " if writer.mark else "") + heading)


def _write_caption(writer: _Writer, made: Made) -> None:
    caption = _filled(writer.chance, writer.chance.choice(CAPTIONS))
    made.captions.append(caption)
    credit = writer.chance.choice(["", "", " {} 摄", "（{} 摄）"])
    if credit:
        made.photo_credits.append(writer.chance.choice(NAMES))
        credit = credit.format(made.photo_credits[-1])
    writer.element(caption + credit, writer.figure)


def _write_paragraph(writer: _Writer, made: Made, paragraph: str) -> None:
    chance, page = writer.chance, writer.page
    cuts = [
        at
        for at in range(4, len(paragraph) - 3)
        if paragraph[at - 1] not in "。！？；”…" and paragraph[at] not in "。！？；，、：”》…"
    ]
    pieces: list[tuple[int, int]] = []
    if not cuts or chance.random() < 0.5:
        pieces.append(_write_lines(writer, paragraph, "\n\n"))
    else:
        cut = chance.choice(cuts)
        pieces.append(_write_lines(writer, paragraph[:cut], "\n\n"))
        for _ in range(chance.choice([0, 0, 1, 1, 2])):
            _write_caption(writer, made)
        pieces.append(_write_lines(writer, paragraph[cut:], "\n\n", is_start=False))
        page.breaks.append((pieces[0][1], pieces[1][0]))
    if chance.random() < 0.1:
        _write_caption(writer, made)
    page.elements.append(pieces)


def _write_lines(writer: _Writer, text: str, gap: str, is_start: bool = True) -> tuple[int, int]:
    if not writer.width:
        return writer.add(text, gap)
    indent = "\u3000\u3000" if is_start else ""
    shown = indent + text
    lines = [""]
    for character in shown:
        if sum(1 if c.isascii() else 2 for c in lines[-1] + character) > writer.width:
            lines.append("")
        lines[-1] += character
    start, end = writer.add("\n".join(lines), gap)
    return start + len(indent), end
