"""Web pages: what of them is text, and what they say of their publication."""

import time
from datetime import date

import pytest

from transforms.documents import DocumentUnreadable
from transforms.documents.formats import read_document

BODY = (
    "<p>　　本报讯 今年前三季度，石桥镇粮食总产量达到12.3万吨，同比增长5.2%。</p>"
    "<p>　　全镇32名党员带头流转土地1.5万亩。</p>"
)
TEXT = "本报讯 今年前三季度，石桥镇粮食总产量达到12.3万吨，同比增长5.2%。\n\n全镇32名党员带头流转土地1.5万亩。"
NAVIGATION = (
    "<div class=nav><ul><li><a href=/>首页</a></li><li><a href=/n>新闻</a></li><li><a href=/v>视频</a></li></ul></div>"
)
FOOTER = "<div class=footer><p>版权所有 青山日报社 未经许可不得转载</p></div>"


def read(html: str):
    return read_document(html.encode(), "a.html")


def news(body: str = BODY, head: str = "", above: str = "") -> str:
    return (
        f"<html><head>{head}</head><body>{NAVIGATION}<div class=main><h1>秋粮满仓</h1>{above}"
        f"<div itemprop=articleBody>{body}</div></div>{FOOTER}</body></html>"
    )


EPAPER = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>第A03版：要闻-青山日报</title>
<script>var hint = "不是正文 100%";</script><style>p { content: "不是正文" }</style></head><body>
<!--enpproperty <articleid>12</articleid><date>2022-10-19 22:15:00.0</date><author>本报记者 张小山</author>
<title>秋粮满仓</title><nodename>第A03版：要闻</nodename>/enpproperty-->
<table><tr><td>2022年10月20日&nbsp;星期四</td><td>第A03版：要闻</td></tr></table>
<div><a href="a1.htm">第A01版：头版</a><a href="a2.htm">第A02版：综合</a></div>
<table><tr><td><founder-introtitle>早稻单产<br>创历史新高</founder-introtitle></td></tr>
<tr><td><strong><founder-title>秋粮满仓</founder-title></strong></td></tr>
<tr><td><founder-subtitle>——石桥镇见闻</founder-subtitle></td></tr>
<tr><td><founder-author>本报记者 张小山 通讯员 李河</founder-author></td></tr></table>
<div id="ozoom"><founder-content><!--enpcontent-->
<table><tr><td><img src="p1.jpg"></td></tr><tr><td>农机手在石桥镇收割水稻。 王树 摄</td></tr></table>
<P>　　本报讯 石桥镇粮食总产量达到12.3万吨，&ldquo;吨粮田&rdquo;扩大到1200亩，
同比增长5.2%。<script>alert(1)</script></P><P style="color:red; DISPLAY: none">隐藏的话</P><P hidden>隐藏的话</P>
<P><strong>党员带头</strong></P>
<P>　　&#160;32名党员&mdash;&mdash;带头流转<!-- 注释 -->1.5万亩。<br>　　下一步，将新增农机60台。</P>
<!--/enpcontent--></founder-content></div></body></html>"""
EPAPER_TEXT = """早稻单产 创历史新高

# 秋粮满仓

——石桥镇见闻

本报记者 张小山 通讯员 李河

![]()

农机手在石桥镇收割水稻。 王树 摄

本报讯 石桥镇粮食总产量达到12.3万吨，“吨粮田”扩大到1200亩，同比增长5.2%。

**党员带头**

32名党员——带头流转1.5万亩。

