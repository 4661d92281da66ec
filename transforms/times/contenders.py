"""Every rule's reading of every place in a sentence where a time may begin, for who asks why one of them stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.model import Published, Time
from transforms.times.beginnings import beginnings
from transforms.times.refusals import is_refused
from transforms.times.rules import rules_at
from transforms.times.scene import Scene
from transforms.tokens import Token


@dataclass(frozen=True)
class TimeReading:
    """What one rule reads at `text[start:end]`; `refused` where it is part of a word or an idiom or means no time."""

    start: int
    end: int
    rule: str
    refused: str = ""


def time_readings(
    text: str, tokens: Sequence[Token], published: Published, times: Sequence[Time]
) -> Iterator[TimeReading]:
    """All readings of a sentence in which `times` were found at last; `tokens` are its words."""
    for place in (match.start() for match in beginnings().finditer(text)):
        scene = Scene(text, published.best, [time for time in times if time.end <= place], ())
        for rule in rules_at(text, place):
            match = rule.pattern.match(text, place)
            if match is None or match.end() == place:
                continue
            refused = "part of a longer word, a count or an idiom" if is_refused(rule.name, match, tokens) else ""
            if not refused and rule.read(match, scene) is None:
                refused = "dates nothing where it stands"
            yield TimeReading(place, match.end(), rule.name, refused)
