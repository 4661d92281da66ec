"""What an article has told of by name though no entity need be: its last happening and its last thing built."""

from collections.abc import Sequence

from transforms.observations.found import Subject
from transforms.observations.happenings import after_years, echoes, happening
from transforms.observations.line import TIME, Clause, Line, Word
from transforms.observations.pointing import goes_on, is_part, stands_for
from transforms.observations.speakers import is_office
from transforms.observations.words import subject_words
from transforms.observations.works import may_tell, work

#: What a sentence is about may be what the next ones are about, if it is one of these.
_LASTING = frozenset({"place", "org", "venue", "person", "group"})
#: A list of so many names is no lasting subject: 来自辽宁、黑龙江、北京的游客.
_MANY = 2
#: Who rules a place acts for it and is not told of next: 县委、县政府拿出265亩建学校. |目前，大班额降到29个.
_RULERS = ("县委", "市委", "区委", "政府")

#: 三年内, 未来两年 at a line's opening.
_YEARS = 4


class Things:
    """Names of happenings and works in the order of the article's clauses."""

    def __init__(self) -> None:
        self._happening = self._work = ""
        self._paragraph = 0
        self._ended = False
        self._held_here = self._built_here = False

    def begin(self, line: Line) -> None:
        """A line whose clauses come next: whether it can tell of anything."""
        self._held_here, self._built_here = line.holds("happening"), may_tell(line)

    def told(self, line: Line, clause: Clause) -> tuple[str, str] | None:
        """The name of what a clause is about and its rule, `happening` or `work`."""
        if (self._held_here or self._happening) and (name := self._held(line, clause)):
            return name, "happening"
        if clause.rest and (self._built_here or self._work) and (name := self._built(line, clause.rest)):
            return name, "work"
        return None

    def lasting(self, told: Sequence[Subject | None], before: Subject | None, runs: bool) -> Subject | None:
        """What the next sentence may be about: of what clauses led to the last, else what was told `before`."""
        for topic in reversed(told):
            if topic and self.keeps(topic, runs):
                return topic
        return None if any(topic and self.rules(topic) for topic in told) else before

    def lasts(self, name: str, rule: str) -> bool:
        """Whether the next sentence may be about it too: not when it is a part of another."""
        return rule == "happening" or name == self._work

    def keeps(self, topic: Subject, runs: bool) -> bool:
        """Whether the next sentence may be about what a clause is about; `runs`: a story is being told."""
        text = topic.text or ""
        if text.count("、") >= _MANY:
            return False
        if topic.rule in ("happening", "work"):
            return self.lasts(text, topic.rule)
        aside = topic.type == "org" and is_office(text) and runs
        return topic.type in _LASTING and not aside and not self.rules(topic)

    def rules(self, topic: Subject) -> bool:
        """Whether a clause is about who acts for a whole place, which the next sentence then is about."""
        return topic.type == "org" and (topic.text or "").endswith(_RULERS)

    def passes(self, rule: str, line: Line) -> bool:
        """Whether the next sentence is no more about what the last one was: a work that it does not go on about.

        A happening is over at a semicolon: 交易会移师新馆；|三年内，要培育3个商标.
        """
        ended, self._ended = self._ended, line.text.endswith("；")
        opens = ended and bool(line.words) and (line.words[0].role == TIME or "年" in line.text[:_YEARS])
        return (rule == "work" and not goes_on(line)) or (rule == "happening" and opens)

    def _held(self, line: Line, clause: Clause) -> str | None:
        if self._held_here and (span := happening(line, after_years(clause.words))):
            self._happening = line.text[slice(*span)]
            return self._happening
        return self._happening if echoes(clause.rest, self._happening) else None

    def _built(self, line: Line, words: Sequence[Word]) -> str | None:
        paragraph = line.sentence.paragraph
        span = work(line, words) if self._built_here else None
        if span and (name := line.text[slice(*span)]) not in subject_words():  # 这个4.3万平方米的|园区
            if not is_part(words):
                self._work, self._paragraph = name, paragraph
            return name
        near = self._work and self._paragraph >= paragraph - 1
        return self._work if near and stands_for(words, self._work) else None
