"""The place that an article and a page are about, and the place of each of its figures: articles of our own wording."""

import pytest

from transforms.model import Sentence
from transforms.names import PlaceMentions, find_names, home_place, page_place
from transforms.reading import read_document
from transforms.tokens import tokenize


def read(*texts: str):
    """Sentences; those that begin with # are titles."""
    sentences = [Sentence(t.lstrip("#"), ((0, len(t)),), "title" if t.startswith("#") else "body") for t in texts]
    return sentences, *find_names(sentences, [tokenize(sentence.text) for sentence in sentences])


# sentences → the place that they are about
HOMES = [
    # the city above is only compared with or ranked among
    (
        [
            "#上半年我市外贸增速列盐城第一",
            "记者从东台市统计局了解到，全市进出口52亿元。",
            "增速高于盐城平均3.1个百分点，在盐城9个县（市、区）中居首。",
        ],
        "东台市",
    ),
    (
        [
            "#全县农民收入增幅居周口前列",
            "据扶沟县统计局数据，全县农民人均可支配收入1.4万元。",
            "增幅比周口平均水平高0.6个百分点。",
        ],
        "扶沟县",
    ),
    # counties that are cities or districts today
    (["#即墨县志续修", "即墨县文化馆藏有旧志12部。"], "即墨县"),
    (["#定边见闻", "神木县去年产煤2亿吨，全县财政收入48亿元。"], "神木县"),
    (["仁怀县有酒企1700家。", "仁怀县去年产酒30万吨。"], "仁怀县"),
    (["#彬县苹果卖得俏", "句容县今年栽葡萄3万亩。", "句容县还将建冷库8座。"], "句容县"),
    # industrial parks and new districts administer nothing by themselves
    (
        ["#走进蒲江县工业集中发展区", "蒲江县工业集中发展区3.8平方公里的厂房连成一片。", "园区里有61家企业。"],
        "蒲江县",
    ),
    (["#商丘高铁新区添公交", "商丘市公交公司在高铁新区设站12处。", "我市公交线路增至62条。"], "商丘市"),
    (["#云阳工业园产值破百亿", "云阳县工业园去年产值102亿元。"], "云阳县"),
    (["#湖滨生态新城开建", "宜兴市湖滨生态新城总投资86亿元。"], "宜兴市"),
    # a city's counties, none of which stands out, are the city's
    (
        [
            "#空气一季度考核出炉",
            "聊城市环保局通报考核结果。",
            "冠县、阳谷县分列前两位，高唐县上缴27万元。",
            "东阿县获补偿112万元。",
        ],
        "聊城市",
    ),
    # the county beside its town, which the title names
    (
        [
            "#高桥镇：千亩藕田变金田",
            "桐乡市高桥镇今年种藕1200亩。",
            "镇党委书记说，高桥镇还将建冷库。",
            "市农业农村局派专家驻村。",
        ],
        "桐乡市高桥镇",
    ),
    # villages, told by titles and leads
    (
        [
            "#走进双溪乡石壁村百香果合作社",
            "石壁村的果园里人声一片。",
            "建宁县双溪乡石壁村合作社有社员120户，全县同行里排第三。",
            "石壁村去年集体收入32万元。",
        ],
        "石壁村",
    ),
    (["#桃源社区：楼长进门", "盐田区海山街道桃源社区有23个小区。", "桃源社区有楼长126名。"], "桃源社区"),
    # where one worked, sells or gets help from is passed by
    (
        [
            "#柳编老手艺 年入3亿元",
            "在阜南县黄岗镇，柳编企业有86家，产品销往德国、美国等27个国家。",
            "张敏辞去深圳年薪20万元的工作，回黄岗镇办厂。",
            "江苏常州援助黄岗镇800万元。",
        ],
        "阜南县黄岗镇",
    ),
]


@pytest.mark.parametrize(("texts", "place"), HOMES, ids=[texts[0] for texts, _ in HOMES])
def test_an_article_is_about_the_smallest_unit_that_holds_its_places(texts, place):
    home = home_place(*read(*texts))
    assert home is not None
    assert place in (home.name, *home.aliases)


