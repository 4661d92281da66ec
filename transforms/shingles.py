"""Shingle sketches: which articles are the same text printed twice (通稿), though a few characters differ.

An article's shingles are its overlapping runs of five characters, punctuation and white space left out; its sketch
is the `KEPT` smallest of their hashes. Two sketches estimate the Jaccard similarity of two articles (bottom-k
sketches: Broder, On the resemblance and containment of documents, 1997).
"""

import re

import numpy as np

LENGTH = 5
KEPT = 32
#: A shorter text (a notice, a caption) is no evidence that two articles are one.
SHORTEST = 80

_NO_TEXT = re.compile(r"[\W_]+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FINAL = np.uint64(0xBF58476D1CE4E5B9)


def sketch(text: str) -> list[int]:
    """The sketch of `text`: at most `KEPT` positive 63-bit integers, ascending; empty for a very short text."""
    bare = _NO_TEXT.sub("", text)
    if len(bare) < SHORTEST:
        return []
    points = np.frombuffer(bare.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    hashes = np.zeros(len(points) - LENGTH + 1, dtype=np.uint64)
    for offset in range(LENGTH):  # unsigned arithmetic of NumPy wraps at 64 bits
        hashes = (hashes ^ points[offset : offset + len(hashes)]) * _MULTIPLIER
        hashes ^= hashes >> np.uint64(29)
    hashes *= _FINAL
    hashes >>= np.uint64(1)
    # few stand twice: the smallest ones hold the smallest that differ
    smallest = np.unique(np.partition(hashes, 2 * KEPT)[: 2 * KEPT]) if len(hashes) > 2 * KEPT else hashes[:0]
    return (smallest if len(smallest) >= KEPT else np.unique(hashes))[:KEPT].tolist()


def similarity(one: list[int], other: list[int]) -> float:
    """Estimated Jaccard similarity of two texts from their sketches, 0 to 1."""
    union = sorted({*one, *other})[:KEPT]
    both = set(one) & set(other)
    return sum(value in both for value in union) / len(union) if union else 0.0
