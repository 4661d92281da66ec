"""Words that tell a happening: where they stand in a sentence as its predicate, and what kind of event they tell."""

import bisect
import operator
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.events.predicate_rules import HELD, Occurrence, is_predicate
from transforms.events.vocabulary import Trigger, triggers, written_triggers
from transforms.model import Time
from transforms.tokens import Token

__all__ = ["Trigger", "TriggerMatch", "find_triggers", "triggers"]

_start = operator.itemgetter(0)
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?]")


class TriggerMatch(NamedTuple):
    """A trigger at `text[start:end]` of a sentence, in the clause `text[clause_start:clause_end]`."""

    start: int
    end: int
    clause_start: int
    clause_end: int
    trigger: Trigger


def find_triggers(text: str, tokens: Sequence[Token], times: Sequence[Time] = ()) -> list[TriggerMatch]:
    """Triggers that stand as words and as predicates, in order; one of a type a clause.

    举行 gives way to what is held (签约活动举行); verbs in a row tell one happening (签约|入驻, 建成|投产). `times` are
    those of the sentence: with its own date a verb is an event where it would be a noun else (6月投产后, 1958年建成的).
    """
    written = written_triggers(text)
    if not written:
        return []
    found = _joined(_matches(text, written, tokens, times))
    specific = {match.clause_start for match in found if match.trigger.word not in HELD}
    kept: dict[tuple[int, str], TriggerMatch] = {}
    for match in found:
        if match.trigger.word not in HELD or match.clause_start not in specific:
            kept.setdefault((match.clause_start, match.trigger.type), match)
    return list(kept.values())


def _joined(matches: Iterator[TriggerMatch]) -> list[TriggerMatch]:
    """`matches` with those side by side as one, of the last one's type unless that is `other`."""
    joined: list[TriggerMatch] = []
    for match in matches:
        before = joined[-1] if joined else None
        if before is None or before.end != match.start:
            joined.append(match)
            continue
        first, last = before.trigger, match.trigger
        both = Trigger(
            first.word + last.word,
            first.type if last.type == "other" else last.type,
            "strong" if "strong" in (first.strength, last.strength) else last.strength,
        )
        joined[-1] = TriggerMatch(before.start, match.end, before.clause_start, before.clause_end, both)
    return joined


def _matches(
    text: str, written: Sequence[tuple[int, str]], tokens: Sequence[Token], times: Sequence[Time]
) -> Iterator[TriggerMatch]:
    cuts = [0, *[mark.end() for mark in _CLAUSE_END.finditer(text)], len(text) + 1]
    dated = sorted([(time.end, time.start) for time in times if time.start_date and time.mention[0] != "当"])
    at = near = 0
    for start, word in written:
        end = start + len(word)
        while cuts[at + 1] <= start:
            at += 1
        while near < len(dated) and dated[near][0] <= start:
            near += 1
        if not _is_aligned(text, tokens, start, end):
            continue
        around = near < len(dated) and dated[near][1] < start and end < dated[near][0]
        time = dated[near - 1] if near and dated[near - 1][1] >= cuts[at] else None
        since = bool(near) and cuts[at] - 1 <= dated[near - 1][0] and text[dated[near - 1][0] - 1] in "起始"
        trigger = triggers()[word]
        here = Occurrence(
            text, start, end, cuts[at], cuts[at + 1] - 1, start if around else time[0] if time else None, since
        )
        if is_predicate(here, trigger):
            yield TriggerMatch(start, end, cuts[at], cuts[at + 1] - 1, trigger)


def _is_aligned(text: str, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a word of the text begins or ends where a trigger does; one of one character must be a word."""
    begins = _begins(tokens, start)
    if begins and end - start > 1:
        return True
    ends = end == len(text) or _begins(tokens, end)
    if end - start > 1:
        return ends
    return begins and (ends or text[start - 1 : start] in ("又", "再"))  # 又开坝坝会 may be cut as 开坝


def _begins(tokens: Sequence[Token], position: int) -> bool:
    """Whether a word begins at `position`."""
    at = bisect.bisect_left(tokens, position, key=_start)
    return at < len(tokens) and tokens[at].start == position
