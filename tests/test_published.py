"""The day of publication: printed somewhere, or inferred from what a page tells as past and as still to come."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.model import Published, Sentence
from transforms.published import infer_published


def infer(*texts: str, manifest: date | None = None, name: str = "p.txt") -> Published:
    return infer_published([Sentence(text, ((0, len(text)),)) for text in texts], manifest, name)


def test_a_date_from_outside_wins():
    found = infer("2019年5月3日 星期五", manifest=date(2022, 10, 14), name="2021-01-02.txt")
    assert found == Published(date(2022, 10, 14), date(2022, 10, 14), date(2022, 10, 14), "manifest", found.evidence)


NAMES = [
    ("2022-10-14_03.txt", date(2022, 10, 14)),
    ("a03-20221014.txt", date(2022, 10, 14)),
    ("page_2022.10.14.html", date(2022, 10, 14)),
    ("晚报2022年1月4日.txt", date(2022, 1, 4)),
    # codes and days that do not exist
    ("000_293076c92f479c54.txt", None),
    ("20221314.txt", None),
    ("2022-02-30.txt", None),
    ("1234520221014.txt", None),
    ("001.txt", None),
]


@pytest.mark.parametrize(("name", "day"), NAMES)
def test_a_file_name_may_carry_it(name, day):
    found = infer("无日期的一句话。", name=name)
    assert found.best == day
    assert found.basis == ("file name" if day else None)


DATELINES = [
    ("2022年10月14日 星期五", date(2022, 10, 14)),
    ("2021年3月8日　周一 第04版 要闻".replace("　", " "), date(2021, 3, 8)),
    ("发布时间：2020-06-01 09:12", date(2020, 6, 1)),
    ("来源：青山日报 2019-11-20", date(2019, 11, 20)),
    ("滨海晚报 2018年12月3日", date(2018, 12, 3)),
    ("A05版 2023.4.6", date(2023, 4, 6)),
    ("2024年5月8日", date(2024, 5, 8)),
    ("2024-05-08 10:22 来源：临港发布 编辑：陈明", date(2024, 5, 8)),
    ("（2024年5月8日）", date(2024, 5, 8)),
    # told, not printed as a dateline
    ("2024年5月8日以来", None),
    ("2024年5月8日至10日", None),
    ("2019年5月3日，新桥通车。", None),
    ("据悉，该公司成立于2016年5月3日，注册资本500万元。", None),
]


def test_when_something_was_founded_does_not_date_the_text():
    assert infer("合作社成立于2009年，社员有312户。", "10月15日，小麦播种过半。", "今年产量增长。").best is None


@pytest.mark.parametrize(("line", "day"), DATELINES)
def test_a_dateline_is_exact(line, day):
    found = infer("标题", line, "正文第一句。")
    assert (found.basis == "text") == (day is not None)
    if day:
        assert (found.best, found.earliest, found.latest) == (day, day, day)


# sentences of a page → the window that a careful reader would give
PAGES = [
    # headings of one form look back and ahead; the quarter in a deed's name is not over, nor is what only compares
    (
        [
            "2020年：攻坚克难 交出答卷",
            "2月2日上午，市人代会开幕。",
            "2020年，社会消费品零售总额下降2.6%，降幅比前三季度收窄3.4个百分点。",
            "2021年：抢抓机遇 开好新局",
            "今年，全市地区生产总值预期增长8%以上。",
        ],
        "2021-02-03",
        "2021-03-08",
    ),
    (
        ["2月15日，全市2023年一季度重大项目集中签约开工仪式举行。", "项目预计今年10月投产。"],
        "2023-02-16",
        "2023-03-21",
    ),
    # a forecast is told right before what it tells
    (
        [
            "2022年冬季，全市最大负荷151万千瓦。",
            "受强冷空气影响，12月16日至17日，我市将出现大风降温天气。",
            "今年入冬以来，气温偏高。",
        ],
        "2023-12-10",
        "2023-12-16",
    ),
    (
        ["2018年，景区接待游客60万人次。", "灯会将于9月12日开幕。", "今年，景区新添彩灯300组。"],
        "2019-09-01",
        "2019-09-12",
    ),
    # the newest day is fresh news, the year stands in an event's name beside 日前
    (
        ["日前，2021中国·松阳茶商大会开幕。", "3月27日，签约仪式举行。", "今年底将建成二期。"],
        "2021-03-28",
        "2021-05-05",
    ),
    # half-year figures, second half still to come
    (
        ["2019年，全县生产总值为210亿元。", "今年上半年，规上工业增加值增长6.2%。", "下半年，县里将再开工8个项目。"],
        "2020-07-01",
        "2020-09-15",
    ),
    # January to August
    (["2022年度先进表彰大会今年初召开。", "今年1至8月，财政收入12.3亿元。"], "2022-09-01", "2022-11-15"),
    # nine months' figures against a plan for the year's end
    (
        [
            "去年，即2022年，全镇接待游客30万人次。",
            "2022年，全镇农民人均收入3.1万元。",
            "今年前三季度，接待游客41万人次。",
        ],
        "2023-10-01",
        "2023-12-31",
    ),
    # a month that is still to come bounds from above
    (
        [
            "今年4月，第一批农机到位。",
            "2020年以来，全乡流转土地2000亩。",
            "今年是“十四五”开局之年。",
            "机场将于6月通航。",
        ],
        "2021-04-01",
        "2021-06-30",
    ),
    # the year opens
    (["新年伊始，码头一派繁忙。", "2020年，港口吞吐量达1200万吨。"], "2021-01-01", "2021-02-28"),
    # an anniversary tells the year
    (["今年是新中国成立70周年。", "2018年，全县脱贫1.2万人。", "10月1日，升旗仪式举行。"], "2019-10-02", "2019-11-10"),
    # a headline's day is to come where the text below says so; a range of days may be set for later
    (
        ["翠湖马拉松5月18日鸣枪", "记者4月9日获悉，2023翠湖马拉松将于5月18日开跑。", "茶博会定于5月2日至6日举行。"],
        "2023-04-10",
        "2023-05-02",
    ),
    # what a notice says to begin is to come, what else begins may have begun
    (
        [
            "3月12日，市水务集团通告：3月15日起，城南片区停水检修。",
            "3月20日起，35路公交车改道。",
            "2021年，全市供水9亿吨。",
            "今年，管网改造提速。",
        ],
        "2022-03-13",
        "2022-03-15",
    ),
    # the second step of a schedule is to come too, though its clause does not say so
    (
        [
            "9月6日，2022云州国际陶瓷博览会开幕。",
            "园区计划今年第四季度动工，2025年上半年对外开放。",
            "去年，全镇产值26亿元。",
        ],
        "2022-09-07",
        "2022-10-09",
    ),
    # what goes on after ； lies in the year told before it
    (
        [
            "2019年1月9日在市第七届人民代表大会上",
            "2018年工作回顾",
            "2018年全市用电量36亿千瓦时；",
            "12月21日最大负荷达218兆瓦。",
        ],
        "2019-01-10",
        "2019-02-28",
    ),
    # the running five-year plan is a floor under the year; history lies before it
    (
        [
            "2014年，榨油技艺入选省级名录。",
            "今年9月，平台上线。",
            "“十四五”时期，街道将建成3个公园。",
            "11月11日，居民搬进新居。",
        ],
        "2021-11-12",
        "2021-12-15",
    ),
    (
        ["“十四五”以来，全县累计投资78亿元。", "2019年，隧道贯通。", "今年上半年，货运量增长3%。"],
        "2021-07-01",
        "2021-09-15",
    ),
    # the animal of the year, where the text's years lie near
    (
        ["虎年春节，古镇接待游客12万人次。", "2021年，全县接待游客300万人次。", "2月7日，景区免票入园。"],
        "2022-02-08",
        "2022-03-12",
    ),
    (["建党100周年之际，展览开幕。", "2019年，老区脱贫。", "6月28日，歌咏比赛举行。"], "2021-06-29", "2021-07-31"),
    # an age reckons the year: by the calendar or by a reign
    (["酱园创办于清光绪十三年，距今已有136年历史。", "今年上半年，销售额增长6%。"], "2023-07-01", "2023-09-15"),
    (
        ["2009年，老街修缮。", "茶行始建于1887年，至今已有134年。", "今年上半年，接待游客9万人次。"],
        "2021-07-01",
        "2021-09-15",
    ),
    # what is planned for is the latest year; a step behind ； is planned too
    (
        [
            "去年，全县实现旅游收入12亿元。",
            "项目计划2019年6月开工；",
            "三期2021年建成。",
            "2015年，景区开门迎客。",
            "今年5月6日，环湖路通车。",
        ],
        "2018-05-07",
        "2018-06-10",
    ),
    # a year that has ended lies before; what is aimed at lies ahead
    (
        ["2018年底，全乡还有贫困户86户。", "今年前三季度，已脱贫61户。", "乡里向2020年全面小康发起冲刺。"],
        "2019-10-01",
        "2019-12-31",
    ),
    # what is done every year has the running one in its name
    (
        ["2019年，新校区动工。", "2022年公开招聘教师48名。", "今年8月12日，录取工作结束。", "新校区将于9月1日启用。"],
        "2022-08-13",
        "2022-09-01",
    ),
    (
        ["2017年全县农村改厕任务1.2万户，已完成9600户。", "今年9月20日，现场会召开。", "2016年，建成村级污水站12座。"],
        "2017-09-21",
        "2017-10-25",
    ),
    # what holds from a day on is told when it begins
    (
        ["2016年，医院迁入新址。", "自2018年4月1日起，取消药品加成。", "今年3月20日，会议部署医改。"],
        "2018-03-21",
        "2018-04-25",
    ),
    # what has passed since a year
    (
        ["2015年，他回村种下第一片茶苗。", "6年过去，茶园已有320亩。", "今年4月2日，头茬茶开采。"],
        "2021-04-03",
        "2021-05-08",
    ),
    # a notice's span of days, a day that must be kept and a day's name are no news of what is over
    (
        [
            "2020年，全区新增停车位900个。",
            "今年10月20日，二期开工。",
            "交警大队提醒：11月1日起至11月20日，滨江路封闭施工。",
            "剩下的12户11月15日前必须搬完。",
            "11月9日是全国消防日。",
        ],
        "2021-10-21",
        "2021-11-15",
    ),
    # 截至 with the year of the plan
    (["2017年，计划投资3亿元，截至目前已完成2.6亿元。", "截至10月底，全市发放贷款9亿元。"], "2017-11-01", "2017-12-31"),
]


#: Words of their day tell the year where the text's numbers leave it open.
WORDS = [
    (
        [
            "2005年以来，村里收入增长到801万元。",
            "今年1至5月，全镇签约项目11个。",
            "县应急管理局开展检查。",
            "到“十四五”末，民宿将达到300家。",
        ],
        2021,
    ),
    (
        [
            "4月2日，市里发布2019年国民经济和社会发展统计公报。",
            "2019年，全市生产总值486亿元。",
            "今年一季度，工业下降4.2%。",
        ],
        2020,
    ),
    (["2019年，全县接待游客86万人次。", "今年2月，受新冠肺炎疫情影响，景区关闭。", "4月8日，景区恢复开放。"], 2020),
    (["2014年，合作社成立。", "今年3月，县乡村振兴局发放奖补资金12万元。", "5月6日，桃子上市。"], 2021),
    (
        [
            "2016年，县里购置校车62辆。",
            "四年来，司机老罗跑了13万公里。",
            "3月12日，记者跟车走了一趟，今年还将新增校车20辆。",
        ],
        2020,
    ),
    (["喜迎党的二十大，县里排演歌舞。", "8月20日，演出开始。"], 2022),
    (["2017年，县环保局关停砖厂12家。", "今年6月，县环保局再次检查。"], 2018),
    (["2012年，老人参加演出。", "今年6月，《庆祝党的十九大精神宣讲》走进村里，乡村振兴有了新办法。"], 2017),
]


@pytest.mark.parametrize(("texts", "year"), WORDS, ids=[texts[0][:10] for texts, _ in WORDS])
def test_words_of_their_day_tell_the_year(texts, year):
    found = infer(*texts)
    assert found.best is not None and found.best.year == year, found


@pytest.mark.parametrize(("texts", "earliest", "latest"), PAGES)
def test_the_best_day_lies_in_the_window_of_a_careful_reader(texts, earliest, latest):
    found = infer(*texts)
    assert found.basis == "inferred" and found.evidence
    assert date.fromisoformat(earliest) <= found.best <= date.fromisoformat(latest), found
    assert found.earliest <= found.best <= found.latest


def test_an_open_year_gives_a_wide_window():
    found = infer("2019年，村里修了路。", "2018年，村里通了水。")
    assert found.earliest.year == 2019 and found.latest.year == 2020


def test_far_years_are_plans_and_founding_years_are_history():
    found = infer(
        "到2035年基本实现现代化。", "力争2025年产值翻番。", "学校创办于1952年。", "今年6月，2020新生代工匠大赛开赛。"
    )
    assert found.best.year == 2020


def test_what_does_not_date_the_text():
    assert infer("老桥始建于1887年，距今已有130年历史。").best is None  # a round age
    assert infer("“十三五”期间，全县新建公路300公里。", "2021年，通车里程达900公里。").best.year == 2021
    first = infer("项目计划投资3亿元，2019年产值翻了一番。")
    assert first.best.year == 2019  # the step before names no time: no schedule


@pytest.mark.parametrize(
    ("sentences", "year"),
    [
        (["2013年，茶园只有300亩。", "2月19日，正月十五，茶乡闹元宵。"], 2019),
        (["10月1日，中秋、国庆双节同庆，古城接待游客3万人次。"], 2020),
        (["6月25日（农历五月初五），今年的龙舟赛开桨。", "2018年，赛事首次举办。"], 2020),
        (["2016年，合作社成立。", "今年产值已达300万元。", "9月30日，星期六，合作社召开社员大会。"], 2017),
        (["全市现有规上企业312家，较2020年底净增21家，今年上半年实现产值86亿元。", "比去年同期增长一成。"], 2021),
        (["截至2017年底，全县有贫困村21个。", "今年，全县计划脱贫1200人。"], 2018),
        (["2021年，全县实现生产总值212亿元。", "2022年全县生产总值预期增长7%。"], 2022),
        (["2019年产值高于预期。", "今年，厂里又添新线。"], 2020),
        (["回眸2017 展望2018", "12月20日，全会召开。", "明年，全镇计划修路12公里。"], 2017),
        (["回望2020·奋进2021", "全县粮食总产42万吨。"], 2021),
        (["2015年，全县脱贫3200人。", "今年，产值增长7%。", "明年怎么干", "水厂3月动工，2018年9月供水。"], 2016),
        (["水库于2019年3月动工，今年9月蓄水，历时30个月。"], 2021),
        (["2017年8月，镇里推行林长制。", "一年半来，护林员巡山2万次。"], 2019),
        (["公司2021年7月投产，去年产值4亿元。", "按照三年行动方案，到2025年，产值力争达到10亿元。"], 2023),
        (["2014年起，全镇拆违治水，三年多累计投入2.6亿元。", "去年，游客达到80万人次，今年又增一成。"], 2017),
    ],
)
def test_two_calendars_ends_of_years_and_expectations(sentences, year):
    assert infer(*sentences).best.year == year


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("今年9月10日是第37个教师节，全县表彰教师120名。", 2021),
        ("11月8日，县里庆祝第二十三个记者节。", 2022),
        ("今年是第七个国家扶贫日。", 2020),
        ("第127届广交会首次在网上举办，全县16家企业参展。", 2020),
        ("县里组团参加第六届中国国际进口博览会。", 2023),
        ("连日来，干部群众收看十三届全国人大四次会议盛况。", 2021),
        ("今年是红军长征胜利80周年。", 2016),
        ("今年3月12日是第41个植树节。", 2019),
        ("甲辰龙年春节假期，古镇接待游客12万人次。", 2024),
        ("告别庚子年，迎来辛丑年，县城张灯结彩。", 2021),
        ("今年是脱贫攻坚收官之年，全镇剩余18户全部脱贫。", 2020),
    ],
)
def test_what_is_counted_year_by_year(sentence, year):
    assert infer(sentence).best.year == year
    assert infer("合作社有社员120户。", sentence, "目前，全县有茶园3万亩。").best.year == year


def test_earlier_ones_of_a_series_say_little():
    assert infer("自第三届进博会以来，企业年年参展。", "2023年，订单达3亿元。").best.year == 2023


def test_a_day_that_no_year_has_is_of_none():
    assert infer("2月30日，正月初八，村里开会。").best is None


def test_no_year_no_date():
    assert infer("合作社成立于2009年。", "社员有312户。", "三年来，全县先后建桥12座。").best is None
    assert infer("今年上半年，街道新建公园3个。", "目前，工程进展顺利。") == Published(None, None, None, None, None)
    assert infer() == Published(None, None, None, None, None)
    assert infer("服务企业2022家，安置就业2021人。").best is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("0129年月日今去前十一二三四五至底将，。“”会上半截以来季度新伊始开", max_size=24), max_size=4))
def test_no_page_breaks_it(texts):
    found = infer(*texts)
    if found.best is not None:
        assert found.earliest <= found.best <= found.latest
