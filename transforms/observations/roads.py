"""Bus lines, sections of roads and where water is measured, by their forms; and those who build them."""

import re
from collections.abc import Sequence

from transforms.observations.line import QUANTITY, Line, Word
from transforms.observations.words import governing_verbs, subject_words

_ROUTE = re.compile(
    r"(?:[A-Z]{0,2}\d{1,4}[A-Z]?路(?:公交车?|车)?|(?:地铁|轻轨|轨道交通|旅游|公交|快速公交)?[A-Z]?\d{1,2}号?线)(?:公交线|公交车)?"
    r"(?=由|将|取消|新增|延|自|从|调整|起点|终点|绕行|增|改|缩|线路|已|原|首末班|开通|全长|配|全线|运营|发车)"
)
#: A section of a road or railway, which a phrase opens that goes on about it: 青兰高速莘县至南乐段|最后一片箱梁.
_SECTION = re.compile(
    r"[\u4e00-\u9fffA-Z]{1,8}?(?:高速公路|高速铁路|高速|高铁|铁路|公路|快速路|航道|运河|大道|国道|省道|\d号线)[\u4e00-\u9fff]{1,8}?段"
    r"(?:项目|工程)?(?=最后|首|全线|全长|可行性|初步设计|环评|规划|方案|总投资|项目|工程|建设|正式|已|将|于|顺利|成功|通车|开工|完工|双向)"
)
#: Where water is measured: 某河某某断面.
_GAUGE = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:河|江|湖|溪|渠|水库|海域|海湾)[\u4e00-\u9fff]{0,6}?断面")
#: Words of those who build a thing, or any.
BUILDERS = re.compile(
    r"“|据?(?:该?项目|施工|工程|工地|建设)(?:方|单位|部|现场|建设)?(?:相关|主要|技术|生产|施工|安全)?"
    r"(?:负责人|经理|总工|副?指挥长|技术员|书记|总监)"
)
_STAFF = re.compile(
    r"[\u4e00-\u9fff]{2,14}?项目(?:经理)?部?(?:总工程师|总工|党?支?部?书记|副?经理|负责人|总监|技术员|安全员)"
)


def route(line: Line, words: Sequence[Word]) -> tuple[int, int] | None:
    """A bus line that opens a clause: 30路|由…延伸至, whose words segmentation cuts wrongly (路由)."""
    named = bool(words) and ("路" in line.text or "线" in line.text)
    found = _ROUTE.match(line.text, words[0].start) if named else None
    return found.span() if found else None


def section(line: Line, words: Sequence[Word]) -> tuple[int, int] | None:
    """A section of a road that opens a clause, whatever is told of it: its last beam, its feasibility study."""
    if not words or not ("段" in line.text or "断面" in line.text):
        return None
    if words[0].role == QUANTITY or words[0].tag[:1] in "vdpr" or words[0].text in governing_verbs():
        return None
    found = _SECTION.match(line.text, words[0].start)
    if not found and words[0].text not in subject_words() and not words[0].tag.startswith(("b", "a", "m")):
        found = _GAUGE.match(line.text, words[0].start)
    return found.span() if found else None


def builds(line: Line, start: int) -> bool:
    """Whether a clause at `start` opens with one of those who build a thing: 中铁某局项目总工程师某某."""
    return "项目" in line.text and _STAFF.match(line.text, start) is not None
