"""Sentence boundaries: cases after GB/T 15834—2011 (section numbers of the standard), `|` where a sentence ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.page import split_sentences

CASES = [
    # 4.1 句号: statements, mild requests
    "北京是中华人民共和国的首都。|（一）请您稍等一下。|",
    "全县粮食总产量达到45.6万吨，比上年增长3.2%。|其中夏粮12.1万吨。|",
    # 4.2 问号: questions, choice questions, a row of questions, with 叹号
    "你喜欢读这本书呢，还是喜欢看那部电影？|",
    "这个项目什么时候开工？|资金从哪里来？|谁来负责？|会议一一作了明确。|",
    "这就是你所做的一切？！|你怎么能这样？！！|",
    "他为什么不来呢？|因为路不通。|",
    # 4.3 叹号
    "才一年的时间，家乡的变化可真大啊！|新修的路一直通到家门口。|",
    "咔嚓！|一道闪电划破了夜空。|",
    # 4.6 分号: clauses of a compound sentence, items of a list (convention of this project: an end)
    "语言文字的学习，就理解方面说，是得到一种知识；|就运用方面说，是养成一种习惯。|",
    "特聘教授的岗位职责为：一、讲授本学科的主干基础课程；|二、主持本学科的重大科研项目；|三、领导本学科的学术队伍建设。|",
    # 4.7 冒号 is no end
    "会议提出三点要求：一要摸清底数，二要压实责任，三要务求实效。|",
    "张厂长说：“我们一定按期完成任务。”|",
    # 4.8 引号: a whole quotation, a part of a sentence, a quotation inside a quotation
    "李白诗里就有“白发三千丈”这样极尽夸张的语句。|",
    "他问：“老师，‘七月流火’是什么意思？”|",
    "“人靠衣裳马靠鞍”，说的就是这个道理。|",
    "“目前产销两旺。”|厂长林志远说，“订单已经排到明年三月。”|",
    "“你们辛苦了！”|“不辛苦！”|工地上传来一阵笑声。|",
    "面对“钱从哪里来？人往哪里去？”的难题，县里拿出了办法。|",
    "“能不能办？怎么办？”成了大家最关心的问题。|",
    "“办得怎么样？”“还有什么困难？”等问题，他都一一记下。|",
    "围绕“种什么？怎么种？卖给谁？”，镇里请来专家把脉。|",
    "村民们高喊“加油！”，场面十分热烈。|",
    "她常说：“人勤地不懒。地不会亏待人。|只要肯干，日子总会好起来。”|".replace("懒。地", "懒。|地"),
    "“红灯停、绿灯行！”是他对孩子们说得最多的一句话。|",
    "活动以“我们的节日”为主题，唱响“爱国、爱乡、爱家！”的主旋律。|",
    # 4.9 括号: inside a sentence, and sentences of their own
    "我国猿人化石（距今约五十万年！）在这里出土。|",
    "安置房（一期已交付；二期在建）惠及居民两千户。|",
    "他最后说（他的声音很低）：“我同意。”|",
    "全文如下。|（本文有删节。）|",
    "会议由王明（县委副书记）主持。|（记者 李强）|",
    "“这事（你知道的！）不能拖。”|他说。|",
    # 4.10 破折号, 4.11 省略号: an ellipsis inside a sentence is no end
    "“你……你怎么来了？”|她又惊又喜。|",
    "山歌、戏曲、杂耍……台上好戏连台，台下掌声不断。|",
    "在广州的花市上，牡丹、吊钟、水仙、梅花、菊花、山茶、墨兰……春秋冬三季的鲜花都挤在一起啦！|",
    "他说：“这个嘛……”|",
    "亚洲大陆有世界上最高的山系——喜马拉雅山，还有目前地球上最高的山峰——珠穆朗玛峰。|",
    # 4.15 书名号: marks inside a title
    "影片《你好，李焕英！》票房突破五十亿元。|",
    "他读完了《怎么办？》，又借来《钢铁是怎样炼成的》。|",
    "《关于做好2024年“三农”工作的实施意见》（以下简称《意见》）印发。|",
    "书展上，《谁动了我的奶酪？》《活着》最受欢迎。|",
    # 4.16 and decimals, addresses, versions, times
    "GDP增速为5.2%，CPI上涨0.2%。|",
    "网址是http://www.gov.cn/a?id=12;p=3，可在线查询。|",
    "发布会定于9:30开始，V2.0版本同步上线。|",
    # half-width marks of a scan
    "全年接待游客120万人次,旅游收入3.4亿元;|同比分别增长8%和9.5%。|",
    "这样干行不行?|大家说:行!|",
    "“真好!”|老人笑得合不拢嘴。|",
    '"办事真快!"|市民赵女士说。|',
    # traditional quotation marks
    "「這座橋修得好！」|居民說。|全長三公里。|",
    "他介紹了《紅樓夢》的「木石前盟」。|",
    # an end without a mark
    "乡村振兴，产业先行",
    "第一季度开门红。|第二季度加油干",
    # closing marks behind the end belong to it
    "他说：“老王告诉我‘明天开工。’”|第二天，果然开工了。|",
    "（全县共设站点36个。）|",
    "这是怎么回事？|……没有人回答。|",
    # quotation that the scan left open or closed twice
    "“一网通办让群众少跑腿。|全年办件12万件。|",
    "服务更优。”|街道负责人说，明年将扩面。|",
    # brackets that the scan left open
    "项目（二期工程正在推进。|三期工程已经立项。|",
    # lists with numbers
    "一是抓项目；|二是抓招商；|三是抓服务。|",
    "（一）总体目标。|到2027年，森林覆盖率达到62.5%。|",
    "1.加强领导；|2.落实责任。|",
    # 的 never begins a sentence, 地里 does
    "“说干就干。”|地里很快热闹起来。|",
    "“有事找支部！”的口号喊得响亮。|",
    # 等 that waits is no 等 of lists
    "“马上就到！”|等到天黑，车还没来。|",
    # foreign names, abbreviations
    "约翰·史密斯博士（Dr. John Smith）应邀出席。|他说：“I like it!”|",
    "公司与A.O.史密斯合作。|年产2.5万台。|",
]  # fmt: skip


def split(text):
    """`text` with `|` behind each sentence that the splitter ends before the text ends."""
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize("marked", CASES)
def test_boundaries(marked):
    assert split(marked.replace("|", "")) == [sentence for sentence in marked.split("|") if sentence]


def test_boundary_f1():
    """One figure over all cases: precision and recall of ends inside and at the end of the text."""
    right = found = expected = 0
    for marked in CASES:
        ends = {len(marked[:at].replace("|", "")) for at, mark in enumerate(marked + "|") if mark == "|"}
        mine = {end for _, end in split_sentences(marked.replace("|", ""))}
        right, found, expected = right + len(mine & ends), found + len(mine), expected + len(ends)
    assert 2 * right / (found + expected) >= 0.97


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('。！？；…“”‘’（）《》()!?;" \n甲乙的等，、a1'), max_size=80))
def test_sentences_tile_any_text(text):
    last = 0
    for start, end in split_sentences(text):
        assert last <= start < end and not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()
