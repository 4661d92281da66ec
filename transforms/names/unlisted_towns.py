"""Towns that no table has, told by the village behind them: 青石乡|云峰村, 黑龙庙镇|上店村."""

import re
from collections.abc import Mapping

from transforms.names.line import Candidate, Line, is_closed
from transforms.names.tables import place_generals

#: Nor does that of a town: 据|乡农业综合服务中心测算, 一例|社区感染.
NO_TOWN = re.compile("^[据由从在对为经向让把被给按自以与和及将各每该本全]")
_TOWN = re.compile("([\u4e00-\u9fd5]{2,3}?)(?:街道|镇|乡)")


def town_of(line: Line, start: int, suffix: int, ends: Mapping[int, int]) -> Candidate | None:
    """The town that a village's name begins with or stands right behind, though no table has it: 青石乡|云峰村."""
    text = line.text
    town = _TOWN.match(text, start, suffix)
    if town is None and start not in ends:
        begins = (at for at in range(start - 5, start - 2) if line.token_from(at) and _starts_name(line, at))
        town = next((left for at in begins if (left := _TOWN.fullmatch(text, at, start))), None)
    if town is None or ("town", town[1]) in place_generals() or NO_TOWN.search(town[1]):
        return None
    return Candidate(*town.span(), "place", town.group(), "suffix town", "town")


def _starts_name(line: Line, at: int) -> bool:
    before = line.token_to(at)
    return before is None or is_closed(before) or before.tag[0] == "v"
