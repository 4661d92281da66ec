"""What reading is measured against: bare segmenters, and a peer where it is installed."""

import importlib
import importlib.util
import logging
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import jieba
import rjieba

from transforms.lexicon import user_words

#: What a peer is given: it is some hundred times slower.
PEER_CHARACTERS = 66_000


def reference(folder: Path) -> None:
    """jieba with its dictionary loaded, and its cache file in `folder`."""
    jieba.dt.tmp_dir = str(folder)
    jieba.initialize()


class Taken(NamedTuple):
    """Seconds on the clock, and of the processor: on a machine that others use too, only these compare."""

    wall: float
    processor: float


def jieba_seconds(sentences: Sequence[str]) -> Taken:
    """J: bare `jieba.lcut` over sentences, in one process."""
    return _seconds(jieba.lcut, sentences)


def rjieba_seconds(sentences: Sequence[str]) -> Taken:
    """B: bare `rjieba.cut` over the same."""
    return _seconds(rjieba.Jieba().cut, sentences)


def disagreements(sentences: Sequence[str], words: Callable[[str], list[str]]) -> list[str]:
    """Sentences that `words` cuts otherwise than jieba does when it knows our own words too."""
    jieba.setLogLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        reader = jieba.Tokenizer()
        reader.tmp_dir = folder
        reader.initialize()
        for row in user_words():
            reader.add_word(row.word, row.frequency, row.tag)
        return [sentence for sentence in sentences if words(sentence) != reader.lcut(sentence)]


def jionlp_speed(sentences: Sequence[str]) -> float | None:
    """Kilobytes a second of jionlp's times, money and parts of speech, on the first sentences; None without jionlp."""
    if importlib.util.find_spec("jionlp") is None:
        return None
    jionlp = importlib.import_module("jionlp")
    sample, size = [], 0
    for sentence in sentences:
        sample.append(sentence)
        size += len(sentence)
        if size >= PEER_CHARACTERS:
            break

    def read(sentence: str) -> None:
        jionlp.ner.extract_money(sentence, with_parsing=True)
        jionlp.ner.extract_time(sentence, with_parsing=True)

    read(sample[0])  # its dictionaries
    return sum(len(sentence.encode()) for sentence in sample) / 1000 / _seconds(read, sample).wall


def _seconds(function: Callable[[str], object], sentences: Sequence[str]) -> Taken:
    start, used = time.perf_counter(), time.process_time()
    for sentence in sentences:
        function(sentence)
    return Taken(time.perf_counter() - start, time.process_time() - used)
