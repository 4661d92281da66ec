"""Quotations of a sentence with what stands beside them, for quotation_rules to judge."""

import functools
import re
from typing import NamedTuple

from transforms.names.line import Line, is_closed
from transforms.names.tables import any_of, word_set
from transforms.tokens import Token

_QUOTE = re.compile(r"“([^“”]{1,40})”")
_CONTRAST = re.compile(r"从“([^“”]{1,20})”[^“”，。；]{0,8}[到向为]“([^“”]{1,20})”")
_LONGEST_TAIL = 12


class Quotation(NamedTuple):
    """What stands between “ and ” at `text[start:end]` (quotes included), and what stands around it.

    `tail` is the noun phrase after it up to a program's head noun, `after` the next characters, `listed` says that a
    head noun sums up the list that it stands in.
    """

    start: int
    end: int
    inner: str
    tail: str
    after: str
    before: Token | None
    one_word: bool
    listed: bool = False
    contrasted: bool = False


@functools.cache
def program_heads() -> dict[str, tuple[str, ...]]:
    """Head nouns of programs and of meetings by their last characters."""
    heads: dict[str, list[str]] = {}
    for head in _heads():
        heads.setdefault(head[-1], []).append(head)
    return {last: tuple(words) for last, words in heads.items()}


@functools.cache
def _heads() -> frozenset[str]:
    return word_set("program_heads.csv") | word_set("program_meetings.csv")


def quotations(line: Line) -> list[Quotation]:
    """The quotations of a sentence with what stands beside them."""
    matches = list(_QUOTE.finditer(line.text))
    if not matches:
        return []
    listed = _listed(matches, line.text) if len(matches) > 1 else frozenset()
    contrasts = _CONTRAST.finditer(line.text) if "从“" in line.text else ()
    contrasted = {match.start(side) for match in contrasts for side in (1, 2)}
    found = []
    for match in matches:
        start, end = match.span()
        first = line.token_from(start + 1)
        one_word = first is not None and first.end == end - 1
        before, after = _verb_before(line, start), line.text[end : end + 10]
        shown = start in listed, start + 1 in contrasted
        found.append(Quotation(start, end, match[1], _tail(line, end), after, before, one_word, *shown))
    return found


def _verb_before(line: Line, position: int) -> Token | None:
    token = line.token_to(position)
    if token is None or token.word not in ("了", "起", "好", "出"):
        return token
    verb = line.token_to(token.start)
    both = verb.word + token.word if verb is not None else ""
    return Token(verb.start, token.end, both, "v") if both in word_set("program_verbs.csv") else verb  # 打|好“发展六仗”


def _tail(line: Line, start: int) -> str:
    """The noun phrase after a quotation, to its first run of program heads: ”|闭环激励机制, ”|2022…路演大赛."""
    text, heads, end, best = line.text, program_heads(), start, 0
    while end - start <= _LONGEST_TAIL + (8 if text.startswith("20", start) else 0):
        token = line.token_from(end)
        if token is None or is_closed(token) or token.tag[0] not in "nvabjsfkmzxe":
            break
        if token.tag == "m" and not token.word.startswith("20"):
            break
        after = line.token_from(token.end)
        leads = after is not None and after.word in _heads()  # ”|提升|行动
        if token.tag == "v" and (len(token.word) == 1 or (token.word in word_set("org_stops.csv") and not leads)):
            break
        end = token.end
        if text.endswith(heads.get(text[end - 1], ()), start, end):
            best = end
    return text[start:best] if best else ""


@functools.cache
def _summed() -> re.Pattern[str]:
    """What sums up a list of quotations: …等行动, …六项措施."""
    heads = any_of(word_set("program_heads.csv") | {"制度", "措施", "工作", "举措", "机制", "品牌", "做法"})
    return re.compile(rf"(?:等|的|等系列|[一二三四五六七八九十]项)?(?:工作)?(?:{heads})")


def _listed(matches: list[re.Match[str]], text: str) -> set[int]:
    """Starts of quotations in a list that a head noun sums up: “甲”“乙”“丙”等行动, “甲”和“乙”建设."""
    listed: set[int] = set()
    run: list[int] = []
    for i, match in enumerate(matches):
        run.append(match.start())
        between = text[match.end() : matches[i + 1].start()] if i + 1 < len(matches) else None
        if between in ("", "、", "和", "以及", "与"):
            continue
        if len(run) > 1 and _summed().match(text, match.end()):
            listed.update(run)
        run = []
    return listed
