"""The page taken apart: what every page must keep, and cases of the kinds of lines that pages hold."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_generator import make_page

from transforms.page import page_furniture, take_apart
from transforms.page.credits import parse_credits
from warehouse.schema.words import SENTENCE_ROLES

SHARED = Path(__file__).parents[2] / "shared"
MARKUP = "#*"

fragments = st.sampled_from(
    [
        "中",
        "国",
        "张三",
        "李四",
        "记者",
        "摄",
        "供图",
        "撰文",
        "（图片由街道提供）",
        "今年以来",
        "2021年5月8日",
        "12.5%",
        "……",
        "——",
        "。",
        "。”",
        "，",
        "；",
        "！",
        "？",
        ":",
        "“",
        "”",
        "‘",
        "’",
        "《",
        "》",
        "（",
        "）",
        "(",
        ")",
        "#",
        "##",
        "###",
        "**",
        "*",
        "A05",
        "要闻",
        "GDP",
        "OPPO",
        "手机",
        "https://a.cn/b?c=1;d",
        "\u3000",
        "\t",
        "\x00",
        "\ue001",
        "\u200b",
        "\x1c",
        "\xa0",
        "🀄",
        "本报讯（记者",
    ]
)
breaks = st.sampled_from(
    ["", "", "", "", " ", "\n", "\n\n", "  \n", "\r\n", "\n\n\n\n", "\n　　", "\r", "\u2028", "发展经济社会" * 12]
)
pages = st.lists(st.tuples(fragments, breaks), max_size=60).map(lambda pairs: "".join(a + b for a, b in pairs))


@settings(max_examples=400, deadline=None)
@given(pages)
def test_nothing_lost_nothing_twice(page):
    """Sentences, furniture and marks of markup are the page."""
    check_tiling(page)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_string_is_a_page(page):
    check_tiling(page)


def check_tiling(page):
    covered = [0] * len(page)
    for article in take_apart(page):
        assert 0 <= article.char_start <= article.char_end <= len(page)
        for sentence in article.sentences:
            assert sentence.role in SENTENCE_ROLES
            assert sentence.text and sentence.text == sentence.text.strip()
            source = "".join(page[start:end] for start, end in sentence.pieces)
            assert len(source) == len(sentence.text) == sum(end - start for start, end in sentence.pieces)
            assert all(a == b or (a.isspace() and b == " ") for a, b in zip(source, sentence.text, strict=True))
            for start, end in sentence.pieces:
                for at in range(start, end):
                    covered[at] += 1
    for start, end in page_furniture(page):
        for at in range(start, end):
            covered[at] += 1
    assert max(covered, default=0) <= 1
    lost = [page[at] for at, count in enumerate(covered) if not count and not page[at].isspace()]
    assert not set(lost) - set(MARKUP)


# A byline or credit, its authors, its photo credits. None: it is something else.
CREDITS = [
    # bare names, one of them with a common word for a given name
    ("周立新 李晓燕", ["周立新", "李晓燕"], []),
    ("欧阳静　王 刚", ["欧阳静", "王刚"], []),
    ("阿不都·买买提 王建军", ["阿不都·买买提", "王建军"], []),
    # a word before, one for each group
    ("本报记者 张三 通讯员 李四 王五", ["张三", "李四", "王五"], []),
    ("□记者李小龙 通讯员陈明", ["李小龙", "陈明"], []),
    # names whose first character is no known surname, beside one that is
    ("记者 朴美兰 央金拉姆", ["朴美兰", "央金拉姆"], []),
    ("撰文 王芳 李强 供图 横塘街道 制图 赵亮", ["王芳", "李强"], ["横塘街道"]),
    ("撰文 王芳 李强\n赵亮\n横塘街道供图", ["王芳", "李强", "赵亮"], ["横塘街道"]),
    # a word behind: a title is no work, 摄 is
    ("记者 王建民 摄", [], ["王建民"]),
    ("记者 张三 李四 文/图", ["张三", "李四"], ["张三", "李四"]),
    ("张三/文 李四/图", ["张三"], ["李四"]),
    ("文/张三 图/李四", ["张三"], ["李四"]),
    ("通讯员 陈明 摄影报道", ["陈明"], ["陈明"]),
    # reporters of a named paper
    ("长沙晚报全媒体记者 李静 通讯员 王磊", ["李静", "王磊"], []),
    ("南方日报记者邹麟 摄", [], ["邹麟"]),
    # sources of pictures
    ("（图片由顺德区北滘镇、佛山新闻中心提供）", [], ["顺德区北滘镇", "佛山新闻中心"]),
    ("（受访者供图）", [], ["受访者"]),
    ("本版图片均由区委宣传部提供", [], ["区委宣传部"]),
    # those who made the page
    ("责任编辑：王芳 版式：李强", [], []),
    # a given name that ends as works do, and who put words together
    ("本报记者 张宏图 通讯员 李四", ["张宏图", "李四"], []),
    ("本报记者 王芳 整理", ["王芳"], []),
    # one who has no title before one who has; a rare surname beside a known one
    ("黄文斌 本报记者 陈玉兰", ["黄文斌", "陈玉兰"], []),
    ("何俊明 遆雪梅", ["何俊明", "遆雪梅"], []),
    ("凌晓明 赵静 农立新", ["凌晓明", "赵静", "农立新"], []),
    ("陈明 写春联", None, None),
    # from an office of the press
    ("横塘融媒体中心 王芳 李强", ["王芳", "李强"], []),
    # what is none
    ("强产业 强民生", None, None),
    ("温州 杭州", None, None),
    ("抓项目 促发展", None, None),
    ("图为活动现场", None, None),
    ("外滩夜景 张三 摄", None, None),
    ("供图", None, None),
    ("张三说。", None, None),
]


@pytest.mark.parametrize(("text", "authors", "photo"), CREDITS)
def test_credits(text, authors, photo):
    credits = parse_credits(text)
    assert (credits and credits.authors, credits and credits.photo) == (authors, photo)


LEAD = "今年以来，横塘街道坚持项目为王，全力推进重点工程建设，经济运行稳中有进。"
BODY = "目前，街道共有在建项目12个，总投资36亿元。"

# A page, and what is read of its first article.
HEADLINES = [
    # kicker, title, byline
    (f"优环境 抓项目\n\n横塘街道跑出建设“加速度”\n\n王芳\n\n{LEAD}", "优环境 抓项目", "横塘街道跑出建设“加速度”", None),
    # the two in one block
    (
        f"真抓实干 勇争一流  \n横塘打造现代化“样板街道”\n\n王芳 李强\n\n{LEAD}",
        "真抓实干 勇争一流",
        "横塘打造现代化“样板街道”",
        None,
    ),
    # a couplet over two lines
    (
        f"横塘街道\n\n产业升级强筋骨\n\n民生改善暖人心\n\n王芳\n\n{LEAD}",
        "横塘街道",
        "产业升级强筋骨 民生改善暖人心",
        None,
    ),
    # subtitles: by a dash, by rank
    (f"一条河的新生\n\n——横塘街道治水纪实\n\n王芳\n\n{LEAD}", None, "一条河的新生", "——横塘街道治水纪实"),
    (f"# 老街焕新 古城生辉\n\n## 看横塘如何留住乡愁\n\n{LEAD}", None, "老街焕新 古城生辉", "看横塘如何留住乡愁"),
    # rank above and below
    (f"## 优环境\n\n# 横塘答卷\n\n### 来自一线的报道\n\n{LEAD}", "优环境", "横塘答卷", "来自一线的报道"),
    # bold
    (f"**横塘街道交出亮眼成绩单**\n\n王芳\n\n{LEAD}", None, "横塘街道交出亮眼成绩单", None),
    (f"横塘街道交出亮眼成绩单\n\n**王芳 李强**\n\n{LEAD}", None, "横塘街道交出亮眼成绩单", None),
    # a road is no page number
    (f"G60科创走廊\n\n横塘街道交出亮眼成绩单\n\n王芳\n\n{LEAD}", "G60科创走廊", "横塘街道交出亮眼成绩单", None),
    # a title that asks
    (f"老旧小区改造怎么改？\n\n王芳\n\n{LEAD}", None, "老旧小区改造怎么改？", None),
    # a picture with its caption above the title
    (f"横塘新貌（李强 摄）\n\n横塘街道交出亮眼成绩单\n\n{LEAD}", None, "横塘街道交出亮眼成绩单", None),
    # a headline above the first of the section headings
    (
        f"横塘街道\n\n争当发展排头兵\n\n强产业 兴商贸 经济稳中有进\n\n{LEAD}\n\n抓治理 优服务 民生持续改善\n\n{BODY}",
        "横塘街道",
        "争当发展排头兵",
        None,
    ),
    # who made the page, beside date and number; sections of one name and of two
    (
        f"4版 民生新闻\n\n2019年6月5日 星期三 责编 李强 校对 王芳\n\n横塘街道交出亮眼成绩单\n\n{LEAD}",
        None,
        "横塘街道交出亮眼成绩单",
        None,
    ),
    (
        f"社区·服务 B03\n\n编辑：王芳 组版：李强 热线：0571-85100000\n\n横塘街道交出亮眼成绩单\n\n{LEAD}",
        None,
        "横塘街道交出亮眼成绩单",
        None,
    ),
    (f"要闻·经济\n\n横塘街道交出亮眼成绩单\n\n王芳\n\n{LEAD}", None, "横塘街道交出亮眼成绩单", None),
    # lines apart are a kicker and a title, though 横|塘 would make a word
    (
        f"奋楫争先 建设新横\n\n塘西街道项目建设提速增效\n\n李强\n\n{LEAD}",
        "奋楫争先 建设新横",
        "塘西街道项目建设提速增效",
        None,
    ),
    # the title is the shorter line by far where figures stand below it
    (
        f"8个大项目落户横塘街道\n\n一季度实际利用外资占全区比重提高到36.5%创历史新高\n\n李强\n\n{LEAD}",
        None,
        "8个大项目落户横塘街道",
        "一季度实际利用外资占全区比重提高到36.5%创历史新高",
    ),
    # a title of two like lines below the place of a picture
    (
        f"横塘纪事\n\n\n\n旧厂房里开新店\n家门口前办大事\n\n\n\n{LEAD}\n\n撰文 李强 供图 横塘街道",
        "横塘纪事",
        "旧厂房里开新店 家门口前办大事",
        None,
    ),
    # furniture above
    (f"A05\n\n要闻\n\n横塘街道交出亮眼成绩单\n\n王芳\n\n{LEAD}", None, "横塘街道交出亮眼成绩单", None),
]


@pytest.mark.parametrize(("page", "kicker", "title", "subtitle"), HEADLINES)
def test_headline(page, kicker, title, subtitle):
    article = take_apart(page)[0]
    assert (article.kicker, article.title, article.subtitle) == (kicker, title, subtitle)


# A page, and the titles of its articles.
ARTICLES = [
    # by bylines, plain and marked
    (f"横塘交出新答卷\n\n王芳\n\n{LEAD}\n\n北滘迈出新步伐\n\n李强\n\n{BODY}", ["横塘交出新答卷", "北滘迈出新步伐"]),
    (f"横塘交出新答卷\n\n王芳\n\n{LEAD}\n\n## 北滘迈出新步伐\n\n李强\n\n{BODY}", ["横塘交出新答卷", "北滘迈出新步伐"]),
    # a signature behind the text ends it: what follows is another item, and what it signs one of its own
    (
        f"横塘交出新答卷\n\n王芳\n\n{LEAD}\n\n北滘播种过半\n\n{BODY} （李 强）\n\n容桂景区客流创新高\n\n{BODY}",
        ["横塘交出新答卷", "北滘播种过半", "容桂景区客流创新高"],
    ),
    (
        f"医保缴费开始了\n\n{LEAD} （赵 佳）\n\n明起降温有雨\n\n{BODY}\n\n两条公交线路调整\n\n{BODY} （李强）",
        ["医保缴费开始了", "明起降温有雨", "两条公交线路调整"],
    ),
    # its own writer's signature at the end of a signed article with headings is no other article
    (f"横塘交出新答卷\n\n王芳\n\n{LEAD}\n\n抓产业\n\n{BODY}\n\n惠民生\n\n{BODY}（王芳）", ["横塘交出新答卷"]),
    # by dispatches
    (
        f"横塘交出新答卷\n本报讯（记者 王芳）{LEAD}\n北滘迈出新步伐\n本报讯（记者 李强）{BODY}",
        ["横塘交出新答卷", "北滘迈出新步伐"],
    ),
    # by rank
    (
        f"# 横塘交出新答卷\n\n{LEAD}\n\n## 抓项目\n\n{BODY}\n\n# 北滘迈出新步伐\n\n{BODY}",
        ["横塘交出新答卷", "北滘迈出新步伐"],
    ),
    # by the credit that closed the article before
    (
        f"横塘交出新答卷\n\n{LEAD}\n\n（图片由横塘街道提供）\n\n优环境 促发展\n\n北滘迈出新步伐\n\n{BODY}",
        ["横塘交出新答卷", "北滘迈出新步伐"],
    ),
    # one rank for all: what is built alike is a heading, so is what stands below the one that is signed
    (f"# 横塘交出新答卷\n\n{LEAD}\n\n# 抓好项目建设\n\n{BODY}\n\n# 优化营商环境\n\n{BODY}", ["横塘交出新答卷"]),
    (f"# 横塘交出新答卷\n\n王芳\n\n{LEAD}\n\n# 抓好项目建设\n\n{BODY}", ["横塘交出新答卷"]),
    # a picture of the article before above the next headline
    (
        f"横塘交出新答卷\n\n王芳\n\n{LEAD}\n\n\n\n俯瞰横塘街道\n\n北滘迈出新步伐\n\n李强\n\n{BODY}",
        ["横塘交出新答卷", "北滘迈出新步伐"],
    ),
]


@pytest.mark.parametrize(("page", "titles"), ARTICLES)
def test_articles(page, titles):
    assert [article.title for article in take_apart(page)] == titles


# A page, the captions that its article must have, and a sentence that must be whole.
CAPTIONED = [
    (
        f"{LEAD}项目计划\n\n\n\n村民采摘葡萄，喜迎丰收。\n\n总投资2亿元。",
        ["村民采摘葡萄，喜迎丰收。"],
        "项目计划总投资2亿元。",
    ),
    (
        f"{LEAD}\n\n图为市民在新开放的公园里散步，享受秋日时光。\n\n{BODY}",
        ["图为市民在新开放的公园里散步，享受秋日时光。"],
        BODY,
    ),
    (
        f"{LEAD}一共成为当地的一道\n\n\n\n新建成的步道的风景。\n\n为此，{BODY}",
        ["新建成的步道"],
        "一共成为当地的一道的风景。",
    ),
]


@pytest.mark.parametrize(("page", "captions", "sentence"), CAPTIONED)
def test_captions_between(page, captions, sentence):
    article = take_apart(page)[0]
    assert list(article.captions) == captions
    assert sentence in [found.text for found in article.sentences]


def test_furniture():
    page = f"A03\n\n要闻\n\n横塘交出新答卷\n\n王芳\n\n{LEAD}\n\n（下转第4版）\n\n喜迎丰收节特别报道"
    assert [page[start:end] for start, end in page_furniture(page)] == [
        "A03",
        "要闻",
        "（下转第4版）",
        "喜迎丰收节特别报道",
    ]


# A page, and sentences that must stand in it whole.
REPAIRED = [
    # a line break, a blank line, a picture with its caption, one with its credit
    (f"{LEAD}\n一季度，全街道完成固定资产\n投资8.6亿元。", "一季度，全街道完成固定资产投资8.6亿元。"),
    (f"{LEAD}一季度，全街道完成固\n\n定资产投资8.6亿元。", "一季度，全街道完成固定资产投资8.6亿元。"),
    (f"{LEAD}一季度，完成固定资产\n\n\n\n俯瞰横塘街道\n\n投资8.6亿元。", "一季度，完成固定资产投资8.6亿元。"),
    (f"{LEAD}一季度，完成固定资产\n\n横塘新貌 李强 摄\n\n投资8.6亿元。", "一季度，完成固定资产投资8.6亿元。"),
    (
        f"{LEAD}新产品比重由21%提高到\n\n\n\n水泵厂车间。 李强 摄\n\n\n\n48%，扭亏为盈。\n\n该厂是横塘的缩影。{BODY}",
        "新产品比重由21%提高到48%，扭亏为盈。",
    ),
    (f"{LEAD}一季度，完成\n\n![](images/1.jpg)\n\n横塘新貌\n\n投资8.6亿元。", "一季度，完成投资8.6亿元。"),
    # a number, a Latin word
    (f"{LEAD}今年1\n\n至6月，接待游客20万人次。", "今年1至6月，接待游客20万人次。"),
    (f"{LEAD}公司与Johnson\n\nControls公司签约。", "公司与Johnson Controls公司签约。"),
    # mixed line ends
    (f"{LEAD}一季度，全街道完成固\r\n\r\n定资产投资8.6亿元。", "一季度，全街道完成固定资产投资8.6亿元。"),
    # spaces of the layout go, those of names and of a slogan in quotation marks stay
    (f"{LEAD}\n\n截至 2023 年 10 月，全镇新增企业 56 家。", "截至2023年10月，全镇新增企业56家。"),
    (f"{LEAD}\n\n“强信心 稳增长”专项行动启动。", "“强信心 稳增长”专项行动启动。"),
    # a paragraph that ended is not glued to the next, nor a heading to its text
    (f"{LEAD}\n\n优化营商环境\n\n{BODY}", BODY),
    # columns of fixed width
    (
        "\u3000\u3000横塘街道地处苏州古城西\n南，面积12.5平方公里，下\n辖8个社区，常住人口6.2万\n人。",
        "横塘街道地处苏州古城西南，面积12.5平方公里，下辖8个社区，常住人口6.2万人。",
    ),
]


@pytest.mark.parametrize(("page", "sentence"), REPAIRED)
def test_repair(page, sentence):
    assert sentence in [found.text for article in take_apart(page) for found in article.sentences]


def test_credits_in_running_text():
    page = f"标题在这里\n\n本报讯（记者 王芳 通讯员 李强）{LEAD}\n\n{BODY}（图片由横塘街道提供）"
    article = take_apart(page)[0]
    assert (article.authors, article.photo_credits) == (("王芳", "李强"), ("横塘街道",))
    bylines = [sentence.text for sentence in article.sentences if sentence.role == "byline"]
    assert bylines == ["本报讯（记者 王芳 通讯员 李强）", "（图片由横塘街道提供）"]


def test_bracket_with_credits_closes_text():
    """One bracket at the end is a sentence of its own, one before the full stop stays in its sentence."""
    page = f"横塘新貌展新颜\n\n{LEAD}（王芳 李强）\n\n{BODY[:-1]}（记者 赵亮）。"
    article = take_apart(page)[0]
    assert article.authors == ("王芳", "李强", "赵亮")
    assert [s.text for s in article.sentences if s.role == "byline"] == ["（王芳 李强）"]


def test_the_title_of_an_item_before_its_dispatch_is_a_heading():
    items = f"▲商会“结对”助学 本报讯（记者 赵亮）{BODY}\n\n▲水厂开工 本报讯（通讯员 李强）{LEAD}"
    article = take_apart(f"横塘新貌展新颜\n\n王芳\n\n{LEAD}\n\n{BODY}\n\n项目快报\n\n{items}")[-1]
    assert (article.title, article.authors) == ("项目快报", ("赵亮", "李强"))
    headings = [one.text for one in article.sentences if one.role == "heading"]
    assert headings == ["▲商会“结对”助学", "▲水厂开工"]


def test_marked_headlines_above_dispatches_are_articles():
    briefs = "\n\n".join(
        f"## {title}\n\n本报讯 9月9日，{BODY}\n\n（{who}）"
        for title, who in [("首单落地", "何文明"), ("挂满枝头", "谭春梅")]
    )
    articles = take_apart(f"## 横塘新貌展新颜\n\n王芳\n\n{LEAD}\n\n【边关快讯】\n\n{briefs}")
    assert [(one.title, one.authors) for one in articles[1:]] == [("首单落地", ("何文明",)), ("挂满枝头", ("谭春梅",))]


def test_authors_of_one_line_a_paragraph():
    article = take_apart(f"横塘新貌展新颜\n\n{LEAD}\n\n{BODY}\n\n撰文 王芳 李强\n\n赵小平\n\n横塘街道供图")[0]
    assert article.authors == ("王芳", "李强", "赵小平")


@pytest.mark.parametrize("head", ["2019年这些实事与你有关", "民生实事清单", "出行提示"])
def test_a_numbered_list_that_closes_a_page_is_an_article(head):
    items = "\n\n".join(f"{mark}{BODY}" for mark in "①②③")
    whole = f"横塘新貌展新颜\n\n王芳\n\n{LEAD}\n\n{BODY}\n\n{head}\n\n{items}"
    assert [article.title for article in take_apart(whole)] == ["横塘新貌展新颜", head]
    assert len(take_apart(f"{whole}\n\n{LEAD}")) == 1  # a section's list, after which the text goes on


@pytest.mark.parametrize("head", ["部门动态", "校园短波", "## 镇街传真", "简讯"])
@pytest.mark.parametrize("mark", ["▲", "△", "●"])
def test_items_under_one_head_are_an_article(head, mark):
    page = f"横塘新貌展新颜\n\n王芳\n\n{LEAD}\n\n{BODY}\n\n{head}\n\n{mark}{BODY}\n\n{mark}{LEAD}（赵亮）"
    first, items = take_apart(page)
    assert (first.title, first.authors) == ("横塘新貌展新颜", ("王芳",))
    assert (items.title, items.authors) == (head.removeprefix("## "), ("赵亮",))
    assert not items.captions and sum(one.role == "body" for one in items.sentences) >= 2


@pytest.mark.parametrize("name", ["屈轶", "高洁", "龙泉"])
def test_a_name_that_is_a_word_signs_below_a_marked_headline(name):
    page = f"# 横塘新貌展新颜\n\n王芳\n\n{LEAD}\n\n{BODY}\n\n# “铁脚板”陆大有\n\n{name}\n\n{LEAD}"
    assert [(one.title, one.authors) for one in take_apart(page)] == [
        ("横塘新貌展新颜", ("王芳",)),
        ("“铁脚板”陆大有", (name,)),
    ]


def test_the_end_of_a_sentence_below_a_credited_caption_is_no_caption():
    page = (
        f"横塘新貌展新颜\n\n王芳\n\n{LEAD}村里把每斤8角的残果\n\n\n\n村民在采摘。 李强 摄\n\n\n\n卖到1.6元。\n\n{BODY}"
    )
    article = take_apart(page)[0]
    assert "村里把每斤8角的残果卖到1.6元。" in {sentence.text for sentence in article.sentences}


def test_bulletin():
    """A statistical bulletin: its offices sign, numbered headings, a table's rows are no headings."""
    page = (
        "2023年某某市国民经济和社会发展统计公报\n\n某某市统计局 国家统计局某某调查队\n\n2024年4月3日\n\n"
        f"{LEAD}\n\n一、综合\n\n{BODY}\n\n二、农业\n\n{BODY}\n\n表1 主要农产品产量\n\n产品 产量 增长（%）\n\n"
        "粮食 6.76 1.2\n\n蔬菜 98.3 2.4\n\n三、工业\n\n" + BODY
    )
    article = take_apart(page)[0]
    assert article.title == "2023年某某市国民经济和社会发展统计公报"
    assert article.authors == ("某某市统计局", "国家统计局某某调查队")
    assert article.headings == ("一、综合", "二、农业", "三、工业")
    assert {"粮食 6.76 1.2", "蔬菜 98.3 2.4"} <= {s.text for s in article.sentences if s.role == "body"}


