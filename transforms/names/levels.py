"""Bodies called by the level of their place alone: 县医院, 市陶瓷行业协会, 区林业和湿地保护管理局."""

import re

from transforms.names.line import Line

#: A shortened place before a body: 市委, 区税务局, 县人民政府.
LEVELS = frozenset("省州市区县镇乡")
#: What no name goes on over.
BREAK = re.compile(r"[，。；：、！？“”《》\s的了与及对在从将把被等和]")
#: Kinds of bodies that are called by the level of their place: 县旅游发展委员会, 市公交集团, 市人民医院.
OF_A_LEVEL = frozenset(
    {"government", "party", "hospital", "school", "company", "association", "research", "service", "media", "bank"}
)
#: What may stand before such a level: the text's beginning, a mark, a word of function (从|市人社局, 据|县果业局).
_BEFORE_LEVEL = frozenset("从由据经向在被对与和及到自让使获为以是请受按随")
#: Or the end of a time or an attribute: 今年10月|县教育局, 配套的|县医院.
_LEADS_LEVEL = frozenset("的年月日时后前初底")
#: What makes a level the beginning of another word: 区域中心, 县级公司, 市里的医院.
_NOT_A_LEVEL = frozenset("域块间级里内外民区直属城辖容县市长镇乡")
_LONGEST_BODY = 12
_INNER = "·-－"
#: Two fields of one office: 县|林业和湿地保护|管理局, not 县|教育局和公安|局.
_TWO_FIELDS = re.compile("[\u4e00-\u9fff]{1,3}[^局办委院会校所队站司厂][和与][^省市县区镇乡][\u4e00-\u9fff]{1,9}")


def level_start(line: Line, suffix: int) -> int | None:
    """Where a body's name begins with the level of its place alone (县|旅游发展|委员会), None where it does not."""
    text = line.text
    for at in range(suffix - 1, max(-1, suffix - _LONGEST_BODY - 1), -1):
        if text[at] in LEVELS and (at == 0 or _leads_level(text[at - 1])):
            core = text[at + 1 : suffix]
            whole = not BREAK.search(core) or _TWO_FIELDS.fullmatch(core)
            return at if core[:1] not in _NOT_A_LEVEL and whole else None
        token = line.token_from(at)
        if token is not None and token.word in LEVELS:
            return None  # 代表|县|人民政府
        # 市|自来水|公司: 自 within a word begins nothing
        if _is_mark(text[at]):
            return None
        if text[at] in _BEFORE_LEVEL and text[at] not in "和与及" and (token is None or token.word == text[at]):
            return None
    return None


def _leads_level(char: str) -> bool:
    return char in _BEFORE_LEVEL or char in _LEADS_LEVEL or _is_mark(char)


def _is_mark(char: str) -> bool:
    return not ("\u4e00" <= char <= "\u9fff" or char in _INNER or (char.isascii() and char.isalnum()))
