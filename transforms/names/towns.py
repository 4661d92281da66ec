"""What the suffix of a town or sub-district ends that names none: 据|乡农业综合服务中心测算, 人口大镇, 让洼乡水清."""

import re
from collections.abc import Mapping

from transforms.names import gazetteer
from transforms.names.line import Line, name_goes_on
from transforms.names.unlisted_towns import NO_TOWN

_NO_TOWN_END = re.compile(
    "^大$|(?:人口|第一|经济|农业|工业|产业|旅游|水产|渔业)大$|^[梨茶桃橘橙枣柚果花菇瓜棉竹鱼渔侨泵陶瓷酒药椒蒜姜莲藕桑蚕稻水山歌舞诗画云]$|[穿绕跨傍]$|地处|位于|地跨|处于"
)
_FULL_CHAR = re.compile(r"[\u4e00-\u9fd5]")


def names_town(line: Line, start: int, suffix: int, ends: Mapping[int, int]) -> bool:
    """Whether `text[start:suffix]` can be the name of the town whose suffix follows (`ends`: of places)."""
    core = line.text[start:suffix]
    if NO_TOWN.search(core) or _NO_TOWN_END.search(core):
        return False
    return not (_hides_division(line, start, suffix) or _is_figure(line, start, suffix, ends))


def _hides_division(line: Line, start: int, suffix: int) -> bool:
    """由泗|门镇: the official name ends here too, cut by segmentation; later it is found as a known form."""
    text = line.text
    end = suffix + (2 if text.startswith("街道", suffix) else 1)
    hidden = (at for at in range(start, suffix) if end - at >= 3 and text[at:end] in gazetteer.codes_by_name())
    return any(not name_goes_on(line, at) for at in hidden)


def _is_figure(line: Line, start: int, suffix: int, ends: Mapping[int, int]) -> bool:
    """A countryside of some kind, whose name no table has: 让洼乡|水清; 一泓碧水绕橘乡 at the end of a title."""
    if line.text[suffix] != "乡" or start in ends:
        return False
    titled = line.sentence.role in ("title", "heading") and not _FULL_CHAR.match(line.text[suffix + 1 : suffix + 2])
    return suffix - start == 1 or titled