def test_generated_pages():
    """On hundreds of pages that the generator broke: sentences joined again, and none that bridge two elements."""
    counts, fields, articles = Counter(), Counter(), 0
    for seed in range(250):
        page = make_page(seed)
        found = take_apart(page.text)
        owner = _owners(found)
        counts["breaks"] += len(page.breaks)
        counts["joined"] += sum(
            end - 1 in owner and owner[end - 1] == owner.get(start, (0, "")) for end, start in page.breaks
        )
        counts["elements"] += len(page.elements)
        counts["glued"] += _glued(page, owner)
        counts["right pages"] += len(found) == len(page.articles)
        if len(found) == len(page.articles):
            articles += len(found)
            for made, article in zip(page.articles, found, strict=True):
                fields.update(name for name in ("title", "kicker") if getattr(article, name) == getattr(made, name))
                fields["authors"] += list(article.authors) == made.authors
    assert counts["joined"] >= 0.97 * counts["breaks"]
    assert counts["glued"] <= 0.01 * counts["elements"]
    assert counts["right pages"] >= 0.98 * 250
    assert min(fields.values()) >= 0.97 * articles


def _owners(articles):
    """Which sentence each offset of the source belongs to."""
    return {
        at: (number, sentence.role)
        for number, sentence in enumerate(s for article in articles for s in article.sentences)
        for start, end in sentence.pieces
        for at in range(start, end)
    }