def test_a_page_is_about_the_county_whatever_one_title_names():
    texts = [
        "#胜利镇办起桃花节", "罗田县胜利镇种桃2万亩。", "#我县外贸增长", "罗田县进出口2亿元。", "#河铺镇修路",
        "罗田县河铺镇修路12公里。",
    ]  # fmt: skip
    page = page_place(PlaceMentions(*read(*texts)))
    assert page is not None and page.name == "罗田县"


def test_an_article_that_names_a_place_in_passing_is_about_the_place_of_its_page():
    sentences, entities, mentions = read(
        "罗田县今年修路120公里。", "罗田县公交集团新开线路6条。", "他从东莞回来。", "线路由8公里增至12公里。"
    )
    around = page_place(PlaceMentions(sentences, entities, mentions))
    own = [mention for mention in mentions if mention.sentence >= 2]
    assert around is not None and home_place(sentences, entities, own, around) == around


# text → place of each figure
FIGURES = [
    ("新丰县回龙镇酒厂9月投产，由广东东莞援助800万元、企业自筹2200万元建成。", ["新丰县回龙镇"] * 2),
    ("怀集县冷坑镇菜场订单多，产品销往日本1200吨，销往香港300吨。", ["怀集县冷坑镇"] * 2),
    ("望江县化工园区装下企业87家，去年产值96亿元。", ["望江县"] * 2),
]


@pytest.mark.parametrize(("text", "places"), FIGURES, ids=[text[:10] for text, _ in FIGURES])
def test_a_figure_belongs_to_the_unit_that_it_is_told_of(text, places):
    facts = read_document(f"测试标题\n\n{text}\n")
    assert [row.place for article in facts.articles for row in article.observations] == places


NO_PLACES = [
    "据乡农业综合服务中心测算，产量1.5万吨。",
    "没有出现一例社区感染。",
    "一举甩掉“空壳村”的帽子。",
    "通川南路有银杏树20棵。",
    "全镇撤换不合格村干部37名。",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_words_that_are_no_places(text):
    _, entities, _ = read(text)
    assert [entity.name for entity in entities if entity.type == "place"] in ([], ["南路"])


def test_a_report_on_a_county_is_about_it_however_often_it_names_one_town():
    home = home_place(
        *read(
            "#平塘县“我为群众办实事”行动纪实",
            "9月8日，平塘县通州镇的百香果地里人声鼎沸。",
            "通州镇党委书记说，通州镇今年种果700亩。",
            "全县选派驻村干部2312名。",
            "通州镇办酒席94场，全镇人情支出降了一半。",
        )
    )
    assert home is not None and home.name == "平塘县"


def test_a_zone_alone_is_what_its_article_is_about():
    home = home_place(
        *read("#宿迁经开区进出口大增", "记者从宿迁经开区获悉，全区进出口86亿元。", "经开区今年开工48个项目。")
    )
    assert home is not None and home.name == "宿迁经开区"


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("凉山州前三季度接待游客4820万人次。", "凉山州", "513400"),
        ("黔南州今年修路120公里。", "黔南州", "522700"),
        ("长阳县有茶园12万亩。", "长阳县", "420528"),
        ("记者在莫力达瓦旗看到，大豆丰收。", "莫力达瓦旗", "150722"),
        ("宣汉县与新宾县结对。", "新宾县", "210422"),
    ],
)
def test_autonomous_areas_are_named_without_their_peoples(text, name, code):
    _, entities, _ = read(text)
    assert (name, code) in [(entity.name, entity.place_code) for entity in entities]


