"""Times that no lexicon can list: since something began (项目启动以来), and during a meeting (大会期间). No days follow."""

import re
from collections.abc import Sequence

from transforms.tokens import Token

_CLAUSE = re.compile(r"[，,。；;：:！!？?、\s]")
_SINCE = re.compile("以来|期间")
_LEAD = re.compile("^(?:特别是|尤其是|但是|可是|同时|其中|而|据悉|据了解|在)")
_LONGEST_CLAUSE = 12
_HEADS = ("会", "节", "赛", "疫情", "周", "战", "汛", "防控", "抗疫")


def find_since(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Spans such as 自专项攻坚开展以来, 启动以来 (after a long subject the verb alone), 互联网大会期间."""
    found = []
    for match in _SINCE.finditer(text):
        clause_start = max(
            (cut.end() for cut in _CLAUSE.finditer(text, max(0, match.start() - 60), match.start())), default=0
        )
        start = (
            _since(text, clause_start, match.start(), tokens)
            if match.group() == "以来"
            else _during(match.start(), clause_start, tokens)
        )
        if start is not None and start < match.start():
            found.append((start, match.end()))
    return found


def _since(text: str, clause_start: int, end: int, tokens: Sequence[Token]) -> int | None:
    lead = _LEAD.match(text[clause_start:end])
    start = clause_start + (lead.end() if lead else 0)
    own = max(text.rfind(word, start, end) for word in ("自从", "自"))
    if own >= 0 and text[own - 1 : own] not in tuple("来各亲"):
        return own
    if end - start <= _LONGEST_CLAUSE:
        return start
    return next((token.start for token in reversed(tokens) if token.end <= end), None)


def _during(end: int, clause_start: int, tokens: Sequence[Token]) -> int | None:
    before = [token for token in tokens if clause_start <= token.start and token.end <= end]
    if not before or not before[-1].word.endswith(_HEADS):
        return None
    start = None
    for token in reversed(before):
        if token.tag[:1] not in "njvxal" or len(token.word) == 1:
            break
        if token.tag == "v" and start is not None:
            break
        start = token.start
    return start
