"""The period of each figure of a paragraph: what a time governs, what goes on under it, what it leaves alone."""

from datetime import date

import periods_told
import pytest

from transforms.reading import read_document

# published, paragraphs, the period of each figure: "" for none
PARAGRAPHS = [
    # where a change began has a time of its own, which reaches nothing behind it
    (
        "2020-11-13",
        ["今年前10月，港区完成吞吐量1078万标箱，由上半年下降7.6%转为增长0.9%；航线由年初的93条增至101条，其中欧美航线62条。"],
        [
            "2020-01-01 2020-10-31", "2020-01-01 2020-06-30", "2020-01-01 2020-10-31", "2020-01-01 2020-01-31",
            "2020-01-01 2020-10-31", "2020-01-01 2020-10-31",
        ],
    ),
    (
        "2017-10-12",
        ["如今的桃坪村，贫困人口由2014年的312人减少到47人，人均收入从2380元涨到7900元。"],
        ["2014-01-01 2014-12-31", "2017-10-12 2017-10-12"] * 2,
    ),
    (
        "2018-07-20",
        ["上半年，二氧化硫由去年同期的26微克降至17微克，降了三成多。", "优良天数146天，比去年同期增加9天。"],
        ["2017-01-01 2017-06-30", "2018-01-01 2018-06-30", "2018-01-01 2018-06-30"] + ["2018-01-01 2018-06-30"] * 2,
    ),
    ("2021-08-20", ["网上销售比重从2016年的15%升到63%，村口设点14处。"], ["2016-01-01 2016-12-31", "", ""]),
    ("2020-11-13", ["社区力争到2021年底物业覆盖率由64%提高到100%。"], ["", "2021-12-01 2021-12-31"]),
    # a year that only says which thing is meant
    (
        "2021-06-18",
        ["这座2009年由旧粮仓改建而来的书院，藏书3.2万册，日均接待260人。", "去年年底落成的展览馆，面积2万平方米。"],
        ["", "", ""],
    ),
    ("2021-06-18", ["2020年，这家由旧粮仓改建而来的书院，接待读者6.2万人次。"], ["2020-01-01 2020-12-31"]),
    # rules hold for every day
    (
        "2021-06-18",
        [
            "2019年以来，园区关停作坊32家。园区定下规矩：亩均产值不低于600万元。",
            "2020年，村里修路3公里。村规民约规定：随礼不高于200元。按照规定，70岁以上老人就餐每人5元。",
        ],
        ["2019-01-01 2021-06-18", "", "2020-01-01 2020-12-31", "", "", ""],
    ),
    # what stands before its thing goes on with nothing told before
    (
        "2021-06-18",
        ["2019年，基金投向项目12个。在高新区，总投资8亿元的传感器项目正在安装设备。投资600万元的便民桥正在架梁。"],
        ["2019-01-01 2019-12-31", "", ""],
    ),
    ("2021-06-18", ["昨日清晨，闭馆两个月的老街书场开门迎客。"], [""]),
    # how big a thing is, which the day of its opening does not date
    (
        "2021-06-18",
        ["5月8日，水厂扩建工程开工，占地36亩，设计日供水5万吨。6月1日，城东大桥通车，全长820米。"],
        ["", "", ""],
    ),
    # speakers tell of now
    (
        "2021-06-18",
        ["2018年，他回乡办厂。“厂里七成是本村人，每月能挣4500元。”", "3月，堆场扩建了。经理王明说，12台岸吊全部开动。"],
        ["", "", ""],
    ),
    # a time to come right behind a figure
    (
        "2021-06-18",
        ["截至5月底已建成8座，其余4座将于10月交付。"],
        ["2021-05-31 2021-05-31", "2021-10-01 2021-10-31"],
    ),
    # the first day of what was told, and since it began
    (
        "2021-06-18",
        ["6月5日，荔枝节在沙塘镇开幕。开幕首日成交额达260万元，活动首日接待游客3万人次。"],
        ["2021-06-05 2021-06-05"] * 2,
    ),
    (
        "2021-06-18",
        ["4月10日开馆的地质博物馆已接待游客12万人次，同比增长8%。", "5月1日开园的湿地公园累计接待游客3.4万人次。"],
        ["2021-04-10 2021-06-18"] * 2 + ["2021-05-01 2021-06-18"],
    ),
    # what is only compared with dates nothing, quoted or not
    ("2022-06-17", ["园区配套率38.6%，较“十三五”末提高11个百分点。"], ["", ""]),
    (
        "2025-07-21",
        ["2024年，全州产值8.9亿元，较2019年的2.1亿元增长3倍多。"],
        ["2024-01-01 2024-12-31", "2019-01-01 2019-12-31", "2024-01-01 2024-12-31"],
    ),
    # what goes on after ； is counted on the same day, and in both currencies
    (
        "2020-11-13",
        ["截至9月底，全区有高新企业183家；每万人拥有专利92.7件。"],
        ["2020-09-30 2020-09-30"] * 2,
    ),
    ("2018-04-12", ["2017年，人均生产总值25683元（按年均汇率折算为3804美元）。"], ["2017-01-01 2017-12-31"] * 2),
    # a far aim is that of its own figure
    ("2019-01-15", ["产业收入到2020年达到1000亿元。新建厂房120万平方米。"], ["2020-01-01 2020-12-31", ""]),
    # a story told on with 了 is of its day; what someone says of his work is not of the month told before
    (
        "2022-06-17",
        ["4月中旬，340吨棉纱被堵在半路。主任带着4名干部跑了3个收费站。"],
        ["2022-04-11 2022-04-20"] * 3,
    ),
    (
        "2020-11-13",
        ["2月，港区吞吐量61万标箱。码头不再冷清。经理李明说，20个泊位满负荷。"],
        ["2020-02-01 2020-02-29", ""],
    ),
    # the year of what is counted off is that of the whole
    (
        "2018-11-07",
        ["2016年排查出的13处黑臭水体，已整治12处。市区新铺管网78公里。"],
        ["2016-01-01 2016-12-31", "", ""],
    ),
    ("2019-10-29", ["1984年，19岁的李明进厂，月薪24元。"], ["1984-01-01 1984-12-31"] * 2),
    ("2017-10-12", ["今年以来，村里评议26场次。理事会定下规矩：酒席不超15桌。"], ["2017-01-01 2017-10-12", ""]),
    (
        "2020-11-13",
        ["上半年，公司卖出46万套，超过去年全年，净利润2150万元，去年同期亏损600万元。"],
        ["2020-01-01 2020-06-30"] * 2 + ["2019-01-01 2019-06-30"],
    ),
    # what one of a kind costs is of no period
    (
        "2019-10-29",
        ["今年前9个月，网店卖出5600把。一把练习琴300元，手工琴卖到2.6万元。"],
        ["2019-01-01 2019-09-30", "", ""],
    ),
    ("2020-11-13", ["前10个月，班列发送11.7万标箱。一个40英尺柜铁路运费3800元。"], ["2020-01-01 2020-10-31", "", ""]),
    # 起初 leaves the year in force
    ("2022-06-17", ["2018年，公司从外省搬来，起初只租了2400平方米厂房。"], ["2018-01-01 2018-12-31"]),
    # the day on which something begins holds for what is told of it, and for 同日 and 其间
    (
        "2018-11-07",
        ["11月15日起，15路公交车延长，增设站点9处。高峰6分钟一班。", "同日，老人免费乘车范围扩大到47条线路。"],
        ["2018-11-15 2018-11-15"] * 3,
    ),
    (
        "2020-11-13",
        ["12月1日起至12月20日，隧道封闭一条车道，限速40公里/小时。其间，发车间隔由15分钟调整为20分钟。"],
        ["2020-12-01 2020-12-20", "", "2020-12-01 2020-12-20"],
    ),
    # the nth of the year is told of its own day
    (
        "2018-11-07",
        ["11月6日上午，市里举行新闻发布会。这是今年我市举行的第27场发布会，36名记者到场。"],
        ["2018-11-06 2018-11-06"],
    ),
    # what is told of another time, though it names no days, is not of the year told before
    (
        "2022-06-17",
        ["去年，合作社销售额2870万元。", "“入社前，我一年到头摸不到3000块现钱。”"],
        ["2021-01-01 2021-12-31", ""],
    ),
    ("2022-06-17", ["2016年起，专家常来指导。8年下来，化肥用量减少三分之一。"], [""]),
    ("2022-06-17", ["2018年，公司投产。4年过去，职工增加到206人。"], ["", ""]),
    ("2022-06-17", ["今年1至5月，车间产布530万米。", "“以前，每个工人看护机台12台。”"], ["2022-01-01 2022-05-31", ""]),
]  # fmt: skip