# an article → where its figures belong, by what is told of those whom they are about
WHEREABOUTS = [
    # someone's place is told once, with what he is
    (
        "云阳县今年种瓜6万亩。\n\n云阳县江口镇盘石村66岁的瓜农张庆山，去年种瓜12亩。他还养了8头猪。",
        ["云阳县", "云阳县江口镇盘石村", "云阳县江口镇盘石村", "云阳县江口镇盘石村"],
    ),
    ("奉节县栽橙35万亩。\n\n在奉节县永乐镇大坝村，果农李国强今年收橙4万斤。", ["奉节县", "奉节县永乐镇大坝村"]),
    # a body is where it was said to lie, paragraphs later too
    (
        "沭阳县有企业860家。\n\n沭阳县振华机械有限公司位于贤官镇，现有员工320人。\n\n去年，公司销售收入2.6亿元。",
        ["沭阳县", "沭阳县贤官镇", "沭阳县贤官镇"],
    ),
    # a fair is where it opens, not where the paragraph began
    ("如东县今年办节12个。\n\n第三届如东紫菜美食节在洋口镇开幕，吸引客商120家。", ["如东县", "如东县洋口镇"]),
    # a clause that names a place and no more sets the scene
    ("盱眙县有稻田80万亩。\n\n黄花塘镇芦沟村，稻虾共作正忙。合作社今年投苗3万斤。", ["盱眙县", "盱眙县黄花塘镇芦沟村"]),
    # an office of the county is nowhere else; a list of places is no scene
    ("沛县去年立案320件。\n\n在沛县龙固镇，县公安局查处案件5起。", ["沛县", "沛县"]),
    ("大姚县办节。\n\n活动在大姚县、永仁县、元谋县等9个县市举行。", ["大姚县"]),
]


@pytest.mark.parametrize(("text", "places"), WHEREABOUTS, ids=[text[:8] for text, _ in WHEREABOUTS])
def test_figures_belong_where_those_are_whom_they_are_about(text, places):
    facts = read_document(f"测试标题\n\n{text}\n")
    assert [row.place for article in facts.articles for row in article.observations] == places


def test_a_digest_of_briefs_is_about_no_single_town():
    texts = (
        "#简讯",
        "▲本报讯 第二届石狮服装博览会月底开幕，设展位1500个。",
        "▲本报讯 永宁镇昨日举行慈善拍卖，筹款260万元。",
    )
    home = home_place(*read("#石狮市外贸增长", "石狮市进出口286亿元。", *texts))
    assert home is not None and home.name == "石狮市"


def test_the_towns_of_one_article_are_not_the_place_of_its_page():
    texts = ["#练市镇：小事不出格", "南浔区练市镇有28个村。", "练市镇今年调解纠纷420件。", "练市镇还要再建网格12个。"]
    page = page_place(PlaceMentions(*read(*texts)))
    assert page is not None and page.name == "南浔区"


def test_a_zone_lies_in_the_county_that_it_is_named_after():
    _, entities, _ = read("南浔区练市镇有28个村。", "记者走进南浔经济开发区，车间里一片繁忙。")
    assert next(e.parent for e in entities if e.name == "南浔经济开发区") == "南浔区"


def test_a_community_right_after_its_town_is_that_towns_whatever_others_bear_its_name():
    _, entities, _ = read("松桃苗族自治县大兴街道锦绣社区有居民2136户。", "锦绣社区建起车间3个。")
    place = next(entity for entity in entities if entity.name == "锦绣社区")
    assert (place.parent, place.place_code) == ("松桃苗族自治县大兴街道", None)


def test_offices_named_after_a_county_tell_that_an_article_is_about_it():
    texts = [
        "诸城市人民法院审结案件1.79万件。",
        "诸城市人民法院开通云法庭。",
        "贾悦镇琅埠村村民孙某与邻居和好。",
        "诸城市人民法院开庭1260次。",
    ]
    sentences, entities, mentions = read("诸城市有13个镇街。", *texts)
    own = [mention for mention in mentions if mention.sentence]
    home = home_place(sentences, entities, own)
    assert home is not None and home.name == "诸城市"


def test_a_village_lies_in_the_town_that_is_named_beside_it():
    _, entities, _ = read("#新丰村的产业经", "新丰村位于武胜县飞龙镇，全村有6个组。")
    assert next(entity.parent for entity in entities if entity.name == "新丰村") == "武胜县飞龙镇"