下一步，将新增农机60台。"""


@pytest.mark.parametrize(("codec", "encoding"), [("utf-8", "utf-8"), ("gb18030", "gb18030"), ("utf-16", "utf-16")])
def test_an_epaper(codec, encoding):
    source = read_document(EPAPER.encode(codec), "content_12.htm")
    assert source.text == EPAPER_TEXT
    assert (source.encoding, source.published, source.publication) == (encoding, date(2022, 10, 20), "青山日报")
    assert source.page == "A03"


def test_an_epaper_that_signs_its_articles():
    source = read(
        "<html><head><title>青山日报-电子报</title></head><body><div>2022年10月20日 星期四</div>"
        "<div class=article><h3>奋进新征程</h3><h1>秋粮满仓</h1><h2>石桥镇见闻</h2>"
        "<p class=sec>本报记者 张小山<br>《青山日报》（2022年10月20日 第 03 版）</p>"
        f"<div id=ozoom>{BODY}</div></div></body></html>"
    )
    assert source.text == f"奋进新征程\n\n# 秋粮满仓\n\n石桥镇见闻\n\n本报记者 张小山\n\n{TEXT}"
    assert (source.published, source.publication, source.page) == (date(2022, 10, 20), "青山日报", "03")


def test_a_news_page_by_trafilatura():
    body = (
        "<p>　　今年前三季度，全县实现地区生产总值231.8亿元，\n同比增长5.2%，其中第一产业增加值98.4亿元。</p>"
        "<p><strong>一、农业稳</strong></p>"
        "<p>　　粮食总产量<b>12.3</b>万吨，同比增长1.2%，<a href=x>畜牧业</a>产值增长3.4%。</p>"
        "<h3>工业进</h3><figure><img src=a.jpg><figcaption>工人在车间作业。王树 摄</figcaption></figure>"
        "<table><tr><th></th><th>产值</th></tr><tr><td>石桥镇</td><td>12亿元</td></tr></table>"
        "<p>规模以上工业增加值增长6.0%，新增规上企业32家，工业投资增长14.3%，拉动全部投资增长4.4个百分点。</p>"
    )
    page = news(body, "<title>全县前三季度经济向好_青山新闻网</title>").replace("itemprop=articleBody", "class=content")
    line = "<div class=info>2022-10-20 08:30 来源：青山日报 作者：张小山 李河 编辑：赵云</div>"
    source = read(page.replace("<h1>秋粮满仓</h1>", f"<h1>全县前三季度<br>经济向好</h1>{line}"))
    assert source.text == (
        "# 全县前三季度 经济向好\n\n张小山 李河\n\n"
        "今年前三季度，全县实现地区生产总值231.8亿元，同比增长5.2%，其中第一产业增加值98.4亿元。\n\n**一、农业稳**\n\n"
        "粮食总产量12.3万吨，同比增长1.2%，畜牧业产值增长3.4%。\n\n### 工业进\n\n![]()\n\n工人在车间作业。王树 摄\n\n"
        "\t产值\n\n石桥镇\t12亿元\n\n规模以上工业增加值增长6.0%，新增规上企业32家，工业投资增长14.3%，拉动全部投资增长4.4个百分点。"
    )
    assert source.published == date(2022, 10, 20)


PLAIN = [
    (
        "two articles",
        f"<h1>秋粮满仓</h1>{BODY}<h1>农机下乡</h1>{BODY}",
        f"# 秋粮满仓\n\n{TEXT}\n\n# 农机下乡\n\n{TEXT}",
    ),
    (
        "a short one",
        "<h1>秋粮满仓</h1><p>10月19日，石桥镇新增农机60台。</p>",
        "# 秋粮满仓\n\n10月19日，石桥镇新增农机60台。",
    ),
    ("in boxes", f"<div><div><h2>秋粮满仓</h2>{BODY}</div></div>", f"## 秋粮满仓\n\n{TEXT}"),
]


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in PLAIN], ids=[case[0] for case in PLAIN])
def test_a_page_of_nothing_but_paragraphs(body, expected):
    assert read(f"<html><body>{body}</body></html>").text == expected


def test_a_wechat_post_is_hidden_until_its_script_runs():
    page = (
        '<html><head><meta property="og:title" content="石桥镇的秋天">'
        '<meta property="og:site_name" content="微信公众平台">'
        "</head><body><h1 id=activity-name> 石桥镇的秋天 </h1><a id=js_name>青山发布</a>"
        f'<div id="js_content" style="visibility: hidden; opacity: 0;"><section>{BODY}</section></div></body></html>'
    )
    assert read(page).text == f"# 石桥镇的秋天\n\n{TEXT}"
    assert read(page).publication == "青山发布"


TITLES = [
    ("the window's title repeats it", "<title>秋粮满仓-青山新闻网</title>", "秋粮满仓"),
    ("a logo in h1", '<meta property="og:title" content="农机下乡"><title>农机下乡 - 青山新闻网</title>', "农机下乡"),
    ("a government page", '<meta name="ArticleTitle" content="农机下乡">', "农机下乡"),
    ("a title that ends as a site's name", "<title>石桥镇织密一张网</title>", "石桥镇织密一张网"),
    ("a window's title with hyphens", "<title>“港-产-城”融合-第A03版-青山日报</title>", "“港-产-城”融合"),
]


@pytest.mark.parametrize(("head", "title"), [case[1:] for case in TITLES], ids=[case[0] for case in TITLES])
def test_titles(head, title):
    heading = title if title in ("秋粮满仓", "石桥镇织密一张网") else "青山新闻网"
    page = news(head=head).replace("<h1>秋粮满仓</h1>", f"<h1>{heading}</h1>")
    assert read(page).text.startswith(f"# {title}\n\n")


GREENWICH = '<meta property="article:published_time" content="2022-10-19T16:30:00Z">'
TWO_DATES = '<script>{"datePublished": "2022-10-20"},{"datePublished": "2022-10-19"}</script>'
SAID = [
    ("a government page", '<meta name="PubDate" content="2022-10-20 09:12">', "", date(2022, 10, 20)),
    ("Open Graph, in Greenwich", GREENWICH, "", date(2022, 10, 20)),
    ("schema.org", '<script>{"datePublished": "2022-10-20T08:00:00+08:00"}</script>', "", date(2022, 10, 20)),
    ("a line", "", "<p>发布时间：2022年10月20日 08:30</p>", date(2022, 10, 20)),
    ("a line with its source", "", "<p>2022-10-20 08:30:11　来源：青山日报</p>", date(2022, 10, 20)),
    ("a date with its weekday", "", "<p>2022年10月20日　星期四</p>", date(2022, 10, 20)),
    # what it must not take
    ("a wrong weekday", "", "<p>2022年10月20日　星期五</p>", None),
    ("no such day", "", "<p>发布时间：2022-13-40</p>", None),
    ("the day of reading", "", "<p>今天是2022年10月20日 星期四</p>", None),
    ("two days", "", "<p>发布时间：2022-10-20</p><p>发布时间：2022-10-21</p>", None),
    ("a meeting's day", "", "<p>会议定于2022年10月20日（星期四）召开</p>", None),
    ("a date alone", "", "<p>2022-10-20</p>", None),
    ("two structured dates", TWO_DATES, "", None),
]


@pytest.mark.parametrize(("head", "above", "expected"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_dates(head, above, expected):
    assert read(news(head=head, above=above)).published == expected


def test_the_article_s_own_dates_are_no_date_of_publication():
    assert read(news("<p>发布时间：2021-10-20 来源：外地</p>" + BODY)).published is None


def test_address_and_paper():
    head = '<link rel="canonical" href="https://www.example.com/a.html"><meta property="og:site_name" content="青山网">'
    source = read(news(head=head))
    assert (source.url, source.publication, source.page) == ("https://www.example.com/a.html", "青山网", None)
    assert read(news(head='<link rel="canonical" href="javascript:alert(1)">')).url is None


def test_declared_encodings():
    page = news(head=f'<meta charset="big5"><script>{"x" * 70_000}</script>')
    big5 = page.replace("粮", "糧").replace("满", "滿").replace("仓", "倉").encode("cp950", "ignore")
    assert "石" in read_document(big5, "a.html").text
    assert read_document(big5, "a.html").encoding == "cp950"
    wrong = news(head='<meta charset="gb2312">').encode()
    assert read_document(wrong, "a.html").encoding == "utf-8"


WITHOUT_TEXT = [
    ("a list of links", "<ul>" + "<li><a href=x>全县召开重点工作部署会议</a> 10-20</li>" * 30 + "</ul>"),
    ("a page for scripts", "<div id=app></div><script>render('今年前三季度，石桥镇粮食总产量达到12.3万吨')</script>"),
    ("frames", "<frameset><frame src=a.html></frameset>"),
    ("a comment", "<!-- 今年前三季度，石桥镇粮食总产量达到12.3万吨，同比增长5.2%。 -->"),
    ("a picture", "<img src=p.jpg>"),
]


@pytest.mark.parametrize("body", [case[1] for case in WITHOUT_TEXT], ids=[case[0] for case in WITHOUT_TEXT])
def test_a_page_without_an_article_is_refused(body):
    with pytest.raises(DocumentUnreadable) as caught:
        read(f"<html><head><title>青山网</title></head><body>{body}</body></html>")
    assert caught.value.code == "F018"


ODD = [
    "&#11;",
    "&#0;",
    "&#xD800;",
    "&#99999999;",
    "&amp;",
    "\x0b",
    "\x01",
    "\ufffe",
    "\ue5cf",
    "<",
    "</div>",
    "<![CDATA[",
    "]]>",
]


@pytest.mark.parametrize("odd", ODD, ids=map(ascii, ODD))
@pytest.mark.parametrize("mark", ["itemprop=articleBody", "class=content"])
def test_odd_characters_harm_nothing_else(odd, mark):
    page = news(BODY.replace("12.3万吨，", f"12.3万吨，{odd}")).replace("itemprop=articleBody", mark)
    assert "本报讯 今年前三季度，石桥镇粮食总产量达到12.3万吨，" in read(page).text


@pytest.mark.parametrize(
    "text", ["<div>" * 1_000_000, "<b>粗" * 500_000, "<table><tr><td>" * 300_000], ids=["div", "b", "table"]
)
def test_five_megabytes_nested_are_refused_at_once(text):
    started = time.process_time()
    with pytest.raises(DocumentUnreadable) as caught:
        read(f"<html><body>{BODY}{text}")
    assert caught.value.code == "F013"
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("<script></script>字", id="scripts"),
        pytest.param("<i hidden></i>字", id="hidden"),
        pytest.param("<br>字", id="breaks"),
        pytest.param("<!--enpcontent-->", id="comments"),
        pytest.param("<p class=author>记者 张三</p>", id="authors"),
        pytest.param("今年增长5.2%，", id="one line"),
        pytest.param("&#11;", id="references"),
        pytest.param("<", id="open brackets"),
    ],
)
def test_a_page_of_half_a_megabyte_takes_little_time(unit):
    started = time.process_time()
    assert read(news(BODY + unit * (500_000 // len(unit.encode())))).text.startswith("# 秋粮满仓")
    assert time.process_time() - started < 20