# headline and text, the periods of the headline's figures
HEADLINES = [
    (
        ["一季度外贸开门红", "GDP同比增长6.3% 增速居全省第4位", "记者了解到，一季度，全市实现地区生产总值955亿元。"],
        ["2024-01-01 2024-03-31"] * 2,
    ),
    (["港区单月吞吐量突破140万标箱", "", "3月，港区完成吞吐量140万标箱，同比增长4%。"], ["2024-03-01 2024-03-31"]),
    (["养老金标准涨了18元", "", "2024年，城乡居民养老金标准上涨18元。"], ["2024-01-01 2024-12-31"]),
    (["总投资32亿元项目落户青山镇", "", "4月8日，项目签约。今年一季度，全镇开工项目7个。"], [""]),
]


@pytest.mark.parametrize(("lines", "periods"), HEADLINES, ids=[lines[0] for lines, _ in HEADLINES])
def test_a_headlines_figures_are_of_the_time_that_it_or_the_text_tells(lines, periods):
    title, subtitle, text = lines
    page = "\n\n".join(filter(None, [title, subtitle, "本报记者 张明", text]))
    facts = read_document(page, date(2024, 4, 20))
    (article,) = facts.articles
    titles = {index for index, sentence in enumerate(article.article.sentences) if sentence.role == "title"}
    rows = [row for row in article.observations if row.sentence in titles]
    assert [f"{row.period_start} {row.period_end}" if row.period_start else "" for row in rows] == periods


ALL = [*PARAGRAPHS, *periods_told.PARAGRAPHS]


@pytest.mark.parametrize(("published", "paragraph", "periods"), ALL, ids=[row[1][0][:12] for row in ALL])
def test_figures_have_the_periods_that_their_paragraph_sets(published, paragraph, periods):
    facts = read_document("清风乡见闻\n\n本报记者 张明\n\n" + "".join(paragraph), date.fromisoformat(published))
    rows = [row for article in facts.articles for row in article.observations]
    told = [f"{row.period_start} {row.period_end}" if row.period_start else "" for row in rows]
    assert told == periods, [(row.quantity.mention, row.indicator) for row in rows]
