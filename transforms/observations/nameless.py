"""Names that a clause opens with though a statistician would not count them as whom it is about."""

import re
from collections.abc import Sequence

from transforms.observations.line import Line, Word
from transforms.observations.words import countries, ends_as, governing_verbs

_COUNTED = re.compile(r"(?:、[^，。；：、]{1,20}){1,12}?等\d")
_SHARES = ("占", "覆盖率", "覆盖面", "比例", "比重", "普及率", "达标率", "创建率", "建成率", "创成率", "率")
_NEIGHBOURS = re.compile("[^，。；]{0,10}?(?:相连|接壤|毗邻|相邻|交界|相望|比邻|为邻|相依|相通)")
#: 某镇与某银行|合作: what follows is told of the first.
_JOINTLY = (
    "合作",
    "联合",
    "携手",
    "共建",
    "共同",
    "签",
    "联手",
    "结对",
    "合办",
    "合资",
    "牵手",
    "联姻",
    "共办",
    "协作",
    "达成",
)
#: What firms do with offices.
_DEALINGS = (
    "开办",
    "登记",
    "注册",
    "注销",
    "办事",
    "办证",
    "融资",
    "用工",
    "用电",
    "用地",
    "减负",
    "满意",
    "诉求",
    "上云",
    "退税",
    "送检",
    "送样",
    "报关",
    "通关",
    "报税",
    "办贷",
    "投标",
    "招工",
)


def is_deed(name: str) -> bool:
    """Whether a name begins with a verb and its object, and so is none: 获批国家自然科学基金."""
    return len(name) > 3 and governing_verbs().get(name[:2]) == "always"


def is_around(line: Line, word: Word) -> bool:
    """Whether a name tells of the countries along a road: “一带一路”|沿线, |共建国家."""
    return (
        line.text.startswith(("沿线", "共建", "国家", "倡议", "市场"), word.end) and word.text.strip("“”") == "一带一路"
    )


def is_natural(name: str) -> bool:
    """Whether a name is that of water, a mountain or a road: no statistician's subject."""
    return ends_as(name, "nature")


def is_foreign(line: Line, word: Word) -> bool:
    """Whether a name is that of a country or a place abroad, whose people, orders and markets are told of."""
    entity = line.entities[line.names[word.ref].entity]
    return entity.type == "place" and not entity.place_code and entity.name in countries()


def is_label(line: Line, first: Word, following: Word) -> bool:
    """Whether a quoted name only says of what there is a share: “无讼村”|占比60%, “最多跑一次”|的占82%."""
    quoted = first.text.startswith("“") or line.text[first.start - 1 : first.start] == "“"
    at = following.end if following.text in ("”", "的", "事项") else following.start
    return quoted and line.text.startswith(_SHARES, at)


def is_counted_list(line: Line, end: int) -> bool:
    """Whether the name that ends at `end` begins a list that is counted: 老界岭、龙潭沟等9家景区."""
    return line.text.startswith("、", end) and bool(_COUNTED.match(line.text, end))


def is_general(line: Line, first: Word) -> bool:
    """Whether 企业 means any firm that deals with an office: 企业|开办时间缩短为1天, 企业|满意度."""
    return first.text == "企业" and line.text.startswith(_DEALINGS, first.end)


def is_comparison(words: Sequence[Word]) -> bool:
    """Whether 全省 goes on as 全省首个, 全省领先: a comparison, no subject."""
    return bool(words) and words[0].text.startswith(
        ("首", "唯一", "最", "第一", "率先", "领先", "先进", "前列", "一流", "百强", "十大")
    )


def tells_of_first(text: str, end: int) -> bool:
    """Whether what follows two names that end at `end` is told of the first: 某镇与某银行合作, 某市与某省山水相连."""
    return text.startswith(_JOINTLY, end) or _NEIGHBOURS.match(text, end) is not None
