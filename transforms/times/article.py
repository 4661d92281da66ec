"""Times of an article: what sentences say for the ones after them."""

from collections.abc import Sequence

from transforms.model import Published, Sentence, Time
from transforms.times.reading import find_times
from transforms.times.rolling import COUNTED_BACK
from transforms.times.scene import COMPARED
from transforms.tokens import Token


def times_of(
    sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]], published: Published
) -> list[list[Time]]:
    """Times of each sentence; those of the sentences before are the anchors of 当年, 同期 and the like.

    What a figure is only compared with (比一季度提高1.2个百分点) anchors nothing.
    """
    found: list[list[Time]] = []
    anchors: list[Time] = []
    years: list[Time] = []  # 过去五年, which 五年间 far below goes back to
    for sentence, words in zip(sentences, tokens, strict=True):
        here = [] if sentence.role == "byline" else find_times(sentence.text, words, published, years + anchors)
        found.append(here)
        text = sentence.text
        anchors += [time for time in here if not COMPARED.search(text, max(0, time.start - 2), time.start)]
        anchors = anchors[-8:]
        years = [time for time in here if time.rule in COUNTED_BACK and time.start_date][-1:] or years
    return found