def _glued(page, owner):
    elements = {at: k for k, spans in enumerate(page.elements) for start, end in spans for at in range(start, end)}
    reached = {}
    for at, (number, role) in owner.items():
        if role != "title" and at in elements:
            reached.setdefault(number, set()).add(elements[at])
    return sum(len(found) > 1 for found in reached.values())


HOSTILE = {
    "one line": "全市经济运行稳中有进，" * 90_000 + "。",
    "no stop": "中" * 1_000_000,
    "open brackets": "（“《" * 100_000,
    "stops": "。”" * 100_000,
    "spaced": "中 " * 200_000,
    "short lines": "王芳\n" * 12_000,
    "stars": "*" * 1_000_000,
    "hashes": "# " * 150_000,
    "blank lines": "\n" * 1_000_000,
    "straight quotes": '"。' * 80_000,
    "headings": "抓项目 促发展\n\n" * 12_000,
    "broken lines": "一季度，全街道完成固定资产投\n" * 30_000,
    "private use": "\ue000\uf8ff" * 300_000,
    "nul": "报\0" * 300_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name):
    """Four times the text takes four times as long; ten allows for a busy machine, sixteen would be quadratic."""
    page = HOSTILE[name]
    quarter = min(_seconds(page[: len(page) // 4]) for _ in range(2))
    assert _seconds(page) <= 10 * max(quarter, 0.1)


def _seconds(page):
    started = time.process_time()
    take_apart(page)
    return time.process_time() - started


@pytest.mark.accuracy
@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs ../shared/gold")
@pytest.mark.parametrize("gold_file", sorted((SHARED / "gold").glob("*.json")), ids=lambda path: path.stem[:3])
def test_gold(gold_file):
    """Titles, kickers, subtitles, people, headings, captions as in gold; every broken place put together again."""
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    page = (SHARED / "seeds" / gold["doc"]).read_text(encoding="utf-8")
    found = take_apart(page)
    assert [article.title for article in found] == [wanted["title"] for wanted in gold["articles"]]
    for article, wanted in zip(found, gold["articles"], strict=True):
        assert (article.kicker, article.subtitle) == (wanted["kicker"], wanted["subtitle"])
        for field in ("authors", "photo_credits", "headings", "captions"):
            assert list(getattr(article, field)) == wanted[field]
        text = "".join("".join(sentence.text.split()) for sentence in article.sentences if sentence.role == "body")
        missed = [(left, right) for left, right in wanted["joins"] if "".join((left + right).split()) not in text]
        assert not missed
    check_tiling(page)


@pytest.mark.accuracy
@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs ../shared/gold")
def test_gold_sentences():
    """Every sentence that gold quotes is a sentence of ours."""
    for gold_file in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        page = (SHARED / "seeds" / gold["doc"]).read_text(encoding="utf-8")
        ours = {"".join(s.text.split()) for article in take_apart(page) for s in article.sentences}
        quoted = {entry["sentence"] for kind in ("observations", "times", "events") for entry in gold[kind]}
        assert not [sentence for sentence in quoted if "".join(sentence.split()) not in ours]
