"""Times that no lexicon can list: since something began (启动以来), during a meeting (大会期间). No days follow."""

import re
from collections.abc import Sequence

from transforms.times.refusals import token_at
from transforms.tokens import Token

_CLAUSE = re.compile(r"[，,。；;：:！!？?、\s]")
#: A record is none: 创开站以来新高
_SINCE = re.compile("以来(?!的?(?:新高|新低|最|历史))|期间")
_LEAD = re.compile("^(?:特别是|尤其是|但是|可是|同时|其中|而|据悉|据了解|在)")
#: When something began, and the verb: 今年1月上线, 2020年9月正式投入运营. 自 before it belongs to it.
_DATED = re.compile(
    r"(?:自从?|从)?(?:(?:今|去|前)年|(?:19|20)\d\d年|(?<!\d)\d{1,2}月)(?:\d{1,2}月)?(?:\d{1,2}日|[初中底末])?[\u4e00-\u9fff]{2,8}$"
)
_LONGEST_CLAUSE, _REACH = 12, 60
_HEADS = ("会", "节", "节日", "赛", "疫情", "周", "战", "汛", "防控", "抗疫")


def find_since(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Spans such as 自专项攻坚开展以来, 启动以来 (after a long subject the verb alone), 互联网大会期间."""
    found = []
    for match in _SINCE.finditer(text):
        end = match.start()
        cuts = [cut.end() for cut in _CLAUSE.finditer(text, max(0, end - _REACH), end)]
        begin = cuts[-1] if cuts else max(0, end - _REACH)
        start = (_since if match.group() == "以来" else _during)(text, begin, end, tokens)
        if start is not None and start < end:
            found.append((start, match.end()))
    return found


def _since(text: str, begin: int, end: int, tokens: Sequence[Token]) -> int | None:
    lead = _LEAD.match(text[begin:end])
    start = begin + (lead.end() if lead else 0)
    dated = _DATED.search(text[start:end])
    if dated:  # “企业吹哨”平台|今年1月上线以来
        return start + dated.start()
    own = max(text.rfind(word, start, end) for word in ("自从", "自"))
    if own >= 0 and text[own - 1 : own] not in tuple("来各亲"):
        return own
    if end - start <= _LONGEST_CLAUSE:
        return start
    last = token_at(tokens, end - 1)
    return tokens[last].start if last >= 0 else None


def _during(text: str, begin: int, end: int, tokens: Sequence[Token]) -> int | None:
    if not text.endswith(_HEADS, begin, end):
        return None
    start = None
    for index in range(token_at(tokens, end - 1), -1, -1):
        token = tokens[index]
        verb_again = token.tag == "v" and start is not None
        if (
            token.start < begin
            or token.end > end
            or verb_again
            or token.tag[:1] not in "njvxal"
            or len(token.word) == 1
        ):
            break
        start = token.start
    return start
