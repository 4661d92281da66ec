"""Ranks: ordinals that compare (居全省第3, 排名第一), against ordinals that number (第一批, 第三种)."""

import re

from transforms.quantities.candidate import Candidate
from transforms.quantities.context import Context

_RANKING = re.compile(
    "(?:排名|名次|位次|位居|位列|位于|名列|列|居|排|跃居|跃升|跻身|进入|进位|升至|升到|上升[至到]|提升[至到]|攀升至|前移至|降至|保持|稳居|稳定在|蝉联|夺得?|获得?|荣获|取得|拿下"
    "|斩获|勇夺|摘得|高居|雄踞|领先|排行|并列|均为|均列|综合|总分|成绩|增速|总量)[^，。；]{0,12}$"
)
_FIELD = re.compile("(?:全国|全省|全市|全区|全县|全州|全镇|全球|世界|国内|省内|市内|区内|亚洲|中国|我国|行业|同类|同行业|各县|地市|县市区|城市|[省市县区]中?)的?$")
_NUMBERING = re.compile(
    "[个批次期届种类条项件块座家所章款点步轮阶段站代天年月日周季版卷集部支只场道线人间产课时书监责负方层梯任话]|大(?!关)|[一二]季度|副"
)
_ENDS = re.compile("[，。；、！？,;!?（(）)“”的和及并且]|$|[名位](?![个词单])|以内|左右|强")
_FIRST_OF = re.compile("大")


def tells_rank(context: Context, candidate: Candidate) -> bool:
    """Whether an ordinal says a place in a comparison."""
    text, before = context.text, context.clause_before(candidate.start, 18)
    if text[candidate.start] == "前" and not _RANKING.search(before) and not _FIELD.search(before):
        return False
    after_unit = candidate.meaning.unit != ""
    if _FIELD.search(before) and (after_unit or _ENDS.match(text, candidate.end) or _FIRST_OF.match(text, candidate.end)):
        return True
    if not _RANKING.search(before):
        return False
    return after_unit or bool(_ENDS.match(text, candidate.end)) or not _NUMBERING.match(text, candidate.end)
