"""What a clause hands on to the next ones, or takes from them, other than what it is about itself."""

import re
from collections.abc import Sequence

from transforms.model import Entity
from transforms.observations.clause import after_openers
from transforms.observations.found import View
from transforms.observations.line import NAME, QUANTITY, Clause, Line, Word
from transforms.observations.nominal import is_nominal

#: Who does something to what was told, which the next clauses go on about: 街道把它列入试点, 县里将其打造成景区.
_ON_IT = re.compile(r"[把将对被让使][它其](?!他|余|中|它)")
#: Who does something for a person that was told: 合作社安排他看仓库, 村里帮她申请了贷款.
_ON_HIM = re.compile(
    r"(?:帮|帮助|给|让|为|替|请|安排|聘|聘请|聘用|送|教|劝|推荐|资助|奖励|介绍|选派|吸纳|雇|扶持|鼓励|支持|带|接)[他她](?!们|人)"
)
_TOLD = re.compile("[它其他她]")
#: Clauses that only go along with the one after them: 随着18台桩机轰鸣，|某项目开工; 从2家到500家，|某县用了10年.
_ALONG = re.compile(r"从[^，]*到|随着|伴随|历经|经过|凭借|为了")
#: A paragraph that begins so goes on about what the last one ended with.
_GOES_ON = re.compile(r"它的?|其(?![中他余间实次它])")
_OPENING = 24
_COUNTS = re.compile(
    r"(?:另)?据[全省市县区州旗][\u4e00-\u9fff]{1,12}?(?:统计|测算|监测|数据|核算|预计|预测|估算|显示|通报)"
)
_CAMPAIGNS = ("工程", "行动", "机制", "制度", "改革", "攻坚", "计划", "活动", "战略")
#: Units from the smallest, by the endings of their names, and words for several of them.
_SIZES = (
    ("村", "社区", "屯", "寨", "小区"),
    ("镇", "乡", "街道", "乡镇", "镇街"),
    ("县", "区", "旗", "区县", "县区"),
    ("市", "州", "盟"),
    ("省",),
)
#: 县级市, whose names end like those of larger ones: by their codes.
_COUNTY = re.compile(r"\d{4}(?!00)\d\d$")


def goes_on(line: Line) -> bool:
    """Whether a line goes on about what the paragraph before it ended with: 它的客户里，有4家世界500强."""
    return bool(_GOES_ON.match(line.text))


def counts_whole(line: Line) -> bool:
    """Whether a line opens with an office that counts for its whole unit: 据市侨联统计，."""
    return bool(_COUNTS.match(line.text))


def goes_along(line: Line) -> bool:
    """Whether the opening clause of a line is about what the clause after it is about."""
    return bool(_ALONG.match(line.text))


def may_act_on(line: Line) -> bool:
    """Whether a clause of a line may tell what is done to what was told before."""
    return _TOLD.search(line.text) is not None


def acts_on(line: Line, clause: Clause) -> str | None:
    """Whether a clause tells what is done to what was told before: `it` or `him`."""
    if _ON_IT.search(line.text, clause.start, clause.end):
        return "it"
    return "him" if _ON_HIM.search(line.text, clause.start, clause.end) else None


def has_own(line: Line, view: View, told: str) -> bool:
    """Whether a number's clause opens with a noun, and so is not about the campaign `told` before it.

    “雪亮工程”安装探头3200个，|刑事发案|下降12%; but “美丽庭院”行动覆盖6个村，|参与|农户2.2万户.
    """
    if not told.rstrip("”").endswith(_CAMPAIGNS):
        return False
    start, end = line.clauses[view.slot.clause]
    words = after_openers(line.between(start, min(end, start + _OPENING)))
    return bool(words) and words[0].role != QUANTITY and is_nominal(words[0]) and not words[0].tag.startswith("v")


def counts_larger(words: Sequence[Word], told: Entity | None) -> bool:
    """Whether a clause opens with a count of units that `told` can't hold: 临清市…; |6个县（市、区）|共获386万元."""
    if len(words) < 2 or words[0].role != QUANTITY or told is None or told.type != "place":
        return False
    counted = _size(words[1].text) if words[1].role != NAME else -1
    size = _size(told.name)
    if size > 2 and _COUNTY.match(told.place_code or ""):
        size = 2
    return counted >= size >= 0


def _size(name: str) -> int:
    """How large a unit of that name is, -1 if it is none."""
    sizes = [size for size, endings in enumerate(_SIZES) if name.endswith(endings)]
    return min(sizes, default=-1)
