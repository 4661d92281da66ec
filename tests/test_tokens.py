"""Segmentation equals jieba's, tiles the text, and knows our own words."""

import logging
import subprocess
import sys

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.lexicon import user_words
from transforms.tokens import part_of_speech, tokenize, words

jieba.setLogLevel(logging.WARNING)


@pytest.fixture(scope="module", autouse=True)
def reference(tmp_path_factory):
    """jieba with our own words, its cache kept out of the system's temporary folder."""
    jieba.dt.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    for row in user_words():
        jieba.add_word(row.word, row.frequency, row.tag)


CASES = [
    # figures, percentages and units beside each other
    "今年1至8月,规上工业总产值100.7亿元，同比增长3.5%，占64%。",
    # Latin letters, versions and signs in one run
    "推出A-2.0版APP，接入5G+VR，访问www.example.com/a?b=1，T+0到账。",
    # rare names that the hidden Markov model must guess
    "滕王阁街办书记郗鉴与澹台灭明在瀍河回族区调研。",
    # Han characters beyond the basic block
    "记者王𬭎与李㛃在.𠀀处",
    # full width, emoji, traditional characters, line breaks
    "１２３．５％😀臺北市政府\n\n发布\t公告……",
    "",
]


@pytest.mark.parametrize("text", CASES)
def test_words_equal_jieba(text):
    assert words(text) == jieba.lcut(text)


ALPHABET = st.sampled_from(
    "今年工业总产值亿元万户的了在增长街道办事处海淀一二三十百%.,，。“”（）+-—…0123456789abcXYZ \n\u3000Ａ１"
)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(st.text(ALPHABET, max_size=60), st.text(max_size=30)))
def test_any_text_equals_jieba_and_is_tiled(text):
    text = text.encode("utf-8", "ignore").decode()
    assert words(text) == jieba.lcut(text)
    tokens = tokenize(text)
    assert "".join(token.word for token in tokens) == text
    assert all(text[token.start : token.end] == token.word for token in tokens)


def test_our_own_words_are_one_token():
    assert "规上" in words("全市规上工业增加值增长6.1%。")


@pytest.mark.parametrize(("word", "tag"), [("杭州", "ns"), ("增长", "v"), ("企业", "n"), ("，", "x")])
def test_part_of_speech(word, tag):
    assert part_of_speech(word) == tag


BEGINNING = """
import sys, threading
from transforms.tokens import tokenize
sys.setswitchinterval(1e-6)
failed, together = [], threading.Barrier(4)
def read():
    together.wait()
    try:
        for _ in range(300):
            tokenize("今年上半年，全镇实现规上工业总产值12亿元。")
    except RuntimeError as error:
        failed.append(error)
threads = [threading.Thread(target=read) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
sys.exit(str(failed[0]) if failed else 0)
"""


def test_threads_may_begin_together():
    """rjieba raises `Already borrowed` where one thread adds words while another cuts."""
    subprocess.run([sys.executable, "-c", BEGINNING], check=True, timeout=120)
